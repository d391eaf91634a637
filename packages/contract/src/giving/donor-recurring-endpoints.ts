/** The rows of the donor's own monthly and yearly gifts in the table of endpoints. */
import * as z from 'zod/mini';
import { idSchema, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as donor from './donor.ts';
import * as recurring from './recurring.ts';

const recurringParams = z.strictObject({ recurringGiftId: idSchema('recurringGift') });
const recurringExampleParams = { recurringGiftId: recurring.recurringGiftExample.id };

export const donorRecurringEndpoints = {
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
    errors: [
      'giving_paused',
      'proof_required',
      'recurring_gift_unknown',
      'recurring_gift_not_started',
      'recurring_gift_over',
    ],
    example: {
      params: recurringExampleParams,
      query: undefined,
      body: undefined,
      response: recurring.replaceCardStartExample,
    },
  }),
} as const;
