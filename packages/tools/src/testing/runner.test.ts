// Steps in small: each is a line of code for Node, run as a real step is.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setInterval } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { runSteps } from './runner.ts';
import type { Step } from './steps.ts';

function step(name: string, code: string, rest: Partial<Step> = {}): Step {
  const args = ['--eval', `const { writeFileSync } = require('node:fs'); ${code}`];
  return { name, group: 'sample', args, counts: 'file', timeoutMs: 30_000, ...rest };
}

const count = (passed: number, failed: number) =>
  `writeFileSync(process.env.TEST_COUNTS, '{"passed":${passed},"failed":${failed}}');`;

async function run(...steps: Step[]) {
  const lines: string[] = [];
  const sums = await runSteps(steps, (text) => lines.push(text));
  return { sums, said: lines.join('\n') };
}

test('adds up what the steps counted, in their order', async () => {
  const { sums, said } = await run(step('one', count(3, 0)), step('two', count(4, 0)));
  assert.deepEqual(sums, { passed: 7, failed: 0, broken: [] });
  assert.match(said, /== one\n {3}one: 3 ok, 0 not ok, .+ s\n\n== two\n {3}two: 4 ok, 0 not ok/);
});

test('runs neighbours with one word at the same time, and others alone', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-runner-'));
  // Each says that it is there, and ends once the other has said so: one after another, both hang.
  const meet = (own: string, other: string) =>
    step(
      own,
      `writeFileSync('${join(folder, own)}', '');
      const seen = setInterval(() => {
        if (!require('node:fs').existsSync('${join(folder, other)}')) return;
        clearInterval(seen);
        ${count(2, 0)}
      }, 5);`,
      { beside: 'pair' },
    );
  const { sums, said } = await run(
    step('one', count(1, 0)),
    meet('a', 'b'),
    meet('b', 'a'),
    step('c', count(1, 0), { beside: 'other' }),
  );
  rmSync(folder, { recursive: true });
  assert.deepEqual(sums, { passed: 6, failed: 0, broken: [] });
  assert.match(said, /== one\n[\s\S]*\n== a, b\n[\s\S]*\n== c\n/);
  assert.match(said, /a: 2 ok, 0 not ok/);
  assert.match(said, /b: 2 ok, 0 not ok/);
});

test('keeps quiet about what a step said that went well', async () => {
  const { said } = await run(step('one', `console.log('chatter'); ${count(1, 0)}`));
  assert.doesNotMatch(said, /chatter/);
});

test('shows all that a failing step said, without colours, and goes on', async () => {
  const code = `console.log('\\x1b[31mout\\x1b[0m'); console.error('err'); ${count(1, 1)}`;
  const { sums, said } = await run(
    step('bad', `${code} process.exitCode = 1;`),
    step('good', count(2, 0)),
  );
  assert.deepEqual(sums, { passed: 3, failed: 1, broken: ['bad'] });
  assert.match(said, /^out$/m);
  assert.match(said, /^err$/m);
});

test('takes an exit code for one check', async () => {
  const { sums } = await run(
    step('fine', '', { counts: 'exit' }),
    step('not fine', 'process.exitCode = 1;', { counts: 'exit' }),
  );
  assert.deepEqual(sums, { passed: 1, failed: 1, broken: ['not fine'] });
});

test('counts a step that says nothing as a failure', async () => {
  const { sums, said } = await run(step('silent', ''));
  assert.deepEqual(sums, { passed: 0, failed: 1, broken: ['silent'] });
  assert.match(said, /It ended with code 0 and without counts\./);
});

test('does not take the counts of a step for those of another', async () => {
  const { sums } = await run(step('one', count(5, 0)), step('two', ''));
  assert.deepEqual(sums, { passed: 5, failed: 1, broken: ['two'] });
});

const lasting = 'setInterval(() => {}, 1000);';

test('stops a step that hangs, and says which files were done', { timeout: 30_000 }, async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-runner-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const done = join(folder, 'done');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const code = `console.log('· a.test.ts 5 ms'); writeFileSync('${done}', ''); ${lasting}`;
  const ran = run(step('hung', code, { timeoutMs: 500 }));
  // However long it takes to get there, its time begins to pass only then.
  for await (const _ of setInterval(5)) if (existsSync(done)) break;
  t.mock.timers.tick(500);
  const { sums, said } = await ran;
  assert.deepEqual(sums, { passed: 0, failed: 1, broken: ['hung'] });
  assert.match(said, /· a\.test\.ts 5 ms/);
  assert.match(said, /It was stopped, because it took too long\./);
});

test('says nothing of files that were done when the step ended by itself', async () => {
  const { said } = await run(step('bad', `console.log('· a.test.ts 5 ms'); ${count(0, 1)}`));
  assert.doesNotMatch(said, /a\.test\.ts/);
});

test('ends what a step leaves running', async () => {
  // The forgotten process holds the step's output open for good: without an end to it, this waits.
  const code = `
    const { spawn } = require('node:child_process');
    spawn(process.execPath, ['--eval', ${JSON.stringify(lasting)}], { stdio: 'inherit' });
    ${count(1, 0)}
    process.exit(0);`;
  const { sums } = await run(step('careless', code));
  assert.deepEqual(sums, { passed: 1, failed: 0, broken: [] });
});

const command = fileURLToPath(new URL('./run.ts', import.meta.url));

test('says what there is when it is asked for something else', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [command, 'nothing-such'], {
    encoding: 'utf8',
  });
  assert.equal(status, 1);
  assert.match(stderr, /^Nothing is called nothing-such\. There are: biome, checks, types/);
  assert.equal(stdout, '');
});

test('ends at once when it is told to', async () => {
  const child = spawn(process.execPath, [command, '--only', 'types'], { stdio: 'pipe' });
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  assert.equal(code, 143);
});
