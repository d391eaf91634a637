// For every promise about the ledger, data damaged behind its back: the auditor names the invariant
// and what is at fault, and finds nothing wrong before.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { whileDamaged } from '../testing/damage.ts';
import { makeTenant, testDatabase, testId } from '../testing/platform.ts';
import { audit, type Check, ledgerChecks } from './audit.ts';
import { book, hold, openLimitedAccount, resolveHold } from './records.ts';
import { holdOf, transferOf, usd } from './testing.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

/** Books with gifts, a limited pool, and holds that are open, posted and released. */
const owner = (await makeTenant(database, 'Audited')).book;
const { organizationId } = owner;
await openLimitedAccount(db, owner, 'pool', 'USD');
const gifts = ['g1', 'g2', 'g3'].map((source) =>
  transferOf(owner, { source, debit: 'bank', credit: 'project', money: usd(100) }),
);
const funding = transferOf(owner, {
  source: 'f',
  debit: 'bank',
  credit: 'pool',
  money: usd(1_000),
  kind: 'fee_cover',
});
await book(db, [...gifts, funding]);
const [open, posted, released] = ['open', 'posted', 'released'].map((source) =>
  holdOf(owner, { account: 'pool', source, money: usd(50) }),
);
assert.ok(open !== undefined && posted !== undefined && released !== undefined);
await hold(db, [open, posted, released]);
const moved = testId('transfer');
await resolveHold(db, organizationId, posted.id, {
  outcome: 'posted',
  transferId: moved,
  credit: 'project',
  amount: 40,
});
await resolveHold(db, organizationId, released.id, { outcome: 'released' });
const gift = gifts[0]?.id ?? '';

const account = (id: string) => `${organizationId} test ${id} USD`;
const inBook = `organization_id = '${organizationId}'`;
const entryOf = (transfer: string, side: '<' | '>') =>
  `${inBook} and transfer_id = '${transfer}' and amount ${side} 0`;

interface Damage {
  readonly what: string;
  readonly damage: readonly string[];
  /** What is found: invariant, subject, and words of the message. */
  readonly finds: readonly [invariant: string, subject: string, message: RegExp];
}

const damages: readonly Damage[] = [
  {
    what: 'an entry that is gone',
    damage: [`delete from ledger_entry where ${entryOf(gift, '>')}`],
    finds: ['I1', gift, /has 1 entries that sum to -100/],
  },
  {
    what: 'both entries of a transfer gone',
    damage: [`delete from ledger_entry where ${inBook} and transfer_id = '${gift}'`],
    finds: ['I1', gift, /has 0 entries/],
  },
  {
    what: 'an amount changed on one side',
    damage: [`update ledger_entry set amount = 101 where ${entryOf(gift, '>')}`],
    finds: ['I1', gift, /sum to 1/],
  },
  {
    what: 'an entry moved to another account',
    damage: [
      `update ledger_entry set account_id = 'thief', version = 1 where ${entryOf(gift, '>')}`,
    ],
    finds: ['I1', gift, /from bank to thief/],
  },
  {
    what: 'a transfer changed after it was booked',
    damage: [`update ledger_transfer set amount = 99 where id = '${gift}'`],
    finds: ['I1', gift, /moving 100/],
  },
  {
    what: 'an entry of a transfer that is none',
    damage: [`delete from ledger_transfer where id = '${gift}'`],
    finds: ['I1', 'project', new RegExp(`unknown transfer ${gift}`)],
  },
  {
    what: 'entries of a currency that do not sum to zero',
    damage: [`update ledger_entry set amount = amount + 1 where ${entryOf(gift, '>')}`],
    finds: ['I1', 'USD', /all entries sum to 1/],
  },
  {
    what: 'a balance changed by hand',
    damage: [`update ledger_account set balance = balance + 5 where ${inBook} and id = 'project'`],
    finds: ['I2', account('project'), /stores 345 at version 4, its 4 entries .* sum to 340/],
  },
  {
    what: 'a version changed by hand',
    damage: [`update ledger_account set version = 9 where ${inBook} and id = 'project'`],
    finds: ['I2', account('project'), /at version 9, its 4 entries up to version 4/],
  },
  {
    what: 'a gap in the versions',
    damage: [
      `update ledger_entry set version = 50 where ${inBook} and account_id = 'project' and version = 4`,
    ],
    finds: ['I2', account('project'), /4 entries up to version 50/],
  },
  {
    what: 'a balance told wrongly after an entry',
    damage: [
      `update ledger_entry set balance_after = 7 where ${inBook} and account_id = 'project' and version = 2`,
    ],
    finds: ['I2', 'project USD', /says 7 after version 2, its entries sum to \d+/],
  },
  {
    what: 'an account that is gone',
    damage: [`delete from ledger_account where ${inBook} and id = 'project'`],
    finds: ['I2', 'project USD', /has entries and no account/],
  },
  {
    what: 'more held than the holds say',
    damage: [`update ledger_account set held = held + 1 where ${inBook} and id = 'pool'`],
    finds: ['I3', account('pool'), /holds 51 of 960, its open holds sum to 50/],
  },
  {
    what: 'an open hold that is gone',
    damage: [`delete from ledger_hold where id = '${open.id}'`],
    finds: ['I3', account('pool'), /its open holds sum to 0/],
  },
  {
    what: 'an end of a hold that is gone',
    damage: [`delete from ledger_hold_resolution where hold_id = '${released.id}'`],
    finds: ['I3', account('pool'), /its open holds sum to 100/],
  },
  {
    what: 'a limited account that holds less than is promised',
    damage: [
      'alter table ledger_account drop constraint ledger_account_within_limit',
      `update ledger_account set held = 2000 where ${inBook} and id = 'pool'`,
      `update ledger_hold set amount = 2000 where id = '${open.id}'`,
    ],
    finds: ['I3', account('pool'), /holds 2000 of 960/],
  },
  {
    what: 'a hold that says it posted another amount',
    damage: [`update ledger_hold_resolution set posted_amount = 41 where hold_id = '${posted.id}'`],
    finds: ['I3', posted.id, /posted 41 of pool, the books moved 40 of pool/],
  },
  {
    what: 'a posted hold that moved nothing',
    damage: [`delete from ledger_transfer where id = '${moved}'`],
    finds: ['I3', posted.id, /posted 40 of pool, the books moved 0 of nothing/],
  },
  ...[
    'ledger_transfer',
    'ledger_entry',
    'ledger_hold',
    'ledger_hold_resolution',
    'payment_event',
  ].map(
    (table): Damage => ({
      what: `${table} without its trigger`,
      damage: [`drop trigger append_only on ${table}`],
      finds: ['I6', table, /no trigger that keeps its rows/],
    }),
  ),
  {
    what: 'a trigger that is switched off',
    damage: ['alter table ledger_entry disable trigger append_only'],
    finds: ['I6', 'ledger_entry', /no trigger that keeps its rows/],
  },
];

test('finds nothing wrong with books that nobody touched', async () => {
  assert.deepEqual(await audit(db, ledgerChecks), []);
});

for (const { what, damage, finds } of damages) {
  test(`finds ${what}`, async () => {
    const findings = await whileDamaged(database, damage, (damaged) =>
      audit(damaged, ledgerChecks),
    );
    const [invariant, subject, message] = finds;
    const found = findings.filter((one) => one.invariant === invariant && one.subject === subject);
    assert.ok(
      found.some((one) => message.test(one.message)),
      JSON.stringify(findings, null, 1),
    );
  });
}

test('finds books clean again after all that, since each damage was undone', async () => {
  assert.deepEqual(await audit(db, ledgerChecks), []);
});

test('has a damage for every promise', async () => {
  const noticed = new Set<Check>();
  for (const { damage } of damages) {
    await whileDamaged(database, damage, (damaged) =>
      audit(damaged, ledgerChecks, (check, found) => {
        if (found > 0) noticed.add(check);
      }),
    );
  }
  assert.deepEqual(
    ledgerChecks.filter((check) => !noticed.has(check)).map((check) => check.promise),
    [],
  );
});

test('tells of each check as it is done, and of no more findings than anybody reads', async () => {
  const told: string[] = [];
  const many = [
    `insert into ledger_account select '${organizationId}', false, 'x' || n, 'USD', 5, 0, false, 0
     from generate_series(1, 25) as n`,
  ];
  const findings = await whileDamaged(database, many, (damaged) =>
    audit(damaged, ledgerChecks, (check, found) => told.push(`${check.invariant} ${found}`)),
  );
  assert.equal(told.length, ledgerChecks.length);
  assert.equal(findings.length, 20);
});
