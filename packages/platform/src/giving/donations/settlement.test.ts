// A provider's words applied on PostgreSQL by two at once: each effect once, whatever comes twice,
// late, together or for things that are not there.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProjectExample, type Id, type PaymentSnapshot } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { audit, ledgerChecks } from '../../ledger/audit.ts';
import { accountBalance } from '../../ledger/records.ts';
import type { Book } from '../../ledger/rules.ts';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { givingChecks } from '../audit.ts';
import { insertProject } from '../projects/records.ts';
import { createFreshDonations } from './fresh.ts';
import { expireDonations, findDonation, insertDonations, type NewDonation } from './records.ts';
import { applyPaymentEvents, type EventOutcome, type PaymentEvent } from './settlement.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const { db } = database;
after(async () => {
  await Promise.all([database.close(), another.close()]);
  await postgres.remove();
});

const { book } = await makeTenant(database, 'Settled');
const cny = (amount: number) => ({ amount, currency: 'CNY' });
const newId = { transfer: () => testId('transfer'), event: () => testId('event') };
const apply = (events: readonly PaymentEvent[], from: Kysely<Database> = db) =>
  applyPaymentEvents(from, events, newId);

async function newProject(): Promise<Id<'project'>> {
  const id = testId('project');
  await insertProject(db, book, id, createProjectExample, new Date());
  return id;
}

function newDonation(
  projectId: Id<'project'>,
  changes: Partial<NewDonation['row']> = {},
): NewDonation {
  const id = testId('donation');
  const now = new Date().toISOString();
  const charge = cny(5_180);
  return {
    claim: { ...book, route: 'createDonation', key: id, fingerprint: 'f' },
    response: JSON.stringify({ donation: { id, charge } }),
    projectVersion: 1,
    row: {
      id,
      project_id: projectId,
      currency: 'CNY',
      gift_amount: 5_000,
      fee_cover_amount: 180,
      donor_name: null,
      anonymous: true,
      message: null,
      provider: 'sandbox',
      payment_reference: testId('payment'),
      created_at: now,
      expires_at: now,
      ...changes,
    },
  };
}

async function donations(projectId: Id<'project'>, count: number): Promise<NewDonation[]> {
  const made = Array.from({ length: count }, () => newDonation(projectId));
  const outcomes = await insertDonations(db, made);
  assert.ok(outcomes.every(({ outcome }) => outcome === 'made'));
  return made;
}

function eventFor({ row }: NewDonation, changes: Partial<PaymentSnapshot> = {}): PaymentEvent {
  const payment: PaymentSnapshot = {
    reference: row.payment_reference,
    version: 1,
    state: 'succeeded',
    amount: cny(5_180),
    failureCode: null,
    refunds: [],
    ...changes,
  };
  const id = testId('event');
  const body = JSON.stringify({ id });
  return { ...pick(book), provider: 'sandbox', id, livemode: false, body, payment };
}

const pick = ({ organizationId }: Book) => ({ organizationId });

async function stateOf({ row }: NewDonation): Promise<string | undefined> {
  return (await findDonation(db, book, row.id))?.state;
}

async function totalsOf(projectId: Id<'project'>) {
  const { raised_amount, donation_count, version } = await db
    .selectFrom('project_total')
    .selectAll()
    .where('project_id', '=', projectId)
    .executeTakeFirstOrThrow();
  return { raised: raised_amount, donations: donation_count, version };
}

const clean = async () => assert.deepEqual(await audit(db, [...ledgerChecks, ...givingChecks]), []);

function count(outcomes: readonly EventOutcome[], wanted: EventOutcome): number {
  return outcomes.filter((outcome) => outcome === wanted).length;
}

test('books a payment: the gift to its project, the cover apart, and says so once to the relay', async () => {
  const projectId = await newProject();
  const [one] = await donations(projectId, 1);
  assert.ok(one !== undefined);
  assert.deepEqual(await apply([eventFor(one)]), ['applied']);
  assert.equal(await stateOf(one), 'succeeded');
  assert.deepEqual(await totalsOf(projectId), { raised: 5_000, donations: 1, version: 1 });
  const balance = await accountBalance(db, book, `project:${projectId}`, 'CNY');
  assert.deepEqual(balance, { balance: 5_000, held: 0, version: 1 });
  const news = await db
    .selectFrom('outbox')
    .selectAll()
    .where('subject', '=', one.row.id)
    .execute();
  assert.deepEqual(
    news.map(({ topic, payload }) => [topic, JSON.parse(payload)]),
    [
      [
        'donation.changed',
        {
          livemode: false,
          projectId,
          stateBefore: 'pending',
          state: 'succeeded',
          refundedDelta: 0,
        },
      ],
    ],
  );
  await clean();
});

test('writes into no index of donations when they are paid, however many together', async () => {
  const made = await donations(await newProject(), 200);
  await db.transaction().execute(async (transaction) => {
    const outcomes = await apply(
      made.map((one) => eventFor(one)),
      transaction,
    );
    assert.equal(count(outcomes, 'applied'), 200);
    const { rows } = await sql<{ updated: number; in_place: number }>`
      select n_tup_upd as updated, n_tup_hot_upd as in_place
      from pg_stat_xact_user_tables where relname = 'donation'`.execute(transaction);
    const { updated, in_place } = rows[0] ?? { updated: 0, in_place: 0 };
    assert.ok(updated >= 200);
    assert.ok(in_place >= 0.95 * updated, `${in_place} of ${updated} stayed on their page`);
  });
});

test('needs no read for the first word on a fresh donation, and one for the next', async () => {
  const [one] = await donations(await newProject(), 1);
  assert.ok(one !== undefined);
  const fresh = createFreshDonations();
  fresh.keep(one);
  const texts: string[] = [];
  const listening = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      texts.push('statement');
      return result;
    },
  });
  assert.deepEqual(await applyPaymentEvents(listening, [eventFor(one)], newId, fresh), ['applied']);
  assert.equal(texts.length, 1);
  const again = eventFor(one, { version: 2 });
  assert.deepEqual(await applyPaymentEvents(listening, [again], newId, fresh), ['applied']);
  assert.equal(texts.length, 3);
  await clean();
});

test('reads a fresh donation that has changed since it was made', async () => {
  const projectId = await newProject();
  const [one] = await donations(projectId, 1);
  assert.ok(one !== undefined);
  const fresh = createFreshDonations();
  fresh.keep(one);
  const moment = Date.parse(one.row.expires_at);
  await expireDonations(db, { since: new Date(moment), until: new Date(moment + 1) });
  assert.equal(await stateOf(one), 'expired');
  assert.deepEqual(await applyPaymentEvents(db, [eventFor(one)], newId, fresh), ['applied']);
  assert.equal(await stateOf(one), 'succeeded');
  assert.equal((await totalsOf(projectId)).raised, 5_000);
  await clean();
});

test('forgets the oldest of too many fresh donations', async () => {
  const projectId = await newProject();
  const made = Array.from({ length: 3 }, () => newDonation(projectId));
  const fresh = createFreshDonations(2);
  for (const one of made) fresh.keep(one);
  const taken = made.map(
    ({ row }) => fresh.take(book.organizationId, row.payment_reference) !== undefined,
  );
  assert.deepEqual(taken, [false, true, true]);
});

test('applies each event once when it comes five times at once, to two', async () => {
  const projectId = await newProject();
  const made = await donations(projectId, 10);
  const events = made.map((one) => eventFor(one));
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, (_, number) => apply(events, number % 2 === 0 ? db : another.db)),
  );
  assert.equal(count(outcomes.flat(), 'applied'), 10);
  assert.equal(count(outcomes.flat(), 'older'), 40);
  assert.deepEqual(
    await totalsOf(projectId).then(({ raised, donations }) => [raised, donations]),
    [50_000, 10],
  );
  await clean();
});

test('applies each payment once when every event has an id of its own', async () => {
  const projectId = await newProject();
  const [one] = await donations(projectId, 1);
  assert.ok(one !== undefined);
  const all = Array.from({ length: 8 }, () => eventFor(one));
  const outcomes = await Promise.all(all.map((event) => apply([event])));
  assert.equal(count(outcomes.flat(), 'applied'), 1);
  assert.equal((await totalsOf(projectId)).raised, 5_000);
});

test('lets the newest of several words in one batch stand, in whatever order they lie', async () => {
  const projectId = await newProject();
  const [one] = await donations(projectId, 1);
  assert.ok(one !== undefined);
  const outcomes = await apply([
    eventFor(one, { version: 2, state: 'processing' }),
    eventFor(one, { version: 3 }),
    eventFor(one, { version: 1, state: 'requires_action' }),
  ]);
  assert.deepEqual(outcomes, ['older', 'applied', 'older']);
  assert.equal(await stateOf(one), 'succeeded');
});

test('never waits in a ring: two take gifts to two projects in opposite orders', async () => {
  const [a, b] = [await newProject(), await newProject()];
  for (let round = 0; round < 10; round += 1) {
    const [forA, forB] = [await donations(a, 5), await donations(b, 5)];
    const outcomes = await Promise.all([
      apply([...forA.slice(0, 3), ...forB.slice(0, 3)].map((one) => eventFor(one))),
      apply(
        [...forB.slice(3), ...forA.slice(3)].map((one) => eventFor(one)),
        another.db,
      ),
    ]);
    assert.equal(count(outcomes.flat(), 'applied'), 10);
  }
  for (const projectId of [a, b]) assert.equal((await totalsOf(projectId)).raised, 250_000);
  await clean();
});

test('tells of each fault in a batch by itself, and applies the rest', async () => {
  const projectId = await newProject();
  const [good, wrongAmount, wrongMode, tooMuchBack] = await donations(projectId, 4);
  assert.ok(good !== undefined && wrongAmount !== undefined);
  assert.ok(wrongMode !== undefined && tooMuchBack !== undefined);
  const refunds = [{ id: testId('refund'), amount: cny(5_181), state: 'succeeded' as const }];
  const outcomes = await apply([
    eventFor(good),
    eventFor(wrongAmount, { amount: cny(5_179) }),
    { ...eventFor(wrongMode), livemode: true },
    eventFor(newDonation(projectId)),
    eventFor(tooMuchBack, { refunds }),
  ]);
  assert.deepEqual(outcomes, [
    'applied',
    'amount_mismatch',
    'livemode_mismatch',
    'payment_unknown',
    'refunds_exceed_charge',
  ]);
  for (const one of [wrongAmount, wrongMode, tooMuchBack])
    assert.equal(await stateOf(one), 'pending');
  assert.equal((await totalsOf(projectId)).raised, 5_000);
});

test('keeps every event of a known payment, and none of what is not ours', async () => {
  const projectId = await newProject();
  const [one] = await donations(projectId, 1);
  assert.ok(one !== undefined);
  const known = [eventFor(one), eventFor(one), eventFor(one, { version: 2, amount: cny(1) })];
  const strange = eventFor(newDonation(projectId));
  await apply([...known, strange]);
  const kept = await db
    .selectFrom('payment_event')
    .select(['id', 'body'])
    .where(
      'id',
      'in',
      [...known, strange].map(({ id }) => id),
    )
    .execute();
  assert.deepEqual(kept.map(({ id }) => id).sort(), known.map(({ id }) => id).sort());
  for (const { id, body } of kept) assert.equal(body, JSON.stringify({ id }));
});

test('believes no event that names another organization', async () => {
  const projectId = await newProject();
  const [one] = await donations(projectId, 1);
  assert.ok(one !== undefined);
  const stranger = (await makeTenant(database, 'Stranger')).organizationId;
  const event = { ...eventFor(one), organizationId: stranger };
  assert.deepEqual(await apply([event]), ['payment_unknown']);
  assert.equal(await stateOf(one), 'pending');
});

test('makes donations once for each key, and says which were made before', async () => {
  const projectId = await newProject();
  const first = newDonation(projectId);
  assert.deepEqual(await insertDonations(db, [first]), [{ outcome: 'made' }]);
  const repeat = { ...newDonation(projectId), claim: first.claim };
  const other = { ...repeat, claim: { ...first.claim, fingerprint: 'g' } };
  const outdated = { ...newDonation(projectId), projectVersion: 2 };
  const fresh = newDonation(projectId);
  assert.deepEqual(await insertDonations(db, [repeat, outdated, fresh]), [
    { outcome: 'replayed', response: first.response },
    { outcome: 'project_changed' },
    { outcome: 'made' },
  ]);
  assert.deepEqual(await insertDonations(db, [other]), [{ outcome: 'key_reused' }]);
  assert.equal(await stateOf(outdated), undefined);
});

test('makes the donations of a batch or none when one is refused by the database', async () => {
  const projectId = await newProject();
  const good = newDonation(projectId);
  const bad = newDonation(projectId, { gift_amount: 0 });
  await assert.rejects(insertDonations(db, [good, bad]), /donation_gift_amount_check/);
  assert.equal(await stateOf(good), undefined);
  assert.deepEqual(await insertDonations(db, [good]), [{ outcome: 'made' }]);
});
