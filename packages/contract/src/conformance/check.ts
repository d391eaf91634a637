/** How a case says what it found: errors with both sides in them, and no library. */

/** Ends the case. */
export function fail(words: string): never {
  throw new Error(words);
}

/** A value in words, in one order whatever the order of its fields. */
function inWords(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => sorted(part)) ?? String(value);
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Two values of JSON are the same, whatever the order of their fields. */
export function equal(found: unknown, wanted: unknown, what: string): void {
  const [a, b] = [inWords(found), inWords(wanted)];
  if (a !== b) fail(`${what}: found ${a}, wanted ${b}`);
}

/** Something holds. */
export function holds(condition: boolean, what: string): asserts condition {
  if (!condition) fail(what);
}

/** A text is there and of a shape. */
export function matches(text: string | null | undefined, shape: RegExp, what: string): void {
  if (text === null || text === undefined || !shape.test(text)) {
    fail(`${what}: found ${inWords(text)}, wanted ${String(shape)}`);
  }
}
