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
];
