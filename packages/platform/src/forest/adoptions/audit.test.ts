// For every promise of adopting, data damaged behind its back: the auditor names what is at fault.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { allChecks } from '../../cli/audit.ts';
import { audit, type Check } from '../../ledger/audit.ts';
import { whileDamaged } from '../../testing/damage.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { adoptionChecks } from './audit.ts';
import { openGrove } from './testing/grove.ts';

const database = await testDatabase();
const house = await testPlatform(database);
after(async () => {
  await house.stop();
  await database.close();
});

/** One that is adopted, one that lapsed unpaid and was paid too late, and one that is held. */
const grove = await openGrove(house, 2);
const adopted = await grove.hold({ placeNumber: 1 });
const gift = await grove.give(adopted);
const { treeNumber, treeId } = await grove.becomes(adopted, 'adopted');
const late = await grove.hold({ placeNumber: 2 });
const created = await grove.begin(late);
house.clock.advance(15 * 60_000);
await grove.becomes(late, 'lapsed');
const last = await grove.hold({ placeNumber: 2 });
await grove.pay(created);
await grove.becomes(late, 'unfulfilled');
await grove.wentBack(created);
await grove.shares(late, 'refunded');

interface Damage {
  readonly what: string;
  readonly damage: readonly string[];
  readonly finds: readonly [invariant: string, subject: string, message: RegExp];
}

const damages: readonly Damage[] = [
  {
    what: 'an adoption that is adopted and has no tree',
    damage: [`update tree set adoption_id = null where id = '${treeId}'`],
    finds: ['I4', adopted.id, /is adopted and says tree \d+; it has 0 trees/],
  },
  {
    what: 'an adoption that says another tree',
    damage: [`update adoption set tree_number = 999 where id = '${adopted.id}'`],
    finds: ['I4', adopted.id, /says tree 999; it has 1 trees, the newest \d/],
  },
  {
    what: 'a held adoption with a tree',
    damage: [`update tree set adoption_id = '${last.id}' where id = '${treeId}'`],
    finds: ['I4', last.id, /is held and says tree none; it has 1 trees/],
  },
  {
    what: 'an adopted adoption whose share is open',
    damage: [`update adoption_share set state = 'open' where adoption_id = '${adopted.id}'`],
    finds: ['I4', adopted.id, /is adopted for 2500; its shares come to 2500, of which 0 are paid/],
  },
  {
    what: 'shares that do not come to the price',
    damage: [`update adoption_share set amount = 2499 where adoption_id = '${last.id}'`],
    finds: ['I4', last.id, /is held for 2500; its shares come to 2499/],
  },
  {
    what: 'a share that is paid by a gift that is not',
    damage: [`update donation set state = 'failed' where id = '${gift.donation.id}'`],
    finds: ['I4', adopted.id, /has share 1 of 2500 paid by don_\w+, which is failed with 2500/],
  },
  {
    what: 'a share that is paid by nobody',
    damage: [
      `update adoption_share set state = 'paid', donation_id = '${testId('donation')}' where adoption_id = '${last.id}'`,
    ],
    finds: ['I4', last.id, /has share 1 of 2500 paid by don_\w+, which is not there/],
  },
  {
    what: 'a gift of an adoption that ended, which nobody asked back',
    damage: [
      `delete from refund where donation_id = '${created.donation.id}'`,
      `update donation set state = 'succeeded', refunded_amount = 0, refund_asked_amount = 0
         where id = '${created.donation.id}'`,
    ],
    finds: [
      'I4',
      created.donation.id,
      /is unfulfilled.*place_gone; nobody has asked for its refund/,
    ],
  },
  {
    what: 'a paid gift that pays nothing of its tree',
    damage: [
      `update adoption_share set state = 'open', donation_id = null where adoption_id = '${adopted.id}'`,
    ],
    finds: ['I4', gift.donation.id, /is succeeded and pays nothing of adp_/],
  },
  {
    what: 'a place that is taken by no tree',
    damage: [
      `update place set state = 'taken', held_until = null, tree_number = 999
         where plot_id = '${grove.plotId}' and number = 2`,
    ],
    finds: ['I4', grove.plotId, /has place 2 taken by tree 999; the trees there are none/],
  },
  {
    what: 'a tree whose place is said to be free',
    damage: [
      `update place set state = 'free', tree_number = null where plot_id = '${grove.plotId}' and number = 1`,
    ],
    finds: ['I4', grove.plotId, /has place 1 free by tree none; the trees there are \d+ planned/],
  },
  {
    what: 'a plot that counts more taken places than it has',
    damage: [`update plot set places_taken = 2 where id = '${grove.plotId}'`],
    finds: ['I7', grove.plotId, /counts 2 of 2 places taken; it has 1 of 2/],
  },
  {
    what: 'a number that no tree has',
    damage: [`update forest_number set last_tree = last_tree + 1`],
    finds: ['I7', house.a.organizationId, /gave numbers up to \d+ and has \d+ trees/],
  },
];

test('finds nothing wrong with adoptions that were made, paid and repaid', async () => {
  assert.ok(treeNumber !== null);
  await house.auditClean();
});

for (const { what, damage, finds } of damages) {
  test(`finds ${what}`, async () => {
    const [invariant, subject, message] = finds;
    const found = await whileDamaged(database, damage, (damaged) => audit(damaged, allChecks));
    const isFound = found.some(
      (each) =>
        each.invariant === invariant && each.subject === subject && message.test(each.message),
    );
    assert.ok(isFound, JSON.stringify(found));
  });
}

test('has a case for every promise', async () => {
  const broken = new Set<Check>();
  for (const { damage } of damages) {
    for (const check of adoptionChecks) {
      const found = await whileDamaged(database, damage, (damaged) => audit(damaged, [check]));
      if (found.length > 0) broken.add(check);
    }
  }
  const kept = adoptionChecks.filter((check) => !broken.has(check));
  assert.deepEqual(
    kept.map(({ promise }) => promise),
    [],
  );
});
