/** The rows of receipts and of the donor's own page in the table of endpoints. */
import * as z from 'zod/mini';
import { idSchema, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as payments from '../payments.ts';
import * as donation from './donation.ts';
import * as donor from './donor.ts';
import * as receipt from './receipt.ts';

const donationParams = z.strictObject({ donationId: idSchema('donation') });
const paymentParams = z.strictObject({ reference: idSchema('payment') });
const donationExampleParams = { donationId: donation.donationExample.id };
const paymentExampleParams = { reference: payments.paymentStartExample.reference };

export const donorEndpoints = {
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
} as const;
