// What all elements of shops have in common: what they tell a screen reader in each state, that samples
// need no platform, and that nothing is asked twice or after they have left the page.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { FakeEventSource } from '../internal/testing/platform.ts';
import {
  type ElementState,
  type ElementStates,
  everything,
  settle,
  stage,
  until,
} from '../internal/testing/stage.ts';
import '../kit/kit/define.ts';
import { states as cartPledge } from './cart-pledge/cart-pledge.states.ts';
import './cart-pledge/define.ts';
import { states as causePicker } from './cause-picker/cause-picker.states.ts';
import './cause-picker/define.ts';
import { states as charityItem } from './charity-item/charity-item.states.ts';
import './charity-item/define.ts';
import './order-impact/define.ts';
import { states as orderImpact } from './order-impact/order-impact.states.ts';
import './round-up/define.ts';
import { states as roundUp } from './round-up/round-up.states.ts';
import './shop-impact/define.ts';
import { states as shopImpact } from './shop-impact/shop-impact.states.ts';

interface Subject {
  readonly tag: string;
  readonly states: ElementStates;
  /** The state in which all is known, and the one that is made up. */
  readonly ready: string;
  readonly sample: string;
  /** What a screen reader hears by itself once all is known. */
  readonly says: string;
}

const subjects: readonly Subject[] = [
  { tag: 'kind-charity-item', states: charityItem, ready: 'badge', sample: 'preview', says: '' },
  {
    tag: 'kind-shop-impact',
    states: shopImpact,
    ready: 'line',
    sample: 'preview of a line',
    says: '',
  },
  { tag: 'kind-cart-pledge', states: cartPledge, ready: 'ready', sample: 'sample', says: '' },
  {
    tag: 'kind-round-up',
    states: roundUp,
    ready: 'ready',
    sample: 'sample',
    says: 'Nothing is added.',
  },
  { tag: 'kind-cause-picker', states: causePicker, ready: 'ready', sample: 'sample', says: '' },
  {
    tag: 'kind-order-impact',
    states: orderImpact,
    ready: 'pending',
    sample: 'sample',
    says: 'Your order will give CN¥1.58',
  },
];

/** Puts a state on the page as it is once it has come to rest. */
async function show(t: TestContext, state: ElementState | undefined) {
  ok(state);
  const made = await stage(state);
  t.after(made.close);
  const { shadowRoot } = made.element;
  ok(shadowRoot);
  await settle(made.kit);
  const statuses = () =>
    [...shadowRoot.querySelectorAll('[role=status]')]
      .map((each) => each.textContent?.replace(/\s+/g, ' ').trim() ?? '')
      .filter((text) => text !== '');
  const isBusy = () => shadowRoot.querySelector('[aria-busy=true]') !== null;
  const retry = () => shadowRoot.querySelector('button[part=retry]')?.textContent?.trim();
  return { ...made, shadowRoot, statuses, isBusy, retry };
}

/** What is said to the page's author meanwhile. */
function listen(t: TestContext): string[] {
  const real = console.error;
  const lines: string[] = [];
  console.error = (text: string) => lines.push(text);
  t.after(() => {
    console.error = real;
  });
  return lines;
}

for (const { tag, states, ready, sample, says } of subjects) {
  test(`${tag} is busy while it loads, and says nothing of that`, async (t) => {
    const { isBusy, statuses } = await show(t, states.loading);
    deepEqual([isBusy(), statuses()], [true, []]);
  });

  test(`${tag} says what it knows at most once, and is busy no more`, async (t) => {
    const { isBusy, statuses } = await show(t, states[ready]);
    deepEqual([isBusy(), statuses().join()], [false, says]);
  });

  for (const state of ['error', 'offline']) {
    test(`${tag} says of the state ${state} what is wrong, and offers to ask again`, async (t) => {
      const { isBusy, statuses, retry } = await show(t, states[state]);
      equal(statuses().length, 1);
      match(statuses().join(), state === 'error' ? /load|not possible/ : /^No connection/);
      deepEqual([retry(), isBusy()], ['Try again', false]);
    });
  }

  test(`${tag} offers nothing to press where only its author can mend it, who is told how`, async (t) => {
    const lines = listen(t);
    const { statuses, retry, shadowRoot } = await show(t, states.misconfigured);
    match(statuses().join(), /cannot be shown|not possible/);
    equal(retry(), undefined);
    ok(shadowRoot.querySelector('slot'));
    // Its words are loaded when they are needed.
    await until(
      () => lines.some((line) => line.startsWith(`Kindcart: <${tag}>`)),
      'what its author is told',
    );
  });

  test(`${tag} says that a sample is one, without a key, and asks nothing`, async (t) => {
    const lines = listen(t);
    const { kit, platform, element, shadowRoot } = await show(t, states[sample]);
    kit.removeAttribute('key');
    kit.removeAttribute('base-url');
    element.remove();
    kit.append(element);
    await until(() => /Preview|made-up/.test(shadowRoot.textContent ?? ''), 'the sample');
    await settle(kit);
    deepEqual([platform.asked.length, FakeEventSource.open, lines], [0, 0, []]);
  });
}

const shared: readonly [tag: string, state: ElementState | undefined, endpoint: string][] = [
  ['kind-shop-impact', shopImpact.line, 'getShopImpact'],
  ['kind-round-up', roundUp.ready, 'listProjects'],
  ['kind-cause-picker', causePicker.ready, 'listProjects'],
];

for (const [tag, state, endpoint] of shared) {
  test(`two of ${tag} on one page are one question at ${endpoint}`, async (t) => {
    ok(state && typeof state.html === 'string');
    const { kit, platform } = await show(t, { ...state, html: state.html.repeat(2) });
    const texts = [...kit.children].map((each) => each.shadowRoot?.textContent);
    equal(texts.length, 2);
    equal(texts[0], texts[1]);
    equal(platform.asked.filter((each) => each.endpoint === endpoint).length, 1);
  });
}

const live: readonly [tag: string, state: ElementState | undefined][] = [
  ['kind-charity-item', charityItem.card],
  ['kind-shop-impact', shopImpact.page],
  ['kind-round-up', roundUp.ready],
  ['kind-cause-picker', causePicker.ready],
];

for (const [tag, state] of live) {
  test(`${tag} leaves the page without a stream, and comes back to one`, async (t) => {
    const { kit, element } = await show(t, state);
    await until(() => FakeEventSource.open === 1, 'the live stream');
    element.remove();
    await until(() => FakeEventSource.open === 0, 'the stream to be closed');
    kit.append(element);
    await until(() => FakeEventSource.open === 1, 'the stream again');
    await settle(kit);
    equal(everything(kit).filter((each) => each.getAttribute('aria-busy') === 'true').length, 0);
  });
}
