// What a rule is and how its findings read: where, what, and what to do instead.
import type { Repository } from './repository.ts';

/** One place that breaks a rule. */
export interface Finding {
  readonly path: string;
  /** Counted from 1; left out when the file as a whole is meant. */
  readonly line?: number;
  /** What is there. */
  readonly what: string;
  /** What to write or do in its place. */
  readonly instead: string;
}

/** A rule of the house that a machine can hold. */
export interface Rule {
  /** Reads as the name of a test: "the tidy rule …". */
  readonly name: string;
  readonly check: (repository: Repository) => readonly Finding[] | Promise<readonly Finding[]>;
}

/** A finding as one line of text, clickable in most terminals. */
export function describeFinding({ path, line, what, instead }: Finding): string {
  const place = line === undefined ? path : `${path}:${line}`;
  return `${place}  ${what} ${instead}`;
}

/** All findings, one a line, sorted by place; the message of a failing test. */
export function describeFindings(findings: readonly Finding[]): string {
  const sorted = findings.toSorted(
    (a, b) => a.path.localeCompare(b.path, 'en') || (a.line ?? 0) - (b.line ?? 0),
  );
  return [`${findings.length} to tidy:`, ...sorted.map(describeFinding)].join('\n  ');
}
