// What is no land, each with its words; the table is that of things people have told of.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cornersMax, type Polygon, type Position } from '../land.ts';
import { faultsOfLand, tidied } from './outline.ts';

type Corners = readonly (readonly [number, number])[];

const closed = (corners: Corners): Position[] =>
  [...corners, ...corners.slice(0, 1)].map(([x, y]) => [x, y]);
const polygonOf = (...rings: readonly Position[][]): Polygon => ({
  type: 'Polygon',
  coordinates: [...rings],
});

function box(west: number, south: number, east: number, north: number): Position[] {
  return closed([
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ]);
}

const field = box(103.0901, 38.7801, 103.0951, 38.7841);
const inner = box(103.0911, 38.7811, 103.0921, 38.7821);

/** Corners on a circle. */
function circle(count: number): Position[] {
  const corners = Array.from({ length: count }, (_, at): [number, number] => {
    const angle = (2 * Math.PI * at) / count;
    return [103.1 + Math.cos(angle) * 0.004, 38.8 + Math.sin(angle) * 0.003];
  });
  return closed(corners);
}

const good: readonly [what: string, polygon: Polygon, country?: string][] = [
  ['a field', polygonOf(field)],
  ['a field wound clockwise', polygonOf(field.toReversed())],
  ['a corner told twice', polygonOf([...field.slice(0, 2), ...field.slice(1)])],
  ['a hole', polygonOf(field, inner)],
  ['a hole that touches the outline', polygonOf(field, box(103.0901, 38.7811, 103.0921, 38.7821))],
  ['as many corners as may be', polygonOf(circle(cornersMax - 1))],
  ['a field on one side of the date line', polygonOf(box(179.9911, -16.8009, 180, -16.8)), 'FJ'],
  ['a field far in the north', polygonOf(box(20.0001, 70.0001, 20.0051, 70.0031)), 'NO'],
  ['a field in a country that is not known', polygonOf(field), 'ZZ'],
  ['a field that is in the country neither way', polygonOf(field), 'BR'],
  [
    'corners rounded to 111 m, of land that is kilometres wide',
    polygonOf(box(103.09, 38.78, 103.12, 38.8)),
  ],
];

for (const [what, polygon, country = 'CN'] of good) {
  test(`takes ${what}`, () => {
    assert.deepEqual(faultsOfLand({ country, polygon, exclusions: [] }), []);
  });
}

const outline = 'polygon.coordinates.0';
const bad: readonly [
  what: string,
  polygon: Polygon,
  field: string,
  words: RegExp,
  country?: string,
][] = [
  [
    'an outline that is not closed',
    polygonOf(field.slice(0, 4)),
    outline,
    /does not end where it begins/,
  ],
  [
    'a bow tie',
    polygonOf(
      closed([
        [103.0901, 38.7801],
        [103.0951, 38.7841],
        [103.0951, 38.7801],
        [103.0901, 38.7841],
      ]),
    ),
    outline,
    /crosses or touches itself: the line from its corner 1 meets the one from its corner 3/,
  ],
  [
    'an outline that touches itself at a corner',
    polygonOf(
      closed([
        [103.0901, 38.7801],
        [103.0951, 38.7801],
        [103.0921, 38.7821],
        [103.0951, 38.7841],
        [103.0901, 38.7841],
        [103.0921, 38.7821],
      ]),
    ),
    outline,
    /crosses or touches itself/,
  ],
  [
    'a spike',
    polygonOf(
      closed([
        [103.0901, 38.7801],
        [103.0951, 38.7801],
        [103.0951, 38.7841],
        [103.0951, 38.7881],
        [103.0951, 38.7841],
        [103.0901, 38.7841],
      ]),
    ),
    outline,
    /turns back on itself at its corner 4/,
  ],
  [
    'corners on one line',
    polygonOf(
      closed([
        [103, 38],
        [103.5, 38.5],
        [104, 39],
      ]),
    ),
    outline,
    /encloses no area/,
  ],
  [
    'one corner, told four times',
    polygonOf(
      closed([
        [103.0901, 38.7801],
        [103.0901, 38.7801],
        [103.0901, 38.7801],
      ]),
    ),
    outline,
    /encloses no area/,
  ],
  [
    'land as large as a sheet of paper',
    polygonOf(box(103.0901, 38.7801, 103.0901004, 38.7801004)),
    outline,
    /less than one square metre/,
  ],
  [
    'land on both sides of the date line',
    polygonOf(box(-179.9991, -16.8009, 179.9991, -16.8001)),
    outline,
    /crosses the date line: tell of both sides as two plots/,
    'FJ',
  ],
  [
    'a ring around a pole',
    polygonOf(
      closed([
        [-120, 80],
        [0, 80],
        [120, 80],
      ]),
    ),
    outline,
    /encloses a pole/,
    'NO',
  ],
  [
    'land beyond the maps of the web',
    polygonOf(box(20.0001, 85.0401, 20.0011, 85.0501)),
    outline,
    /reaches beyond 85\.05 degrees/,
    'NO',
  ],
  [
    'land that reaches to a pole',
    polygonOf(box(20.0001, 89.9, 20.0011, 90)),
    outline,
    /reaches beyond 85\.05 degrees/,
    'NO',
  ],
  [
    'land larger than a plot',
    polygonOf(box(103.0001, 38.0001, 104.0001, 38.2001)),
    outline,
    /is 88 km across, and a plot is 50 km at the most/,
  ],
  [
    'longitude and latitude swapped',
    polygonOf(box(-31.4201, -64.1801, -31.4181, -64.1781)),
    outline,
    /lies outside of AR, and within it once longitude and latitude are swapped/,
    'AR',
  ],
  [
    'corners rounded to 111 m, of a small field',
    polygonOf(box(103.09, 38.78, 103.092, 38.781)),
    outline,
    /corners rounded to about 111 m, and is 111 m across/,
  ],
  [
    'corners rounded to a kilometre',
    polygonOf(box(103.09, 38.78, 103.11, 38.79)),
    outline,
    /corners rounded to about 1110 m/,
  ],
  [
    'a hole outside',
    polygonOf(field, box(103.1911, 38.7811, 103.1921, 38.7821)),
    'polygon.coordinates.1',
    /hole that lies outside/,
  ],
  [
    'a hole across the edge',
    polygonOf(field, box(103.0891, 38.7811, 103.0921, 38.7821)),
    'polygon.coordinates.1',
    /hole that crosses the outline/,
  ],
  [
    'two holes over each other',
    polygonOf(field, inner, box(103.0915, 38.7815, 103.0931, 38.7831)),
    'polygon.coordinates.2',
    /hole that overlaps another/,
  ],
  [
    'a hole within a hole',
    polygonOf(field, inner, box(103.0914, 38.7814, 103.0918, 38.7818)),
    'polygon.coordinates.2',
    /hole that overlaps another/,
  ],
  [
    'a hole that crosses itself',
    polygonOf(
      field,
      closed([
        [103.0911, 38.7811],
        [103.0921, 38.7821],
        [103.0921, 38.7811],
        [103.0911, 38.7821],
      ]),
    ),
    'polygon.coordinates.1',
    /crosses or touches itself/,
  ],
  ['a hole as large as the land', polygonOf(field, field), 'polygon.coordinates.1', /is a hole/],
  [
    'too many corners in all',
    polygonOf(circle(990), circle(20)),
    'polygon',
    /1012 corners in all, and 1000 are the most/,
  ],
];

for (const [what, polygon, field, words, country = 'CN'] of bad) {
  test(`refuses ${what}`, () => {
    const faults = faultsOfLand({ country, polygon, exclusions: [] });
    assert.deepEqual(
      faults.map((fault) => fault.field),
      [field],
    );
    assert.match(faults[0]?.message ?? '', words);
  });
}

test('looks at exclusions as at land, wherever they lie', () => {
  const polygon = polygonOf(field);
  const road = box(103, 38.7821, 104, 38.7823);
  const faultsOf = (...exclusions: Polygon[]) =>
    faultsOfLand({ country: 'CN', polygon, exclusions });
  assert.deepEqual(faultsOf(polygonOf(road)), []);
  const [fault] = faultsOf(polygonOf(road), polygonOf(road.slice(0, 4)));
  assert.equal(fault?.field, 'exclusions.1.coordinates.0');
  assert.match(fault?.message ?? '', /does not end where it begins/);
  const [many] = faultsOf(polygonOf(circle(600)), polygonOf(circle(600)));
  assert.equal(many?.field, 'exclusions');
});

test('tidies an outline: each corner once, counterclockwise, holes clockwise, from the same corner on', () => {
  const told = polygonOf([...field.slice(0, 2), ...field.slice(1)].toReversed(), inner);
  assert.deepEqual(tidied(told), polygonOf(field, inner.toReversed()));
  assert.deepEqual(tidied(tidied(told)), tidied(told));
});

test('looks at a thousand corners in the time of a request', () => {
  const before = process.threadCpuUsage();
  assert.deepEqual(
    faultsOfLand({ country: 'CN', polygon: polygonOf(circle(999)), exclusions: [] }),
    [],
  );
  const { user, system } = process.threadCpuUsage(before);
  assert.ok((user + system) / 1_000 < 2_000);
});
