/** Papers for the donor: a receipt per gift, numbered without a gap, voided but never deleted. */
import * as z from 'zod/mini';
import { idSchema, linkSchema, positiveMoneySchema, textSchema, timeSchema } from '../common.ts';
import { donationStatusExample } from './donation.ts';

/**
 * A `receipt` names the charity as the law knows it; until a charity has told its particulars, what
 * is issued is the `confirmation` of a payment and says so.
 */
export const receiptKinds = ['receipt', 'confirmation'] as const;

/**
 * Why a receipt counts no more: all of the gift went back, or a part (then another receipt is issued
 * for what is left), or a refund failed after all; the donor's bank took all of it back by a dispute, or
 * a part, or returned what it had taken; or the charity corrected it.
 */
export const voidReasons = [
  'refunded',
  'partly_refunded',
  'refund_failed',
  'disputed',
  'partly_disputed',
  'dispute_returned',
  'corrected',
] as const;

/** Where a paper can be opened without a key; good until `until`, then asked for again. */
export const paperLinksSchema = z.object({
  html: z.string().check(z.meta({ format: 'uri', description: 'a page to read and print' })),
  pdf: z.string().check(z.meta({ format: 'uri' })),
  until: timeSchema,
});

export const receiptSchema = z.object({
  id: idSchema('receipt'),
  number: z.string().check(
    z.meta({
      description: 'counts up without a gap for each charity; test receipts begin with TEST-',
    }),
  ),
  kind: z.enum(receiptKinds),
  donationId: idSchema('donation'),
  amount: positiveMoneySchema.check(
    z.meta({ description: 'what the donor paid, fee cover included, less what had gone back' }),
  ),
  issuedAt: timeSchema,
  voided: z.nullable(z.object({ at: timeSchema, reason: z.enum(voidReasons) })),
  livemode: z.boolean(),
  links: paperLinksSchema,
});

/** What a charity says of itself on its receipts. */
export const particularsSchema = z.strictObject({
  legalName: textSchema(1, 200).check(z.meta({ description: 'as it is registered' })),
  registrationNumber: z.nullable(textSchema(1, 100)),
  address: z.nullable(textSchema(1, 500)).check(z.meta({ description: 'in as many lines' })),
  signatureLine: z.nullable(textSchema(1, 200)).check(z.meta({ description: 'who signs' })),
  statement: z
    .nullable(textSchema(1, 2_000))
    .check(z.meta({ description: 'what the law wants said on a receipt' })),
  donorPage: z
    .nullable(linkSchema)
    .check(z.meta({ description: "where the donor's own page is on the charity's site" })),
});

/** Whoever paid proves it by what the payment was started with. */
export const receiptLinkSchema = z.strictObject({
  clientSecret: z.string().check(z.maxLength(2_000)),
});

export type ReceiptKind = (typeof receiptKinds)[number];
export type VoidReason = (typeof voidReasons)[number];
export type PaperLinks = z.infer<typeof paperLinksSchema>;
export type Particulars = z.infer<typeof particularsSchema>;
export type Receipt = z.infer<typeof receiptSchema>;

export const receiptExample: Receipt = {
  id: 'rcp_01k9p4n7g3fz3t6v8w0x2y4z6g',
  number: 'TEST-000042',
  kind: 'receipt',
  donationId: donationStatusExample.id,
  amount: donationStatusExample.charge,
  issuedAt: '2026-11-23T08:00:06.000Z',
  voided: null,
  livemode: false,
  links: {
    html: 'https://give.example.org/receipts/rcp_01k9p4n7g3fz3t6v8w0x2y4z6g?pass=Zm9yLWV4YW1wbGUtb25seQ',
    pdf: 'https://give.example.org/receipts/rcp_01k9p4n7g3fz3t6v8w0x2y4z6g.pdf?pass=Zm9yLWV4YW1wbGUtb25seQ',
    until: '2026-11-24T08:00:06.000Z',
  },
};
