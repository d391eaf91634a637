/**
 * What a shopper added to an order of their own. It is the shopper's gift, apart from what the merchant
 * pledges: the shop collects it and passes all of it on.
 */
import * as z from 'zod/mini';
import { idSchema } from '../common.ts';
import { pledgeMax } from './item.ts';

/** A round-up as it is told with an order. */
export const roundUpSchema = z.strictObject({
  projectId: idSchema('project'),
  amount: z.int().check(
    z.nonnegative('is negative'),
    z.maximum(pledgeMax),
    z.meta({
      description: 'minor units that the shopper added and was not given back, in the currency',
    }),
  ),
});

/**
 * `pending`: paid; `confirmed`: the order is complete; `reversed`: given back, or cancelled; `refused`:
 * the project is unknown or counts in another currency, so the shop has to give it back.
 */
const decidedStates = ['pending', 'confirmed', 'reversed', 'refused'] as const;

/** `stated`: all of it is on statements; `passed_on`: these are paid, and the project has it. */
export const roundUpStates = [...decidedStates, 'stated', 'passed_on'] as const;

/** The same as it is answered. */
export const orderRoundUpSchema = z.object({
  ...roundUpSchema.shape,
  state: z.enum(roundUpStates).check(
    z.meta({
      description:
        'pending: paid; confirmed: the order is complete; stated: on a statement; passed_on: the project has it; reversed: given back; refused: the project takes none in this currency',
    }),
  ),
  donationId: z.nullable(idSchema('donation')).check(
    z.meta({
      description: 'the gift that it became, once the shop has passed it on; the newest of several',
    }),
  ),
});

export type RoundUp = z.infer<typeof roundUpSchema>;
export type OrderRoundUp = z.infer<typeof orderRoundUpSchema>;

/** By its order alone: whether it is on a statement follows later. */
export interface DecidedRoundUp extends RoundUp {
  readonly state: (typeof decidedStates)[number];
}

/** What becomes of a round-up; null where there is none, or where the order is not paid. */
export function orderRoundUpOf(
  order: {
    readonly roundUp?: RoundUp | null | undefined;
    readonly paidAt: string | null;
    readonly cancelledAt: string | null;
  },
  facts: { readonly isComplete: boolean; readonly isTaken: boolean },
): DecidedRoundUp | null {
  const { roundUp, paidAt, cancelledAt } = order;
  if (!roundUp || paidAt === null) return null;
  const { projectId, amount } = roundUp;
  if (amount === 0 || cancelledAt !== null) return { projectId, amount, state: 'reversed' };
  if (!facts.isTaken) return { projectId, amount, state: 'refused' };
  return { projectId, amount, state: facts.isComplete ? 'confirmed' : 'pending' };
}
