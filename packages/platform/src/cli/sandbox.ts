/** `kindcart sandbox advance`. */
import type { OpenDatabase } from '../database/open.ts';
import { type ClockStep, moveClock } from '../payments/sandbox/clock.ts';
import { findOrganization } from './keys.ts';
import { systemIds } from './session.ts';
import { CommandError, type Terminal } from './words.ts';

/** How far, and for whom. */
export interface AdvanceFlags {
  /** Name or id; may be left out where there is only one. */
  readonly organization: string | undefined;
  readonly months: string | undefined;
  readonly to: string | undefined;
}

/** Moves the sandbox's clock on; what is then due is charged by the platform that runs. */
export async function advanceSandbox(
  database: OpenDatabase,
  { organization, months, to }: AdvanceFlags,
  terminal: Terminal,
): Promise<number> {
  const step = readStep(months, to);
  const organizationId = await findOrganization(database, organization);
  const machineNow = new Date(systemIds.nowMs());
  const move = await database.db
    .transaction()
    .execute((transaction) => moveClock(transaction, organizationId, step, machineNow));
  const stands = `The sandbox's clock of ${organizationId} stands at ${move.now.toISOString()}`;
  if (!move.moved) {
    throw new CommandError(
      move.because === 'backwards'
        ? `${stands}, and only goes forward. Name a later time.`
        : `${stands}, and goes at most ten years at once. Name an earlier time.`,
    );
  }
  terminal.line(`${stands}. Test data only; live data has no such clock.`);
  terminal.line('Monthly and yearly gifts that fell due are charged by the platform as it runs.');
  return 0;
}

function readStep(months: string | undefined, to: string | undefined): ClockStep {
  if ((months === undefined) === (to === undefined)) {
    throw new CommandError('Say how far: --months 1, or --to 2027-03-01.');
  }
  if (to === undefined) {
    if (!/^[1-9]\d{0,3}$/.test(months ?? '')) {
      throw new CommandError(`--months is a whole number such as 1, not ${months}.`);
    }
    return { months: Number(months) };
  }
  const time = new Date(to);
  if (!/^\d{4}-\d\d-\d\d(T[\d:.]+Z)?$/.test(to) || Number.isNaN(time.getTime())) {
    throw new CommandError(
      `--to is a day such as 2027-03-01, or a time such as 2027-03-01T08:00:00Z, not ${to}.`,
    );
  }
  return { to: time };
}
