// For every promise of recurring gifts, data damaged behind its back: the auditor names what is at fault.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { testCards } from '@kindcart/contract';
import { audit, type Check } from '../../ledger/audit.ts';
import { whileDamaged } from '../../testing/damage.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { recurringChecks } from './audit.ts';
import { beginMonthly } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
after(async () => {
  await house.stop();
  await database.close();
});

const monthly = await beginMonthly(house, testCards.succeeds);
await monthly.advance({ months: 2 });
const charges = await monthly.charged(3, 'succeeded');
const [first, second, third] = charges.map(({ id }) => id);
await monthly.ask('pauseRecurringGift', { until: null });
await house.context.waitUntil('all words', async () => {
  const waiting = await db
    .selectFrom('sandbox_event')
    .select('id')
    .where('delivered_at', 'is', null)
    .execute();
  return waiting.length === 0 ? true : undefined;
});

const charge = 'recurring_gift_charge';

interface Damage {
  readonly what: string;
  readonly damage: readonly string[];
  readonly finds: readonly [invariant: string, subject: string | undefined, message: RegExp];
}

const damages: readonly Damage[] = [
  {
    what: 'a charge without a period',
    damage: [`delete from ${charge} where donation_id = '${second}'`],
    finds: ['I9', second, /has no period with it/],
  },
  {
    what: 'a period charged twice',
    damage: [
      `update ${charge} set period = left(period, 8) || '27' where donation_id = '${second}'`,
      `update ${charge} set period = (select left(period, 8) || '28' from ${charge} where donation_id = '${second}') where donation_id = '${third}'`,
    ],
    finds: ['I9', monthly.id, /2 paid donations in \d{4}-\d\d/],
  },
  {
    what: 'a charge of another amount than was agreed',
    damage: [`update donation set gift_amount = 4999 where id = '${third}'`],
    finds: ['I9', third, /gives 4999 and 0; agreed were 5000 and 0/],
  },
  {
    what: 'a charge during a pause',
    damage: [
      `update recurring_gift_word set since = (select charged_at - interval '1 day' from ${charge} where donation_id = '${third}') where state = 'paused'`,
    ],
    finds: ['I9', third, /paused since/],
  },
  {
    what: 'an order that was lost',
    damage: [`update recurring_gift set order_number = 9 where id = '${monthly.id}'`],
    finds: ['I8', monthly.id, /has order 9, which has no errand; the provider knows 1/],
  },
];

test('finds nothing wrong with a recurring gift that nobody touched', async () => {
  assert.equal(first, monthly.created.donation.id);
  assert.deepEqual(await audit(db, recurringChecks), []);
  await house.auditClean();
});

for (const { what, damage, finds } of damages) {
  test(`finds ${what}`, async () => {
    const found = await whileDamaged(database, damage, (damaged) =>
      audit(damaged, recurringChecks),
    );
    const [invariant, subject, message] = finds;
    assert.ok(
      found.some(
        (one) =>
          one.invariant === invariant && one.subject === subject && message.test(one.message),
      ),
      JSON.stringify(found, null, 1),
    );
  });
}

test('has a damage for every promise', async () => {
  const noticed = new Set<Check>();
  for (const { damage } of damages) {
    await whileDamaged(database, damage, (damaged) =>
      audit(damaged, recurringChecks, (check, found) => {
        if (found > 0) noticed.add(check);
      }),
    );
  }
  assert.deepEqual(
    recurringChecks.filter((check) => !noticed.has(check)).map(({ promise }) => promise),
    [],
  );
});
