import type {
  PaymentIntentResult,
  SetupIntentResult,
  Stripe,
  StripeElements,
} from '@stripe/stripe-js';

/** Stripe's word on what the fields are for, in one shape for a payment and for a card to keep. */
export type StripeWord = PaymentIntentResult | SetupIntentResult;

/** What Stripe.js does with the thing that a client secret opens. */
export interface Intents {
  /** How it stands. */
  readonly retrieve: () => Promise<StripeWord>;
  /** Sends what was typed; leads the donor away only where a bank needs a page of its own. */
  readonly confirm: (elements: StripeElements, returnUrl: string) => Promise<StripeWord>;
}

/** A payment, or where the secret is a SetupIntent's, a card for charges to come. */
export function intentsOf(stripe: Stripe, clientSecret: string): Intents {
  const options = (elements: StripeElements, returnUrl: string) =>
    ({ elements, redirect: 'if_required', confirmParams: { return_url: returnUrl } }) as const;
  return clientSecret.startsWith('seti_')
    ? {
        retrieve: () => stripe.retrieveSetupIntent(clientSecret),
        confirm: (elements, returnUrl) => stripe.confirmSetup(options(elements, returnUrl)),
      }
    : {
        retrieve: () => stripe.retrievePaymentIntent(clientSecret),
        confirm: (elements, returnUrl) => stripe.confirmPayment(options(elements, returnUrl)),
      };
}

/** Status of what Stripe speaks of; undefined where it speaks of an error alone. */
export function statusOf(word: StripeWord) {
  return 'setupIntent' in word
    ? word.setupIntent?.status
    : 'paymentIntent' in word
      ? word.paymentIntent?.status
      : undefined;
}
