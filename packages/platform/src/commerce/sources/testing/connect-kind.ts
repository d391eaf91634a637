/** A shop of any kind that is connected at a platform of a test. */
import assert from 'node:assert/strict';
import type { Id, Order } from '@kindcart/contract';
import { openShop, type Shop } from '@kindcart/contract/conformance';
import { type TestPlatform, testId } from '../../../testing/platform.ts';
import { insertSource, type NewSource } from '../source-records.ts';

export interface ConnectedKind {
  readonly shop: Shop;
  readonly sourceId: Id<'shopSource'>;
  /** Where it posts. */
  readonly path: string;
  /** Posts what the shop sends. */
  post(delivery: {
    readonly body: string;
    readonly headers: Readonly<Record<string, string>>;
  }): Promise<Response>;
  /** The order of this id of the shop, with what it pledges. */
  order(shopOrderId: string | number): Promise<Order>;
}

/** Connects it to a new merchant. */
export async function connectKind(
  house: TestPlatform,
  source: Pick<NewSource, 'kind' | 'access'> & { readonly secret: string },
  changes?: Parameters<typeof openShop>[1],
): Promise<ConnectedKind> {
  const shop = await openShop(house.stage, changes);
  const sourceId = testId('shopSource');
  const { kind, secret, access } = source;
  const { merchant } = shop;
  const row = { id: sourceId, merchant, kind, name: 'Tea house', secrets: [secret], access };
  const { organizationId } = house.a;
  const { db } = house.database;
  assert.ok(await insertSource(db, { ...row, organizationId }, new Date(house.clock.nowMs())));
  const path = `/v1/shops/${sourceId}/events`;
  return {
    shop,
    sourceId,
    path,
    post: ({ body, headers }) =>
      house.platform.app.request(path, { method: 'POST', body, headers }),
    async order(shopOrderId) {
      const row = await db
        .selectFrom('shop_order')
        .select('id')
        .where('merchant_id', '=', merchant.id)
        .where('shop_order_id', '=', String(shopOrderId))
        .executeTakeFirst();
      return shop.readOrder(row ?? assert.fail(`There is no order ${shopOrderId}`));
    },
  };
}
