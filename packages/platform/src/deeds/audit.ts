/** What is promised of challenges: they give what has come for them and no more, and say just that. */
import { sql } from 'kysely';
import type { Check } from '../ledger/audit.ts';

export const deedsChecks: readonly Check[] = [
  {
    invariant: 'I3',
    promise: "a challenge's account holds what has come for it less what it gave and passed on",
    query: sql`
      select challenge.id as subject,
        'has ' || funded_amount || ', gave ' || given_amount || ' and passed on ' || coalesce(closed_amount, 0)
          || '; the books hold ' || coalesce(account.balance, 0) as message
      from challenge
      left join ledger_account as account on account.organization_id = challenge.organization_id
        and account.livemode = challenge.livemode and account.id = 'challenge:' || challenge.id
        and account.currency = challenge.currency
      where funded_amount - given_amount - coalesce(closed_amount, 0) <> coalesce(account.balance, 0)`,
  },
  {
    invariant: 'I3',
    promise: 'what has come for a challenge is the sum of its fundings',
    query: sql`
      select challenge.id as subject,
        'has ' || funded_amount || '; its fundings sum to ' || coalesce(come.amount, 0) as message
      from challenge
      left join (
        select organization_id, challenge_id, sum(amount) as amount from funding group by 1, 2
      ) as come on come.organization_id = challenge.organization_id and come.challenge_id = challenge.id
      where funded_amount <> coalesce(come.amount, 0)`,
  },
  {
    invariant: 'I7',
    promise: 'what a challenge, its days, its participants and their deeds gave is the same',
    query: sql`
      select challenge.id as subject,
        'gave ' || challenge.given_amount || ', by its days ' || coalesce(days.given, 0) || ', by those of participants '
          || coalesce(parts.given, 0) || ', by deeds ' || coalesce(deeds.given, 0) as message
      from challenge
      left join (
        select organization_id, challenge_id, sum(given_amount) as given from challenge_day group by 1, 2
      ) as days on days.organization_id = challenge.organization_id and days.challenge_id = challenge.id
      left join (
        select organization_id, challenge_id, sum(given_amount) as given from participant_day group by 1, 2
      ) as parts on parts.organization_id = challenge.organization_id and parts.challenge_id = challenge.id
      left join (
        select organization_id, challenge_id, sum(given_amount) as given from deed group by 1, 2
      ) as deeds on deeds.organization_id = challenge.organization_id and deeds.challenge_id = challenge.id
      where challenge.given_amount <> coalesce(days.given, 0)
        or challenge.given_amount <> coalesce(parts.given, 0)
        or challenge.given_amount <> coalesce(deeds.given, 0)`,
  },
  {
    invariant: 'I3',
    promise: 'no challenge, no day of one and no day of a participant gave more than it may',
    query: sql`
      select challenge.id as subject,
        'gave ' || challenge.given_amount || ' of ' || funded_amount || ' that came of a budget of ' || budget_amount
          as message
      from challenge
      where challenge.given_amount + coalesce(closed_amount, 0) > funded_amount or funded_amount > budget_amount
      union all
      select challenge_id, 'gave ' || given_amount || ' of ' || slice_amount || ' on ' || day
      from challenge_day where given_amount > slice_amount
      union all
      select participant_id, 'gave ' || given_amount || ' of ' || cap_amount || ' on ' || day
      from participant_day where given_amount > cap_amount or counted > counted_max`,
  },
  {
    invariant: 'I3',
    promise: 'the books moved for a challenge what it says has come, was given and was passed on',
    query: sql`
      with moved as materialized (
        select organization_id, livemode, currency,
          case kind when 'challenge_funding' then credit_account else debit_account end as account,
          sum(amount) filter (where kind = 'challenge_funding') as funded,
          sum(amount) filter (where kind = 'challenge_deeds') as given,
          sum(amount) filter (where kind = 'challenge_left') as passed_on,
          min(credit_account) filter (where kind = 'challenge_left') as passed_to
        from ledger_transfer where kind in ('challenge_funding', 'challenge_deeds', 'challenge_left')
        group by 1, 2, 3, 4)
      select challenge.id as subject,
        'says ' || funded_amount || ' came, ' || given_amount || ' was given and ' || coalesce(closed_amount, 0)
          || ' went to ' || coalesce(closed_to, 'nobody') || '; the books moved ' || coalesce(moved.funded, 0) || ', '
          || coalesce(moved.given, 0) || ' and ' || coalesce(moved.passed_on, 0) || ' to '
          || coalesce(moved.passed_to, 'nobody') as message
      from challenge
      left join moved on moved.organization_id = challenge.organization_id and moved.livemode = challenge.livemode
        and moved.currency = challenge.currency and moved.account = 'challenge:' || challenge.id
      where funded_amount <> coalesce(moved.funded, 0) or given_amount <> coalesce(moved.given, 0)
        or coalesce(closed_amount, 0) <> coalesce(moved.passed_on, 0)
        or moved.passed_to <> case closed_to when 'project' then 'project:' || project_id
          else 'sponsor:' || challenge.id end`,
  },
  {
    invariant: 'I7',
    promise: 'a day of a participant gave and counts what its deeds made of it',
    query: sql`
      with told as materialized (
        select organization_id, challenge_id, participant_id, day, sum(given_amount) as given, max(counted) as counted
        from deed where state = 'counted' group by 1, 2, 3, 4)
      select coalesce(those.participant_id, told.participant_id) as subject,
        'gave ' || coalesce(those.given_amount, 0) || ' for ' || coalesce(those.counted, 0) || ' on '
          || coalesce(those.day, told.day) || '; its deeds gave ' || coalesce(told.given, 0) || ' for '
          || coalesce(told.counted, 0) as message
      from participant_day as those
      full join told on told.organization_id = those.organization_id and told.challenge_id = those.challenge_id
        and told.participant_id = those.participant_id and told.day = those.day
      where coalesce(those.given_amount, 0) <> coalesce(told.given, 0)
        or coalesce(those.counted, 0) <> coalesce(told.counted, 0)`,
  },
  {
    invariant: 'I7',
    promise: 'a day of a challenge gave and counts what the days of its participants do',
    query: sql`
      with sums as materialized (
        select organization_id, challenge_id, day, sum(given_amount) as given, sum(counted) as counted
        from participant_day group by 1, 2, 3)
      select coalesce(those.challenge_id, sums.challenge_id) as subject,
        'gave ' || coalesce(those.given_amount, 0) || ' for ' || coalesce(those.quantity, 0) || ' on '
          || coalesce(those.day, sums.day) || '; its participants gave ' || coalesce(sums.given, 0) || ' for '
          || coalesce(sums.counted, 0) as message
      from challenge_day as those
      full join sums on sums.organization_id = those.organization_id and sums.challenge_id = those.challenge_id
        and sums.day = those.day
      where coalesce(those.given_amount, 0) <> coalesce(sums.given, 0)
        or coalesce(those.quantity, 0) <> coalesce(sums.counted, 0)`,
  },
  {
    invariant: 'I7',
    promise: 'a challenge counts the days that count, and who did them',
    query: sql`
      with sums as materialized (
        select organization_id, challenge_id, count(distinct participant_id) as participants, count(*) as deeds,
          sum(counted) as counted
        from participant_day where counted > 0 group by 1, 2)
      select challenge.id as subject,
        'counts ' || quantity || ' by ' || deed_count || ' deeds of ' || participant_count || '; the days say '
          || coalesce(sums.counted, 0) || ' by ' || coalesce(sums.deeds, 0) || ' of '
          || coalesce(sums.participants, 0) as message
      from challenge
      left join sums on sums.organization_id = challenge.organization_id and sums.challenge_id = challenge.id
      where quantity <> coalesce(sums.counted, 0) or deed_count <> coalesce(sums.deeds, 0)
        or participant_count <> coalesce(sums.participants, 0)`,
  },
  {
    invariant: 'I7',
    // They count from when they joined until they left, so less than all of it.
    promise: 'a team has the members that it says, and no more than they did and those who left',
    query: sql`
      with done as materialized (
        select organization_id, challenge_id, participant_id, sum(given_amount) as given, sum(counted) as counted
        from participant_day group by 1, 2, 3),
      sums as materialized (
        select member.organization_id, team_id, count(*) as members, sum(given) as given, sum(counted) as counted
        from team_member as member left join done using (organization_id, challenge_id, participant_id)
        group by 1, 2)
      select team.id as subject,
        'says that ' || member_count || ' gave ' || given_amount || ' for ' || quantity || '; '
          || coalesce(sums.members, 0) || ' did ' || coalesce(sums.given, 0) || ' for '
          || coalesce(sums.counted, 0) || ', and those who left ' || former_given_amount || ' for '
          || former_quantity as message
      from team
      left join sums on sums.organization_id = team.organization_id and sums.team_id = team.id
      where member_count <> coalesce(sums.members, 0)
        or given_amount > coalesce(sums.given, 0) + former_given_amount
        or quantity > coalesce(sums.counted, 0) + former_quantity`,
  },
];
