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
  /**
   * Asks for a refund; the same refund id is one refund however often it is asked for.
   *
   * @throws RefundRefusedError when the provider will never make it
   * @throws when the provider cannot be reached; it is asked again later
   */
  refund(request: RefundRequest): Promise<void>;
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
