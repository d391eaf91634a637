/** What adopting promises: a tree for each adoption that is paid, a place for each tree, the rest repaid. */
import { sql } from 'kysely';
import type { Check } from '../../ledger/audit.ts';

export const adoptionChecks: readonly Check[] = [
  {
    invariant: 'I4',
    promise: 'every adopted adoption has one first tree, and no other adoption has any that stands',
    query: sql`
      select adoption.id as subject,
        'is ' || adoption.state || ' and says tree ' || coalesce(adoption.tree_number::text, 'none')
          || '; it has ' || count(tree.id) || ' trees, the newest ' || coalesce(max(tree.number)::text, 'none') as message
      from adoption
      left join tree on tree.organization_id = adoption.organization_id
        and tree.adoption_id = adoption.id and tree.replaces is null
        and (adoption.state = 'adopted' or tree.state not in ('lost', 'replaced'))
      group by adoption.organization_id, adoption.id
      having case when adoption.state = 'adopted'
        then count(tree.number) <> 1 or max(tree.number) is distinct from adoption.tree_number
        else count(tree.id) > 0 or adoption.tree_number is not null end`,
  },
  {
    invariant: 'I4',
    promise: 'what donors adopted is paid: each share by a gift of its amount, together the price',
    query: sql`
      select adoption.id as subject,
        'is ' || adoption.state || ' for ' || price_amount || '; its shares come to '
          || coalesce(shares.amount, 0) || ', of which ' || coalesce(shares.settled, 0)
          || ' are paid or went back' as message
      from adoption
      left join (
        select organization_id, adoption_id, sum(amount) as amount,
          sum(amount) filter (where state in ('paid', 'refunded')) as settled
        from adoption_share group by organization_id, adoption_id
      ) as shares on shares.organization_id = adoption.organization_id
        and shares.adoption_id = adoption.id
      where adopter in ('donor', 'team') and (coalesce(shares.amount, 0) <> price_amount
        or state in ('paid', 'adopted') and coalesce(shares.settled, 0) <> price_amount)`,
  },
  {
    invariant: 'I4',
    promise: 'no share is paid without a gift of its amount to the project of the plot',
    query: sql`
      select share.adoption_id as subject,
        'has share ' || share.number || ' of ' || share.amount || ' paid by '
          || coalesce(share.donation_id, 'nobody') || ', which is '
          || coalesce(donation.state || ' with ' || donation.gift_amount, 'not there') as message
      from adoption_share as share
      join adoption on adoption.organization_id = share.organization_id
        and adoption.id = share.adoption_id
      join plot on plot.organization_id = adoption.organization_id and plot.id = adoption.plot_id
      left join donation on donation.organization_id = share.organization_id
        and donation.id = share.donation_id
      where share.state = 'paid' and (donation.id is null
        or donation.state not in ('succeeded', 'partially_refunded', 'refunded')
        or donation.gift_amount <> share.amount or donation.currency <> adoption.currency
        or donation.project_id <> plot.project_id or donation.livemode <> adoption.livemode)`,
  },
  {
    invariant: 'I4',
    promise:
      'every gift that was to go back was asked back, and so was all of an adoption that ended',
    query: sql`
      select payment.donation_id as subject,
        'was paid for ' || payment.adoption_id || ', which is ' || adoption.state
          || coalesce(', and is to go back because of ' || payment.returned_because, '')
          || '; nobody has asked for its refund' as message
      from adoption_payment as payment
      join adoption on adoption.organization_id = payment.organization_id
        and adoption.id = payment.adoption_id
      join donation on donation.organization_id = payment.organization_id
        and donation.id = payment.donation_id
      where donation.state in ('succeeded', 'partially_refunded')
        and coalesce(donation.disputed_amount, 0) = 0
        and (payment.returned_because is not null or adoption.state = 'unfulfilled')
        and not exists (select from refund
          where refund.organization_id = donation.organization_id
            and refund.donation_id = donation.id)
        and not exists (select from outbox
          where outbox.organization_id = payment.organization_id
            and outbox.topic in ('donation.changed', 'adoption.settle')
            and outbox.subject in (payment.adoption_id, payment.donation_id))`,
  },
  {
    invariant: 'I4',
    promise: 'every paid gift for a tree pays a share of it, or goes back',
    query: sql`
      select payment.donation_id as subject,
        'is ' || donation.state || ' and pays nothing of ' || payment.adoption_id as message
      from adoption_payment as payment
      join donation on donation.organization_id = payment.organization_id
        and donation.id = payment.donation_id
      where donation.state in ('succeeded', 'partially_refunded')
        and payment.returned_because is null
        and not exists (select from adoption_share as share
          where share.organization_id = payment.organization_id
            and share.adoption_id = payment.adoption_id
            and share.donation_id = payment.donation_id and share.state in ('paid', 'refunded'))
        and not exists (select from outbox
          where outbox.organization_id = payment.organization_id
            and outbox.topic in ('donation.changed', 'adoption.settle')
            and outbox.subject in (payment.adoption_id, payment.donation_id))`,
  },
  {
    invariant: 'I4',
    promise: 'every place that is taken has one tree, and no standing tree is without its place',
    // Read once and joined once, so that it stays linear on tables that were never analyzed.
    query: sql`
      with trees as materialized (
        select organization_id, livemode, plot_id, place_number, number, state from tree
      )
      select place.plot_id as subject,
        'has place ' || place.number || ' ' || place.state || ' by tree '
          || coalesce(place.tree_number::text, 'none') || '; the trees there are '
          || coalesce(string_agg(tree.number || ' ' || tree.state, ', ' order by tree.number), 'none') as message
      from place
      left join plot on plot.organization_id = place.organization_id and plot.id = place.plot_id
      left join trees as tree on tree.organization_id = place.organization_id
        and tree.livemode = plot.livemode and tree.plot_id = place.plot_id
        and tree.place_number = place.number
        and (tree.state not in ('lost', 'replaced') or tree.number = place.tree_number)
      where place.state = 'taken' or tree.number is not null
      group by place.organization_id, place.plot_id, place.number
      having place.state <> 'taken' or count(tree.number) <> 1
        or max(tree.number) is distinct from place.tree_number`,
  },
  {
    invariant: 'I7',
    promise: "every plot's count of taken places is that of its places",
    query: sql`
      select plot.id as subject,
        'counts ' || places_taken || ' of ' || places_total || ' places taken; it has '
          || coalesce(places.taken, 0) || ' of ' || coalesce(places.total, 0) as message
      from plot
      left join (
        select organization_id, plot_id, count(*) as total,
          count(*) filter (where state = 'taken') as taken
        from place group by organization_id, plot_id
      ) as places on places.organization_id = plot.organization_id and places.plot_id = plot.id
      where places_taken <> coalesce(places.taken, 0) or places_total <> coalesce(places.total, 0)`,
  },
  {
    invariant: 'I7',
    promise: "the forest's trees are numbered without a gap",
    query: sql`
      select number.organization_id as subject,
        'gave numbers up to ' || last_tree || ' and has ' || coalesce(trees.count, 0) || ' trees, up to '
          || coalesce(trees.last, 0) as message
      from forest_number as number
      left join (
        select organization_id, livemode, count(*) as count, max(number) as last
        from tree group by organization_id, livemode
      ) as trees on trees.organization_id = number.organization_id
        and trees.livemode = number.livemode
      where last_tree <> coalesce(trees.count, 0) or last_tree <> coalesce(trees.last, 0)`,
  },
];
