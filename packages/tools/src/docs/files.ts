// Writing what is generated, only where it differs.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Repository } from '../tidy/repository.ts';
import { manifestOf } from './manifest.ts';

/** Where the custom-elements manifest is published, from the root. */
export const manifestPath = 'packages/elements/dist/custom-elements.json';

/** Writes the custom-elements manifest beside the built elements; returns whether it differed. */
export function writeManifest(root: string, repository: Repository): boolean {
  const text = `${JSON.stringify(manifestOf(repository), null, 2)}\n`;
  return writeWhenDifferent(root, manifestPath, text);
}

/** Writes a file if its text differs; returns whether it did. */
export function writeWhenDifferent(root: string, path: string, text: string): boolean {
  const full = join(root, path);
  if (readOrEmpty(full) === text) return false;
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
  return true;
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}
