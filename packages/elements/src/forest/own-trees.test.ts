import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { ownTrees, rememberTree } from './own-trees.ts';

const name = 'kindcart.trees';

test('remembers trees by number, each once, oldest first', (t) => {
  t.after(() => localStorage.removeItem(name));
  localStorage.removeItem(name);
  deepEqual(ownTrees(), []);
  for (const number of [7, 1_024, 7]) rememberTree(number);
  deepEqual([ownTrees(), localStorage.getItem(name)], [[1_024, 7], '[1024,7]']);
});

test('forgets the oldest of very many', (t) => {
  t.after(() => localStorage.removeItem(name));
  localStorage.setItem(name, JSON.stringify(Array.from({ length: 500 }, (_, place) => place + 1)));
  rememberTree(900);
  deepEqual([ownTrees().length, ownTrees()[0], ownTrees().at(-1)], [500, 2, 900]);
});

for (const text of ['{', '7', 'null', '{"a":1}']) {
  test(`reads no trees from ${text}, and writes over it`, (t) => {
    t.after(() => localStorage.removeItem(name));
    localStorage.setItem(name, text);
    deepEqual(ownTrees(), []);
    rememberTree(3);
    deepEqual(ownTrees(), [3]);
  });
}

test('leaves out what is no number of a tree', (t) => {
  t.after(() => localStorage.removeItem(name));
  localStorage.setItem(name, '[1,"2",null,2.5,4]');
  deepEqual(ownTrees(), [1, 4]);
});
