/** The codes that only answers to pages with a forest carry. */
import type { ProblemCode } from '@kindcart/contract';

export const forestCodes = [
  'species_unknown',
  'species_not_offered',
  'plot_unknown',
  'plot_closed',
  'place_unknown',
  'place_taken',
  'plot_full',
  'adoptions_too_many',
  'tree_unknown',
] as const satisfies readonly ProblemCode[];
