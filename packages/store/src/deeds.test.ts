import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createClient, createDeedsClient } from '@kindcart/client';
import {
  type Challenge,
  challengeExample,
  type Id,
  newId,
  participantDayExample,
  participantExample,
  projectExample,
  teamExample,
} from '@kindcart/contract';
import { createHandlers, type MockOptions } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { createDeedsStore, type Entry } from './deeds.ts';
import { createLive } from './index.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { handLive } from './testing/live.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());
const requests: URL[] = [];
server.events.on('request:start', ({ request }) => {
  requests.push(new URL(request.url));
});

const { id } = challengeExample;
const nothing = () => {};
/** What is asked for and watched here is always the example. */
const always: NonNullable<MockOptions['overrides']> = {
  listChallenges: { items: [challengeExample], nextCursor: null },
  listDeeds: { items: [participantDayExample], nextCursor: null },
};

/** A page with a challenge over the made-up platform. */
function page(overrides: MockOptions['overrides'] = {}) {
  requests.length = 0;
  const mocks = createHandlers({ baseUrl, overrides: { ...always, ...overrides } });
  server.resetHandlers(...Object.values(mocks));
  const clock = handClock();
  const hand = handLive();
  const options = { baseUrl, key: 'pk_test_1', retriesMax: 0 };
  const { liveUrl } = createClient(options);
  const live = createLive({ open: hand.open, urlOf: liveUrl, clock, random: () => 1 });
  const deeds = createDeedsStore({ client: createDeedsClient(options), live, clock });
  const tell = (version: number) => {
    const totals = { ...challengeExample.totals, deeds: version, version };
    hand.last().onNews('challenge', JSON.stringify({ challengeId: id, totals }));
  };
  return { deeds, clock, hand, tell };
}

const ready = async <Value>(
  t: Parameters<typeof eventually>[0],
  entry: Entry<Value>,
): Promise<Value> =>
  eventually(t, () => {
    const snapshot = entry.get();
    assert.ok(snapshot.status === 'ready', snapshot.status);
    return snapshot.value;
  });

test('asks for 200 challenges at once', async (t) => {
  const ids: Id<'challenge'>[] = Array.from({ length: 200 }, (_, at) =>
    newId('challenge', { nowMs: () => at, fillRandom: (bytes) => bytes.fill(at) }),
  );
  const { clock, deeds } = page({
    listChallenges: ({ query }) => ({
      items: (query?.ids ?? []).map((each): Challenge => ({ ...challengeExample, id: each })),
      nextCursor: null,
    }),
  });
  for (const each of ids) deeds.challenge(each).subscribe(nothing);
  clock.pass(0);
  for (const each of ids) assert.equal((await ready(t, deeds.challenge(each))).id, each);
  assert.equal(requests.length, 1);
});

test('keeps a challenge live, and never goes back to what was before', async (t) => {
  const { deeds, clock, hand, tell } = page();
  const entry = deeds.challenge(id);
  entry.subscribe(nothing);
  clock.pass(100);
  const { totals } = await ready(t, entry);
  assert.equal(new URL(hand.last().url).searchParams.get('challenges'), id);
  const seen: number[] = [];
  entry.subscribe(() => {
    const snapshot = entry.get();
    if (snapshot.status === 'ready') seen.push(snapshot.value.totals.deeds);
  });
  const { version } = totals;
  for (const later of [1, 3, 2, 3, 4]) tell(version + later);
  hand.last().onNews('project', '{}');
  assert.deepEqual(
    seen,
    [1, 3, 4].map((later) => version + later),
  );
});

test('fetches a challenge anew when news were missed, or are none', async (t) => {
  const { deeds, clock, hand } = page();
  const entry = deeds.challenge(id);
  entry.subscribe(nothing);
  clock.pass(100);
  await ready(t, entry);
  hand.last().onNews('challenge', '{"challengeId":');
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 2));
  await eventually(t, () => {
    const snapshot = entry.get();
    assert.ok(snapshot.status === 'ready' && !snapshot.stale);
  });
  hand.last().onOpen();
  hand.last().onDown(false);
  hand.last().onOpen();
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 3));
});

test('reads the days of a participant, without any news of them, and again when asked', async (t) => {
  const { deeds, clock, hand } = page();
  const entry = deeds.days(id, participantExample.id);
  entry.subscribe(nothing);
  clock.pass(100);
  const { days, more } = await ready(t, entry);
  assert.deepEqual([days, more], [[participantDayExample], false]);
  const [asked] = requests;
  assert.equal(asked?.pathname, `/v1/challenges/${id}/participants/${participantExample.id}/deeds`);
  assert.equal(asked?.searchParams.get('limit'), '31');
  assert.equal(hand.streams.length, 0);
  entry.reload();
  clock.pass(0);
  await eventually(t, () => assert.equal(requests.length, 2));
});

test('says where there are earlier days than it has read', async (t) => {
  const { deeds, clock } = page({
    listDeeds: { items: [participantDayExample], nextCursor: 'earlier' },
  });
  const entry = deeds.days(id, participantExample.id);
  entry.subscribe(nothing);
  clock.pass(0);
  assert.equal((await ready(t, entry)).more, true);
});

test('reads the first teams of a challenge, and says where there are others', async (t) => {
  const { deeds, clock, hand } = page({
    listTeams: { items: [teamExample], nextCursor: 'others' },
  });
  const entry = deeds.teams(id);
  entry.subscribe(nothing);
  clock.pass(0);
  assert.deepEqual(await ready(t, entry), { id, teams: [teamExample], more: true });
  const [asked] = requests;
  assert.equal(asked?.pathname, `/v1/challenges/${id}/teams`);
  assert.equal(asked?.searchParams.get('limit'), '5');
  assert.equal(hand.streams.length, 0);
});

test('is offline about days when the connection is lost, and keeps those on show', async (t) => {
  const { deeds, clock } = page();
  const entry = deeds.days(id, participantExample.id);
  entry.subscribe(nothing);
  clock.pass(0);
  await ready(t, entry);
  const failures = { listDeeds: 'network_error' } as const;
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, failures })));
  entry.reload();
  clock.pass(0);
  await eventually(t, () => assert.equal(entry.get().status, 'offline'));
  const snapshot = entry.get();
  assert.deepEqual('value' in snapshot && snapshot.value?.days, [participantDayExample]);
});

const strangers: readonly [
  what: string,
  code: string,
  pick: (page: ReturnType<typeof createDeedsStore>) => Entry<unknown>,
][] = [
  ['a project for a challenge', 'challenge_unknown', (deeds) => deeds.challenge(projectExample.id)],
  ['nothing for a challenge', 'challenge_unknown', (deeds) => deeds.challenge('')],
  [
    'a project for the teams of one',
    'challenge_unknown',
    (deeds) => deeds.teams(projectExample.id),
  ],
  ['nobody for a participant', 'participant_unknown', (deeds) => deeds.days(id, '')],
  [
    'two for one participant',
    'participant_unknown',
    (deeds) => deeds.days(`${id} ${id}`, participantExample.id),
  ],
];

for (const [what, code, pick] of strangers) {
  test(`does not trouble the platform with ${what}`, () => {
    const { deeds, clock } = page();
    const entry = pick(deeds);
    entry.subscribe(nothing);
    clock.pass(100);
    const snapshot = entry.get();
    assert.equal(snapshot.status === 'error' && snapshot.error.code, code);
    assert.equal(requests.length, 0);
  });
}

test('runs on its own clock and without news when given nothing', async (t) => {
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, overrides: always })));
  const deeds = createDeedsStore({ client: createDeedsClient({ baseUrl, key: 'pk_test_1' }) });
  const entry = deeds.challenge(id);
  const stop = entry.subscribe(nothing);
  assert.deepEqual(await ready(t, entry), challengeExample);
  stop();
});
