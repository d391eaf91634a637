import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  challengeExample,
  deedExample,
  newId,
  participantDayExample,
  participantExample,
} from '@kindcart/contract';
import { oneByOne, problem } from '../../internal/testing/platform.ts';
import {
  find,
  type Scene,
  type Stage,
  type StageOptions,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import { ownFor } from '../device/registry.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './step-history.states.ts';
import { KindStepHistory } from './step-history.ts';

testStates(states);

const { id } = challengeExample;
const html = `<kind-step-history challenge="${id}"></kind-step-history>`;
const shown = 'kind-step-history >>>';
const day = { ...participantDayExample, sources: participantDayExample.sources.slice(0, 1) };
const days = (...items: readonly (typeof day)[]) => ({ body: { items, nextCursor: null } });

async function show(t: TestContext, scene: Partial<Scene> = {}, options: StageOptions = {}) {
  const made = await stage({ html, ...scene }, options);
  t.after(made.close);
  return made;
}

const textOf = (element: Element | null | undefined) =>
  element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

async function partOf(name: string): Promise<string> {
  return textOf(await find(`${shown} [part=${name}]`, HTMLElement));
}

const rows = ({ element }: Stage) =>
  [...(element.shadowRoot?.querySelectorAll('li') ?? [])].map(textOf);

/** The participant of this browser, as the element on show finds it. */
function ownOf({ kit, platform }: Stage) {
  return ownFor({ baseUrl: platform.baseUrl, key: kit.getAttribute('key') ?? '' });
}

/** A day's total of a challenge. */
const total = (quantity: number) => ({
  ...{ challengeId: id, day: day.day, source: 'motion' as const },
  quantity,
});

test('lists days with what counted and what each gave, the latest first', async (t) => {
  const made = await show(t, states.ready ?? {});
  equal(await partOf('together'), 'CN¥1.64 for 16,482 steps');
  deepEqual(rows(made), [
    'Nov 23, 2026 12,480 steps gave CN¥1.24',
    'Nov 22, 2026 4,002 steps gave CN¥0.40',
  ]);
});

test('says that there are earlier days', async (t) => {
  await show(t, states.many ?? {});
  equal(await partOf('more'), 'Earlier days are not listed.');
});

test('says that nothing was given, and asks for nobody, on a device that is new', async (t) => {
  const { platform, kit } = await show(t, states['nobody yet'] ?? {});
  match(await partOf('empty'), /^No steps have been given from this device yet\./);
  await settle(kit);
  deepEqual(
    platform.asked.map(({ endpoint }) => endpoint),
    ['listChallenges'],
  );
});

test("lists the days of the device's own participant once it gives, and its next ones", async (t) => {
  const later = { ...day, counted: 13_000, given: { amount: 130, currency: 'CNY' } };
  const made = await show(t, { answers: { listDeeds: days(day) } });
  await partOf('empty');
  await ownOf(made).give([total(12_480)]);
  match(await partOf('days'), /12,480 steps gave CN¥1\.24/);
  const { url } = made.platform.asked.find(({ endpoint }) => endpoint === 'listDeeds') ?? {};
  equal(url?.pathname, `/v1/challenges/${id}/participants/${participantExample.id}/deeds`);
  made.platform.answer({ listDeeds: days(later) });
  await ownOf(made).give([total(13_000)]);
  await until(async () => /13,000 steps/.test(await partOf('days')), 'the new total');
});

test('lists what could not be sent yet, and that it will be', async (t) => {
  const made = await show(t, { answers: { createParticipant: 'offline', listDeeds: days(day) } });
  await partOf('empty');
  await ownOf(made).give([total(9_000)]);
  await until(() => rows(made).length === 1, 'the day');
  match(rows(made)[0] ?? '', /^Nov 23, 2026 9,000 steps Not sent yet\./);
  made.platform.answer({ listDeeds: days(day) });
  await ownOf(made).send();
  await until(() => /gave/.test(rows(made)[0] ?? ''), 'the day as the platform counted it');
  equal(rows(made).length, 1);
});

test('leaves out what waits for another challenge', async (t) => {
  const made = await show(t, { answers: { createParticipant: 'offline' } });
  await partOf('empty');
  const random = { nowMs: () => 0, fillRandom: (bytes: Uint8Array) => bytes.fill(7) };
  await ownOf(made).give([{ ...total(9_000), challengeId: newId('challenge', random) }]);
  await settle(made.kit);
  ok(await partOf('empty'));
});

test('says what a person looks at, and why', async (t) => {
  const made = await show(t, states['under review'] ?? {});
  await partOf('days');
  match(rows(made)[0] ?? '', /From a file: 140,000 steps Under review: .* nearly anybody/);
});

const languages: readonly [locale: string, together: RegExp][] = [
  ['ar', /^أثمرت .* تبرعًا بمبلغ /],
  ['de', /für 16\.482 Schritte$/],
  ['es', /por 16\.?482 pasos$/],
  ['fr', /pour 16\s482 pas$/],
  ['ja', /^16,482 歩で/],
  ['pt-BR', /por 16\.482 passos$/],
  ['zh-CN', /^16,482 步，共捐出/],
];

for (const [locale, together] of languages) {
  test(`speaks ${locale}`, async (t) => {
    await show(t, states.ready ?? {}, { locale });
    match(await partOf('together'), together);
  });
}

test('asks again when a visitor wants it', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  await show(t, {
    ...{ html: states.ready?.html ?? '' },
    answers: { listDeeds: oneByOne(...failing, days(day)) },
  });
  (await find(`${shown} [part=retry]`, HTMLButtonElement)).click();
  match(await partOf('days'), /12,480 steps/);
});

test('keeps days on show when the connection is lost, and says that it is', async (t) => {
  const { element, platform } = await show(t, states.ready ?? {});
  await partOf('days');
  platform.answer({ listChallenges: 'offline', listDeeds: 'offline' });
  ok('reload' in element && typeof element.reload === 'function');
  element.reload();
  match(await partOf('note'), /^No connection/);
  match(await partOf('days'), /12,480 steps/);
});

test('hears nothing of its device any more once it has left in the midst of a drawing', async (t) => {
  const made = await show(t, states['nobody yet'] ?? {});
  const { element } = made;
  await partOf('empty');
  ok(element instanceof KindStepHistory);
  element.requestUpdate();
  element.remove();
  await element.updateComplete;
  let draws = 0;
  element.requestUpdate = () => {
    draws += 1;
  };
  await ownOf(made).count(total(100));
  equal(draws, 0);
});

test('shows its children where there is no such challenge', async (t) => {
  const { element } = await show(t, {
    html: html.replace('></', '><a href="/walk">Our walk</a></'),
    ...{ answers: states.unknown?.answers ?? {} },
  });
  match(await partOf('note'), /cannot be found/);
  ok(element.querySelector('a')?.checkVisibility());
});

test('follows the participant that it is given in the place of its own', async (t) => {
  const { platform } = await show(t, states.ready ?? {});
  await partOf('days');
  ok(!platform.asked.some(({ endpoint }) => endpoint === 'createParticipant'));
  equal(deedExample.participantId, participantExample.id);
});
