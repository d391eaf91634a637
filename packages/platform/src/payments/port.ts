/** What the house asks of a payment provider. Each provider is one folder beside this file. */
import type { Id, Interval, Money, PaymentStart, RecurringSnapshot } from '@kindcart/contract';
import type { Book } from '../ledger/rules.ts';

/** A payment about to be asked for. */
export interface PaymentRequest extends Book {
  readonly charge: Money;
  readonly expiresAt: Date;
  /**
   * The caller's own key. A provider elsewhere is called with a key derived from it, so that a
   * request repeated after a crash finds the payment of the first.
   */
  readonly idempotencyKey: string;
}

/** What the provider's own page, which the donor is sent to, has to know. */
export interface RedirectPage {
  /** What is paid for, in words for the donor. */
  readonly description: string;
  /** Language of the donor, a BCP 47 tag. */
  readonly language: string;
  /** Where the donor is sent with the payment made, refused or under way. */
  readonly returnUrl: string;
  /** Where the donor is sent who does not pay. */
  readonly cancelUrl: string;
}

/** A payment to be made at the provider's own page. */
export interface RedirectRequest extends PaymentRequest, RedirectPage {}

/** A page of the provider's, and until when it can be paid there. */
export interface RedirectStart {
  readonly reference: Id<'payment'>;
  readonly url: string;
  readonly expiresAt: Date;
}

/** Money to give back. */
export interface RefundRequest extends Book {
  readonly refundId: Id<'refund'>;
  readonly reference: Id<'payment'>;
  readonly amount: Money;
}

/** The first payment of a gift that the provider will charge again by itself. */
export interface RecurringRequest extends PaymentRequest {
  readonly recurringGiftId: Id<'recurringGift'>;
  readonly interval: Interval;
  /** When it has to end by itself: nothing is charged then or later. */
  readonly endsAt: Date | null;
  readonly email: string;
}

/** A first payment to be made at the provider's own page. */
export interface RecurringRedirectRequest extends RecurringRequest, RedirectPage {}

/** A recurring gift that a first payment begins. */
interface BegunRecurring {
  /** The gift: the one that was asked for, or where the request is a repeat, that of the first. */
  readonly recurringGiftId: Id<'recurringGift'>;
  /** The provider's time from which it counts the periods; the first begins here. */
  readonly anchorAt: Date;
}

/** What a recurring gift begins with. */
export interface RecurringStart extends BegunRecurring {
  readonly payment: PaymentStart;
}

/**
 * As `RecurringStart`, on the provider's own page. A provider that counts from the moment of the first
 * payment says so when it is made; until then the anchor is the time of asking.
 */
export interface RecurringRedirectStart extends BegunRecurring, RedirectStart {}

/**
 * All that is wanted of a recurring gift, and not only what changes, so that orders may come late,
 * twice, or not all: one whose number is not above the last is passed over.
 */
export interface RecurringOrder extends Book {
  readonly recurringGiftId: Id<'recurringGift'>;
  readonly number: number;
  /** `end` is `cancel` because the project is closed. */
  readonly wish: 'run' | 'pause' | 'cancel' | 'end';
  /** When a pause is over by itself; null for when it is resumed. */
  readonly until: Date | null;
  /**
   * To do now, once: `retry` what is outstanding, or `resume` after a pause that no try went through
   * before. What a pause that was asked for left out is never charged.
   */
  readonly nudge: 'retry' | 'resume' | null;
  readonly interval: Interval;
  /** What each charge from the next on takes, and the number of that amount. */
  readonly charge: Money;
  readonly revision: number;
}

/** Another card for a recurring gift. */
export interface CardRequest extends Book {
  readonly recurringGiftId: Id<'recurringGift'>;
  readonly expiresAt: Date;
}

/**
 * A provider that charges by itself. It tells of each charge as of any payment, with the period it is
 * for, and of the recurring gift as a whole by `RecurringSnapshot`; both may come late, twice or in
 * any order. A charge that failed is tried again 3, 5 and 7 days later, and then the gift is paused.
 */
export interface RecurringProvider {
  /** As `PaymentProvider.start`; the gift comes to be when this payment is made. */
  start(request: RecurringRequest): Promise<RecurringStart>;
  /** As `PaymentProvider.startRedirect`; left out by a provider whose page takes single gifts only. */
  startRedirect?(request: RecurringRedirectRequest): Promise<RecurringRedirectStart>;
  /**
   * Makes it as ordered and says how it is then.
   *
   * @throws when the provider cannot be reached; the order is brought again later
   */
  steer(order: RecurringOrder): Promise<RecurringSnapshot>;
  /**
   * What the page needs to take another card; no money moves. Once it is given, an outstanding charge
   * is tried with it at once, and a gift that was paused because no try went through goes on.
   */
  replaceCard(request: CardRequest): Promise<PaymentStart>;
}

/** What a merchant owes by a statement, to be paid at the provider's own page. */
export interface BillRequest extends Book, RedirectPage {
  /** Of the payment: one for each try to pay the statement, and one bill however often it is asked for. */
  readonly reference: Id<'payment'>;
  readonly payer: {
    readonly merchantId: Id<'merchant'>;
    readonly name: string;
    /** Null where nobody is to be written to. */
    readonly email: string | null;
  };
  /** As it is printed on the statement. */
  readonly number: string;
  /** The sum of the items. */
  readonly charge: Money;
  /** What each project gets. */
  readonly items: readonly { readonly description: string; readonly amount: Money }[];
  /** Until when the address is good, where it ends. */
  readonly expiresAt: Date;
}

/** A provider that lets merchants pay; it tells of a bill as of any payment. Nothing is refunded by it. */
export interface BillProvider {
  /**
   * Makes the bill, or finds it, and says where it is paid. Moves no money.
   *
   * @throws Refusal where the provider cannot be reached, or cannot charge it
   */
  start(request: BillRequest): Promise<{ readonly url: string }>;
}

export interface PaymentProvider {
  readonly name: 'sandbox' | 'stripe';
  readonly livemode: boolean;
  /** What is taken of a charge in the currency; minor units. */
  feeTerms(currency: string): { readonly basisPoints: number; readonly fixedAmount: number };
  /** Makes an unpaid payment that the page can let the donor pay. Moves no money. */
  start(request: PaymentRequest): PaymentStart | Promise<PaymentStart>;
  /** Makes an unpaid payment with a page of the provider's own, for donors whose browser runs no scripts. */
  startRedirect?(request: RedirectRequest): Promise<RedirectStart>;
  /**
   * Asks for a refund; the same refund id is one refund however often it is asked for.
   *
   * @throws RefundRefusedError when the provider will never make it
   * @throws when the provider cannot be reached; it is asked again later
   */
  refund(request: RefundRequest): Promise<void>;
  /**
   * Lets the payment take no more cards. For providers whose payments take one after the other until
   * one is good; closing one that is paid or closed changes nothing.
   */
  close?(organizationId: Id<'organization'>, reference: Id<'payment'>): Promise<void>;
  /** Left out by a provider that takes single gifts only. */
  readonly recurring?: RecurringProvider | undefined;
  /** Left out by a provider at which merchants cannot pay their statements. */
  readonly bills?: BillProvider;
  /** Whose payment it is, for whoever holds its client secret; null when the secret is not right. */
  readonly payerOf?: PayerOf;
}

/** The organization that a payment is to, when the client secret is that of the payment. */
export type PayerOf = (
  reference: Id<'payment'>,
  clientSecret: string,
) => Promise<Id<'organization'> | null>;

/** The provider has refused a refund for good, for instance because the money has gone back already. */
export class RefundRefusedError extends Error {
  override readonly name = 'RefundRefusedError';
}

/** The provider of new payments in a mode, or undefined when none is set up. */
export type ProviderFor = (livemode: boolean) => PaymentProvider | undefined;

/** The provider that has a payment, which need not be the one of new payments. */
export type ProviderNamed = (name: string, livemode: boolean) => PaymentProvider | undefined;
