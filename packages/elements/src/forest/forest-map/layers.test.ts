import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { speciesExample } from '@kindcart/contract';
import { sizeCm } from '@kindcart/contract/growth';
import {
  createExpression,
  featureFilter,
  validateStyleMin,
} from '@maplibre/maplibre-gl-style-spec';
import type { Expression, Layer, Style } from './engine.ts';
import {
  crownRadius,
  type Filter,
  fontsOf,
  forestLayers,
  isArchive,
  marksData,
  sourceOf,
  sources,
  tilesAddress,
  treeFilter,
  withForest,
} from './layers.ts';
import { stageColours } from './stages.ts';

const kinds = [
  { id: speciesExample.id, crown: speciesExample.growth.crown },
  { id: 'spc_2', crown: { maxCm: 2_000, ratePerYear: 0.05, shape: 1.5 } },
];
const day = 20_000;
const all: Filter = { species: [], from: null, until: null };

/** What MapLibre's own code makes of an expression for a tree. */
function evaluate(expression: Expression, zoom: number, properties: object): number {
  const made = createExpression(expression, 'layers[0].paint.circle-radius');
  if (made.result === 'error') throw new Error(made.value.map(({ message }) => message).join());
  return made.value.evaluate({ zoom }, { type: 1, properties: { ...properties } });
}

/** Pixels of a width in metres, at a zoom and a latitude. */
const pixels = (metres: number, zoom: number, latitude: number) =>
  metres / ((40_075_016.686 / 512 / 2 ** zoom) * Math.cos((latitude * Math.PI) / 180));

const crowns: readonly [kind: string, years: number, zoom: number, latitude: number][] = [
  [speciesExample.id, 1, 19, 0],
  [speciesExample.id, 5, 18.5, 38.78],
  [speciesExample.id, 20, 22, 38.78],
  ['spc_2', 3, 17, -1.3],
  ['spc_2', 40, 20.25, 60],
];

for (const [id, years, zoom, latitude] of crowns) {
  test(`draws the crown of ${id} after ${years} years as wide as it is, at zoom ${zoom} and ${latitude}°`, () => {
    const cosine = Math.cos((latitude * Math.PI) / 180);
    const curve = kinds.find((kind) => kind.id === id)?.crown ?? {
      maxCm: 0,
      ratePerYear: 0,
      shape: 0,
    };
    const p = day - Math.round(years * 365.2425);
    const radius = evaluate(crownRadius(kinds, day, cosine), zoom, { s: id, p });
    const metres = sizeCm(curve, (day - p) / 365.2425) / 100;
    const wanted = pixels(Math.max(metres, 0.4) / 2, zoom, latitude);
    ok(Math.abs(radius / wanted - 1) < 0.001, `${radius} and not ${wanted}`);
  });
}

test('draws what is not planted, planted later, or of an unknown kind by a small crown', () => {
  const radius = crownRadius(kinds, day, 1);
  const least = pixels(0.2, 20, 0);
  const near = (properties: object) =>
    Math.abs(evaluate(radius, 20, properties) / least - 1) < 0.01;
  ok(near({ s: 'spc_2' }));
  ok(near({ s: 'spc_2', p: day + 400 }));
  const unknown = evaluate(radius, 20, { s: 'spc_3', p: day - 4_000 });
  ok(unknown > least && Number.isFinite(unknown));
  ok(Number.isFinite(evaluate(crownRadius([], day, 1), 20, { s: 'spc_3' })));
});

const dayOf = (date: string) => Date.parse(date) / 86_400_000;
const filters: readonly [what: string, filter: Filter, properties: object, is: boolean][] = [
  ['all', all, { s: 'spc_2' }, true],
  ['a kind', { ...all, species: ['spc_2', 'spc_3'] }, { s: 'spc_2' }, true],
  ['no other kind', { ...all, species: ['spc_3'] }, { s: 'spc_2' }, false],
  ['the last day of a year', { ...all, until: 2_025 }, { p: dayOf('2025-12-31') }, true],
  ['not the first of the next', { ...all, until: 2_025 }, { p: dayOf('2026-01-01') }, false],
  ['the first day of a year', { ...all, from: 2_025 }, { p: dayOf('2025-01-01') }, true],
  ['not the last before it', { ...all, from: 2_025 }, { p: dayOf('2024-12-31') }, false],
  ['none that waits, until a year', { ...all, until: 2_025 }, {}, false],
  ['none that waits, from a year', { ...all, from: 2_025 }, {}, false],
];

for (const [what, filter, properties, is] of filters) {
  test(`lets through ${what}`, () => {
    const made = featureFilter(treeFilter(filter), 'layers[0].filter');
    equal(made.filter({ zoom: 18 }, { type: 1, properties: { ...properties } }), is);
  });
}

test('asks the platform for the trees of the filter alone', () => {
  const ask = (filter: Filter) => tilesAddress('https://give.example.org', 'pk_test_1', filter);
  equal(ask(all), 'https://give.example.org/v1/forest/tiles/{z}/{x}/{y}?key=pk_test_1');
  equal(
    ask({ species: ['spc_a', 'spc_b'], from: 2_024, until: 2_026 }).split('?')[1],
    'key=pk_test_1&species=spc_a%2Cspc_b&from=2024&until=2026',
  );
});

test('takes a template, a TileJSON and a PMTiles file for tiles', () => {
  const template = 'https://tiles.example/{z}/{x}/{y}.mvt';
  deepEqual(sourceOf(template), { type: 'vector', tiles: [template], maxzoom: 20 });
  const json = 'https://tiles.example/forest.json';
  deepEqual(sourceOf(json), { type: 'vector', url: json });
  const archive = 'https://tiles.example/forest.pmtiles?v=2';
  deepEqual(sourceOf(archive), { type: 'vector', url: `pmtiles://${archive}` });
  equal(sourceOf(`pmtiles://${archive}`).url, `pmtiles://${archive}`);
  deepEqual(
    [template, json, archive].map((each) => isArchive(sourceOf(each))),
    [false, false, true],
  );
});

const plain: Style = { version: 8, sources: {}, layers: [] };
const marks = marksData([{ number: 7, position: [103, 38], chosen: true }]);
const layers = (dark: boolean) =>
  forestLayers({
    ...{ dark, locale: 'zh-CN', fonts: ['sans-serif'] },
    ...{ radius: crownRadius(kinds, day, 0.7), filter: treeFilter(all) },
  });

for (const dark of [false, true]) {
  test(`is a style that MapLibre takes, in the ${dark ? 'dark' : 'light'}`, () => {
    const source = sourceOf(tilesAddress('https://give.example.org', 'pk_test_1', all));
    const style = withForest(plain, source, marks, layers(dark));
    // Letters are drawn from fonts of the reader, so that there is no server to name for them.
    const found = validateStyleMin(style).filter(({ message }) => !message.includes('glyphs'));
    deepEqual(found, []);
  });
}

test('lies below the names of the style beneath, and on top where it has none', () => {
  const text: Layer = { id: 'names', type: 'symbol', source: 'world' };
  const ground = { id: 'ground', type: 'background' } as const;
  const source = sourceOf('https://tiles.example/forest.json');
  const own = layers(false);
  const ids = (style: Style) => style.layers.map(({ id }) => id);
  const named = withForest({ ...plain, layers: [ground, text] }, source, marks, own);
  deepEqual(ids(named), ['ground', ...own.map(({ id }) => id), 'names']);
  const bare = withForest({ ...plain, layers: [ground] }, source, marks, own);
  deepEqual(ids(bare), ['ground', ...own.map(({ id }) => id)]);
  deepEqual(Object.keys(bare.sources), [sources.forest, sources.marks]);
});

test("writes with the reader's fonts, or with one that the style's server has", () => {
  const glyphs = 'https://fonts.example/{fontstack}/{range}.pbf';
  const layout = { 'text-font': ['Noto'] };
  const text: Layer = { id: 'a', type: 'symbol', source: 'b', layout };
  deepEqual(fontsOf(plain), ['system-ui', 'sans-serif']);
  deepEqual(fontsOf({ ...plain, glyphs, layers: [text] }), ['Noto']);
  equal(fontsOf({ ...plain, glyphs }).length, 2);
});

test('marks trees by their numbers', () => {
  const [feature] = marks.features;
  deepEqual(feature?.properties, { number: 7, chosen: true });
  deepEqual(feature?.geometry, { type: 'Point', coordinates: [103, 38] });
});

test('has a colour of its own for each stage of a tree that stands', () => {
  const { planned, planted, established, grown } = stageColours;
  equal(new Set([planned, planted, established, grown]).size, 4);
});
