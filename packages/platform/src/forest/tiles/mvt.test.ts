// What the encoder writes, read by a decoder that is not ours.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { classifyRings, VectorTile } from '@mapbox/vector-tile';
import fc from 'fast-check';
import { PbfReader } from 'pbf';
import { Bytes } from './bytes.ts';
import { Layer, type Path, type Point, tileOf } from './mvt.ts';
import { readTile } from './testing/reader.ts';

const square: Path = [
  [10, 10],
  [110, 10],
  [110, 110],
  [10, 110],
];
const hole: Path = [
  [40, 40],
  [60, 40],
  [60, 60],
  [40, 60],
];
const backwards = (path: Path) => path.toReversed();

test('writes points with their ids and properties', () => {
  const layer = new Layer('trees');
  layer.point([1.4, 4_095.6], { s: '梭梭', t: 0, p: undefined }, 7);
  layer.point([-3, 5_000], { s: '梭梭', t: 2, p: 20_548 }, 2 ** 40 + 1);
  const { trees } = readTile(tileOf([layer]));
  assert.deepEqual(trees, [
    { id: 7, type: 1, properties: { s: '梭梭', t: 0 }, geometry: [[[1, 4_096]]] },
    {
      id: 2 ** 40 + 1,
      type: 1,
      properties: { s: '梭梭', t: 2, p: 20_548 },
      geometry: [[[-3, 5_000]]],
    },
  ]);
});

test('says the version and the extent of every layer', () => {
  const layer = new Layer('one');
  layer.point([0, 0], {});
  const { layers } = new VectorTile(new PbfReader(tileOf([layer, new Layer('empty')])));
  assert.deepEqual(Object.keys(layers), ['one']);
  assert.deepEqual([layers.one?.version, layers.one?.extent], [2, 4_096]);
});

test('writes nothing at all when nothing is in it', () => {
  assert.equal(tileOf([new Layer('a'), new Layer('b')]).length, 0);
});

for (const [what, rings] of [
  ['as it is told', [square, hole]],
  ['told the other way round', [backwards(square), backwards(hole)]],
  ['with its first point told again at the end', [[...square, [10, 10] as const], hole]],
] as const) {
  test(`writes a polygon with a hole, ${what}`, () => {
    const layer = new Layer('land');
    layer.polygons([rings], { r: 1 });
    const feature = new VectorTile(new PbfReader(tileOf([layer]))).layers.land?.feature(0);
    const [polygon, ...more] = classifyRings(feature?.loadGeometry() ?? []);
    assert.equal(more.length, 0);
    assert.deepEqual(
      polygon?.map((ring) => ring.length),
      [5, 5],
    );
    assert.deepEqual(feature?.bbox(), [10, 10, 110, 110]);
  });
}

test('writes several polygons as one feature', () => {
  const layer = new Layer('land');
  layer.polygons([[square], [hole.map(([x, y]): Point => [x + 200, y])]], {});
  const feature = new VectorTile(new PbfReader(tileOf([layer]))).layers.land?.feature(0);
  assert.equal(classifyRings(feature?.loadGeometry() ?? []).length, 2);
});

test('writes lines, each from its own beginning', () => {
  const layer = new Layer('rivers');
  const [first, second]: Path[] = [
    [
      [0, 0],
      [5, 5],
      [9, 5],
    ],
    [
      [100, 0],
      [90, -10],
    ],
  ];
  assert(first && second);
  layer.lines([first, second], { r: 3 });
  const { rivers } = readTile(tileOf([layer]));
  assert.deepEqual(rivers?.[0]?.geometry, [first, second]);
});

for (const [what, draw] of [
  [
    'a line as long as a point',
    (layer: Layer) =>
      layer.lines(
        [
          [
            [1, 1],
            [1.2, 1.2],
          ],
        ],
        {},
      ),
  ],
  [
    'an area as thin as a line',
    (layer: Layer) =>
      layer.polygons(
        [
          [
            [
              [1, 1],
              [9, 1],
              [5, 1.2],
            ],
          ],
        ],
        {},
      ),
  ],
  [
    'an outline of two points',
    (layer: Layer) =>
      layer.polygons(
        [
          [
            [
              [1, 1],
              [9, 9],
            ],
          ],
        ],
        {},
      ),
  ],
] as const) {
  test(`leaves out ${what}`, () => {
    const layer = new Layer('x');
    draw(layer);
    assert.equal(layer.size, 0);
  });
}

test('writes any whole number so that it is read again', () => {
  const number = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
  fc.assert(
    fc.property(number, (value) => {
      const bytes = new Bytes(1);
      bytes.varint(value);
      assert.equal(new PbfReader(bytes.written).readVarint(), value);
    }),
  );
});

test('writes any coordinates so that they are read again', () => {
  const at = fc.integer({ min: -(2 ** 24), max: 2 ** 24 });
  fc.assert(
    fc.property(at, at, (x, y) => {
      const layer = new Layer('points');
      layer.point([x, y], {});
      assert.deepEqual(readTile(tileOf([layer])).points?.[0]?.geometry, [[[x, y]]]);
    }),
  );
});
