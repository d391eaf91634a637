/** The one table of endpoints: each route joined with its schemas, its errors and an example. */
import * as z from 'zod/mini';
import { commerceEndpoints } from './commerce/commerce-endpoints.ts';
import { statementEndpoints } from './commerce/statement-endpoints.ts';
import { idListSchema, idSchema, pageQuery, pageSchema } from './common.ts';
import { challengeEndpoints } from './deeds/challenge-endpoints.ts';
import { deedEndpoints } from './deeds/deed-endpoints.ts';
import { type Endpoint, endpoint, type OutputOf } from './endpoint.ts';
import { errors, type ProblemCode } from './errors.ts';
import { forestEndpoints } from './forest/forest-endpoints.ts';
import { charityEndpoints } from './giving/charity-endpoints.ts';
import * as dispute from './giving/dispute.ts';
import * as donation from './giving/donation.ts';
import { donorEndpoints } from './giving/donor-endpoints.ts';
import { donorRecurringEndpoints } from './giving/donor-recurring-endpoints.ts';
import * as gift from './giving/gift.ts';
import * as project from './giving/project.ts';
import { recurringEndpoints } from './giving/recurring-endpoints.ts';
import * as refund from './giving/refund.ts';
import * as payments from './payments.ts';
import type { EndpointName, Route, routes } from './routes.ts';
import * as sandbox from './sandbox.ts';
import { webhookRows } from './webhooks/rows.ts';

const projectParams = z.strictObject({ projectId: idSchema('project') });
const donationParams = z.strictObject({ donationId: idSchema('donation') });
const refundParams = z.strictObject({ refundId: idSchema('refund') });
const paymentParams = z.strictObject({ reference: idSchema('payment') });

const projectExampleParams = { projectId: project.projectExample.id };
const donationExampleParams = { donationId: donation.donationExample.id };
const paymentExampleParams = { reference: payments.paymentStartExample.reference };

export type { Endpoint } from './endpoint.ts';

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
      'giving_paused',
      'proof_required',
      'project_unknown',
      'project_closed',
      'currency_mismatch',
      'amount_too_small',
      'amount_too_large',
      'adoption_unknown',
      'adoption_over',
      'adoption_mismatch',
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
  listDisputes: endpoint({
    summary: "Page through gifts that donors' banks ask back, the newest dispute first.",
    params: undefined,
    query: z.strictObject({ donationId: z.optional(idSchema('donation')), ...pageQuery }),
    body: undefined,
    status: 200,
    response: pageSchema(dispute.disputeSchema),
    errors: [],
    example: {
      params: undefined,
      query: { limit: '20' },
      body: undefined,
      response: { items: [dispute.disputeExample], nextCursor: null },
    },
  }),
  ...charityEndpoints,
  ...donorEndpoints,
  ...donorRecurringEndpoints,
  ...recurringEndpoints,
  ...commerceEndpoints,
  ...statementEndpoints,
  ...forestEndpoints,
  ...challengeEndpoints,
  ...deedEndpoints,
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
  ...webhookRows,
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
