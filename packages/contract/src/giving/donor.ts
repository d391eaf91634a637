/** The donor's own page: let in by a link that was mailed, without an account, a password or a cookie. */
import * as z from 'zod/mini';
import {
  idSchema,
  languageSchema,
  linkSchema,
  moneySchema,
  pageQuery,
  textSchema,
  timeSchema,
} from '../common.ts';
import { dedicationSchema, detailsExample, emailSchema } from './details.ts';
import {
  donationExample,
  donationSchema,
  donationStatusExample,
  donationStatusSchema,
} from './donation.ts';
import { projectExample, projectSchema } from './project.ts';
import { paperLinksSchema, receiptExample, receiptSchema } from './receipt.ts';
import { recurringGiftExample, recurringGiftSchema } from './recurring.ts';

export { donorLinkFragment } from './donor-routes.ts';

const tokenSchema = z
  .string()
  .check(z.maxLength(1_000), z.regex(/^[\w-]+$/, 'is not the token of a link'));

export const createDonorLinkSchema = z.strictObject({
  email: emailSchema,
  page: linkSchema.check(
    z.meta({ description: 'where the link leads; on the web origin that asks' }),
  ),
  language: z.nullable(languageSchema).check(z.meta({ description: 'to write the mail in' })),
});

/** Always the same, so that nobody learns who has given. */
export const donorLinkSchema = z.object({
  accepted: z
    .literal(true)
    .check(z.meta({ description: 'a mail goes out if the address is that of a donor' })),
});

export const openDonorSessionSchema = z.strictObject({
  token: tokenSchema.check(z.meta({ description: 'from the fragment of the mailed link' })),
});

/** A visit; the page keeps it in `sessionStorage` and sends it as `Authorization: Bearer …`. */
export const donorSessionSchema = z.object({
  session: z.string(),
  expiresAt: timeSchema,
});

/** One year's gifts, as its summary has them: by currency, less what went back. */
export const donorYearSchema = z.object({
  year: z.int().check(z.meta({ description: 'of UTC' })),
  gifts: z.int(),
  totals: z.array(moneySchema),
  links: paperLinksSchema,
});

export const donorSchema = z.object({
  email: z.string().check(z.meta({ description: 'masked, such as d…r@example.org' })),
  organizationName: z.string(),
  language: z.nullable(languageSchema),
  updatesConsent: z
    .nullable(z.object({ words: z.string(), since: timeSchema }))
    .check(z.meta({ description: 'the words under which the donor asked for news, and when' })),
  erasureAskedAt: z.nullable(timeSchema),
  livemode: z.boolean(),
  years: z.array(donorYearSchema).check(z.meta({ description: 'newest first' })),
});

/** What is left out stays as it is. */
export const updateDonorSchema = z.strictObject({
  language: z.optional(z.nullable(languageSchema)),
  updatesConsent: z.optional(
    z
      .nullable(textSchema(1, 500))
      .check(
        z.meta({ description: 'the words that the donor agrees to; null takes the consent back' }),
      ),
  ),
});

/** A request to the charity: what the law lets it erase, it erases. */
export const erasureSchema = z.object({ askedAt: timeSchema });

/** A gift as its donor sees it, with every paper of it, newest first. */
export const donorGiftSchema = z.extend(donationStatusSchema, {
  disputed: donationSchema.shape.disputed,
  projectTitle: z.string(),
  donorName: z.nullable(z.string()),
  anonymous: z.boolean(),
  dedication: z.nullable(z.pick(dedicationSchema, { kind: true, name: true })),
  receipts: z.array(receiptSchema),
});

export const listDonorGiftsQuery = z.strictObject(pageQuery);
/** A monthly or yearly gift as its donor sees it, with what a change of its amount has to keep to. */
export const donorRecurringGiftSchema = z.extend(z.omit(recurringGiftSchema, { email: true }), {
  project: z.pick(projectSchema, { title: true, minimum: true, maximum: true, feeSchedule: true }),
});

export const listDonorRecurringGiftsQuery = z.strictObject(pageQuery);
export const receiptParams = z.strictObject({ receiptId: idSchema('receipt') });

/** The mail is queued; it goes out as soon as the mail server takes it. */
export const sentReceiptSchema = z.object({ queued: z.literal(true) });

export type CreateDonorLink = z.infer<typeof createDonorLinkSchema>;
export type DonorSession = z.infer<typeof donorSessionSchema>;
export type Donor = z.infer<typeof donorSchema>;
export type DonorYear = z.infer<typeof donorYearSchema>;
export type UpdateDonor = z.infer<typeof updateDonorSchema>;
export type DonorGift = z.infer<typeof donorGiftSchema>;
export type DonorRecurringGift = z.infer<typeof donorRecurringGiftSchema>;

export const createDonorLinkExample: CreateDonorLink = {
  email: 'donor@example.org',
  page: 'https://charity.example/my-gifts',
  language: 'zh-CN',
};

export const donorSessionExample: DonorSession = {
  session: 'mock-646f6e6f72406578616d706c652e6f7267',
  expiresAt: '2026-11-23T09:00:00.000Z',
};

export const donorExample: Donor = {
  email: 'd…r@example.org',
  organizationName: 'Clear Water',
  language: 'zh-CN',
  updatesConsent: {
    words: detailsExample.updatesConsent ?? '',
    since: donationStatusExample.createdAt,
  },
  erasureAskedAt: null,
  livemode: false,
  years: [
    {
      year: 2026,
      gifts: 1,
      totals: [donationStatusExample.charge],
      links: {
        html: 'https://give.example.org/receipts/years/2026?pass=Zm9yLWV4YW1wbGUtb25seQ',
        pdf: 'https://give.example.org/receipts/years/2026.pdf?pass=Zm9yLWV4YW1wbGUtb25seQ',
        until: '2026-11-24T08:00:06.000Z',
      },
    },
  ],
};

export const donorGiftExample: DonorGift = {
  ...donationStatusExample,
  disputed: donationExample.disputed,
  projectTitle: projectExample.title,
  donorName: '林晓',
  anonymous: false,
  dedication: { kind: 'honour', name: '林老师' },
  receipts: [receiptExample],
};

const { email: _email, ...recurringWithoutEmail } = recurringGiftExample;

export const donorRecurringGiftExample: DonorRecurringGift = {
  ...recurringWithoutEmail,
  project: {
    title: projectExample.title,
    minimum: projectExample.minimum,
    maximum: projectExample.maximum,
    feeSchedule: projectExample.feeSchedule,
  },
};
