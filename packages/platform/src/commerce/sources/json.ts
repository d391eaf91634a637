/** JSON of shops, whose ids may be larger than a number holds. */

/** Only such numbers can lose digits, and few bodies have one. */
const longDigits = /\d{16}/;
const longWhole = /^-?\d{16,}$/;

/** Parsed as any JSON, but that whole numbers beyond 2^53 stand as text. @throws SyntaxError */
export function parseExactly(text: string): unknown {
  return longDigits.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

function keepDigits(_key: string, value: unknown, { source }: { readonly source?: string } = {}) {
  const isRounded = typeof value === 'number' && !Number.isSafeInteger(value);
  return isRounded && source !== undefined && longWhole.test(source) ? source : value;
}
