/** JSON of shops, whose ids may be larger than a number can hold. */

/**
 * Parses JSON and keeps whole numbers beyond 2^53 as the text that they were written as.
 *
 * @throws SyntaxError when it is no JSON
 */
export function parseExactly(text: string): unknown {
  return JSON.parse(text, (_key, value: unknown, context?: { readonly source?: string }) => {
    const isRounded = typeof value === 'number' && !Number.isSafeInteger(value);
    return isRounded && /^-?\d+$/.test(context?.source ?? '') ? context?.source : value;
  });
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\]:]/g;

/** Longer lists than any shop has in an order: what reads them would be held up for nothing. */
const listMax = 5_000;

/** Whether a list in a value that was parsed has more than any order. */
export function hasEndlessList(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return (
    (Array.isArray(value) && value.length > listMax) || Object.values(value).some(hasEndlessList)
  );
}

/**
 * A key that an object of this JSON has twice, or null. Of the two, one parser takes the first and another
 * the last, so that such a body may say one thing to the shop and another here.
 *
 * @param text - JSON that was parsed before
 */
export function repeatedKey(text: string): string | null {
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let before = '';
  for (const [token] of text.matchAll(tokens)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const keys = open.at(-1);
      const key: string = before.includes('\\') ? JSON.parse(before) : before.slice(1, -1);
      if (keys?.has(key) === true) return key;
      keys?.add(key);
    }
    before = token;
  }
  return null;
}
