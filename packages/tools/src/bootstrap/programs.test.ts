import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { missingPackages } from './machine.mjs';
import { findProgram, locateProgram, programs, requireProgram } from './programs.mjs';

function folderWith(t: TestContext, names: Readonly<Record<string, number>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-programs-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, mode] of Object.entries(names)) {
    writeFileSync(join(folder, name), '');
    chmodSync(join(folder, name), mode);
  }
  return folder;
}

/** Sets a variable for the length of one test. */
function setVariable(t: TestContext, name: string, value: string): void {
  const before = process.env[name];
  process.env[name] = value;
  t.after(() => {
    if (before === undefined) delete process.env[name];
    else process.env[name] = before;
  });
}

test('takes the first candidate that can be run', (t) => {
  const folder = folderWith(t, { first: 0o644, second: 0o755, third: 0o755 });
  assert.equal(findProgram(['none', 'first', 'second', 'third'], folder), join(folder, 'second'));
});

test('looks through the whole path before the next candidate', (t) => {
  const [early, late] = [folderWith(t, { other: 0o755 }), folderWith(t, { wanted: 0o755 })];
  assert.equal(findProgram(['wanted', 'other'], `${early}:${late}`), join(late, 'wanted'));
});

test('takes an absolute candidate as it is', (t) => {
  const program = join(folderWith(t, { program: 0o755 }), 'program');
  assert.equal(findProgram(['/nowhere/program', program], ''), program);
});

test('finds nothing where there is nothing', () => {
  assert.equal(findProgram(['program'], ''), undefined);
});

test('takes what a variable names', (t) => {
  const program = join(folderWith(t, { mine: 0o755 }), 'mine');
  setVariable(t, programs.chromium.variable, program);
  assert.equal(locateProgram('chromium'), program);
});

test('takes nothing else when a variable names what is not there', (t) => {
  setVariable(t, programs.chromium.variable, '/nowhere/chromium');
  assert.equal(locateProgram('chromium'), undefined);
});

test('says how to get what is missing', (t) => {
  setVariable(t, programs.firefox.variable, '/nowhere/firefox');
  assert.throws(() => requireProgram('firefox'), /apt-get install firefox-esr.*TEST_FIREFOX/);
});

test('asks for the Debian package of what is missing, once', (t) => {
  setVariable(t, programs.webKitDriver.variable, '/nowhere/driver');
  setVariable(t, programs.miniBrowser.variable, '/nowhere/browser');
  const missing = missingPackages(false);
  assert.deepEqual(
    missing.filter((name) => name === 'webkit2gtk-driver'),
    ['webkit2gtk-driver'],
  );
});

test('has everything on the machine that runs the tests', () => {
  assert.deepEqual(missingPackages(false), []);
});
