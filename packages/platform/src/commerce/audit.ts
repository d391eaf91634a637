/** What `commerce` promises: pledges add up, follow their orders, and are counted once. */
import { sql } from 'kysely';
import type { Check } from '../ledger/audit.ts';

export const commerceChecks: readonly Check[] = [
  {
    invariant: 'I4',
    promise: 'every pledge is the sum of its parts, and no part is below zero',
    query: sql`
      select pledge.order_id as subject,
        'pledges ' || trim_scale(pledge.amount) || ' by ' || pledge.charity_item_id || '; its '
          || count(part.project_id) || ' parts sum to ' || trim_scale(coalesce(sum(part.amount), 0))
          || ', the least is ' || coalesce(trim_scale(min(part.amount))::text, 'none') as message
      from pledge
      left join pledge_part as part on part.organization_id = pledge.organization_id
        and part.order_id = pledge.order_id and part.charity_item_id = pledge.charity_item_id
      group by pledge.organization_id, pledge.order_id, pledge.charity_item_id
      having pledge.amount <> coalesce(sum(part.amount), 0) or pledge.amount < 0 or min(part.amount) < 0`,
  },
  {
    invariant: 'I4',
    promise:
      'an order that is unpaid or cancelled gives nothing, and one that is not complete has given nothing',
    query: sql`
      select pledge.order_id as subject,
        'has a pledge that is ' || pledge.state || '; it is ' || case
          when shop_order.cancelled_at is not null then 'cancelled'
          when shop_order.paid_at is null then 'unpaid' else 'not complete' end as message
      from pledge join shop_order on shop_order.organization_id = pledge.organization_id
        and shop_order.id = pledge.order_id
      where pledge.state <> 'reversed' and (shop_order.cancelled_at is not null or shop_order.paid_at is null)
        or pledge.state = 'confirmed' and shop_order.completed_at is null`,
  },
  {
    invariant: 'I4',
    promise: 'every pledge follows terms that held when its order was paid',
    query: sql`
      select pledge.order_id as subject,
        'follows terms ' || pledge.revision || ' of ' || pledge.charity_item_id || ', which hold since '
          || terms.since || '; it was paid at ' || coalesce(shop_order.paid_at::text, 'no time') as message
      from pledge
      join shop_order on shop_order.organization_id = pledge.organization_id
        and shop_order.id = pledge.order_id
      join charity_item_terms as terms on terms.organization_id = pledge.organization_id
        and terms.charity_item_id = pledge.charity_item_id and terms.revision = pledge.revision
      where pledge.state <> 'reversed' and (shop_order.paid_at is null or terms.since > shop_order.paid_at)`,
  },
  {
    invariant: 'I7',
    promise: "every charity item's totals are the fold of its confirmed pledges",
    query: sql`
      select item.id as subject,
        coalesce('shows ' || trim_scale(total.given) || ' of ' || total.orders || ' orders', 'shows nothing')
          || '; its pledges are ' || trim_scale(coalesce(counted.given, 0)) || ' of '
          || coalesce(counted.orders, 0) as message
      from charity_item as item
      left join charity_item_total as total on total.organization_id = item.organization_id
        and total.charity_item_id = item.id
      left join (
        select organization_id, charity_item_id, count(*) as orders, sum(amount) as given
        from pledge where state = 'confirmed' group by organization_id, charity_item_id
      ) as counted on counted.organization_id = item.organization_id and counted.charity_item_id = item.id
      where total.given is distinct from coalesce(counted.given, 0)
        or total.orders is distinct from coalesce(counted.orders, 0)`,
  },
  {
    invariant: 'I7',
    promise: "every merchant's totals are the fold of the confirmed pledges of its orders",
    query: sql`
      select merchant.id as subject,
        'shows ' || coalesce(total.orders, 0) || ' orders; those with a confirmed pledge are '
          || coalesce(counted.orders, 0) as message
      from merchant
      left join merchant_total as total on total.organization_id = merchant.organization_id
        and total.merchant_id = merchant.id
      left join (
        select shop_order.organization_id, merchant_id, count(distinct shop_order.id) as orders
        from shop_order join pledge on pledge.organization_id = shop_order.organization_id
          and pledge.order_id = shop_order.id
        where pledge.state = 'confirmed' group by shop_order.organization_id, merchant_id
      ) as counted on counted.organization_id = merchant.organization_id
        and counted.merchant_id = merchant.id
      where coalesce(total.orders, 0) <> coalesce(counted.orders, 0)`,
  },
  {
    invariant: 'I7',
    promise:
      'what a merchant shows as given to a project is the fold of the parts of confirmed pledges',
    query: sql`
      select merchant_id as subject,
        'shows ' || trim_scale(coalesce(total.given, 0)) || ' for ' || project_id || '; its parts are '
          || trim_scale(coalesce(counted.given, 0)) as message
      from merchant_project_total as total
      full join (
        select shop_order.organization_id, merchant_id, project_id, sum(part.amount) as given
        from shop_order join pledge on pledge.organization_id = shop_order.organization_id
          and pledge.order_id = shop_order.id
        join pledge_part as part on part.organization_id = pledge.organization_id
          and part.order_id = pledge.order_id and part.charity_item_id = pledge.charity_item_id
        where pledge.state = 'confirmed'
        group by shop_order.organization_id, merchant_id, project_id
      ) as counted using (organization_id, merchant_id, project_id)
      where coalesce(total.given, 0) <> coalesce(counted.given, 0)`,
  },
  {
    invariant: 'I8',
    promise:
      'every pledge that waits after its order was completed has a time at which it is confirmed',
    query: sql`
      select shop_order.id as subject,
        'was completed at ' || completed_at || ', has a pending pledge, and no time to confirm it' as message
      from shop_order
      where completed_at is not null and confirms_at is null and exists (
        select from pledge where pledge.organization_id = shop_order.organization_id
          and pledge.order_id = shop_order.id and pledge.state = 'pending')`,
  },
  {
    invariant: 'I4',
    promise: 'what a shopper added is kept as its order stands, for one project at a time',
    query: sql`
      select shop_order.id as subject,
        'was told of ' || coalesce(round_up_amount, 0) || ' that is ' || coalesce(round_up_state, 'nothing')
          || '; kept are ' || coalesce(sum(kept.amount), 0) as message
      from shop_order left join round_up as kept on kept.organization_id = shop_order.organization_id
        and kept.order_id = shop_order.id
      group by shop_order.organization_id, shop_order.id
      having coalesce(sum(kept.amount), 0) <> case
          when round_up_state in ('pending', 'confirmed') then round_up_amount else 0 end
        or count(*) filter (where kept.amount > 0
          and (kept.project_id, kept.state) is distinct from (round_up_project, round_up_state)) > 0`,
  },
];
