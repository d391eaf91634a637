// Runs steps, each in a process group of its own, and shows what failed in full.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { countsOfExit, type Ending, formatDuration, judge, parseCounts } from './outcome.ts';
import { root, type Step } from './steps.ts';

/** The sums over all steps, and which steps had failures. */
export interface Sums {
  readonly passed: number;
  readonly failed: number;
  readonly broken: readonly string[];
}

const running = new Set<ChildProcess>();

/**
 * Runs the steps in their order, neighbours with one word side by side, and says with `print` how each
 * went.
 */
export async function runSteps(
  steps: readonly Step[],
  print: (text: string) => void,
): Promise<Sums> {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-test-'));
  const cleanUp = () => {
    running.forEach(endGroup);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', cleanUp);
  const sums = { passed: 0, failed: 0 };
  const broken: string[] = [];
  for (const batch of batches(steps)) {
    print(`\n== ${batch.map(({ name }) => name).join(', ')}`);
    const counts = await Promise.all(batch.map((step) => runStep(step, folder, print)));
    for (const [place, { passed, failed }] of counts.entries()) {
      sums.passed += passed;
      sums.failed += failed;
      if (failed > 0) broken.push(batch[place]?.name ?? '');
    }
  }
  process.off('exit', cleanUp);
  cleanUp();
  return { ...sums, broken };
}

/** Neighbours that may run beside one another, together; every other step alone. */
function batches(steps: readonly Step[]): Step[][] {
  const made: Step[][] = [];
  for (const step of steps) {
    const last = made.at(-1);
    if (step.beside !== undefined && last?.at(-1)?.beside === step.beside) last.push(step);
    else made.push([step]);
  }
  return made;
}

async function runStep(step: Step, folder: string, print: (text: string) => void) {
  const countsFile = join(folder, `${step.name}.json`);
  const begunAt = performance.now();
  const { ending, output } = await runProcess(step, countsFile);
  const counts = step.counts === 'exit' ? countsOfExit(ending) : readCounts(countsFile);
  const { passed, failed, problem } = judge(ending, counts);
  if (failed > 0) print(readable(output, ending.timedOut));
  if (problem !== undefined) print(problem);
  const took = formatDuration(performance.now() - begunAt);
  print(`   ${step.name}: ${passed} ok, ${failed} not ok, ${took}`);
  return { passed, failed };
}

/** The output for people; which files are done says something only when the last one is not. */
function readable(output: string, withFinishedFiles: boolean): string {
  const text = stripVTControlCharacters(output).trimEnd();
  return withFinishedFiles ? text : text.replace(/^· .*(\n|$)/gm, '');
}

function readCounts(file: string) {
  return existsSync(file) ? parseCounts(readFileSync(file, 'utf8')) : undefined;
}

function runProcess(step: Step, countsFile: string): Promise<{ ending: Ending; output: string }> {
  const child = spawn(process.execPath, step.args, {
    cwd: root,
    // A group of its own, so that a step that hangs is ended with all it started.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH ?? ''}`,
      TEST_COUNTS: countsFile,
      NO_COLOR: '1',
    },
  });
  running.add(child);
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  let timedOut = false;
  const limit = setTimeout(() => {
    timedOut = true;
    endGroup(child);
  }, step.timeoutMs);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    // What a step left running would keep the pipes open, and has no business to go on.
    child.once('exit', () => endGroup(child));
    child.once('close', (code, signal) => {
      clearTimeout(limit);
      running.delete(child);
      resolve({ ending: { code, signal, timedOut }, output: Buffer.concat(chunks).toString() });
    });
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // ESRCH: everything in the group has ended by itself, which is what is wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}
