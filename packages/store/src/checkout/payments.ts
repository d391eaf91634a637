/** How a donor's payment reaches its provider. */
import type { PageClient, Result } from '@kindcart/client';
import type { PaymentStart, SandboxCard, SandboxPayment } from '@kindcart/contract';

/** What the donor pays with. It goes to the provider and is stored nowhere. */
export type PaymentDetails = SandboxCard;

/** How far the provider is, by its own word; only the platform says that a gift is paid. */
export type PaymentStep = Pick<SandboxPayment, 'state' | 'failureCode'>;

/** One payment provider, as a page sees it. It answers with a Result and never rejects. */
export interface PaymentAdapter {
  /** Pays. Paying twice charges once, since the payment is one. */
  readonly confirm: (
    payment: PaymentStart,
    details: PaymentDetails,
  ) => Promise<Result<PaymentStep>>;
  /** Answers the bank's question. */
  readonly authenticate: (payment: PaymentStart, approve: boolean) => Promise<Result<PaymentStep>>;
}

/** The sandbox: test cards only, and no money moves. */
export function sandboxPayments(client: PageClient): PaymentAdapter {
  return {
    confirm: ({ reference, clientSecret }, card) =>
      client.confirmSandboxPayment({ params: { reference }, body: { clientSecret, card } }),
    authenticate: ({ reference, clientSecret }, approve) =>
      client.authenticateSandboxPayment({ params: { reference }, body: { clientSecret, approve } }),
  };
}
