// What may be told of a plot and of land, how places are asked for, and what is refused in words.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import { type Bounds, boundsSchema, cornersMax, polygonSchema } from './land.ts';
import {
  changePlotSchema,
  createPlotExample,
  createPlotSchema,
  listPlacesQuery,
  plotExample,
} from './plot.ts';
import { speciesExample } from './species.ts';

const { grid, polygon } = createPlotExample;
const image = {
  kind: 'drone',
  url: 'https://give.example.org/plots/minqin.jpg',
  takenOn: '2026-10-12',
  credit: 'Example, CC BY 4.0',
  bounds: plotExample.bounds,
};
const lies = (change: object) => ({ grid: { ...grid, ...change } });
const shown = (change: object) => ({ images: [{ ...image, ...change }] });
const many = <Item>(count: number, item: Item) => Array.from({ length: count }, () => item);

const taken: readonly [what: string, change: object][] = [
  ['what the example tells', {}],
  ['places as close as may be', lies({ spacingCm: 50, rowCm: 50 })],
  ['places as far as may be', lies({ spacingCm: 5_000, rowCm: 5_000 })],
  ['rows from west to east', lies({ bearingDegrees: 90 })],
  ['rows in the last direction', lies({ bearingDegrees: 179 })],
  ['a season over the turn of the year', { season: { fromMonth: 11, toMonth: 3 } }],
  ['a season of one month', { season: { fromMonth: 4, toMonth: 4 } }],
  ['no season', { season: null }],
  ['who plants', { partner: { name: '民勤林场', url: 'https://example.org/' } }],
  ['who plants, without a page', { partner: { name: '民勤林场', url: null } }],
  ['a picture from above', { images: [image] }],
  ['a picture that lies nowhere', shown({ kind: 'photo', bounds: null })],
  ['forty pictures', { images: many(40, image) }],
  ['fifty areas where nothing is planted', { exclusions: many(50, polygon) }],
];

for (const [what, change] of taken) {
  test(`takes a plot with ${what}`, () => {
    const told = { ...createPlotExample, ...change };
    assert.deepEqual(parse(createPlotSchema, told), { ok: true, value: told });
  });
}

const noBounds = 'images.0.bounds is not west, south, east and north in degrees';
const refused: readonly [what: string, change: object, words: string][] = [
  ['places on top of each other', lies({ spacingCm: 49 }), 'grid.spacingCm is below 50'],
  ['rows on top of each other', lies({ rowCm: 0 }), 'grid.rowCm is below 50'],
  ['places out of sight', lies({ spacingCm: 5_001 }), 'grid.spacingCm is above 5000'],
  ['a spacing in millimetres', lies({ spacingCm: 200.5 }), 'grid.spacingCm is not a whole number'],
  ['a direction told twice', lies({ bearingDegrees: 180 }), 'grid.bearingDegrees is above 179'],
  ['a direction the other way', lies({ bearingDegrees: -1 }), 'grid.bearingDegrees is below 0'],
  ['a country in small letters', { country: 'cn' }, 'country is not a country code such as CN'],
  ['a country of three letters', { country: 'CHN' }, 'country is not a country code such as CN'],
  ['a country and a line feed', { country: 'CN\n' }, 'country is not a country code such as CN'],
  ['month zero', { season: { fromMonth: 0, toMonth: 5 } }, 'season.fromMonth is below 1'],
  ['month thirteen', { season: { fromMonth: 3, toMonth: 13 } }, 'season.toMonth is above 12'],
  ['half of a season', { season: { fromMonth: 3 } }, 'season.toMonth is missing'],
  ['no kind of trees', { speciesIds: [] }, 'speciesIds names no species'],
  [
    '21 kinds of trees',
    { speciesIds: many(21, speciesExample.id) },
    'speciesIds names more than 20 species',
  ],
  ['41 pictures', { images: many(41, image) }, 'images has more than 40 images'],
  ['a picture by nobody', shown({ credit: '' }), 'images.0.credit is empty'],
  [
    'a picture that is a painting',
    shown({ kind: 'painting' }),
    'images.0.kind is not one of photo, drone, satellite',
  ],
  [
    'a picture without a day',
    shown({ takenOn: 'spring' }),
    'images.0.takenOn is not a day such as 2027-04-05',
  ],
  ['a picture without height', shown({ bounds: [103, 38, 104, 38] }), noBounds],
  ['a picture upside down', shown({ bounds: [103, 39, 104, 38] }), noBounds],
  [
    '51 areas where nothing is planted',
    { exclusions: many(51, polygon) },
    'exclusions has more than 50 areas',
  ],
  ['a partner without a name', { partner: { name: '', url: null } }, 'partner.name is empty'],
  [
    'a partner with a script',
    { partner: { name: 'x', url: 'javascript:alert(1)' } },
    'partner.url is not an https address',
  ],
  ['the area told with it', { areaM2: 1 }, 'areaM2 is not a field of this request'],
];

for (const [what, change, words] of refused) {
  test(`refuses a plot with ${what}`, () => {
    const result = parse(createPlotSchema, { ...createPlotExample, ...change });
    assert.ok(!result.ok);
    const said = result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.ok(said.includes(words), said.join('; '));
  });
}

const fixed = ['polygon', 'grid', 'exclusions', 'country', 'projectId'] as const;
for (const name of fixed) {
  test(`never changes the ${name} of a plot: trees stand there`, () => {
    const result = parse(changePlotSchema, { state: 'closed', [name]: createPlotExample[name] });
    assert.deepEqual(result.ok ? [] : result.fields, [
      { field: name, message: 'is not a field of this request' },
    ]);
  });
}

test('changes no plot where nothing is said', () => {
  const result = parse(changePlotSchema, {});
  assert.deepEqual(result.ok ? [] : result.fields, [{ field: '', message: 'changes nothing' }]);
});

const noPosition =
  'coordinates.0.0 is not a longitude and a latitude, and nothing else: leave out heights';
const corner = [103.09, 38.78];
const rings: readonly [what: string, land: object, words: string | null][] = [
  ['an outline', { coordinates: polygon.coordinates }, null],
  ['as many corners as may be', { coordinates: [many(cornersMax, corner)] }, null],
  ['no outline', { coordinates: [] }, 'coordinates has no outline'],
  ['two corners', { coordinates: [many(3, corner)] }, 'coordinates.0 has fewer than 4 positions'],
  [
    'two corners in a hole',
    { coordinates: [many(4, corner), many(3, corner)] },
    'coordinates.1 has fewer than 4 positions',
  ],
  [
    'one corner too many',
    { coordinates: [many(cornersMax + 1, corner)] },
    'coordinates.0 has more than 1000 positions',
  ],
  ['101 rings', { coordinates: many(101, many(4, corner)) }, 'coordinates has more than 100 rings'],
  ['a height above the sea', { coordinates: [many(4, [103.09, 38.78, 1_400])] }, noPosition],
  ['a longitude alone', { coordinates: [many(4, [103.09])] }, noPosition],
  ['degrees as text', { coordinates: [many(4, ['103', 38])] }, 'coordinates.0.0.0 is not a number'],
  [
    'several polygons',
    { type: 'MultiPolygon', coordinates: [polygon.coordinates] },
    'type is not one of Polygon',
  ],
];

for (const [what, land, words] of rings) {
  test(`${words === null ? 'reads' : 'reads no'} land with ${what}`, () => {
    const result = parse(polygonSchema, { type: 'Polygon', ...land });
    const said = result.ok
      ? null
      : result.fields.map(({ field, message }) => `${field} ${message}`);
    assert.equal(said?.[0] ?? null, words);
  });
}

const boxes: readonly [what: string, bounds: Bounds, isTaken: boolean][] = [
  ['the whole world', [-180, -90, 180, 90], true],
  ['a field', plotExample.bounds, true],
  ['a box from east to west', [104, 38, 103, 39], false],
  ['a box over the date line', [179, -17, -179, -16], false],
  ['a line', [103, 38, 103, 39], false],
  ['more than the world', [-180.1, 0, 0, 1], false],
  ['land beyond a pole', [0, 0, 1, 90.1], false],
];

for (const [what, bounds, isTaken] of boxes) {
  test(`${isTaken ? 'takes' : 'refuses'} ${what} as bounds`, () => {
    assert.equal(parse(boundsSchema, bounds).ok, isTaken);
  });
}

const questions: readonly [query: object, value: object | null][] = [
  [{}, {}],
  [{ after: '0' }, { after: 0 }],
  [{ after: '0007' }, { after: 7 }],
  [
    { after: '9999999', limit: '1' },
    { after: 9_999_999, limit: 1 },
  ],
  [{ limit: '2000' }, { limit: 2_000 }],
  [{ limit: '9999' }, { limit: 2_000 }],
  [{ after: '10000000' }, null],
  [{ after: '-1' }, null],
  [{ after: '' }, null],
  [{ after: '1.5' }, null],
  [{ limit: '0' }, null],
  [{ limit: '10000' }, null],
  [{ cursor: '1' }, null],
];

for (const [query, value] of questions) {
  test(`reads ${value === null ? 'no' : 'a'} page of places of ${JSON.stringify(query)}`, () => {
    const result = parse(listPlacesQuery, query);
    assert.deepEqual(result.ok ? result.value : null, value);
  });
}
