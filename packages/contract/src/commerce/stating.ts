/** What a statement comes to. */
import type { Id } from '../ids.ts';
import { type ExactDue, roundDues } from './rounding.ts';

/** What one project gets, and what it is made of; exact amounts. */
export interface StatedDue {
  readonly projectId: Id<'project'>;
  readonly carriedBefore: bigint;
  readonly exact: bigint;
  /** Minor units. */
  readonly amount: number;
  readonly carriedAfter: bigint;
}

/**
 * What each project gets: what the last statement left over and the sum of the lines, rounded once over
 * all of them, by project so that the same lines always come to the same.
 */
export function statementDues(
  carried: readonly ExactDue[],
  lines: readonly ExactDue[],
): StatedDue[] {
  const sumOf = (dues: readonly ExactDue[], id: Id<'project'>) =>
    dues.reduce((sum, due) => (due.projectId === id ? sum + due.exact : sum), 0n);
  const ids = [...new Set([...carried, ...lines].map(({ projectId }) => projectId))].sort();
  const owed = ids.map((projectId) => ({
    projectId,
    exact: sumOf(carried, projectId) + sumOf(lines, projectId),
  }));
  return roundDues(owed).map(({ projectId, amount, carried: carriedAfter }) => ({
    projectId,
    carriedBefore: sumOf(carried, projectId),
    exact: sumOf(lines, projectId),
    amount,
    carriedAfter,
  }));
}

/** What is paid in all; minor units. */
export function statementTotal(dues: readonly Pick<StatedDue, 'amount'>[]): number {
  return dues.reduce((sum, { amount }) => sum + amount, 0);
}

/** The number as it is printed. Test statements can never be taken for real ones. */
export function statementNumber(year: number, number: number, livemode: boolean): string {
  return `${livemode ? '' : 'TEST-'}${year}-${number}`;
}
