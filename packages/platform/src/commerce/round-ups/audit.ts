/** What is promised of round-ups: each is stated as it is owed, and becomes gifts of just as much. */
import { sql } from 'kysely';
import type { Check } from '../../ledger/audit.ts';

/** Dues of round-ups that are settled: paid, or such that nothing of them is to be paid. */
const settled = sql`
      settled as (
        select due.*, statement.merchant_id, statement.livemode, statement.currency
        from statement_due as due join statement on statement.organization_id = due.organization_id
          and statement.id = due.statement_id
        where due.kind = 'round_up' and (statement.state = 'paid' or due.amount = 0))`;

export const roundUpChecks: readonly Check[] = [
  {
    invariant: 'I4',
    promise: 'of a round-up is owed what it is once its order is complete, and nothing before',
    query: sql`
      select order_id as subject,
        'owes ' || owed || ' to ' || project_id || ' of a round-up that is ' || state || ' with ' || amount
          as message
      from round_up where owed <> case when state = 'confirmed' then amount else 0 end`,
  },
  {
    invariant: 'I4',
    promise: 'what is stated of every round-up is the sum of its lines',
    query: sql`
      select coalesce(kept.order_id, lines.order_id) as subject,
        'says ' || coalesce(kept.stated, 0) || ' of a round-up stated to '
          || coalesce(kept.project_id, lines.project_id) || '; its lines sum to '
          || trim_scale(coalesce(lines.exact, 0)) as message
      from (select * from round_up where stated <> 0) as kept
      full join (
        select organization_id, order_id, project_id, sum(exact) as exact
        from statement_line where charity_item_id is null group by organization_id, order_id, project_id
      ) as lines on lines.organization_id = kept.organization_id and lines.order_id = kept.order_id
        and lines.project_id = kept.project_id
      where coalesce(kept.stated, 0) <> coalesce(lines.exact, 0)`,
  },
  {
    invariant: 'I4',
    promise: 'projects have of every round-up what is settled of it, as gifts',
    query: sql`
      with ${settled},
      lines as (
        select line.organization_id, line.order_id, line.project_id, sum(line.exact) as exact
        from statement_line as line
        join settled using (organization_id, statement_id, project_id)
        where line.charity_item_id is null group by 1, 2, 3),
      gifts as (
        select own.organization_id, own.order_id, own.project_id,
          sum(donation.gift_amount - donation.refunded_amount) as amount
        from round_up_gift as own
        join donation on donation.organization_id = own.organization_id and donation.id = own.donation_id
        group by 1, 2, 3)
      select kept.order_id as subject,
        'has passed on ' || kept.passed_on || ' to ' || kept.project_id || '; settled is '
          || trim_scale(coalesce(lines.exact, 0)) || ', its gifts are ' || coalesce(gifts.amount, 0) as message
      from round_up as kept
      left join lines using (organization_id, order_id, project_id)
      left join gifts using (organization_id, order_id, project_id)
      where kept.passed_on <> coalesce(lines.exact, 0) or kept.passed_on <> coalesce(gifts.amount, 0)`,
  },
  {
    invariant: 'I4',
    promise: 'every gift by way of a shop is of one line of a statement, and as large',
    query: sql`
      select donation.id as subject,
        'is ' || donation.gift_amount || ' by way of a shop; its line is '
          || coalesce(trim_scale(line.exact)::text, 'none') as message
      from donation
      left join round_up_gift as own on own.organization_id = donation.organization_id
        and own.donation_id = donation.id
      left join statement_line as line on line.organization_id = own.organization_id
        and line.statement_id = own.statement_id and line.order_id = own.order_id
        and line.project_id = own.project_id and line.charity_item_id is null
      where donation.provider = 'shop' and donation.gift_amount is distinct from line.exact`,
  },
  {
    invariant: 'I4',
    promise:
      "a merchant's account for round-ups holds what is owed back to it, and nothing once that is set off",
    query: sql`
      with ${settled},
      owed as (
        select organization_id, livemode, 'round_up:' || merchant_id as id, currency,
          sum(carried_before - carried_after) as amount
        from settled group by 1, 2, 3, 4)
      select coalesce(account.id, owed.id) as subject,
        'holds ' || coalesce(account.balance, 0) || '; owed back is ' || trim_scale(coalesce(owed.amount, 0))
          as message
      from (select * from ledger_account where id like 'round\\_up:%') as account
      full join owed using (organization_id, livemode, id, currency)
      where coalesce(account.balance, 0) <> coalesce(owed.amount, 0)`,
  },
];
