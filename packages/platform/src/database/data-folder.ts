/**
 * The folder that PGlite keeps its data in: one process at a time, and never changed when it does
 * not hold a database that can be opened.
 *
 * What is covered: a folder with other files; files missing, cut short or of another version; the
 * control file, the last checkpoint, the maps of system tables and the first 128 MB of every table
 * and index not as they were written. Where pages are not, a copy is opened first: recovery may mend
 * them. Should opening fail for any other reason, the few files that PostgreSQL writes before it
 * gives up are put back. Not covered: commit states in pg_xact, which have no checksum, and what is
 * wrong in the log after the last checkpoint, which nobody can tell from a crash.
 */

import { constants } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { checkFolder, checkpointSegment } from './folder-check.ts';
import { lockName, type Release, takeLock } from './folder-lock.ts';

type Reason = 'in_use' | 'corrupt' | 'not_ours' | 'not_writable';

/** Why a folder was not opened; the message says what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly reason: Reason;

  constructor(reason: Reason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** How the claimed folder is opened. */
export interface Opening<Opened> {
  readonly open: (folder: string) => Promise<Opened>;
  /**
   * Opens a copy, reads which files its tables and indexes are in, and closes it.
   *
   * @throws when it cannot be opened
   */
  readonly tryOut: (folder: string) => Promise<readonly string[]>;
}

/** An open folder, and the way to give it back after closing. */
export interface OpenFolder<Opened> {
  readonly opened: Opened;
  readonly release: Release;
}

/** Stands in the folder while its database is made; what is found with it holds no data yet. */
const makingName = 'kindcart.making';
const ours: readonly string[] = [lockName, makingName];

const another = 'or name another folder with --data or KINDCART_DATA_DIR.';

/**
 * Claims the folder for this process, making it when it does not exist, and opens the database in it.
 *
 * @throws DataFolderError when the folder is in use, holds something else, or cannot be opened
 */
export async function openDataFolder<Opened>(
  dataDir: string,
  opening: Opening<Opened>,
): Promise<OpenFolder<Opened>> {
  const folder = resolve(dataDir);
  const names = await namesIn(folder);
  if (names.length > 0 && !names.includes(makingName)) refuseOthers(folder, names);
  const release = await takeLock(join(folder, lockName)).catch(refuseUnwritable(folder));
  if (typeof release === 'number') throw inUse(folder, release);
  try {
    return { opened: await openClaimed(folder, opening), release };
  } catch (error) {
    await release();
    throw error;
  }
}

async function namesIn(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true }).catch(refuseUnwritable(folder));
  const names = await readdir(folder).catch(refuseUnwritable(folder));
  return names.filter((name) => !name.startsWith(lockName));
}

function refuseUnwritable(folder: string): (error: unknown) => never {
  return (error) => {
    throw new DataFolderError(
      'not_writable',
      `The data folder ${folder} cannot be used: ${wordsOf(error)}. Give this user the right to write there, ${another}`,
      { cause: error },
    );
  };
}

function refuseOthers(folder: string, names: readonly string[]): void {
  if (names.includes('PG_VERSION') || names.includes('base')) return;
  throw new DataFolderError(
    'not_ours',
    `The folder ${folder} holds other files (${names.slice(0, 3).join(', ')}), not a Kindcart database. ` +
      'Nothing in it was changed. Name an empty or new folder with --data or KINDCART_DATA_DIR.',
  );
}

function inUse(folder: string, process: number): DataFolderError {
  return new DataFolderError(
    'in_use',
    `The data folder ${folder} is in use by process ${process}. Stop that one first, ${another} ` +
      `If process ${process} is something else, take away ${join(folder, lockName)}.`,
  );
}

function corrupt(folder: string, found: string, cause?: unknown): DataFolderError {
  return new DataFolderError(
    'corrupt',
    `The data folder ${folder} cannot be opened: ${found}. Nothing in it was changed. ` +
      `Restore it from a backup, ${another}`,
    { cause },
  );
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function openClaimed<Opened>(folder: string, opening: Opening<Opened>): Promise<Opened> {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(lockName));
  if (names.length === 0 || names.includes(makingName)) return makeNew(folder, opening);
  const state = await checkFolder(folder);
  if (state.kind === 'broken') throw corrupt(folder, state.found);
  if (state.kind === 'damaged') await tryCopy(folder, state.files, opening);
  return openSound(folder, opening);
}

/** Makes the database. One whose making was cut off is taken away first: nothing was in it. */
async function makeNew<Opened>(folder: string, { open }: Opening<Opened>): Promise<Opened> {
  const making = join(folder, makingName);
  await writeFile(making, 'The database in this folder is being made.\n');
  for (const name of await readdir(folder)) {
    if (!ours.includes(name)) await rm(join(folder, name), { recursive: true });
  }
  const opened = await open(folder).catch((error: unknown) => {
    throw new DataFolderError(
      'not_writable',
      `The database could not be made in the folder ${folder}: ${wordsOf(error)}. ` +
        `Make room on the disk (it begins with 60 MB), ${another}`,
      { cause: error },
    );
  });
  await rm(making);
  return opened;
}

/** Opens a copy of a folder whose pages are not whole, to see whether recovery mends them. */
async function tryCopy<Opened>(
  folder: string,
  damaged: readonly string[],
  { tryOut }: Opening<Opened>,
): Promise<void> {
  const words = `${damaged.slice(0, 3).join(', ')} ${damaged.length === 1 ? 'is' : 'are'} not as written`;
  const copy = await mkdtemp(join(tmpdir(), 'kindcart-copy-'));
  try {
    // Shares blocks with the folder where the file system can.
    await cp(folder, copy, { recursive: true, mode: constants.COPYFILE_FICLONE });
    const used = new Set(await tryOut(copy));
    const after = await checkFolder(copy);
    if (after.kind === 'broken') throw corrupt(folder, after.found);
    // A file that nothing refers to may be left over from a crash.
    const lost =
      after.kind === 'damaged' ? after.files.filter((file) => used.has(tableOf(file))) : [];
    if (lost.length > 0) throw corrupt(folder, words);
  } catch (error) {
    throw error instanceof DataFolderError ? error : corrupt(folder, words, error);
  } finally {
    await rm(copy, { recursive: true, force: true });
  }
}

/** A table or index by its first file. */
function tableOf(file: string): string {
  return file.replace(/\.\d+$/, '');
}

async function openSound<Opened>(folder: string, { open }: Opening<Opened>): Promise<Opened> {
  const before = await snapshot(folder);
  try {
    return await open(folder);
  } catch (error) {
    await putBack(folder, before);
    throw corrupt(folder, wordsOf(error), error);
  }
}

/** Files that PostgreSQL writes or takes away before it knows whether it can start. */
const writtenEarly = /(^|\/)(postmaster\.pid|pg_control|pg_internal\.init)$/;

async function earlyFiles(folder: string): Promise<string[]> {
  const databases = (await readdir(join(folder, 'base'))).map((name) => join('base', name));
  const lists = await Promise.all(
    ['', 'global', ...databases].map(async (room) => {
      const entries = await readdir(join(folder, room), { withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map(({ name }) => join(room, name));
    }),
  );
  return lists.flat().filter((name) => writtenEarly.test(name));
}

/** What those files hold, and the end of the log. */
async function snapshot(folder: string): Promise<ReadonlyMap<string, Buffer>> {
  const log = await checkpointSegment(folder);
  const names = [...(await earlyFiles(folder)), ...(log === undefined ? [] : [log])];
  const read = async (name: string) => [name, await readFile(join(folder, name))] as const;
  return new Map(await Promise.all(names.map(read)));
}

async function putBack(folder: string, before: ReadonlyMap<string, Buffer>): Promise<void> {
  for (const name of await earlyFiles(folder)) {
    if (!before.has(name)) await rm(join(folder, name));
  }
  for (const [name, bytes] of before) await writeFile(join(folder, name), bytes);
}
