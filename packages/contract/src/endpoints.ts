/** The one table of endpoints: each route joined with its schemas, its errors and an example. */
import * as z from 'zod/mini';
import { idListSchema, idSchema, pageQuery, pageSchema } from './common.ts';
import { errors, type ProblemCode } from './errors.ts';
import * as donation from './giving/donation.ts';
import * as donor from './giving/donor.ts';
import * as gift from './giving/gift.ts';
import * as project from './giving/project.ts';
import * as receipt from './giving/receipt.ts';
import * as recurring from './giving/recurring.ts';
import * as refund from './giving/refund.ts';
import * as payments from './payments.ts';
import type { EndpointName, Route, routes } from './routes.ts';
import * as sandbox from './sandbox.ts';

type Schema = z.core.$ZodType;
type OutputOf<S> = S extends Schema ? z.output<S> : undefined;
type InputOf<S> = S extends Schema ? z.input<S> : undefined;

/** One row of the table; `undefined` where the endpoint takes nothing. */
export interface Endpoint<
  Params extends Schema | undefined = Schema | undefined,
  Query extends Schema | undefined = Schema | undefined,
  Body extends Schema | undefined = Schema | undefined,
  Response extends Schema = Schema,
  Errors extends readonly ProblemCode[] = readonly ProblemCode[],
> {
  /** One line for the reference. */
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  /** Status of success. */
  readonly status: 200 | 201 | 202;
  readonly response: Response;
  /** Codes beyond those that any request can meet. */
  readonly errors: Errors;
  readonly example: {
    readonly params: InputOf<Params>;
    readonly query: InputOf<Query>;
    readonly body: InputOf<Body>;
    readonly response: OutputOf<Response>;
  };
}

function endpoint<
  Params extends Schema | undefined,
  Query extends Schema | undefined,
  Body extends Schema | undefined,
  Response extends Schema,
  const Errors extends readonly ProblemCode[],
>(
  row: Endpoint<Params, Query, Body, Response, Errors>,
): Endpoint<Params, Query, Body, Response, Errors> {
  return row;
}

const projectParams = z.strictObject({ projectId: idSchema('project') });
const donationParams = z.strictObject({ donationId: idSchema('donation') });
const refundParams = z.strictObject({ refundId: idSchema('refund') });
const recurringParams = z.strictObject({ recurringGiftId: idSchema('recurringGift') });
const paymentParams = z.strictObject({ reference: idSchema('payment') });

const projectExampleParams = { projectId: project.projectExample.id };
const donationExampleParams = { donationId: donation.donationExample.id };
const recurringExampleParams = { recurringGiftId: recurring.recurringGiftExample.id };
const paymentExampleParams = { reference: payments.paymentStartExample.reference };

/** Every endpoint; `satisfies` keeps it in step with `routes`. */
export const endpoints = {
  createProject: endpoint({
    summary: 'Make a project that takes gifts at once.',
    params: undefined,
    query: undefined,
    body: project.createProjectSchema,
    status: 201,
    response: project.projectSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: project.createProjectExample,
      response: project.projectExample,
    },
  }),
  listProjects: endpoint({
    summary: 'Read many projects at once by id, or page through all, newest first.',
    params: undefined,
    query: z.strictObject({ ids: z.optional(idListSchema('project')), ...pageQuery }),
    body: undefined,
    status: 200,
    response: pageSchema(project.projectSchema),
    errors: [],
    example: {
      params: undefined,
      query: { ids: project.projectExample.id },
      body: undefined,
      response: { items: [project.projectExample], nextCursor: null },
    },
  }),
  getProject: endpoint({
    summary: 'Read one project with its totals.',
    params: projectParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: project.projectSchema,
    errors: ['project_unknown'],
    example: {
      params: projectExampleParams,
      query: undefined,
      body: undefined,
      response: project.projectExample,
    },
  }),
  closeProject: endpoint({
    summary:
      'Close a project: it stays readable and takes no more gifts. Closing twice is the same.',
    params: projectParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: project.projectSchema,
    errors: ['project_unknown'],
    example: {
      params: projectExampleParams,
      query: undefined,
      body: undefined,
      response: { ...project.projectExample, state: 'closed' },
    },
  }),
  listGifts: endpoint({
    summary: "Read a project's paid gifts as the public may see them: the newest, or the largest.",
    params: projectParams,
    query: gift.listGiftsQuery,
    body: undefined,
    status: 200,
    response: pageSchema(gift.giftSchema),
    errors: ['project_unknown'],
    example: {
      params: projectExampleParams,
      query: { order: 'recent', limit: '10' },
      body: undefined,
      response: { items: [gift.giftExample], nextCursor: null },
    },
  }),
  createDonation: endpoint({
    summary: 'Record the wish to give and get what the page needs to let the donor pay.',
    params: undefined,
    query: undefined,
    body: donation.createDonationSchema,
    status: 201,
    response: donation.createdDonationSchema,
    errors: [
      'project_unknown',
      'project_closed',
      'currency_mismatch',
      'amount_too_small',
      'amount_too_large',
      'payments_unavailable',
    ],
    example: {
      params: undefined,
      query: undefined,
      body: donation.createDonationExample,
      response: donation.createdDonationExample,
    },
  }),
  listDonations: endpoint({
    summary: 'Page through donations, newest first.',
    params: undefined,
    query: z.strictObject({
      projectId: z.optional(idSchema('project')),
      recurringGiftId: z.optional(idSchema('recurringGift')),
      ...pageQuery,
    }),
    body: undefined,
    status: 200,
    response: pageSchema(donation.donationSchema),
    errors: [],
    example: {
      params: undefined,
      query: { projectId: project.projectExample.id, limit: '20' },
      body: undefined,
      response: { items: [donation.donationExample], nextCursor: null },
    },
  }),
  getDonation: endpoint({
    summary: 'Read one donation whole.',
    params: donationParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: donation.donationSchema,
    errors: ['donation_unknown'],
    example: {
      params: donationExampleParams,
      query: undefined,
      body: undefined,
      response: donation.donationExample,
    },
  }),
  getDonationStatus: endpoint({
    summary:
      "Read how far a donation is, without anything of the person; for the donor's own page.",
    params: donationParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: donation.donationStatusSchema,
    errors: ['donation_unknown'],
    example: {
      params: donationExampleParams,
      query: undefined,
      body: undefined,
      response: donation.donationStatusExample,
    },
  }),
  createRefund: endpoint({
    summary: 'Ask the provider to give back a donation, in part or whole.',
    params: donationParams,
    query: undefined,
    body: refund.createRefundSchema,
    status: 201,
    response: refund.refundSchema,
    errors: [
      'donation_unknown',
      'donation_not_refundable',
      'refund_too_large',
      'currency_mismatch',
    ],
    example: {
      params: donationExampleParams,
      query: undefined,
      body: refund.createRefundExample,
      response: refund.refundExample,
    },
  }),
  getRefund: endpoint({
    summary: 'Read how far a refund is.',
    params: refundParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: refund.refundSchema,
    errors: ['refund_unknown'],
    example: {
      params: { refundId: refund.refundExample.id },
      query: undefined,
      body: undefined,
      response: refund.refundExample,
    },
  }),
  createReceipt: endpoint({
    summary: 'Issue the receipt of a paid donation, or read the one that counts.',
    params: donationParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: receipt.receiptSchema,
    errors: ['donation_unknown', 'donation_not_paid'],
    example: {
      params: donationExampleParams,
      query: undefined,
      body: undefined,
      response: receipt.receiptExample,
    },
  }),
  getReceiptLink: endpoint({
    summary: 'Let whoever just paid open the receipt; issues it when there is none yet.',
    params: paymentParams,
    query: undefined,
    body: receipt.receiptLinkSchema,
    status: 200,
    response: receipt.receiptSchema,
    errors: ['payment_unknown', 'donation_not_paid'],
    example: {
      params: paymentExampleParams,
      query: undefined,
      body: { clientSecret: payments.paymentStartExample.clientSecret },
      response: receipt.receiptExample,
    },
  }),
  createDonorLink: endpoint({
    summary: 'Mail a link to the own page, if the address is that of a donor; says not whether.',
    params: undefined,
    query: undefined,
    body: donor.createDonorLinkSchema,
    status: 202,
    response: donor.donorLinkSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: donor.createDonorLinkExample,
      response: { accepted: true },
    },
  }),
  openDonorSession: endpoint({
    summary: 'Turn the token of a mailed link into the session of a visit.',
    params: undefined,
    query: undefined,
    body: donor.openDonorSessionSchema,
    status: 200,
    response: donor.donorSessionSchema,
    errors: ['donor_link_invalid', 'donor_link_expired'],
    example: {
      params: undefined,
      query: undefined,
      body: { token: donor.donorSessionExample.session },
      response: donor.donorSessionExample,
    },
  }),
  getDonor: endpoint({
    summary: 'Read who the donor is to the charity, and the summaries of the years.',
    params: undefined,
    query: undefined,
    body: undefined,
    status: 200,
    response: donor.donorSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: undefined,
      response: donor.donorExample,
    },
  }),
  updateDonor: endpoint({
    summary: 'Change the language of letters, or give or take back the consent to news.',
    params: undefined,
    query: undefined,
    body: donor.updateDonorSchema,
    status: 200,
    response: donor.donorSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: { updatesConsent: null },
      response: { ...donor.donorExample, updatesConsent: null },
    },
  }),
  askErasure: endpoint({
    summary: 'Ask the charity to erase what it knows of the donor; asking twice is the same.',
    params: undefined,
    query: undefined,
    body: undefined,
    status: 202,
    response: donor.erasureSchema,
    errors: [],
    example: {
      params: undefined,
      query: undefined,
      body: undefined,
      response: { askedAt: '2026-11-23T08:30:00.000Z' },
    },
  }),
  listDonorGifts: endpoint({
    summary: "Page through the donor's own gifts with their receipts, newest first.",
    params: undefined,
    query: donor.listDonorGiftsQuery,
    body: undefined,
    status: 200,
    response: pageSchema(donor.donorGiftSchema),
    errors: [],
    example: {
      params: undefined,
      query: { limit: '20' },
      body: undefined,
      response: { items: [donor.donorGiftExample], nextCursor: null },
    },
  }),
  sendReceipt: endpoint({
    summary: 'Mail a receipt to the donor once more.',
    params: donor.receiptParams,
    query: undefined,
    body: undefined,
    status: 202,
    response: donor.sentReceiptSchema,
    errors: ['receipt_unknown'],
    example: {
      params: { receiptId: receipt.receiptExample.id },
      query: undefined,
      body: undefined,
      response: { queued: true },
    },
  }),
  listDonorRecurringGifts: endpoint({
    summary: "Page through the donor's own monthly and yearly gifts, newest first.",
    params: undefined,
    query: donor.listDonorRecurringGiftsQuery,
    body: undefined,
    status: 200,
    response: pageSchema(donor.donorRecurringGiftSchema),
    errors: [],
    example: {
      params: undefined,
      query: { limit: '20' },
      body: undefined,
      response: { items: [donor.donorRecurringGiftExample], nextCursor: null },
    },
  }),
  changeDonorRecurringGift: endpoint({
    summary:
      "Change how much the donor's own monthly or yearly gift gives, from the next charge on.",
    params: recurringParams,
    query: undefined,
    body: recurring.changeRecurringGiftSchema,
    status: 200,
    response: donor.donorRecurringGiftSchema,
    errors: [
      'recurring_gift_unknown',
      'recurring_gift_not_started',
      'recurring_gift_over',
      'project_closed',
      'currency_mismatch',
      'amount_too_small',
      'amount_too_large',
    ],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: recurring.changeRecurringGiftExample,
      response: {
        ...donor.donorRecurringGiftExample,
        gift: recurring.changeRecurringGiftExample.gift,
        feeCover: { amount: 270, currency: 'CNY' },
        charge: { amount: 8_270, currency: 'CNY' },
      },
    },
  }),
  pauseDonorRecurringGift: endpoint({
    summary: "Charge the donor's own gift nothing until a day, or until it is resumed.",
    params: recurringParams,
    query: undefined,
    body: recurring.pauseRecurringGiftSchema,
    status: 200,
    response: donor.donorRecurringGiftSchema,
    errors: ['recurring_gift_unknown', 'recurring_gift_not_started', 'recurring_gift_over'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: recurring.pauseRecurringGiftExample,
      response: {
        ...donor.donorRecurringGiftExample,
        state: 'paused',
        nextChargeAt: null,
        pausedBecause: 'asked',
        pausedUntil: recurring.pauseRecurringGiftExample.until,
      },
    },
  }),
  resumeDonorRecurringGift: endpoint({
    summary: "Let the donor's own gift go on after a pause, from the next day of charge on.",
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: donor.donorRecurringGiftSchema,
    errors: ['recurring_gift_unknown', 'recurring_gift_not_started', 'recurring_gift_over'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: donor.donorRecurringGiftExample,
    },
  }),
  cancelDonorRecurringGift: endpoint({
    summary:
      "Stop the donor's own gift for good, with no reason asked. Cancelling twice is the same.",
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: donor.donorRecurringGiftSchema,
    errors: ['recurring_gift_unknown'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: { ...donor.donorRecurringGiftExample, state: 'cancelled', nextChargeAt: null },
    },
  }),
  replaceDonorRecurringGiftCard: endpoint({
    summary: 'Get what the page needs to let the donor give another card for the own gift.',
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: recurring.replaceCardStartSchema,
    errors: ['recurring_gift_unknown', 'recurring_gift_not_started', 'recurring_gift_over'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: recurring.replaceCardStartExample,
    },
  }),
  listRecurringGifts: endpoint({
    summary: 'Page through monthly and yearly gifts, newest first.',
    params: undefined,
    query: recurring.listRecurringGiftsQuery,
    body: undefined,
    status: 200,
    response: pageSchema(recurring.recurringGiftSchema),
    errors: [],
    example: {
      params: undefined,
      query: { state: 'active', limit: '20' },
      body: undefined,
      response: { items: [recurring.recurringGiftExample], nextCursor: null },
    },
  }),
  getRecurringGift: endpoint({
    summary: 'Read one monthly or yearly gift.',
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: recurring.recurringGiftSchema,
    errors: ['recurring_gift_unknown'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: recurring.recurringGiftExample,
    },
  }),
  changeRecurringGift: endpoint({
    summary: 'Change how much a monthly or yearly gift gives, from the next charge on.',
    params: recurringParams,
    query: undefined,
    body: recurring.changeRecurringGiftSchema,
    status: 200,
    response: recurring.recurringGiftSchema,
    errors: [
      'recurring_gift_unknown',
      'recurring_gift_not_started',
      'recurring_gift_over',
      'project_closed',
      'currency_mismatch',
      'amount_too_small',
      'amount_too_large',
    ],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: recurring.changeRecurringGiftExample,
      response: {
        ...recurring.recurringGiftExample,
        gift: recurring.changeRecurringGiftExample.gift,
        feeCover: { amount: 270, currency: 'CNY' },
        charge: { amount: 8_270, currency: 'CNY' },
      },
    },
  }),
  pauseRecurringGift: endpoint({
    summary: 'Charge nothing until a day, or until it is resumed. Pausing again changes the day.',
    params: recurringParams,
    query: undefined,
    body: recurring.pauseRecurringGiftSchema,
    status: 200,
    response: recurring.recurringGiftSchema,
    errors: ['recurring_gift_unknown', 'recurring_gift_not_started', 'recurring_gift_over'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: recurring.pauseRecurringGiftExample,
      response: {
        ...recurring.recurringGiftExample,
        state: 'paused',
        nextChargeAt: null,
        pausedBecause: 'asked',
        pausedUntil: recurring.pauseRecurringGiftExample.until,
      },
    },
  }),
  resumeRecurringGift: endpoint({
    summary:
      'Go on after a pause, from the next day of charge on; what was left out stays uncharged.',
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: recurring.recurringGiftSchema,
    errors: ['recurring_gift_unknown', 'recurring_gift_not_started', 'recurring_gift_over'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: recurring.recurringGiftExample,
    },
  }),
  cancelRecurringGift: endpoint({
    summary: 'Stop a monthly or yearly gift for good. Cancelling twice is the same.',
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: recurring.recurringGiftSchema,
    errors: ['recurring_gift_unknown'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: { ...recurring.recurringGiftExample, state: 'cancelled', nextChargeAt: null },
    },
  }),
  retryRecurringGift: endpoint({
    summary: 'Try a charge that failed again now, and not only on its day.',
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: recurring.recurringGiftSchema,
    errors: [
      'recurring_gift_unknown',
      'recurring_gift_not_started',
      'recurring_gift_over',
      'recurring_gift_nothing_due',
    ],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: {
        ...recurring.recurringGiftExample,
        state: 'past_due',
        nextChargeAt: '2026-12-28T08:00:00.000Z',
        retriesLeft: 2,
        failureCode: 'card_declined',
      },
    },
  }),
  replaceRecurringGiftCard: endpoint({
    summary:
      'Get what the page needs to let the donor give another card. Nothing is charged for it.',
    params: recurringParams,
    query: undefined,
    body: undefined,
    status: 200,
    response: recurring.replaceCardStartSchema,
    errors: ['recurring_gift_unknown', 'recurring_gift_not_started', 'recurring_gift_over'],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: recurring.replaceCardStartExample,
    },
  }),
  confirmSandboxPayment: endpoint({
    summary: 'Pay with a test card. No money moves anywhere: this provider is a sandbox.',
    params: paymentParams,
    query: undefined,
    body: payments.confirmSandboxPaymentSchema,
    status: 200,
    response: payments.sandboxPaymentSchema,
    errors: ['payment_unknown', 'payment_closed', 'payment_expired', 'card_invalid'],
    example: {
      params: paymentExampleParams,
      query: undefined,
      body: {
        clientSecret: payments.paymentStartExample.clientSecret,
        card: { number: payments.testCards.succeeds, expiry: '04/30', cvc: '123' },
      },
      response: payments.sandboxPaymentExample,
    },
  }),
  authenticateSandboxPayment: endpoint({
    summary: "Answer the sandbox bank's question whether to confirm the payment.",
    params: paymentParams,
    query: undefined,
    body: payments.authenticateSandboxPaymentSchema,
    status: 200,
    response: payments.sandboxPaymentSchema,
    errors: ['payment_unknown', 'payment_closed', 'payment_expired'],
    example: {
      params: paymentExampleParams,
      query: undefined,
      body: { clientSecret: payments.paymentStartExample.clientSecret, approve: true },
      response: payments.sandboxPaymentExample,
    },
  }),
  advanceSandboxClock: endpoint({
    summary: "Move the sandbox's clock on, so that monthly and yearly test gifts fall due.",
    params: undefined,
    query: undefined,
    body: sandbox.advanceSandboxClockSchema,
    status: 200,
    response: sandbox.sandboxClockSchema,
    errors: ['clock_in_live_mode', 'clock_backwards'],
    example: {
      params: undefined,
      query: undefined,
      body: { months: 1 },
      response: sandbox.sandboxClockExample,
    },
  }),
  receiveSandboxEvent: endpoint({
    summary:
      "Take the sandbox's signed word on a payment or a recurring gift, as state: repeats are harmless.",
    params: undefined,
    query: undefined,
    body: sandbox.sandboxEventSchema,
    status: 200,
    response: z.object({ received: z.literal(true) }),
    errors: [
      'signature_invalid',
      'signature_expired',
      'livemode_mismatch',
      'payment_unknown',
      'recurring_gift_unknown',
    ],
    example: {
      params: undefined,
      query: undefined,
      body: sandbox.sandboxEventExample,
      response: { received: true },
    },
  }),
} as const satisfies Record<EndpointName, Endpoint>;

type Endpoints = typeof endpoints;

/** What a caller gives: parsed types, so `ids` is an array and `limit` a number. */
export type EndpointInput<Name extends EndpointName> = Given<
  'params',
  OutputOf<Endpoints[Name]['params']>
> &
  Given<'query', OutputOf<Endpoints[Name]['query']>> &
  Given<'body', OutputOf<Endpoints[Name]['body']>> &
  ((typeof routes)[Name]['idempotent'] extends true ? { idempotencyKey: string } : unknown);

type Given<Key extends string, Value> = Value extends undefined
  ? unknown
  : Record<never, never> extends Value
    ? { [key in Key]?: Value }
    : { [key in Key]: Value };

/** What a caller gets on success. */
export type EndpointOutput<Name extends EndpointName> = z.output<Endpoints[Name]['response']>;

/** Codes that a call of this endpoint can meet beyond those of any request. */
export type EndpointError<Name extends EndpointName> = Endpoints[Name]['errors'][number];

/** Codes that requests can meet besides their endpoint's own, by what the endpoint asks of them. */
export const commonErrors = {
  /** Whatever it asks. */
  any: ['unavailable', 'shutting_down', 'request_invalid', 'internal'],
  /** Callers are counted, as all are but providers that sign. */
  counted: ['rate_limited'],
  /** A key: `public`, `page` and `secret`. */
  keyed: ['key_missing', 'key_unknown', 'key_revoked', 'secret_key_in_browser', 'key_not_allowed'],
  /** A key that may be a page's: `public` and `page`. */
  page: ['origin_not_allowed'],
  /** The session of a donor. */
  donor: ['donor_session_missing', 'donor_session_over'],
  /** A body, or none: every `POST`. */
  body: ['body_too_large', 'media_type_unsupported', 'encoding_invalid', 'json_invalid'],
  /** An idempotency key. */
  idempotent: [
    'idempotency_key_missing',
    'idempotency_key_invalid',
    'idempotency_key_reused',
    'idempotency_in_flight',
  ],
} as const satisfies Record<string, readonly ProblemCode[]>;

/** Codes that requests can meet besides the endpoint's own, in the order of the checks. */
export function commonErrorsOf({
  method,
  access,
  idempotent,
}: Pick<Route, 'method' | 'access' | 'idempotent'>): readonly ProblemCode[] {
  const page = access === 'public' || access === 'page';
  const met = new Set<string>([
    ...commonErrors.any,
    ...(access === 'signed' ? [] : commonErrors.counted),
    ...(page || access === 'secret' ? commonErrors.keyed : []),
    ...(page ? commonErrors.page : []),
    ...(access === 'donor' ? commonErrors.donor : []),
    ...(method === 'POST' ? commonErrors.body : []),
    ...(idempotent ? commonErrors.idempotent : []),
  ]);
  return Object.keys(errors).filter((code): code is ProblemCode => met.has(code));
}
