import { deepEqual, equal, match } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Plot, plotExample, speciesExample, treeExample } from '@kindcart/contract';
import { type Answers, oneByOne, problem } from '../../internal/testing/platform.ts';
import { stage, until } from '../../internal/testing/stage.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './forest-map.states.ts';

const known: Answers = states['one plot']?.answers ?? {};
const all = '<kind-forest-map view="list"></kind-forest-map>';
const inPlot = all.replace('></', ` plot="${plotExample.id}"></`);

async function show(t: TestContext, answers: Answers, html = all) {
  const { element, close, platform } = await stage({ html, answers: { ...known, ...answers } });
  t.after(close);
  const list = await until(() => element.shadowRoot?.querySelector('.list'), 'the list');
  const text = (each: Element) => each.textContent?.replace(/\s+/g, ' ').trim() ?? '';
  const texts = (selector: string) => [...list.querySelectorAll(selector)].map(text);
  const press = async (selector: string) =>
    (await until(() => list.querySelector<HTMLElement>(selector), selector)).click();
  const says = (said: RegExp) => until(() => said.test(text(list)), String(said));
  return { list, texts, press, says, platform };
}

const plotOf = (nth: number, change: Partial<Plot>): Plot => ({
  ...plotExample,
  id: `plt_01k9p4m8q2fz3t6v8w0x2y4z7${'bcdefgh'[nth] ?? 'z'}`,
  ...change,
});
const pageOf = (items: readonly Plot[], nextCursor: string | null = null) => ({
  body: { items, nextCursor },
});

test('groups plots by country in the order in which countries come, and counts them', async (t) => {
  const items = ['CN', 'SN', 'CN', 'AR', 'SN', 'CN'].map((country, nth) =>
    plotOf(nth, { country }),
  );
  const { texts, says } = await show(t, { listPlots: pageOf(items) });
  await says(/Argentina/);
  deepEqual(texts('.country h3'), ['China 3 plots', 'Senegal 2 plots', 'Argentina 1 plot']);
  equal(texts('[part=plot]').length, 6);
});

const none = { planned: 0, planted: 0, established: 0, grown: 0, lost: 0 };
const rows: readonly [what: string, change: Partial<Plot>, said: RegExp][] = [
  [
    'only trees that stand',
    { trees: { planned: 5, planted: 1, established: 2, grown: 4, lost: 9 } },
    /7 trees · 1,294 places left$/,
  ],
  ['one tree as one', { trees: { ...none, grown: 1 } }, /1 tree · /],
  ['no tree where none stands', { trees: { ...none, planned: 3, lost: 2 } }, /0 trees · /],
  ['one place as one', { places: { total: 9, free: 1, held: 3, taken: 5 } }, / · 1 place left$/],
  [
    'no place that is held as left',
    { places: { total: 9, free: 0, held: 4, taken: 5 } },
    / · 0 places left$/,
  ],
];

for (const [what, change, said] of rows) {
  test(`counts of a plot ${what}`, async (t) => {
    const { texts, says } = await show(t, { listPlots: pageOf([plotOf(0, change)]) });
    await says(/Minqin/);
    match(texts('[part=plot]')[0] ?? '', said);
  });
}

test('fetches more plots when a visitor wants them, and adds them to their countries', async (t) => {
  const { texts, press, says, platform } = await show(t, {
    listPlots: oneByOne(
      pageOf([plotOf(0, {}), plotOf(1, { country: 'SN' })], 'next'),
      pageOf([plotOf(2, {})]),
    ),
  });
  await press('[part=more]');
  await says(/China 2 plots/);
  deepEqual(texts('.country h3'), ['China 2 plots', 'Senegal 1 plot']);
  equal(texts('[part=more]').length, 0);
  equal(platform.asked.at(-1)?.url.searchParams.get('cursor'), 'next');
});

test('keeps the plots that it has when more of them fail, and asks again', async (t) => {
  const failing = Array(4).fill(problem('internal'));
  const { texts, press, says } = await show(t, {
    listPlots: oneByOne(
      pageOf([plotOf(0, {})], 'next'),
      ...failing,
      pageOf([plotOf(1, { country: 'SN' })]),
    ),
  });
  await press('[part=more]');
  await says(/could not be loaded/);
  equal(texts('[part=plot]').length, 1);
  await press('[part=retry]');
  await says(/Senegal 1 plot/);
  equal(texts('[part=retry]').length, 0);
});

test('names a plot in the language of the reader, and says which that is', async (t) => {
  const { list, says } = await show(t, {
    listPlots: pageOf([plotOf(0, { names: { en: 'North', fr: 'Nord' } })]),
  });
  await says(/North/);
  equal(list.querySelector('[part=plot] .name')?.getAttribute('lang'), 'en');
});

test('writes names as they are, whatever they say', async (t) => {
  const name = '<img src=x onerror=alert(1)>';
  const { list, says } = await show(t, { listPlots: pageOf([plotOf(0, { names: { en: name } })]) });
  await says(/onerror/);
  equal(list.querySelector('img'), null);
});

const trees: readonly [what: string, change: Partial<typeof treeExample>, said: RegExp][] = [
  [
    'one that waits, without a day',
    { state: 'planned', plantedOn: null },
    /^Tree 1024 Saxaul · Waiting to be planted$/,
  ],
  ['one that is lost', { state: 'lost' }, /^Tree 1024 Saxaul · Lost · planted Apr 5, 2026$/],
  [
    'one of a kind that is not known',
    { speciesId: 'spc_01k9p4m8q2fz3t6v8w0x2y4z9z' },
    /^Tree 1024 Has taken root · planted/,
  ],
  ['one of a large number', { number: 1_234_567 }, /^Tree 1234567 Saxaul/],
];

for (const [what, change, said] of trees) {
  test(`lists ${what}`, async (t) => {
    const { texts } = await show(
      t,
      {
        listTrees: { body: { items: [{ ...treeExample, ...change }], nextCursor: null } },
        listSpecies: { body: { items: [speciesExample], nextCursor: null } },
      },
      inPlot,
    );
    await until(() => said.test(texts('[part=tree]')[0] ?? ''), String(said));
  });
}
