/**
 * Reads shapefiles, as Natural Earth hands out its data: shapes (.shp), their index (.shx) and their table (.dbf). ESRI
 * Shapefile Technical Description, 1998.
 */

/** Longitude and latitude in degrees. */
export type Spot = readonly [number, number];

/** One row of the table with its shape: one point, or lines, or rings. */
export interface Shape {
  readonly facts: Readonly<Record<string, string>>;
  readonly parts: readonly (readonly Spot[])[];
}

const headerBytes = 100;
const shapeTypes = { point: 1, line: 3, polygon: 5 } as const;

/** The three files of a set of shapes, whole. */
export interface ShapeFiles {
  readonly shp: Uint8Array;
  /** Where each shape begins: files that were edited have gaps. */
  readonly shx: Uint8Array;
  readonly dbf: Uint8Array;
}

const viewOf = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new DataView(buffer, byteOffset, byteLength);

/** All shapes of a set. @throws Error when a shape is of a type that is not known */
export function readShapes({ shp, shx, dbf }: ShapeFiles): Shape[] {
  const [shapes, index] = [viewOf(shp), viewOf(shx)];
  return readTable(dbf).map((facts, row) => {
    // Counted in words of two bytes; each shape has a head of eight bytes.
    const at = 2 * index.getInt32(headerBytes + 8 * row) + 8;
    return { facts, parts: partsAt(shapes, at) };
  });
}

function partsAt(view: DataView, at: number): Spot[][] {
  const type = view.getInt32(at, true);
  const spotAt = (offset: number): Spot => [
    view.getFloat64(offset, true),
    view.getFloat64(offset + 8, true),
  ];
  if (type === 0) return [];
  if (type === shapeTypes.point) return [[spotAt(at + 4)]];
  if (type !== shapeTypes.line && type !== shapeTypes.polygon) {
    throw new Error(`A shape is of type ${type}, which is none of Natural Earth's`);
  }
  const [parts, points] = [view.getInt32(at + 36, true), view.getInt32(at + 40, true)];
  const starts = Array.from({ length: parts }, (_, part) =>
    view.getInt32(at + 44 + 4 * part, true),
  );
  const first = at + 44 + 4 * parts;
  return starts.map((start, part) =>
    Array.from({ length: (starts[part + 1] ?? points) - start }, (_, point) =>
      spotAt(first + 16 * (start + point)),
    ),
  );
}

/** The rows of a table; texts are in the alphabet of Windows, as they were in its time. */
function readTable(table: Uint8Array): Record<string, string>[] {
  const view = viewOf(table);
  const decoder = new TextDecoder('windows-1252');
  const text = (from: number, length: number) =>
    decoder
      .decode(table.subarray(from, from + length))
      .replace(/\0.*/s, '')
      .trim();
  const [rows, header, bytes] = [
    view.getUint32(4, true),
    view.getUint16(8, true),
    view.getUint16(10, true),
  ];
  const columns: { readonly name: string; readonly at: number; readonly length: number }[] = [];
  let inRow = 1;
  for (let at = 32; table[at] !== 0x0d && at < header; at += 32) {
    const length = table[at + 16] ?? 0;
    columns.push({ name: text(at, 11), at: inRow, length });
    inRow += length;
  }
  return Array.from({ length: rows }, (_, row) =>
    Object.fromEntries(
      columns.map(({ name, at, length }) => [name, text(header + row * bytes + at, length)]),
    ),
  );
}
