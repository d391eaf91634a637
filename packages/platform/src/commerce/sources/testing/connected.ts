/** A shop connected at a platform of a test, and hands to tell of orders as it would. */
import assert from 'node:assert/strict';
import type { Id, Order } from '@kindcart/contract';
import type { openShop, Shop } from '@kindcart/contract/conformance';
import { createMetrics } from '../../../http/metrics.ts';
import type { Logger } from '../../../http/request-log.ts';
import { createLogger } from '../../../http/request-log.ts';
import type { TestPlatform } from '../../../testing/platform.ts';
import { testId } from '../../../testing/platform.ts';
import { guardedFetch } from '../fetching.ts';
import { shopifySecret, signed } from '../shopify/testing/stand-in.ts';
import { createShops, type Shops } from '../shops.ts';
import { connectKind } from './connect-kind.ts';

/** Work of a process of its own beside the platform's, which a test moves by hand. */
export function handShops(
  { database, clock }: Pick<TestPlatform, 'database' | 'clock'>,
  db = database.db,
) {
  const log: string[] = [];
  const failures: unknown[] = [];
  const metrics = createMetrics();
  const logger: Logger = createLogger('warn', { write: (line: string) => void log.push(line) });
  const shops = createShops({
    db,
    clock,
    metrics,
    logger,
    now: () => new Date(clock.nowMs()),
    newOrderId: () => testId('order'),
    newEventId: () => testId('shopEvent'),
    fetch: guardedFetch({ allowPrivate: true }),
    everyMs: 15 * 60_000,
    onError: (_: string, error: unknown) => failures.push(error),
  });
  return { shops, metrics, log, failures };
}

export interface Connected {
  readonly shop: Shop;
  readonly sourceId: Id<'shopSource'>;
  readonly path: string;
  /** Posts a body as the shop does, with these headers changed. */
  deliver(body: unknown, headers?: Record<string, string>): Promise<Response>;
  /** The merchant's orders that are kept, oldest first. */
  orders(): Promise<Order[]>;
}

/** Connects a shop of Shopify's to a new merchant. */
export async function connectShopify(
  house: TestPlatform,
  {
    access = null,
    ...changes
  }: Parameters<typeof openShop>[1] & { readonly access?: object | null } = {},
): Promise<Connected> {
  const { shop, sourceId, path, post } = await connectKind(
    house,
    { kind: 'shopify', secret: shopifySecret, access },
    changes,
  );
  return {
    shop,
    sourceId,
    path,
    deliver: (body, headers = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return post({ body: text, headers: { ...signed(text), ...headers } });
    },
    async orders() {
      const query = `merchantId=${shop.merchant.id}&limit=100`;
      const answer = await house.stage.ask('listOrders', {}, { query });
      assert.ok(answer.ok);
      return answer.value.items.toReversed();
    },
  };
}

/** Applies all that is due. */
export async function applyAll(shops: Shops): Promise<void> {
  while ((await shops.applyRound()) > 0);
}
