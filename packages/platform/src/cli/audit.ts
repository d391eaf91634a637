/** `kindcart audit`: recomputes the invariants and names what breaks one. */

import { commerceChecks } from '../commerce/audit.ts';
import { roundUpChecks } from '../commerce/round-ups/audit.ts';
import { sourceChecks } from '../commerce/sources/audit.ts';
import { statementChecks } from '../commerce/statements/audit.ts';
import type { OpenDatabase } from '../database/open.ts';
import { deedsChecks } from '../deeds/audit.ts';
import { adoptionChecks } from '../forest/adoptions/audit.ts';
import { tileChecks } from '../forest/tiles/audit.ts';
import { givingChecks } from '../giving/audit.ts';
import { recurringChecks } from '../giving/recurring/audit.ts';
import { audit, ledgerChecks } from '../ledger/audit.ts';
import type { Terminal } from './words.ts';

/** Every promise that the auditor checks, in order. */
export const allChecks = [
  ...ledgerChecks,
  ...givingChecks,
  ...recurringChecks,
  ...commerceChecks,
  ...sourceChecks,
  ...statementChecks,
  ...roundUpChecks,
  ...adoptionChecks,
  ...tileChecks,
  ...deedsChecks,
];

/** Says what it checks as it goes; the exit code is 1 when anything is wrong. */
export async function auditCommand(database: OpenDatabase, terminal: Terminal): Promise<number> {
  let done = 0;
  const findings = await audit(database.db, allChecks, (check, found) => {
    done += 1;
    const mark = found === 0 ? 'holds' : 'BROKEN';
    terminal.line(`${done}/${allChecks.length} ${check.invariant} ${mark}: ${check.promise}`);
  });
  for (const finding of findings) {
    terminal.line(`${finding.invariant} ${finding.subject} ${finding.message}`);
  }
  terminal.line(
    findings.length === 0
      ? 'The books are clean.'
      : `${findings.length} findings. Stop taking gifts and restore or correct before going on.`,
  );
  return findings.length === 0 ? 0 : 1;
}
