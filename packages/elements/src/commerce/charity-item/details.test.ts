// What a charity item opens: by keyboard, on every screen, and in every language.
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { charityItemExample, type Id, projectExample } from '@kindcart/contract';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import { violations } from '../../internal/testing/accessibility.ts';
import { FakeEventSource } from '../../internal/testing/platform.ts';
import {
  everything,
  find,
  type Scene,
  type StageOptions,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import '../../kit/kit/define.ts';
import { answering, states } from './charity-item.states.ts';
import { KindCharityItem } from './charity-item.ts';
import './define.ts';

const html = `<kind-charity-item item="${charityItemExample.id}"></kind-charity-item>`;
const isChromium = navigator.userAgent.includes('Chrome/');

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html, answers: answering(), ...scene }, options);
  t.after(made.close);
  const { element } = made;
  ok(element instanceof KindCharityItem);
  const shadow = element.shadowRoot;
  ok(shadow);
  const focused = () => shadow.activeElement;
  const closed = () => until(() => shadow.querySelector('dialog') === null, 'it to close');
  return { ...made, element, shadow, focused, closed };
}

const badge = () => find('kind-charity-item >>> [part=badge]', HTMLButtonElement);
const dialog = () => find('kind-charity-item >>> dialog[open]', HTMLDialogElement);
const textOf = (element: Element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? '';

async function open() {
  (await badge()).click();
  return dialog();
}

for (const [key, stroke] of [
  ['Enter', { press: 'Enter' }],
  ['the space bar', { type: ' ' }],
] as const) {
  test(`opens by ${key} with the promise in focus, and Escape gives the focus back`, async (t) => {
    const { focused, closed } = await show(t);
    const button = await badge();
    button.focus();
    await sendKeys(stroke);
    await dialog();
    equal(focused()?.id, 'title');
    await sendKeys({ press: 'Escape' });
    await closed();
    equal(focused(), button);
  });
}

test('goes by Tab to the project and to the button that closes it, which Enter presses', async (t) => {
  const { focused, closed } = await show(t);
  (await badge()).focus();
  const inside = await open();
  await sendKeys({ press: 'Tab' });
  equal(focused()?.textContent, projectExample.title);
  await sendKeys({ press: 'Tab' });
  equal(focused(), inside.querySelector('button'));
  await sendKeys({ press: 'Enter' });
  await closed();
  equal(focused(), await badge());
});

test('has the promise for its name', async (t) => {
  await show(t);
  const inside = await open();
  const title = inside.querySelector(`#${inside.getAttribute('aria-labelledby')}`);
  equal(title?.textContent, '1% of this goes to Clean water for Shuanghe village school');
});

const promises: readonly [state: string, says: readonly RegExp[]][] = [
  ['opened, order_fixed', [/Each order gives CN¥0\.02\./, /All goods of the shop count\./]],
  [
    'opened, order_share',
    [
      /Each order gives 0\.3% of what is paid for goods\./,
      /An order gives at least CN¥0\.01\./,
      /Shuanghe village school 66\.67% Warm meals for schools 33\.33%/,
    ],
  ],
  [
    'opened, item_fixed',
    [
      /Each one sold gives CN¥1\./,
      /Only some goods count/,
      /You may choose one of these when you order Clean water .*Warm meals for schools/,
    ],
  ],
  [
    'opened, tiers',
    [
      /What an order gives depends on how large it is: CN¥1 from CN¥99 on ?CN¥5 from CN¥200 on/,
      /Until Jun 15, 2099/,
    ],
  ],
  ['project closed', [/A project of this promise is closed\. New orders give nothing by it/]],
];

for (const [state, says] of promises) {
  test(`says of one that is ${state} all that it promises`, async (t) => {
    await show(t, states[state]);
    const text = textOf(await dialog());
    for (const each of says) match(text, each);
  });
}

test('speaks the new language when that changes while it is open, and stays as it is', async (t) => {
  const { kit, focused } = await show(t);
  const inside = await open();
  kit.setAttribute('locale', 'de');
  await until(() => /Schließen/.test(textOf(inside)), 'the other language');
  equal(inside.lang, 'de');
  match(textOf(inside), /385,2075 CN¥ 214 Bestellungen/);
  equal(await dialog(), inside);
  equal(focused()?.id, 'title');
});

for (const [dir, locale] of [
  ['ltr', 'en'],
  ['rtl', 'ar'],
] as const) {
  test(`opens at the side where the badge begins, ${dir}, and within the window`, async (t) => {
    const { element } = await show(t, {}, { dir, locale });
    const inside = await open();
    await settle(element);
    equal(getComputedStyle(inside).direction, dir);
    const [box, at] = [inside.getBoundingClientRect(), (await badge()).getBoundingClientRect()];
    const side = dir === 'ltr' ? 'left' : 'right';
    equal(Math.round(box[side]), Math.round(at[side]));
    ok(box.left >= 0 && box.right <= innerWidth && box.top >= 0 && box.bottom <= innerHeight);
  });
}

test('is closed where the element comes back after it was taken off the page', async (t) => {
  const { element, kit, shadow } = await show(t);
  await open();
  element.remove();
  kit.append(element);
  await badge();
  await settle(element);
  equal(shadow.querySelector('dialog'), null);
});

test('is closed where the element shows another charity item', async (t) => {
  const other: Id<'charityItem'> = 'chi_01k9p7d5n6fz3t6v8w0x2y4z7a';
  const { element, platform, shadow } = await show(t);
  await open();
  platform.answer(answering({ id: other, gives: { kind: 'order_fixed', amount: 100 } }));
  element.item = other;
  await until(async () => /CN¥1 of every order/.test(textOf(await badge())), 'the other one');
  await settle(element);
  equal(shadow.querySelector('dialog'), null);
});

test('has edges in forced colours, opened and while it is loading', async (t) => {
  // The other engines take forced colours when they start, not later.
  if (!isChromium) return;
  await emulateMedia({ forcedColors: 'active' });
  t.after(() => emulateMedia({ forcedColors: 'none' }));
  const { kit, closed, focused } = await show(t);
  (await badge()).focus();
  const inside = await open();
  const edgeOf = (element: Element | null) => element && getComputedStyle(element).borderStyle;
  equal(edgeOf(inside), 'solid');
  equal(edgeOf(inside.querySelector('button')), 'solid');
  deepEqual(await violations(kit), []);
  await sendKeys({ press: 'Escape' });
  await closed();
  const outlined = focused();
  equal(outlined, await badge());
  notEqual(getComputedStyle(outlined ?? kit).outlineStyle, 'none');
  const { shadow } = await show(t, states.loading);
  const bone = await until(() => shadow.querySelector('.bone'), 'the skeleton');
  equal(edgeOf(bone), 'solid');
});

test('moves nothing for those who want that, neither by opening nor by news', async (t) => {
  if (!isChromium) return;
  await emulateMedia({ reducedMotion: 'reduce' });
  t.after(() => emulateMedia({ reducedMotion: 'no-preference' }));
  const { element, shadow } = await show(t);
  await open();
  await until(() => FakeEventSource.open === 1, 'the live stream');
  const totals = { ...charityItemExample.totals, orders: 215, version: 1_215 };
  FakeEventSource.tell('item', { charityItemId: charityItemExample.id, totals });
  const moved = await until(() => shadow.querySelector('.moved-1'), 'the news');
  equal(getComputedStyle(moved).animationName, 'none');
  deepEqual(
    everything(element).flatMap((each) => each.getAnimations()),
    [],
  );
});

/**
 * Makes the page as narrow as a phone, as far as the engine goes. After what opens is shown: WebKit keeps
 * the media queries of a constructed style sheet as they were when the last tree that adopted it went.
 */
async function narrow(t: TestContext, height: number): Promise<void> {
  await setViewport({ width: 320, height });
  t.after(() => setViewport({ width: 800, height: 600 }));
}

test('lies at the lower edge of a phone, as wide as that, and scrolls where it is higher', async (t) => {
  const { element } = await show(t, states['opened, tiers']);
  const inside = await dialog();
  await narrow(t, 360);
  await settle(element);
  const { left, right, bottom, top } = inside.getBoundingClientRect();
  const { clientWidth } = document.documentElement;
  deepEqual([left, right, bottom].map(Math.round), [0, clientWidth, innerHeight]);
  ok(top >= 0);
  ok(inside.scrollHeight > inside.clientHeight);
});

test('shows what is hostile as words, and no wider than a phone', async (t) => {
  const { shadow, element } = await show(t, states.hostile);
  const inside = await dialog();
  await narrow(t, 700);
  await settle(element);
  match(textOf(inside), /<img src=x onerror=alert\(1\)>/);
  deepEqual([...shadow.querySelectorAll('img, script')], []);
  equal(inside.scrollWidth, inside.clientWidth);
  match(textOf(inside), /CN¥90,071,992,547,409\.9112345678/);
});
