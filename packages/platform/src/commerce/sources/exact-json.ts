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
