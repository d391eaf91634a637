/**
 * Exact amounts of money: hundred-millionths of a minor unit. Two shares in basis points, one of a
 * rule and one of a split, are whole numbers of them, so that a share of an order of ¥0.02 neither
 * vanishes nor is rounded before a statement adds it up.
 */

/** How many make one minor unit: two shares in basis points, 10,000 × 10,000. */
export const exactPerUnit = 100_000_000n;

const basisPointsOfAll = 10_000n;

/** Whole minor units as an exact amount. @throws RangeError when they are not whole */
export function toExact(units: number): bigint {
  return BigInt(units) * exactPerUnit;
}

/**
 * A share of an exact amount.
 *
 * @param basisPoints - 10,000 are all of it
 * @throws RangeError when the share is finer than an exact amount can be: only two can follow each other
 */
export function exactShare(of: bigint, basisPoints: number): bigint {
  const product = of * BigInt(basisPoints);
  if (product % basisPointsOfAll !== 0n) {
    throw new RangeError(`${basisPoints} basis points of ${of} are finer than an exact amount`);
  }
  return product / basisPointsOfAll;
}

/** The whole minor units in an exact amount, rounded down; what is left is less than one. */
export function wholeUnits(exact: bigint): number {
  const units = exact / exactPerUnit;
  return Number(exact < 0n && exact % exactPerUnit !== 0n ? units - 1n : units);
}

const decimals = 8;

/** Minor units as a decimal without needless zeros, such as `1.5` or `-0.00000001`, as `numeric` takes it. */
export function exactText(exact: bigint): string {
  const size = exact < 0n ? -exact : exact;
  const fraction = String(size % exactPerUnit)
    .padStart(decimals, '0')
    .replace(/0+$/, '');
  const sign = exact < 0n ? '-' : '';
  return `${sign}${size / exactPerUnit}${fraction && `.${fraction}`}`;
}

/** Reads what `exactText` writes, trailing zeros or not. @throws RangeError when it is anything else */
export function parseExact(text: string): bigint {
  const [, sign, whole, fraction = ''] = /^(-?)(\d{1,24})(?:\.(\d{1,8}))?$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError(`${JSON.stringify(text)} is not an exact amount`);
  const size = BigInt(whole) * exactPerUnit + BigInt(fraction.padEnd(decimals, '0'));
  return sign === '-' ? -size : size;
}
