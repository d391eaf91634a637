import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { treeExample } from '@kindcart/contract';
import { myTrees, nextOf } from './my-trees.ts';

const kept = (text: string | undefined) => {
  if (text === undefined) localStorage.removeItem('kindcart.trees');
  else localStorage.setItem('kindcart.trees', text);
};

const cases: readonly [
  what: string,
  told: string | undefined,
  kept: string | undefined,
  number[],
][] = [
  ['nothing', undefined, undefined, []],
  ['what the page tells', '12, 34', undefined, [12, 34]],
  ['what this device keeps', undefined, '[7,8]', [7, 8]],
  ['both, each once', '7 9', '[7,8]', [7, 9, 8]],
  ['no number that a tree cannot have', '0,-1,1.5,x,1e99,', '[0,-2,"3",null,4]', [4]],
  ['nothing of something else under the name', undefined, '{"a":1}', []],
  ['nothing of what is no JSON', '5', 'seven', [5]],
];

for (const [what, told, text, numbers] of cases) {
  test(`takes ${what}`, (t) => {
    kept(text);
    t.after(() => kept(undefined));
    deepEqual(myTrees(told), numbers);
  });
}

test('takes 200 at the most, which is what is asked for at once', () => {
  const told = Array.from({ length: 500 }, (_, nth) => nth + 1).join(',');
  equal(myTrees(told).length, 200);
});

test('does without what a browser does not let it read', (t) => {
  const { getItem } = Storage.prototype;
  Storage.prototype.getItem = () => {
    throw new DOMException('Forbidden', 'SecurityError');
  };
  t.after(() => {
    Storage.prototype.getItem = getItem;
  });
  deepEqual(myTrees('3'), [3]);
});

test('goes through them one by one, and from the last to the first', () => {
  const trees = [4, 5, 6].map((number) => ({ ...treeExample, number }));
  const after = (number: number | undefined) => nextOf(trees, number)?.number;
  deepEqual([undefined, 4, 5, 6, 99].map(after), [4, 5, 6, 4, 4]);
  equal(nextOf([], 4), undefined);
});
