/** The rows of monthly and yearly gifts in the table of endpoints. */
import * as z from 'zod/mini';
import { idSchema, pageSchema } from '../common.ts';
import { endpoint } from '../endpoint.ts';
import * as recurring from './recurring.ts';

const recurringParams = z.strictObject({ recurringGiftId: idSchema('recurringGift') });
const recurringExampleParams = { recurringGiftId: recurring.recurringGiftExample.id };

export const recurringEndpoints = {
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
} as const;
