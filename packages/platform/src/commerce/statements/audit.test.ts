// For every promise of statements, data damaged behind its back: the auditor names what is at fault.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { allChecks } from '../../cli/audit.ts';
import { audit, type Check } from '../../ledger/audit.ts';
import { whileDamaged } from '../../testing/damage.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { statementChecks } from './audit.ts';
import { giveBack, openGivingShop, payAtSandbox, paymentIs, sell } from './testing/shop.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
after(async () => {
  await house.stop();
  await database.close();
});

/** One statement that is paid, one that credits and carries a debt, one that is open. */
const shop = await openGivingShop(house);
const order = await sell(house, shop, 2_050);
const paid = await shop.state();
await payAtSandbox(shop, paid, testCards.succeeds);
await paymentIs(shop, paid, 'paid');
await giveBack(house, shop, order, 50);
const carried = await shop.state();
const last = await sell(house, shop, 5_000);
const open = await shop.state();
const pending = await shop.tell(shop.orderBody(last.updatedAt));

const of = (id: string) => `where statement_id = '${id}'`;

interface Damage {
  readonly what: string;
  readonly damage: readonly string[];
  readonly finds: readonly [invariant: string, subject: string, message: RegExp];
}

const damages: readonly Damage[] = [
  {
    what: 'a pledge that is owed before it is confirmed',
    damage: [`update pledge_part set owed = amount where order_id = '${pending.id}'`],
    finds: ['I4', pending.id, /owes 10\.01 to prj_\w+; its pledge is pending and gives 10\.01/],
  },
  {
    what: 'a confirmed pledge that is not owed',
    damage: [`update pledge_part set owed = 0 where order_id = '${last.id}'`],
    finds: ['I4', last.id, /owes 0 to prj_\w+; its pledge is confirmed and gives 50/],
  },
  {
    what: 'a part that is said to be on statements and is on none',
    damage: [`update pledge_part set stated = 3 where order_id = '${pending.id}'`],
    finds: ['I4', pending.id, /says 3 stated to prj_\w+; its lines sum to 0/],
  },
  {
    what: 'a part that was deleted though it is on a statement',
    damage: [`delete from pledge_part where order_id = '${order.id}'`],
    finds: ['I4', order.id, /says 0 stated to prj_\w+; its lines sum to 0\.5/],
  },
  {
    what: 'a line that is on two statements',
    damage: [
      `insert into statement_line select organization_id, '${open.id}', 9, order_id, charity_item_id,
         revision, project_id, exact from statement_line ${of(paid.id)}`,
    ],
    finds: ['I4', order.id, /says 0\.5 stated to prj_\w+; its lines sum to 21/],
  },
  {
    what: 'a statement that comes to more than its projects get',
    damage: [`update statement set total_amount = 21 where id = '${paid.id}'`],
    finds: ['I4', paid.id, /comes to 21 of 1 lines; its projects get 20 of 1/],
  },
  {
    what: 'a statement that lost a line',
    damage: [`delete from statement_line ${of(open.id)}`],
    finds: ['I4', open.id, /comes to 30 of 1 lines; its projects get 30 of 0/],
  },
  {
    what: 'a project that gets more than its lines',
    damage: [`update statement_due set exact = 21.5, carried_after = 1.5 ${of(paid.id)}`],
    finds: ['I4', paid.id, /adds up 21\.5 for prj_\w+; its lines sum to 20\.5/],
  },
  {
    what: 'a debt that is forgotten',
    damage: [`update statement_due set carried_before = 0, carried_after = 20 ${of(open.id)}`],
    finds: ['I4', open.id, /begins with 0 for prj_\w+; the one before left -19\.5/],
  },
  {
    what: 'a first statement that begins with something',
    damage: [`update statement_due set carried_before = 1, carried_after = 1.5 ${of(paid.id)}`],
    finds: ['I4', paid.id, /is the first and begins with 1/],
  },
  {
    what: 'a number that nobody has',
    damage: [`update statement set number = 7 where id = '${open.id}'`],
    finds: ['I4', shop.merchant.id, /has 3 statements of \d{4}, numbered up to 7/],
  },
  {
    what: 'a statement that is gone',
    damage: [`update statement set ordinal = 5 where id = '${open.id}'`],
    finds: ['I4', shop.merchant.id, /has 3 statements, counted up to 5/],
  },
  {
    what: 'money that was booked for a statement that nobody has paid',
    damage: [
      `update ledger_transfer set source = '${open.id}:${shop.project.id}' where kind = 'statement'`,
    ],
    finds: ['I4', open.id, /is open with 0 for prj_\w+; the books hold 20/],
  },
  {
    what: 'a statement that is paid and not booked',
    damage: [`delete from ledger_transfer where kind = 'statement'`],
    finds: ['I4', paid.id, /is paid with 20 for prj_\w+; the books hold 0/],
  },
  {
    what: 'a statement that is paid without a payment',
    damage: [`update statement_payment set state = 'failed'`],
    finds: ['I5', paid.id, /is paid and has 0 payments that were made/],
  },
];

test('finds nothing wrong with statements that nobody touched', async () => {
  assert.deepEqual([paid.state, carried.state, open.state], ['open', 'carried', 'open']);
  assert.deepEqual(await audit(db, allChecks), []);
});

for (const { what, damage, finds } of damages) {
  test(`finds ${what}`, async () => {
    const findings = await whileDamaged(database, damage, (damaged) =>
      audit(damaged, statementChecks),
    );
    const [invariant, subject, message] = finds;
    const found = findings.some(
      (one) => one.invariant === invariant && one.subject === subject && message.test(one.message),
    );
    assert.ok(found, JSON.stringify(findings, null, 1));
  });
}

test('has a damage for every promise, and all of them are asked by kindcart audit', async () => {
  const noticed = new Set<Check>();
  for (const { damage } of damages) {
    await whileDamaged(database, damage, (damaged) =>
      audit(damaged, statementChecks, (check, found) => {
        if (found > 0) noticed.add(check);
      }),
    );
  }
  const missed = statementChecks.filter(
    (check) => !noticed.has(check) || !allChecks.includes(check),
  );
  assert.deepEqual(missed, []);
});
