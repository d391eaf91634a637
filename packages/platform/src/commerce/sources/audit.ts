/** What shops' events promise: an order stands as all that was told of it says. */
import { isNewer } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Check, Fault } from '../../ledger/audit.ts';
import { findOrderOf, standingOf } from '../orders/records.ts';
import { settingsOf } from './applying.ts';
import { type FactsKey, factsOfOrders } from './event-records.ts';
import { sourceOf } from './kinds.ts';
import type { ShopSource, ToldOrder } from './port.ts';
import { allSources, type SourceOfMerchant, sourcesWithMerchants } from './source-records.ts';

export const sourceChecks: readonly Check[] = [
  {
    invariant: 'I8',
    promise: 'every order whose events were applied stands as they say',
    query: ordersOtherThanTold,
  },
];

const keysAtOnce = 500;

async function ordersOtherThanTold(db: Kysely<Database>, faultsMax: number): Promise<Fault[]> {
  const faults: Fault[] = [];
  const sources = await allSources(db);
  const known = await sourcesWithMerchants(
    db,
    sources.map(({ id }) => id),
  );
  for (const of of known.values()) {
    const kind = sourceOf(of.row.kind);
    const isOnly = sources.filter((each) => isSameShop(each, of.row)).length === 1;
    let after = '';
    for (
      let keys = await nextKeys(db, of, after);
      keys.length > 0;
      keys = await nextKeys(db, of, after)
    ) {
      faults.push(...(await faultsOf(db, { of, kind, isOnly }, keys)));
      if (faults.length >= faultsMax) return faults;
      after = keys.at(-1)?.order_key ?? '';
    }
  }
  return faults;
}

/** Sources whose orders are the same, as when a shop was connected anew. */
function isSameShop(a: SourceOfMerchant['row'], b: SourceOfMerchant['row']): boolean {
  return (
    a.organization_id === b.organization_id && a.merchant_id === b.merchant_id && a.kind === b.kind
  );
}

/** Orders of which nothing waits and nothing was given up. */
async function nextKeys(
  db: Kysely<Database>,
  { row }: SourceOfMerchant,
  after: string,
): Promise<FactsKey[]> {
  const { rows } = await sql<FactsKey>`
    select organization_id, source_id, order_key from shop_event
    where organization_id = ${row.organization_id} and source_id = ${row.id} and order_key > ${after}
    group by organization_id, source_id, order_key
    having bool_and(state = 'applied')
    order by order_key limit ${keysAtOnce}`.execute(db);
  return rows;
}

interface Shop {
  readonly of: SourceOfMerchant;
  readonly kind: ShopSource;
  /** Whether nobody else tells of these orders. */
  readonly isOnly: boolean;
}

async function faultsOf(
  db: Kysely<Database>,
  shop: Shop,
  keys: readonly FactsKey[],
): Promise<Fault[]> {
  const facts = Map.groupBy(await factsOfOrders(db, keys), ({ order_key }) => order_key);
  const faults: Fault[] = [];
  for (const { order_key: orderKey } of keys) {
    const told = (facts.get(orderKey) ?? []).map((each) => each.facts);
    const order = shop.kind.orderOf(told, settingsOf(shop.of));
    const message = order === null ? null : await differenceOf(db, shop, order);
    if (message !== null) faults.push({ subject: `${shop.of.row.id} ${orderKey}`, message });
  }
  return faults;
}

async function differenceOf(
  db: Kysely<Database>,
  { of: { row, merchant }, kind, isOnly }: Shop,
  { shopOrderId, standing }: ToldOrder,
): Promise<string | null> {
  const book = { organizationId: row.organization_id, livemode: row.livemode };
  const key = { merchantId: merchant.id, source: kind.kind, shopOrderId };
  const kept = await findOrderOf(db, book, key);
  if (kept === undefined) return `tells of order ${shopOrderId}, which is not kept`;
  const stands = standingOf(kept);
  const isOther = isNewer(standing, stands) || (isOnly && isNewer(stands, standing));
  return isOther ? `tells of order ${shopOrderId} otherwise than ${kept.row.id} stands` : null;
}
