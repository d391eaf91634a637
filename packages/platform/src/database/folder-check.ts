/**
 * Looks at a folder of PGlite without opening it, since opening writes. What PostgreSQL 18 keeps
 * checksums of is held against them: the control file, the checkpoint that recovery starts from, the
 * maps of system tables, and every page of data.
 */
import { type FileHandle, open, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32c, isWholePage, pageBytes } from './page-checksum.ts';

/** What a look at the folder found. */
export type FolderState =
  /** Nothing that is wrong. */
  | { readonly kind: 'sound' }
  /** It cannot be opened; `found` says why, to be read after "cannot be opened: ". */
  | { readonly kind: 'broken'; readonly found: string }
  /**
   * Pages of these files, named from the folder, are not as they were written. After a crash the log
   * may mend them, and a file may be one that nothing refers to any more.
   */
  | { readonly kind: 'damaged'; readonly files: readonly string[] };

/** Version of PostgreSQL that PGlite is. */
const versionWanted = '18';
const control = {
  path: 'global/pg_control',
  bytes: 8192,
  crcAt: 292,
  checkpointAt: 32,
  timelineAt: 48,
};
const map = { name: 'pg_filenode.map', magic: 0x592717, entriesAt: 8, crcAt: 520 };
const segmentBytes = 16 * 1024 * 1024;
/** Pages of one file's part, which is a gigabyte. */
const partPages = 131_072;
/** Pages looked at in each file, from its start: 128 MB, so that a large folder opens in seconds too. */
const pagesMax = 16_384;
/** Data files: tables and indexes by number, with their maps of free space and of what is visible. */
const relationFile = /^(?:t\d+_)?\d+(?:_(?:fsm|vm|init))?(?:\.(\d+))?$/;

const broken = (found: string): FolderState => ({ kind: 'broken', found });

/** Looks at a folder that is not empty. */
export async function checkFolder(folder: string): Promise<FolderState> {
  const found = (await checkVersion(folder)) ?? (await checkControl(folder));
  if (found !== undefined) return broken(found);
  const databases = (await readdir(join(folder, 'base'))).filter((name) => /^\d+$/.test(name));
  const rooms = ['global', ...databases.map((name) => `base/${name}`)];
  const files: string[] = [];
  for (const room of rooms) {
    const fault = await checkMap(folder, room);
    if (fault !== undefined) return broken(fault);
    files.push(...(await damagedFiles(folder, room)));
  }
  return files.length === 0 ? { kind: 'sound' } : { kind: 'damaged', files };
}

/** A file's bytes; undefined when there is none. */
async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return undefined;
    throw error;
  }
}

async function checkVersion(folder: string): Promise<string | undefined> {
  const places = ['PG_VERSION', 'base', 'global', 'pg_wal', 'pg_xact', control.path];
  for (const place of places) {
    if ((await stat(join(folder, place)).catch(() => undefined)) === undefined) {
      return `${place} is missing`;
    }
  }
  const version = (await bytesOf(join(folder, 'PG_VERSION')))?.toString('latin1').trim() ?? '';
  if (!/^\d{1,3}$/.test(version)) return 'PG_VERSION is not a number';
  return version === versionWanted
    ? undefined
    : `it was made by version ${version} of PostgreSQL, and this Kindcart reads version ${versionWanted}`;
}

/** The log's file that recovery begins in, named from the folder. */
export async function checkpointSegment(folder: string): Promise<string | undefined> {
  const bytes = await bytesOf(join(folder, control.path));
  return bytes?.length === control.bytes ? segmentOf(bytes) : undefined;
}

function segmentOf(bytes: Buffer): string {
  const segment = bytes.readBigUInt64LE(control.checkpointAt) / BigInt(segmentBytes);
  const timeline = bytes.readUInt32LE(control.timelineAt);
  return `pg_wal/${hex(timeline)}${hex(segment / 256n)}${hex(segment % 256n)}`;
}

async function checkControl(folder: string): Promise<string | undefined> {
  const bytes = (await bytesOf(join(folder, control.path))) ?? Buffer.alloc(0);
  if (bytes.length !== control.bytes) {
    return `${control.path} has ${bytes.length} bytes instead of ${control.bytes}`;
  }
  if (crc32c(bytes.subarray(0, control.crcAt)) !== bytes.readUInt32LE(control.crcAt)) {
    return `the checksum of ${control.path} is wrong`;
  }
  return checkCheckpoint(
    folder,
    segmentOf(bytes),
    Number(bytes.readBigUInt64LE(control.checkpointAt) % BigInt(segmentBytes)),
  );
}

const hex = (value: number | bigint) => value.toString(16).toUpperCase().padStart(8, '0');

/** The record in the log where recovery begins. */
async function checkCheckpoint(
  folder: string,
  path: string,
  start: number,
): Promise<string | undefined> {
  const bytes = await bytesOf(join(folder, path));
  if (bytes === undefined) return `${path} is missing`;
  if (bytes.length !== segmentBytes) {
    return `${path} has ${bytes.length} bytes instead of ${segmentBytes}`;
  }
  return isWholeRecord(bytes, start) ? undefined : `the last checkpoint in ${path} cannot be read`;
}

const recordHead = { bytes: 24, crcAt: 20, bytesMax: 1_000 };
/** Head of each page of the log but the first. */
const logPageHeadBytes = 24;

function isWholeRecord(segment: Buffer, start: number): boolean {
  const bytes = segment.readUInt32LE(Math.min(start, segment.length - 4));
  if (bytes < recordHead.bytes || bytes > recordHead.bytesMax) return false;
  const pieces: Buffer[] = [];
  for (let place = start, left = bytes; left > 0; ) {
    // A record that goes on in the next segment is left to recovery.
    if (place >= segment.length) return true;
    const size = Math.min(left, pageBytes - (place % pageBytes));
    pieces.push(segment.subarray(place, place + size));
    left -= size;
    place += size + logPageHeadBytes;
  }
  const record = Buffer.concat(pieces);
  const summed = [record.subarray(recordHead.bytes), record.subarray(0, recordHead.crcAt)];
  return crc32c(Buffer.concat(summed)) === record.readUInt32LE(recordHead.crcAt);
}

/** The map that tells which files the first system tables are in, and those files. */
async function checkMap(folder: string, room: string): Promise<string | undefined> {
  const path = `${room}/${map.name}`;
  const bytes = await bytesOf(join(folder, path));
  if (bytes === undefined) return `${path} is missing`;
  const whole =
    bytes.length >= map.crcAt + 4 &&
    bytes.readUInt32LE(0) === map.magic &&
    crc32c(bytes.subarray(0, map.crcAt)) === bytes.readUInt32LE(map.crcAt);
  if (!whole) return `the checksum of ${path} is wrong`;
  const names = new Set(await readdir(join(folder, room)));
  for (let entry = 0; entry < bytes.readUInt32LE(4); entry += 1) {
    const name = String(bytes.readUInt32LE(map.entriesAt + entry * 8 + 4));
    if (!names.has(name)) return `${room}/${name} is missing`;
  }
  if (room !== 'global' && !names.has('PG_VERSION')) return `${room}/PG_VERSION is missing`;
  return undefined;
}

async function damagedFiles(folder: string, room: string): Promise<string[]> {
  const damaged: string[] = [];
  for (const name of await readdir(join(folder, room))) {
    const match = relationFile.exec(name);
    if (match === null) continue;
    const firstBlock = Number.parseInt(match[1] ?? '0', 10) * partPages;
    if (!(await hasWholePages(join(folder, room, name), firstBlock)))
      damaged.push(`${room}/${name}`);
  }
  return damaged;
}

const chunkPages = 64;

async function hasWholePages(path: string, firstBlock: number): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    if (size % pageBytes !== 0) return false;
    const pages = Math.min(size / pageBytes, pagesMax);
    // Memory of its own, so that pages lie on whole words.
    const chunk = Buffer.from(new ArrayBuffer(chunkPages * pageBytes));
    for (let page = 0; page < pages; page += chunkPages) {
      if (
        !(await isWholeChunk(file, chunk, page, Math.min(chunkPages, pages - page), firstBlock))
      ) {
        return false;
      }
    }
    return true;
  } finally {
    await file.close();
  }
}

async function isWholeChunk(
  file: FileHandle,
  chunk: Buffer,
  page: number,
  count: number,
  firstBlock: number,
): Promise<boolean> {
  const { bytesRead } = await file.read(chunk, 0, count * pageBytes, page * pageBytes);
  if (bytesRead !== count * pageBytes) return false;
  for (let place = 0; place < count; place += 1) {
    const bytes = chunk.subarray(place * pageBytes, (place + 1) * pageBytes);
    if (!isWholePage(bytes, firstBlock + page + place)) return false;
  }
  return true;
}
