import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { catchTimeout } from '../../internal/testing/catch-timeout.ts';
import type { Answers } from '../../internal/testing/platform.ts';
import { fill, find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { bluetoothWith, FakePod } from '../sources/bluetooth/testing.ts';
import { firstReadingMs } from '../sources/motion.ts';
import { listing, openChallenge, outcome, today } from '../testing.ts';
import '../../kit/kit/define.ts';
import './define.ts';

const tag = `<kind-step-tracker challenge="${openChallenge.id}"></kind-step-tracker>`;
const inside = (selector: string) => `kind-step-tracker >>> ${selector}`;
const noDays = { body: { items: [], nextCursor: null } };
const token = `mvt_${'a'.repeat(43)}`;

async function show(t: TestContext, answers: Answers = {}, fragment = '') {
  const all = { listChallenges: listing(), listDeeds: noDays, createDeeds: outcome(), ...answers };
  const made = await stage({ html: tag, answers: all, fragment });
  t.after(made.close);
  return made;
}

/** Presses as somebody with a keyboard does: focus is on the button. */
async function press(selector: string): Promise<void> {
  const button = await find(inside(selector), HTMLElement);
  button.focus();
  button.click();
}

/** Waits until focus is on a part. */
async function focused(selector: string): Promise<void> {
  await until(
    () => pierce('kind-step-tracker')?.shadowRoot?.activeElement?.matches(selector),
    `focus on ${selector}`,
  );
}

async function typeIn(steps: string): Promise<void> {
  await press('[data-source=declared]');
  fill(await find(inside('[part=declared]'), HTMLInputElement), steps);
  await press('form.panel button');
}

/** A browser with Bluetooth, in which this pod is chosen. */
function withPod(t: TestContext, pod: FakePod): void {
  const bluetooth = bluetoothWith(pod);
  Object.defineProperty(navigator, 'bluetooth', { value: bluetooth, configurable: true });
  t.after(() => Reflect.deleteProperty(navigator, 'bluetooth'));
}

/** A sensor that says nothing is waited for as long as a test lasts. */
const waitForReadings = (t: TestContext) => catchTimeout(t, (ms) => ms === firstReadingMs);

test('goes from the way to count to the end of it, and back to the ways', async (t) => {
  waitForReadings(t);
  await show(t);
  await press('[data-source=motion]');
  await focused('[part=stop]');
  await press('[part=stop]');
  await focused('[part=choose]');
});

test('goes to what came of giving', async (t) => {
  await show(t);
  await typeIn('8420');
  await focused('#outcome');
  await until(() => pierce(inside('#outcome [part=result]')), 'the result');
  await focused('#outcome');
});

test('stays on what is retried until it is gone', async (t) => {
  const { platform } = await show(t, { createDeeds: 'offline' });
  await typeIn('8420');
  await find(inside('[part=waiting] button'), HTMLElement);
  platform.answer({ listChallenges: listing(), listDeeds: noDays, createDeeds: outcome() });
  await press('[part=waiting] button');
  await until(() => pierce(inside('[part=result]')), 'the result');
  await focused('#outcome');
});

test('goes to the first fold', async (t) => {
  await show(t);
  await press('button[part=more]');
  await focused('details:first-of-type summary');
});

test('changes nothing where somebody only comes near, and opens at once when they want it', async (t) => {
  const { kit } = await show(t);
  const more = await find(inside('button[part=more]'), HTMLElement);
  more.focus();
  more.parentElement?.dispatchEvent(new PointerEvent('pointerenter'));
  // The same module: it is here when the tracker has it, too.
  await import('./more.ts');
  await settle(kit);
  equal(pierce(inside('details')), null);
  await focused('button[part=more]');
  more.click();
  await focused('details:first-of-type summary');
});

test('goes to the question whether to join a team, back from it, and to what came of it', async (t) => {
  await show(t);
  await press('button[part=more]');
  await press('details:nth-of-type(3) summary');
  await press('[part=join-team]');
  await focused('#team-ask');
  await press('[part=not-now]');
  await focused('[part=join-team]');
  await press('[part=join-team]');
  await press('[part=join-now]');
  await focused('#team-said');
});

test('goes to what was said of joining, which stays', async (t) => {
  await show(t, {}, `kind-move=${token}`);
  await press('[part=join]');
  await focused('[part=said]');
  match(pierce(inside('[part=said]'))?.textContent ?? '', /walk as one/);
});

test('takes no focus from elsewhere on the page', async (t) => {
  waitForReadings(t);
  await show(t);
  const field = document.createElement('input');
  document.body.append(field);
  t.after(() => field.remove());
  const source = await find(inside('[data-source=motion]'), HTMLElement);
  field.focus();
  source.click();
  await find(inside('[part=stop]'), HTMLElement);
  equal(document.activeElement, field);
});

test('keeps focus on the field of a file while it is read, and says so once', async (t) => {
  await show(t);
  await press('[data-source=import]');
  const input = await find(inside('[part=file]'), HTMLInputElement);
  const status = await until(() => pierce(inside('.panel [role=status]')), 'a place for words');
  const heard: string[] = [];
  const listener = new MutationObserver(() => heard.push(status.textContent?.trim() ?? ''));
  listener.observe(status, { childList: true, subtree: true, characterData: true });
  // Each drawing with the progress of reading, and where focus is then: it may be read before a frame comes.
  const focusWhileRead: (string | undefined)[] = [];
  const tracker = await until(() => pierce('kind-step-tracker')?.shadowRoot, 'the tracker');
  const drawing = new MutationObserver(() => {
    if (!tracker.querySelector('.panel progress')) return;
    focusWhileRead.push(tracker.activeElement?.getAttribute('part') ?? undefined);
  });
  drawing.observe(tracker, { childList: true, subtree: true });
  input.focus();
  const files = new DataTransfer();
  const rows = Array.from({ length: 200_000 }, () => '2020-01-01,5000').join('\n');
  files.items.add(new File([`Date,Step count\n${today},7321\n${rows}`], 'steps.csv'));
  input.files = files.files;
  input.dispatchEvent(new Event('change'));
  await until(() => /1 day/.test(status.textContent ?? ''), 'the days found');
  await focused('[part=file]');
  equal(pierce(inside('.panel progress')), null);
  deepEqual([...new Set(focusWhileRead)], ['file']);
  equal(new Set(heard).size, 2, heard.join(' | '));
});

test('asks for a foot pod, and says that it counts only while the page is open', async (t) => {
  const pod = new FakePod('Stride');
  const gate = Promise.withResolvers<void>();
  pod.answersConnect = () => gate.promise;
  withPod(t, pod);
  await show(t);
  await press('[data-source=bluetooth]');
  const counting = await find(inside('[part=counting]'), HTMLElement);
  match(counting.textContent ?? '', /Choose your sensor/);
  gate.resolve();
  await until(() => /Counting/.test(counting.textContent ?? ''), 'the count');
  match(counting.textContent ?? '', /only while this page is open/);
  await press('[part=stop]');
});

test('counts in one of two trackers at a time, and says so', async (t) => {
  waitForReadings(t);
  const { kit } = await show(t);
  await press('[data-source=motion]');
  const other = document.createElement('kind-step-tracker');
  other.challenge = openChallenge.id;
  kit.append(other);
  const second = (selector: string) => `kind-step-tracker + kind-step-tracker >>> ${selector}`;
  (await find(second('[data-source=motion]'), HTMLElement)).click();
  await until(
    () => /counts already/.test(pierce(second('[part=note]'))?.textContent ?? ''),
    'why it does not count',
  );
  equal(pierce(second('[part=stop]')), null);
});
