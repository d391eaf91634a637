import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import {
  type CreateDeed,
  challengeExample,
  type DeedRefusal,
  deedExample,
  deedText,
  type Id,
  newId,
  type Participant,
  participantExample,
  type Source,
} from '@kindcart/contract';
import fc from 'fast-check';
import { handClock } from '../testing/clock.ts';
import { away, ok, testDevice } from '../testing/participant.ts';
import { errorOf } from '../testing/samples.ts';
import { createOwnParticipant, type OwnParticipant } from './participant.ts';
import type { ParticipantOptions } from './ports.ts';
import type { DayTotal } from './record.ts';

const { id: challengeId } = challengeExample;
const days = ['2026-11-22', '2026-11-23'] as const;
const [earlier, today] = days;
const totalOf = (source: Source, quantity: number, day: string = today): DayTotal => ({
  challengeId,
  day,
  source,
  quantity,
});

type Client = ParticipantOptions['client'];

/** How what is asked fares: it is answered, heard without an answer once, or never arrives. */
type Line = 'whole' | 'lost' | 'cut';

function deviceOf(publicKey: string): string {
  const raw = Buffer.from(publicKey, 'base64url');
  return createHash('sha256').update(raw).digest('base64url');
}

/**
 * A device before a platform of many participants: the first is A, and a token is a name.
 *
 * @param underway - how long what is asked, and then its answer, are on their way
 */
function town(underway: () => Promise<unknown> = async () => {}) {
  const device = testDevice();
  const ids = new Map<string, Id<'participant'>>();
  const ownerOf = new Map<string, string>();
  const heard = new Map<string, CreateDeed>();
  const paid: Record<string, number> = {};
  let line: Line = 'whole';

  const idOf = (name: string) => {
    const nowMs = () => ids.size;
    const id = ids.get(name) ?? newId('participant', { nowMs, fillRandom: (bytes) => bytes });
    ids.set(name, id);
    return id;
  };
  const counterOf = (key: string) =>
    Math.max(0, ...[...heard.values()].map((deed) => (deed.device === key ? deed.counter : 0)));
  const own = (key: string, name: string): Participant => {
    ownerOf.set(key, name);
    const known = { device: key, counter: counterOf(key), createdAt: participantExample.createdAt };
    return { ...participantExample, id: idOf(name), devices: [known] };
  };
  const refuse = (refused: DeedRefusal) => ({ deed: null, refused });
  const take = (deed: CreateDeed) => {
    const name = ownerOf.get(deed.device);
    if (name === undefined || idOf(name) !== deed.participantId) return refuse('device_unknown');
    if (!device.current().isOwn(deedText(deed), deed.signature)) {
      return refuse('device_signature_invalid');
    }
    const numbered = `${deed.device} ${deed.counter}`;
    const before = heard.get(numbered);
    if (before && before.quantity !== deed.quantity) return refuse('counter_reused');
    heard.set(numbered, deed);
    const place = `${name} ${deed.day.slice(-2)} ${deed.source}`;
    paid[place] = Math.max(paid[place] ?? 0, deed.quantity);
    return { deed: { ...deedExample, ...deed }, refused: null };
  };
  const answer = async <Value>(act: () => Result<Value>): Promise<Result<Value>> => {
    await underway();
    if (line === 'cut') return away;
    const result = act();
    const isLost = line === 'lost';
    await underway();
    if (!isLost) return result;
    line = 'whole';
    return away;
  };

  const keyNow = () => device.current().device;
  const client: Client = {
    createParticipant: () => answer(() => ok(own(keyNow(), ownerOf.get(keyNow()) ?? 'A'))),
    createDeeds: ({ body: { deeds } }) => answer(() => ok({ items: deeds.map(take) })),
    joinByMove: ({ body: { token, publicKey } }) =>
      answer(() => {
        const key = deviceOf(publicKey);
        const owner = ownerOf.get(key) ?? token;
        return owner === token ? ok(own(key, token)) : taken;
      }),
    updateParticipant: async () => away,
    createMove: async () => away,
    createTeam: async () => away,
    joinTeam: async () => away,
  };
  const options = { client, device, clock: handClock(), newKey: () => 'key-1' };
  const setLine = (next: Line) => {
    line = next;
  };
  const tab = (changes: Partial<ParticipantOptions> = {}) =>
    createOwnParticipant({ ...options, ...changes });
  return { paid, device, client, tab, setLine };
}

const taken = { ok: false, error: errorOf('device_taken') } as const;

/** Gives all that was counted, as this tab knows it. */
const giveAll = (own: OwnParticipant) => own.give(own.get().record.counted);

for (const source of ['motion', 'bluetooth'] as const) {
  test(`gives in the new name only what is walked after joining, by ${source}`, async () => {
    const { paid, tab } = town();
    const own = tab();
    await own.count(totalOf(source, 5_000));
    await giveAll(own);
    assert.ok((await own.join('B')).ok);
    await giveAll(own);
    assert.deepEqual(paid, { [`A 23 ${source}`]: 5_000 });
    await own.count(totalOf(source, 10));
    await giveAll(own);
    assert.deepEqual(paid, { [`A 23 ${source}`]: 5_000, [`B 23 ${source}`]: 10 });
  });
}

test('gives in the new name what was counted and not given in the old one', async () => {
  const { paid, tab } = town();
  const own = tab();
  await own.count(totalOf('motion', 5_000));
  await giveAll(own);
  await own.count(totalOf('motion', 30));
  await own.join('B');
  await giveAll(own);
  assert.deepEqual(paid, { 'A 23 motion': 5_000, 'B 23 motion': 30 });
});

for (const source of ['import', 'declared'] as const) {
  test(`tells no whole day again that it told in the old name, by ${source}`, async () => {
    const { paid, tab } = town();
    const own = tab();
    await own.give([totalOf(source, 9_000)]);
    await own.join('B');
    await giveAll(own);
    await own.give([totalOf(source, 9_000), totalOf(source, 700, earlier)]);
    await own.give([totalOf(source, 9_500)]);
    assert.deepEqual(paid, { [`A 23 ${source}`]: 9_000, [`B 22 ${source}`]: 700 });
    assert.deepEqual(own.get().record.counted, [totalOf(source, 700, earlier)]);
  });
}

test('holds that a whole day and what was counted of it may be the same steps', async () => {
  const { paid, tab } = town();
  const own = tab();
  await own.count(totalOf('motion', 400));
  await own.give([totalOf('import', 9_000)]);
  await own.count(totalOf('motion', 300, earlier));
  await own.give([totalOf('motion', 300, earlier)]);
  await own.join('B');
  await giveAll(own);
  await own.give([totalOf('import', 8_000, earlier)]);
  await own.count(totalOf('motion', 20));
  await giveAll(own);
  assert.deepEqual(paid, { 'A 23 import': 9_000, 'A 22 motion': 300, 'B 23 motion': 20 });
});

/** A tab before a challenge that is closed until it is said to be open. */
function gated({ tab, client }: ReturnType<typeof town>) {
  let isOpen = false;
  const refused = { deed: null, refused: 'challenge_not_open' } as const;
  const createDeeds: Client['createDeeds'] = async (...call) =>
    isOpen ? client.createDeeds(...call) : ok({ items: [refused] });
  const setOpen = (next: boolean) => {
    isOpen = next;
  };
  return { own: tab({ client: { ...client, createDeeds } }), setOpen };
}

test('tells a whole day in the new name that was refused in the old one', async () => {
  const made = town();
  const { own, setOpen } = gated(made);
  await own.give([totalOf('import', 9_000)]);
  await own.join('B');
  setOpen(true);
  await giveAll(own);
  assert.deepEqual(made.paid, { 'B 23 import': 9_000 });
});

test('remembers what was taken where a later total of the day was refused', async () => {
  const made = town();
  const { own, setOpen } = gated(made);
  setOpen(true);
  await own.count(totalOf('motion', 5_000));
  await giveAll(own);
  setOpen(false);
  await own.count(totalOf('motion', 10));
  await giveAll(own);
  await own.join('B');
  setOpen(true);
  await giveAll(own);
  assert.deepEqual(made.paid, { 'A 23 motion': 5_000, 'B 23 motion': 10 });
});

test('keeps all that it counted and gave where it was nobody, and tells it once joined', async () => {
  const { paid, tab, setLine } = town();
  const own = tab();
  await own.count(totalOf('motion', 5_000));
  setLine('cut');
  await own.give([totalOf('motion', 5_000), totalOf('import', 7_000, earlier)]);
  await own.count(totalOf('motion', 10));
  setLine('whole');
  assert.ok((await own.join('B')).ok);
  assert.deepEqual(paid, { 'B 23 motion': 5_000, 'B 22 import': 7_000 });
  await giveAll(own);
  assert.equal(paid['B 23 motion'], 5_010);
});

test('joins where the answer was lost that made it somebody, and its steps stay in that name', async () => {
  const { paid, tab, setLine } = town();
  const own = tab();
  await own.count(totalOf('motion', 5_000));
  setLine('lost');
  await giveAll(own);
  assert.equal(own.get().record.participantId, null);
  assert.ok((await own.join('B')).ok);
  await own.count(totalOf('motion', 10));
  await giveAll(own);
  assert.deepEqual(paid, { 'A 23 motion': 5_000, 'B 23 motion': 10 });
});

test('brings the same new key again where the answer to joining was lost', async () => {
  const { paid, device, tab, client, setLine } = town();
  const brought: string[] = [];
  const joinByMove: Client['joinByMove'] = (call) => {
    brought.push(call.body.publicKey);
    return client.joinByMove(call);
  };
  const own = tab({ client: { ...client, joinByMove } });
  await own.count(totalOf('motion', 5_000));
  await giveAll(own);
  setLine('lost');
  assert.deepEqual(await own.join('B'), away);
  assert.ok((await own.join('B')).ok);
  assert.deepEqual(new Set(brought), new Set([device.current().publicKey]));
  await own.count(totalOf('motion', 10));
  await giveAll(own);
  assert.deepEqual(paid, { 'A 23 motion': 5_000, 'B 23 motion': 10 });
});

test('joins again and again, and each has what was walked in its name', async () => {
  const { paid, tab } = town();
  const own = tab();
  for (const [steps, next] of [
    [5_000, 'B'],
    [10, 'C'],
    [7, 'D'],
  ] as const) {
    await own.count(totalOf('motion', steps));
    await giveAll(own);
    await own.give([totalOf('import', 100, earlier)]);
    assert.ok((await own.join(next)).ok);
  }
  await giveAll(own);
  assert.deepEqual(paid, {
    'A 23 motion': 5_000,
    'A 22 import': 100,
    'B 23 motion': 10,
    'C 23 motion': 7,
  });
});

test('does not join while what it told has no answer', async () => {
  const { paid, tab, client } = town();
  let isAway = true;
  const createDeeds: Client['createDeeds'] = async (...call) => {
    const answer = await client.createDeeds(...call);
    return isAway ? away : answer;
  };
  const own = tab({ client: { ...client, createDeeds } });
  await own.count(totalOf('motion', 5_100));
  await giveAll(own);
  assert.deepEqual(await own.join('B'), away);
  isAway = false;
  assert.ok((await own.join('B')).ok);
  await giveAll(own);
  assert.deepEqual(paid, { 'A 23 motion': 5_100 });
});

test('waits for a tab that is telling, and lets none tell before it has joined', async () => {
  const { paid, tab, client } = town();
  const told = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  const answers = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const joins = Promise.withResolvers<void>();
  let calls = 0;
  const createDeeds: Client['createDeeds'] = async (...call) => {
    const answer = await client.createDeeds(...call);
    told.resolve();
    await answers[calls++]?.promise;
    return answer;
  };
  const joinByMove: Client['joinByMove'] = async (...call) => {
    asked.resolve();
    await joins.promise;
    return client.joinByMove(...call);
  };
  const own = tab({ client: { ...client, joinByMove } });
  const other = tab({ client: { ...client, createDeeds } });
  await other.count(totalOf('motion', 5_000));
  const telling = giveAll(other);
  await told.promise;
  const joining = own.join('B');
  answers[0]?.resolve();
  await telling;
  await asked.promise;
  await other.count(totalOf('motion', 10));
  const late = giveAll(other);
  // By then it would have been told in the old name, with no answer before the device has joined.
  await new Promise(setImmediate);
  joins.resolve();
  assert.ok((await joining).ok);
  answers[1]?.resolve();
  await late;
  assert.deepEqual(paid, { 'A 23 motion': 5_000, 'B 23 motion': 10 });
});

test('does not believe a tab that has not heard of the joining', async () => {
  const { paid, tab } = town();
  const [own, stale] = [tab(), tab()];
  await stale.count(totalOf('motion', 5_000));
  await giveAll(stale);
  await stale.count(totalOf('motion', 10));
  await own.join('B');
  await giveAll(stale);
  assert.deepEqual(paid, { 'A 23 motion': 5_000, 'B 23 motion': 10 });
});

test('doubles nothing where the page closes before the new key is kept', async () => {
  const { paid, tab, device } = town();
  const closed = new Error('the page is gone');
  const own = tab({ device: { ...device, adopt: () => Promise.reject(closed) } });
  await own.count(totalOf('motion', 5_000));
  await giveAll(own);
  await assert.rejects(own.join('B'), closed);
  const later = tab();
  await later.open();
  await later.count(totalOf('motion', 10));
  await giveAll(later);
  assert.deepEqual(paid, { 'A 23 motion': 5_000 });
});

const onDay = fc.constantFrom(...days);
const steps = fc.integer({ min: 1, max: 50 });
const page = fc.constantFrom('motion', 'bluetooth');
const acts = {
  count: fc.record({ act: fc.constant('count'), day: onDay, source: page, steps }),
  walk: fc.record({ act: fc.constant('walk'), day: onDay, steps }),
  import: fc.record({ act: fc.constant('import'), day: onDay }),
  give: fc.record({ act: fc.constant('give') }),
  join: fc.record({ act: fc.constant('join') }),
  line: fc.record({ act: fc.constant('line'), line: fc.constantFrom('whole', 'lost', 'cut') }),
} as const;
const act = fc.oneof(acts.count, acts.give, acts.join, acts.line, acts.walk, acts.import);
const actOfPage = fc.oneof(acts.count, acts.give, acts.join, acts.line);
const bounds = { maxLength: 20 };
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** Two tabs that do one thing after another, both at once; what was walked and counted, and what was paid for it. */
function walkers(scheduler: fc.Scheduler) {
  const { paid, tab, setLine } = town(() => scheduler.schedule(Promise.resolve()));
  const tabs = [tab(), tab()];
  const walked: Record<string, number> = {};
  const counted: Record<string, number> = {};
  let joins = 0;
  const add = (sums: Record<string, number>, key: string, more: number) => {
    sums[key] = (sums[key] ?? 0) + more;
  };
  async function doNext(own: OwnParticipant, next: Act): Promise<unknown> {
    if (next.act === 'line') return setLine(next.line);
    if (next.act === 'give') return giveAll(own);
    if (next.act === 'join') return own.join(`B${++joins}`);
    const { day } = next;
    if (next.act === 'import') return own.give([totalOf('import', walked[day] ?? 0, day)]);
    add(walked, day, next.steps);
    if (next.act === 'walk') return;
    add(counted, `${day.slice(-2)} ${next.source}`, next.steps);
    return own.count(totalOf(next.source, next.steps, day));
  }
  async function doAll(sequences: readonly (readonly Act[])[]) {
    await Promise.all(
      tabs.map(async (own, nth) => {
        for (const next of sequences[nth] ?? []) await doNext(own, next);
      }),
    );
    setLine('whole');
    const last = tab();
    await last.open();
    await giveAll(last);
  }
  const run = (sequences: readonly (readonly Act[])[]) => scheduler.waitFor(doAll(sequences));
  return { walked, counted, paid, run };
}

test('has no step of a day paid twice, over all whom the device joins', async () => {
  const sequences = fc.tuple(fc.array(act, bounds), fc.array(act, bounds));
  const property = fc.asyncProperty(fc.scheduler(), sequences, async (scheduler, both) => {
    const { paid, walked, run } = walkers(scheduler);
    await run(both);
    for (const day of days) {
      // Of one who tells of a day by several sources, no more is paid than the largest total.
      const most: Record<string, number> = {};
      for (const [place, quantity] of Object.entries(paid)) {
        const [name = '', ofDay] = place.split(' ');
        if (ofDay === day.slice(-2)) most[name] = Math.max(most[name] ?? 0, quantity);
      }
      const sum = Object.values(most).reduce((one, other) => one + other, 0);
      assert.ok(sum <= (walked[day] ?? 0), `${sum} of ${walked[day]} steps on ${day}`);
    }
  });
  await fc.assert(property, { numRuns: 150 });
});

test('has each step that a page counts paid once, over all whom the device joins', async () => {
  const sequences = fc.tuple(fc.array(actOfPage, bounds), fc.array(actOfPage, bounds));
  const property = fc.asyncProperty(fc.scheduler(), sequences, async (scheduler, both) => {
    const { paid, counted, run } = walkers(scheduler);
    await run(both);
    const sums: Record<string, number> = {};
    for (const [place, quantity] of Object.entries(paid)) {
      const [, ...key] = place.split(' ');
      sums[key.join(' ')] = (sums[key.join(' ')] ?? 0) + quantity;
    }
    assert.deepEqual(sums, counted);
  });
  await fc.assert(property, { numRuns: 150 });
});
