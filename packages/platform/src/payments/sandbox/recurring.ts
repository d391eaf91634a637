/** The sandbox as a provider of recurring gifts: it keeps them, charges them by itself, and tells. */
import {
  beginCourse,
  type CardFailure,
  giveUpCourse,
  type Id,
  type PaymentState,
  type SandboxPayment,
  shownFailure,
  startCourse,
} from '@kindcart/contract';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { RecurringOrder, RecurringProvider, RecurringRequest } from '../port.ts';
import type { CardBehaviour } from './cards.ts';
import {
  clockAheadMs,
  enqueueDecline,
  insertRecurring,
  lockDueRecurring,
  lockRecurring,
  type StepContext,
  writeRecurringStep,
} from './recurring-records.ts';
import {
  type SandboxRecurringFacts,
  stepOfCard,
  stepOfOrder,
  stepOfTime,
  toRecurringSnapshot,
} from './recurring-rules.ts';
import { redirectOf } from './redirect.ts';
import {
  fingerprintsBy,
  type PaymentClaims,
  type RecurringClaims,
  sealPayment,
} from './secrets.ts';

export interface RecurringSandboxOptions {
  readonly db: Kysely<Database>;
  readonly secrets: readonly [string, ...string[]];
  readonly now: () => Date;
  readonly newId: { event: () => Id<'event'>; payment: () => Id<'payment'> };
}

export function createRecurringProvider(
  options: RecurringSandboxOptions,
  wake: () => void,
): RecurringProvider {
  const { db, secrets, newId } = options;
  return {
    async start(request) {
      const { recurringGiftId, expiresAt } = request;
      const { claims, anchorAt } = await firstClaims(options, request);
      return { recurringGiftId, payment: startOf(secrets[0], claims, expiresAt), anchorAt };
    },
    async startRedirect(request) {
      const { recurringGiftId } = request;
      const { claims, anchorAt } = await firstClaims(options, request);
      return { recurringGiftId, anchorAt, ...redirectOf(secrets[0], claims, request) };
    },
    async steer(order) {
      const now = await sandboxNow(options, order.organizationId);
      const context = contextOf(options, order.organizationId);
      const facts = await db.transaction().execute(async (transaction) => {
        const known = await findOrBegin(transaction, order, now);
        const before = await catchUp(transaction, known, now, context);
        const step = stepOfOrder(before, order, now);
        if (step === null) return before;
        await writeRecurringStep(transaction, step, context);
        return step.facts;
      });
      wake();
      return toRecurringSnapshot(facts);
    },
    async replaceCard({ organizationId, recurringGiftId, expiresAt }) {
      const charge = { amount: 0, currency: 'XXX' };
      const reference = newId.payment();
      const claims = { organizationId, reference, charge, cardOf: recurringGiftId };
      return startOf(secrets[0], claims, expiresAt);
    },
  };
}

/** What the secret of a first payment says, and from when the periods are counted. */
async function firstClaims(
  options: RecurringSandboxOptions,
  { organizationId, charge, recurringGiftId: id, interval, endsAt }: RecurringRequest,
) {
  const anchorAt = await sandboxNow(options, organizationId);
  const endsAtMs = endsAt?.getTime() ?? null;
  const recurring = { id, interval, anchorAtMs: anchorAt.getTime(), endsAtMs };
  const reference = options.newId.payment();
  return { claims: { organizationId, reference, charge, recurring }, anchorAt };
}

function startOf(secret: string, claims: Omit<PaymentClaims, 'expiresAtMs'>, expiresAt: Date) {
  return {
    provider: 'sandbox',
    reference: claims.reference,
    clientSecret: sealPayment(secret, { ...claims, expiresAtMs: expiresAt.getTime() }),
    expiresAt: expiresAt.toISOString(),
    livemode: false,
  } as const;
}

const contextOf = (
  { newId, secrets }: RecurringSandboxOptions,
  organizationId: Id<'organization'>,
): StepContext => ({
  organizationId,
  newEventId: newId.event,
  fingerprintOf: fingerprintsBy(secrets[0]),
});

async function sandboxNow(
  { db, now }: RecurringSandboxOptions,
  organizationId: Id<'organization'>,
): Promise<Date> {
  return new Date(now().getTime() + (await clockAheadMs(db, organizationId)));
}

/** The gift; or, where no card was given yet, one for the order to stop before it begins. */
async function findOrBegin(
  transaction: Transaction<Database>,
  { organizationId, recurringGiftId, charge, revision, interval }: RecurringOrder,
  now: Date,
): Promise<SandboxRecurringFacts> {
  const fresh: SandboxRecurringFacts = {
    id: recurringGiftId,
    version: 0,
    order: 0,
    card: null,
    currency: charge.currency,
    amount: charge.amount,
    revision,
    chargedRevision: revision,
    course: beginCourse(interval, now, null),
  };
  return (
    (await lockRecurring(transaction, organizationId, recurringGiftId)) ??
    ((await insertRecurring(transaction, organizationId, fresh))
      ? fresh
      : ((await lockRecurring(transaction, organizationId, recurringGiftId)) ?? fresh))
  );
}

/** Does what was due before now, so that what somebody asks for now comes after it. */
async function catchUp(
  transaction: Transaction<Database>,
  facts: SandboxRecurringFacts,
  now: Date,
  context: StepContext,
): Promise<SandboxRecurringFacts> {
  let known = facts;
  for (let step = stepOfTime(known, now); step !== null; step = stepOfTime(known, now)) {
    await writeRecurringStep(transaction, step, context);
    known = step.facts;
  }
  return known;
}

const stepsPerRound = 50;

/** One round of what is due: a transaction for each step. Says how many it did. */
export async function renewRound(options: RecurringSandboxOptions): Promise<number> {
  for (let done = 0; done < stepsPerRound; done += 1) {
    const didOne = await options.db.transaction().execute(async (transaction) => {
      const due = await lockDueRecurring(transaction, options.now());
      const step = due === undefined ? null : stepOfTime(due.recurring, due.now);
      if (due === undefined || step === null) return false;
      await writeRecurringStep(transaction, step, contextOf(options, due.organizationId));
      return true;
    });
    if (!didOne) return done;
  }
  return stepsPerRound;
}

/**
 * Keeps the recurring gift that a first card begins, in the transaction that takes it.
 *
 * @throws Refusal `payment_closed` when it was stopped before
 */
export async function beginWithCard(
  transaction: Transaction<Database>,
  { organizationId, charge, recurring }: PaymentClaims & { readonly recurring: RecurringClaims },
  card: CardBehaviour,
): Promise<void> {
  const endsAt = recurring.endsAtMs === null ? null : new Date(recurring.endsAtMs);
  const begun = await insertRecurring(transaction, organizationId, {
    id: recurring.id,
    version: 0,
    order: 0,
    card,
    currency: charge.currency,
    amount: charge.amount,
    revision: 1,
    chargedRevision: 1,
    course: beginCourse(recurring.interval, new Date(recurring.anchorAtMs), endsAt),
  });
  if (!begun) refuse('payment_closed');
}

/** Takes the recurring gift on with its first payment, which may be told of later. */
export async function followFirstPayment(
  transaction: Transaction<Database>,
  recurring: RecurringClaims,
  payment: { readonly state: PaymentState; readonly toldAfterMs: number },
  context: StepContext,
): Promise<void> {
  const { state, toldAfterMs } = payment;
  if (state !== 'succeeded' && state !== 'failed') return;
  const facts = await lockRecurring(transaction, context.organizationId, recurring.id);
  if (facts === undefined || facts.course.state !== 'pending') return;
  const at = facts.course.anchorAt;
  const course =
    state === 'succeeded' ? startCourse(facts.course, at) : giveUpCourse(facts.course, at);
  const step = { facts: { ...facts, course, version: facts.version + 1 }, attempt: null };
  await writeRecurringStep(transaction, step, { ...context, delayMs: toldAfterMs });
}

/** What the page hears of another card; the gift has it once the bank has nothing against it. */
export async function takeCard(
  options: RecurringSandboxOptions,
  claims: PaymentClaims,
  id: Id<'recurringGift'>,
  card: CardBehaviour,
): Promise<SandboxPayment> {
  const { organizationId, reference } = claims;
  if (card === 'declined') return refuseCard(options, claims, id, [card, 'card_declined']);
  if (card === 'insufficientFunds') {
    return refuseCard(options, claims, id, [card, 'insufficient_funds']);
  }
  const now = await sandboxNow(options, organizationId);
  await options.db.transaction().execute(async (transaction) => {
    const context = contextOf(options, organizationId);
    const known = await lockRecurring(transaction, organizationId, id);
    if (known === undefined) refuse('payment_unknown');
    const before = await catchUp(transaction, known, now, context);
    if (before.course.state === 'cancelled' || before.course.state === 'ended') {
      refuse('payment_closed');
    }
    const step = stepOfCard(before, card, now);
    if (step !== null) await writeRecurringStep(transaction, step, context);
  });
  return { reference, state: 'processing', failureCode: null };
}

/** Leaves another card untaken, and tells of it: the gift is as it was. */
export async function refuseCard(
  options: RecurringSandboxOptions,
  { organizationId, reference }: PaymentClaims,
  recurringGiftId: Id<'recurringGift'>,
  [card, failureCode]: readonly [CardBehaviour, CardFailure],
): Promise<SandboxPayment> {
  const context = contextOf(options, organizationId);
  const declined = { recurringGiftId, reference, card, failureCode };
  await options.db
    .transaction()
    .execute((transaction) => enqueueDecline(transaction, declined, options.now(), context));
  return { reference, state: 'failed', failureCode: shownFailure(failureCode) };
}
