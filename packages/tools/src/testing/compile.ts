// Runs the TypeScript compiler over projects, two at a time, and keeps what it knows for the next
// time.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const compiler = fileURLToPath(import.meta.resolve('typescript/bin/tsc'));

/** Where projects are, and where the compiler keeps its notes. */
export interface Place {
  readonly root: string;
  readonly cache: string;
}

/** What came of one project. */
export interface Checked {
  readonly project: string;
  readonly ok: boolean;
  /** What the compiler said: its errors, each on a line. */
  readonly output: string;
}

/** Compiles each of `projects`, files below the root, and says with `print` how each went. */
export async function checkProjects(
  place: Place,
  projects: readonly string[],
  print: (line: string) => void,
): Promise<Checked[]> {
  mkdirSync(place.cache, { recursive: true });
  const waiting = [...projects];
  const results: Checked[] = [];
  const work = async () => {
    for (let project = waiting.shift(); project !== undefined; project = waiting.shift()) {
      const result = await check(place, project);
      results.push(result);
      print(`${result.ok ? '✓' : '✗'} ${result.project}`);
      if (!result.ok) print(result.output);
    }
  };
  await Promise.all([work(), work()]);
  return results.sort((a, b) => a.project.localeCompare(b.project, 'en'));
}

function check({ root, cache }: Place, project: string): Promise<Checked> {
  const notes = join(cache, `${project.replace(/[^a-z]+/g, '-')}.json`);
  const options = ['--noEmit', '--incremental', '--tsBuildInfoFile', notes, '--pretty', 'false'];
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
