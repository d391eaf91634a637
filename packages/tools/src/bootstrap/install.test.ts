import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { installedNode, isInstalled, root } from './install.mjs';

const lock = {
  packages: {
    '': { name: 'sample' },
    'node_modules/one': { version: '1.0.0' },
    'node_modules/one/node_modules/two': { version: '2.0.0' },
    'node_modules/elsewhere': { version: '1.0.0', optional: true },
    'node_modules/@sample/part': { resolved: 'packages/part', link: true },
    'packages/part': { version: '0.0.0' },
  },
};

const tree = {
  packages: {
    'node_modules/one': { version: '1.0.0' },
    'node_modules/one/node_modules/two': { version: '2.0.0' },
    'node_modules/@sample/part': { resolved: 'packages/part', link: true },
  },
};

function checkout(t: TestContext, { installed }: { installed?: object }): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-install-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock));
  if (installed !== undefined) {
    mkdirSync(join(folder, 'node_modules'));
    writeFileSync(join(folder, 'node_modules/.package-lock.json'), JSON.stringify(installed));
  }
  return folder;
}

const stampOf = (folder: string) => join(folder, 'node_modules/.kindcart-lock');

test('sees that a fresh checkout has nothing installed', (t) => {
  assert.equal(isInstalled(checkout(t, {})), false);
});

test('takes what npm installed by hand, and stamps it', (t) => {
  const folder = checkout(t, { installed: tree });
  assert.equal(isInstalled(folder), true);
  assert.match(readFileSync(stampOf(folder), 'utf8'), /^[0-9a-f]{64}$/);
});

test('trusts the stamp of the same lock file', (t) => {
  const folder = checkout(t, { installed: tree });
  assert.equal(isInstalled(folder), true);
  rmSync(join(folder, 'node_modules/.package-lock.json'));
  assert.equal(isInstalled(folder), true);
});

test('installs again when the lock file asks for something else', (t) => {
  const folder = checkout(t, { installed: tree });
  assert.equal(isInstalled(folder), true);
  const changed = { packages: { ...lock.packages, 'node_modules/new': { version: '1.0.0' } } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(changed));
  assert.equal(isInstalled(folder), false);
});

test('does not stamp what does not match', (t) => {
  const folder = checkout(t, { installed: { packages: {} } });
  assert.equal(isInstalled(folder), false);
  assert.equal(existsSync(stampOf(folder)), false);
});

const differences: [string, string, object | undefined][] = [
  ['another version', 'node_modules/one', { version: '1.0.1' }],
  ['a missing nested package', 'node_modules/one/node_modules/two', undefined],
  ['a workspace that is not linked', 'node_modules/@sample/part', { version: '0.0.0' }],
];

for (const [name, path, entry] of differences) {
  test(`does not take ${name}`, (t) => {
    const packages = { ...tree.packages, [path]: entry };
    assert.equal(isInstalled(checkout(t, { installed: { packages } })), false);
  });
}

test('does not take a folder that npm has not finished', (t) => {
  const folder = checkout(t, {});
  mkdirSync(join(folder, 'node_modules'));
  assert.equal(isInstalled(folder), false);
});

test('finds the Node that runs this test', () => {
  assert.equal(installedNode(), join(root, 'node_modules/.bin/node'));
  assert(existsSync(join(root, 'package-lock.json')));
});
