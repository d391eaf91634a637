// `npm ci` refuses a lock file that lacks what other systems would install, and says so only on
// a machine where nothing is installed yet. `npm install` writes such a lock file without a word
// when a registry has a package for one system and not yet for another.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from './install.mjs';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly link?: boolean;
  readonly extraneous?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock: { packages: Record<string, Locked> } = JSON.parse(
  readFileSync(join(root, 'package-lock.json'), 'utf8'),
);
const paths = Object.keys(lock.packages);

/** Whether Node would find `name` from the folder of the package at `path`. */
function isLocked(path: string, name: string): boolean {
  for (let folder = path; ; folder = folder.slice(0, folder.lastIndexOf('node_modules/'))) {
    const base = folder === '' || folder.endsWith('/') ? folder : `${folder}/`;
    if (paths.includes(`${base}node_modules/${name}`)) return true;
    if (!folder.includes('node_modules/')) return paths.includes(`node_modules/${name}`);
  }
}

for (const kind of ['dependencies', 'optionalDependencies'] as const) {
  test(`locks all ${kind}, those for other systems too`, () => {
    const missing = Object.entries(lock.packages).flatMap(([path, locked]) =>
      Object.keys(locked[kind] ?? {})
        .filter((name) => !isLocked(path, name))
        .map((name) => `${path} wants ${name}`),
    );
    assert.deepEqual(missing, []);
  });
}

test('names no address that packages were fetched from', () => {
  const addresses = Object.values(lock.packages).flatMap(({ resolved }) => resolved ?? []);
  assert.deepEqual(
    addresses.filter((address) => address.includes('://')),
    [],
  );
});

test('holds nothing that is wanted by nobody', () => {
  assert.deepEqual(
    Object.entries(lock.packages).filter(([, { extraneous }]) => extraneous === true),
    [],
  );
});
