// Archives of tiles, written here by the specification of PMTiles 3 and read back; other bytes are refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Bytes } from '../tiles/bytes.ts';
import { cellOfKey } from '../tiles/curve.ts';
import { openArchive } from './archive.ts';

/** So many tiles from an id on that are all the same bytes. */
interface Entry {
  readonly id: number;
  readonly run: number;
  readonly length: number;
  /** Where its bytes are among the data. */
  readonly offset: number;
}

const headerBytes = 127;

/** An archive with these entries. */
function archiveOf(entries: readonly Entry[], data: Uint8Array, change: Partial<Header> = {}) {
  const directory = new Bytes();
  directory.varint(entries.length);
  for (const [at, { id }] of entries.entries()) directory.varint(id - (entries[at - 1]?.id ?? 0));
  for (const { run } of entries) directory.varint(run);
  for (const { length } of entries) directory.varint(length);
  entries.forEach(({ offset }, at) => {
    const before = entries[at - 1];
    const follows = before !== undefined && before.offset + before.length === offset;
    directory.varint(follows ? 0 : offset + 1);
  });
  const root = gzipSync(directory.written);
  const { magic = 'PMTiles', version = 3, zoomMax = 6, leaves = 0 } = change;
  const bytes = new Uint8Array(headerBytes + root.length + data.length);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(magic));
  view.setUint8(7, version);
  const places = [
    headerBytes,
    root.length,
    0,
    0,
    0,
    leaves,
    headerBytes + root.length,
    data.length,
  ];
  for (const [at, place] of places.entries()) view.setBigUint64(8 + 8 * at, BigInt(place), true);
  view.setUint8(101, zoomMax);
  bytes.set(root, headerBytes);
  bytes.set(data, headerBytes + root.length);
  return bytes;
}

interface Header {
  readonly magic: string;
  readonly version: number;
  readonly zoomMax: number;
  readonly leaves: number;
}

const data = Uint8Array.from({ length: 60 }, (_, at) => at);
const tile = (bytes: Uint8Array<ArrayBuffer>, level: number, key: number) =>
  openArchive(bytes).tile(cellOfKey(level, key));
const from = (offset: number, length: number) => data.slice(offset, offset + length);

test('finds the world in one tile, and the four of the zoom below it', () => {
  const entries = [0, 1, 2, 3, 4].map((id) => ({ id, run: 1, length: 5, offset: id * 5 }));
  const bytes = archiveOf(entries, data);
  assert.deepEqual(tile(bytes, 0, 0), from(0, 5));
  for (const key of [0, 1, 2, 3]) assert.deepEqual(tile(bytes, 1, key), from(5 + key * 5, 5));
});

for (const [what, level, key, found] of [
  ['the first of a run', 1, 0, true],
  ['the last of a run', 1, 2, true],
  ['what follows a run', 1, 3, false],
  ['what is before the first', 0, 0, false],
  ['a gap between two', 2, 0, false],
  ['a zoom that is not there', 6, 9, false],
] as const) {
  test(`${found ? 'finds' : 'finds nothing for'} ${what}`, () => {
    const run = { id: 1, run: 3, length: 4, offset: 8 };
    const bytes = archiveOf([run, { id: 7, run: 1, length: 4, offset: 12 }], data);
    assert.deepEqual(tile(bytes, level, key), found ? from(8, 4) : undefined);
  });
}

test('finds tiles that share their bytes, and such as lie before others', () => {
  const entries = [
    { id: 1, run: 1, length: 6, offset: 30 },
    { id: 2, run: 1, length: 6, offset: 0 },
    { id: 4, run: 1, length: 6, offset: 30 },
  ];
  const bytes = archiveOf(entries, data);
  assert.deepEqual(tile(bytes, 1, 0), from(30, 6));
  assert.deepEqual(tile(bytes, 1, 1), from(0, 6));
  assert.deepEqual(tile(bytes, 1, 3), from(30, 6));
});

test('reads an archive that lies within other bytes', () => {
  const bytes = archiveOf([{ id: 0, run: 1, length: 60, offset: 0 }], data);
  const around = new Uint8Array(bytes.length + 20);
  around.set(bytes, 13);
  const within = around.subarray(13, 13 + bytes.length);
  assert.deepEqual(tile(within, 0, 0), data);
});

test('knows its deepest zoom, and is empty when it has no entries', () => {
  const archive = openArchive(archiveOf([], data, { zoomMax: 11 }));
  assert.equal(archive.zoomMax, 11);
  assert.equal(archive.tile({ level: 0, x: 0, y: 0 }), undefined);
});

for (const [what, change, words] of [
  ['another kind of file', { magic: 'MBTiles' }, /no file of PMTiles 3/],
  ['the version before', { version: 2 }, /no file of PMTiles 3/],
  ['the version to come', { version: 4 }, /no file of PMTiles 3/],
  ['one with leaves', { leaves: 90 }, /has leaves, which are not read here/],
] as const) {
  test(`refuses ${what}`, () => {
    assert.throws(() => openArchive(archiveOf([], data, change)), { message: words });
  });
}

for (const [what, length] of [
  ['nothing at all', 0],
  ['a name alone', 7],
  ['half a header', 60],
  ['a header alone', headerBytes],
  ['half a directory', headerBytes + 10],
] as const) {
  test(`refuses ${what} instead of being an empty world`, () => {
    const entries = Array.from({ length: 50 }, (_, id) => ({ id, run: 1, length: 1, offset: id }));
    assert.throws(() => openArchive(archiveOf(entries, data).slice(0, length)));
  });
}

test('finds whatever was written, and nothing else', () => {
  const gaps = fc.array(
    fc.record({
      skip: fc.nat(40),
      run: fc.integer({ min: 1, max: 9 }),
      length: fc.integer({ min: 1, max: 9 }),
      offset: fc.nat(50),
    }),
    { maxLength: 30 },
  );
  fc.assert(
    fc.property(gaps, (told) => {
      let next = 0;
      const entries = told.map(({ skip, run, length, offset }) => {
        const id = next + skip;
        next = id + run;
        return { id, run, length, offset };
      });
      const archive = openArchive(archiveOf(entries, data));
      const ids = (4 ** 5 - 1) / 3;
      for (let [level, id] = [0, 0]; id < ids; level += 1) {
        for (let key = 0; key < 4 ** level; key += 1, id += 1) {
          const entry = entries.find((each) => id >= each.id && id < each.id + each.run);
          const expected = entry && from(entry.offset, entry.length);
          assert.deepEqual(archive.tile(cellOfKey(level, key)), expected, `${level} ${key}`);
        }
      }
    }),
    { numRuns: 20 },
  );
});
