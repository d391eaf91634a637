/** One process at a time in a folder: a file that says who is there. */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';

/** Name of the file in the folder. */
export const lockName = 'kindcart.lock';

/** Gives the lock back. */
export type Release = () => Promise<void>;

/** Locks that this process holds: its own id in a file says nothing about that. */
const held = new Set<string>();

/**
 * Takes the lock, also from a process that was killed.
 *
 * @returns how to give it back, or the id of the process that has it
 */
export async function takeLock(path: string): Promise<Release | number> {
  const mine = `${process.pid} ${randomUUID()}`;
  if (held.has(path)) return process.pid;
  held.add(path);
  const owner = await takeFile(path, mine).catch((error: unknown) => {
    held.delete(path);
    throw error;
  });
  if (owner !== undefined) {
    held.delete(path);
    return owner;
  }
  return async () => {
    held.delete(path);
    await rm(path, { force: true });
  };
}

/** Writes the lock; undefined when it is ours, else the process that has it. */
async function takeFile(path: string, mine: string): Promise<number | undefined> {
  for (;;) {
    if (await create(path, mine)) return undefined;
    const found = await readFile(path, 'utf8').catch(whenMissing);
    if (found === undefined) continue;
    const owner = Number.parseInt(found, 10);
    if (owner !== process.pid && isAlive(owner)) return owner;
    await removeStale(path, found);
  }
}

/** Makes the file whole at once, so that nobody finds it there and empty. */
async function create(path: string, text: string): Promise<boolean> {
  const whole = `${path}.${randomUUID()}`;
  await writeFile(whole, text);
  try {
    await link(whole, path).catch(async (error: unknown) => {
      if (codeOf(error) === 'EEXIST') throw error;
      // A file system without links: there it is empty for a moment.
      await writeFile(path, text, { flag: 'wx' });
    });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

/** Takes away the lock of a dead process, unless somebody else has replaced it meanwhile. */
async function removeStale(path: string, text: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  await rename(path, aside).catch(whenMissing);
  const taken = await readFile(aside, 'utf8').catch(whenMissing);
  // Another process was faster, and this is its fresh lock: put it back where it was.
  if (taken !== undefined && taken !== text) await link(aside, path).catch(whenExisting);
  await rm(aside, { force: true });
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function whenMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

function whenExisting(error: unknown): undefined {
  if (codeOf(error) !== 'EEXIST') throw error;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
