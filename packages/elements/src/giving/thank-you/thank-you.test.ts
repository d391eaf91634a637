import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { donationStatusExample, projectExample } from '@kindcart/contract';
import type { Answers } from '../../internal/testing/platform.ts';
import { act, fill, find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import '../donate-form/define.ts';
import * as giving from '../donate-form/testing.ts';
import './define.ts';
import { states } from './thank-you.states.ts';

testStates(states);

const { id } = donationStatusExample;
const html = `<kind-thank-you donation="${id}"></kind-thank-you>`;
const inside = (selector: string) => find(`kind-thank-you >>> ${selector}`, HTMLElement);
const textOf = async (selector: string) => (await inside(selector)).textContent ?? '';
const stands = (state: string) => ({ body: { ...donationStatusExample, state } });

async function show(t: TestContext, answers: Answers = {}, markup = html) {
  const made = await stage({ html: markup, answers });
  t.after(made.close);
  return made;
}

/** Puts something in the place of what this browser's device can do. */
function replace(t: TestContext, name: 'share' | 'canShare' | 'clipboard', value: unknown): void {
  Object.defineProperty(navigator, name, { value, configurable: true });
  t.after(() => Reflect.deleteProperty(navigator, name));
}

test('thanks with the amounts that the platform has confirmed, and the reference', async (t) => {
  await show(t);
  const text = await textOf('[part=done]');
  match(text, /Thank you!.*CN¥50\.00 has arrived.*CN¥51\.80 was charged/s);
  ok(text.includes(id));
  match(text, /Test mode/);
});

test('says that a payment is on its way, and thanks when it has arrived', async (t) => {
  const { platform } = await show(t, { getDonationStatus: stands('processing') });
  match(await textOf('[part=title]'), /on its way/);
  equal(pierce('kind-thank-you >>> [part=done]'), null);
  platform.answer({ getDonationStatus: stands('succeeded') });
  await inside('[part=done]');
  match(await textOf('.visually-hidden[role=status]'), /Thank you/);
});

const unpaid = ['pending', 'processing', 'failed', 'expired', 'refunded'] as const;

for (const state of unpaid) {
  test(`never thanks for a gift that is ${state}`, async (t) => {
    const { element } = await show(t, { getDonationStatus: stands(state) });
    await inside('[part=title]');
    await settle(element);
    ok(!element.shadowRoot?.textContent?.includes('Thank you'));
  });
}

test('says that nothing was charged where the payment failed', async (t) => {
  await show(t, { getDonationStatus: stands('failed') });
  await inside('[part=title]');
  match(await textOf('.stack'), /did not go through.*Nothing was charged/s);
});

test('says that a receipt comes where an address was left, as it cannot know of it', async (t) => {
  await show(t);
  match(await textOf('[part=next]'), /If you left an e-mail address/);
});

test('thanks for the gift just made to the project, and knows where its receipt goes', async (t) => {
  const made = await giving.show(t);
  fill(await find(`${giving.form} #email`, HTMLInputElement), 'lin@example.org');
  (await find(`${giving.form} [part=news] input`, HTMLInputElement)).click();
  const page = document.createElement('kind-thank-you');
  page.setAttribute('project', projectExample.id);
  made.kit.append(page);
  match(await textOf('[part=note]'), /no gift to show/);
  await giving.goOn();
  match(await textOf('[part=note]'), /no gift to show/);
  await giving.pay();
  await inside('[part=done]');
  const steps = await textOf('[part=next]');
  match(steps, /receipt goes to lin@example\.org/);
  match(steps, /writes to you about what your gift does/);
});

test('says the same in the form, whose own words the charity can replace', async (t) => {
  await giving.show(t, {
    html: giving.html.replace('></', '><p slot="next">See you at the well.</p></'),
  });
  await giving.goOn();
  await giving.pay();
  const slot = await giving.inform('slot[name=next]');
  ok(slot instanceof HTMLSlotElement);
  equal(slot.assignedElements()[0]?.textContent, 'See you at the well.');
});

test('keeps the charity’s own words in the place of its own', async (t) => {
  await show(t, {}, html.replace('></', '><p slot="next">See you at the well.</p></'));
  equal((await inside('[part=next]')).checkVisibility(), false);
});

test('shares through the device where it can', async (t) => {
  const shared: unknown[] = [];
  replace(t, 'canShare', () => true);
  replace(t, 'share', async (data: unknown) => {
    shared.push(data);
  });
  await show(t, {}, html.replace('donation', 'share-url="https://charity.example/water" donation'));
  const button = await inside('[part=share]');
  await until(async () => {
    button.click();
    return Object(shared.at(-1)).title !== '' && shared.length > 0;
  }, 'the project');
  const { title } = projectExample;
  const url = 'https://charity.example/water';
  deepEqual(shared.at(-1), { title, text: `I gave to ${title}.`, url });
});

test('says nothing to who changed their mind about sharing', async (t) => {
  const copied: string[] = [];
  replace(t, 'canShare', () => true);
  replace(t, 'share', () => Promise.reject(new DOMException('no', 'AbortError')));
  replace(t, 'clipboard', { writeText: async (text: string) => copied.push(text) });
  const { element } = await show(t);
  await act('click kind-thank-you >>> [part=share]');
  await settle(element);
  deepEqual(copied, []);
  equal(await textOf('[part=share] + p'), '');
});

test('copies the page’s address, without what may say who somebody is', async (t) => {
  const copied: string[] = [];
  replace(t, 'canShare', undefined);
  replace(t, 'clipboard', { writeText: async (text: string) => copied.push(text) });
  await show(t);
  await act('click kind-thank-you >>> [part=share]');
  await until(async () => /copied/.test(await textOf('[part=share] + p')), 'word of it');
  deepEqual(copied, [location.origin + location.pathname]);
});

test('shows the address where nothing else can be done with it', async (t) => {
  replace(t, 'canShare', undefined);
  replace(t, 'clipboard', undefined);
  await show(t, {}, html.replace('donation', 'share-url="javascript:alert(1)" donation'));
  await act('click kind-thank-you >>> [part=share]');
  const address = location.origin + location.pathname;
  await until(async () => (await textOf('[part=share] + p')).includes(address), 'the address');
});

test('asks again when a person says so', async (t) => {
  const { platform } = await show(t, states.error?.answers ?? {});
  await inside('[part=retry]');
  platform.answer({});
  await act('click kind-thank-you >>> [part=retry]');
  await inside('[part=done]');
});

test('follows another gift, and asks for the first no more', async (t) => {
  const { element, platform } = await show(t, { getDonationStatus: stands('processing') });
  await inside('[part=title]');
  platform.answer({});
  const other = 'don_01k9p4n2c6fz3t6v8w0x2y4z7b';
  element.setAttribute('donation', other);
  await inside('[part=done]');
  const asked = platform.asked.filter(({ endpoint }) => endpoint === 'getDonationStatus');
  ok(asked.at(-1)?.url.pathname.includes(other));
});
