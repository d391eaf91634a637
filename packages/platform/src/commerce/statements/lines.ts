/** Takes what was not stated yet onto a statement, as its lines. */
import type { Id } from '@kindcart/contract';
import { type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { MerchantTable } from '../../database/tables/commerce.ts';
import type { StatementDueTable } from '../../database/tables/statements.ts';

/** What the lines of a project come to. */
export interface LineSum {
  readonly kind: StatementDueTable['kind'];
  readonly projectId: Id<'project'>;
  readonly exact: string;
  readonly lines: number;
}

/**
 * Writes a line for each part and each round-up of which more or less is owed than was stated, and states
 * it, in one statement. Orders that somebody is just writing are left to the next statement; a new version
 * of the others makes whoever has read them before read them again.
 */
export async function takeLines(
  transaction: Transaction<Database>,
  merchant: Pick<Selectable<MerchantTable>, 'organization_id' | 'id'>,
  id: Id<'statement'>,
  until: Date | undefined,
): Promise<LineSum[]> {
  const { organization_id, id: merchantId } = merchant;
  const { rows } = await sql<LineSum>`
    with taken as materialized (
      select part.organization_id, part.order_id, part.charity_item_id, part.project_id, pledge.revision,
        part.owed, part.stated
      from pledge_part as part
      join shop_order on shop_order.organization_id = part.organization_id
        and shop_order.id = part.order_id
      join pledge on pledge.organization_id = part.organization_id and pledge.order_id = part.order_id
        and pledge.charity_item_id = part.charity_item_id
      where part.organization_id = ${organization_id} and part.owed <> part.stated
        and shop_order.merchant_id = ${merchantId}
        ${until === undefined ? sql`` : sql`and pledge.updated_at < ${until}`}
      for update of shop_order, part skip locked),
    added as materialized (
      select kept.organization_id, kept.order_id, kept.project_id, kept.owed, kept.stated
      from round_up as kept
      join shop_order on shop_order.organization_id = kept.organization_id
        and shop_order.id = kept.order_id
      where kept.organization_id = ${organization_id} and kept.owed <> kept.stated
        and shop_order.merchant_id = ${merchantId}
        -- What is on its way to the project goes back once it is there.
        and (kept.owed > kept.stated or kept.stated = kept.passed_on)
        ${until === undefined ? sql`` : sql`and kept.updated_at < ${until}`}
      for update of shop_order, kept skip locked),
    stated as (
      update pledge_part as part set stated = taken.owed from taken
      where part.organization_id = taken.organization_id and part.order_id = taken.order_id
        and part.charity_item_id = taken.charity_item_id and part.project_id = taken.project_id),
    stated_added as (
      update round_up as kept set stated = added.owed from added
      where kept.organization_id = added.organization_id and kept.order_id = added.order_id
        and kept.project_id = added.project_id),
    more as (
      select 'pledge' as kind, order_id, charity_item_id, revision, project_id, owed - stated as exact
      from taken
      union all
      select 'round_up', order_id, null, null, project_id, owed - stated from added),
    versioned as (
      update shop_order set version = shop_order.version + 1
      from (select distinct order_id from more) as each
      where shop_order.organization_id = ${organization_id} and shop_order.id = each.order_id),
    lined as (
      insert into statement_line (organization_id, statement_id, ordinal, order_id, charity_item_id, revision,
        project_id, exact)
      select ${organization_id}, ${id},
        row_number() over (order by kind, order_id, charity_item_id, project_id),
        order_id, charity_item_id, revision, project_id, exact
      from more)
    select kind, project_id as "projectId", sum(exact)::text as exact, count(*)::integer as lines
    from more group by kind, project_id order by kind, project_id`.execute(transaction);
  return rows;
}
