import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { plotExample, speciesExample, type Tree, treeExample } from '@kindcart/contract';
import { forestId } from '@kindcart/store/forest';
import { LitElement } from 'lit';
import { EntryController } from '../../internal/entry-controller.ts';
import { type Answers, openPlatform, problem } from '../../internal/testing/platform.ts';
import { until } from '../../internal/testing/stage.ts';
import { Browsing, forestKind } from './browsing.ts';

/** A host of nothing but what is looked at. */
class BrowsingHost extends LitElement {
  own = {};
  readonly source = new EntryController(
    this,
    () => this.own,
    forestKind,
    () => forestId,
  );
  readonly browsing = new Browsing(this, this.source);
}
customElements.define('test-browsing-host', BrowsingHost);

const elsewhere = { ...plotExample, id: 'plt_01k9p4m8q2fz3t6v8w0x2y4z7d' } as const;
const treeOf = (number: number, plotId: Tree['plotId'] = plotExample.id): Tree => ({
  ...treeExample,
  id: `tre_01k9p4n2c6fz3t6v8w0x2y${String(number).padStart(4, '0')}`,
  number,
  plotId,
});
const trees = [treeOf(1), treeOf(2), treeOf(3, elsewhere.id)];

/** What a platform with two plots answers about plots and trees. */
const known: Answers = {
  listPlots: ({ url }) => {
    const ids = url.searchParams.get('ids')?.split(',');
    const items = [plotExample, elsewhere].filter(({ id }) => ids?.includes(id) ?? true);
    return { body: { items, nextCursor: null } };
  },
  listTrees: ({ url }) => {
    const { searchParams } = url;
    const numbers = searchParams.get('numbers')?.split(',').map(Number);
    const items = trees.filter(({ number, plotId }) =>
      numbers ? numbers.includes(number) : plotId === searchParams.get('plotId'),
    );
    return { body: { items, nextCursor: null } };
  },
};

let opened = 0;

async function browse(t: TestContext, answers: Answers = {}) {
  const platform = openPlatform({ ...known, ...answers });
  opened += 1;
  const host = new BrowsingHost();
  host.own = { baseUrl: platform.baseUrl, key: `pk_test_browsing${opened}`, locale: 'en' };
  document.body.append(host);
  t.after(() => {
    host.remove();
    platform.close();
  });
  await until(() => host.source.entry.status === 'ready', 'the forest');
  const asked = (endpoint: string) =>
    platform.asked.filter((each) => each.endpoint === endpoint).map(({ url }) => url.search);
  return { host, platform, asked, browsing: host.browsing };
}

test('knows all plots and all kinds, and looks at none of them', async (t) => {
  const { browsing } = await browse(t);
  await until(() => browsing.plots.items.length === 2 && browsing.kinds.length === 1, 'the plots');
  deepEqual(browsing.plot, { status: 'none' });
  deepEqual(browsing.tree, { status: 'none' });
  equal(browsing.number, undefined);
  deepEqual(
    browsing.kinds.map(({ id }) => id),
    [speciesExample.id],
  );
});

test('looks at a plot with its trees and places, and at all of them again', async (t) => {
  const { browsing } = await browse(t);
  browsing.choosePlot(plotExample.id);
  equal(browsing.plot.status, 'loading');
  await until(() => browsing.plot.status === 'ready', 'the plot');
  await until(() => browsing.trees.items.length === 2, 'its trees');
  await until(() => browsing.places.items.length > 0, 'its places');
  browsing.choosePlot(undefined);
  equal(browsing.plot.status, 'none');
  await until(() => browsing.trees.items.length === 0, 'no trees');
});

const noPlots = ['', 'plt_', 'plt_1', 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b', '../../etc', '__proto__'];

for (const id of noPlots) {
  test(`asks nobody for the plot "${id}"`, async (t) => {
    const { browsing, host, asked } = await browse(t);
    await until(() => browsing.plots.items.length === 2, 'the plots');
    browsing.choosePlot(id);
    await host.updateComplete;
    deepEqual(browsing.plot, { status: 'none' });
    equal(asked('listPlots').filter((search) => search.includes('ids=')).length, 0);
  });
}

test('says that there is no such plot', async (t) => {
  const { browsing } = await browse(t);
  browsing.choosePlot('plt_01k9p4m8q2fz3t6v8w0x2y4z7z');
  await until(() => browsing.plot.status === 'unknown', 'the answer');
});

test('says that a plot could not be loaded, and asks for it again', async (t) => {
  const { browsing, platform } = await browse(t, {
    listPlots: ({ url }) =>
      url.searchParams.has('ids')
        ? problem('key_revoked')
        : { body: { items: [], nextCursor: null } },
  });
  browsing.choosePlot(plotExample.id);
  await until(() => browsing.plot.status === 'failed', 'the failure');
  platform.answer(known);
  browsing.reloadPlot();
  await until(() => browsing.plot.status === 'ready', 'the plot');
});

test('finds a tree by its number, with the plot that it stands on', async (t) => {
  const { browsing, asked } = await browse(t);
  browsing.chooseTree(3);
  equal(browsing.number, 3);
  equal(browsing.tree.status, 'loading');
  await until(() => browsing.tree.status === 'ready', 'the tree');
  await until(() => browsing.plot.status === 'ready', 'its plot');
  deepEqual(browsing.plot, { status: 'ready', value: elsewhere });
  deepEqual(asked('listTrees')[0]?.includes('numbers=3'), true);
});

test('asks nobody for a tree that is in the list already', async (t) => {
  const { browsing, asked } = await browse(t);
  browsing.choosePlot(plotExample.id);
  await until(() => browsing.trees.items.length === 2, 'its trees');
  browsing.chooseTree(2);
  await until(() => browsing.tree.status === 'ready', 'the tree');
  equal(asked('listTrees').length, 1);
});

test('says that there is no tree of a number, and looks at no plot for it', async (t) => {
  const { browsing } = await browse(t);
  browsing.chooseTree(77);
  await until(() => browsing.tree.status === 'unknown', 'the answer');
  equal(browsing.number, 77);
  equal(browsing.plot.status, 'none');
});

test('asks again for a tree that could not be loaded, and only for such a one', async (t) => {
  const { browsing, platform, asked } = await browse(t, { listTrees: problem('key_revoked') });
  browsing.chooseTree(1);
  await until(() => browsing.tree.status === 'failed', 'the failure');
  platform.answer(known);
  browsing.chooseTree(1);
  await until(() => browsing.tree.status === 'ready', 'the tree');
  const before = asked('listTrees').length;
  browsing.chooseTree(1);
  equal(browsing.tree.status, 'ready');
  equal(asked('listTrees').length, before);
});

test('looks at the tree that was chosen last, whichever answer comes last', async (t) => {
  const { browsing, host } = await browse(t);
  for (const number of [1, 3, 2]) browsing.chooseTree(number);
  await until(() => browsing.tree.status === 'ready', 'the tree');
  await host.updateComplete;
  deepEqual(browsing.tree, { status: 'ready', value: trees[1] });
});

test('is not led away by a tree that was still on its way when a plot was chosen', async (t) => {
  const { browsing, asked } = await browse(t);
  browsing.chooseTree(3);
  browsing.choosePlot(plotExample.id);
  await until(() => browsing.trees.items.length === 2, 'the trees of the plot');
  await until(() => asked('listTrees').length === 2, 'the question for the tree');
  await until(() => browsing.plot.status === 'ready', 'the plot');
  deepEqual(browsing.plot, { status: 'ready', value: plotExample });
  equal(browsing.number, undefined);
});

test('keeps a tree open while its own plot is looked at, and closes it for another', async (t) => {
  const { browsing } = await browse(t);
  browsing.chooseTree(1);
  await until(() => browsing.tree.status === 'ready', 'the tree');
  browsing.choosePlot(plotExample.id);
  equal(browsing.number, 1);
  browsing.choosePlot(elsewhere.id);
  equal(browsing.number, undefined);
  equal(browsing.tree.status, 'none');
});

test("knows those of the visitor's own trees that exist, and asks once for all", async (t) => {
  const { browsing, host, asked } = await browse(t);
  browsing.own([3, 77, 1]);
  host.requestUpdate();
  await until(() => browsing.mine.length > 0, 'the own trees');
  deepEqual(
    browsing.mine.map(({ number }) => number),
    [1, 3],
  );
  equal(asked('listTrees').length, 1);
});

test('does without the own trees where they cannot be read', async (t) => {
  const { browsing, host, asked } = await browse(t, { listTrees: problem('key_revoked') });
  browsing.own([3]);
  host.requestUpdate();
  await until(() => asked('listTrees').length > 0, 'the question');
  await host.updateComplete;
  deepEqual(browsing.mine, []);
});

test('asks nobody for own trees where there are none', async (t) => {
  const { browsing, host, asked } = await browse(t);
  await until(() => browsing.plots.items.length === 2, 'the plots');
  await host.updateComplete;
  deepEqual([browsing.mine, asked('listTrees')], [[], []]);
});

test('goes on with what it looked at when it comes back to the page', async (t) => {
  const { browsing, host } = await browse(t);
  browsing.choosePlot(plotExample.id);
  await until(() => browsing.trees.items.length === 2, 'its trees');
  host.remove();
  deepEqual(browsing.trees.items, []);
  document.body.append(host);
  await until(() => browsing.trees.items.length === 2, 'its trees again');
  await until(() => browsing.plot.status === 'ready', 'the plot again');
  deepEqual(browsing.plot, { status: 'ready', value: plotExample });
});

test('watches nothing after it has left the page, though it is drawn once more', async (t) => {
  const { browsing, host } = await browse(t);
  browsing.choosePlot(plotExample.id);
  await until(() => browsing.trees.items.length === 2, 'its trees');
  host.remove();
  host.requestUpdate();
  await host.updateComplete;
  deepEqual([browsing.plots.items, browsing.trees.items], [[], []]);
});
