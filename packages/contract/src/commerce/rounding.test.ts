// The rounding of statements: whole units to each project, and not a hundred-millionth lost over time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exactPerUnit, exactText, parseExact, toExact } from './exact.ts';
import { type ExactDue, roundDues } from './rounding.ts';

const ids = ['a', 'b', 'c', 'd'].map((end) => `prj_01k9p4m8q2fz3t6v8w0x2y4z6${end}` as const);
const due = (exact: bigint, at: number): ExactDue => ({
  projectId: ids[at % ids.length] ?? 'prj_',
  exact,
});

const worked: readonly [owed: readonly string[], paid: readonly number[], carried: string[]][] = [
  [[], [], []],
  [['0'], [0], ['0']],
  [['1.5'], [1], ['0.5']],
  [['0.99999999'], [0], ['0.99999999']],
  [
    ['0.5', '0.5'],
    [1, 0],
    ['-0.5', '0.5'],
  ],
  [
    ['1.2', '1.9', '0.9'],
    [1, 2, 1],
    ['0.2', '-0.1', '-0.1'],
  ],
  [
    ['-3', '2.5'],
    [0, 2],
    ['-3', '0.5'],
  ],
  [
    ['-0.00000001', '0.99999999'],
    [0, 0],
    ['-0.00000001', '0.99999999'],
  ],
];

for (const [owed, paid, carried] of worked) {
  test(`pays ${paid.join(', ') || 'nobody'} of ${owed.join(', ') || 'nothing'}`, () => {
    const rounded = roundDues(owed.map((text, at) => due(parseExact(text), at)));
    assert.deepEqual(
      rounded.map(({ amount }) => amount),
      paid,
    );
    assert.deepEqual(
      rounded.map((each) => exactText(each.carried)),
      carried,
    );
  });
}

const exact = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 16n });
const dues = fc.array(exact, { maxLength: 8 }).map((list) => list.map(due));
const sumOf = (list: readonly bigint[]) => list.reduce((sum, each) => sum + each, 0n);

test('pays or carries all that is owed, and nothing more', () => {
  fc.assert(
    fc.property(dues, (list) => {
      const rounded = roundDues(list);
      const out = rounded.map(({ amount, carried }) => toExact(amount) + carried);
      assert.deepEqual(
        out,
        list.map((each) => each.exact),
      );
    }),
  );
});

test('pays no project who owes, and each other within one unit of what it is owed', () => {
  fc.assert(
    fc.property(dues, (list) => {
      for (const [at, { amount, carried }] of roundDues(list).entries()) {
        const owed = list[at]?.exact ?? 0n;
        if (owed <= 0n) assert.equal(amount, 0);
        else assert.ok(carried > -exactPerUnit && carried < exactPerUnit);
      }
    }),
  );
});

test('pays together the whole units of what is owed together', () => {
  fc.assert(
    fc.property(dues, (list) => {
      const owed = sumOf(list.map((each) => (each.exact > 0n ? each.exact : 0n)));
      const paid = roundDues(list).reduce((sum, { amount }) => sum + amount, 0);
      assert.equal(BigInt(paid), owed / exactPerUnit);
    }),
  );
});

test('has paid over many statements what was pledged, but for less than a unit each', () => {
  const month = fc.array(fc.bigInt({ min: 0n, max: 10n ** 10n }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(month, { minLength: 1, maxLength: 24 }), (months) => {
      let carried = [0n, 0n, 0n];
      const paid = [0, 0, 0];
      for (const pledged of months) {
        const rounded = roundDues(pledged.map((each, at) => due(each + (carried[at] ?? 0n), at)));
        carried = rounded.map((each) => each.carried);
        for (const [at, { amount }] of rounded.entries()) paid[at] = (paid[at] ?? 0) + amount;
      }
      for (const at of [0, 1, 2]) {
        const pledged = sumOf(months.map((each) => each[at] ?? 0n));
        const difference = pledged - toExact(paid[at] ?? 0);
        assert.equal(difference, carried[at]);
        assert.ok(difference > -exactPerUnit && difference < exactPerUnit);
      }
    }),
  );
});
