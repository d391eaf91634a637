// What becomes of trees, at the command line.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { seedGrove } from '../forest/trees/testing.ts';
import { makeTenant, testDatabase } from '../testing/platform.ts';
import { keptTerminal } from '../testing/terminal.ts';
import { changeTreeState, plantedTrees, showTrees } from './trees.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { book, organizationId: organization } = await makeTenant(database, 'Trees');
const numbers = Array.from({ length: 20 }, (_, index) => index + 1);
const grove = await seedGrove(db, book, { places: 30, numbers, plantedOn: null });
const { book: other } = await makeTenant(database, 'Others');
const bare = await seedGrove(db, other, { numbers: [1], plantedOn: null });

const told = { organization, live: false, on: '2026-06-01', note: 'Row 1' };

test('plants a whole day at once, and says which stay as they are', async () => {
  await changeTreeState(database, ['3', 'planted'], { ...told, on: '2026-03-01' }, keptTerminal());
  await changeTreeState(database, ['4', 'planted'], { ...told, on: '2026-03-01' }, keptTerminal());
  await changeTreeState(database, ['4', 'lost'], { ...told, on: '2026-04-01' }, keptTerminal());
  const terminal = keptTerminal();
  const range = { ...told, plot: grove.plotId, from: '1', to: '10' };
  assert.equal(await plantedTrees(database, range, terminal), 1);
  assert.deepEqual(terminal.lines, [
    '8 trees were planted on 2026-06-01; 1 were planted already, 1 stay as they are.',
    '  4: state is planted, but the tree is lost: replaced can follow',
  ]);
  const again = keptTerminal();
  assert.equal(await plantedTrees(database, { ...range, from: '5' }, again), 0);
  assert.match(again.lines.join(), /^0 trees were planted .* 6 were planted already, 0 stay/);
});

test('lists the trees of a plot', async () => {
  const terminal = keptTerminal();
  assert.equal(await showTrees(database, { plot: grove.plotId }, terminal), 0);
  assert.equal(terminal.lines.length, 20);
  assert.equal(terminal.lines[0], '1  place 1  planted on 2026-06-01  Haloxylon ammodendron');
  assert.equal(terminal.lines[3], '4  place 4  lost on 2026-04-01  Haloxylon ammodendron');
  assert.equal(terminal.lines[19], '20  place 20  planned on 2025-01-01  Haloxylon ammodendron');
});

test('says what one tree became', async () => {
  const terminal = keptTerminal();
  await changeTreeState(database, ['3', 'established'], told, terminal);
  assert.deepEqual(terminal.lines, ['Tree 3 is established.']);
});

test('says that a plot has no trees there', async () => {
  const terminal = keptTerminal();
  const range = { ...told, plot: grove.plotId, from: '100', to: '200' };
  assert.equal(await plantedTrees(database, range, terminal), 1);
  assert.match(terminal.lines.join('\n'), /no trees from 100 to 200; `kindcart trees list`/);
});

test('leaves trees of other plots alone', async () => {
  const range = { ...told, plot: bare.plotId, from: '1', to: '20' };
  const terminal = keptTerminal();
  await plantedTrees(database, range, terminal);
  assert.match(terminal.lines.join(), /^1 trees were planted/);
});

const mistakes: readonly [args: readonly string[], change: object, words: RegExp][] = [
  [[], {}, /^Say which tree, by its number\.$/],
  [['x', 'planted'], {}, /x is no number of a tree/],
  [['99', 'planted'], {}, /^There is no tree 99 in test data of org_/],
  [['3', 'planted'], { live: true }, /no tree 3 in live data/],
  [['3', 'felled'], {}, /^The state is not one of planted, established.*Such as/],
  [['3', 'grown'], { on: undefined }, /^--on is /],
  [['3', 'grown'], { on: '1.6.2026' }, /^--on is not a day such as/],
  [['3', 'grown'], { note: undefined }, /^--note is needed as evidence, or a photo/],
  [['3', 'grown'], { photo: 'ftp://x' }, /^--photo is not an https address/],
  [['3', 'grown'], { on: '2026-05-01' }, /^Tree 3: on is before 2026-06-01/],
  [['3', 'planted'], { organization: 'Nobody' }, /^There is no organization Nobody/],
];

for (const [args, change, words] of mistakes) {
  test(`says in words that ${words.source}`, async () => {
    const changed = changeTreeState(database, args, { ...told, ...change }, keptTerminal());
    await assert.rejects(changed, { name: 'CommandError', message: words });
  });
}

const unplanted: readonly [change: object, words: RegExp][] = [
  [{ plot: undefined }, /^Say on which plot: --plot plt_/],
  [{ plot: 'plt_1' }, /^There is no plot plt_1\. `kindcart plots list`/],
  [{ from: undefined }, /^Say from which number: --from\.$/],
  [{ to: '0' }, /^Say up to which number: --to; 0 is no number/],
];

for (const [change, words] of unplanted) {
  test(`says of a planting day in words that ${words.source}`, async () => {
    const flags = { ...told, plot: grove.plotId, from: '1', to: '2', ...change };
    await assert.rejects(plantedTrees(database, flags, keptTerminal()), { message: words });
  });
}
