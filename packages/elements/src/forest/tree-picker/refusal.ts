/** What a person is told when no place could be held, and where they can mend it. Pure. */
import type { ErrorCode } from '@kindcart/contract/errors';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';

/** The pages on which a tree is chosen. */
export type Step = 'species' | 'plot' | 'place' | 'who';

type Line =
  | 'placeTaken'
  | 'plotFull'
  | 'plotClosed'
  | 'notOffered'
  | 'tooMany'
  | 'projectClosed'
  | 'failed';

const refusals: Partial<Record<ErrorCode, readonly [line: Line, step: Step]>> = {
  place_taken: ['placeTaken', 'place'],
  place_unknown: ['placeTaken', 'place'],
  plot_full: ['plotFull', 'plot'],
  plot_closed: ['plotClosed', 'plot'],
  plot_unknown: ['plotClosed', 'plot'],
  project_closed: ['projectClosed', 'plot'],
  species_not_offered: ['notOffered', 'species'],
  species_unknown: ['notOffered', 'species'],
  adoptions_too_many: ['tooMany', 'who'],
};

/** The page to go to after a refusal. */
export function stepAfter(code: ErrorCode): Step {
  return refusals[code]?.[1] ?? 'who';
}

/** Why no place is held, in words. */
export function refusalOf(code: ErrorCode, { adopting, forest }: WordsOfAdopting): string {
  if (code === 'network_error' || code === 'timeout') return forest.noConnection;
  return adopting[refusals[code]?.[0] ?? 'failed'];
}
