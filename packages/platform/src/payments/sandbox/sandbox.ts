/**
 * The sandbox provider: test cards, no money. It keeps its own rows and speaks to the platform only
 * by signed events over HTTP, as a provider elsewhere does.
 */

import type { Id, SandboxCard, SandboxPayment } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import { startWorker, type Worker } from '../../jobs/worker.ts';
import type { PaymentProvider } from '../port.ts';
import { type CardBehaviour, readCard } from './cards.ts';
import { insertPayment, lockPayment, markDelivered, takeDueEvents, writeSteps } from './records.ts';
import {
  type SandboxPaymentFacts,
  type SandboxTimes,
  stepOfAnswer,
  stepsOfCard,
  stepsOfRefund,
} from './rules.ts';
import {
  openPayment,
  type PaymentClaims,
  sealPayment,
  signatureHeader,
  signEvent,
} from './secrets.ts';

export interface SandboxOptions {
  readonly db: Kysely<Database>;
  /** Active signing secrets; the first one signs. */
  readonly secrets: readonly [string, ...string[]];
  readonly times: SandboxTimes;
  readonly now: () => Date;
  readonly newId: { event: () => Id<'event'>; payment: () => Id<'payment'> };
  /** Posts an event to the platform and says with which status it answered. */
  readonly deliver: (body: string, headers: Readonly<Record<string, string>>) => Promise<number>;
  readonly onError: (name: string, error: unknown) => void;
}

export interface Sandbox {
  readonly provider: PaymentProvider;
  /** The donor's card. A repeat with the same card answers the same. */
  confirm(
    reference: Id<'payment'>,
    clientSecret: string,
    card: SandboxCard,
  ): Promise<SandboxPayment>;
  /** The donor's answer to the bank's question. */
  authenticate(
    reference: Id<'payment'>,
    clientSecret: string,
    approve: boolean,
  ): Promise<SandboxPayment>;
  /** Starts delivering events. */
  start(): void;
  stop(): Promise<void>;
}

/** Typical of card providers; it is what the sandbox says it takes, and it takes nothing. */
const feeBasisPoints = 290;
const feeFixedAmount = 30;
const eventsPerRound = 50;

export function createSandbox(options: SandboxOptions): Sandbox {
  const { db, secrets, times, now, newId } = options;
  let worker: Worker | undefined;
  const context = () => ({ now: now(), newEventId: newId.event });

  async function deliverRound(): Promise<number> {
    const events = await takeDueEvents(db, eventsPerRound);
    await Promise.all(
      events.map(async (event) => {
        const signature = signEvent(secrets[0], event.body, now().getTime());
        const status = await options.deliver(event.body, { [signatureHeader]: signature });
        if (status >= 200 && status < 300) await markDelivered(db, event.organization_id, event.id);
        else
          options.onError(
            'sandbox delivery',
            new Error(`Event ${event.id} was answered with ${status}`),
          );
      }),
    );
    return events.length;
  }

  function claimsOf(reference: Id<'payment'>, clientSecret: string): PaymentClaims {
    const claims = openPayment(secrets, clientSecret);
    if (claims === null || claims.reference !== reference) refuse('payment_unknown');
    return claims;
  }

  const provider: PaymentProvider = {
    name: 'sandbox',
    livemode: false,
    feeTerms: () => ({ basisPoints: feeBasisPoints, fixedAmount: feeFixedAmount }),
    start(request) {
      const reference = newId.payment();
      const clientSecret = sealPayment(secrets[0], {
        organizationId: request.organizationId,
        reference,
        charge: request.charge,
        expiresAtMs: request.expiresAt.getTime(),
      });
      const expiresAt = request.expiresAt.toISOString();
      return { provider: 'sandbox', reference, clientSecret, expiresAt, livemode: false };
    },
    async refund(request) {
      await db.transaction().execute(async (transaction) => {
        const payment = await lockPayment(transaction, request.organizationId, request.reference);
        if (payment === undefined)
          throw new Error(`The sandbox has no payment ${request.reference}`);
        const steps = stepsOfRefund(
          payment,
          { id: request.refundId, amount: request.amount.amount },
          times,
        );
        await writeSteps(transaction, request.organizationId, steps, context());
      });
      worker?.wake();
    },
  };

  return {
    provider,
    async confirm(reference, clientSecret, card) {
      const claims = claimsOf(reference, clientSecret);
      const read = readCard(card, now());
      if ('field' in read) refuse('card_invalid', { fields: [read] });
      if (claims.expiresAtMs <= now().getTime()) refuse('payment_expired');
      const payment = await db.transaction().execute(async (transaction) => {
        const fresh = freshPayment(claims, read.behaviour);
        if (await insertPayment(transaction, claims.organizationId, fresh)) {
          const steps = stepsOfCard(fresh, times);
          await writeSteps(transaction, claims.organizationId, steps, context());
          return steps[0]?.payment ?? fresh;
        }
        const known = await lockPayment(transaction, claims.organizationId, reference);
        if (known?.card !== read.behaviour) refuse('payment_closed');
        return known;
      });
      worker?.wake();
      return toPayment(payment);
    },
    async authenticate(reference, clientSecret, approve) {
      const claims = claimsOf(reference, clientSecret);
      const payment = await db.transaction().execute(async (transaction) => {
        const known = await lockPayment(transaction, claims.organizationId, reference);
        if (known === undefined) refuse('payment_unknown');
        if (known.state !== 'requires_action') {
          if (known.card !== 'asksForConfirmation') refuse('payment_closed');
          return known;
        }
        if (claims.expiresAtMs <= now().getTime()) refuse('payment_expired');
        const step = stepOfAnswer(known, approve);
        await writeSteps(transaction, claims.organizationId, [step], context());
        return step.payment;
      });
      worker?.wake();
      return toPayment(payment);
    },
    start() {
      worker ??= startWorker({
        name: 'sandbox delivery',
        round: deliverRound,
        restMs: 500,
        onError: options.onError,
      });
    },
    stop: async () => worker?.stop(),
  };
}

function freshPayment(claims: PaymentClaims, card: CardBehaviour): SandboxPaymentFacts {
  return {
    reference: claims.reference,
    version: 0,
    state: 'processing',
    card,
    currency: claims.charge.currency,
    amount: claims.charge.amount,
    failureCode: null,
    refunds: [],
  };
}

/** The page hears `processing` until the platform itself has booked the payment. */
function toPayment(payment: SandboxPaymentFacts): SandboxPayment {
  const state = payment.state === 'succeeded' ? 'processing' : payment.state;
  return { reference: payment.reference, state, failureCode: payment.failureCode };
}
