// Shapefiles written byte by byte as the specification says, gaps included, and read.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readShapes } from './shapefile.ts';
import { shapeFiles } from './testing.ts';

const spot = [116.4, 39.9] as const;
const lines = [
  [
    [0, 0],
    [1, 1],
    [2, 1],
  ],
  [
    [5, 5],
    [6, 6],
  ],
] as const;

test('reads points, lines and rings with their facts', () => {
  const files = shapeFiles([
    { type: 1, parts: [[spot]], facts: { name: 'Beijing', rank: '0' } },
    { type: 3, parts: lines, facts: { name: 'Esil', rank: '7.000' } },
    { type: 5, parts: lines, facts: { name: 'Land', rank: '' } },
  ]);
  assert.deepEqual(readShapes(files), [
    { parts: [[spot]], facts: { name: 'Beijing', rank: '0' } },
    { parts: lines, facts: { name: 'Esil', rank: '7.000' } },
    { parts: lines, facts: { name: 'Land', rank: '' } },
  ]);
});

test('reads texts of the alphabet of Windows', () => {
  const files = shapeFiles([{ type: 1, parts: [[spot]], facts: { name: 'København', rank: '2' } }]);
  assert.equal(readShapes(files)[0]?.facts.name, 'København');
});

test('finds shapes behind gaps, as files have that were edited', () => {
  const shapes = [
    { type: 1, parts: [[spot]], facts: { name: 'a', rank: '' } },
    { type: 3, parts: lines, facts: { name: 'b', rank: '' } },
  ] as const;
  assert.deepEqual(readShapes(shapeFiles(shapes, 48)), readShapes(shapeFiles(shapes)));
});

test('reads a row without a shape', () => {
  const files = shapeFiles([{ type: 0, parts: [], facts: { name: 'nowhere', rank: '' } }]);
  assert.deepEqual(readShapes(files)[0]?.parts, []);
});

test('says so when a shape is of a type that it does not know', () => {
  const files = shapeFiles([{ type: 11, parts: [[spot]], facts: { name: 'high', rank: '' } }]);
  assert.throws(() => readShapes(files), /of type 11/);
});
