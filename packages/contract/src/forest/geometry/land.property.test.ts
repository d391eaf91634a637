// Land made up at random: what holds of every grid, every verdict and every overlap, whatever the shape.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Polygon, Position } from '../land.ts';
import { type Grid, placesMax } from '../plot.ts';
import { areaM2, boundsOf, centreOf, flatMap, outlineOf, type Point } from './earth.ts';
import { type PlantedLand, placesEstimate, placesOf } from './grid.ts';
import { distance, isInside, linesOf } from './lines.ts';
import { faultsOfLand, tidied } from './outline.ts';
import { doOverlap } from './overlap.ts';

const centimetre = 0.02;

/** A ring of corners around a centre, one in each of as many equal angles: it never crosses itself. */
function star(centre: Position, radii: readonly number[]): Position[] {
  const { toPosition } = flatMap(centre);
  const corners = radii.map((radius, at) => {
    const angle = (2 * Math.PI * at) / radii.length;
    return toPosition([Math.cos(angle) * radius, Math.sin(angle) * radius]);
  });
  const [first = centre] = corners;
  return [...corners, first];
}

const centres = fc.tuple(
  fc.double({ min: -179, max: 179, noNaN: true }),
  fc.double({ min: -65, max: 65, noNaN: true }),
);
const radii = fc.array(fc.double({ min: 12, max: 60, noNaN: true }), {
  minLength: 5,
  maxLength: 30,
});
const grids: fc.Arbitrary<Grid> = fc.record({
  spacingCm: fc.integer({ min: 150, max: 900 }),
  rowCm: fc.integer({ min: 150, max: 900 }),
  bearingDegrees: fc.integer({ min: 0, max: 179 }),
});

/** Land with a hole in its middle and a road through it. */
const lands: fc.Arbitrary<PlantedLand> = fc
  .tuple(centres, radii, fc.double({ min: 0.1, max: 0.6, noNaN: true }), fc.boolean(), grids)
  .map(([centre, reach, share, hasRoad, grid]) => {
    const hole = star(
      centre,
      reach.map((radius) => radius * share),
    );
    const { toPosition } = flatMap(centre);
    const road = [
      [-99, 14],
      [99, 18],
      [99, 22],
      [-99, 18],
      [-99, 14],
    ].map(([x = 0, y = 0]) => toPosition([x, y]));
    return {
      polygon: { type: 'Polygon', coordinates: [star(centre, reach), hole] },
      exclusions: hasRoad ? [{ type: 'Polygon', coordinates: [road] }] : [],
      grid,
    };
  });

function flat({ polygon, exclusions }: PlantedLand) {
  const { toPoint } = flatMap(centreOf(boundsOf(outlineOf(polygon))));
  const lines = ({ coordinates }: Polygon) =>
    coordinates.flatMap((ring) => linesOf(ring.map(toPoint)));
  return { toPoint, land: lines(polygon), excluded: exclusions.map(lines) };
}

function check(property: fc.IProperty<[PlantedLand]>): void {
  fc.assert(property, { numRuns: 150 });
}

test('puts every place inside, in no hole, in no exclusion, and at a distance from every edge', () => {
  check(
    fc.property(lands, (land) => {
      const { toPoint, land: lines, excluded } = flat(land);
      const margin = Math.min(land.grid.spacingCm, land.grid.rowCm) / 200 - centimetre;
      for (const position of placesOf(land) ?? assert.fail()) {
        const point = toPoint(position);
        assert.ok(isInside(point, lines) && distance(point, lines) >= margin);
        for (const area of excluded) {
          assert.ok(!isInside(point, area) && distance(point, area) >= margin);
        }
      }
    }),
  );
});

test('puts no two places closer than the grid says', () => {
  check(
    fc.property(lands, (land) => {
      const { toPoint } = flat(land);
      const closest = Math.min(land.grid.spacingCm, land.grid.rowCm) / 100 - centimetre;
      const points = (placesOf(land) ?? assert.fail()).map(toPoint);
      for (const [at, one] of points.entries()) {
        for (const other of points.slice(at + 1)) assert.ok(far(one, other) >= closest);
      }
    }),
  );
});

function far([ax, ay]: Point, [bx, by]: Point): number {
  return Math.hypot(ax - bx, ay - by);
}

test('leaves no room: every spot of the grid that is well inside has a place', () => {
  check(
    fc.property(lands, (land) => {
      const places = placesOf(land) ?? assert.fail();
      const [first] = places;
      if (first === undefined) return;
      const { toPoint, land: lines, excluded } = flat(land);
      const { spacingCm, rowCm, bearingDegrees } = land.grid;
      const bearing = (bearingDegrees * Math.PI) / 180;
      const margin = Math.min(spacingCm, rowCm) / 200 + centimetre;
      const taken = places.map(toPoint);
      const [x0, y0] = toPoint(first);
      for (const [u, v] of [
        [1, 0],
        [0, 1],
        [-1, 1],
        [2, 3],
      ] as const) {
        const [along, across] = [(u * spacingCm) / 100, (v * rowCm) / 100];
        const point: Point = [
          x0 + along * Math.sin(bearing) + across * Math.cos(bearing),
          y0 + along * Math.cos(bearing) - across * Math.sin(bearing),
        ];
        const isFree =
          isInside(point, lines) &&
          distance(point, lines) > margin &&
          excluded.every((area) => !isInside(point, area) && distance(point, area) > margin);
        if (isFree) assert.ok(taken.some((place) => far(place, point) < 2 * centimetre));
      }
    }),
  );
});

test('numbers the same places the same, however the outline is told', () => {
  check(
    fc.property(lands, (land) => {
      const { polygon } = land;
      const turned = polygon.coordinates.map((ring) => {
        const corners = ring.slice(0, -1);
        const again = [...corners.slice(2), ...corners.slice(0, 2)].toReversed();
        return [...again, ...again.slice(0, 1)];
      });
      const other = { ...land, polygon: tidied({ type: 'Polygon', coordinates: turned }) };
      assert.deepEqual(placesOf(other), placesOf({ ...land, polygon: tidied(polygon) }));
    }),
  );
});

test('counts places near what the area makes likely, and never many more', () => {
  check(
    fc.property(lands, (land) => {
      const count = (placesOf(land) ?? assert.fail()).length;
      const { spacingCm, rowCm } = land.grid;
      const outer = areaM2({ type: 'Polygon', coordinates: [outlineOf(land.polygon)] });
      assert.ok(count <= (outer / (spacingCm * rowCm)) * 10_000 * 1.6 + 3);
      assert.ok(placesEstimate(land) >= 0);
    }),
  );
});

test('has the same verdict on land that lies elsewhere', () => {
  fc.assert(
    fc.property(
      centres,
      radii,
      fc.boolean(),
      fc.integer({ min: -3, max: 3 }),
      (centre, reach, swaps, steps) => {
        const ring = star(centre, reach);
        const [a, b, ...rest] = ring.slice(0, -1);
        const crossed = swaps && a && b && rest[0] ? [a, rest[0], b, ...rest.slice(1), a] : ring;
        const verdictAt = (east: number) => {
          const moved = crossed.map(([x, y]): Position => [x * 0.25 + east, y]);
          const polygon: Polygon = { type: 'Polygon', coordinates: [moved] };
          return faultsOfLand({ country: 'ZZ', polygon, exclusions: [] });
        };
        assert.deepEqual(verdictAt(steps * 32), verdictAt(0));
      },
    ),
    { numRuns: 300 },
  );
});

test('finds land overlapping where a point of one is deep in the other, either way round', () => {
  const shifts = fc.double({ min: -130, max: 130, noNaN: true });
  fc.assert(
    fc.property(centres, radii, radii, shifts, shifts, (centre, one, other, x, y) => {
      const { toPosition, toPoint } = flatMap(centre);
      const a: Polygon = { type: 'Polygon', coordinates: [star(centre, one)] };
      const b: Polygon = { type: 'Polygon', coordinates: [star(toPosition([x, y]), other)] };
      const [ofA, ofB] = [a, b].map((each) => linesOf(outlineOf(each).map(toPoint)));
      assert.ok(ofA && ofB);
      const deep = Array.from(
        { length: 27 * 27 },
        (_, at): Point => [(at % 27) * 5 - 65, Math.floor(at / 27) * 5 - 65],
      ).some((point) =>
        [ofA, ofB].every((lines) => isInside(point, lines) && distance(point, lines) > 0.5),
      );
      const overlap = doOverlap(a, b);
      assert.equal(doOverlap(b, a), overlap);
      if (deep) assert.ok(overlap);
      if (Math.hypot(x, y) > Math.max(...one) + Math.max(...other)) assert.ok(!overlap);
    }),
    { numRuns: 200 },
  );
});

// Land as it is drawn: an edge along a road, a pond, a power line with its strip, rows along the wind.
const drawn: PlantedLand = {
  polygon: {
    type: 'Polygon',
    coordinates: [
      [
        [103.61254, 38.58031],
        [103.61498, 38.57988],
        [103.61561, 38.58102],
        [103.61533, 38.5819],
        [103.61402, 38.58177],
        [103.61377, 38.58243],
        [103.61266, 38.58214],
        [103.61241, 38.58118],
        [103.61254, 38.58031],
      ],
      [
        [103.61372, 38.58061],
        [103.61389, 38.58102],
        [103.61431, 38.58096],
        [103.6142, 38.58055],
        [103.61372, 38.58061],
      ],
    ],
  },
  exclusions: [
    {
      type: 'Polygon',
      coordinates: [
        [
          [103.612, 38.58141],
          [103.616, 38.58119],
          [103.616, 38.58128],
          [103.612, 38.5815],
          [103.612, 38.58141],
        ],
      ],
    },
  ],
  grid: { spacingCm: 200, rowCm: 400, bearingDegrees: 35 },
};

test('numbers the places of a drawn plot as it always has: trees stand there', () => {
  const places = placesOf(drawn) ?? assert.fail();
  assert.deepEqual(faultsOfLand({ country: 'CN', ...drawn }), []);
  assert.equal(places.length, 6_088);
  assert.deepEqual(
    [places[0], places[3_043]],
    [
      [103.612_667_3, 38.582_106_3],
      [103.614_324, 38.581_572_7],
    ],
  );
  assert.equal(
    createHash('sha256').update(JSON.stringify(places)).digest('hex'),
    'ea7381839640cdcc1efd8278ddfc6656220607be7c32bc55ce7f3b603469e48a',
  );
});

test('stops before it has made millions of places, and says how many there would be', () => {
  const ring: Position[] = [
    [103.01, 38.01],
    [103.41, 38.01],
    [103.41, 38.31],
    [103.01, 38.3101],
    [103.01, 38.01],
  ];
  const land: PlantedLand = {
    polygon: { type: 'Polygon', coordinates: [ring] },
    exclusions: [],
    grid: { spacingCm: 50, rowCm: 50, bearingDegrees: 45 },
  };
  const before = process.threadCpuUsage();
  assert.equal(placesOf(land), null);
  const { user, system } = process.threadCpuUsage(before);
  assert.ok((user + system) / 1_000 < 3_000);
  assert.ok(placesEstimate(land) > 1_000 * placesMax);
});
