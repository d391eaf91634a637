// Grids laid over land that can be drawn on squared paper: which places, where, in which order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Polygon } from '../land.ts';
import { type Grid, placesMax } from '../plot.ts';
import { flatMap, type Point } from './earth.ts';
import { placesEstimate, placesOf } from './grid.ts';

const { toPoint, toPosition } = flatMap([103.09, 38.78]);

/** Land of rings in metres from west to east and from south to north, around a place in Gansu. */
function land(...rings: readonly (readonly Point[])[]): Polygon {
  const coordinates = rings.map((ring) =>
    [...ring, ...ring.slice(0, 1)].map((point) => toPosition(point)),
  );
  return { type: 'Polygon', coordinates };
}

/** A rectangle around its middle. */
function box(width: number, height: number, [x, y]: Point = [0, 0]): readonly Point[] {
  const [w, h] = [width / 2, height / 2];
  return [
    [x - w, y - h],
    [x + w, y - h],
    [x + w, y + h],
    [x - w, y + h],
  ];
}

function grid(spacing: number, row = spacing, bearingDegrees = 0): Grid {
  return { spacingCm: spacing * 100, rowCm: row * 100, bearingDegrees };
}

/** Places in metres, to the decimetre, in the order of their numbers. */
function placesIn(polygon: Polygon, grid: Grid, ...exclusions: Polygon[]): string[] {
  const places = placesOf({ polygon, exclusions, grid });
  assert.ok(places !== null);
  return places.map((place) => {
    const [x, y] = toPoint(place).map((metres) => Math.round(metres * 10) / 10 + 0);
    return `${x} ${y}`;
  });
}

const square = land(box(8.04, 8.04));
const drawn: readonly [what: string, polygon: Polygon, grid: Grid, places: string[]][] = [
  ['one in the middle of land for one', land(box(2.04, 2.04)), grid(2), ['0 0']],
  [
    'none on land that is narrower than the distance from its edges',
    land(box(1.9, 9)),
    grid(2),
    [],
  ],
  [
    'rows from south to north, the westernmost first',
    square,
    grid(4),
    ['-2 -2', '-2 2', '2 -2', '2 2'],
  ],
  [
    'rows from west to east, the northernmost first',
    square,
    grid(4, 4, 90),
    ['-2 2', '2 2', '-2 -2', '2 -2'],
  ],
  [
    'what is left over in equal parts at both ends',
    land(box(2.04, 9.54)),
    grid(4, 2),
    ['0 -2', '0 2'],
  ],
  ['closer along a row than from row to row', land(box(4.04, 4.04)), grid(2, 4), ['0 -1', '0 1']],
  ['a row at a slant', land(box(6.04, 6.04)), grid(3, 9, 45), ['-1.1 -1.1', '1.1 1.1']],
  ['around a hole', land(box(12.04, 4.04), box(3.9, 2)), grid(4), ['-4 0', '4 0']],
  [
    'none over a corner that is cut off',
    land([
      [-4.02, -4.02],
      [4.02, -4.02],
      [-4.02, 4.02],
    ]),
    grid(4),
    ['-2 -2'],
  ],
];

for (const [what, polygon, laid, places] of drawn) {
  test(`lays ${what}`, () => {
    assert.deepEqual(placesIn(polygon, laid), places);
  });
}

const excluded: readonly [what: string, exclusion: Polygon, left: number][] = [
  ['a pond on a place', land(box(1, 1, [2, 2])), 3],
  ['a pond beside a place, nearer than half of the distance', land(box(1, 1, [2, 0.6])), 3],
  ['a pond farther than that', land(box(0.2, 0.2, [0, 0])), 4],
  ['a road that is nearer to all than half of the distance', land(box(0.2, 90)), 0],
  ['a road over the places of the east', land(box(0.2, 90, [2, 0])), 2],
  ['rock all over', land(box(90, 90)), 0],
  ['a pond of the neighbour', land(box(9, 9, [50, 0])), 4],
];

for (const [what, exclusion, left] of excluded) {
  test(`leaves ${left} of four places where there is ${what}`, () => {
    const places = placesIn(square, grid(4), exclusion);
    assert.equal(places.length, left);
    const all = placesIn(square, grid(4));
    assert.deepEqual(
      places,
      all.filter((place) => places.includes(place)),
      'in the same order',
    );
  });
}

test('takes exclusions over each other as one', () => {
  const pond = land(box(1, 1, [2, 2]));
  assert.deepEqual(placesIn(square, grid(4), pond, pond), placesIn(square, grid(4), pond));
});

const crowds: readonly [what: string, side: number, isTooMany: boolean][] = [
  ['nearly as many places as may be', 223.5, false],
  ['a few more than may be', 224.5, true],
];

for (const [what, side, isTooMany] of crowds) {
  test(`${isTooMany ? 'lays no grid of' : 'lays a grid of'} ${what}`, () => {
    const polygon = land(box(side, side));
    const places = placesOf({ polygon, exclusions: [], grid: grid(0.5) });
    assert.equal(places === null, isTooMany);
    const estimate = placesEstimate({ polygon, grid: grid(0.5) });
    assert.ok(Math.abs(estimate / placesMax - 1) < 0.01, `about ${estimate}`);
    if (places !== null) assert.ok(Math.abs(places.length / estimate - 1) < 0.01);
  });
}
