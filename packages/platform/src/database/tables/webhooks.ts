/** The tables of webhooks. */
import type {
  Id,
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryState,
  WebhookDisabledReason,
  WebhookEventType,
} from '@kindcart/contract';
import type { Generated, JSONColumnType } from 'kysely';
import type { SigningSecret } from '../../webhooks/endpoints/rules.ts';
import type { Made, NullableTime, Time } from './columns.ts';

export interface WebhookEndpointTable {
  organization_id: Id<'organization'>;
  id: Id<'webhookEndpoint'>;
  livemode: boolean;
  url: string;
  events: WebhookEventType[];
  description: string | null;
  secrets: JSONColumnType<SigningSecret[], string, string>;
  disabled_reason: WebhookDisabledReason | null;
  failing_since: NullableTime;
  /** The receiver asked not to be called before. */
  resting_until: NullableTime;
  created_at: Made;
  updated_at: Time;
}

export interface WebhookDeliveryTable {
  organization_id: Id<'organization'>;
  id: Id<'webhookDelivery'>;
  endpoint_id: Id<'webhookEndpoint'>;
  event_id: Id<'event'>;
  type: WebhookDelivery['type'];
  donation_id: Id<'donation'> | null;
  state: WebhookDeliveryState;
  /** Since it was made, or replayed. */
  tries: Generated<number>;
  /** Counts who took it up, so that one who comes back late changes nothing. */
  version: Generated<number>;
  attempts: JSONColumnType<WebhookAttempt[], string, string>;
  next_attempt_at: NullableTime;
  created_at: Made;
}
