/** How somebody leaves their teams. */
import type { Id } from '@kindcart/contract';
import { sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';

/**
 * Ends all memberships of a participant. What their teams did stays done; each keeps how much the participant
 * had done in its challenge, so that the audit can tell it from what nobody did.
 */
export async function leaveTeams(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  participantId: Id<'participant'>,
): Promise<void> {
  // As deeds lock them: none of theirs counts for a team while they leave it.
  await sql`
    select from challenge
    join team_member on team_member.organization_id = challenge.organization_id
      and team_member.challenge_id = challenge.id
    where team_member.organization_id = ${organizationId} and team_member.participant_id = ${participantId}
    order by challenge.organization_id, challenge.id
    for no key update of challenge`.execute(transaction);
  await sql`
    with gone as (
      delete from team_member where organization_id = ${organizationId} and participant_id = ${participantId}
      returning organization_id, challenge_id, participant_id, team_id),
    done as (
      select organization_id, team_id, coalesce(sum(counted), 0)::bigint as quantity,
        coalesce(sum(given_amount), 0)::bigint as given
      from gone left join participant_day using (organization_id, challenge_id, participant_id)
      group by organization_id, team_id)
    update team set member_count = member_count - 1, former_quantity = former_quantity + done.quantity,
      former_given_amount = former_given_amount + done.given
    from done
    where team.organization_id = done.organization_id and team.id = done.team_id`.execute(
    transaction,
  );
}
