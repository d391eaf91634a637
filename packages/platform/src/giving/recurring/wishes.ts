/** What may be done with a recurring gift, whoever asks: the charity, or the donor by a link. */
import {
  type ChangeRecurringGift,
  type Id,
  type PauseRecurringGift,
  type RecurringGift,
  type RecurringWish,
  type ReplaceCardStart,
  refuseWish,
} from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import type { Asker, Guard } from '../../payments/guard/guard.ts';
import type { PaymentProvider, ProviderNamed } from '../../payments/port.ts';
import { feeCoverFor } from '../donations/rules.ts';
import { refuseGift } from '../projects/rules.ts';
import type { TermsCache } from '../projects/terms-cache.ts';
import * as records from './records.ts';
import { type AskedFor, grant, isGrantedAlready } from './rules.ts';

export interface RecurringParts {
  readonly db: Kysely<Database>;
  readonly terms: TermsCache;
  readonly providerNamed: ProviderNamed;
  readonly guard: Pick<Guard, 'judge' | 'objection' | 'cardBegun'>;
  readonly now: () => Date;
  /** How long a donor has to give another card. */
  readonly payWithinMs: number;
  /** Brings the last order to the provider. @throws when it cannot be reached */
  readonly bringOrder: (
    organizationId: Id<'organization'>,
    id: Id<'recurringGift'>,
  ) => Promise<void>;
  readonly onError: (name: string, error: unknown) => void;
}

/** A recurring gift of the book. @throws Refusal `recurring_gift_unknown` */
export async function readRecurring(
  { db }: Pick<RecurringParts, 'db'>,
  book: Book,
  id: Id<'recurringGift'>,
): Promise<RecurringGift> {
  const row = await records.findRecurring(db, book, id);
  return row === undefined ? refuse('recurring_gift_unknown') : records.toRecurringGift(row);
}

/** As `readRecurring`, where its state lets somebody do this. */
async function findFor(
  { db }: RecurringParts,
  book: Book,
  id: Id<'recurringGift'>,
  act: RecurringWish,
): Promise<records.WholeRow> {
  const row = await records.findRecurring(db, book, id);
  if (row === undefined) refuse('recurring_gift_unknown');
  const refusal = refuseWish(act, row.state);
  return refusal === null ? row : refuse(refusal);
}

/** Who charges it. */
function providerOf(
  { providerNamed }: RecurringParts,
  { provider, livemode }: Pick<records.WholeRow, 'provider' | 'livemode'>,
): PaymentProvider {
  return providerNamed(provider, livemode) ?? refuse('payments_unavailable');
}

/** Changes what it gives from the next charge on, held against its project as any gift is. */
export async function changeAmounts(
  parts: RecurringParts,
  book: Book,
  id: Id<'recurringGift'>,
  request: ChangeRecurringGift,
): Promise<RecurringGift> {
  const row = await findFor(parts, book, id, 'change');
  // What was remembered may be from before the project was closed.
  parts.terms.forget(row.project_id);
  const terms = await parts.terms.find(book, row.project_id);
  if (terms === undefined) refuse('project_unknown');
  const refusal = refuseGift(terms, request.gift, parts.now());
  if (refusal !== null) refuse(refusal.code, { fields: [refusal] });
  const { currency } = request.gift;
  const fee = providerOf(parts, row).feeTerms(currency);
  const schedule = { basisPoints: fee.basisPoints, fixed: { amount: fee.fixedAmount, currency } };
  const feeCover = feeCoverFor(request, schedule);
  const amounts = { giftAmount: request.gift.amount, feeCoverAmount: feeCover.amount };
  return obey(parts, book, id, { act: 'change' }, amounts);
}

/** Charges nothing until a day, or until it is resumed. */
export async function pause(
  parts: RecurringParts,
  book: Book,
  id: Id<'recurringGift'>,
  request: PauseRecurringGift,
): Promise<RecurringGift> {
  const until = request.until === null ? null : new Date(request.until);
  if (until !== null && until <= parts.now()) {
    refuse('request_invalid', { fields: [{ field: 'until', message: 'is in the past' }] });
  }
  return obey(parts, book, id, { act: 'pause', until });
}

/**
 * What a page needs to let the donor give another card.
 *
 * @param asker - the donor's page, which the guard looks at as at one that begins a gift; undefined for
 * a charity's own server
 */
export async function startCard(
  parts: RecurringParts,
  { organizationId, livemode }: Book,
  recurringGiftId: Id<'recurringGift'>,
  asker?: Asker,
): Promise<ReplaceCardStart> {
  const row = await findFor(parts, { organizationId, livemode }, recurringGiftId, 'replaceCard');
  const { recurring } = providerOf(parts, row);
  if (recurring === undefined) refuse('unavailable', { retryAfterSeconds: 60 });
  const { guard, now, payWithinMs } = parts;
  const objection = asker && (await guard.objection(asker, guard.judge(asker)));
  if (objection) throw objection;
  const expiresAt = new Date(now().getTime() + payWithinMs);
  const request = { organizationId, livemode, recurringGiftId, expiresAt };
  const payment = await recurring.replaceCard(request);
  if (asker !== undefined) await guard.cardBegun(asker, payment.reference);
  return { recurringGiftId, payment };
}

/**
 * Grants what somebody asks of a recurring gift, or refuses it by its state. The answer comes after
 * the provider's; where that cannot be reached, the gift stands as asked for, not yet confirmed.
 */
export async function obey(
  parts: RecurringParts,
  book: Book,
  id: Id<'recurringGift'>,
  wanted: AskedFor,
  amounts?: records.NewTerms,
): Promise<RecurringGift> {
  const { db } = parts;
  await db.transaction().execute(async (transaction) => {
    const facts = await records.lockRecurring(transaction, book.organizationId, id);
    if (facts === undefined || facts.livemode !== book.livemode) refuse('recurring_gift_unknown');
    const refusal = refuseWish(wanted.act, facts.standing.state);
    if (refusal !== null) refuse(refusal);
    if (isGrantedAlready(facts, wanted)) return;
    await records.writeGranted(transaction, facts, grant(facts, wanted), amounts);
  });
  try {
    await parts.bringOrder(book.organizationId, id);
  } catch (error) {
    // It is written and stands; the errand brings it to the provider.
    parts.onError('recurring order', error);
  }
  return readRecurring(parts, book, id);
}
