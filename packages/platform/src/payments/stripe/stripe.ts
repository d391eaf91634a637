/** The provider Stripe, through its official SDK: payments, refunds, and what Stripe tells of them. */
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type Stripe from 'stripe';
import type { Database } from '../../database/schema.ts';
import type { EventOutcome, PaymentEvent } from '../../giving/donations/settlement.ts';
import type { Metrics } from '../../http/metrics.ts';
import type { Logger } from '../../http/request-log.ts';
import { startWorker, type Worker } from '../../jobs/worker.ts';
import type { GroupCommit } from '../../ledger/group-commit.ts';
import type { Guard } from '../guard/guard.ts';
import type { PaymentProvider } from '../port.ts';
import { connect } from './connection.ts';
import { applyRound, findConcerned, type Receipt } from './events.ts';
import { addPoll } from './poll-records.ts';
import { createProvider } from './provider.ts';
import { reconcileRound } from './reconcile.ts';
import { enqueueEvent } from './records.ts';
import { renewalRound } from './renewals.ts';
import type { StripeSettings } from './settings.ts';

export interface StripeOptions {
  readonly db: Kysely<Database>;
  readonly settings: StripeSettings;
  readonly settlements: GroupCommit<PaymentEvent, EventOutcome>;
  /** Applies what is said of the payment of a statement. */
  readonly settleBill: (event: PaymentEvent) => Promise<EventOutcome>;
  readonly guard: Pick<Guard, 'declined'>;
  readonly now: () => Date;
  readonly newPaymentId: () => Id<'payment'>;
  readonly newDonationId: () => Id<'donation'>;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly onError: (name: string, error: unknown) => void;
}

export interface StripeGateway {
  /** One for each mode that has keys. */
  readonly providers: readonly PaymentProvider[];
  /** Keeps a verified event to be applied; the answer comes before that. */
  receive(event: Stripe.Event, body: string): Promise<Receipt>;
  /** Starts applying what was kept, and asking for what never came. */
  start(): void;
  stop(): Promise<void>;
}

/** Longest rests between rounds. */
const restMs = { events: 1_000, reconciliation: 20_000 } as const;

export function createStripe(options: StripeOptions): StripeGateway {
  const { db, settings, onError, metrics, logger } = options;
  const connections = settings.modes.map((mode) => connect(settings, mode));
  const connectionFor = (livemode: boolean) =>
    connections.find(({ mode }) => mode.livemode === livemode);
  const parts = { ...options, fee: settings.fee, connectionFor };
  const reconciled = metrics.counter({
    name: 'stripe_reconciled_total',
    help: 'Events of Stripe that no webhook brought, found by asking for them.',
    labels: [],
  });
  let events: Worker | undefined;
  let renewals: Worker | undefined;
  let reconciliation: Worker | undefined;
  return {
    providers: connections.map((connection) => createProvider(parts, connection)),
    async receive(event, body) {
      const concerned = await findConcerned(parts, event);
      if (typeof concerned === 'string') return concerned;
      await enqueueEvent(db, concerned, { id: event.id, body });
      events?.wake();
      renewals?.wake();
      return 'kept';
    },
    start() {
      events ??= startWorker({
        name: 'stripe events',
        round: () => applyRound(parts),
        restMs: restMs.events,
        onError,
      });
      renewals ??= startWorker({
        name: 'stripe recurring gifts',
        round: () => renewalRound(parts),
        restMs: restMs.events,
        onError,
      });
      const onFound = ({ id, type }: Pick<Stripe.Event, 'id' | 'type'>) => {
        reconciled.add(1);
        logger.warn({ event: id, type }, 'stripe event found that no webhook brought');
        events?.wake();
        renewals?.wake();
      };
      reconciliation ??= startWorker({
        name: 'stripe reconciliation',
        async round() {
          for (const { mode } of connections) {
            await addPoll(db, { livemode: mode.livemode, account: '' });
          }
          return reconcileRound({ ...parts, onFound });
        },
        restMs: restMs.reconciliation,
        onError,
      });
    },
    async stop() {
      await Promise.all([events?.stop(), renewals?.stop(), reconciliation?.stop()]);
    },
  };
}
