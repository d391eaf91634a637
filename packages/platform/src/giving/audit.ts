/** What `giving` promises on top of the ledger: invariants I4, I5, I7 and I8. */
import { sql } from 'kysely';
import type { Check } from '../ledger/audit.ts';

const paid = sql.raw(`('succeeded', 'partially_refunded', 'refunded')`);

/** What a transfer adds to what is left of its gift and fee cover. */
const kept = sql.raw(`case
  when ledger_transfer.kind in ('gift', 'fee_cover', 'gift_refund_failed', 'fee_cover_refund_failed',
    'dispute_reinstated', 'dispute_cover_reinstated') then ledger_transfer.amount
  when ledger_transfer.kind in ('gift_refund', 'fee_cover_refund', 'dispute_withdrawn', 'dispute_cover_withdrawn')
    then -ledger_transfer.amount
  else 0 end`);

/** The same for a receipt: one without a word of disputes was issued before receipts followed them. */
const keptThen = sql`case
  when receipt.disputed_amount is null and ledger_transfer.kind like 'dispute%' then 0
  else ${kept} end`;

export const givingChecks: readonly Check[] = [
  {
    invariant: 'I4',
    promise: 'no donation gives back more than was paid, and its refunds are as it says',
    query: sql`
      select donation.id as subject,
        'paid ' || donation.gift_amount + donation.fee_cover_amount || ', says ' || donation.refunded_amount
          || ' refunded and ' || donation.refund_asked_amount || ' asked; its refunds sum to '
          || coalesce(sum(refund.amount) filter (where refund.state = 'succeeded'), 0) || ' and '
          || coalesce(sum(refund.amount) filter (where refund.state <> 'failed'), 0) as message
      from donation
      left join refund on refund.organization_id = donation.organization_id and refund.donation_id = donation.id
      group by donation.organization_id, donation.id
      having donation.refunded_amount > donation.gift_amount + donation.fee_cover_amount
        or donation.refunded_amount <> coalesce(sum(refund.amount) filter (where refund.state = 'succeeded'), 0)
        or donation.refund_asked_amount <> coalesce(sum(refund.amount) filter (where refund.state <> 'failed'), 0)`,
  },
  {
    invariant: 'I4',
    promise:
      'the books hold of every donation what was paid less what went back, and nothing unpaid',
    query: sql`
      select donation.id as subject,
        'is ' || donation.state || ' with ' || donation.refunded_amount || ' of '
          || donation.gift_amount + donation.fee_cover_amount || ' refunded'
          || coalesce(' and ' || donation.disputed_amount || ' disputed', '')
          || '; the books hold ' || coalesce(booked.amount, 0) as message
      from donation
      left join (
        select organization_id, split_part(source, ':', 1) as donation_id, sum(${kept}) as amount
        from ledger_transfer group by organization_id, split_part(source, ':', 1)
      ) as booked on booked.organization_id = donation.organization_id and booked.donation_id = donation.id
      where coalesce(booked.amount, 0) <> case
        when donation.state in ${paid}
        then greatest(0, donation.gift_amount + donation.fee_cover_amount - donation.refunded_amount
          - coalesce(donation.disputed_amount, 0))
        else 0 end`,
  },
  {
    invariant: 'I4',
    promise: "every donation's state is what its refunds make it",
    query: sql`
      select id as subject, 'is ' || state || ' with ' || refunded_amount || ' refunded' as message
      from donation
      where (state = 'refunded') <> (refunded_amount = gift_amount + fee_cover_amount)
        or (state = 'partially_refunded') <> (refunded_amount > 0 and refunded_amount < gift_amount + fee_cover_amount)`,
  },
  {
    invariant: 'I4',
    promise:
      'of every donation as much is disputed as its disputes have taken, and no more is booked',
    query: sql`
      select donation.id as subject,
        'says ' || coalesce(donation.disputed_amount, 0) || ' disputed; its disputes have taken '
          || coalesce(taken.amount, 0) || ', the books say ' || coalesce(booked.amount, 0) as message
      from donation
      left join (
        select organization_id, donation_id, sum(withdrawn_amount) as amount
        from dispute group by organization_id, donation_id
      ) as taken on taken.organization_id = donation.organization_id and taken.donation_id = donation.id
      left join (
        select organization_id, split_part(source, ':', 1) as donation_id,
          sum(case when kind like '%_withdrawn' or kind = 'dispute_loss' then amount else -amount end) as amount
        from ledger_transfer
        where kind like 'dispute%' and kind not in ('dispute_fee', 'dispute_fee_returned')
        group by organization_id, split_part(source, ':', 1)
      ) as booked on booked.organization_id = donation.organization_id and booked.donation_id = donation.id
      where coalesce(donation.disputed_amount, 0) <> coalesce(taken.amount, 0)
        or coalesce(donation.disputed_amount, 0) <> coalesce(booked.amount, 0)`,
  },
  {
    invariant: 'I4',
    promise: "the books hold the provider's price of every dispute",
    query: sql`
      select coalesce(fees.donation_id, booked.donation_id) as subject,
        'disputes cost ' || coalesce(fees.amount, 0) || '; the books say ' || coalesce(booked.amount, 0) as message
      from (
        select organization_id, donation_id, fee_currency as currency, sum(fee_amount) as amount
        from dispute where fee_amount is not null group by organization_id, donation_id, fee_currency
      ) as fees
      full join (
        select organization_id, split_part(source, ':', 1) as donation_id, currency,
          sum(case when kind = 'dispute_fee' then amount else -amount end) as amount
        from ledger_transfer where kind in ('dispute_fee', 'dispute_fee_returned')
        group by organization_id, split_part(source, ':', 1), currency
      ) as booked using (organization_id, donation_id, currency)
      where coalesce(fees.amount, 0) <> coalesce(booked.amount, 0)`,
  },
  {
    invariant: 'I5',
    promise: 'every donation that a caller was told of exists with the values told',
    query: sql`
      select told.id as subject, 'was told to a caller and does not exist with the same values' as message
      from (
        select organization_id, livemode,
          response::json -> 'donation' ->> 'id' as id,
          (response::json -> 'donation' -> 'charge' ->> 'amount')::bigint as charge,
          response::json -> 'donation' -> 'charge' ->> 'currency' as currency
        from idempotency where route = 'createDonation') as told
      left join donation on donation.organization_id = told.organization_id and donation.id = told.id
      where donation.id is null or donation.livemode <> told.livemode or donation.currency <> told.currency
        or donation.gift_amount + donation.fee_cover_amount <> told.charge`,
  },
  {
    invariant: 'I4',
    promise:
      'every receipt is over what the books held when it was issued, and of each gift one counts',
    query: sql`
      select receipt.id as subject,
        'is over ' || receipt.amount || '; the books held ' || coalesce(sum(${keptThen}), 0) as message
      from receipt
      left join ledger_transfer on ledger_transfer.organization_id = receipt.organization_id
        and split_part(source, ':', 1) = receipt.donation_id
        and coalesce(nullif(split_part(source, ':', 2), '')::integer, 0) <= receipt.payment_version
      group by receipt.organization_id, receipt.id
      having receipt.amount is distinct from sum(${keptThen})
      union all
      select receipt.donation_id, 'has ' || count(*) || ' receipts that count'
      from receipt
      left join receipt_void on receipt_void.organization_id = receipt.organization_id
        and receipt_void.receipt_id = receipt.id
      where receipt_void.receipt_id is null
      group by receipt.organization_id, receipt.donation_id having count(*) > 1`,
  },
  {
    invariant: 'I4',
    promise: 'receipts are numbered without a gap',
    query: sql`
      select organization_id as subject,
        case when livemode then 'live' else 'test' end || ' receipts: ' || count(receipt.id) || ' of '
          || last_number as message
      from receipt_series left join receipt using (organization_id, livemode)
      group by organization_id, livemode, last_number
      having count(receipt.id) <> last_number or coalesce(max(number), 0) <> last_number`,
  },
  {
    invariant: 'I7',
    promise: "every project's totals are the fold of the books",
    query: sql`
      select project.id as subject,
        coalesce('shows ' || total.raised_amount || ' of ' || total.donation_count || ' gifts', 'shows nothing')
          || '; the books say ' || coalesce(account.balance, 0) || ' of ' || coalesce(counted.gifts, 0) as message
      from project
      left join project_total as total
        on total.organization_id = project.organization_id and total.project_id = project.id
      left join ledger_account as account on account.organization_id = project.organization_id
        and account.livemode = project.livemode and account.id = 'project:' || project.id
        and account.currency = project.currency
      left join (
        select organization_id, project_id, count(*) as gifts from donation
        where state in ${paid} and refunded_amount + coalesce(disputed_amount, 0) < gift_amount + fee_cover_amount
        group by organization_id, project_id
      ) as counted on counted.organization_id = project.organization_id and counted.project_id = project.id
      where total.raised_amount is distinct from coalesce(account.balance, 0)
        or total.donation_count is distinct from coalesce(counted.gifts, 0)`,
  },
  {
    invariant: 'I8',
    promise: 'every event that the sandbox calls delivered is stored',
    query: sql`
      select sent.id as subject, 'is marked as delivered and is not stored' as message
      from sandbox_event as sent
      left join payment_event as got on got.organization_id = sent.organization_id
        and got.provider = 'sandbox' and got.id = sent.id
      where sent.delivered_at is not null and got.id is null`,
  },
  {
    invariant: 'I8',
    promise: 'every pending refund is on its way to its provider or with it',
    query: sql`
      select refund.id as subject, 'is pending, with no errand and unknown to the sandbox' as message
      from refund
      join donation on donation.organization_id = refund.organization_id and donation.id = refund.donation_id
      left join outbox on outbox.organization_id = refund.organization_id and outbox.id = refund.id
      left join sandbox_payment on sandbox_payment.organization_id = donation.organization_id
        and sandbox_payment.reference = donation.payment_reference
      where refund.state = 'pending' and donation.provider = 'sandbox' and outbox.id is null
        and not coalesce(sandbox_payment.refunds @> jsonb_build_array(jsonb_build_object('id', refund.id)), false)`,
  },
];
