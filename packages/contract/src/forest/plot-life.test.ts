import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Id } from '../ids.ts';
import { parse } from '../parse.ts';
import type { Polygon } from './land.ts';
import {
  createdPlotExample,
  createPlotExample,
  createPlotSchema,
  placeExample,
  placesMax,
  plotExample,
  plotImageSchema,
} from './plot.ts';
import {
  isRefused,
  landOf,
  type PlotRefusal,
  refuseOverlaps,
  refusePlotSpecies,
  refusePrice,
  survivalOf,
} from './plot-life.ts';
import { createSpeciesExample, createSpeciesSchema, speciesExample } from './species.ts';

const cny = { amount: 2_500, currency: 'CNY' };
const usd = { amount: 400, currency: 'USD' };
const other: Id<'species'> = 'spc_01k9p4m8q2fz3t6v8w0x2y4z9z';
const { id } = speciesExample;

const choices: readonly [
  what: string,
  ids: readonly Id<'species'>[],
  known: Parameters<typeof refusePlotSpecies>[1],
  refusal: readonly [code: PlotRefusal['code'], field: string] | null,
][] = [
  ['one that is there', [id], [{ id, price: cny }], null],
  [
    'two that are there',
    [other, id],
    [
      { id, price: cny },
      { id: other, price: cny },
    ],
    null,
  ],
  ['one that is not', [id, other], [{ id, price: cny }], ['species_unknown', 'speciesIds.1']],
  ['one twice', [id, id], [{ id, price: cny }], ['request_invalid', 'speciesIds.1']],
  ['one in dollars', [id], [{ id, price: usd }], ['currency_mismatch', 'speciesIds.0']],
];

for (const [what, ids, known, refusal] of choices) {
  test(`${refusal === null ? 'takes' : 'refuses'} as species of a plot ${what}`, () => {
    const found = refusePlotSpecies(ids, known, 'CNY');
    const [fault] = found?.fields ?? [];
    assert.deepEqual(found && [found.code, fault?.field], refusal);
  });
}

test('keeps a price in what the projects of its plots take', () => {
  assert.equal(refusePrice('USD', []), null);
  assert.equal(refusePrice('CNY', ['CNY']), null);
  const refusal = refusePrice('USD', ['USD', 'CNY']);
  assert.deepEqual(refusal?.code, 'currency_mismatch');
  assert.match(refusal?.fields[0]?.message ?? '', /is not CNY/);
});

test('works out the land of the examples as they say', () => {
  for (const plot of [plotExample, createdPlotExample]) {
    const land = landOf({ ...createPlotExample, polygon: plot.polygon });
    assert.ok(!isRefused(land));
    const { polygon, centre, bounds, areaM2, places } = land;
    assert.deepEqual(
      { polygon, centre, bounds, areaM2, total: places.length },
      {
        polygon: plot.polygon,
        centre: plot.centre,
        bounds: plot.bounds,
        areaM2: plot.areaM2,
        total: plot.places.total,
      },
    );
    const { free, held, taken, total } = plot.places;
    assert.equal(free + held + taken, total);
    if (plot === plotExample)
      assert.deepEqual(places[placeExample.number - 1], placeExample.position);
  }
});

function box(west: number, south: number, east: number, north: number): Polygon {
  const corners: [number, number][] = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  return { type: 'Polygon', coordinates: [corners] };
}

const refused: readonly [
  what: string,
  change: Partial<typeof createPlotExample>,
  code: PlotRefusal['code'],
  words: RegExp,
][] = [
  [
    'land on both sides of the date line',
    { polygon: box(-179.9991, 50.0001, 179.9991, 50.0021) },
    'polygon_invalid',
    /crosses the date line/,
  ],
  [
    'ten million places',
    { polygon: box(103.0001, 38.0001, 103.1081, 38.0781) },
    'places_too_many',
    /has about 10\d{6} places on this land, and a plot has 200000 at the most/,
  ],
  [
    'one place too many',
    { polygon: box(103.0001, 38.0001, 103.0186, 38.0092) },
    'places_too_many',
    /has about 20\d{4} places/,
  ],
  [
    'land that is excluded as a whole',
    { exclusions: [box(103, 38, 104, 39)] },
    'polygon_invalid',
    /has no place that lies on this land/,
  ],
];

for (const [what, change, code, words] of refused) {
  test(`refuses ${what}, in words`, () => {
    const land = landOf({ ...createPlotExample, ...change });
    assert.ok(isRefused(land));
    assert.equal(land.code, code);
    assert.match(land.fields[0]?.message ?? '', words);
  });
}

test('makes as many places as a plot may have', () => {
  const land = landOf({ ...createPlotExample, polygon: box(103.0001, 38.0001, 103.0181, 38.0091) });
  assert.ok(!isRefused(land));
  assert.ok(land.places.length > 0.9 * placesMax && land.places.length <= placesMax);
});

test('names every plot that land overlaps', () => {
  const beside = box(103.0912, 38.78, 103.0924, 38.7809);
  assert.equal(refuseOverlaps(beside, [plotExample, createdPlotExample]), null);
  const over = box(103.0905, 38.7805, 103.0908, 38.7812);
  const refusal = refuseOverlaps(over, [plotExample, createdPlotExample]);
  assert.equal(refusal?.code, 'plot_overlaps');
  assert.deepEqual(
    refusal?.fields.map(({ message }) => message),
    [plotExample, createdPlotExample].map((plot) => `overlaps ${plot.id}, Minqin, north edge`),
  );
});

test('says how many of those planted still stand, and nothing before the first', () => {
  const trees = { planned: 9, planted: 1, established: 1, grown: 0, lost: 1 };
  assert.equal(survivalOf(trees, 0), null);
  assert.deepEqual(survivalOf(trees, 3), { basisPoints: 6_666, of: 3 });
  assert.deepEqual(survivalOf(plotExample.trees, 5), plotExample.survival);
});

test('says of a latitude beyond the pole that longitude comes first', () => {
  const polygon = box(38.78, 103.09, 38.7809, 103.0912);
  const result = parse(createPlotSchema, { ...createPlotExample, polygon });
  assert.ok(!result.ok);
  assert.equal(result.fields[0]?.field, 'polygon.coordinates.0.0.1');
  assert.match(result.fields[0]?.message ?? '', /longitude comes first, then latitude/);
});

test('refuses bounds of a picture that are none, and a tree that outgrows its kind', () => {
  const image = {
    kind: 'drone',
    url: 'https://a.example/1.webp',
    takenOn: '2026-05-01',
    credit: 'Us',
  };
  const boundsOf = (bounds: unknown) => parse(plotImageSchema, { ...image, bounds }).ok;
  assert.deepEqual(
    [null, [1, 2, 3, 4], [3, 2, 1, 4], [1, 4, 3, 2], [1, 2, 3], [1, 2, 181, 4]].map(boundsOf),
    [true, true, false, false, false, false],
  );
  const growth = { ...createSpeciesExample.growth, tallestCm: 449 };
  const result = parse(createSpeciesSchema, { ...createSpeciesExample, growth });
  assert.deepEqual(!result.ok && result.fields.map(({ field }) => field), ['growth.tallestCm']);
});
