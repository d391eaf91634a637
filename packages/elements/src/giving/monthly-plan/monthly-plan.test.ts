import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Project, projectExample } from '@kindcart/contract';
import { sendKeys } from '@web/test-runner-commands';
import type { Answers } from '../../internal/testing/platform.ts';
import { act, find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './monthly-plan.states.ts';
import { amountOfTier } from './tiers.ts';

testStates(states);

const html = `<kind-monthly-plan project="${projectExample.id}">
  <p data-amount="20">Sand for one filter</p>
  <p data-amount="12.50">Pads</p>
  <a href="#give">Give</a>
</kind-monthly-plan>`;
const plan = 'kind-monthly-plan >>>';
const form = 'kind-donate-form >>>';
const tier = (place: number) => find(`${plan} li:nth-child(${place}) button:enabled`, HTMLElement);

async function show(t: TestContext, answers: Answers = {}, markup = html) {
  const made = await stage({ html: markup, answers });
  t.after(made.close);
  return made;
}

/** What the open form has chosen. */
async function chosen() {
  const monthly = `${form} [part=interval] label:nth-child(2) input`;
  await until(() => pierce(`${form} [part=submit]`), 'the form');
  const repeats = await find(monthly, HTMLInputElement);
  const button = await find(`${form} [part=submit]`, HTMLElement);
  return { repeats: repeats.checked, says: button.textContent?.trim() };
}

test('says what each amount does, as its children do', async (t) => {
  await show(t);
  const first = await tier(1);
  match(first.textContent ?? '', /CN¥20 every month/);
  match((await tier(2)).textContent ?? '', /CN¥12\.50 every month/);
  const slot = first.querySelector('slot');
  equal(slot?.assignedElements()[0]?.textContent, 'Sand for one filter');
  equal(pierce('kind-monthly-plan > a')?.checkVisibility(), false);
});

test('opens the form with just that chosen, by the donor’s own act', async (t) => {
  const { platform } = await show(t);
  ok(!pierce('kind-donate-form'));
  (await tier(2)).click();
  await until(async () => (await chosen()).says?.includes('12.50'), 'the amount');
  deepEqual(await chosen(), { repeats: true, says: 'Continue with CN¥12.50 every month' });
  ok(platform.asked.every(({ endpoint }) => endpoint === 'listProjects'));
});

test('opens the form without an amount for another one, and takes a second choice', async (t) => {
  await show(t);
  await act(`click ${plan} [part=other]:enabled`);
  await until(async () => (await chosen()).repeats, 'monthly');
  deepEqual(await chosen(), { repeats: true, says: 'Continue' });
  await act('click kind-dialog >>> [part=close]');
  (await tier(1)).click();
  await until(async () => (await chosen()).says?.includes('CN¥20.00'), 'the amount');
});

test('is used by the keyboard alone, and gets its focus back', async (t) => {
  const { element } = await show(t);
  const first = await tier(1);
  first.focus();
  await sendKeys({ press: 'Enter' });
  await until(async () => (await chosen()).repeats, 'monthly');
  await sendKeys({ press: 'Escape' });
  await until(() => element.shadowRoot?.activeElement === first, 'focus on the tier');
});

test('offers the project’s amounts where the charity names none', async (t) => {
  await show(t, {}, `<kind-monthly-plan project="${projectExample.id}"></kind-monthly-plan>`);
  const { length } = projectExample.suggestedAmounts;
  match((await tier(length)).textContent ?? '', /CN¥300 every month/);
});

test('takes tiers that come and go later', async (t) => {
  const { element } = await show(t);
  await tier(2);
  const late = document.createElement('p');
  late.dataset.amount = '300';
  element.append(late);
  match((await tier(3)).textContent ?? '', /CN¥300/);
  element.firstElementChild?.remove();
  await until(() => !pierce(`${plan} li:nth-child(3)`), 'one less');
});

test('leaves out an amount that is none, and tells its author', async (t) => {
  const real = console.error;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  t.after(() => {
    console.error = real;
  });
  await show(t, {}, html.replace('12.50', '12,50'));
  await tier(1);
  await until(() => !pierce(`${plan} li:nth-child(2)`), 'the wrong one to go');
  match(lines.join('\n'), /<kind-monthly-plan>.*data-amount="12,50"/);
});

const yen = (amount: number) => ({ amount, currency: 'JPY' });
const inYen = { ...projectExample, currency: 'JPY', minimum: yen(10), maximum: yen(9_000) };
const amounts: readonly [text: string, project: Project, minor: number | undefined][] = [
  ['20', projectExample, 2_000],
  ['12.50', projectExample, 1_250],
  ['20', inYen, 20],
  ['0.5', projectExample, undefined],
  ['12.5', inYen, undefined],
  ['50001', projectExample, undefined],
  ['1e3', projectExample, undefined],
  ['', projectExample, undefined],
];

for (const [text, project, minor] of amounts) {
  test(`reads "${text}" in ${project.currency} as ${minor}`, () => {
    equal(amountOfTier(text, project)?.amount, minor);
  });
}

test('shows its own children where giving is not possible', async (t) => {
  await show(t, { listProjects: { body: { items: [], nextCursor: null } } });
  await find(`${plan} [part=note]`, HTMLElement);
  equal(pierce('kind-monthly-plan > a')?.checkVisibility(), true);
});

test('opens again by itself after a reload with the form open', async (t) => {
  const { kit } = await show(t);
  (await tier(1)).click();
  await chosen();
  kit.remove();
  await show(t);
  await until(() => pierce('kind-dialog >>> dialog[open]'), 'the dialog');
});

test('hands on what the form is to ask', async (t) => {
  await show(t, {}, html.replace('project', 'ask="repeat" project'));
  (await tier(1)).click();
  await chosen();
  equal(pierce(`${form} [part=dedication]`), null);
});

test('moves nothing below it while it loads', async (t) => {
  const { element, platform } = await show(t, { listProjects: 'pending' });
  await settle(element);
  const height = element.offsetHeight;
  platform.answer({});
  const again = await show(t);
  element.remove();
  await tier(1);
  await settle(again.element);
  equal(again.element.offsetHeight, height);
});
