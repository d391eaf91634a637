/** The world as it comes with the package. */
import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Archive, openArchive } from './archive.ts';

const file = new URL('../../../world/world.pmtiles', import.meta.url);

/** The tiles, and what tells this edition of them from others. */
export interface World extends Archive {
  readonly version: string;
}

/** The world, read when it is first asked for, and again when it could not be. */
export function createWorld(): () => Promise<World> {
  let opened: Promise<World> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}

async function open(): Promise<World> {
  const bytes = new Uint8Array(await readFile(file));
  return { ...openArchive(bytes), version: hash('sha256', bytes, 'base64url') };
}
