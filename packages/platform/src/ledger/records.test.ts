// What the ledger in SQL does, outcome by outcome, and what the database refuses by itself.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { violatedConstraint } from '../database/errors.ts';
import { makeTenant, testDatabase, testId } from '../testing/platform.ts';
import { audit, ledgerChecks } from './audit.ts';
import {
  accountBalance,
  book,
  expireHolds,
  hold,
  openLimitedAccount,
  resolveHold,
} from './records.ts';
import type { Book } from './rules.ts';
import { holdOf, transferOf, usd } from './testing.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

/** A book of its own for each test. */
async function newBook(): Promise<Book> {
  return (await makeTenant(database, 'Ledger')).book;
}

/** A limited account with some money in it. */
async function pool(owner: Book, amount: number): Promise<Book> {
  await openLimitedAccount(db, owner, 'pool', 'USD');
  const funding = { source: 'funding', debit: 'bank', credit: 'pool', money: usd(amount) };
  assert.deepEqual(await book(db, [transferOf(owner, funding)]), ['booked']);
  return owner;
}

const balanceOf = (owner: Book, account: string) => accountBalance(db, owner, account, 'USD');
const clean = async () => assert.deepEqual(await audit(db, ledgerChecks), []);

test('books a transfer as two entries, and opens both accounts', async () => {
  const owner = await newBook();
  const transfer = transferOf(owner, { source: 's', debit: 'a', credit: 'b', money: usd(500) });
  assert.deepEqual(await book(db, [transfer]), ['booked']);
  assert.deepEqual(await balanceOf(owner, 'a'), { balance: -500, held: 0, version: 1 });
  assert.deepEqual(await balanceOf(owner, 'b'), { balance: 500, held: 0, version: 1 });
  await clean();
});

test('numbers the entries of a batch without a gap, with the balance after each', async () => {
  const owner = await newBook();
  const transfers = [100, 20, 3].map((amount, place) =>
    transferOf(owner, { source: `s${place}`, debit: 'a', credit: 'b', money: usd(amount) }),
  );
  await book(db, transfers);
  const entries = await db
    .selectFrom('ledger_entry')
    .select(['version', 'amount', 'balance_after'])
    .where('organization_id', '=', owner.organizationId)
    .where('account_id', '=', 'b')
    .orderBy('version')
    .execute();
  assert.deepEqual(
    entries.map((entry) => entry.version),
    [1, 2, 3],
  );
  // Transfers of one moment have no order of their own; the running balance follows the one taken.
  let running = 0;
  for (const { amount, balance_after } of entries) {
    running += amount;
    assert.equal(balance_after, running);
  }
  assert.equal(running, 123);
});

test('books a source once: the same again is a replay, other values are a conflict', async () => {
  const owner = await newBook();
  const fields = { source: 's', debit: 'a', credit: 'b', money: usd(500) };
  assert.deepEqual(await book(db, [transferOf(owner, fields)]), ['booked']);
  const variants = [
    transferOf(owner, fields),
    transferOf(owner, { ...fields, money: usd(501) }),
    transferOf(owner, { ...fields, credit: 'c' }),
    transferOf(owner, { ...fields, debit: 'c' }),
    transferOf(owner, { ...fields, money: { amount: 500, currency: 'EUR' } }),
  ];
  const outcomes = [];
  for (const variant of variants) outcomes.push(...(await book(db, [variant])));
  assert.deepEqual(outcomes, ['replayed', 'conflict', 'conflict', 'conflict', 'conflict']);
  assert.deepEqual(await balanceOf(owner, 'b'), { balance: 500, held: 0, version: 1 });
});

test('books the same source again under another kind, in live data and for others', async () => {
  const owner = await newBook();
  const fields = { source: 's', debit: 'a', credit: 'b', money: usd(500) };
  const all = [
    transferOf(owner, fields),
    transferOf(owner, { ...fields, kind: 'fee_cover' }),
    transferOf({ ...owner, livemode: true }, fields),
    transferOf(await newBook(), fields),
  ];
  assert.deepEqual(await book(db, all), ['booked', 'booked', 'booked', 'booked']);
  assert.equal((await balanceOf(owner, 'b')).balance, 1_000);
  assert.equal((await balanceOf({ ...owner, livemode: true }, 'b')).balance, 500);
  await clean();
});

test('keeps the currencies of one account apart', async () => {
  const owner = await newBook();
  const fields = { debit: 'a', credit: 'b' };
  await book(db, [
    transferOf(owner, { ...fields, source: '1', money: usd(5) }),
    transferOf(owner, { ...fields, source: '2', money: { amount: 7, currency: 'JPY' } }),
  ]);
  assert.equal((await balanceOf(owner, 'b')).balance, 5);
  assert.equal((await accountBalance(db, owner, 'b', 'JPY')).balance, 7);
});

test('books all of a batch or none when a limited account would be overdrawn', async () => {
  const owner = await pool(await newBook(), 100);
  const spend = (source: string, amount: number) =>
    transferOf(owner, { source, debit: 'pool', credit: 'project', money: usd(amount) });
  const refused = ['limit_exceeded', 'limit_exceeded'];
  assert.deepEqual(await book(db, [spend('a', 60), spend('b', 41)]), refused);
  assert.deepEqual(await balanceOf(owner, 'pool'), { balance: 100, held: 0, version: 1 });
  assert.deepEqual(await book(db, [spend('a', 60), spend('b', 40)]), ['booked', 'booked']);
  assert.deepEqual(await book(db, [spend('c', 1)]), ['limit_exceeded']);
  await clean();
});

test('lets an account without a limit go below zero', async () => {
  const owner = await newBook();
  await book(db, [transferOf(owner, { source: 's', debit: 'a', credit: 'b', money: usd(9) })]);
  assert.equal((await balanceOf(owner, 'a')).balance, -9);
  assert.equal(await openLimitedAccount(db, owner, 'a', 'USD'), false);
  assert.equal(await openLimitedAccount(db, owner, 'b', 'USD'), true);
  const spend = { source: 't', debit: 'b', credit: 'a', money: usd(10) };
  assert.deepEqual(await book(db, [transferOf(owner, spend)]), ['limit_exceeded']);
});

test('throws before anything is written when a transfer could never be booked', async () => {
  const owner = await newBook();
  const fair = transferOf(owner, { source: 's', debit: 'a', credit: 'b', money: usd(5) });
  const foul = transferOf(owner, { source: 't', debit: 'a', credit: 'a', money: usd(5) });
  await assert.rejects(book(db, [fair, foul]), /pays a from itself/);
  assert.equal((await balanceOf(owner, 'b')).version, 0);
});

test('holds what is there and no more, and counts it against transfers', async () => {
  const owner = await pool(await newBook(), 100);
  const ask = (source: string, amount: number) =>
    hold(db, [holdOf(owner, { account: 'pool', source, money: usd(amount) })]);
  assert.deepEqual(await ask('a', 70), ['held']);
  assert.deepEqual(await ask('b', 31), ['limit_exceeded']);
  assert.deepEqual(await ask('c', 30), ['held']);
  assert.deepEqual(await balanceOf(owner, 'pool'), { balance: 100, held: 100, version: 1 });
  const spend = { source: 'x', debit: 'pool', credit: 'project', money: usd(1) };
  assert.deepEqual(await book(db, [transferOf(owner, spend)]), ['limit_exceeded']);
  await clean();
});

test('holds a source once: the same again is a replay, another amount a conflict', async () => {
  const owner = await pool(await newBook(), 100);
  const ask = (amount: number) =>
    hold(db, [holdOf(owner, { account: 'pool', source: 's', money: usd(amount) })]);
  assert.deepEqual(await ask(10), ['held']);
  assert.deepEqual(await ask(10), ['replayed']);
  assert.deepEqual(await ask(11), ['conflict']);
  assert.equal((await balanceOf(owner, 'pool')).held, 10);
});

test('holds nothing of an account that is unknown or has no limit', async () => {
  const owner = await pool(await newBook(), 100);
  const outcomes = await hold(db, [
    holdOf(owner, { account: 'nowhere', source: 'a', money: usd(1) }),
    holdOf(owner, { account: 'bank', source: 'b', money: usd(1) }),
    holdOf(owner, { account: 'pool', source: 'c', money: { amount: 1, currency: 'EUR' } }),
    holdOf(owner, { account: 'pool', source: 'd', money: usd(1) }),
  ]);
  assert.deepEqual(outcomes, ['account_unknown', 'account_unknown', 'account_unknown', 'held']);
});

test('gives several holds back to be tried alone when together they are too much', async () => {
  const owner = await pool(await newBook(), 100);
  const holds = ['a', 'b'].map((source) =>
    holdOf(owner, { account: 'pool', source, money: usd(60) }),
  );
  await assert.rejects(
    hold(db, holds),
    (error) => violatedConstraint(error) === 'ledger_account_within_limit',
  );
  assert.equal((await balanceOf(owner, 'pool')).held, 0);
});

test('posts a part of a hold, frees the rest, and does so once', async () => {
  const owner = await pool(await newBook(), 100);
  const asked = holdOf(owner, { account: 'pool', source: 's', money: usd(80) });
  await hold(db, [asked]);
  const post = (amount: number) =>
    resolveHold(db, owner.organizationId, asked.id, {
      outcome: 'posted',
      transferId: testId('transfer'),
      credit: 'project',
      amount,
    });
  assert.equal(await post(81), 'too_much');
  assert.equal(await post(50), 'done');
  assert.equal(await post(50), 'resolved_before');
  assert.deepEqual(await balanceOf(owner, 'pool'), { balance: 50, held: 0, version: 2 });
  assert.equal((await balanceOf(owner, 'project')).balance, 50);
  await assert.rejects(post(0), /release it/);
  await clean();
});

test('releases a hold once, and knows no hold of another organization', async () => {
  const owner = await pool(await newBook(), 100);
  const stranger = await newBook();
  const asked = holdOf(owner, { account: 'pool', source: 's', money: usd(80) });
  await hold(db, [asked]);
  const release = ({ organizationId }: Book) =>
    resolveHold(db, organizationId, asked.id, { outcome: 'released' });
  assert.equal(await release(stranger), 'hold_unknown');
  assert.equal(await release(owner), 'done');
  assert.equal(await release(owner), 'resolved_before');
  assert.deepEqual(await balanceOf(owner, 'pool'), { balance: 100, held: 0, version: 1 });
  await clean();
});

test('ends a hold once when it is posted, released and expired at the same time', async () => {
  const owner = await pool(await newBook(), 100);
  const expiresAt = new Date('2020-01-01');
  const asked = holdOf(owner, { account: 'pool', source: 's', money: usd(80), expiresAt });
  await hold(db, [asked]);
  const end = { transferId: testId('transfer'), credit: 'project', amount: 80 };
  const [posted, released, expired] = await Promise.all([
    resolveHold(db, owner.organizationId, asked.id, { outcome: 'posted', ...end }),
    resolveHold(db, owner.organizationId, asked.id, { outcome: 'released' }),
    expireHolds(db, new Date()),
  ]);
  const ends = [posted === 'done', released === 'done', expired === 1];
  assert.equal(ends.filter(Boolean).length, 1);
  assert.equal((await balanceOf(owner, 'pool')).held, 0);
  await clean();
});

test('expires only what is over, each once, and no more than asked', async () => {
  const owner = await pool(await newBook(), 100);
  const at = (source: string, time: string) =>
    holdOf(owner, { account: 'pool', source, money: usd(10), expiresAt: new Date(time) });
  await hold(db, [at('a', '2030-01-01'), at('b', '2030-01-02'), at('c', '2031-01-01')]);
  const now = new Date('2030-06-01');
  assert.equal(await expireHolds(db, now, 1), 1);
  assert.equal((await balanceOf(owner, 'pool')).held, 20);
  assert.equal(await expireHolds(db, now), 1);
  assert.equal(await expireHolds(db, now), 0);
  assert.equal((await balanceOf(owner, 'pool')).held, 10);
  await clean();
});

const appendOnly = [
  'ledger_transfer',
  'ledger_entry',
  'ledger_hold',
  'ledger_hold_resolution',
  'payment_event',
] as const;

for (const table of appendOnly) {
  for (const change of [
    `update ${table} set organization_id = 'x'`,
    `delete from ${table}`,
    `truncate ${table}`,
  ]) {
    test(`refuses to ${change}, even when nothing would change`, async () => {
      await assert.rejects(sql.raw(`${change}`).execute(db), /are only added, never changed/);
    });
  }
}

test('refuses entries that do not sum to zero, whoever writes them', async () => {
  const owner = await newBook();
  const entry = (account: string, amount: number) => ({
    organization_id: owner.organizationId,
    livemode: false,
    account_id: account,
    currency: 'USD',
    version: 1,
    transfer_id: 'trf_1' as const,
    amount,
    balance_after: amount,
  });
  const insert = (...amounts: number[]) =>
    db
      .insertInto('ledger_entry')
      .values(amounts.map((amount, place) => entry(`account ${place}`, amount)))
      .execute();
  await assert.rejects(insert(5), /do not sum to zero/);
  await assert.rejects(insert(5, -4), /do not sum to zero/);
  await assert.rejects(insert(5, -5, 1), /do not sum to zero/);
  await clean();
});

const refusedByTheDatabase: readonly [what: string, statement: string, constraint: RegExp][] = [
  [
    'a limited account below zero',
    "insert into ledger_account values ('o', false, 'a', 'USD', -1, 0, true, 1)",
    /within_limit/,
  ],
  [
    'more held than is there',
    "insert into ledger_account values ('o', false, 'a', 'USD', 1, 2, true, 1)",
    /within_limit/,
  ],
  [
    'less than nothing held',
    "insert into ledger_account values ('o', false, 'a', 'USD', 1, -1, false, 1)",
    /held/,
  ],
  [
    'a transfer of nothing',
    "insert into ledger_transfer values ('o', false, 't', 'gift', 's', 'a', 'b', 'USD', 0)",
    /amount/,
  ],
  [
    'a transfer to itself',
    "insert into ledger_transfer values ('o', false, 't', 'gift', 's', 'a', 'a', 'USD', 1)",
    /two_accounts/,
  ],
  [
    'an entry of nothing',
    "insert into ledger_entry values ('o', false, 'a', 'USD', 1, 't', 0, 0)",
    /amount/,
  ],
  [
    'an entry without a version',
    "insert into ledger_entry values ('o', false, 'a', 'USD', 0, 't', 1, 1)",
    /version/,
  ],
  [
    'a hold of nothing',
    "insert into ledger_hold values ('o', false, 'h', 'a', 'USD', 0, 's', now())",
    /amount/,
  ],
  [
    'an end of a hold that is none',
    "insert into ledger_hold_resolution values ('o', false, 'h', 'lost', 0)",
    /outcome/,
  ],
];

for (const [what, statement, constraint] of refusedByTheDatabase) {
  test(`keeps ${what} out by a constraint of its own`, async () => {
    await assert.rejects(sql.raw(statement).execute(db), (error) => {
      assert.match(violatedConstraint(error) ?? '', constraint);
      return true;
    });
  });
}
