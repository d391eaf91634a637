import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import type { KindRoundUpEvent } from '../../events/cart.ts';
import type { Answers } from '../../internal/testing/platform.ts';
import {
  act,
  everything,
  find,
  pierce,
  type Scene,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './round-up.states.ts';
import { KindRoundUp } from './round-up.ts';

testStates(states);

const press = 'click kind-round-up >>> [part=offer]';

async function show(t: TestContext, scene: Scene | undefined, answers?: Answers) {
  ok(scene);
  const heard: KindRoundUpEvent[] = [];
  const listen = (event: KindRoundUpEvent) => heard.push(event);
  document.addEventListener('kind-round-up', listen);
  t.after(() => document.removeEventListener('kind-round-up', listen));
  const made = await stage({ ...scene, ...(answers && { answers }) });
  t.after(made.close);
  const element = made.kit.querySelector('kind-round-up');
  ok(element instanceof KindRoundUp);
  const gifts = () => heard.map(({ amount, projectId }) => [amount.amount, projectId]);
  return { ...made, element, heard, gifts };
}

const inside = (selector: string) => find(`kind-round-up >>> ${selector}`, HTMLElement);
const textOf = async (selector: string) =>
  ((await inside(selector)).textContent ?? '').replace(/\s+/g, ' ').trim();

test('offers to round up, says whose gift it is and who gets it, and chooses nothing', async (t) => {
  const { element, heard } = await show(t, states['several amounts']);
  equal(await textOf('[part=offer]'), 'Round up to CN¥159 Add CN¥0.50');
  match(await textOf('.box'), /your own gift, apart from what the shop gives/);
  match(await textOf('.box'), /The shop passes all of it on/);
  match(await textOf('.title'), new RegExp(projectExample.title));
  await settle(element);
  const pressed = everything(element).filter((each) =>
    each.matches('[aria-pressed=true], :checked'),
  );
  deepEqual([pressed.length, heard.length, element.gift], [0, 0, undefined]);
});

test('tells the page of a gift, and with nothing that it was taken back', async (t) => {
  const { heard, gifts, element } = await show(t, states.ready);
  await act(press);
  await until(() => heard.length === 1, 'the gift');
  equal(heard[0]?.lineName, `Gift for ${projectExample.title}`);
  deepEqual(element.gift, { amount: 50, currency: 'CNY' });
  match(await textOf('[part=chosen]'), /^You add CN¥0\.50 for .*Press again to take it back\.$/);
  await act(press);
  await until(() => heard.length === 2, 'the end of it');
  deepEqual(gifts(), [
    [50, projectExample.id],
    [0, projectExample.id],
  ]);
  equal(element.gift, undefined);
  equal(await textOf('[part=chosen]'), 'Nothing is added.');
});

test('follows the total while rounding up is chosen, and tells of each new amount once', async (t) => {
  const { element, heard, gifts } = await show(t, states.ready);
  await act(press);
  await until(() => heard.length === 1, 'the gift');
  for (const total of [15_810, 15_810, 15_900]) {
    element.total = total;
    await element.updateComplete;
  }
  deepEqual(
    gifts().map(([amount]) => amount),
    [50, 90, 100],
  );
  element.total = 0;
  await element.updateComplete;
  deepEqual(gifts().at(-1), [0, projectExample.id]);
});

test('keeps a chosen amount whatever the total', async (t) => {
  const { element, heard, gifts } = await show(t, states['several amounts']);
  await act(`${press}:nth-of-type(2)`);
  await until(() => heard.length === 1, 'the gift');
  element.total = 99_999;
  await element.updateComplete;
  deepEqual(gifts(), [[500, projectExample.id]]);
});

test('lets the shopper choose who gets it', async (t) => {
  const { heard, gifts } = await show(t, states['several projects']);
  await until(() => heard.length === 1, 'the gift');
  await act('click kind-round-up >>> [part=who]:nth-of-type(2) input');
  await until(() => heard.length === 2, 'the other project');
  deepEqual(gifts(), [
    [50, projectExample.id],
    [50, 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c'],
  ]);
});

test('is carried by a form, and taken back when that is reset', async (t) => {
  const { html, answers } = states.ready ?? {};
  ok(typeof html === 'string');
  const { kit, heard } = await show(t, {
    html: `<form>${html.replace('total', 'name="kindness" total')}</form>`,
    ...(answers && { answers }),
  });
  const form = kit.querySelector('form');
  ok(form);
  const values = () => [...new FormData(form).entries()];
  deepEqual(values(), []);
  await act(press);
  await until(() => heard.length === 1, 'the gift');
  deepEqual(values(), [
    ['kindness-amount', '50'],
    ['kindness-project', projectExample.id],
  ]);
  form.reset();
  await until(() => heard.length === 2, 'the end of it');
  deepEqual(values(), []);
});

test('offers nothing for an empty cart', async (t) => {
  const { element } = await show(t, states['empty cart']);
  await settle(element);
  equal(pierce('kind-round-up >>> [part=offer]'), null);
  equal(element.shadowRoot?.textContent?.trim(), '');
});

test('takes a gift back whose project is closed meanwhile', async (t) => {
  const { element, platform, heard, gifts } = await show(t, states.ready);
  await act(press);
  await until(() => heard.length === 1, 'the gift');
  platform.answer(states.closed?.answers ?? {});
  element.reload();
  await until(() => heard.length === 2, 'the end of it');
  deepEqual(gifts().at(-1), [0, projectExample.id]);
  match(await textOf('[part=note]'), /closed/);
});

test('offers a sample that nobody hears of', async (t) => {
  const { element, heard, platform } = await show(t, states.sample);
  await act(press);
  match(await textOf('[part=sample]'), /made-up/);
  await settle(element);
  deepEqual([heard.length, platform.asked.length], [0, 0]);
});

test('asks again when a person says so', async (t) => {
  const { platform } = await show(t, states.error);
  await inside('[part=retry]');
  platform.answer(states.ready?.answers ?? {});
  await act('click kind-round-up >>> [part=retry]');
  await inside('[part=offer]');
});

const mistakes: readonly [name: string, value: string][] = [
  ['currency', 'yuan'],
  ['total', '1.5'],
  ['to', '0'],
  ['amounts', '5.00'],
];

for (const [name, value] of mistakes) {
  test(`offers nothing where ${name} is ${value}, and shows what stands inside`, async (t) => {
    const { element } = await show(t, states.ready);
    await inside('[part=offer]');
    element.setAttribute(name, value);
    match(await textOf('[part=note]'), /not possible here/);
    await inside('slot');
  });
}
