// For every promise of commerce, data damaged behind its back: the auditor names what is at fault.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { openShop } from '@kindcart/contract/conformance';
import { allChecks } from '../cli/audit.ts';
import { audit, type Check } from '../ledger/audit.ts';
import { whileDamaged } from '../testing/damage.ts';
import { testDatabase, testPlatform } from '../testing/platform.ts';
import { commerceChecks } from './audit.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

/** One order complete, one paid, one waiting after its delivery, one cancelled. */
const shop = await openShop(house.stage, { completes: { when: 'delivered', days: 7 } });
const item = await shop.item();
const { createdAt: then } = item;
house.clock.advance(8 * 24 * 3_600_000);
const lately = new Date(house.clock.nowMs() - 1_000).toISOString();
const complete = await shop.tell(shop.orderBody(then, { completedAt: then }));
const paid = await shop.tell(shop.orderBody(then));
const waiting = await shop.tell(shop.orderBody(then, { completedAt: lately }));
const cancelled = await shop.tell(shop.orderBody(then, { cancelledAt: then }));

const orderIs = (id: string) => `where order_id = '${id}'`;

interface Damage {
  readonly what: string;
  readonly damage: readonly string[];
  readonly finds: readonly [invariant: string, subject: string, message: RegExp];
}

const damages: readonly Damage[] = [
  {
    what: 'a pledge that is more than its parts',
    damage: [`update pledge set amount = amount + 0.00000001 ${orderIs(paid.id)}`],
    finds: ['I4', paid.id, /pledges 10\.01000001 by chi_\w+; its 1 parts sum to 10\.01/],
  },
  {
    what: 'a pledge without its parts',
    damage: [`delete from pledge_part ${orderIs(paid.id)}`],
    finds: ['I4', paid.id, /its 0 parts sum to 0/],
  },
  {
    what: 'a part below zero',
    damage: [
      'alter table pledge_part drop constraint pledge_part_amount_check',
      `insert into pledge_part select organization_id, order_id, charity_item_id, 'prj_2', 2, -1
       from pledge ${orderIs(paid.id)}`,
      `update pledge_part set amount = amount + 1 ${orderIs(paid.id)} and project_id <> 'prj_2'`,
    ],
    finds: ['I4', paid.id, /its 2 parts sum to 10\.01, the least is -1/],
  },
  {
    what: 'a cancelled order that gives',
    damage: [`update pledge set state = 'pending', amount = 1 ${orderIs(cancelled.id)}`],
    finds: ['I4', cancelled.id, /has a pledge that is pending; it is cancelled/],
  },
  {
    what: 'an unpaid order that gives',
    damage: [`update shop_order set paid_at = null where id = '${paid.id}'`],
    finds: ['I4', paid.id, /has a pledge that is pending; it is unpaid/],
  },
  {
    what: 'a pledge confirmed of an order that is not complete',
    damage: [`update pledge set state = 'confirmed' ${orderIs(paid.id)}`],
    finds: ['I4', paid.id, /has a pledge that is confirmed; it is not complete/],
  },
  {
    what: 'a pledge by terms that came later',
    damage: [
      'alter table charity_item_terms disable trigger append_only',
      `update charity_item_terms set since = since + interval '1 second'`,
    ],
    finds: ['I4', paid.id, /follows terms 1 of chi_\w+, which hold since/],
  },
  {
    what: 'totals that are ahead of the pledges',
    damage: ['update charity_item_total set given = given + 1'],
    finds: ['I7', item.id, /shows 11\.01 of 1 orders; its pledges are 10\.01 of 1/],
  },
  {
    what: 'totals that count an order twice',
    damage: ['update charity_item_total set orders = 2'],
    finds: ['I7', item.id, /shows 10\.01 of 2 orders; its pledges are 10\.01 of 1/],
  },
  {
    what: 'a charity item without totals',
    damage: ['delete from charity_item_total'],
    finds: ['I7', item.id, /shows nothing/],
  },
  {
    what: "a merchant's totals that count an order twice",
    damage: ['update merchant_total set orders = 2'],
    finds: ['I7', shop.merchant.id, /shows 2 orders; those with a confirmed pledge are 1/],
  },
  {
    what: 'a merchant without totals',
    damage: ['delete from merchant_total'],
    finds: ['I7', shop.merchant.id, /shows 0 orders; those with a confirmed pledge are 1/],
  },
  {
    what: "a merchant's sum for a project that is ahead of the pledges",
    damage: ['update merchant_project_total set given = given + 1'],
    finds: ['I7', shop.merchant.id, /shows 11\.01 for prj_\w+; its parts are 10\.01/],
  },
  {
    what: 'a project that a merchant gave to and does not show',
    damage: ['delete from merchant_project_total'],
    finds: ['I7', shop.merchant.id, /shows 0 for prj_\w+; its parts are 10\.01/],
  },
  {
    what: 'a confirmed pledge that is gone',
    damage: [
      `delete from pledge_part ${orderIs(complete.id)}`,
      `delete from pledge ${orderIs(complete.id)}`,
    ],
    finds: ['I7', item.id, /shows 10\.01 of 1 orders; its pledges are 0 of 0/],
  },
  {
    what: 'what a shopper added and nobody keeps',
    damage: [
      `update shop_order set round_up_project = 'prj_1', round_up_amount = 49,
         round_up_state = 'pending' where id = '${paid.id}'`,
    ],
    finds: ['I4', paid.id, /was told of 49 that is pending; kept are 0/],
  },
  {
    what: 'a pledge that nobody would confirm',
    damage: [`update shop_order set confirms_at = null where id = '${waiting.id}'`],
    finds: ['I8', waiting.id, /has a pending pledge, and no time to confirm it/],
  },
];

test('finds nothing wrong with orders that nobody touched', async () => {
  assert.deepEqual(await audit(db, commerceChecks), []);
});

for (const { what, damage, finds } of damages) {
  test(`finds ${what}`, async () => {
    const findings = await whileDamaged(database, damage, (damaged) =>
      audit(damaged, commerceChecks),
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
      audit(damaged, commerceChecks, (check, found) => {
        if (found > 0) noticed.add(check);
      }),
    );
  }
  assert.deepEqual(
    commerceChecks.filter((check) => !noticed.has(check)),
    [],
  );
  assert.deepEqual(
    commerceChecks.filter((check) => !allChecks.includes(check)),
    [],
  );
});
