// The sandbox charges by itself, once for each period: processes that renew at the same moment, ones
// that die between, and words that come five times at once or in the wrong order.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  addMonths,
  parse,
  type SandboxEvent,
  sandboxEventSchema,
  testCards,
} from '@kindcart/contract';
import { sql } from 'kysely';
import { beginMonthly, type Monthly } from '../../giving/recurring/testing.ts';
import { sandboxSecret, testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { moveClock } from './clock.ts';
import { type RecurringSandboxOptions, renewRound } from './recurring.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const [first, second] = [await testDatabase(postgres.url), await testDatabase(postgres.url)];
const { db } = first;
const busy = await testPlatform(first);
const gifts: Monthly[] = [];
for (let count = 0; count < 6; count += 1) {
  gifts.push(await beginMonthly(busy, testCards.succeeds));
}
const failing = await beginMonthly(busy, testCards.renewalsDeclined);
const anchors = await Promise.all(
  [...gifts, failing].map(async (gift) => new Date((await gift.read()).anchorAt)),
);
await busy.stop();
// From here on nothing happens by itself; what the sandbox says is brought by hand.
const house = await testPlatform(first, { idle: true });
const organizationId = busy.a.organizationId;

after(async () => {
  await first.close();
  await second.close();
  await postgres.remove();
});

function process(database = first): RecurringSandboxOptions {
  return {
    db: database.db,
    secrets: [sandboxSecret],
    now: () => new Date(),
    newId: { event: () => testId('event'), payment: () => testId('payment') },
  };
}

/**
 * Moves the clock to where each gift's charge of this number is due. They are counted from the anchor: a
 * month after the clock's own February 28 is earlier than the charge of a gift of the 31st.
 */
async function advanceToCharge(number: number): Promise<void> {
  const to = new Date(Math.max(...anchors.map((anchor) => addMonths(anchor, number).getTime())));
  const move = await db
    .transaction()
    .execute((transaction) => moveClock(transaction, organizationId, { to }, new Date()));
  assert.ok(move.moved);
}

/** What the sandbox has said and nobody heard yet. */
async function unheard(): Promise<SandboxEvent[]> {
  const rows = await db
    .selectFrom('sandbox_event')
    .select('body')
    .where('delivered_at', 'is', null)
    .orderBy('id')
    .execute();
  return rows.map(({ body }) => {
    const result = parse(sandboxEventSchema, JSON.parse(body));
    assert.ok(result.ok, body);
    return result.value;
  });
}

async function hear(events: readonly SandboxEvent[]): Promise<void> {
  const statuses = await Promise.all(events.map((event) => house.tell(event)));
  assert.deepEqual(
    statuses.filter((status) => status !== 200),
    [],
  );
}

const markHeard = () => sql`update sandbox_event set delivered_at = now()`.execute(db);

const chargesOf = async ({ id }: Monthly) =>
  (
    await db
      .selectFrom('donation')
      .select(['state', 'gift_amount'])
      .where('recurring_gift_id', '=', id)
      .orderBy('created_at')
      .execute()
  ).map(({ state }) => state);

test('charges each period once when two processes renew at the same moment', async () => {
  await advanceToCharge(2);
  const rounds = [process(first), process(second), process(first), process(second)];
  const done = await Promise.all(rounds.map((options) => renewRound(options)));
  // Two charges of each gift; of the failing one, one of each month and three tries more, the pause in it.
  const [{ steps } = { steps: 0 }] = (
    await sql<{ steps: number }>`
      select sum(version)::integer as steps from sandbox_recurring`.execute(db)
  ).rows;
  assert.equal(done.reduce((sum, count) => sum + count, 0) + gifts.length + 1, steps);
  const paid = await sql<{ count: number }>`
    select count(*)::integer as count from sandbox_payment where state = 'succeeded'`.execute(db);
  assert.equal(paid.rows[0]?.count, 7 + 2 * gifts.length);
});

test('makes one gift of each charge, told five times at once and in the wrong order', async () => {
  const events = await unheard();
  const backwards = [...events].reverse();
  await hear([...backwards, ...backwards, ...events, ...backwards, ...events]);
  for (const gift of gifts) {
    assert.deepEqual(await chargesOf(gift), ['succeeded', 'succeeded', 'succeeded']);
  }
  assert.deepEqual(await chargesOf(failing), ['succeeded', 'failed']);
  const [{ raised_amount: raised } = { raised_amount: 0 }] = await db
    .selectFrom('project_total')
    .select('raised_amount')
    .where('project_id', '=', gifts[0]?.created.donation.projectId ?? 'prj_')
    .execute();
  assert.equal(raised, 15_000);
  await house.auditClean();
});

test('says of a charge that failed to the end why it is paused, whatever came first', async () => {
  const [row] = await db
    .selectFrom('recurring_gift')
    .select(['state', 'paused_because', 'failure_code', 'next_charge_at'])
    .where('id', '=', failing.id)
    .execute();
  assert.deepEqual(row, {
    state: 'paused',
    paused_because: 'payment_failed',
    failure_code: 'card_declined',
    next_charge_at: null,
  });
});

test('hears the same once more after a process died between booking and marking', async () => {
  // Booked above, and never marked: the next process delivers all of it again.
  await hear(await unheard());
  await markHeard();
  for (const gift of gifts) assert.equal((await chargesOf(gift)).length, 3);
  await house.auditClean();
});

test('leaves nothing of a charge when the process dies before all of it is written', async () => {
  await advanceToCharge(3);
  const dying = { ...process(), newId: { ...process().newId, event: dieAtSecond() } };
  await assert.rejects(renewRound(dying), /killed/);
  assert.deepEqual(await unheard(), []);
  assert.equal(await renewRound(process()), gifts.length);
  await hear(await unheard());
  await markHeard();
  for (const gift of gifts) assert.equal((await chargesOf(gift)).length, 4);
  await house.auditClean();
});

/** Ids of events until the process is killed, after the payment's and before the gift's. */
function dieAtSecond() {
  let made = 0;
  return () => {
    made += 1;
    if (made === 2) throw new Error('killed');
    return testId('event');
  };
}

test('never moves live data or another organization', async () => {
  const rows = await db.selectFrom('sandbox_clock').selectAll().execute();
  assert.deepEqual(
    rows.map((row) => row.organization_id),
    [organizationId],
  );
  const clock = await house.platform.app.request('/v1/sandbox/clock/advance', {
    method: 'POST',
    body: '{"months":1}',
    headers: {
      Authorization: `Bearer ${busy.a.live.secret}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': 'live',
    },
  });
  assert.equal(clock.status, 409);
  const problem: unknown = await clock.json();
  assert.match(JSON.stringify(problem), /Only the clock of test data can be moved/);
});
