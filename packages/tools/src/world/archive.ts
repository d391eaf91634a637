/** Writes tiles as one file: PMTiles 3, https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
import { gzipSync } from 'node:zlib';
import { Bytes } from '../../../platform/src/forest/tiles/bytes.ts';
import { type Cell, keyOfCell } from '../../../platform/src/forest/tiles/curve.ts';

const headerBytes = 127;
const gzip = 2;
const vectorTiles = 1;

/** A tile's number among all of all zooms: those above it first, then along the curve. */
function tileId(cell: Cell): number {
  return (4 ** cell.level - 1) / 3 + keyOfCell(cell);
}

interface Entry {
  readonly id: number;
  readonly offset: number;
  readonly length: number;
}

/** The file of these tiles, each compressed; what is the same is kept once. */
export function archiveOf(
  tiles: Iterable<readonly [Cell, Uint8Array<ArrayBuffer>]>,
  metadata: object,
): Uint8Array {
  const sorted = [...tiles].map(([cell, bytes]) => ({ cell, id: tileId(cell), bytes }));
  sorted.sort((a, b) => a.id - b.id);
  const data = new Bytes(1 << 20);
  const known = new Map<string, Omit<Entry, 'id'>>();
  const entries = sorted.map(({ id, bytes }): Entry => {
    const packed = gzipSync(bytes, { level: 9 });
    const same = packed.toString('base64');
    const kept = known.get(same) ?? { offset: data.length, length: packed.length };
    if (!known.has(same)) data.append(packed);
    known.set(same, kept);
    return { id, ...kept };
  });
  const root = gzipSync(directoryOf(entries), { level: 9 });
  const told = gzipSync(JSON.stringify(metadata), { level: 9 });
  const levels = sorted.map(({ cell }) => cell.level);
  const header = headerOf({
    root: root.length,
    metadata: told.length,
    data: data.length,
    tiles: entries.length,
    contents: known.size,
    zooms: [Math.min(...levels), Math.max(...levels)],
  });
  return Buffer.concat([header, root, told, data.written]);
}

function directoryOf(entries: readonly Entry[]): Uint8Array<ArrayBuffer> {
  const bytes = new Bytes(entries.length * 8);
  bytes.varint(entries.length);
  for (const [at, { id }] of entries.entries()) bytes.varint(id - (entries[at - 1]?.id ?? 0));
  for (const _ of entries) bytes.varint(1);
  for (const { length } of entries) bytes.varint(length);
  for (const [at, { offset }] of entries.entries()) {
    const before = entries[at - 1];
    const follows = before !== undefined && before.offset + before.length === offset;
    bytes.varint(follows ? 0 : offset + 1);
  }
  return bytes.written;
}

interface Sizes {
  readonly root: number;
  readonly metadata: number;
  readonly data: number;
  readonly tiles: number;
  readonly contents: number;
  readonly zooms: readonly [number, number];
}

function headerOf({ root, metadata, data, tiles, contents, zooms }: Sizes): Uint8Array {
  const view = new DataView(new ArrayBuffer(headerBytes));
  for (const [at, letter] of [...'PMTiles'].entries()) view.setUint8(at, letter.charCodeAt(0));
  view.setUint8(7, 3);
  const afterRoot = headerBytes + root;
  const afterMetadata = afterRoot + metadata;
  const places = [headerBytes, root, afterRoot, metadata, afterMetadata, 0, afterMetadata, data];
  for (const [at, value] of [...places, tiles, tiles, contents].entries()) {
    view.setBigUint64(8 + 8 * at, BigInt(value), true);
  }
  for (const [at, value] of [1, gzip, gzip, vectorTiles, ...zooms].entries()) {
    view.setUint8(96 + at, value);
  }
  // All of the world, in ten millionths of a degree; its middle stays zero.
  for (const [at, degrees] of [-180, -85.0511287, 180, 85.0511287].entries()) {
    view.setInt32(102 + 4 * at, Math.round(degrees * 1e7), true);
  }
  return new Uint8Array(view.buffer);
}
