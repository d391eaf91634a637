// For every promise of round-ups, data damaged behind its back: the auditor names what is at fault.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { allChecks } from '../../cli/audit.ts';
import { audit } from '../../ledger/audit.ts';
import { whileDamaged } from '../../testing/damage.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { leaveOfMore, openGivingShop, payFor, sellWithMore } from '../statements/testing/shop.ts';
import { roundUpChecks } from './audit.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
after(async () => {
  await house.stop();
  await database.close();
});

/** One round-up that was passed on, one that was taken back since, and one that is on its way. */
const shop = await openGivingShop(house);
const kept = await sellWithMore(house, shop, 40);
const back = await sellWithMore(house, shop, 25);
const paid = await payFor(shop, await shop.state());
await leaveOfMore(house, shop, back, 5);
await shop.state();
const waiting = await sellWithMore(house, shop, 60);
const open = await shop.state();
const gift = (await shop.readOrder(kept)).roundUp?.donationId ?? assert.fail('It has no gift');
const account = `round_up:${shop.merchant.id}`;

const damages: readonly [what: string, damage: string, subject: string, message: RegExp][] = [
  [
    'a round-up that is owed no more though its order is complete',
    `update round_up set owed = 0 where order_id = '${kept.id}'`,
    kept.id,
    /owes 0 to prj_\w+ of a round-up that is confirmed with 40/,
  ],
  [
    'a round-up that is stated beyond its lines',
    `update round_up set stated = 61 where order_id = '${waiting.id}'`,
    waiting.id,
    /says 61 of a round-up stated to prj_\w+; its lines sum to 60/,
  ],
  [
    'a line whose round-up is said to be on no statement',
    `update round_up set stated = 0 where order_id = '${kept.id}'`,
    kept.id,
    /says 0 of a round-up stated to prj_\w+; its lines sum to 40/,
  ],
  [
    'a round-up that is said to be passed on before its statement is paid',
    `update round_up set passed_on = 60 where order_id = '${waiting.id}'`,
    waiting.id,
    /has passed on 60 to prj_\w+; settled is 0, its gifts are 0/,
  ],
  [
    'a round-up whose gift is gone',
    `delete from round_up_gift where order_id = '${kept.id}'`,
    kept.id,
    /has passed on 40 to prj_\w+; settled is 40, its gifts are 0/,
  ],
  [
    'a statement that is paid and of which nothing was passed on',
    `update statement set state = 'paid', paid_at = now() where id = '${open.id}'`,
    waiting.id,
    /has passed on 0 to prj_\w+; settled is 60, its gifts are 0/,
  ],
  [
    'a gift that is larger than its line',
    `update donation set gift_amount = 41 where id = '${gift}'`,
    gift,
    /is 41 by way of a shop; its line is 40/,
  ],
  [
    'a gift by way of a shop that is of no line',
    `delete from round_up_gift where donation_id = '${gift}'`,
    gift,
    /is 40 by way of a shop; its line is none/,
  ],
  [
    'an account that lost what is owed back',
    `update ledger_account set balance = 0 where id = '${account}'`,
    account,
    /holds 0; owed back is 20/,
  ],
];

test('finds nothing wrong with round-ups that nobody touched', async () => {
  assert.deepEqual([paid.state, open.state, open.total.amount], ['paid', 'open', 50]);
  assert.deepEqual(await audit(db, allChecks), []);
});

for (const [what, damage, subject, message] of damages) {
  test(`finds ${what}`, async () => {
    const findings = await whileDamaged(database, [damage], (damaged) =>
      audit(damaged, roundUpChecks),
    );
    const found = findings.some((one) => one.subject === subject && message.test(one.message));
    assert.ok(found, JSON.stringify(findings, null, 1));
  });
}
