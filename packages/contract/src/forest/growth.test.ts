// The curve of Chapman and Richards, against numbers worked out by hand and against what it promises.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type GrowthCurve, sizeCm, yearsBetween } from './growth.ts';

const saxaul: GrowthCurve = { maxCm: 450, ratePerYear: 0.16, shape: 1.3 };
const half = Math.log(2);

const sizes: readonly [what: string, curve: GrowthCurve, years: number, cm: number][] = [
  ['nothing on the day of planting', saxaul, 0, 0],
  ['nothing before it', saxaul, -3, 0],
  ['half of all after one half-life', { maxCm: 800, ratePerYear: half, shape: 1 }, 1, 400],
  ['three quarters after two', { maxCm: 800, ratePerYear: half, shape: 1 }, 2, 600],
  ['a quarter where the young tree is slow', { maxCm: 800, ratePerYear: half, shape: 2 }, 1, 200],
  ['more where it is fast', { maxCm: 800, ratePerYear: half, shape: 0.5 }, 1, 800 * Math.SQRT1_2],
  ['nearly all after a life', saxaul, 200, 450],
];

for (const [what, curve, years, cm] of sizes) {
  test(`a tree has ${what}`, () => {
    assert.ok(Math.abs(sizeCm(curve, years) - cm) < 1e-9, `${sizeCm(curve, years)} cm`);
  });
}

const curves = fc.record({
  maxCm: fc.double({ min: 0.1, max: 15_000, noNaN: true }),
  ratePerYear: fc.double({ min: 0.001, max: 5, noNaN: true }),
  shape: fc.double({ min: 0.1, max: 10, noNaN: true }),
});
const ages = fc.double({ min: 0, max: 1_000, noNaN: true });

test('a tree never shrinks, and never outgrows its kind', () => {
  fc.assert(
    fc.property(curves, ages, ages, (curve, one, other) => {
      const [younger, older] = [Math.min(one, other), Math.max(one, other)];
      const [before, after] = [sizeCm(curve, younger), sizeCm(curve, older)];
      assert.ok(0 <= before && before <= after && after <= curve.maxCm);
    }),
  );
});

const spans: readonly [from: string, until: string, years: number][] = [
  ['2026-04-05', '2026-04-05', 0],
  ['2026-04-05', '2025-04-05', 0],
  ['2000-01-01', '2400-01-01', 400],
  ['2026-01-01', '2027-01-01', 365 / 365.2425],
  ['2028-01-01', '2029-01-01', 366 / 365.2425],
  ['2026-01-01', '2026-01-01T12:00:00.000Z', 0.5 / 365.2425],
];

for (const [from, until, years] of spans) {
  test(`from ${from} to ${until} are ${years} mean years`, () => {
    assert.ok(Math.abs(yearsBetween(from, until) - years) < 1e-12);
    assert.equal(yearsBetween(new Date(from), new Date(until)), yearsBetween(from, until));
  });
}
