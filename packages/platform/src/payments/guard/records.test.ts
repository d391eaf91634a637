// What the guard keeps: declines within a window, attempts, pauses one after the other, proofs once.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Id, newId } from '@kindcart/contract';
import { makeTenant, type Tenant, testDatabase, testId, testIds } from '../../testing/platform.ts';
import {
  addAttempts,
  claimProof,
  daySecret,
  findBegunCard,
  findDaySecret,
  forgetDeclines,
  keepBegunCard,
  keepDecline,
  keepPause,
  liftPause,
  listAlerts,
  pausedKeys,
  readKeys,
  standingSecret,
} from './records.ts';
import { windowMs } from './rules.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const nowMs = Date.parse('2026-11-25T12:00:00Z');
const ago = (ms: number) => new Date(nowMs - ms);

/** A charity's publishable key for test data, which no test before has used. */
async function freshKey(): Promise<{ tenant: Tenant; keyId: Id<'key'> }> {
  const tenant = await makeTenant(database, 'Kept');
  const { id } = await db
    .selectFrom('api_key')
    .select('id')
    .where('publishable_token', '=', tenant.test.publishable)
    .executeTakeFirstOrThrow();
  return { tenant, keyId: id };
}

type Fresh = Awaited<ReturnType<typeof freshKey>>;

function decline(
  { tenant, keyId }: Fresh,
  more: { address?: string; card?: string | null; at?: Date; reference?: Id<'payment'> } = {},
) {
  return keepDecline(db, {
    organizationId: tenant.organizationId,
    keyId,
    reference: more.reference ?? testId('payment'),
    eventId: testId('event'),
    address: more.address ?? 'a',
    card: more.card === undefined ? 'c' : more.card,
    at: more.at ?? ago(0),
  });
}

function pause(
  { tenant, keyId }: Fresh,
  ordinal: number,
  at: Date,
  forMs: number,
  livemode = false,
) {
  return keepPause(db, {
    organizationId: tenant.organizationId,
    livemode,
    keyId,
    ordinal,
    id: newId('alert', { ...testIds, nowMs: () => at.getTime() }),
    attempts: 50,
    declines: 40 + ordinal,
    at,
    until: new Date(at.getTime() + forMs),
  });
}

async function known({ keyId }: Fresh, atMs = nowMs) {
  const now = new Date(atMs);
  return (await readKeys(db, { since: new Date(atMs - windowMs), now })).get(keyId);
}

test('knows nothing of a key with which nothing was declined', async () => {
  assert.equal(await known(await freshKey()), undefined);
});

test('sums declines by address and card', async () => {
  const key = await freshKey();
  await decline(key);
  await decline(key);
  await decline(key, { card: null });
  await decline(key, { address: 'b' });
  const facts = await known(key);
  assert.deepEqual(facts?.counts, [
    { address: 'a', card: 'c', declines: 2 },
    { address: 'a', card: null, declines: 1 },
    { address: 'b', card: 'c', declines: 1 },
  ]);
  assert.deepEqual(
    [facts?.attempts, facts?.pausedUntilMs, facts?.pauses, facts?.ordinal, facts?.livemode],
    [0, null, 0, 0, false],
  );
});

test('looks back ten minutes and no further', async () => {
  const key = await freshKey();
  await decline(key, { at: ago(windowMs) });
  assert.equal(await known(key), undefined);
  await decline(key, { at: ago(windowMs - 1) });
  assert.equal((await known(key))?.counts[0]?.declines, 1);
});

test('says how many declines a payment has, each event once', async () => {
  const key = await freshKey();
  const reference = testId('payment');
  assert.equal(await decline(key, { reference }), 1);
  assert.equal(await decline(key, { reference }), 2);
  const again = {
    organizationId: key.tenant.organizationId,
    keyId: key.keyId,
    reference,
    eventId: testId('event'),
    address: 'a',
    card: null,
    at: ago(0),
  };
  assert.equal(await keepDecline(db, again), 3);
  assert.equal(await keepDecline(db, again), 3);
  assert.equal(await decline(key), 1);
});

test('adds up what several processes have counted, minute by minute', async () => {
  const key = await freshKey();
  const by = { organizationId: key.tenant.organizationId, keyId: key.keyId };
  const minute = (ago: number, attempts: number) => ({
    ...by,
    minuteMs: nowMs - ago * minuteMs,
    attempts,
  });
  await addAttempts(db, []);
  await addAttempts(db, [minute(0, 5), minute(9, 7), minute(11, 100)]);
  await addAttempts(db, [minute(0, 2)]);
  await decline(key);
  assert.equal((await known(key))?.attempts, 14);
});

test('is paused once, whoever decides it first', async () => {
  const key = await freshKey();
  const made = await Promise.all([1, 1, 1].map((nth) => pause(key, nth, ago(0), 5 * minuteMs)));
  assert.deepEqual(made.sort(), [false, false, true]);
  const facts = await known(key);
  assert.deepEqual(
    [facts?.pausedUntilMs, facts?.pauses, facts?.ordinal],
    [nowMs + 5 * minuteMs, 1, 1],
  );
});

test('holds nothing of before or during a pause against the key afterwards', async () => {
  const key = await freshKey();
  await pause(key, 1, ago(8 * minuteMs), 5 * minuteMs);
  await decline(key, { at: ago(9 * minuteMs) });
  await decline(key, { at: ago(4 * minuteMs) });
  assert.equal(await known(key), undefined);
  await decline(key, { at: ago(2 * minuteMs), address: 'later' });
  const facts = await known(key);
  assert.deepEqual(facts?.counts, [{ address: 'later', card: 'c', declines: 1 }]);
  assert.deepEqual([facts?.pausedUntilMs, facts?.pauses], [null, 1]);
});

test('says from when it counts: from the end of the last pause, and ten minutes back at most', async () => {
  const key = await freshKey();
  await decline(key);
  assert.equal((await known(key))?.sinceMs, nowMs - windowMs);
  await pause(key, 1, ago(30 * minuteMs), 5 * minuteMs);
  assert.equal((await known(key))?.sinceMs, nowMs - windowMs);
  await pause(key, 2, ago(8 * minuteMs), 5 * minuteMs);
  assert.equal((await known(key))?.sinceMs, nowMs - 3 * minuteMs);
});

test('counts for the length of the next pause those of the last day', async () => {
  const key = await freshKey();
  await pause(key, 1, ago(dayMs + minuteMs), minuteMs);
  await pause(key, 2, ago(dayMs - minuteMs), minuteMs);
  await pause(key, 3, ago(0), minuteMs);
  const facts = await known(key);
  assert.deepEqual([facts?.pauses, facts?.ordinal], [2, 3]);
});

test('ends a pause once, and lists who is paused still', async () => {
  const key = await freshKey();
  await pause(key, 1, ago(0), 5 * minuteMs);
  assert.deepEqual((await pausedKeys(db, ago(0))).get(key.keyId), ago(-5 * minuteMs));
  assert.equal((await pausedKeys(db, ago(-5 * minuteMs))).has(key.keyId), false);
  assert.equal(await liftPause(db, key.keyId, ago(-6 * minuteMs)), false);
  assert.equal(await liftPause(db, key.keyId, ago(-minuteMs)), true);
  assert.equal(await liftPause(db, key.keyId, ago(-minuteMs)), false);
  assert.equal((await pausedKeys(db, ago(-minuteMs))).has(key.keyId), false);
  assert.equal(await known(key, nowMs + 2 * minuteMs), undefined);
});

test('tells each organization and mode of its own alerts, page by page', async () => {
  const key = await freshKey();
  const other = await freshKey();
  for (const nth of [1, 2, 3]) await pause(key, nth, ago((4 - nth) * dayMs), minuteMs);
  await pause(other, 1, ago(0), minuteMs);
  const live = await freshKey();
  await pause(live, 1, ago(0), minuteMs, true);
  const { book } = key.tenant;
  const first = await listAlerts(db, book, { cursor: undefined, limit: 2 });
  const second = await listAlerts(db, book, { cursor: first[1]?.id, limit: 2 });
  assert.deepEqual(
    [...first, ...second].map(({ declines }) => declines),
    [43, 42, 41],
  );
  assert.deepEqual(await listAlerts(db, live.tenant.book, { cursor: undefined, limit: 2 }), []);
  const liveBook = { ...live.tenant.book, livemode: true };
  const [alert] = await listAlerts(db, liveBook, { cursor: undefined, limit: 2 });
  assert.deepEqual([alert?.keyId, alert?.livemode, alert?.liftedAt], [live.keyId, true, null]);
});

test('uses up a solved challenge once, for each organization', async () => {
  const { organizationId } = (await freshKey()).tenant;
  const other = (await freshKey()).tenant.organizationId;
  const claims = await Promise.all(
    Array.from({ length: 5 }, () => claimProof(db, organizationId, 'challenge', ago(-minuteMs))),
  );
  assert.deepEqual(claims.filter(Boolean).length, 1);
  assert.equal(await claimProof(db, other, 'challenge', ago(-minuteMs)), true);
});

test('has one secret for all processes, and one for each day', async () => {
  const secrets = await Promise.all(['one', 'two'].map((fresh) => standingSecret(db, fresh)));
  assert.equal(secrets[0], secrets[1]);
  assert.equal(await daySecret(db, '2026-11-25', 'first'), 'first');
  assert.equal(await daySecret(db, '2026-11-25', 'second'), 'first');
  assert.equal(await daySecret(db, '2026-11-24', 'third'), 'third');
  assert.equal(await findDaySecret(db, '2026-11-25'), 'first');
  assert.equal(await findDaySecret(db, '2026-11-23'), undefined);
});

test('forgets what is older than a day, keeps the secrets of today and yesterday, and all pauses', async () => {
  const key = await freshKey();
  const { organizationId } = key.tenant;
  await forgetDeclines(db, ago(0));
  for (const day of ['2026-11-23', '2026-11-24', '2026-11-25']) await daySecret(db, day, day);
  await decline(key, { at: ago(dayMs + 1) });
  await decline(key, { at: ago(dayMs - 1) });
  await addAttempts(db, [
    { organizationId, keyId: key.keyId, minuteMs: nowMs - dayMs - 1, attempts: 1 },
    { organizationId, keyId: key.keyId, minuteMs: nowMs - dayMs + 1, attempts: 1 },
  ]);
  const begun = { organizationId, keyId: key.keyId, address: 'somewhere' };
  const [old, young] = [
    'pay_01k9p4n2c6fz3t6v8w0x2y4z6a',
    'pay_01k9p4n2c6fz3t6v8w0x2y4z6b',
  ] as const;
  await keepBegunCard(db, { ...begun, reference: old, at: ago(dayMs + 1) });
  await keepBegunCard(db, { ...begun, reference: young, at: ago(dayMs - 1) });
  await claimProof(db, organizationId, 'expired', ago(1));
  await claimProof(db, organizationId, 'good', ago(-1));
  await pause(key, 1, ago(99 * dayMs), minuteMs);
  assert.equal(await forgetDeclines(db, ago(0)), 5);
  assert.equal(await forgetDeclines(db, ago(0)), 0);
  assert.equal(await findBegunCard(db, organizationId, old), undefined);
  const { keyId, address } = begun;
  assert.deepEqual(await findBegunCard(db, organizationId, young), { keyId, address });
  assert.equal(await findDaySecret(db, '2026-11-23'), undefined);
  assert.ok(await findDaySecret(db, '2026-11-24'));
  assert.equal(await claimProof(db, organizationId, 'good', ago(-1)), false);
  const page = { cursor: undefined, limit: 9 };
  assert.equal((await listAlerts(db, key.tenant.book, page)).length, 1);
});
