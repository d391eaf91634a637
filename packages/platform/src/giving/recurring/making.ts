/** Recurring gifts as they begin, in the statement that makes their first donations. */
import { type Id, type Interval, periodName } from '@kindcart/contract';
import { type RawBuilder, sql } from 'kysely';
import type { NewDonation } from '../donations/records.ts';

/** The recurring gift that a donation begins. */
export interface NewRecurring {
  readonly id: Id<'recurringGift'>;
  readonly interval: Interval;
  /** The provider's time from which it counts the periods. */
  readonly anchorAt: Date;
}

const columns = sql.raw(
  'organization_id text, livemode boolean, route text, key text, id text, project_id text, donation_id text, recurring_interval text, anchor_at timestamptz, period text, provider text, currency text, gift_amount bigint, fee_cover_amount bigint, created_at timestamptz',
);

function recurringRow({ claim, row }: NewDonation, recurring: NewRecurring) {
  return {
    organization_id: claim.organizationId,
    livemode: claim.livemode,
    route: claim.route,
    key: claim.key,
    id: recurring.id,
    project_id: row.project_id,
    donation_id: row.id,
    recurring_interval: recurring.interval,
    anchor_at: recurring.anchorAt.toISOString(),
    period: periodName(recurring.anchorAt),
    provider: row.provider,
    currency: row.currency,
    gift_amount: row.gift_amount,
    fee_cover_amount: row.fee_cover_amount,
    created_at: row.created_at,
  };
}

/** The parts of the statement; nothing where no donation of it begins anything. */
export function recurringCtes(items: readonly NewDonation[]): RawBuilder<unknown> {
  const rows = items.flatMap((item) =>
    item.recurring === undefined ? [] : [recurringRow(item, item.recurring)],
  );
  if (rows.length === 0) return sql``;
  return sql`,
    begun as (
      select begun.* from json_to_recordset(${JSON.stringify(rows)}::json) as begun (${columns})
      join claimed using (organization_id, livemode, route, key)),
    recurring as (
      insert into recurring_gift (
        organization_id, id, livemode, version, project_id, first_donation_id, recurring_interval,
        anchor_at, provider, currency, revision, order_number, wish, said_version, said_order,
        said_revision, state, created_at, updated_at)
      select organization_id, id, livemode, 1, project_id, donation_id, recurring_interval,
        anchor_at, provider, currency, 1, 0, 'run', 0, 0, 1, 'pending', created_at, created_at
      from begun),
    terms as (
      insert into recurring_gift_terms (
        organization_id, recurring_gift_id, revision, gift_amount, fee_cover_amount)
      select organization_id, id, 1, gift_amount, fee_cover_amount from begun),
    charged as (
      insert into recurring_gift_charge (
        organization_id, recurring_gift_id, period, donation_id, revision, charged_at)
      select organization_id, id, period, donation_id, 1, anchor_at from begun)`;
}
