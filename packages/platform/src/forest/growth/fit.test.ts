// The fit against trees whose truth is known: made up by the model itself, by seeds.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSpeciesExample, type GrowthCurve } from '@kindcart/contract';
import fc from 'fast-check';
import { randomOf } from '../../payments/stripe/testing/chaos.ts';
import { fitCurve, type Measured, spread, usualCm } from './fit.ts';
import { solve } from './solve.ts';

const saxaul = createSpeciesExample.growth.height;
const pine: GrowthCurve = { maxCm: 2_000, ratePerYear: 0.05, shape: 1.6 };
const shrub: GrowthCurve = { maxCm: 180, ratePerYear: 0.35, shape: 1 };

/** Normal numbers, by Box and Muller. */
function normalOf(seed: number): () => number {
  const random = randomOf(seed);
  return () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A tree as nature would make it: its true sizes at ages that grow. */
function grow(curve: GrowthCurve, ages: readonly number[], normal: () => number): number[] {
  const [vigour, pace, start] = spread.traits;
  const traits = [vigour * normal(), pace * normal(), start * normal()] as const;
  let [drift, before] = [0, 0];
  return ages.map((age) => {
    drift += spread.driftPerRootYear * Math.sqrt(age - before) * normal();
    before = age;
    return usualCm(curve, age, traits) * Math.exp(drift);
  });
}

function measure(cm: number, normal: () => number): number {
  const error = Math.hypot(spread.measuring, spread.measuringCm / cm);
  return cm * Math.exp(error * normal());
}

const plans: readonly [what: string, measuredAt: readonly number[], askedAt: number][] = [
  ['never measured, just planted', [], 0.1],
  ['never measured, after five years', [], 5],
  ['never measured, when old', [], 40],
  ['measured once when young', [0.5], 1],
  ['measured once, long ago', [1], 8],
  ['measured each year', [1, 2, 3, 4, 5], 5.5],
  ['measured each year, long ago', [1, 2, 3, 4], 15],
  ['measured often in one month', [6, 6.02, 6.04, 6.06, 6.08], 6.1],
];

for (const [name, curve] of Object.entries({ saxaul, pine, shrub })) {
  for (const [what, measuredAt, askedAt] of plans) {
    test(`has nine of ten truths in the range: ${name} ${what}`, () => {
      const normal = normalOf(20_261_123);
      const trees = 1_500;
      let within = 0;
      for (let tree = 0; tree < trees; tree += 1) {
        const truths = grow(curve, [...measuredAt, askedAt], normal);
        const measured = measuredAt.map((ageYears, at) => ({
          ageYears,
          cm: measure(truths[at] ?? assert.fail(), normal),
        }));
        const { lowCm, highCm } = fitCurve(curve, measured, askedAt);
        const truth = truths.at(-1) ?? assert.fail();
        if (lowCm <= truth && truth <= highCm) within += 1;
      }
      const share = within / trees;
      assert.ok(share > 0.87 && share < 0.95, `${share}`);
    });
  }
}

test('is the usual curve where nothing was measured', () => {
  for (const curve of [saxaul, pine, shrub]) {
    for (const age of [0, 1, 7, 50]) assert.equal(fitCurve(curve, [], age).cm, usualCm(curve, age));
  }
});

test('begins with a seedling and comes to the largest size', () => {
  assert.equal(usualCm(pine, 0), 30);
  assert.equal(usualCm(shrub, 0), 9);
  assert.ok(Math.abs(usualCm(pine, 500) - 2_000) < 1e-6);
  const { lowCm, highCm } = fitCurve(pine, [], 0);
  assert.ok(lowCm > 10 && lowCm < 16 && highCm > 60 && highCm < 80);
});

test('finds a curve that is not the usual one, from measurements with errors', () => {
  const normal = normalOf(7);
  const ages = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  for (const traits of [
    [0.3, -0.3, 0.4],
    [-0.35, 0.4, -0.5],
    [0.1, 0.5, 0],
  ] as const) {
    const measured = ages.map((ageYears) => ({
      ageYears,
      cm: measure(usualCm(saxaul, ageYears, traits), normal),
    }));
    for (const age of [10, 12]) {
      const truth = usualCm(saxaul, age, traits);
      const { cm } = fitCurve(saxaul, measured, age);
      assert.ok(Math.abs(Math.log(cm / truth)) < 0.08, `${cm} for ${truth} at ${age}`);
    }
  }
});

test('is near a measurement of today, and less sure with every year since', () => {
  const measured: readonly Measured[] = [{ ageYears: 4, cm: 250 }];
  const widths = [4, 5, 6, 8, 12, 20].map((age) => {
    const { lowCm, highCm } = fitCurve(saxaul, measured, age);
    return Math.log(highCm / lowCm);
  });
  assert.ok(Math.abs(fitCurve(saxaul, measured, 4).cm - 250) < 10);
  for (const [at, width] of widths.entries()) assert.ok(width > (widths[at - 1] ?? 0), `${widths}`);
  const unmeasured = fitCurve(saxaul, [], 20);
  assert.ok((widths.at(-1) ?? 9) < Math.log(unmeasured.highCm / unmeasured.lowCm));
});

test('is wide where measurements contradict each other', () => {
  const at = (ageYears: number, cm: number): Measured => ({ ageYears, cm });
  const width = (measured: readonly Measured[]) => {
    const { lowCm, highCm } = fitCurve(saxaul, measured, 5.5);
    return highCm / lowCm;
  };
  const calm = width([at(4.8, 200), at(4.9, 205), at(5, 208)]);
  const torn = width([at(4.8, 320), at(4.9, 90), at(5, 300)]);
  assert.ok(torn > 1.5 * calm, `${torn} and ${calm}`);
});

const measuredTree = fc
  .array(
    fc.tuple(fc.double({ min: 0, max: 40, noNaN: true }), fc.integer({ min: 1, max: 20_000 })),
    {
      maxLength: 12,
    },
  )
  .map((pairs) => pairs.map(([ageYears, cm]): Measured => ({ ageYears, cm })));
const anyCurve = fc.record({
  maxCm: fc.double({ min: 1, max: 15_000, noNaN: true }),
  ratePerYear: fc.double({ min: 0.001, max: 5, noNaN: true }),
  shape: fc.double({ min: 0.1, max: 10, noNaN: true }),
});

test('never becomes smaller after the last measurement, nor less than a number, whatever was measured', () => {
  fc.assert(
    fc.property(anyCurve, measuredTree, (curve, measured) => {
      const last = Math.max(0, ...measured.map(({ ageYears }) => ageYears));
      const sizes = [0, 0.1, 1, 5, 30].map((later) => fitCurve(curve, measured, last + later));
      for (const [at, { cm, lowCm, highCm }] of sizes.entries()) {
        assert.ok(Number.isFinite(highCm) && lowCm > 0 && lowCm <= cm && cm <= highCm);
        assert.ok(cm >= (sizes[at - 1]?.cm ?? 0) * (1 - 1e-9));
      }
    }),
    { numRuns: 500 },
  );
});

test('solves equations as they were put together', () => {
  const matrix = [
    [4, 2, 0.6],
    [2, 5, 1],
    [0.6, 1, 3],
  ];
  const wanted = [1, -2, 0.5];
  const right = matrix.map((row) =>
    row.reduce((sum, each, at) => sum + each * (wanted[at] ?? 0), 0),
  );
  for (const [at, value] of solve(matrix, right).entries()) {
    assert.ok(Math.abs(value - (wanted[at] ?? 9)) < 1e-12);
  }
  assert.deepEqual(solve([], []), []);
  assert.throws(() => solve([[0]], [1]), /positive definite/);
});
