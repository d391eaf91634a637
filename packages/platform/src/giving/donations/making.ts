/** Makes donations, once for each claim, whether a page's scripts ask for one or the form of the hosted page. */
import type { CreateDonation, DonationStatus, Id, PaymentStart } from '@kindcart/contract';
import type { FeeSchedule } from '@kindcart/contract/money';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type Binding, bindShare } from '../../forest/adoptions/binding.ts';
import { answerText, type PreparedAnswer } from '../../http/endpoint.ts';
import type { IdempotencyClaim } from '../../http/idempotency.ts';
import { refuse } from '../../http/refusal.ts';
import type { GroupCommit } from '../../ledger/group-commit.ts';
import type { Book } from '../../ledger/rules.ts';
import type { Asker, Guard } from '../../payments/guard/guard.ts';
import type {
  PaymentProvider,
  PaymentRequest,
  ProviderFor,
  RecurringProvider,
  RecurringRequest,
} from '../../payments/port.ts';
import { type GiftRefusal, type ProjectTerms, refuseGift } from '../projects/rules.ts';
import type { TermsCache } from '../projects/terms-cache.ts';
import type { NewRecurring } from '../recurring/making.ts';
import * as records from './records.ts';
import { feeCoverFor } from './rules.ts';

export interface DonationParts {
  readonly db: Kysely<Database>;
  readonly terms: TermsCache;
  readonly makings: GroupCommit<records.NewDonation, records.Making>;
  readonly providerFor: ProviderFor;
  readonly guard: Pick<Guard, 'judge' | 'objection' | 'begun' | 'hashAddress'>;
  readonly now: () => Date;
  readonly newDonationId: () => Id<'donation'>;
  readonly newRecurringId: () => Id<'recurringGift'>;
  /** How long a donor has to pay. */
  readonly payWithinMs: number;
}

/**
 * The first answer, when cards are being tried out and this repeats a request that was granted before.
 *
 * @throws Refusal when the donation does not begin now
 */
async function passGuard(
  parts: DonationParts,
  asker: Asker,
  claim: IdempotencyClaim,
): Promise<PreparedAnswer | null> {
  const verdict = parts.guard.judge(asker);
  if (verdict.kind === 'open') return null;
  const replay = await findReplay(parts, claim);
  if (replay !== null) return replay;
  const objection = await parts.guard.objection(asker, verdict);
  if (objection !== null) throw objection;
  return null;
}

/** How often a project may change under a gift before the caller is told to try again. */
const triesMax = 3;

/** A payment that was begun for a donation, and what its caller gets for it. */
interface Begun {
  readonly reference: Id<'payment'>;
  readonly expiresAt: Date;
  /** The answer's text; kept with the donation, so that a repeat gets the same. */
  answer(donation: DonationStatus): string;
  /** What is kept of it where the gift comes again. */
  readonly recurring?: NewRecurring;
}

/** What a payment is that begins a gift by the month or year. */
export type Repetition = Omit<RecurringRequest, keyof PaymentRequest>;

/** Begins the payment of a donation about to be made; `repetition` is undefined for a single gift. */
export type Begin = (
  provider: PaymentProvider,
  request: PaymentRequest,
  donationId: Id<'donation'>,
  repetition: Repetition | undefined,
) => Promise<Begun>;

/** Who begins a donation, and how. */
export interface Beginning {
  /** The page that asks, which the guard looks at first; undefined for a charity's own server alone. */
  readonly asker: Asker | undefined;
  readonly begin?: Begin;
}

/** Begins a payment that the caller's own page lets the donor make. */
const beginInPage: Begin = async (provider, request, _, repetition) => {
  if (repetition === undefined) return begunBy(await provider.start(request), request);
  const recurring = recurringOf(provider);
  const { payment, anchorAt, recurringGiftId } = await recurring.start({
    ...request,
    ...repetition,
  });
  return {
    ...begunBy(payment, request),
    recurring: { id: recurringGiftId, interval: repetition.interval, anchorAt },
  };
};

/** The provider's way to repeat gifts. @throws Refusal where it takes single ones only */
export function recurringOf({ recurring }: PaymentProvider): RecurringProvider {
  if (recurring !== undefined) return recurring;
  const detail = 'The payment provider takes single gifts only, and none by the month or year.';
  return refuse('payments_unavailable', { detail });
}

function begunBy(payment: PaymentStart, { expiresAt }: PaymentRequest): Begun {
  const answer = (donation: DonationStatus) => answerText('createDonation', { donation, payment });
  return { reference: payment.reference, expiresAt, answer };
}

/**
 * Makes a donation, once for each claim.
 *
 * @throws Refusal saying why there can be none
 */
export async function createDonation(
  parts: DonationParts,
  book: Book,
  request: CreateDonation,
  claim: IdempotencyClaim,
  { asker, begin = beginInPage }: Beginning,
): Promise<PreparedAnswer> {
  const passed = asker && (await passGuard(parts, asker, claim));
  if (passed) return passed;
  const provider = parts.providerFor(book.livemode);
  if (provider === undefined) {
    return (await findReplay(parts, claim)) ?? refuse('payments_unavailable');
  }
  for (let tries = 0; tries < triesMax; tries += 1) {
    const answer = await tryCreate(parts, provider, book, request, claim, { asker, begin });
    if (answer !== null) return answer;
    parts.terms.forget(request.projectId);
  }
  return refuse('unavailable', { retryAfterSeconds: 1 });
}

/** One try; null when the project changed while it was decided. */
async function tryCreate(
  parts: DonationParts,
  provider: PaymentProvider,
  book: Book,
  request: CreateDonation,
  claim: IdempotencyClaim,
  { asker, begin }: Required<Beginning>,
): Promise<PreparedAnswer | null> {
  const now = parts.now();
  const terms = await parts.terms.find(book, request.projectId);
  if (terms === undefined) refuse('project_unknown');
  const refusal = refuseGift(terms, request.gift, now);
  if (refusal !== null) {
    const said = await decideAnew(parts, book, request, now, refusal);
    return (await findReplay(parts, claim)) ?? refuse(said.code, { fields: [said] });
  }
  const donationId = parts.newDonationId();
  const { adoptionId } = request;
  const bound = adoptionId && (await bind(parts, book, request, claim, { asker, donationId, now }));
  if (bound) return bound;
  const { currency } = request.gift;
  const feeCover = feeCoverFor(request, scheduleOf(provider, currency));
  const charge = { amount: request.gift.amount + feeCover.amount, currency };
  const start = {
    organizationId: book.organizationId,
    livemode: book.livemode,
    charge,
    expiresAt: new Date(now.getTime() + parts.payWithinMs),
    idempotencyKey: claim.key,
  };
  const repetition = repetitionOf(parts, request, terms);
  const payment = await begin(provider, start, donationId, repetition);
  const row = {
    ...newRow(request, donationId, feeCover.amount, provider, payment, now),
    begun_by: asker === undefined ? null : await parts.guard.begun(asker, donationId),
  };
  const text = payment.answer({
    id: donationId,
    projectId: request.projectId,
    state: 'pending',
    gift: request.gift,
    feeCover,
    charge,
    refunded: { amount: 0, currency },
    failureCode: null,
    interval: request.interval ?? null,
    livemode: book.livemode,
    createdAt: row.created_at,
    updatedAt: row.created_at,
  });
  const made = await parts.makings.submit({
    claim,
    response: text,
    details: request.details,
    recurring: payment.recurring,
    projectVersion: terms.version,
    row,
  });
  switch (made.outcome) {
    case 'made':
      return { text, replayed: false };
    case 'replayed':
      return { text: made.response, replayed: true };
    case 'key_reused':
      return refuse('idempotency_key_reused');
    case 'project_changed':
      return null;
  }
}

/**
 * Binds a donation to the share of a tree that it pays. A request that was granted before is answered
 * as then, and binds nothing.
 */
async function bind(
  parts: DonationParts,
  book: Book,
  { adoptionId, ...gift }: CreateDonation,
  claim: IdempotencyClaim,
  { asker, donationId, now }: Pick<Beginning, 'asker'> & Pick<Binding, 'donationId' | 'now'>,
): Promise<PreparedAnswer | null> {
  if (adoptionId === undefined) return null;
  const replay = await findReplay(parts, claim);
  if (replay !== null) return replay;
  const begunFrom = asker === undefined ? null : await parts.guard.hashAddress(asker.address);
  await bindShare(parts.db, book, { adoptionId, donationId, gift, begunFrom, now });
  return null;
}

function scheduleOf(provider: PaymentProvider, currency: string): FeeSchedule {
  const { basisPoints, fixedAmount } = provider.feeTerms(currency);
  return { basisPoints, fixed: { amount: fixedAmount, currency } };
}

/** What a gift that comes again asks of its provider; undefined for a single one. */
function repetitionOf(
  { newRecurringId }: DonationParts,
  { interval, details }: CreateDonation,
  { closesAt }: ProjectTerms,
): Repetition | undefined {
  if (interval === undefined) return undefined;
  const email = details?.email;
  if (email == null) throw new Error('Parsed with an interval and without an e-mail address');
  return { recurringGiftId: newRecurringId(), interval, endsAt: closesAt, email };
}

/**
 * A refusal on terms as they are now, not as remembered: a project that was closed a moment ago says
 * so before anything else. What is closed stays closed, so that needs no second look.
 */
async function decideAnew(
  parts: DonationParts,
  book: Book,
  { projectId, gift }: CreateDonation,
  now: Date,
  refusal: GiftRefusal,
): Promise<GiftRefusal> {
  if (refusal.code === 'project_closed') return refusal;
  parts.terms.forget(projectId);
  const terms = await parts.terms.find(book, projectId);
  return (terms === undefined ? null : refuseGift(terms, gift, now)) ?? refusal;
}

/**
 * The first answer, when this repeats a request that was granted: it is answered as then, even if the
 * project is closed now.
 */
async function findReplay(
  parts: DonationParts,
  claim: IdempotencyClaim,
): Promise<PreparedAnswer | null> {
  const [kept] = await records.findReplays(parts.db, [claim]);
  if (kept === undefined) return null;
  if (kept.fingerprint !== claim.fingerprint) return refuse('idempotency_key_reused');
  return { text: kept.response, replayed: true };
}

function newRow(
  request: CreateDonation,
  id: Id<'donation'>,
  feeCoverAmount: number,
  provider: PaymentProvider,
  payment: Begun,
  now: Date,
): Omit<records.NewDonation['row'], 'begun_by'> {
  return {
    id,
    project_id: request.projectId,
    currency: request.gift.currency,
    gift_amount: request.gift.amount,
    fee_cover_amount: feeCoverAmount,
    donor_name: request.donorName,
    anonymous: request.anonymous,
    message: request.message,
    provider: provider.name,
    payment_reference: payment.reference,
    created_at: now.toISOString(),
    expires_at: payment.expiresAt.toISOString(),
  };
}
