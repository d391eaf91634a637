/** What follows for adoptions when a donation changes: an errand to settle each that it was begun for. */
import { sql } from 'kysely';
import type { Follower } from '../../jobs/followers.ts';

/** Topic of errands in the outbox that settle an adoption, their subject. */
export const settleTopic = 'adoption.settle';

/** Leaves an errand for each change of a donation that was begun for a tree; other gifts leave nothing. */
export const adoptionFollower: Follower = {
  name: 'adoptions',
  wants: sql`exists (select from adoption_payment as payment
    where payment.organization_id = taken.organization_id and payment.donation_id = taken.subject)`,
  async follow(transaction, changes) {
    await sql`
      insert into outbox (organization_id, id, topic, subject, payload, available_at)
      select "organizationId", change.id || ':adoption', ${settleTopic}, payment.adoption_id,
        json_build_object('livemode', livemode)::text, now()
      from json_to_recordset(${JSON.stringify(changes)}::json)
        as change (id text, "organizationId" text, livemode boolean, "donationId" text)
      join adoption_payment as payment on payment.organization_id = change."organizationId"
        and payment.donation_id = change."donationId"`.execute(transaction);
  },
};
