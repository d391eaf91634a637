// The auditor of shops' events: an order that stands otherwise than what was told of it is named.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { audit } from '../../ledger/audit.ts';
import { whileDamaged } from '../../testing/damage.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { sourceChecks } from './audit.ts';
import { orderBody } from './shopify/testing/bodies.ts';
import { applyAll, connectShopify, handShops } from './testing/connected.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { shops } = handShops(house);
const tea = await connectShopify(house);
const { createdAt: then } = await tea.shop.item();
after(async () => {
  await house.stop();
  await database.close();
});
await tea.deliver(orderBody({ id: 1, at: then }));
await applyAll(shops);

const damages: readonly (readonly [what: string, damage: string, finds: RegExp | null])[] = [
  ['nothing', 'select 1', null],
  [
    'an order that is older than told',
    'update shop_order set paid_at = null',
    /^tells of order 1 otherwise than ord_\w+ stands$/,
  ],
  [
    'an order that is newer than told',
    "update shop_order set told_at = told_at + interval '1 second'",
    /^tells of order 1 otherwise/,
  ],
  [
    'an order that is gone',
    "update shop_order set shop_order_id = '2'",
    /^tells of order 1, which is not kept$/,
  ],
  ['an event that waits', "update shop_event set state = 'received', ended_at = null", null],
];

for (const [what, damage, finds] of damages) {
  test(`finds ${finds === null ? 'no fault in' : 'the fault in'} ${what}`, async () => {
    const findings = await whileDamaged(database, [damage], (damaged) =>
      audit(damaged, sourceChecks),
    );
    assert.equal(findings.length, finds === null ? 0 : 1);
    if (finds === null) return;
    assert.deepEqual([findings[0]?.invariant, findings[0]?.subject], ['I8', `${tea.sourceId} 1`]);
    assert.match(findings[0]?.message ?? '', finds);
  });
}
