/**
 * The folder that PGlite keeps its data in: one process at a time, and never touched when it does
 * not look like a database that can be opened.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Why a folder was not opened; the message says what to do. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError';
  readonly reason: 'in_use' | 'corrupt' | 'not_ours';

  constructor(reason: 'in_use' | 'corrupt' | 'not_ours', message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The right to use the folder until released. */
export interface FolderClaim {
  readonly folder: string;
  /** Opens the database in it; a failure is reported as a corrupt folder and gives the claim back. */
  open<Opened>(start: () => Promise<Opened>): Promise<Opened>;
  release(): Promise<void>;
}

const lockName = 'kindcart.lock';
const filesOfADatabase = ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal'];
/** Size that PostgreSQL always gives its control file. */
const controlFileBytes = 8192;

/** Claims the folder for this process, making it when it does not exist. */
export async function claimDataFolder(dataDir: string): Promise<FolderClaim> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true });
  const names = (await readdir(folder)).filter((name) => name !== lockName);
  if (names.length > 0) await checkLooksOpenable(folder, names);
  const lock = join(folder, lockName);
  await takeLock(lock, folder);
  const release = () => rm(lock, { force: true });
  return {
    folder,
    release,
    async open(start) {
      try {
        return await start();
      } catch (error) {
        await release();
        throw corrupt(folder, error instanceof Error ? error.message : String(error), error);
      }
    },
  };
}

function corrupt(folder: string, found: string, cause?: unknown): DataFolderError {
  return new DataFolderError(
    'corrupt',
    `The data folder ${folder} cannot be opened: ${found}. Nothing in it was changed. ` +
      'Restore it from a backup, or name another folder with --data or KINDCART_DATA_DIR.',
    { cause },
  );
}

async function checkLooksOpenable(folder: string, names: readonly string[]): Promise<void> {
  if (!names.includes('PG_VERSION') && !names.includes('base')) {
    throw new DataFolderError(
      'not_ours',
      `The folder ${folder} holds other files (${names.slice(0, 3).join(', ')}), not a Kindcart database. ` +
        'Nothing in it was changed. Name an empty or new folder with --data or KINDCART_DATA_DIR.',
    );
  }
  for (const name of filesOfADatabase) {
    const found = await stat(join(folder, name)).catch(() => undefined);
    if (found === undefined) throw corrupt(folder, `${name} is missing`);
  }
  const control = await stat(join(folder, 'global/pg_control'));
  if (control.size !== controlFileBytes) {
    throw corrupt(
      folder,
      `global/pg_control has ${control.size} bytes instead of ${controlFileBytes}`,
    );
  }
  const version = (await readFile(join(folder, 'PG_VERSION'), 'utf8')).trim();
  if (!/^\d+$/.test(version)) throw corrupt(folder, 'PG_VERSION is not a number');
}

/** Writes the lock, or finds out whether the process that wrote it is still there. */
async function takeLock(lock: string, folder: string): Promise<void> {
  const mine = `${process.pid} ${randomUUID()}`;
  try {
    const file = await open(lock, 'wx');
    await file.writeFile(mine);
    await file.close();
    return;
  } catch (error) {
    if (!isExisting(error)) throw error;
  }
  const [pidText = ''] = (await readFile(lock, 'utf8')).split(' ');
  const pid = Number.parseInt(pidText, 10);
  if (pid !== process.pid && isAlive(pid)) {
    throw new DataFolderError(
      'in_use',
      `The data folder ${folder} is in use by process ${pid}. Stop that one first, ` +
        'or name another folder with --data or KINDCART_DATA_DIR.',
    );
  }
  // The process that held it was killed: its lock means nothing any more.
  await writeFile(lock, mine);
}

function isExisting(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
