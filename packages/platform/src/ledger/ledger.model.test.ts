// Any sequence of transfers, holds, posts, releases and expiries, on accounts with and without a
// limit, against a ledger in memory that is written for plainness: the same answers, balances, holds
// and versions, and books that the auditor finds clean after every run.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import * as fc from 'fast-check';
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
import { holdOf, ReferenceLedger, transferOf } from './testing.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const accounts = ['bank', 'pool', 'grant', 'project'] as const;
const limited = ['pool', 'grant'] as const;
const currencies = ['USD', 'JPY'] as const;
/** Day by day, so that holds expire in between. */
const day = (number: number) => new Date(Date.UTC(2030, 0, 1 + number));

const currency = fc.constantFrom(...currencies);
/** Mostly small, so that limits are met often; sometimes as large as a gift can be. */
const amount = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 60 }) },
  { weight: 1, arbitrary: fc.constant(1_000_000_000_000) },
);
/** Few, so that sources repeat. */
const source = fc.integer({ min: 1, max: 12 }).map((number) => `s${number}`);

const pair = fc
  .tuple(fc.constantFrom(...accounts), fc.constantFrom(...accounts))
  .filter(([debit, credit]) => debit !== credit);

const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('book' as const),
      moves: fc.array(fc.record({ pair, amount, currency, source }), {
        minLength: 1,
        maxLength: 4,
      }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      account: fc.constantFrom(...accounts),
      amount,
      currency,
      source,
      expires: fc.integer({ min: 0, max: 9 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('resolve' as const),
      /** Which of the holds so far, counted round. */
      which: fc.nat(50),
      end: fc.constantFrom('posted' as const, 'released' as const, 'expired' as const),
      amount,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('expire' as const),
      at: fc.integer({ min: 0, max: 9 }),
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** Does one step on both ledgers and compares the answers. */
async function doBoth(
  owner: Book,
  reference: ReferenceLedger,
  holds: ReturnType<typeof holdOf>[],
  one: Step,
): Promise<void> {
  switch (one.do) {
    case 'book': {
      const transfers = one.moves.map(({ pair: [debit, credit], amount, currency, source }) =>
        transferOf(owner, { debit, credit, source, money: { amount, currency } }),
      );
      assert.deepEqual(await book(db, transfers), reference.book(transfers));
      return;
    }
    case 'hold': {
      const { account, amount, currency, source } = one;
      const money = { amount, currency };
      const asked = holdOf(owner, { account, money, source, expiresAt: day(one.expires) });
      const answer = reference.hold(asked);
      assert.deepEqual(await hold(db, [asked]), [answer]);
      if (answer === 'held') holds.push(asked);
      return;
    }
    case 'resolve': {
      const found = holds[one.which % Math.max(1, holds.length)];
      const id = found?.id ?? testId('hold');
      const amount = Math.min(one.amount, (found?.money.amount ?? 0) + 1);
      const end =
        one.end === 'posted'
          ? { outcome: one.end, transferId: testId('transfer'), credit: 'project', amount }
          : { outcome: one.end };
      assert.equal(
        await resolveHold(db, owner.organizationId, id, end),
        reference.resolve(id, end),
      );
      return;
    }
    case 'expire':
      assert.equal(await expireHolds(db, day(one.at)), reference.expire(day(one.at)));
  }
}

async function compareAccounts(owner: Book, reference: ReferenceLedger): Promise<void> {
  const rows = await db
    .selectFrom('ledger_account')
    .select(['id', 'currency', 'balance', 'held', 'version'])
    .where('organization_id', '=', owner.organizationId)
    .execute();
  for (const currency of currencies) {
    for (const account of accounts) {
      const row = rows.find((one) => one.id === account && one.currency === currency);
      const { balance = 0, held = 0, version = 0 } = row ?? {};
      const wanted = reference.state(account, currency);
      assert.deepEqual({ balance, held, version }, wanted, `${account} ${currency}`);
    }
    assert.equal(reference.total(currency), 0);
  }
}

test('answers and balances as the reference ledger does, whatever is asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
      const owner = (await makeTenant(database, 'Model')).book;
      const reference = new ReferenceLedger();
      const holds: ReturnType<typeof holdOf>[] = [];
      for (const account of limited) {
        for (const currency of currencies) {
          await openLimitedAccount(db, owner, account, currency);
          reference.openLimited(account, currency);
        }
      }
      for (const one of steps) await doBoth(owner, reference, holds, one);
      await compareAccounts(owner, reference);
      assert.deepEqual(await audit(db, ledgerChecks), []);
      // What is left open would expire in the next run.
      await expireHolds(db, day(100));
      reference.expire(day(100));
      await compareAccounts(owner, reference);
    }),
    { numRuns: 100 },
  );
});

test('never lets a limited account below zero when many spend it at the same time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 200 }),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 20 }),
      async (funds, wishes) => {
        const owner = (await makeTenant(database, 'Pool')).book;
        await openLimitedAccount(db, owner, 'pool', 'USD');
        const move = (name: string, debit: string, credit: string, amount: number) =>
          transferOf(owner, { source: name, debit, credit, money: { amount, currency: 'USD' } });
        if (funds > 0) await book(db, [move('funding', 'bank', 'pool', funds)]);
        const outcomes = await Promise.all(
          wishes.map((wish, place) => book(db, [move(`w${place}`, 'pool', 'project', wish)])),
        );
        const spent = wishes.filter((_, place) => outcomes[place]?.[0] === 'booked');
        const left = funds - spent.reduce((sum, wish) => sum + wish, 0);
        assert.equal((await accountBalance(db, owner, 'pool', 'USD')).balance, left);
        const refused = wishes.filter((_, place) => outcomes[place]?.[0] === 'limit_exceeded');
        assert.ok(left >= 0 && refused.every((wish) => wish > left));
      },
    ),
    { numRuns: 25 },
  );
});
