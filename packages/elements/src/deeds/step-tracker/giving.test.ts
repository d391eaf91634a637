import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  addDays,
  type Challenge,
  participantDayExample,
  participantExample,
} from '@kindcart/contract';
import type { KindStepsGivenEvent } from '../../events/steps.ts';
import { catchTimeout } from '../../internal/testing/catch-timeout.ts';
import { type Answers, problem } from '../../internal/testing/platform.ts';
import { fill, find, pierce, stage, until } from '../../internal/testing/stage.ts';
import { firstReadingMs } from '../sources/motion.ts';
import { readRecording } from '../sources/recording.ts';
import { ReplaySensor } from '../sources/replay.ts';
import { listing, openChallenge, outcome, today } from '../testing.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { KindStepTracker } from './step-tracker.ts';
import { againMs } from './walk.ts';

const tag = `<kind-step-tracker challenge="${openChallenge.id}"></kind-step-tracker>`;
const inside = (selector: string) => `kind-step-tracker >>> ${selector}`;
const noDays = { body: { items: [], nextCursor: null } };
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

async function show(t: TestContext, answers: Answers = {}, locale = 'en') {
  const scene = {
    html: tag,
    answers: { listChallenges: listing(), listDeeds: noDays, ...answers },
  };
  const made = await stage(scene, { locale });
  t.after(made.close);
  const { element } = made;
  ok(element instanceof KindStepTracker);
  return { ...made, element };
}

async function text(selector: string): Promise<string> {
  const found = await find(inside(selector), HTMLElement);
  return found.textContent?.replace(/\s+/g, ' ').trim() ?? '';
}

/** Waits until a part says something. */
async function says(selector: string, pattern: RegExp): Promise<void> {
  await until(async () => pattern.test(await text(selector)), `${selector} to say ${pattern}`);
}

/** How many times something was put off by so many milliseconds. */
function countWaits(t: TestContext, ms: number): () => number {
  const { setTimeout: later } = window;
  const set = (value: unknown) =>
    Object.defineProperty(window, 'setTimeout', { value, configurable: true });
  let count = 0;
  set((run: () => void, each?: number) => {
    if (each === ms) count += 1;
    return later(run, each);
  });
  t.after(() => set(later));
  return () => count;
}

async function click(selector: string): Promise<void> {
  (await find(inside(selector), HTMLElement)).click();
}

async function type(steps: string): Promise<void> {
  await click('[data-source=declared]');
  fill(await find(inside('[part=declared]'), HTMLInputElement), steps);
  await click('form.panel button');
}

/** Chooses a file of another app. */
async function choose(table: string): Promise<void> {
  await click('[data-source=import]');
  const input = await find(inside('[part=file]'), HTMLInputElement);
  const files = new DataTransfer();
  files.items.add(new File([table], 'Daily activity metrics.csv'));
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
}

/** The ways to count that can be chosen. */
async function offered({ shadowRoot }: KindStepTracker): Promise<(string | undefined)[]> {
  await find(inside('[data-source]'), HTMLElement);
  const sources = shadowRoot?.querySelectorAll<HTMLElement>('[data-source]') ?? [];
  return [...sources].map(({ dataset }) => dataset.source);
}

/** Bodies of the deeds that were told, each with what it says. */
const toldIn = (platform: Awaited<ReturnType<typeof show>>['platform']) =>
  platform.asked.flatMap(({ endpoint, body }) => {
    if (endpoint !== 'createDeeds') return [];
    const deeds: unknown = Reflect.get(Object(body), 'deeds');
    return Array.isArray(deeds) ? deeds : [];
  });

/** A walk that was recorded, at many times the speed of life. */
async function playedWalk(): Promise<ReplaySensor> {
  const answer = await fetch('/packages/elements/src/deeds/pedometer/recordings/100.csv');
  return new ReplaySensor(readRecording(await answer.text()).readings, 200);
}

test('counts where another element of the page knew the challenge before it came', async (t) => {
  const { element } = await show(t);
  await find(inside('[data-source=motion]'), HTMLElement);
  // Its code is here, too: nothing that comes later draws it once more.
  const late = document.createElement('kind-step-tracker');
  late.challenge = openChallenge.id;
  element.before(late);
  await find(inside('[data-source=motion]'), HTMLElement);
});

test('counts a recorded walk live, and gives it with one tap', async (t) => {
  const answer = outcome({ quantity: 100, given: yuan(1) });
  const { element, platform } = await show(t, { createDeeds: answer });
  element.sensor = await playedWalk();
  const events: KindStepsGivenEvent[] = [];
  element.addEventListener('kind-steps-given', (event) => events.push(event));
  await click('[data-source=motion]');
  await says('[part=counting]', /^Counting.*only while this page is open/);
  const counted = await until(() => {
    const steps = Number(pierce(inside('[part=steps]'))?.textContent);
    return steps > 60 && steps;
  }, 'sixty steps');
  ok(counted < 130, `${counted} of 100 steps`);
  equal(await text('.walk > [role=status]'), 'The first steps are counted.');
  await click('[part=stop]');
  await click('[part=give]');
  await says('[part=result] p', /^Thank you! Your steps gave CN¥0\.01/);
  const [deed] = toldIn(platform);
  deepEqual([deed.day, deed.source, deed.counter], [today, 'motion', 1]);
  equal(events.length, 1);
  deepEqual([events[0]?.steps, events[0]?.givenMinor], [deed.quantity, 1]);
  equal(events[0]?.participantId, participantExample.id);
});

test('keeps what was counted when the page is left and comes back', async (t) => {
  const { element, kit } = await show(t, { createDeeds: outcome() });
  element.sensor = await playedWalk();
  await click('[data-source=motion]');
  await until(() => Number(pierce(inside('[part=steps]'))?.textContent) > 20, 'twenty steps');
  element.remove();
  kit.append(element);
  ok(Number(await text('[part=steps]')) > 20);
  await says('[part=give]', /^Give \d+ steps$/);
  equal(pierce(inside('[part=stop]')), null);
});

test('gives what was typed in, and says what the platform made of it', async (t) => {
  const { platform } = await show(t, { createDeeds: outcome({ given: yuan(84) }) });
  await type('8420');
  await says('[part=result] p', /gave CN¥0\.84/);
  const [deed] = toldIn(platform);
  deepEqual([deed.source, deed.quantity], ['declared', 8420]);
});

test('keeps steps without a connection and gives them once it is back, without doubling', async (t) => {
  const { platform } = await show(t, { createDeeds: 'offline' });
  await type('8420');
  await says('[part=waiting]', /kept on this device/);
  equal(await text('[part=steps]'), '8,420');
  platform.answer({
    listChallenges: listing(),
    listDeeds: noDays,
    createDeeds: outcome({ given: yuan(84) }),
  });
  window.dispatchEvent(new Event('online'));
  await says('[part=result] p', /gave CN¥0\.84/);
  const counters = new Set(toldIn(platform).map(({ counter }) => counter));
  deepEqual([...counters], [1]);
  equal(pierce(inside('[part=give]')), null);
});

test('says that the platform could not take steps, and takes them on demand', async (t) => {
  const { platform } = await show(t, { createDeeds: problem('internal') });
  await type('8420');
  await says('[part=waiting]', /could not take your steps just now/);
  platform.answer({ listChallenges: listing(), listDeeds: noDays, createDeeds: outcome() });
  await click('[part=waiting] button');
  await find(inside('[part=result] p'), HTMLElement);
});

for (const [code, isAgain] of [
  ['internal', true],
  ['key_revoked', false],
] as const) {
  test(`tells steps ${isAgain ? 'again after a while' : 'no more by itself'} where the platform says ${code}`, async (t) => {
    await show(t, { createDeeds: problem(code) });
    const waits = countWaits(t, againMs);
    await type('8420');
    await find(inside('[part=waiting]'), HTMLElement);
    equal(waits() > 0, isAgain);
  });
}

test('says why steps wait for a look, and that they are not given', async (t) => {
  const review = { state: 'under_review', reason: 'day_ceiling', given: yuan(0) } as const;
  await show(t, { createDeeds: outcome(review) });
  await type('8420');
  await says('[part=result]', /looks at these steps.*more than people walk in a day/);
});

test('says what limited the last gift', async (t) => {
  await show(t, { createDeeds: outcome({ given: yuan(12), limitedBy: 'budget' }) });
  await type('8420');
  await says('[part=result]', /gave CN¥0\.12.*all that has come of the budget is given/);
});

test('shows what the platform knows of the day, as of another device', async (t) => {
  const day = { ...participantDayExample, day: today, given: yuan(124) };
  const listDeeds = { body: { items: [day], nextCursor: null } };
  await show(t, { listDeeds, createDeeds: outcome() });
  await type('100');
  await until(async () => (await text('[part=steps]')) === '12,480', 'the steps of the day');
  await says('[part=ring]', /worth CN¥1\.24/);
});

test('falls with confetti where movement is welcome, and without where it is not', async (t) => {
  const real = window.matchMedia;
  t.after(() => Object.defineProperty(window, 'matchMedia', { value: real, configurable: true }));
  for (const matches of [false, true]) {
    const value = () => ({ matches });
    Object.defineProperty(window, 'matchMedia', { value, configurable: true });
    const { close } = await show(t, { createDeeds: outcome({ given: yuan(84) }) });
    await type('8420');
    await find(inside('[part=result] p'), HTMLElement);
    equal(pierce(inside('.confetti')) === null, matches);
    close();
  }
});

test('does not let the ring fall when the phone counts beside a file that was given', async (t) => {
  const imported = { source: 'import', quantity: 8_420, state: 'counted', reason: null } as const;
  const day = { ...participantDayExample, day: today, counted: 8_420, sources: [imported] };
  const listDeeds = { body: { items: [day], nextCursor: null } };
  const { element } = await show(t, { listDeeds, createDeeds: outcome({ given: yuan(84) }) });
  await type('8420');
  await find(inside('[part=result] p'), HTMLElement);
  element.sensor = await playedWalk();
  await click('[data-source=motion]');
  await find(inside('[part=give]'), HTMLElement);
  equal(await text('[part=steps]'), '8,420');
});

test('says that a day counts a more trusted source than what was given', async (t) => {
  const day = { ...participantDayExample, day: today };
  const listDeeds = { body: { items: [day], nextCursor: null } };
  await show(t, { listDeeds, createDeeds: outcome({ source: 'declared', given: yuan(0) }) });
  await type('100');
  await says('[part=result]', /have arrived.*counts what a more trusted source told/);
});

const { totals } = openChallenge;
const waiting: readonly [string, Partial<Challenge>][] = [
  ['while it is paused', { state: 'paused' }],
  [
    'before the money has come',
    { totals: { ...totals, funded: yuan(0), left: yuan(0), leftToday: yuan(0) } },
  ],
  [
    'until more of the money has come',
    { totals: { ...totals, funded: yuan(1), given: yuan(1), left: yuan(0), leftToday: yuan(0) } },
  ],
];
for (const [when, changes] of waiting) {
  test(`only counts ${when}, and gives what was counted later`, async (t) => {
    const made = await show(t, { listChallenges: listing(changes), createDeeds: outcome() });
    const { element, platform } = made;
    element.sensor = await playedWalk();
    deepEqual(await offered(element), ['motion', 'bluetooth']);
    await click('[data-source=motion]');
    await until(() => Number(pierce(inside('[part=steps]'))?.textContent) > 20, 'twenty steps');
    await click('[part=stop]');
    equal(pierce(inside('[part=give]')), null);
    platform.answer({ listChallenges: listing(), listDeeds: noDays, createDeeds: outcome() });
    element.reload();
    await click('[part=give]');
    await find(inside('[part=result] p'), HTMLElement);
    deepEqual(
      toldIn(platform).map(({ day, source }) => [day, source]),
      [[today, 'motion']],
    );
  });
}

test('takes files alone once it is over, of its last days', async (t) => {
  const endsOn = addDays(today, -1);
  const listChallenges = listing({ state: 'ended', endsOn });
  const { element, platform } = await show(t, { listChallenges, createDeeds: outcome() });
  deepEqual(await offered(element), ['import']);
  await choose(`Date,Step count\n${endsOn},7321\n${today},5000\n`);
  await find(inside('[part=result] p'), HTMLElement);
  deepEqual(
    toldIn(platform).map(({ day, quantity }) => [day, quantity]),
    [[endsOn, 7321]],
  );
});

test('says that leave is asked for only while the browser asks', async (t) => {
  catchTimeout(t, (ms) => ms === firstReadingMs);
  const { element } = await show(t);
  element.sensor = new EventTarget();
  await click('[data-source=motion]');
  equal(await text('.walk > [role=status]'), 'Starting…');
  await click('[part=stop]');
  element.sensor = undefined;
  const own = Object.getOwnPropertyDescriptor(window, 'DeviceMotionEvent');
  const leave = Promise.withResolvers<string>();
  const value = class extends Event {
    static requestPermission = () => leave.promise;
  };
  Object.defineProperty(window, 'DeviceMotionEvent', { value, configurable: true });
  t.after(() => own && Object.defineProperty(window, 'DeviceMotionEvent', own));
  await click('[data-source=motion]');
  await says('.walk > [role=status]', /^Your browser asks/);
  leave.resolve('granted');
  await says('.walk > [role=status]', /^Starting…$/);
});

test('says what to do where leave is not given', async (t) => {
  await show(t);
  const own = Object.getOwnPropertyDescriptor(window, 'DeviceMotionEvent');
  const value = class extends Event {
    static requestPermission = async () => 'denied';
  };
  Object.defineProperty(window, 'DeviceMotionEvent', { value, configurable: true });
  t.after(() => own && Object.defineProperty(window, 'DeviceMotionEvent', own));
  await click('[data-source=motion]');
  await says('[part=note]', /no leave to use the motion sensors.*open it again.*settings/);
  // Another way is begun, and no complaint of this one stands beside it.
  await click('[data-source=declared]');
  await until(() => pierce(inside('[part=note]')) === null, 'no complaint');
});

test('says that this page can give nothing where it can have no key', async (t) => {
  const own = Object.getOwnPropertyDescriptor(globalThis, 'isSecureContext');
  Object.defineProperty(globalThis, 'isSecureContext', { value: false, configurable: true });
  t.after(() => own && Object.defineProperty(globalThis, 'isSecureContext', own));
  await show(t);
  await says('[part=note]', /not secure/);
});

/** The browser loses what it keeps, and opens it no more. */
function loseDatabase(t: TestContext): void {
  const { transaction } = IDBDatabase.prototype;
  const open = Reflect.get(indexedDB, 'open');
  const value = () => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  IDBDatabase.prototype.transaction = value;
  Object.defineProperty(indexedDB, 'open', { value, configurable: true });
  t.after(() => {
    IDBDatabase.prototype.transaction = transaction;
    Object.defineProperty(indexedDB, 'open', { value: open, configurable: true });
  });
}

test('says that nothing lasts once the browser keeps nothing any more', async (t) => {
  await show(t, { createDeeds: outcome() });
  await type('100');
  await find(inside('[part=result] p'), HTMLElement);
  equal(pierce(inside('[part=note]')), null);
  loseDatabase(t);
  await type('8420');
  await says('[part=note]', /keeps nothing for this page/);
});

test('gives in no other name where the key of the device cannot be read', async (t) => {
  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = () => {
    throw new DOMException('Connection to Indexed Database server lost', 'UnknownError');
  };
  t.after(() => {
    IDBDatabase.prototype.transaction = transaction;
  });
  const { platform } = await show(t);
  await says('[part=note]', /Load the page again/);
  equal(pierce(inside('[part=source]')), null);
  equal(
    platform.asked.some(({ endpoint }) => endpoint === 'createParticipant'),
    false,
  );
});

test('gives the days of a file, of which only totals leave the page', async (t) => {
  const { platform } = await show(t, { createDeeds: outcome({ source: 'import' }) });
  await choose(`Date,Step count\n${today},7321\n2020-01-01,5000\n`);
  await find(inside('[part=result] p'), HTMLElement);
  deepEqual(
    toldIn(platform).map(({ day, source, quantity }) => [day, source, quantity]),
    [[today, 'import', 7321]],
  );
});

test('says of a file that is chosen again that its days were given before', async (t) => {
  const answer = outcome({ source: 'import', given: yuan(73) });
  const { element, platform } = await show(t, { createDeeds: answer });
  let events = 0;
  element.addEventListener('kind-steps-given', () => {
    events += 1;
  });
  const table = `Date,Step count\n${today},7321\n`;
  await choose(table);
  await says('[part=result]', /^Thank you! Your steps gave CN¥0\.73\.$/);
  await click('[data-source=import]');
  await choose(table);
  await says('[part=result]', /^Steps that were given before are not given again\.$/);
  equal(pierce(inside('.confetti')), null, 'nothing to cheer');
  deepEqual([toldIn(platform).length, events], [1, 1]);
  // A gift after it says nothing of before.
  platform.answer({
    listChallenges: listing(),
    listDeeds: noDays,
    createDeeds: outcome({ given: yuan(9) }),
  });
  await click('[data-source=import]');
  await choose(`Date,Step count\n${today},8321\n`);
  await says('[part=result]', /^Thank you! Your steps gave CN¥0\.09\.$/);
});

const languages: readonly [string, RegExp][] = [
  ['ar', /شكرًا!/],
  ['de', /Danke!/],
  ['es', /Gracias/],
  ['fr', /Merci/],
  ['ja', /ありがとう/],
  ['pt-BR', /Obrigado/],
  ['zh-CN', /谢谢/],
];
for (const [locale, thanks] of languages) {
  test(`thanks in ${locale}`, async (t) => {
    await show(t, { createDeeds: outcome({ given: yuan(84) }) }, locale);
    await type('8420');
    await says('[part=result] p', thanks);
  });
}
