/** Turns changes of donations into deliveries to whoever listens. */
import type { Id } from '@kindcart/contract';
import { sql } from 'kysely';
import type { Follower } from '../../jobs/followers.ts';
import { findListening, insertDeliveries } from './records.ts';
import { eventTypeOf } from './rules.ts';

export interface FollowerParts {
  readonly now: () => Date;
  readonly newDeliveryId: () => Id<'webhookDelivery'>;
}

/** No statement where nobody listens, two where somebody does, however many changes there are. */
export function createWebhookFollower({ now, newDeliveryId }: FollowerParts): Follower {
  return {
    name: 'webhooks',
    wants: sql`exists (select from webhook_endpoint as endpoint
      where endpoint.organization_id = taken.organization_id and endpoint.disabled_reason is null)`,
    async follow(transaction, changes) {
      const events = changes.flatMap((change) => {
        const type = eventTypeOf(change);
        return type === null ? [] : [{ ...change, type }];
      });
      if (events.length === 0) return;
      const organizationIds = [...new Set(events.map(({ organizationId }) => organizationId))];
      const listening = await findListening(transaction, organizationIds);
      if (listening.length === 0) return;
      const byOrganization = Map.groupBy(listening, ({ organization_id }) => organization_id);
      const made = events.flatMap((event) =>
        (byOrganization.get(event.organizationId) ?? [])
          .filter(
            ({ livemode, events: wanted }) =>
              livemode === event.livemode && wanted.includes(event.type),
          )
          .map((endpoint) => ({
            organization_id: event.organizationId,
            id: newDeliveryId(),
            endpoint_id: endpoint.id,
            event_id: event.id,
            type: event.type,
            donation_id: event.donationId,
          })),
      );
      if (made.length > 0) await insertDeliveries(transaction, made, now());
    },
  };
}
