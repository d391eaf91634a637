// Land as people get it wrong, told to the platform: each is refused in words, and nothing of it is kept.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CreatePlot, Polygon, Position, ProblemCode } from '@kindcart/contract';
import { makeSpecies, plotBody } from '@kindcart/contract/conformance';
import { testDatabase, testPlatform } from '../../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const [project, species] = [await house.stage.project(), await makeSpecies(house.stage)];

function closed(...corners: readonly (readonly [number, number])[]): Position[] {
  return [...corners, ...corners.slice(0, 1)].map(([x, y]) => [x, y]);
}

function box(west: number, south: number, east: number, north: number): Position[] {
  return closed([west, south], [east, south], [east, north], [west, north]);
}

function land(...rings: readonly Position[][]): Polygon {
  return { type: 'Polygon', coordinates: [...rings] };
}

const field = box(103.0901, 38.7801, 103.0931, 38.7821);

const bad: readonly [
  what: string,
  change: Partial<CreatePlot>,
  code: ProblemCode,
  field: string,
  words: RegExp,
][] = [
  [
    'across the date line',
    { country: 'FJ', polygon: land(box(-179.9991, -16.8009, 179.9991, -16.8001)) },
    'polygon_invalid',
    'polygon.coordinates.0',
    /crosses the date line: tell of both sides as two plots/,
  ],
  [
    'around the south pole',
    { country: 'AQ', polygon: land(closed([0, -80], [120, -80], [-120, -80])) },
    'polygon_invalid',
    'polygon.coordinates.0',
    /encloses a pole/,
  ],
  [
    'up to the north pole',
    { country: 'NO', polygon: land(box(20.0001, 89.5, 20.0011, 90)) },
    'polygon_invalid',
    'polygon.coordinates.0',
    /beyond 85\.05 degrees of latitude/,
  ],
  [
    'with a hole outside of it',
    { polygon: land(field, box(103.1901, 38.7801, 103.1911, 38.7811)) },
    'polygon_invalid',
    'polygon.coordinates.1',
    /is a hole that lies outside of the outline/,
  ],
  [
    'for ten million trees',
    { polygon: land(box(103.0001, 38.0001, 103.1081, 38.0781)) },
    'places_too_many',
    'grid',
    /has about 10\d{6} places on this land/,
  ],
  [
    'with latitude first, beyond any latitude',
    { polygon: land(box(38.7801, 103.0901, 38.7821, 103.0931)) },
    'request_invalid',
    'polygon.coordinates.0.0.1',
    /is above 90: longitude comes first, then latitude/,
  ],
  [
    'with latitude first, in the middle of the Atlantic',
    { country: 'AR', polygon: land(box(-31.4201, -64.1801, -31.4181, -64.1781)) },
    'polygon_invalid',
    'polygon.coordinates.0',
    /lies outside of AR, and within it once longitude and latitude are swapped/,
  ],
  [
    'with three decimals',
    { polygon: land(box(103.09, 38.78, 103.092, 38.781)) },
    'polygon_invalid',
    'polygon.coordinates.0',
    /corners rounded to about 111 m.*give five decimals or more/,
  ],
  [
    'that is not closed',
    { polygon: land(field.slice(0, 4)) },
    'polygon_invalid',
    'polygon.coordinates.0',
    /does not end where it begins/,
  ],
  [
    'that crosses itself',
    {
      polygon: land(
        closed([103.0901, 38.7801], [103.0931, 38.7821], [103.0931, 38.7801], [103.0901, 38.7821]),
      ),
    },
    'polygon_invalid',
    'polygon.coordinates.0',
    /crosses or touches itself/,
  ],
  [
    'without area',
    { polygon: land(closed([103.0901, 38.7801], [103.0931, 38.7801], [103.0961, 38.7801])) },
    'polygon_invalid',
    'polygon.coordinates.0',
    /encloses no area/,
  ],
  [
    'with an exclusion that is no area',
    { polygon: land(field), exclusions: [land(field.slice(0, 4))] },
    'polygon_invalid',
    'exclusions.0.coordinates.0',
    /does not end where it begins/,
  ],
  [
    'that is excluded as a whole',
    { polygon: land(field), exclusions: [land(box(103, 38, 104, 39))] },
    'polygon_invalid',
    'grid',
    /has no place that lies on this land/,
  ],
  [
    'with three corners in all',
    { polygon: land(field.slice(0, 3)) },
    'request_invalid',
    'polygon.coordinates.0',
    /has fewer than 4 positions/,
  ],
  [
    'on another planet',
    { polygon: land(box(903.0901, 38.7801, 903.0931, 38.7821)) },
    'request_invalid',
    'polygon.coordinates.0.0.0',
    /is above 180/,
  ],
  [
    'with rows a hand apart',
    { polygon: land(field), grid: { spacingCm: 49, rowCm: 400, bearingDegrees: 0 } },
    'request_invalid',
    'grid.spacingCm',
    /is below 50/,
  ],
];

for (const [what, change, code, at, words] of bad) {
  test(`refuses land ${what}, and keeps nothing of it`, async () => {
    const asked = { body: plotBody(project, species, change) };
    const answer = await house.stage.ask('createPlot', asked);
    assert.ok(!answer.ok);
    assert.equal(answer.problem.code, code);
    const fault = answer.problem.errors?.find(({ field: one }) => one === at);
    assert.match(fault?.message ?? JSON.stringify(answer.problem), words);
    const kept = await house.stage.ask('listPlots', {}, { query: `projectId=${project.id}` });
    assert.deepEqual(kept.ok && kept.value.items, []);
  });
}
