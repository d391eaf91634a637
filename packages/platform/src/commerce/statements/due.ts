/** Which merchants a statement is to be drawn for. */
import { type Kysely, type RawBuilder, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { MerchantTable } from '../../database/tables/commerce.ts';

/** What merchants and their shoppers have confirmed beyond all that was stated, exactly, in minor units. */
const unstated: RawBuilder<string> = sql`
  coalesce((
    select sum(total.given) from charity_item as item
    join charity_item_total as total on total.organization_id = item.organization_id
      and total.charity_item_id = item.id
    where item.organization_id = merchant.organization_id and item.merchant_id = merchant.id), 0)
  - coalesce((
    select sum(due.amount) from statement
    join statement_due as due on due.organization_id = statement.organization_id
      and due.statement_id = statement.id and due.kind = 'pledge'
    where statement.organization_id = merchant.organization_id
      and statement.merchant_id = merchant.id), 0)
  + coalesce((
    select sum(kept.owed - kept.stated) from round_up as kept
    join shop_order on shop_order.organization_id = kept.organization_id and shop_order.id = kept.order_id
    where kept.organization_id = merchant.organization_id and kept.owed <> kept.stated
      and shop_order.merchant_id = merchant.id), 0)`;

/** Whether so much is confirmed that the merchant wants a statement of it. */
export async function isOverThreshold(
  db: Kysely<Database>,
  { organization_id, id }: Pick<Selectable<MerchantTable>, 'organization_id' | 'id'>,
): Promise<boolean> {
  const { rows } = await sql<{ is_over: boolean | null }>`
    select ${unstated} >= statement_threshold as is_over from merchant
    where organization_id = ${organization_id} and id = ${id}`.execute(db);
  return rows[0]?.is_over === true;
}

/** A merchant for whom a statement is to be drawn. */
interface DueMerchant
  extends Pick<Selectable<MerchantTable>, 'organization_id' | 'livemode' | 'id'> {
  readonly because: 'month' | 'threshold';
}

const merchantsPerRound = 50;

/** Merchants whose month is over, and those that have reached their threshold. */
export async function dueMerchants(db: Kysely<Database>, now: Date): Promise<DueMerchant[]> {
  const { rows } = await sql<DueMerchant>`
    (select organization_id, livemode, id, 'month' as because from merchant
      where next_statement_at <= ${now} order by next_statement_at limit ${merchantsPerRound})
    union all
    (select organization_id, livemode, id, 'threshold' from merchant
      where statement_threshold is not null and ${unstated} >= statement_threshold
      limit ${merchantsPerRound})`.execute(db);
  return rows;
}
