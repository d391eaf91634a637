// Deeds from their request to the books, on PGlite: what each is answered, what counts, and what is refused.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  addDays,
  type CreateChallenge,
  type CreateDeed,
  type DeedOutcome,
  dayAt,
} from '@kindcart/contract';
import { goodOrigin, testDatabase, testPlatform } from '../../testing/platform.ts';
import { fromOnePlaceMax } from '../participants/rules.ts';
import { createDeedGiving, giveDeeds } from './giving.ts';
import {
  makeWalker,
  makeWalkers,
  openWalk,
  type Told,
  toldByServer,
  type Walk,
  type Walker,
} from './testing/walkers.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
const { stage, a, b } = house;
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const timeZone = 'Asia/Shanghai';
house.clock.goOnToNoon(timeZone);
const today = dayAt(house.clock.nowMs(), timeZone);
const yesterday = addDays(today, -1);
/** Ten steps are worth a fen; days count from 100 to 2,000 steps. */
const terms = {
  timeZone,
  rate: { quantity: 1_000, amount: { amount: 100, currency: 'CNY' } },
  perPerson: { minPerDay: 100, maxPerDay: 2_000 },
  dailyBudget: null,
  startsOn: addDays(today, -20),
  endsOn: addDays(today, 20),
} satisfies Partial<CreateChallenge>;

type Asked<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: { readonly code: string } };

async function granted<Value>(asked: Promise<Asked<Value>>): Promise<Value> {
  const answer = await asked;
  return answer.ok ? answer.value : assert.fail(answer.problem.code);
}

async function refused(asked: Promise<Asked<unknown>>, code: string): Promise<void> {
  const answer = await asked;
  assert.equal(answer.ok ? 'granted' : answer.problem.code, code);
}

const open = (changes: Partial<CreateChallenge> = {}, fundedAmount?: number) =>
  openWalk(house, { ...terms, ...changes }, fundedAmount);
const walker = () => makeWalker(db, a.book);

function post(deeds: readonly CreateDeed[], key = a.test.publishable): Promise<DeedOutcome[]> {
  const asked = stage.ask(
    'createDeeds',
    { body: { deeds: [...deeds] } },
    { key, headers: { Origin: goodOrigin } },
  );
  return granted(asked).then(({ items }) => items);
}

/** What an answer says, short. */
function short({ deed, refused: code }: DeedOutcome) {
  if (deed === null) return code;
  const { state, reason, counted, given, limitedBy } = deed;
  return state === 'counted' ? [counted, given.amount, limitedBy] : [state, reason];
}

async function outcomes(deeds: readonly CreateDeed[]) {
  return (await post(deeds)).map(short);
}

test('gives what a day is worth, and the project has it', async () => {
  const [walk, one] = [await open(), await walker()];
  const deed = one.sign(walk, { day: yesterday, quantity: 1_234 });
  const [answer] = await post([deed]);
  assert.deepEqual(answer && short(answer), [1_234, 123, null]);
  assert.equal(answer?.deed?.counter, 1);
  const { totals } = await stage.readProject(walk.project.id);
  assert.deepEqual(totals.raised, { amount: 123, currency: 'CNY' });
});

test('answers the same deed again as it did, and gives once', async () => {
  const [walk, one] = [await open(), await walker()];
  const deed = one.sign(walk, { day: yesterday, quantity: 900 });
  // Each signature over the same is another one.
  const again = one.sign(walk, { day: yesterday, quantity: 900 }, deed.counter);
  const [first] = await post([deed]);
  assert.deepEqual(await post([deed, again, deed]), [first, first, first]);
  const { totals } = await stage.readProject(walk.project.id);
  assert.equal(totals.raised.amount, 90);
});

test('gives the difference when a day has grown, and nothing when it has shrunk', async () => {
  const [walk, one] = [await open(), await walker()];
  const said = await outcomes([
    one.sign(walk, { day: yesterday, quantity: 505 }),
    one.sign(walk, { day: yesterday, quantity: 1_000 }),
    one.sign(walk, { day: yesterday, quantity: 300 }),
  ]);
  assert.deepEqual(said, [
    [505, 50, null],
    [1_000, 50, null],
    [1_000, 0, null],
  ]);
});

test('counts the most trusted source of a day, not the sum', async () => {
  const [walk, one] = [await open(), await walker()];
  const said = await outcomes([
    one.sign(walk, { day: yesterday, quantity: 600, source: 'import' }),
    one.sign(walk, { day: yesterday, quantity: 800, source: 'motion' }),
    one.sign(walk, { day: yesterday, quantity: 1_500, source: 'import' }),
    one.sign(walk, { day: yesterday, quantity: 900, source: 'bluetooth' }),
  ]);
  assert.deepEqual(
    said.map((one) => one?.slice(0, 2)),
    [
      [600, 60],
      [800, 20],
      [800, 0],
      [900, 10],
    ],
  );
});

test('says which limit kept a deed from giving more', async () => {
  const source = { source: 'motion', maxPerDay: 1_500 } as const;
  const [walk, capped] = [await open({}, 250), await open({ sources: [source] })];
  const sliced = await open({ dailyBudget: { amount: 120, currency: 'CNY' } });
  const [one, two] = [await walker(), await walker()];
  const much = { day: yesterday, quantity: 9_000 };
  assert.deepEqual(
    await outcomes([
      one.sign(walk, much),
      two.sign(walk, much),
      one.sign(capped, much),
      one.sign(sliced, much),
      two.sign(sliced, { ...much, day: addDays(today, -2) }),
      two.sign(walk, { ...much, day: addDays(today, -2) }),
    ]),
    [
      [2_000, 200, 'person_cap'],
      [2_000, 50, 'budget'],
      [1_500, 150, 'source_cap'],
      [2_000, 120, 'daily_budget'],
      [2_000, 120, 'daily_budget'],
      [2_000, 0, 'budget'],
    ],
  );
});

test('counts a day from the least that counts on', async () => {
  const [walk, one] = [await open(), await walker()];
  const said = await outcomes([
    one.sign(walk, { day: yesterday, quantity: 99 }),
    one.sign(walk, { day: yesterday, quantity: 100 }),
  ]);
  assert.deepEqual(said, [
    [0, 0, null],
    [100, 10, null],
  ]);
});

test('keeps what cannot be for a look, with the reason, and gives nothing for it', async () => {
  const [walk, one] = [await open(), await walker()];
  const doubts: readonly [told: Told, reason: string][] = [
    [{ day: addDays(today, 1), quantity: 500 }, 'future_day'],
    [{ day: addDays(today, -3), quantity: 500 }, 'old_day'],
    [{ day: yesterday, quantity: 100_001 }, 'day_ceiling'],
    [{ day: today, quantity: 100_000 }, 'cadence'],
  ];
  // At 04:00 there, when nobody can have taken 100,000 steps yet.
  const now = new Date(`${today}T04:00:00+08:00`);
  const giving = createDeedGiving({ db, newId: house.platform.newId, now: () => now });
  const given = await giveDeeds(
    giving,
    doubts.map(([told]) => one.told(walk, told)),
  );
  assert.deepEqual(
    given.map(short),
    doubts.map(([, reason]) => ['under_review', reason]),
  );
  const { items } = await granted(
    stage.ask('listDeedsUnderReview', {}, { query: `challengeId=${walk.id}` }),
  );
  // Their order is that of their ids, which in one moment is any.
  const ids = given.map(({ deed }) => deed?.id).sort();
  assert.deepEqual(
    items.map(({ id }) => id),
    ids,
  );
  assert.equal((await stage.readProject(walk.project.id)).totals.raised.amount, 0);
});

test('looks at what comes after deeds that never came, and no longer when they follow on', async () => {
  const [walk, one] = [await open(), await walker()];
  const told = (quantity: number) => ({ day: yesterday, quantity });
  assert.deepEqual(
    await outcomes([
      one.sign(walk, told(100), 1),
      one.sign(walk, told(200), 4),
      one.sign(walk, told(300), 5),
      one.sign(walk, told(400), 2),
      one.sign(walk, told(500), 5),
    ]),
    [
      [100, 10, null],
      ['under_review', 'counter_gap'],
      [300, 20, null],
      'counter_too_low',
      'counter_reused',
    ],
  );
});

test('looks at deeds of those who came after many others from one place, until one is accepted', async () => {
  const walk = await open();
  const crowd = await makeWalkers(db, a.book, fromOnePlaceMax + 1, 'one place');
  const [first, last] = [crowd.at(0), crowd.at(-1)];
  assert.ok(first && last);
  const said = (one: Walker, quantity: number) =>
    outcomes([one.sign(walk, { day: yesterday, quantity })]);
  assert.deepEqual(await said(first, 500), [[500, 50, null]]);
  assert.deepEqual(await said(last, 500), [['under_review', 'one_device_many']]);
  const { items } = await granted(
    stage.ask('listDeedsUnderReview', { query: { challengeId: walk.id } }),
  );
  const params = { deedId: items[0]?.id ?? assert.fail() };
  await granted(stage.ask('decideDeed', { params, body: { decision: 'accept', note: null } }));
  assert.deepEqual(await said(last, 700), [[700, 20, null]]);
});

test('believes one of a crowd once any deed of theirs is accepted, of whichever challenge', async () => {
  const [walk, other] = [await open(), await open()];
  const last = (await makeWalkers(db, a.book, fromOnePlaceMax + 1, 'another place')).at(-1);
  assert.ok(last);
  const old = last.sign(other, { day: addDays(today, -4), quantity: 500 });
  const [doubtful, crowded] = await post([old, last.sign(walk, { day: yesterday, quantity: 500 })]);
  assert.deepEqual(crowded && short(crowded), ['under_review', 'one_device_many']);
  const params = { deedId: doubtful?.deed?.id ?? assert.fail() };
  await granted(stage.ask('decideDeed', { params, body: { decision: 'accept', note: null } }));
  const told = last.sign(walk, { day: yesterday, quantity: 700 });
  assert.deepEqual(await outcomes([told]), [[700, 70, null]]);
});

test('takes all days that a server tells of, each once', async () => {
  const [walk, one] = [await open(), await walker()];
  const { newId } = house.platform;
  const giving = createDeedGiving({ db, newId, now: () => new Date(house.clock.nowMs()) });
  const days = Array.from({ length: 15 }, (_, back) => addDays(today, -back - 1));
  const month = days.map((day) =>
    toldByServer(a.book, walk, one, { day, quantity: 1_000, source: 'werun' }),
  );
  const first = await giveDeeds(giving, month);
  assert.deepEqual(new Set(first.map(({ deed }) => deed?.given.amount)), new Set([100]));
  assert.deepEqual(await giveDeeds(giving, [...month, ...month]), [...first, ...first]);
});

test('refuses what is not signed by the device over just this', async () => {
  const [walk, other] = [await open(), await open()];
  const [one, two] = [await walker(), await walker()];
  const deed = one.sign(walk, { day: yesterday, quantity: 500 });
  const changes: Partial<CreateDeed>[] = [
    { quantity: 501 },
    { day: today },
    { source: 'import' },
    { counter: 2 },
    { challengeId: other.id },
    { signature: two.sign(walk, { day: yesterday, quantity: 500 }).signature },
    { signature: 'A'.repeat(86) },
  ];
  const said = await outcomes(changes.map((change) => ({ ...deed, ...change })));
  assert.deepEqual(new Set(said), new Set(['device_signature_invalid']));
  assert.deepEqual(
    await outcomes([
      { ...deed, participantId: two.participantId },
      { ...deed, device: two.device },
      { ...deed, participantId: 'par_01k9p4m8q2fz3t6v8w0x2y4z7f' },
    ]),
    ['device_unknown', 'device_unknown', 'participant_unknown'],
  );
  assert.deepEqual(await outcomes([deed]), [[500, 50, null]]);
});

test('says why a challenge does not take a deed, and hears its counter nevertheless', async () => {
  const one = await walker();
  const early = await open({ startsOn: addDays(today, 1) });
  const over = await open({ endsOn: addDays(today, -3) });
  const picky = await open({ sources: [{ source: 'bluetooth', maxPerDay: 5_000 }] });
  const short = await open({ startsOn: today });
  const good = await open();
  const told = { day: yesterday, quantity: 500 };
  assert.deepEqual(
    await outcomes([
      ...[early, over, picky, short].map((walk) => one.sign(walk, told)),
      one.sign({ id: 'chl_01k9p4m8q2fz3t6v8w0x2y4z7d' }, told),
      one.sign(good, told),
    ]),
    [
      'challenge_not_open',
      'challenge_not_open',
      'source_not_taken',
      'day_outside',
      'challenge_unknown',
      [500, 50, null],
    ],
  );
});

test('takes from no device what only a server can tell', async () => {
  const [walk, one] = [await open(), await walker()];
  const told = { day: addDays(today, -15), quantity: 99_999 };
  assert.deepEqual(
    await outcomes([
      one.sign(walk, { ...told, source: 'werun' }),
      one.sign(walk, { ...told, source: 'partner' }),
      one.sign(walk, { day: yesterday, quantity: 500 }),
    ]),
    ['source_not_taken', 'source_not_taken', [500, 50, null]],
  );
});

test('takes deeds of the last day for two days more', async () => {
  const one = await walker();
  const walk = await open({ endsOn: addDays(today, -2) });
  const said = await outcomes([one.sign(walk, { day: addDays(today, -2), quantity: 500 })]);
  assert.deepEqual(said, [[500, 50, null]]);
});

test('keeps organizations and modes apart', async () => {
  const [walk, one] = [await open(), await walker()];
  const deed = one.sign(walk, { day: yesterday, quantity: 500 });
  for (const key of [b.test.publishable, a.live.publishable]) {
    const [said] = await post([deed], key);
    assert.equal(said?.refused, 'participant_unknown');
  }
  const foreign = await makeWalker(db, b.book);
  const [said] = await post(
    [foreign.sign(walk, { day: yesterday, quantity: 500 })],
    b.test.publishable,
  );
  assert.equal(said?.refused, 'challenge_unknown');
});

const bad: readonly [what: string, change: object, field: string][] = [
  ['a negative quantity', { quantity: -1 }, 'deeds.0.quantity'],
  ['a part of a step', { quantity: 10.5 }, 'deeds.0.quantity'],
  ['more steps than can be said', { quantity: 1_000_000_001 }, 'deeds.0.quantity'],
  ['a day that there is not', { day: '2026-02-30' }, 'deeds.0.day'],
  ['a counter of nothing', { counter: 0 }, 'deeds.0.counter'],
  ['a source that there is not', { source: 'dreams' }, 'deeds.0.source'],
  ['a signature that is too short', { signature: 'AAAA' }, 'deeds.0.signature'],
];

for (const [what, change, field] of bad) {
  test(`refuses ${what}`, async () => {
    const [walk, one] = [await open(), await walker()];
    const deed = { ...one.sign(walk, { day: yesterday, quantity: 500 }), ...change };
    const response = await house.request('/v1/deeds', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ deeds: [deed] }),
    });
    const problem: { errors: { field: string }[] } = JSON.parse(await response.text());
    assert.deepEqual(
      problem.errors.map((one) => one.field),
      [field],
    );
  });
}

test('looks at a thousand million steps', async () => {
  const [walk, one] = [await open(), await walker()];
  const said = await outcomes([one.sign(walk, { day: yesterday, quantity: 1_000_000_000 })]);
  assert.deepEqual(said, [['under_review', 'day_ceiling']]);
});

/** Three days of somebody: one that counts, one with two sources, and one under review. */
async function walkedDays(walk: Walk) {
  const one = await walker();
  await post([
    one.sign(walk, { day: addDays(today, -2), quantity: 700 }),
    one.sign(walk, { day: yesterday, quantity: 900, source: 'import' }),
    one.sign(walk, { day: yesterday, quantity: 800 }),
    one.sign(walk, { day: addDays(today, -5), quantity: 5_000 }),
  ]);
  return one;
}

test("tells a participant's days, the latest first, page by page", async () => {
  const walk = await open();
  const { participantId } = await walkedDays(walk);
  const params = { challengeId: walk.id, participantId };
  const read = (query: string) => granted(stage.ask('listDeeds', { params }, { query }));
  const { items } = await read('');
  const [latest] = items;
  assert.deepEqual(
    items.map(({ day, counted, given }) => [day, counted, given.amount]),
    [
      [yesterday, 900, 90],
      [addDays(today, -2), 700, 70],
      [addDays(today, -5), 0, 0],
    ],
  );
  assert.deepEqual(latest?.sources, [
    { source: 'motion', quantity: 800, state: 'counted', reason: null },
    { source: 'import', quantity: 900, state: 'counted', reason: null },
  ]);
  assert.equal(items[2]?.sources[0]?.reason, 'old_day');
  const first = await read('limit=1');
  assert.equal(first.items.length, 1);
  const rest = await read(`limit=5&cursor=${first.nextCursor}`);
  assert.deepEqual([...first.items, ...rest.items], items);
  assert.equal(rest.nextCursor, null);
  assert.deepEqual((await read(`from=${yesterday}`)).items, items.slice(0, 1));
  assert.deepEqual((await read(`until=${addDays(today, -5)}`)).items, items.slice(2));
  assert.deepEqual((await read('cursor=nonsense')).items, items);
  for (const [wrong, code] of [
    [{ participantId: 'par_01k9p4m8q2fz3t6v8w0x2y4z7f' }, 'participant_unknown'],
    [{ challengeId: 'chl_01k9p4m8q2fz3t6v8w0x2y4z7d' }, 'challenge_unknown'],
  ] as const) {
    await refused(stage.ask('listDeeds', { params: { ...params, ...wrong } }), code);
  }
});

test('lets an accepted deed count as far as there is money, and a refused one not', async () => {
  const walk = await open({}, 150);
  const [one, two] = [await walker(), await walker()];
  const doubtful = { day: addDays(today, -4), quantity: 1_000 };
  const [first, second, third] = await post([
    one.sign(walk, doubtful),
    two.sign(walk, doubtful),
    two.sign(walk, { ...doubtful, day: addDays(today, -5) }),
  ]);
  const decide = (said: DeedOutcome | undefined, decision: 'accept' | 'refuse') =>
    stage.ask('decideDeed', {
      params: { deedId: said?.deed?.id ?? 'ded_01k9p4m8q2fz3t6v8w0x2y4z7g' },
      body: { decision, note: null },
    });
  const accepted = await granted(decide(first, 'accept'));
  assert.deepEqual([accepted.state, accepted.given.amount], ['counted', 100]);
  assert.equal(accepted.reason, 'old_day');
  const partly = await granted(decide(second, 'accept'));
  assert.deepEqual([partly.given.amount, partly.limitedBy], [50, 'budget']);
  const denied = await granted(decide(third, 'refuse'));
  assert.deepEqual([denied.state, denied.counted, denied.given.amount], ['refused', 0, 0]);
  // Once more is the same, and the other way is too late.
  assert.deepEqual(await granted(decide(first, 'accept')), accepted);
  assert.deepEqual(await granted(decide(third, 'refuse')), denied);
  await refused(decide(first, 'refuse'), 'deed_decided');
  await refused(decide(third, 'accept'), 'deed_decided');
  await refused(decide(undefined, 'accept'), 'deed_unknown');
  const [counted] = await post([one.sign(walk, { day: yesterday, quantity: 500 })]);
  await refused(decide(counted, 'accept'), 'deed_decided');
  // The device is told how its deed stands now.
  const [again] = await post([one.sign(walk, doubtful, 1)]);
  assert.deepEqual(again?.deed, accepted);
});

test('accepts nothing for a challenge that is closed', async () => {
  const [walk, one] = [await open(), await walker()];
  const [said] = await post([one.sign(walk, { day: addDays(today, -4), quantity: 1_000 })]);
  const closed = { closed_at: new Date(), closed_to: 'project', closed_amount: 0 } as const;
  await db.updateTable('challenge').set(closed).where('id', '=', walk.id).execute();
  const decide = (decision: 'accept' | 'refuse') => {
    const params = { deedId: said?.deed?.id ?? assert.fail('it was taken') };
    return stage.ask('decideDeed', { params, body: { decision, note: 'too late' } });
  };
  await refused(decide('accept'), 'challenge_closed');
  assert.equal((await granted(decide('refuse'))).state, 'refused');
  assert.deepEqual(await outcomes([one.sign(walk, { day: yesterday, quantity: 500 })]), [
    'challenge_not_open',
  ]);
});
