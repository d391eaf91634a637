/** How a donor's payment reaches its provider. */
import type { CallError, PayerClient, Result } from '@kindcart/client';
import type { PaymentStart, SandboxCard, SandboxPayment } from '@kindcart/contract';

/** How far the provider is, by its own word; only the platform says that a gift is paid. */
export type PaymentStep =
  | Pick<SandboxPayment, 'state' | 'failureCode'>
  /**
   * Not paid, and the same payment takes another try, so that no new donation is needed. `error`
   * says why; null where the provider's fields have said it themselves.
   */
  | { readonly state: 'unpaid'; readonly error: CallError | null };

/**
 * Fields of a provider that pay by themselves, so that what is typed into them never passes through
 * this code. It answers with a Result and never rejects.
 */
export interface PayingFields {
  readonly confirm: (payment: PaymentStart) => Promise<Result<PaymentStep>>;
}

/** What the donor pays with. It goes to the provider and is stored nowhere. */
export type PaymentDetails = SandboxCard | PayingFields;

/** The sandbox as a page sees it, whose cards are sent by us. It answers with a Result and never rejects. */
export interface PaymentAdapter {
  /** Pays. Paying twice charges once, since the payment is one. */
  readonly confirm: (payment: PaymentStart, card: SandboxCard) => Promise<Result<PaymentStep>>;
  /** Answers the bank's question. */
  readonly authenticate: (payment: PaymentStart, approve: boolean) => Promise<Result<PaymentStep>>;
}

/** The sandbox: test cards only, and no money moves. */
export function sandboxPayments(client: PayerClient): PaymentAdapter {
  return {
    confirm: ({ reference, clientSecret }, card) =>
      client.confirmSandboxPayment({ params: { reference }, body: { clientSecret, card } }),
    authenticate: ({ reference, clientSecret }, approve) =>
      client.authenticateSandboxPayment({ params: { reference }, body: { clientSecret, approve } }),
  };
}
