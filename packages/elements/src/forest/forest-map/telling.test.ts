import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { treeExample } from '@kindcart/contract';
import { countrySaid, daySaid, isShown, nameSaid, numberSaid, shownOf } from './telling.ts';

const { speciesId } = treeExample;
const planted = { ...treeExample, plantedOn: '2024-04-05' };
const waiting = { ...treeExample, plantedOn: null };
const all = { species: [], from: null, until: null };

const shown: readonly [
  what: string,
  tree: typeof planted | typeof waiting,
  Parameters<typeof isShown>[1],
  boolean,
][] = [
  ['every tree without a filter', planted, all, true],
  ['a tree that waits without a filter', waiting, all, true],
  ['a tree of its kind', planted, { ...all, species: [speciesId] }, true],
  ['no tree of another kind', planted, { ...all, species: ['spc_1'] }, false],
  ['a tree of its year', planted, { ...all, from: 2_024, until: 2_024 }, true],
  ['no tree of a later year', planted, { ...all, until: 2_023 }, false],
  ['no tree of an earlier year', planted, { ...all, from: 2_025 }, false],
  ['a tree planted before the end', planted, { ...all, until: 2_030 }, true],
  ['no tree that waits in any year', waiting, { ...all, until: 2_030 }, false],
  [
    'no tree of its kind in another year',
    planted,
    { species: [speciesId], from: 2_020, until: 2_021 },
    false,
  ],
];

for (const [what, tree, filter, is] of shown) {
  test(`shows ${what}`, () => {
    equal(isShown(tree, filter), is);
  });
}

test('shows a year alone, or all until one, or all', () => {
  const choice = { species: '', year: 0, until: undefined };
  deepEqual(shownOf(choice).filter, all);
  deepEqual(shownOf({ ...choice, species: 'spc_1' }).filter, { ...all, species: ['spc_1'] });
  deepEqual(shownOf({ ...choice, until: 2_023 }).filter, { ...all, until: 2_023 });
  deepEqual(shownOf({ ...choice, year: 2_022, until: 2_023 }).filter, {
    ...all,
    from: 2_022,
    until: 2_022,
  });
});

test('draws crowns as they were at the end of a year, and never older than today', () => {
  const choice = { species: '', year: 0 };
  const today = Math.floor(Date.now() / 86_400_000);
  equal(shownOf({ ...choice, until: 1_999 }).day, Date.UTC(1_999, 11, 31) / 86_400_000);
  equal(shownOf({ ...choice, until: undefined }).day, today);
  equal(shownOf({ ...choice, until: 9_000 }).day, today);
});

test('says numbers as amounts, and the number of a tree as a name', () => {
  equal(numberSaid(12_345, 'en'), '12,345');
  equal(nameSaid(12_345, 'en'), '12345');
  equal(numberSaid(12_345, 'de'), '12.345');
});

test('says days and countries in the language', () => {
  equal(daySaid('2026-04-05', 'en'), 'Apr 5, 2026');
  equal(daySaid('2026-04-05', 'zh-CN'), '2026年4月5日');
  equal(countrySaid('CN', 'en'), 'China');
  equal(countrySaid('CN', 'zh-CN'), '中国');
  equal(countrySaid('ZZ', 'de').length > 0, true);
});
