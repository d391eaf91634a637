// Compiles every package the way its boundaries allow: contract, client and store without DOM or
// Node, and so on. `*.types.test.ts` files are only ever compiled: what must not compile in them
// is marked, and the compiler complains when a mark is not needed.
import { spawn } from 'node:child_process';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(fileURLToPath(new URL('../../../', import.meta.url)));
const cache = join(root, '.cache/types');

interface Checked {
  readonly project: string;
  readonly ok: boolean;
  readonly output: string;
}

function check(project: string): Promise<Checked> {
  const name = project.replace(/[^a-z]+/g, '-');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const options = ['--noEmit', '--incremental', '--tsBuildInfoFile', join(cache, `${name}.json`)];
  const child = spawn(process.execPath, [compiler, '-p', project, ...options], { cwd: root });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  return new Promise((done, fail) => {
    child.once('error', fail);
    child.once('close', (code) => {
      done({ project, ok: code === 0, output: Buffer.concat(chunks).toString().trim() });
    });
  });
}

async function checkAll(projects: readonly string[]): Promise<Checked[]> {
  const waiting = [...projects];
  const results: Checked[] = [];
  const work = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
      const result = await check(project);
      results.push(result);
      console.log(`${result.ok ? '✓' : '✗'} ${result.project}`);
      if (!result.ok) console.log(result.output);
    }
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
  return results;
}

mkdirSync(cache, { recursive: true });
const results = await checkAll(globSync('packages/*/tsconfig*.json', { cwd: root }).sort());
const failed = results.filter(({ ok }) => !ok).length;
const counts = { passed: results.length - failed, failed };
const file = process.env.TEST_COUNTS;
if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
