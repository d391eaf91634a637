/**
 * A zip is read where it lies: the list at its end, then the bytes of one entry, unpacked as they come. Zip64,
 * for what is beyond 4 GB, included. By PKWARE's APPNOTE.TXT 6.3, sections 4.3.7, 4.3.12 and 4.3.14 to 4.3.16.
 */
import type { ImportProblem } from './outcome.ts';

export interface ZipEntry {
  /** With its folders, parted by `/`. */
  readonly path: string;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly isLocked: boolean;
  readonly method: number;
  /** Where its own header begins. */
  readonly headerAt: number;
}

const endBytes = 22;
const commentBytesMax = 65_535;
const locatorBytes = 20;
const listBytesMax = 32 * 1_024 * 1_024;
const signatures = { entry: 0x04034b50, listed: 0x02014b50, end: 0x06054b50, end64: 0x06064b50 };
const locatorSignature = 0x07064b50;
const in64 = 0xffffffff;
const methods = { stored: 0, deflated: 8 };

async function viewOf(file: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await file.slice(Math.max(0, from), to).arrayBuffer());
}

/** A length or place of 8 bytes. What is beyond 2^53 is beyond any file, and is found out as that. */
function long(view: DataView, place: number): number {
  return Number(view.getBigUint64(place, true));
}

/** What is in a zip; null where its list cannot be found or read. */
export async function zipEntries(file: Blob): Promise<readonly ZipEntry[] | null> {
  try {
    const list = await findList(file);
    if (list === null || list.bytes > listBytesMax) return null;
    return readList(await viewOf(file, list.from, list.from + list.bytes), list.count);
  } catch (error) {
    // A list that ends before what it announces: the view has no such byte.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

interface List {
  readonly from: number;
  readonly bytes: number;
  readonly count: number;
}

async function findList(file: Blob): Promise<List | null> {
  const from = Math.max(0, file.size - endBytes - commentBytesMax - locatorBytes);
  const tail = await viewOf(file, from, file.size);
  for (let place = tail.byteLength - endBytes; place >= 0; place -= 1) {
    if (tail.getUint32(place, true) !== signatures.end) continue;
    // A comment may hold what looks like the end; the end's own goes on to the last byte.
    if (place + endBytes + tail.getUint16(place + 20, true) !== tail.byteLength) continue;
    const locator = place - locatorBytes;
    if (locator >= 0 && tail.getUint32(locator, true) === locatorSignature) {
      return findList64(file, long(tail, locator + 8));
    }
    const count = tail.getUint16(place + 10, true);
    return {
      from: tail.getUint32(place + 16, true),
      bytes: tail.getUint32(place + 12, true),
      count,
    };
  }
  return null;
}

async function findList64(file: Blob, at: number): Promise<List | null> {
  const end = await viewOf(file, at, at + 56);
  if (end.getUint32(0, true) !== signatures.end64) return null;
  return { from: long(end, 48), bytes: long(end, 40), count: long(end, 32) };
}

function readList(list: DataView, count: number): readonly ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let place = 0;
  for (let index = 0; index < count; index += 1) {
    if (list.getUint32(place, true) !== signatures.listed) return null;
    const nameBytes = list.getUint16(place + 28, true);
    const extraBytes = list.getUint16(place + 30, true);
    const name = new Uint8Array(list.buffer, list.byteOffset + place + 46, nameBytes);
    const extra = new DataView(list.buffer, list.byteOffset + place + 46 + nameBytes, extraBytes);
    const [bytes, packedBytes, headerAt] = lengths(list, place, extra);
    entries.push({
      path: new TextDecoder().decode(name),
      bytes,
      packedBytes,
      headerAt,
      isLocked: (list.getUint16(place + 8, true) & 1) !== 0,
      method: list.getUint16(place + 10, true),
    });
    place += 46 + nameBytes + extraBytes + list.getUint16(place + 32, true);
  }
  return entries;
}

/** Length, packed length and place: those that 4 bytes cannot say stand in the extra field, in this order. */
function lengths(list: DataView, place: number, extra: DataView): [number, number, number] {
  let next = extraOf(extra, 0x0001);
  const read = (offset: number): number => {
    const short = list.getUint32(place + offset, true);
    if (short !== in64 || next === null) return short;
    next += 8;
    return long(extra, next - 8);
  };
  return [read(24), read(20), read(42)];
}

/** Where the content of an extra field with this id begins. */
function extraOf(extra: DataView, id: number): number | null {
  let place = 0;
  while (place + 4 <= extra.byteLength) {
    if (extra.getUint16(place, true) === id) return place + 4;
    place += 4 + extra.getUint16(place + 2, true);
  }
  return null;
}

/**
 * The packed bytes of an entry, and what unpacks them. A stream that ends too early fails as it is read.
 */
export async function openEntry(
  file: Blob,
  entry: ZipEntry,
): Promise<{ readonly packed: Blob; readonly isDeflated: boolean } | ImportProblem> {
  if (entry.isLocked) return 'zip_locked';
  if (entry.method !== methods.stored && entry.method !== methods.deflated) return 'zip_unknown';
  const header = await viewOf(file, entry.headerAt, entry.headerAt + 30);
  if (header.byteLength < 30 || header.getUint32(0, true) !== signatures.entry) return 'zip_broken';
  const from = entry.headerAt + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const packed = file.slice(from, from + entry.packedBytes);
  return { packed, isDeflated: entry.method === methods.deflated };
}
