/** Stages of a tree: the colours in which map and plan draw them, the young ones light. */
import type { Tree } from '@kindcart/contract';

/** Those that stand or will, in the order in which tiles number them. */
export const standingStates = ['planned', 'planted', 'established', 'grown'] as const;

export const stageColours: Readonly<Record<Tree['state'], string>> = {
  planned: '#c9a227',
  planted: '#8bc34a',
  established: '#3f9c46',
  grown: '#17684c',
  replaced: '#8a8f8c',
  lost: '#8a8f8c',
};

const dayMs = 86_400_000;

/** Whole days since the beginning of 1970, as tiles say them. */
function dayNumber(time: number): number {
  return Math.floor(time / dayMs);
}

/** The day as which a forest of a year is drawn: its last one, or today while it lasts. */
export function dayOfYear(year: number, nowMs: number): number {
  return dayNumber(Math.min(Date.UTC(year, 11, 31), nowMs));
}
