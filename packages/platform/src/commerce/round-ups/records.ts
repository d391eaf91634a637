/** How far what shoppers added has come, as rows. */
import type { Id, OrderRoundUp } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { RoundUpTable, ShopOrderTable } from '../../database/tables/commerce.ts';

/** What is kept of a round-up, with the newest gift that stands of it. */
export interface KeptRoundUp
  extends Pick<
    Selectable<RoundUpTable>,
    'order_id' | 'project_id' | 'owed' | 'stated' | 'passed_on'
  > {
  readonly donation_id: Id<'donation'> | null;
  readonly given_at: Date | null;
}

/** Of all projects that the orders ever named. */
export async function findRoundUps(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  orderIds: readonly Id<'order'>[],
): Promise<KeptRoundUp[]> {
  if (orderIds.length === 0) return [];
  const { rows } = await sql<KeptRoundUp>`
    select kept.order_id, kept.project_id, owed, stated, passed_on, newest.donation_id, newest.given_at
    from round_up as kept
    left join lateral (
      select gift.donation_id, donation.created_at as given_at from round_up_gift as gift
      join donation on donation.organization_id = gift.organization_id and donation.id = gift.donation_id
      where gift.organization_id = kept.organization_id and gift.order_id = kept.order_id
        and gift.project_id = kept.project_id and donation.refunded_amount < donation.gift_amount
      order by gift.donation_id desc limit 1) as newest on true
    where kept.organization_id = ${organizationId} and kept.order_id in (${sql.join(orderIds)})`.execute(
    db,
  );
  return rows;
}

/** The round-up as it is said of its order. */
export function toRoundUp(
  order: Selectable<ShopOrderTable>,
  roundUps: readonly KeptRoundUp[],
): OrderRoundUp | null {
  const { round_up_project: projectId, round_up_amount: amount, round_up_state: state } = order;
  if (projectId === null || amount === null || state === null) return null;
  const kept = roundUps.find((one) => one.order_id === order.id && one.project_id === projectId);
  const donationId = kept?.donation_id ?? null;
  return { projectId, amount, state: saidState(state, kept), donationId };
}

function saidState(
  state: NonNullable<ShopOrderTable['round_up_state']>,
  kept: KeptRoundUp | undefined,
): OrderRoundUp['state'] {
  const isStated = state === 'confirmed' && kept !== undefined && kept.stated >= kept.owed;
  if (!isStated) return state;
  return kept.passed_on >= kept.owed ? 'passed_on' : 'stated';
}
