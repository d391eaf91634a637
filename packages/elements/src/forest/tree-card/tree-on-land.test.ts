import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import type { CallError } from '@kindcart/client';
import { plotExample, speciesExample, treeExample, wholeTreeExample } from '@kindcart/contract';
import type { Entry, ForestStore, Snapshot } from '@kindcart/store/forest';
import { treeOnLand } from './tree-on-land.ts';

/** An entry that a test changes, and that says who watches it and how often it was asked for again. */
function entry<Value>() {
  const listeners = new Set<() => void>();
  let snapshot: Snapshot<Value> = { status: 'loading' };
  let reloads = 0;
  const made: Entry<Value> = {
    get: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    reload: () => {
      reloads += 1;
    },
  };
  return {
    made,
    set(next: Snapshot<Value>) {
      snapshot = next;
      for (const listener of listeners) listener();
    },
    watchers: () => listeners.size,
    reloads: () => reloads,
  };
}

function land() {
  const parts = {
    tree: entry<typeof wholeTreeExample>(),
    species: entry<typeof speciesExample>(),
    plot: entry<typeof plotExample>(),
  };
  const asked: string[] = [];
  const giving =
    <Value>(what: string, { made }: { readonly made: Entry<Value> }) =>
    (name: string) => {
      asked.push(`${what} ${name}`);
      return made;
    };
  const store: ForestStore = {
    species: giving('species', parts.species),
    plot: giving('plot', parts.plot),
    tree: giving('tree', parts.tree),
    treeNumbered: giving('number', parts.tree),
    forest: () => entry<never>().made,
  };
  return { ...parts, store, asked };
}

const error: CallError = {
  code: 'network_error',
  message: 'No connection.',
  retryable: true,
  retryAfterMs: null,
  requestId: null,
  status: 0,
  fields: [],
};
const ready = <Value>(value: Value, stale = false) =>
  ({ status: 'ready', value, stale, asOf: 5 }) as const;

const names: readonly [name: string, asked: string][] = [
  [treeExample.id, `tree ${treeExample.id}`],
  ['1024', 'number 1024'],
];

for (const [name, first] of names) {
  test(`asks for ${name} as "${first}", and for nothing beside a tree that is not known`, () => {
    const { store, asked } = land();
    deepEqual(treeOnLand(store, name).get(), { status: 'loading' });
    deepEqual(asked, [first]);
  });
}

test('is ready once tree, kind and plot are known, as old as the tree', () => {
  const { store, tree, species, plot } = land();
  const whole = treeOnLand(store, treeExample.id);
  tree.set(ready(wholeTreeExample, true));
  deepEqual(whole.get(), { status: 'loading' });
  species.set(ready(speciesExample));
  deepEqual(whole.get(), { status: 'loading' });
  plot.set(ready(plotExample));
  const value = { tree: wholeTreeExample, species: speciesExample, plot: plotExample };
  deepEqual(whole.get(), ready(value, true));
});

for (const part of ['tree', 'species', 'plot'] as const) {
  test(`says why it is not known where that is so of its ${part}`, () => {
    const made = land();
    const whole = treeOnLand(made.store, treeExample.id);
    made.tree.set(ready(wholeTreeExample));
    made.species.set(ready(speciesExample));
    made.plot.set(ready(plotExample));
    made[part].set({ status: 'error', error });
    deepEqual(whole.get(), { status: 'error', error });
    made[part].set({ status: 'offline', value: null, error });
    deepEqual(whole.get(), { status: 'offline', value: null, error });
    made[part].set({ status: 'loading' });
    deepEqual(whole.get(), { status: 'loading' });
  });
}

test('keeps what it knows, and says that the tree cannot be asked for now', () => {
  const { store, tree, species, plot } = land();
  const whole = treeOnLand(store, treeExample.id);
  species.set({ status: 'offline', value: speciesExample, error });
  plot.set(ready(plotExample));
  tree.set({ status: 'offline', value: wholeTreeExample, error });
  const value = { tree: wholeTreeExample, species: speciesExample, plot: plotExample };
  deepEqual(whole.get(), { status: 'offline', value, error });
});

test('tells of each change of all three, and of each once', () => {
  const { store, tree, species, plot } = land();
  let told = 0;
  treeOnLand(store, treeExample.id).subscribe(() => {
    told += 1;
  });
  tree.set(ready(wholeTreeExample));
  tree.set(ready({ ...wholeTreeExample, number: 7 }));
  species.set(ready(speciesExample));
  plot.set(ready(plotExample));
  equal(told, 4);
  deepEqual([species.watchers(), plot.watchers()], [1, 1]);
});

test('watches kind and plot at once where the tree is known already', () => {
  const { store, tree, species, plot } = land();
  tree.set(ready(wholeTreeExample));
  treeOnLand(store, treeExample.id).subscribe(() => {});
  deepEqual([tree.watchers(), species.watchers(), plot.watchers()], [1, 1, 1]);
});

test('leaves nobody watching when it is let go of', () => {
  const { store, tree, species, plot } = land();
  const stop = treeOnLand(store, treeExample.id).subscribe(() => {});
  tree.set(ready(wholeTreeExample));
  stop();
  deepEqual([tree.watchers(), species.watchers(), plot.watchers()], [0, 0, 0]);
});

test('asks again for the tree alone until it is known, and then for all three', () => {
  const { store, tree, species, plot } = land();
  const whole = treeOnLand(store, treeExample.id);
  const reloads = () => [tree, species, plot].map((each) => each.reloads());
  whole.reload();
  deepEqual(reloads(), [1, 0, 0]);
  tree.set(ready(wholeTreeExample));
  whole.reload();
  deepEqual(reloads(), [2, 1, 1]);
});
