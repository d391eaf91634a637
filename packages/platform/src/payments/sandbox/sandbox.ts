/**
 * The sandbox provider: test cards, no money. It keeps its own rows and speaks to the platform only
 * by signed events over HTTP, as a provider elsewhere does.
 */

import {
  type Id,
  type Interval,
  type Money,
  type PaymentState,
  type SandboxCard,
  type SandboxPayment,
  sandboxSignatureHeader,
  shownFailure,
} from '@kindcart/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import { startWorker, type Worker } from '../../jobs/worker.ts';
import type { PaymentProvider } from '../port.ts';
import { type CardBehaviour, readCard } from './cards.ts';
import { type ClockMove, type ClockStep, moveClock } from './clock.ts';
import {
  findPayment,
  insertPayment,
  lockPayment,
  markDelivered,
  takeDueEvents,
  writeSteps,
} from './records.ts';
import {
  beginWithCard,
  createRecurringProvider,
  followFirstPayment,
  type RecurringSandboxOptions,
  refuseCard,
  renewRound,
  takeCard,
} from './recurring.ts';
import { redirectOf } from './redirect.ts';
import {
  type SandboxPaymentFacts,
  type SandboxTimes,
  type Step,
  stepOfAnswer,
  stepsOfCard,
  stepsOfRefund,
} from './rules.ts';
import {
  fingerprintsBy,
  openPayment,
  type PaymentClaims,
  type RedirectClaims,
  sealPayment,
  signEvent,
} from './secrets.ts';

export interface SandboxOptions extends RecurringSandboxOptions {
  /** Active signing secrets; the first one signs. */
  readonly secrets: readonly [string, ...string[]];
  readonly times: SandboxTimes;
  /** Posts an event to the platform and says with which status it answered. */
  readonly deliver: (body: string, headers: Readonly<Record<string, string>>) => Promise<number>;
  readonly onError: (name: string, error: unknown) => void;
}

/** A payment as the sandbox's own page sees it. */
export interface PaymentLook {
  readonly charge: Money;
  readonly redirect: RedirectClaims;
  /** How often it comes again; undefined for a single gift. */
  readonly interval: Interval | undefined;
  /** Undefined until a card came. */
  readonly state: PaymentState | undefined;
  readonly tooLate: boolean;
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
  /** A payment that was begun for the sandbox's own page, and how far it is. */
  look(reference: Id<'payment'>, clientSecret: string): Promise<PaymentLook>;
  /** Moves the organization's clock on within the transaction; what is due is then charged. */
  moveClock(
    transaction: Transaction<Database>,
    organizationId: Id<'organization'>,
    step: ClockStep,
  ): Promise<ClockMove>;
  /** Something may be due. */
  wake(): void;
  /** Starts charging what is due and delivering events. */
  start(): void;
  stop(): Promise<void>;
}

/** Typical of card providers; it is what the sandbox says it takes, and it takes nothing. */
const feeBasisPoints = 290;
const feeFixedAmount = 30;
const eventsPerRound = 50;

export function createSandbox(options: SandboxOptions): Sandbox {
  let worker: Worker | undefined;
  let renewals: Worker | undefined;
  const wake = () => worker?.wake();
  return {
    provider: createProvider(options, wake),
    async confirm(reference, clientSecret, card) {
      const payment = await confirm(options, claimsOf(options, reference, clientSecret), card);
      wake();
      return payment;
    },
    async authenticate(reference, clientSecret, approve) {
      const claims = claimsOf(options, reference, clientSecret);
      const payment = await authenticate(options, claims, approve);
      wake();
      return payment;
    },
    moveClock: (transaction, organizationId, step) =>
      moveClock(transaction, organizationId, step, options.now()),
    wake: () => renewals?.wake(),
    look: (reference, clientSecret) => lookAt(options, reference, clientSecret),
    start() {
      const { onError } = options;
      worker ??= startWorker({
        name: 'sandbox delivery',
        round: () => deliverRound(options),
        restMs: 500,
        onError,
      });
      const round = async () => {
        const done = await renewRound(options);
        if (done > 0) wake();
        return done;
      };
      renewals ??= startWorker({ name: 'sandbox renewals', round, restMs: 1_000, onError });
    },
    async stop() {
      await renewals?.stop();
      await worker?.stop();
    },
  };
}

function createProvider(options: SandboxOptions, wake: () => void): PaymentProvider {
  const { db, secrets, times, newId } = options;
  return {
    name: 'sandbox',
    livemode: false,
    feeTerms: () => ({ basisPoints: feeBasisPoints, fixedAmount: feeFixedAmount }),
    start({ organizationId, charge, expiresAt }) {
      const reference = newId.payment();
      const clientSecret = sealPayment(secrets[0], {
        organizationId,
        reference,
        charge,
        expiresAtMs: expiresAt.getTime(),
      });
      return {
        provider: 'sandbox',
        reference,
        clientSecret,
        expiresAt: expiresAt.toISOString(),
        livemode: false,
      };
    },
    async payerOf(reference, clientSecret) {
      const claims = openPayment(secrets, clientSecret);
      return claims?.reference === reference ? claims.organizationId : null;
    },
    startRedirect: async (request) => {
      const { organizationId, charge } = request;
      return redirectOf(
        secrets[0],
        { organizationId, reference: newId.payment(), charge },
        request,
      );
    },
    bills: {
      start: async ({ organizationId, reference, charge, ...page }) =>
        redirectOf(secrets[0], { organizationId, reference, charge }, page),
    },
    async refund({ organizationId, reference, refundId, amount }) {
      await db.transaction().execute(async (transaction) => {
        const payment = await lockPayment(transaction, organizationId, reference);
        if (payment === undefined) throw new Error(`The sandbox has no payment ${reference}`);
        const steps = stepsOfRefund(payment, { id: refundId, amount: amount.amount }, times);
        await writeSteps(transaction, organizationId, steps, contextOf(options));
      });
      wake();
    },
    recurring: createRecurringProvider(options, wake),
  };
}

async function lookAt(
  options: SandboxOptions,
  reference: Id<'payment'>,
  clientSecret: string,
): Promise<PaymentLook> {
  const claims = claimsOf(options, reference, clientSecret);
  const { organizationId, charge, redirect, recurring } = claims;
  if (redirect === undefined) return refuse('payment_unknown');
  const payment = await findPayment(options.db, organizationId, reference);
  const tooLate = isUnpaid(payment) && isTooLate(options, claims);
  return { charge, redirect, interval: recurring?.interval, state: payment?.state, tooLate };
}

function contextOf({ now, newId, secrets }: SandboxOptions) {
  return { now: now(), newEventId: newId.event, fingerprintOf: fingerprintsBy(secrets[0]) };
}

/** Tries each event that is due once; the worker comes back for those that were not taken. */
async function deliverRound({
  db,
  secrets,
  now,
  deliver,
  onError,
}: SandboxOptions): Promise<number> {
  const events = await takeDueEvents(db, eventsPerRound);
  await Promise.all(
    events.map(async (event) => {
      const signature = signEvent(secrets[0], event.body, now().getTime());
      try {
        const status = await deliver(event.body, { [sandboxSignatureHeader]: signature });
        if (status < 200 || status >= 300)
          throw new Error(`Event ${event.id} was answered with ${status}`);
        await markDelivered(db, event.organization_id, event.id);
      } catch (error) {
        onError('sandbox delivery', error);
      }
    }),
  );
  return events.length;
}

function claimsOf(
  { secrets }: SandboxOptions,
  reference: Id<'payment'>,
  clientSecret: string,
): PaymentClaims {
  const claims = openPayment(secrets, clientSecret);
  if (claims === null || claims.reference !== reference) refuse('payment_unknown');
  return claims;
}

async function confirm(
  options: SandboxOptions,
  claims: PaymentClaims,
  card: SandboxCard,
): Promise<SandboxPayment> {
  const read = readCard(card, options.now());
  if ('field' in read) refuse('card_invalid', { fields: [read] });
  const { behaviour } = read;
  if (claims.cardOf === undefined) {
    return toPayment(await confirmPayment(options, claims, behaviour));
  }
  if (isTooLate(options, claims)) refuse('payment_expired');
  if (behaviour === 'asksForConfirmation') {
    return { reference: claims.reference, state: 'requires_action', failureCode: null };
  }
  return takeCard(options, claims, claims.cardOf, behaviour);
}

function confirmPayment(
  options: SandboxOptions,
  claims: PaymentClaims,
  card: CardBehaviour,
): Promise<SandboxPaymentFacts> {
  const { organizationId, reference } = claims;
  return options.db.transaction().execute(async (transaction) => {
    const before = await lockPayment(transaction, organizationId, reference);
    // A card that was taken is never said to be too late: its donor would pay a second time.
    if (isUnpaid(before) && isTooLate(options, claims)) refuse('payment_expired');
    const fresh = freshPayment(claims, card);
    if (before === undefined && (await insertPayment(transaction, organizationId, fresh))) {
      const { recurring } = claims;
      if (recurring !== undefined) await beginWithCard(transaction, { ...claims, recurring }, card);
      const steps = stepsOfCard(fresh, options.times);
      await writeSteps(transaction, organizationId, steps, contextOf(options));
      await followSteps(options, transaction, claims, steps);
      return steps[0]?.payment ?? fresh;
    }
    const known = before ?? (await lockPayment(transaction, organizationId, reference));
    if (known?.card !== card) refuse('payment_closed');
    return known;
  });
}

/** A recurring gift begins, or does not, with its first payment. */
async function followSteps(
  options: SandboxOptions,
  transaction: Transaction<Database>,
  { organizationId, recurring }: PaymentClaims,
  steps: readonly Step[],
): Promise<void> {
  const last = steps.at(-1);
  if (recurring === undefined || last === undefined) return;
  const payment = { state: last.payment.state, toldAfterMs: last.delayMs };
  const context = { organizationId, ...contextOf(options) };
  await followFirstPayment(transaction, recurring, payment, context);
}

async function authenticate(
  options: SandboxOptions,
  claims: PaymentClaims,
  approve: boolean,
): Promise<SandboxPayment> {
  const { cardOf } = claims;
  if (cardOf === undefined) return toPayment(await authenticatePayment(options, claims, approve));
  if (isTooLate(options, claims)) refuse('payment_expired');
  const card = 'asksForConfirmation';
  if (approve) return takeCard(options, claims, cardOf, card);
  return refuseCard(options, claims, cardOf, [card, 'authentication_failed']);
}

function authenticatePayment(
  options: SandboxOptions,
  claims: PaymentClaims,
  approve: boolean,
): Promise<SandboxPaymentFacts> {
  const { organizationId, reference } = claims;
  return options.db.transaction().execute(async (transaction) => {
    const known = await lockPayment(transaction, organizationId, reference);
    if (known === undefined) refuse('payment_unknown');
    if (known.state !== 'requires_action') {
      if (known.card !== 'asksForConfirmation') refuse('payment_closed');
      return known;
    }
    if (isTooLate(options, claims)) refuse('payment_expired');
    const step = stepOfAnswer(known, approve);
    await writeSteps(transaction, organizationId, [step], contextOf(options));
    await followSteps(options, transaction, claims, [step]);
    return step.payment;
  });
}

/** No card was taken, or its bank was never answered. */
function isUnpaid(payment: SandboxPaymentFacts | undefined): boolean {
  return payment === undefined || payment.state === 'requires_action';
}

function isTooLate({ now }: SandboxOptions, { expiresAtMs }: PaymentClaims): boolean {
  return expiresAtMs <= now().getTime();
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
  return { reference: payment.reference, state, failureCode: shownFailure(payment.failureCode) };
}
