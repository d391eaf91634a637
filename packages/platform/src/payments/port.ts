/** What the house asks of a payment provider. Each provider is one folder beside this file. */
import type { Id, Money, PaymentStart } from '@kindcart/contract';
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

/** A payment to be made at the provider's own page, which the donor is sent to. */
export interface RedirectRequest extends PaymentRequest {
  /** What is paid for, in words for the donor. */
  readonly description: string;
  /** Language of the donor, a BCP 47 tag. */
  readonly language: string;
  /** Where the donor is sent with the payment made, refused or under way. */
  readonly returnUrl: string;
  /** Where the donor is sent who does not pay. */
  readonly cancelUrl: string;
}

/** Money to give back. */
export interface RefundRequest extends Book {
  readonly refundId: Id<'refund'>;
  readonly reference: Id<'payment'>;
  readonly amount: Money;
}

export interface PaymentProvider {
  readonly name: 'sandbox' | 'stripe';
  readonly livemode: boolean;
  /** What is taken of a charge in the currency; minor units. */
  feeTerms(currency: string): { readonly basisPoints: number; readonly fixedAmount: number };
  /** Makes an unpaid payment that the page can let the donor pay. Moves no money. */
  start(request: PaymentRequest): PaymentStart | Promise<PaymentStart>;
  /** Makes an unpaid payment with a page of the provider's own, for donors whose browser runs no scripts. */
  startRedirect?(request: RedirectRequest): Promise<{
    reference: Id<'payment'>;
    url: string;
    expiresAt: Date;
  }>;
  /**
   * Asks for a refund; the same refund id is one refund however often it is asked for.
   *
   * @throws RefundRefusedError when the provider will never make it
   * @throws when the provider cannot be reached; it is asked again later
   */
  refund(request: RefundRequest): Promise<void>;
}

/** The provider has refused a refund for good, for instance because the money has gone back already. */
export class RefundRefusedError extends Error {
  override readonly name = 'RefundRefusedError';
}

/** The provider of new payments in a mode, or undefined when none is set up. */
export type ProviderFor = (livemode: boolean) => PaymentProvider | undefined;

/** The provider that has a payment, which need not be the one of new payments. */
export type ProviderNamed = (name: string, livemode: boolean) => PaymentProvider | undefined;
