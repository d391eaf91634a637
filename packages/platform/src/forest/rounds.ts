/** The forest's work beside requests. */
import type { WorkParts } from '../work.ts';
import { adoptionRounds } from './adoptions/rounds.ts';
import { countRound } from './tiles/counts.ts';

/** Work that is done again and again. */
export interface Round {
  readonly name: string;
  /** Longest rest between two rounds that found nothing to do. */
  readonly restMs: number;
  /** Says how much it did; when that is more than nothing, the next follows at once. */
  readonly run: () => Promise<number>;
}

/** All of it. */
export function forestRounds(parts: WorkParts): readonly Round[] {
  const { db } = parts;
  return [...adoptionRounds(parts), { name: 'counting', restMs: 1_000, run: () => countRound(db) }];
}
