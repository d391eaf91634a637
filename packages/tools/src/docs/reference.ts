// The generated pages of docs/reference, by path. `npm run docs` writes them, and a test does the
// same and fails once when one of them was not what it should be.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Repository } from '../tidy/repository.ts';
import { manifestOf } from './manifest.ts';
import { configurationPage } from './pages/configuration.ts';
import { elementsPage } from './pages/elements.ts';
import { endpointsPage } from './pages/endpoints.ts';
import { errorsPage } from './pages/errors.ts';

/** Every generated page: its path from the root, and how its text is made. */
export const referencePages: Readonly<Record<string, (repository: Repository) => string>> = {
  'docs/reference/elements.md': elementsPage,
  'docs/reference/endpoints.md': endpointsPage,
  'docs/reference/errors.md': errorsPage,
  'docs/reference/configuration.md': configurationPage,
};

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
