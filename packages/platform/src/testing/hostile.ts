/** Inputs that have broken parsers before, and requests spoilt with them, for fuzzing. */
import fc from 'fast-check';

/** Ids that are well formed and of nothing. */
export const nobodysIds = ['prj_7zzzzzzzzzzzzzzzzzzzzzzzzz', 'don_7zzzzzzzzzzzzzzzzzzzzzzzzz'];

/** Texts that have broken parsers before, and any others. */
export const hostileText = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '-1',
    '1e3',
    '１００',
    'NaN',
    'null',
    '__proto__',
    'constructor',
    'toString',
    '../../etc/passwd',
    "' or 1=1 --",
    '<script>alert(1)</script>',
    '{{7*7}}',
    '\u0000',
    '\u202e',
    '\ud800',
    'x'.repeat(5_000),
    ...nobodysIds,
  ),
  fc.string({ unit: 'binary' }),
);

/** Any value of JSON. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.jsonValue(),
  fc.double(),
  fc.maxSafeInteger(),
);

/** The example with one thing in it put in place of another, left out, or added. */
export function spoilt(example: unknown): fc.Arbitrary<unknown> {
  if (typeof example !== 'object' || example === null) return hostileValue;
  const names = Object.keys(example);
  if (names.length === 0) return hostileValue;
  return fc
    .tuple(fc.constantFrom(...names), fc.nat(3), hostileText, hostileValue)
    .chain(([name, how, key, other]) => {
      const copy: Record<string, unknown> = { ...example };
      if (how === 0) delete copy[name];
      if (how === 1) Object.defineProperty(copy, key, { value: other, enumerable: true });
      if (how === 2) copy[name] = other;
      if (how < 3) return fc.constant(copy);
      return spoilt(copy[name]).map((inner) => ({ ...copy, [name]: inner }));
    });
}
