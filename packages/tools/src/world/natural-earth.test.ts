import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeNamesZh, placeNameZh } from './names.ts';
import { type NaturalEarth, thingsAt } from './natural-earth.ts';
import { relief } from './relief.ts';
import type { Shape, Spot } from './shapefile.ts';

const clockwise: Spot[] = [
  [0, 0],
  [0, 10],
  [10, 10],
  [10, 0],
];
const hole: Spot[] = [
  [2, 2],
  [4, 2],
  [4, 4],
  [2, 4],
];
const far: Spot[] = clockwise.map(([x, y]) => [x + 50, y]);

const place = (
  name: string,
  at: Spot,
  rank: string,
  iso: string,
  kind = 'Populated place',
): Shape => ({
  parts: [[at]],
  facts: { name, scalerank: rank, iso_a2: iso, featurecla: kind, adm1name: '' },
});
const earth: NaturalEarth = {
  land: [{ parts: [clockwise, far, hole], facts: {} }],
  water: [
    { parts: [clockwise], facts: { featurec_2: 'Ocean' } },
    { parts: [clockwise], facts: { featurec_2: 'Lake', scaleran_2: '4' } },
  ],
  rivers: [{ parts: [hole], facts: { scalerank: '5.0000' } }],
  borders: [
    { parts: [hole], facts: { featurecla: 'International boundary (verify)' } },
    { parts: [hole], facts: { featurecla: 'Disputed (please verify)' } },
    { parts: [hole], facts: { featurecla: 'ForgetMagics' } },
  ],
  places: [
    place('Beijing', [116, 40], '0', 'CN', 'Admin-0 capital'),
    place('Wuwei', [102, 38], '4', 'CN'),
    place('Somewhere', [90, 35], '8', 'CN'),
    place('Hargeysa', [44, 9], '3', '-99'),
  ],
};

const shown = (zoom: number, layer: string) =>
  thingsAt(zoom, earth).filter((thing) => thing.layer === layer);

test('puts holes into the outline that they lie in', () => {
  assert.deepEqual(
    shown(0, 'land').map(({ parts }) => parts),
    [[clockwise, hole], [far]],
  );
});

for (const [layer, zoom, count] of [
  ['lakes', 1, 0],
  ['lakes', 2, 1],
  ['rivers', 2, 0],
  ['rivers', 3, 1],
  ['places', 0, 1],
  ['places', 4, 3],
  ['places', 6, 4],
  ['borders', 0, 2],
] as const) {
  test(`shows ${count} ${layer} at zoom ${zoom}`, () => {
    assert.equal(shown(zoom, layer).length, count);
  });
}

test('marks borders that are not agreed on', () => {
  assert.deepEqual(
    shown(0, 'borders').map(({ properties }) => properties.d),
    [undefined, 1],
  );
});

test('names a country in eight languages, in the middle of its places', () => {
  const [country, ...others] = shown(6, 'countries');
  assert.equal(others.length, 0);
  assert.deepEqual(country?.parts, [[[102, 38]]]);
  assert.deepEqual(country?.properties, {
    iso: 'CN',
    r: 5,
    name_en: 'China',
    name_zh: '中国',
    name_ar: 'الصين',
    name_de: 'China',
    name_es: 'China',
    name_fr: 'Chine',
    name_ja: '中国',
    name_pt: 'China',
  });
});

test('names a place in Chinese where that is known, and marks capitals', () => {
  const [beijing, , somewhere] = shown(6, 'places').map(({ properties }) => properties);
  assert.deepEqual(beijing, { name_en: 'Beijing', name_zh: '北京', r: 0, c: 1 });
  assert.deepEqual(somewhere, { name_en: 'Somewhere', name_zh: undefined, r: 8, c: undefined });
});

for (const [country, name, province, zh] of [
  ['CN', 'Suzhou', 'Jiangsu', '苏州'],
  ['CN', 'Suzhou', 'Anhui', '宿州'],
  ['CN', 'Suzhou', 'Gansu', undefined],
  ['CN', 'Alxa Zuoqi', 'Nei Mongol', '阿拉善左旗'],
  ['US', 'Washington, D.C.', 'District of Columbia', '华盛顿'],
  ['IL', 'Tel Aviv-Yafo', 'Tel Aviv', '特拉维夫-雅法'],
] as const) {
  test(`calls ${name} in ${province} ${zh ?? 'nothing in Chinese'}`, () => {
    assert.equal(placeNameZh(country, name, province), zh);
  });
}

test('has only Chinese among its Chinese names', () => {
  const odd = Object.entries(placeNamesZh).filter(([, zh]) => !/^[\p{Script=Han}-]+$/u.test(zh));
  assert.deepEqual(odd, []);
  assert(Object.keys(placeNamesZh).length > 400);
});

test('has its relief on land, in both languages', () => {
  for (const { longitude, latitude, en, zh } of relief) {
    assert(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 60, en);
    assert.match(zh, /^\p{Script=Han}+$/u);
    assert.match(en, /^[\p{Script=Latin} ’]+$/u);
  }
});
