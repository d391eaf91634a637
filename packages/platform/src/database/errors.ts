/** What the database's errors mean, in the few kinds that the platform treats differently. */

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** The constraint that an error names, if the database refused a row for it. */
export function violatedConstraint(error: unknown): string | undefined {
  if (codeOf(error)?.startsWith('23') !== true) return undefined;
  if (typeof error !== 'object' || error === null || !('constraint' in error)) return undefined;
  return typeof error.constraint === 'string' ? error.constraint : undefined;
}

// SQLSTATE classes: 08 connection, 53 resources, 57 operator intervention (shutdown, crash,
// starting up), 40 serialization and deadlock, 58 system error such as a full disk.
const unavailableState = /^(08|53|57|58|40)/;
const unavailableSystemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
const unavailableWords =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|PGlite is clos|cannot use a pool after calling end|query read timeout/i;

/** Whether the database is out of reach or too busy, so that the same request may succeed later. */
export function isUnavailable(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined && (unavailableState.test(code) || unavailableSystemCodes.has(code)))
    return true;
  return error instanceof Error && unavailableWords.test(error.message);
}

/** Whether trying each of a batch alone makes sense: the data was refused, not the connection. */
export function isRefusal(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && /^(22|23|P0)/.test(code);
}
