import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Gift, giftExample } from '@kindcart/contract';
import { arrivalsOf, slideIn } from './arrivals.ts';

/** Gifts that are told apart by one letter each. */
function gifts(letters: string): Gift[] {
  return [...letters].map((letter) => ({
    ...giftExample,
    id: `gft_01k9p4n2c6fz3t6v8w0x2y4z6${letter}` as const,
  }));
}

const cases: readonly [before: string, now: string, arrived: string][] = [
  ['cba', 'cba', ''],
  ['cba', 'dcba', 'd'],
  ['cba', 'edcba', 'ed'],
  ['cba', 'cbaz', ''],
  ['cba', 'ba', ''],
  ['cba', 'dba', 'd'],
  ['cba', 'cxba', ''],
  ['', 'a', 'a'],
  ['cba', 'zyx', ''],
  ['', '', ''],
];

for (const [before, now, arrived] of cases) {
  test(`finds "${arrived}" to have come between "${before}" and "${now}"`, () => {
    deepEqual(arrivalsOf(gifts(now), gifts(before)), gifts(arrived));
  });
}

function rows(t: TestContext, count: number): HTMLElement[] {
  const made = Array.from({ length: count }, () => {
    const row = document.createElement('p');
    row.style.cssText = 'height: 20px; margin: 0';
    document.body.append(row);
    return row;
  });
  t.after(() => {
    for (const row of made) row.remove();
  });
  return made;
}

const moving = (row: HTMLElement) => row.getAnimations().length;

test('slides every row down from where it was, and leaves all of them laid out', (t) => {
  const made = rows(t, 3);
  slideIn(made, 1);
  deepEqual(made.map(moving), [1, 1, 1]);
  deepEqual(
    made.map(({ offsetTop }) => offsetTop - (made[0]?.offsetTop ?? 0)),
    [0, 20, 40],
  );
});

test('moves nothing when nothing came, or when the reader wants no movement', (t) => {
  const made = rows(t, 2);
  slideIn(made, 0);
  slideIn(made, 1, true);
  equal(made.map(moving).join(), '0,0');
});
