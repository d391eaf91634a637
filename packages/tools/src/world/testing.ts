/** Writes small shapefiles for tests. */
import type { ShapeFiles, Spot } from './shapefile.ts';

interface Told {
  readonly type: number;
  readonly parts: readonly (readonly Spot[])[];
  readonly facts: Readonly<Record<'name' | 'rank', string>>;
}

const widths = { name: 20, rank: 8 } as const;

/** The three files. @param gapBytes - room that nobody uses, before each shape */
export function shapeFiles(shapes: readonly Told[], gapBytes = 0): ShapeFiles {
  const bodies = shapes.map(bodyOf);
  const shp = Buffer.alloc(100 + bodies.reduce((sum, body) => sum + gapBytes + 8 + body.length, 0));
  const shx = Buffer.alloc(100 + 8 * bodies.length);
  let at = 100;
  for (const [row, body] of bodies.entries()) {
    at += gapBytes;
    shx.writeInt32BE(at / 2, 100 + 8 * row);
    shx.writeInt32BE(body.length / 2, 104 + 8 * row);
    shp.writeInt32BE(row + 1, at);
    shp.writeInt32BE(body.length / 2, at + 4);
    body.copy(shp, at + 8);
    at += 8 + body.length;
  }
  return { shp, shx, dbf: tableOf(shapes) };
}

function bodyOf({ type, parts }: Told): Buffer {
  const spots = parts.flat();
  const isMany = type === 3 || type === 5;
  const head = isMany ? 44 + 4 * parts.length : 4;
  const body = Buffer.alloc(head + 16 * spots.length);
  body.writeInt32LE(type, 0);
  if (isMany) {
    body.writeInt32LE(parts.length, 36);
    body.writeInt32LE(spots.length, 40);
    let start = 0;
    for (const [part, own] of parts.entries()) {
      body.writeInt32LE(start, 44 + 4 * part);
      start += own.length;
    }
  }
  for (const [place, [x, y]] of spots.entries()) {
    body.writeDoubleLE(x, head + 16 * place);
    body.writeDoubleLE(y, head + 16 * place + 8);
  }
  return body;
}

function tableOf(shapes: readonly Told[]): Buffer {
  const columns = Object.entries(widths);
  const header = Buffer.alloc(32 + 32 * columns.length + 1);
  const rowBytes = 1 + columns.reduce((sum, [, width]) => sum + width, 0);
  header.writeUInt32LE(shapes.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(rowBytes, 10);
  for (const [place, [name, width]] of columns.entries()) {
    header.write(name, 32 + 32 * place, 'latin1');
    header.writeUInt8(width, 32 + 32 * place + 16);
  }
  header.writeUInt8(0x0d, header.length - 1);
  const rows = shapes.map(({ facts }) =>
    Buffer.from(` ${facts.name.padEnd(widths.name)}${facts.rank.padEnd(widths.rank)}`, 'latin1'),
  );
  return Buffer.concat([header, ...rows]);
}
