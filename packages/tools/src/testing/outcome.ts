// What a step came to, from its exit and its counts. Silence never counts as success.

/** How a runner's process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
}

/** What a step adds to the sum, and what is wrong beyond the tests that failed. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly problem?: string;
}

/** Parses what a runner wrote to its counts file; undefined unless both are whole numbers. */
export function parseCounts(text: string): { passed: number; failed: number } | undefined {
  const value: unknown = parseJson(text);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!('passed' in value) || !('failed' in value)) return undefined;
  const { passed, failed } = value;
  return isCount(passed) && isCount(failed) ? { passed, failed } : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Half a file is what a runner leaves that died while writing: no counts.
    return undefined;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/**
 * Judges a step. A step that died, ran into its time limit, ran nothing, or failed without naming
 * a failed test has one failure more than it counted.
 */
export function judge(
  ending: Ending,
  counts: { passed: number; failed: number } | undefined,
): Outcome {
  const { passed, failed } = counts ?? { passed: 0, failed: 0 };
  const problem = problemOf(ending, counts);
  return problem === undefined ? { passed, failed } : { passed, failed: failed + 1, problem };
}

function problemOf(ending: Ending, counts: { passed: number; failed: number } | undefined) {
  if (ending.timedOut) return 'It was stopped, because it took too long.';
  if (ending.signal !== null) return `It was ended by ${ending.signal}.`;
  if (counts === undefined) return `It ended with code ${ending.code} and without counts.`;
  if (ending.code !== 0 && counts.failed === 0) return `It ended with code ${ending.code}.`;
  if (counts.passed + counts.failed === 0) return 'It ran no test.';
  return undefined;
}

/** The counts of a step whose exit code is all it says: one check. */
export function countsOfExit({ code }: Ending): { passed: number; failed: number } | undefined {
  if (code === null) return undefined;
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

/** Seconds for people: `0.4 s`, `12 s`, `3 min 5 s`. */
export function formatDuration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
