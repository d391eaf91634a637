// A run whose browser is killed in the middle of a file, in every engine.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { rootDir } from './config.ts';
import { type EngineName, engineNames } from './engines.ts';
import { freePort } from './webkit-driver.ts';

const command = fileURLToPath(new URL('./run.ts', import.meta.url));
/** Where a file is served, and nobody looks for tests or commits. */
const cache = join(rootDir, 'node_modules/.cache');
const engineProgram = /chrom|firefox|MiniBrowser/i;

/** Ends, as a crash would, the browsers that a process has started. */
function killBrowsersOf(pid: number): void {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,comm='], { encoding: 'utf8' });
  const all = stdout.split('\n').map((line) => line.trim().split(/\s+/));
  const below = (parent: string): string[][] =>
    all.filter(([, of]) => of === parent).flatMap((found) => [found, ...below(found[0] ?? '')]);
  for (const [found, , program] of below(String(pid))) {
    if (engineProgram.test(program ?? '')) process.kill(Number(found), 'SIGKILL');
  }
}

/**
 * Runs two files, and kills the browser as many times as is said while the first is at its test.
 * The first passes as soon as it is let.
 */
async function runAndKill(t: TestContext, engine: EngineName, times: number) {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'run-again-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const port = await freePort();
  const countsFile = join(folder, 'counts.json');
  const testFile = (name: string, code: string) =>
    writeFileSync(
      join(folder, name),
      `import { test } from 'node:test'; test('goes on', async () => { ${code} });`,
    );
  testFile('a.test.js', `await fetch('http://127.0.0.1:${port}/');`);
  testFile('b.test.js', '');
  const args = [command, '--browser', engine, '--files', `${relative(rootDir, folder)}/*.test.js`];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, TEST_COUNTS: countsFile, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    if (asked <= times && child.pid !== undefined) killBrowsersOf(child.pid);
    else response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
  }).listen(port, '127.0.0.1');
  t.after(() => server.close());
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
  }
  const [code] = await once(child, 'close');
  return { code, said, asked, counts: JSON.parse(readFileSync(countsFile, 'utf8')) };
}

for (const engine of engineNames) {
  test(`runs a file again whose browser went away, in ${engine}`, async (t) => {
    const { code, said, asked, counts } = await runAndKill(t, engine, 1);
    assert.match(
      said,
      new RegExp(`^${engine}: .*a\\.test\\.js: its browser went away, run again$`, 'm'),
    );
    assert.doesNotMatch(said, /b\.test\.js: its browser went away/);
    assert.deepEqual(counts, { passed: 2, failed: 0 }, said);
    assert.equal(code, 0);
    assert.equal(asked, 2);
  });
}

test('leaves a file failed that loses its browser twice', async (t) => {
  const { code, said, asked, counts } = await runAndKill(t, 'chromium', 2);
  assert.deepEqual(counts, { passed: 1, failed: 1 }, said);
  assert.equal(code, 1);
  assert.equal(asked, 2);
});
