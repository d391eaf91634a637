/**
 * Brings deliveries to their receivers: many at a time, few to each, every one at least once. No
 * transaction is open while a receiver takes its time; a delivery that was taken up by a process which
 * is gone comes back when its lease is over.
 */
import {
  type Id,
  parse,
  type WebhookDisabledReason,
  type WebhookEvent,
  webhookEventSchema,
  webhookHeaders,
} from '@kindcart/contract';
import { idTimeMs } from '@kindcart/contract/ids';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { toDonation, type WholeDonation } from '../../giving/donations/records.ts';
import { startWorker, type Worker } from '../../jobs/worker.ts';
import { disableEndpoint } from '../endpoints/records.ts';
import { activeSecrets } from '../endpoints/rules.ts';
import { type PostOptions, post } from '../post.ts';
import { signaturesOf } from '../signatures.ts';
import {
  findTold,
  noteEndpoint,
  settleDelivery,
  type TakenDelivery,
  takeDeliveries,
} from './records.ts';
import { judge, type Verdict } from './rules.ts';

export interface DelivererOptions extends PostOptions {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  /** From 0 up to, not including, 1. */
  readonly random: () => number;
  /** How long tries under way may take when it stops; 5 seconds unless said otherwise. */
  readonly graceMs?: number;
  /** Told of each try: `delivered`, `retried` or `failed`. */
  readonly onTried: (outcome: 'delivered' | 'retried' | 'failed') => void;
  /** An endpoint gets nothing more: somebody has to look at its receiver. */
  readonly onDisabled: (id: Id<'webhookEndpoint'>, reason: WebhookDisabledReason) => void;
  readonly onError: (name: string, error: unknown) => void;
}

export interface Deliverer {
  /** Takes up what is due and says how much; the tries go on by themselves. */
  round(): Promise<number>;
  /** Resolves when all tries under way have ended. */
  drained(): Promise<void>;
  start(): void;
  wake(): void;
  /** Takes up no more, and gives up tries that do not end soon; they are made again later. */
  stop(): Promise<void>;
}

/** Tries at the same time, over all endpoints and to each; every process counts its own. */
const sendingMax = 64;
const perEndpointMax = 4;
/** Longer than any try takes. */
const leaseMs = 60_000;
const restMs = 1_000;
const defaultGraceMs = 5_000;

export function createDeliverer(options: DelivererOptions): Deliverer {
  const { db, now, onError } = options;
  const sending = new Map<string, { readonly endpointId: string; readonly ended: Promise<void> }>();
  const givenUp = new AbortController();
  let worker: Worker | undefined;

  async function round(): Promise<number> {
    const limit = sendingMax - sending.size;
    if (limit === 0) return 0;
    const at = now();
    const taken = await takeDeliveries(db, {
      now: at,
      leaseUntil: new Date(at.getTime() + leaseMs),
      limit,
      perEndpoint: perEndpointMax,
      busy: busyEndpoints(),
    });
    const donations = await findTold(db, taken);
    for (const delivery of taken) begin(delivery, donations);
    return taken.length;
  }

  function busyEndpoints() {
    const byEndpoint = Map.groupBy(sending.values(), ({ endpointId }) => endpointId);
    return [...byEndpoint].map(([endpoint_id, { length }]) => ({ endpoint_id, sending: length }));
  }

  function begin(delivery: TakenDelivery, donations: Awaited<ReturnType<typeof findTold>>): void {
    const donation = delivery.donation_id === null ? null : donations.get(delivery.donation_id);
    const ended = tryOnce(options, delivery, donation, givenUp.signal)
      .catch((error: unknown) => {
        if (!givenUp.signal.aborted) onError('webhooks', error);
      })
      .finally(() => {
        sending.delete(delivery.id);
        worker?.wake();
      });
    sending.set(delivery.id, { endpointId: delivery.endpoint_id, ended });
  }

  async function drained(): Promise<void> {
    while (sending.size > 0) await Promise.all([...sending.values()].map(({ ended }) => ended));
  }

  return {
    round,
    drained,
    start() {
      worker ??= startWorker({ name: 'webhooks', round, restMs, onError });
    },
    wake: () => worker?.wake(),
    async stop() {
      await worker?.stop();
      const grace = setTimeout(() => givenUp.abort(), options.graceMs ?? defaultGraceMs);
      await drained();
      clearTimeout(grace);
    },
  };
}

async function tryOnce(
  options: DelivererOptions,
  delivery: TakenDelivery,
  donation: WholeDonation | null | undefined,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = options.now();
  const body = bodyOf(delivery, donation);
  const headers = headersOf(delivery, body, startedAt);
  const outcome = await post({ url: delivery.url, headers, body, signal }, options);
  const verdict = judge({
    outcome,
    startedAt,
    endedAt: options.now(),
    tries: delivery.tries,
    isTest: delivery.type === 'webhook.test',
    failingSince: delivery.failing_since,
    random: options.random(),
  });
  await write(options, delivery, verdict);
}

async function write(
  { db, now, onTried, onDisabled }: DelivererOptions,
  delivery: TakenDelivery,
  verdict: Verdict,
): Promise<void> {
  await settleDelivery(db, delivery, verdict);
  await noteEndpoint(db, delivery, verdict, now());
  onTried(verdict.next instanceof Date ? 'retried' : verdict.next);
  const { disable } = verdict;
  if (disable === null) return;
  const endpoint = { organization_id: delivery.organization_id, id: delivery.endpoint_id };
  if (await disableEndpoint(db, endpoint, disable, now())) onDisabled(endpoint.id, disable);
}

/** The exact text that is signed and sent. */
function bodyOf(delivery: TakenDelivery, donation: WholeDonation | null | undefined): string {
  const event = parse(webhookEventSchema, eventOf(delivery, donation));
  if (event.ok) return JSON.stringify(event.value);
  const faults = event.fields.map(({ field, message }) => `${field} ${message}`);
  throw new Error(`Event ${delivery.event_id} is not as the contract says: ${faults.join('; ')}`);
}

function eventOf(
  { type, event_id, endpoint_id, livemode, donation_id }: TakenDelivery,
  donation: WholeDonation | null | undefined,
): WebhookEvent {
  // An event's id is the time at which it happened.
  const timestamp = new Date(idTimeMs(event_id)).toISOString();
  if (type === 'webhook.test')
    return { type, timestamp, data: { endpointId: endpoint_id, livemode } };
  if (donation === null || donation === undefined) {
    throw new Error(`Event ${event_id} tells of ${donation_id}, which is not there`);
  }
  return { type, timestamp, data: toDonation(donation) };
}

function headersOf({ event_id, secrets }: TakenDelivery, body: string, now: Date) {
  const timestamp = Math.floor(now.getTime() / 1_000);
  const active = activeSecrets(secrets, now).map(({ secret }) => secret);
  return {
    [webhookHeaders.id]: event_id,
    [webhookHeaders.timestamp]: `${timestamp}`,
    [webhookHeaders.signature]: signaturesOf(active, { id: event_id, timestamp, body }),
  };
}
