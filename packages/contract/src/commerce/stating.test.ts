// What statements come to, one after the other: nothing is lost and nothing is made.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Id } from '../ids.ts';
import { exactPerUnit } from './exact.ts';
import type { ExactDue } from './rounding.ts';
import { statementDues, statementNumber, statementTotal } from './stating.ts';

const [a, b, c]: readonly [Id<'project'>, Id<'project'>, Id<'project'>] = [
  'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
  'prj_01k9p4m8q2fz3t6v8w0x2y4z6b',
  'prj_01k9p4m8q2fz3t6v8w0x2y4z6c',
];

const due = (projectId: Id<'project'>, hundredths: number): ExactDue => ({
  projectId,
  exact: (BigInt(hundredths) * exactPerUnit) / 100n,
});
const hundredths = (exact: bigint) => Number((exact * 100n) / exactPerUnit);

const cases: readonly [
  what: string,
  carried: readonly ExactDue[],
  lines: readonly ExactDue[],
  dues: readonly [project: string, before: number, exact: number, amount: number, after: number][],
][] = [
  ['nothing', [], [], []],
  ['one line', [], [due(a, 158_50)], [[a, 0, 158_50, 158, 50]]],
  ['lines of one project in two parts', [], [due(a, 120), due(a, 90)], [[a, 0, 210, 2, 10]]],
  ['what was carried and no line', [due(a, 50)], [], [[a, 50, 0, 0, 50]]],
  ['what was carried and a line', [due(a, 50)], [due(a, 50)], [[a, 50, 50, 1, 0]]],
  [
    'halves of two projects, of which the first has the coin',
    [],
    [due(b, 50), due(a, 50)],
    [
      [a, 0, 50, 1, -50],
      [b, 0, 50, 0, 50],
    ],
  ],
  ['a credit', [], [due(a, -300)], [[a, 0, -300, 0, -300]]],
  [
    'a debt of one and a line of another, which pays no debt of others',
    [due(a, -300)],
    [due(c, 500)],
    [
      [a, -300, 0, 0, -300],
      [c, 0, 500, 5, 0],
    ],
  ],
  ['a debt that is paid off', [due(a, -300)], [due(a, 500)], [[a, -300, 500, 2, 0]]],
];

for (const [what, carried, lines, dues] of cases) {
  test(`comes to ${dues.map(([, , , amount]) => amount).join(' and ') || 'nothing'} of ${what}`, () => {
    const found = statementDues(carried, lines);
    assert.deepEqual(
      found.map((each) => [
        each.projectId,
        hundredths(each.carriedBefore),
        hundredths(each.exact),
        each.amount,
        hundredths(each.carriedAfter),
      ]),
      dues,
    );
    const total = dues.reduce((sum, [, , , amount]) => sum + amount, 0);
    assert.equal(statementTotal(found), total);
  });
}

const anyLines = fc.array(
  fc
    .record({
      at: fc.constantFrom(a, b, c),
      exact: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
    })
    .map(({ at, exact }) => ({ projectId: at, exact })),
  { maxLength: 8 },
);

test('loses and makes nothing over any statements that follow each other', () => {
  fc.assert(
    fc.property(fc.array(anyLines, { maxLength: 8 }), (months) => {
      let carried: readonly ExactDue[] = [];
      let [told, paid] = [0n, 0n];
      for (const lines of months) {
        const dues = statementDues(carried, lines);
        for (const { carriedBefore, exact, amount, carriedAfter } of dues) {
          assert.equal(carriedBefore + exact, BigInt(amount) * exactPerUnit + carriedAfter);
          assert.ok(amount >= 0);
        }
        told += lines.reduce((sum, { exact }) => sum + exact, 0n);
        paid += BigInt(statementTotal(dues)) * exactPerUnit;
        carried = dues.map((each) => ({ projectId: each.projectId, exact: each.carriedAfter }));
      }
      assert.equal(told, paid + carried.reduce((sum, { exact }) => sum + exact, 0n));
    }),
  );
});

test('comes to the same in whatever order the lines are', () => {
  fc.assert(
    fc.property(anyLines, (lines) => {
      assert.deepEqual(statementDues([], lines.toReversed()), statementDues([], lines));
    }),
  );
});

test('numbers by year and count, and marks what is a test', () => {
  assert.equal(statementNumber(2026, 3, true), '2026-3');
  assert.equal(statementNumber(2026, 3, false), 'TEST-2026-3');
});
