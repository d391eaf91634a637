/** Papers for the donor: a receipt per gift, numbered without a gap, voided but never deleted. */
import * as z from 'zod/mini';
import { idSchema, positiveMoneySchema, timeSchema } from '../common.ts';
import { donationStatusExample } from './donation.ts';

/**
 * A `receipt` names the charity as the law knows it; until a charity has told its particulars, what
 * is issued is the `confirmation` of a payment and says so.
 */
export const receiptKinds = ['receipt', 'confirmation'] as const;

/**
 * Why a receipt counts no more: all of the gift went back, or a part (then another receipt is issued
 * for what is left), or a refund failed after all, or the charity corrected it.
 */
export const voidReasons = ['refunded', 'partly_refunded', 'refund_failed', 'corrected'] as const;

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

/** Whoever paid proves it by what the payment was started with. */
export const receiptLinkSchema = z.strictObject({
  clientSecret: z.string().check(z.maxLength(2_000)),
});

export type ReceiptKind = (typeof receiptKinds)[number];
export type VoidReason = (typeof voidReasons)[number];
export type PaperLinks = z.infer<typeof paperLinksSchema>;
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
    html: 'https://give.example.org/receipts/rcp_01k9p4n7g3fz3t6v8w0x2y4z6g?until=1795510806&signature=Zm9yLWV4YW1wbGUtb25seQ',
    pdf: 'https://give.example.org/receipts/rcp_01k9p4n7g3fz3t6v8w0x2y4z6g.pdf?until=1795510806&signature=Zm9yLWV4YW1wbGUtb25seQ',
    until: '2026-11-24T08:00:06.000Z',
  },
};
