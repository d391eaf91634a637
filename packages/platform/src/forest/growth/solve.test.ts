// Linear equations of covariances, against what their solution has to fulfil.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dot, solve } from './solve.ts';

const products: readonly [one: number[], other: number[], sum: number][] = [
  [[], [], 0],
  [[2], [3], 6],
  [[1, 2, 3], [4, 5, 6], 32],
  [[1, 2], [3], 3],
  [[1], [3, 9], 3],
  [[-1, 0.5], [2, 4], 0],
];

for (const [one, other, sum] of products) {
  test(`sums the products of [${one}] and [${other}] to ${sum}`, () => {
    assert.equal(dot(one, other), sum);
  });
}

const systems: readonly [matrix: number[][], right: number[], solution: number[]][] = [
  [[], [], []],
  [[[4]], [8], [2]],
  [
    [
      [2, 0],
      [0, 5],
    ],
    [2, 10],
    [1, 2],
  ],
  [
    [
      [4, 2],
      [2, 3],
    ],
    [10, 9],
    [1.5, 2],
  ],
];

for (const [matrix, right, solution] of systems) {
  test(`solves ${JSON.stringify(matrix)} for [${right}]`, () => {
    const found = solve(matrix, right);
    assert.equal(found.length, solution.length);
    for (const [at, each] of solution.entries()) {
      assert.ok(Math.abs((found[at] ?? Number.NaN) - each) < 1e-12, `${found}`);
    }
  });
}

/** A matrix times its transpose, and something on the diagonal: positive definite always. */
function covarianceOf(rows: readonly (readonly number[])[]): number[][] {
  return rows.map((row, at) =>
    rows.map((other, column) => dot(row, other) + (at === column ? 0.5 : 0)),
  );
}

const square = fc.integer({ min: 1, max: 12 }).chain((size) => {
  const row = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: size,
    maxLength: size,
  });
  return fc.record({ rows: fc.array(row, { minLength: size, maxLength: size }), right: row });
});

test('finds what gives back the right side, for covariances of any size', () => {
  fc.assert(
    fc.property(square, ({ rows, right }) => {
      const matrix = covarianceOf(rows);
      const solution = solve(matrix, right);
      for (const [at, row] of matrix.entries()) {
        assert.ok(Math.abs(dot(row, solution) - (right[at] ?? 0)) < 1e-6);
      }
    }),
  );
});

test('never finds a variance below zero: what is explained is not less than nothing', () => {
  fc.assert(
    fc.property(square, ({ rows, right }) => {
      assert.ok(dot(right, solve(covarianceOf(rows), right)) >= -1e-9);
    }),
  );
});

const indefinite: readonly [what: string, matrix: number[][]][] = [
  ['nothing', [[0]]],
  ['a variance below zero', [[-1]]],
  ['no number', [[Number.NaN]]],
  [
    'two that are one and the same',
    [
      [1, 1],
      [1, 1],
    ],
  ],
  [
    'more in common than each has',
    [
      [1, 2],
      [2, 1],
    ],
  ],
];

for (const [what, matrix] of indefinite) {
  test(`says of a covariance of ${what} that it is none`, () => {
    const right = matrix.map(() => 1);
    assert.throws(() => solve(matrix, right), /not positive definite/);
  });
}

test('leaves matrix and right side as they were', () => {
  const [matrix, right] = [
    [
      [4, 2],
      [2, 3],
    ],
    [10, 9],
  ];
  solve(matrix, right);
  assert.deepEqual(
    [matrix, right],
    [
      [
        [4, 2],
        [2, 3],
      ],
      [10, 9],
    ],
  );
});
