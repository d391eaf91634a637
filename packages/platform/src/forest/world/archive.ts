/** Reads tiles out of one file: PMTiles 3, https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md */
import { gunzipSync } from 'node:zlib';
import { type Cell, keyOfCell } from '../tiles/curve.ts';

/** Tiles that were cut beforehand. */
export interface Archive {
  readonly zoomMax: number;
  /** A tile as it is kept, compressed; undefined where nothing is. */
  tile(cell: Cell): Uint8Array<ArrayBuffer> | undefined;
}

interface Span {
  readonly offset: number;
  readonly length: number;
}

/** @throws Error when the bytes are no such file, or one that is larger than ours ever is */
export function openArchive(bytes: Uint8Array<ArrayBuffer>): Archive {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isArchive = new TextDecoder().decode(bytes.subarray(0, 7)) === 'PMTiles';
  if (!isArchive || view.getUint8(7) !== 3) throw new Error('This is no file of PMTiles 3');
  const number = (place: number) => Number(view.getBigUint64(8 + 8 * place, true));
  const [rootAt, rootLength, , , , leaves, dataAt] = Array.from({ length: 7 }, (_, at) =>
    number(at),
  );
  if (leaves !== 0) throw new Error('Its directory has leaves, which are not read here');
  const root = bytes.subarray(rootAt, (rootAt ?? 0) + (rootLength ?? 0));
  const spans = spansOf(gunzipSync(root));
  return {
    zoomMax: view.getUint8(101),
    tile(cell) {
      const span = spans.get((4 ** cell.level - 1) / 3 + keyOfCell(cell));
      if (span === undefined) return undefined;
      const from = (dataAt ?? 0) + span.offset;
      return bytes.subarray(from, from + span.length);
    },
  };
}

/** Where each tile is, by its number among all of all zooms. */
function spansOf(directory: Uint8Array): Map<number, Span> {
  let at = 0;
  const next = (): number => {
    let [value, weight] = [0, 1];
    for (;;) {
      const byte = directory[at++] ?? 0;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 128;
    }
  };
  const count = next();
  const column = () => Array.from({ length: count }, next);
  const [steps, runs, lengths, offsets] = [column(), column(), column(), column()];
  const spans = new Map<number, Span>();
  let [id, end] = [0, 0];
  for (const [entry, step] of steps.entries()) {
    id += step;
    const [length = 0, told = 0, run = 1] = [lengths[entry], offsets[entry], runs[entry]];
    // Zero says that it follows the one before.
    const offset = told === 0 ? end : told - 1;
    end = offset + length;
    for (let more = 0; more < run; more += 1) spans.set(id + more, { offset, length });
  }
  return spans;
}
