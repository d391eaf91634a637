// What an adoption is about: who is asked for it, and what is said while that is not known.
import { deepEqual, equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createForestClient } from '@kindcart/client';
import { createForestStore } from '@kindcart/store/forest';
import { type Answers, openPlatform, problem } from '../../internal/testing/platform.ts';
import { until } from '../../internal/testing/stage.ts';
import { namesOf, watchThings } from './names.ts';
import { plot, saxaul, tree } from './sample.testing.ts';
import { page } from './testing.ts';

/** Watches a tree, at a platform that answers this. */
function watch(t: TestContext, answers: Answers, treeId: typeof tree.id | null = tree.id) {
  const platform = openPlatform(answers);
  t.after(platform.close);
  const client = createForestClient({ baseUrl: platform.baseUrl, key: 'pk_test_names' });
  const ids = { speciesId: saxaul.id, plotId: plot.id, treeId };
  const things = watchThings(createForestStore({ client }), ids);
  let heard = 0;
  const stop = things.subscribe(() => {
    heard += 1;
  });
  t.after(stop);
  const asked = () => platform.asked.map(({ endpoint }) => endpoint).toSorted();
  return { things, stop, asked, heard: () => heard };
}

const known: Answers = {
  listSpecies: page(saxaul),
  listPlots: page(plot),
  getTree: { body: tree },
  listTrees: page(tree),
};

test('knows nothing at first, and then all of it', async (t) => {
  const { things, heard } = watch(t, known);
  deepEqual(things.get(), { species: null, plot: null, tree: null });
  await until(() => things.get().species && things.get().plot && things.get().tree, 'all of it');
  deepEqual(things.get(), { species: saxaul, plot, tree });
  equal(heard() > 0, true);
});

test('asks for no tree where there is none yet', async (t) => {
  const { things, asked } = watch(t, known, null);
  await until(() => things.get().species && things.get().plot, 'the others');
  equal(things.get().tree, null);
  deepEqual(asked(), ['listPlots', 'listSpecies']);
});

const gaps: readonly [string, Answers, Record<'species' | 'plot', string>][] = [
  ['the kind', { ...known, listSpecies: problem('internal') }, { species: '', plot: '民勤北缘' }],
  ['the plot', { ...known, listPlots: page() }, { species: '梭梭', plot: '' }],
];

for (const [what, answers, said] of gaps) {
  test(`says what it knows where ${what} cannot be asked for`, async (t) => {
    const { things } = watch(t, answers, null);
    await until(() => things.get().species ?? things.get().plot, 'the other');
    const { species, plot: where } = namesOf(things.get(), 'zh-CN');
    deepEqual({ species, plot: where }, said);
  });
}

test('listens no more once it was told to stop', async (t) => {
  const { things, stop, heard } = watch(t, known, null);
  stop();
  const others = watch(t, known, null);
  await until(() => others.things.get().species, 'a platform that answers');
  deepEqual([heard(), things.get().species], [0, null]);
});

const spoken: readonly [locale: string, species: string][] = [
  ['en', 'Saxaul'],
  ['en-GB', 'Saxaul'],
  ['zh-CN', '梭梭'],
  ['zh-TW', '梭梭'],
  ['ar', 'Saxaul'],
  ['', 'Saxaul'],
];

for (const [locale, species] of spoken) {
  test(`names a kind of tree to who reads ${locale || 'who knows what'}`, () => {
    equal(namesOf({ species: saxaul, plot: null, tree: null }, locale).species, species);
  });
}

test('knows a season of a plot only where the plot has one', () => {
  const of = (season: typeof plot.season) =>
    namesOf({ species: null, plot: { ...plot, season }, tree: null }, 'en').season;
  deepEqual([of({ fromMonth: 10, toMonth: 2 }), of(null)], [{ fromMonth: 10, toMonth: 2 }, null]);
});
