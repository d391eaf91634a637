/** What recurring gifts promise on top of giving: invariant I9, and their part of I8. */
import { sql } from 'kysely';
import type { Check } from '../../ledger/audit.ts';

const paid = sql.raw(`('succeeded', 'partially_refunded', 'refunded')`);
const stopped = sql.raw(`('paused', 'cancelled', 'ended')`);

export const recurringChecks: readonly Check[] = [
  {
    invariant: 'I9',
    promise: 'every donation of a recurring gift is the charge of one of its periods',
    query: sql`
      select donation.id as subject,
        'is of ' || donation.recurring_gift_id || ', which has no period with it' as message
      from donation
      left join recurring_gift_charge as charge on charge.organization_id = donation.organization_id
        and charge.donation_id = donation.id
        and charge.recurring_gift_id = donation.recurring_gift_id
      where donation.recurring_gift_id is not null and charge.donation_id is null`,
  },
  {
    invariant: 'I9',
    promise: 'no recurring gift was paid twice in a month or year',
    query: sql`
      select gift.id as subject, count(*) || ' paid donations in ' || span.name as message
      from recurring_gift_charge as charge
      join recurring_gift as gift on gift.organization_id = charge.organization_id
        and gift.id = charge.recurring_gift_id
      join donation on donation.organization_id = charge.organization_id
        and donation.id = charge.donation_id
      cross join lateral (
        select left(charge.period, case gift.recurring_interval when 'month' then 7 else 4 end) as name
      ) as span
      where donation.state in ${paid}
      group by gift.organization_id, gift.id, span.name having count(*) > 1`,
  },
  {
    invariant: 'I9',
    promise: 'every charge of a recurring gift took what was agreed for it',
    query: sql`
      select donation.id as subject,
        'gives ' || donation.gift_amount || ' and ' || donation.fee_cover_amount || '; agreed were '
          || terms.gift_amount || ' and ' || terms.fee_cover_amount as message
      from recurring_gift_charge as charge
      join recurring_gift_terms as terms on terms.organization_id = charge.organization_id
        and terms.recurring_gift_id = charge.recurring_gift_id and terms.revision = charge.revision
      join donation on donation.organization_id = charge.organization_id
        and donation.id = charge.donation_id
      where donation.gift_amount <> terms.gift_amount
        or donation.fee_cover_amount <> terms.fee_cover_amount`,
  },
  {
    invariant: 'I9',
    promise: 'nothing was charged while a recurring gift was paused or over',
    // Words may be on their way still; what they say of is looked at once all are here.
    query: sql`
      select charge.donation_id as subject,
        'was charged at ' || charge.charged_at || ', ' || word.state || ' since ' || word.since as message
      from recurring_gift_charge as charge
      join donation on donation.organization_id = charge.organization_id
        and donation.id = charge.donation_id and donation.state in ${paid}
      cross join lateral (
        select state, since, version from recurring_gift_word as word
        where word.organization_id = charge.organization_id
          and word.recurring_gift_id = charge.recurring_gift_id and word.since < charge.charged_at
        order by version desc limit 1) as word
      where word.state in ${stopped}
        and not exists (
          select from recurring_gift_word as later
          where later.organization_id = charge.organization_id
            and later.recurring_gift_id = charge.recurring_gift_id
            and later.since = charge.charged_at and later.version > word.version
            and later.state not in ${stopped})
        and not exists (
          select from sandbox_event as waiting
          where waiting.organization_id = charge.organization_id
            and waiting.reference = charge.recurring_gift_id and waiting.delivered_at is null)`,
  },
  {
    invariant: 'I8',
    promise: 'every order on a recurring gift is with its provider or on its way',
    query: sql`
      select gift.id as subject,
        'has order ' || gift.order_number || ', which has no errand; the provider knows '
          || gift.said_order as message
      from recurring_gift as gift
      left join outbox on outbox.organization_id = gift.organization_id
        and outbox.id = gift.id || ':' || gift.order_number
      where gift.order_number > gift.said_order and outbox.id is null`,
  },
];
