/** The sandbox's clock: one for each organization's test data, never behind the machine's. */
import { addMonths, clockStepMonthsMax, type Id } from '@kindcart/contract';
import type { Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { lockClock, setClock } from './recurring-records.ts';

/** How far to move it. */
export type ClockStep = { readonly months: number } | { readonly to: Date };

/** Where it stands then; or why it stays where it is. */
export type ClockMove =
  | { readonly moved: true; readonly now: Date }
  | { readonly moved: false; readonly because: 'backwards' | 'too_far'; readonly now: Date };

/** Moves the clock on. What is then due is charged by whoever runs the sandbox. */
export async function moveClock(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  step: ClockStep,
  machineNow: Date,
): Promise<ClockMove> {
  const aheadMs = await lockClock(transaction, organizationId);
  const now = new Date(machineNow.getTime() + aheadMs);
  const to = 'to' in step ? step.to : addMonths(now, step.months);
  if (to <= now) return { moved: false, because: 'backwards', now };
  if (to > addMonths(now, clockStepMonthsMax)) return { moved: false, because: 'too_far', now };
  await setClock(transaction, organizationId, to.getTime() - machineNow.getTime());
  return { moved: true, now: to };
}
