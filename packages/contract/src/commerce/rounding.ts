/**
 * The one rounding of all: what pledges come to, exactly, becomes whole minor units on a statement.
 * What is left over of a minor unit, and what was taken back beyond what there was, is carried on.
 */
import type { Id } from '../ids.ts';
import { exactPerUnit, toExact, wholeUnits } from './exact.ts';

/** What a project is owed, exactly; below zero when more was taken back than pledged. */
export interface ExactDue {
  readonly projectId: Id<'project'>;
  readonly exact: bigint;
}

export interface RoundedDue {
  readonly projectId: Id<'project'>;
  /** Minor units that are paid now. */
  readonly amount: number;
  /** Exact amount that the next statement begins with; less than a minor unit, or a debt. */
  readonly carried: bigint;
}

/**
 * Rounds what is owed in one currency. Together the projects are paid the whole units of what they are
 * owed together; single units go by largest remainder, on a tie to the earlier one. Whatever is not paid
 * is carried, so that over all statements nothing is lost or made.
 *
 * @param dues - one per project, what was carried before included
 */
export function roundDues(dues: readonly ExactDue[]): readonly RoundedDue[] {
  const owed = dues.map(({ exact }) => (exact > 0n ? exact : 0n));
  const floors = owed.map(wholeUnits);
  const all = wholeUnits(owed.reduce((sum, exact) => sum + exact, 0n));
  const left = all - floors.reduce((sum, units) => sum + units, 0);
  const remainder = (at: number) => (owed[at] ?? 0n) % exactPerUnit;
  const first = owed
    .map((_, at) => at)
    .sort((one, other) => {
      if (remainder(one) === remainder(other)) return one - other;
      return remainder(one) > remainder(other) ? -1 : 1;
    })
    .slice(0, left);
  return dues.map(({ projectId, exact }, at) => {
    const amount = (floors[at] ?? 0) + (first.includes(at) ? 1 : 0);
    return { projectId, amount, carried: exact - toExact(amount) };
  });
}
