// Whether something built from source files is still what those files would give.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const bundled = ['contract', 'client', 'store', 'elements'];

/** What the page script is built from: files and whole folders, below the root. */
export const bundleInputs = [
  ...bundled.flatMap((name) => [`packages/${name}/src`, `packages/${name}/package.json`]),
  'packages/tools/src/build',
  'rollup.config.mjs',
  'package-lock.json',
];

/** @param {string} path */
function isForTests(path) {
  return /\.(test|states)\.ts$/.test(path);
}

/**
 * Every file at or below `path`; none when there is no such path.
 * @param {string} folder
 * @param {string} path
 * @returns {string[]}
 */
function filesAt(folder, path) {
  const full = join(folder, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((file) => statSync(join(folder, file)).isFile());
}

/**
 * One hash over the names and contents of all files in `paths`, tests left out.
 * @param {string} folder
 * @param {readonly string[]} paths
 * @returns {string}
 */
export function hashOf(folder, paths) {
  const files = paths.flatMap((path) => filesAt(folder, path)).filter((path) => !isForTests(path));
  const hash = createHash('sha256');
  for (const path of files.sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(folder, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
export function isFresh(stampFile, hash) {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash;
}

/**
 * @param {string} stampFile
 * @param {string} hash
 */
export function writeStamp(stampFile, hash) {
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, hash);
}
