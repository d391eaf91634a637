/** What statements promise: each difference is on one of them, they are rounded once, and paid once. */
import { sql } from 'kysely';
import type { Check } from '../../ledger/audit.ts';

export const statementChecks: readonly Check[] = [
  {
    invariant: 'I4',
    promise: 'of a part is owed what it gives once its pledge is confirmed, and nothing before',
    query: sql`
      select part.order_id as subject,
        'owes ' || trim_scale(part.owed) || ' to ' || part.project_id || '; its pledge is ' || pledge.state
          || ' and gives ' || trim_scale(part.amount) as message
      from pledge_part as part
      join pledge on pledge.organization_id = part.organization_id and pledge.order_id = part.order_id
        and pledge.charity_item_id = part.charity_item_id
      where part.owed <> case when pledge.state = 'confirmed' then part.amount else 0 end`,
  },
  {
    invariant: 'I4',
    promise: 'what is stated of every part is the sum of its lines, and every line has its part',
    query: sql`
      select coalesce(part.order_id, lines.order_id) as subject,
        'says ' || trim_scale(coalesce(part.stated, 0)) || ' stated to '
          || coalesce(part.project_id, lines.project_id) || '; its lines sum to '
          || trim_scale(coalesce(lines.exact, 0)) as message
      from (select * from pledge_part where stated <> 0) as part
      full join (
        select organization_id, order_id, charity_item_id, project_id, sum(exact) as exact
        from statement_line where charity_item_id is not null
        group by organization_id, order_id, charity_item_id, project_id
      ) as lines on lines.organization_id = part.organization_id and lines.order_id = part.order_id
        and lines.charity_item_id = part.charity_item_id and lines.project_id = part.project_id
      where coalesce(part.stated, 0) <> coalesce(lines.exact, 0)`,
  },
  {
    invariant: 'I4',
    promise: 'every statement is the sum of what projects get, and counts its lines',
    query: sql`
      select statement.id as subject,
        'comes to ' || total_amount || ' of ' || line_count || ' lines; its projects get '
          || coalesce(dues.amount, 0) || ' of ' || coalesce(lines.count, 0) as message
      from statement
      left join (
        select organization_id, statement_id, sum(amount) as amount
        from statement_due group by organization_id, statement_id
      ) as dues on dues.organization_id = statement.organization_id and dues.statement_id = statement.id
      left join (
        select organization_id, statement_id, count(*) as count
        from statement_line group by organization_id, statement_id
      ) as lines on lines.organization_id = statement.organization_id and lines.statement_id = statement.id
      where total_amount <> coalesce(dues.amount, 0) or line_count <> coalesce(lines.count, 0)`,
  },
  {
    invariant: 'I4',
    promise: 'what each project gets is the sum of its lines',
    query: sql`
      select coalesce(due.statement_id, lines.statement_id) as subject,
        'adds up ' || trim_scale(coalesce(due.exact, 0)) || ' for ' || coalesce(due.project_id, lines.project_id)
          || '; its lines sum to ' || trim_scale(coalesce(lines.exact, 0)) as message
      from statement_due as due
      full join (
        select organization_id, statement_id, project_id,
          case when charity_item_id is null then 'round_up' else 'pledge' end as kind, sum(exact) as exact
        from statement_line group by 1, 2, 3, 4
      ) as lines on lines.organization_id = due.organization_id
        and lines.statement_id = due.statement_id and lines.project_id = due.project_id
        and lines.kind = due.kind
      where coalesce(due.exact, 0) <> coalesce(lines.exact, 0)`,
  },
  {
    invariant: 'I4',
    promise: 'every statement begins with what the one before left over',
    query: sql`
      with dues as (
        select statement.organization_id, merchant_id, statement.ordinal, project_id, due.kind, carried_before,
          carried_after
        from statement join statement_due as due on due.organization_id = statement.organization_id
          and due.statement_id = statement.id),
      later as (
        select statement.* from statement where ordinal > 1)
      select later.id as subject,
        'begins with ' || trim_scale(coalesce(due.carried_before, 0)) || ' for '
          || coalesce(due.project_id, earlier.project_id) || '; the one before left '
          || trim_scale(coalesce(earlier.carried_after, 0)) as message
      from later
      join lateral (
        select project_id, kind from dues where dues.organization_id = later.organization_id
          and dues.merchant_id = later.merchant_id and dues.ordinal in (later.ordinal, later.ordinal - 1)
        group by project_id, kind) as named on true
      left join dues as due on due.organization_id = later.organization_id
        and due.merchant_id = later.merchant_id and due.ordinal = later.ordinal
        and due.project_id = named.project_id and due.kind = named.kind
      left join dues as earlier on earlier.organization_id = later.organization_id
        and earlier.merchant_id = later.merchant_id and earlier.ordinal = later.ordinal - 1
        and earlier.project_id = named.project_id and earlier.kind = named.kind
      where coalesce(due.carried_before, 0) <> coalesce(earlier.carried_after, 0)
      union all
      select statement.id, 'is the first and begins with ' || trim_scale(due.carried_before)
      from statement join statement_due as due on due.organization_id = statement.organization_id
        and due.statement_id = statement.id
      where statement.ordinal = 1 and due.carried_before <> 0`,
  },
  {
    invariant: 'I4',
    promise: 'statements are numbered without a gap',
    query: sql`
      select merchant_id as subject,
        'has ' || count(*) || ' statements of ' || year || ', numbered up to ' || max(number) as message
      from statement group by organization_id, merchant_id, year having count(*) <> max(number)
      union all
      select merchant_id, 'has ' || count(*) || ' statements, counted up to ' || max(ordinal)
      from statement group by organization_id, merchant_id having count(*) <> max(ordinal)`,
  },
  {
    invariant: 'I4',
    promise:
      'the books hold of every statement what projects get once it is paid, and nothing before',
    query: sql`
      select coalesce(due.statement_id, booked.statement_id) as subject,
        'is ' || coalesce(due.state, 'not there') || ' with ' || coalesce(due.amount, 0) || ' for '
          || coalesce(due.project_id, booked.project_id) || '; the books hold '
          || coalesce(booked.amount, 0) as message
      from (
        select statement_due.organization_id, statement_id, project_id, kind, statement.state,
          case when statement.state = 'paid' then amount else 0 end as amount
        from statement_due join statement on statement.organization_id = statement_due.organization_id
          and statement.id = statement_due.statement_id) as due
      full join (
        select organization_id, split_part(source, ':', 1) as statement_id,
          split_part(source, ':', 2) as project_id,
          case kind when 'statement' then 'pledge' else kind end as kind, sum(amount) as amount
        from ledger_transfer where kind in ('statement', 'round_up') group by 1, 2, 3, 4
      ) as booked on booked.organization_id = due.organization_id
        and booked.statement_id = due.statement_id and booked.project_id = due.project_id
        and booked.kind = due.kind
      where coalesce(due.amount, 0) <> coalesce(booked.amount, 0)`,
  },
  {
    invariant: 'I5',
    promise: 'a statement is paid by a payment, and one that was paid has paid it',
    query: sql`
      select statement.id as subject,
        'is ' || statement.state || ' and has ' || count(payment.reference) || ' payments that were made' as message
      from statement
      left join statement_payment as payment on payment.organization_id = statement.organization_id
        and payment.statement_id = statement.id and payment.state = 'paid'
      group by statement.organization_id, statement.id
      having count(payment.reference) <> case when statement.state = 'paid' then 1 else 0 end`,
  },
];
