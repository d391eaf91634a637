/** The work of good deeds beside requests. */
import type { Round } from '../forest/rounds.ts';
import type { WorkParts } from '../work.ts';

/** All of it. */
export function deedsRounds(_parts: WorkParts): readonly Round[] {
  return [];
}
