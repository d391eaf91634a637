/** Whole numbers as people type them. Pure. */

/** Zeros of the digits that keyboards of our languages write: Arabic, Persian, full-width. */
const zeros = [0x0660, 0x06f0, 0xff10] as const;

function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = zeros.find((each) => code >= each && code <= each + 9);
  return zero === undefined ? digit : String(code - zero);
}

/** Reads a number of at most seven digits; undefined where it is none. */
export function typedNumber(text: string): number | undefined {
  const plain = text.trim().replace(/\p{Nd}/gu, digitOf);
  return /^\d{1,7}$/.test(plain) ? Number(plain) : undefined;
}
