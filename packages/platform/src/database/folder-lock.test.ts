import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { takeLock } from './folder-lock.ts';

const root = mkdtempSync(join(tmpdir(), 'kindcart-lock-'));
after(() => rmSync(root, { recursive: true }));
let made = 0;

function newPath(): string {
  made += 1;
  return join(root, `lock-${made}`);
}

/** The id of a process that has ended. */
async function deadProcess(): Promise<number | undefined> {
  const child = spawn('true');
  await once(child, 'exit');
  return child.pid;
}

test('takes a lock that nobody has, writes who it is, and takes it away in the end', async () => {
  const path = newPath();
  const release = await takeLock(path);
  assert.ok(typeof release !== 'number');
  assert.equal(Number.parseInt(readFileSync(path, 'utf8'), 10), process.pid);
  await release();
  assert.ok(!existsSync(path));
});

test('names the living process that has it', async () => {
  const path = newPath();
  const other = spawn('cat', { stdio: ['pipe', 'ignore', 'ignore'] });
  writeFileSync(path, `${other.pid} abc`);
  assert.equal(await takeLock(path), other.pid);
  assert.equal(readFileSync(path, 'utf8'), `${other.pid} abc`);
  other.stdin.end();
  await once(other, 'exit');
});

test('takes over from a process that is no more', async () => {
  const path = newPath();
  writeFileSync(path, `${await deadProcess()} abc`);
  assert.equal(typeof (await takeLock(path)), 'function');
});

for (const [what, text] of [
  ['nothing', ''],
  ['no number', 'hello'],
  ['a number that is no process', '0 abc'],
  ['a negative number', '-1 abc'],
]) {
  test(`takes over a lock that says ${what}`, async () => {
    const path = newPath();
    writeFileSync(path, text ?? '');
    assert.equal(typeof (await takeLock(path)), 'function');
  });
}

test('lets one of many take it, here and now', async () => {
  const path = newPath();
  const taken = await Promise.all(Array.from({ length: 20 }, () => takeLock(path)));
  assert.equal(taken.filter((one) => typeof one === 'function').length, 1);
});

test('lets one of many processes take over a dead one, and leaves nothing else behind', async () => {
  const path = newPath();
  writeFileSync(path, `${await deadProcess()} abc`);
  const program = `
    const { takeLock } = await import(process.argv[1]);
    const taken = await takeLock(process.argv[2]);
    process.stdout.write(typeof taken === 'number' ? 'no ' : 'yes ');
    process.stdin.resume();`;
  const args = ['--conditions=@kindcart/source', '--input-type=module', '-e', program];
  const others = Array.from({ length: 4 }, () =>
    spawn(process.execPath, [...args, join(import.meta.dirname, 'folder-lock.ts'), path], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const said = await Promise.all(others.map((other) => once(other.stdout, 'data')));
  assert.equal(said.filter(([words]) => String(words) === 'yes ').length, 1);
  assert.deepEqual(
    readdirSync(root).filter((name) => name.startsWith(`lock-${made}.`)),
    [],
  );
  for (const other of others) other.stdin.end();
  await Promise.all(others.map((other) => once(other, 'exit')));
});

test('says so when the folder is not there', async () => {
  await assert.rejects(takeLock(join(root, 'nowhere', 'lock')), /ENOENT/);
  await assert.rejects(takeLock(join(root, 'nowhere', 'lock')), /ENOENT/);
});
