/** What pages and providers say of a payment; the sandbox provider's own wire included. */
import * as z from 'zod/mini';
import { idSchema, positiveMoneySchema, timeSchema } from './common.ts';
import type { ErrorCode } from './errors.ts';

/** Why a payment failed, in one closed set over all providers. */
export const cardFailures = [
  'card_declined',
  'insufficient_funds',
  'authentication_failed',
] as const satisfies readonly ErrorCode[];
export const cardFailureSchema = z.enum(cardFailures);
export type CardFailure = z.infer<typeof cardFailureSchema>;

/** The same as a page may say it: one word for all declines, so that nobody can sort cards by them. */
export const shownFailureSchema = z.enum([
  'card_declined',
  'authentication_failed',
] satisfies readonly CardFailure[]);
export type ShownFailure = z.infer<typeof shownFailureSchema>;

/** A failure as a page may say it. */
export function shownFailure(failure: CardFailure | null): ShownFailure | null {
  return failure === 'insufficient_funds' ? 'card_declined' : failure;
}

const startFields = {
  reference: idSchema('payment'),
  clientSecret: z.string(),
  expiresAt: timeSchema,
  livemode: z.boolean(),
};

/** What the page needs to let the donor pay, by provider. */
export const paymentStartSchema = z.discriminatedUnion('provider', [
  z.object({ provider: z.literal('sandbox'), ...startFields }),
  z.object({
    provider: z.literal('stripe'),
    ...startFields,
    publishableKey: z
      .string()
      .check(z.meta({ description: "Stripe's own key for pages, `pk_…`; not one of Kindcart's" })),
    account: z
      .nullable(z.string())
      .check(z.meta({ description: 'the connected account that is paid, `acct_…`' })),
  }),
]);

/** A card as typed into the sandbox; its numbers are published test numbers, never real ones. */
export const confirmSandboxPaymentSchema = z.strictObject({
  clientSecret: z.string().check(z.maxLength(2_000)),
  card: z.strictObject({
    number: z.string().check(z.regex(/^[\d ]{12,23}$/, 'is not a card number')),
    expiry: z
      .string()
      .check(z.regex(/^(0[1-9]|1[0-2]) ?\/ ?\d{2}$/, 'is not a month and year such as 04/30')),
    cvc: z.string().check(z.regex(/^\d{3,4}$/, 'is not 3 or 4 digits')),
  }),
});

export const authenticateSandboxPaymentSchema = z.strictObject({
  clientSecret: z.string().check(z.maxLength(2_000)),
  approve: z.boolean(),
});

export const paymentStates = [
  'requires_action',
  'processing',
  'succeeded',
  'failed',
  'expired',
] as const;

/** The payment's state right after the donor's act; what is booked follows by signed event. */
export const sandboxPaymentSchema = z.object({
  reference: idSchema('payment'),
  state: z.enum(paymentStates),
  failureCode: z.nullable(shownFailureSchema),
});

/** The whole payment as the provider knows it; a later `version` replaces an earlier one. */
export const paymentSnapshotSchema = z.object({
  reference: idSchema('payment'),
  version: z.int().check(z.positive()),
  state: z.enum(paymentStates),
  amount: positiveMoneySchema,
  failureCode: z.nullable(cardFailureSchema),
  refunds: z.array(
    z.object({
      id: idSchema('refund'),
      amount: positiveMoneySchema,
      state: z.enum(['pending', 'succeeded', 'failed']),
    }),
  ),
  cardFingerprint: z
    .optional(z.string().check(z.minLength(1), z.maxLength(200)))
    .check(z.meta({ description: 'the same for the same card, and no part of its number' })),
});

/** Header of the sandbox's events: `t=<unix seconds>,v1=<hex>`, an HMAC-SHA256 of `<t>.<body>`. */
export const sandboxSignatureHeader = 'Kindcart-Sandbox-Signature';

export type PaymentStart = z.infer<typeof paymentStartSchema>;
export type SandboxPaymentStart = Extract<PaymentStart, { provider: 'sandbox' }>;
export type StripePaymentStart = Extract<PaymentStart, { provider: 'stripe' }>;
export type PaymentState = (typeof paymentStates)[number];
export type PaymentSnapshot = z.infer<typeof paymentSnapshotSchema>;
export type SandboxCard = z.infer<typeof confirmSandboxPaymentSchema>['card'];
export type SandboxPayment = z.infer<typeof sandboxPaymentSchema>;

/** The sandbox's test cards and what each does. */
export const testCards = {
  succeeds: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  insufficientFunds: '4000 0000 0000 9995',
  asksForConfirmation: '4000 0025 0000 3155',
  slow: '4000 0000 0000 0077',
  refundFailsLater: '4000 0000 0000 5126',
  /** Pays the first charge of a monthly or yearly gift, and is declined at each after it. */
  renewalsDeclined: '4000 0000 0000 0341',
} as const;

export const paymentStartExample: SandboxPaymentStart = {
  provider: 'sandbox',
  reference: 'pay_01k9p4n2c6fz3t6v8w0x2y4z6d',
  clientSecret: 'example.example',
  expiresAt: '2026-11-23T09:00:00.000Z',
  livemode: false,
};

export const sandboxPaymentExample: SandboxPayment = {
  reference: paymentStartExample.reference,
  state: 'processing',
  failureCode: null,
};
