/** The codes that only answers to pages of a shop carry. */
import type { ProblemCode } from '@kindcart/contract';

export const shopCodes = ['merchant_unknown'] as const satisfies readonly ProblemCode[];
