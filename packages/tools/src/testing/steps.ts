// What `npm test` runs, in order: fast answers first, what needs the machine to itself last.
import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { browserTestFiles } from '../browsers/config.ts';
import { engineNames } from '../browsers/engines.ts';

/** The repository's root. */
export const root = resolve(fileURLToPath(new URL('../../../../', import.meta.url)));

/** One runner and what to expect of it. */
export interface Step {
  /** What a person types to run it alone. */
  readonly name: string;
  /** A second name, shared with others. */
  readonly group: string;
  readonly args: readonly string[];
  /**
   * Where the sums come from: `file` when the runner writes them to TEST_COUNTS, `exit` when
   * all it says is its exit code, which then is one check.
   */
  readonly counts: 'file' | 'exit';
  readonly timeoutMs: number;
  /**
   * It waits for frames and answers more than it computes, so that neighbours with the same word
   * here run beside it.
   */
  readonly beside?: string;
}

const minuteMs = 60_000;
const reporter = 'packages/tools/src/bootstrap/reporter.mjs';
const conditions = ['--conditions=@kindcart/source', '--conditions=development'];

// These are run by somebody else: by the browsers, by the type check, or in a step of their own.
const notPlain = /\.(browser|types|crash)\.test\.ts$/;
const ownSteps =
  /^packages\/tools\/src\/(tidy|e2e)\/|^packages\/tools\/src\/browsers\/(page|run-again)\.test/;

const timedStart = 'packages/tools/src/e2e/start.test.ts';
/** They time what a page does, which neighbours would make longer. */
const timedPages = [
  'packages/tools/src/e2e/forest/panning.test.ts',
  'packages/tools/src/e2e/shops/charity-items.test.ts',
];

function find(...globs: string[]): string[] {
  return globSync(globs, { cwd: root }).sort();
}

interface NodeStep {
  readonly name: string;
  readonly group: string;
  readonly files: readonly string[];
  /** How many files run at the same time. */
  readonly concurrency: number;
  readonly timeoutMs?: number;
  readonly imports?: readonly string[];
}

function nodeStep(step: NodeStep): Step[] {
  if (step.files.length === 0) return [];
  const args = [
    ...conditions,
    ...(step.imports ?? []).map((path) => `--import=./${path}`),
    '--test',
    `--test-reporter=./${reporter}`,
    '--test-reporter-destination=stdout',
    `--test-concurrency=${step.concurrency}`,
    `--test-timeout=${4 * minuteMs}`,
    ...step.files,
  ];
  // A limit on hanging; half of it has been seen on two cores.
  const { name, group, timeoutMs = 15 * minuteMs } = step;
  return [{ name, group, args, counts: 'file', timeoutMs }];
}

/** Rooms whose tests are steps of their own: all together come near the limit of one. */
const roomsApart = ['forest', 'deeds'] as const;

/** The platform's rooms, those that are apart after all others. */
function platformSteps(): Step[] {
  const isTest = (arg: string) => arg.endsWith('.test.ts');
  const roomOf = (arg: string) =>
    roomsApart.find((room) => arg.startsWith(`packages/platform/src/${room}/`));
  return packageStep('platform').flatMap((step) =>
    [undefined, ...roomsApart]
      .map((room) => ({
        ...step,
        name: room === undefined ? step.name : `${step.name}-${room}`,
        args: step.args.filter((arg) => !isTest(arg) || roomOf(arg) === room),
      }))
      .filter(({ args }) => args.some(isTest)),
  );
}

function packageStep(name: string): Step[] {
  const isElements = name === 'elements';
  // Elements are tested in browsers; only what is named for it is tested in Node.
  const glob = `packages/${name}/src/**/*${isElements ? '.node' : ''}.test.ts`;
  const files = find(glob).filter((file) => !notPlain.test(file) && !ownSteps.test(file));
  const imports = isElements ? ['packages/tools/src/testing/decorators.mjs'] : [];
  const [stepName, group] = isElements ? ['rendering', 'elements'] : [name, 'node'];
  return nodeStep({ name: stepName, group, files, concurrency: 2, imports });
}

// Rooms whose browser tests are steps of their own, so that none comes near its limit.
const shopElements = 'packages/elements/src/commerce/**/*.test.ts';
const forestElements = 'packages/elements/src/forest/**/*.test.ts';
const deedsElements = 'packages/elements/src/deeds/**/*.test.ts';

const isExclusion = (glob: string) => glob.startsWith('!');

/** A step for each engine, side by side; what is no browser test anywhere is none here. */
function browserSteps(suffix: string, globs: readonly string[]): Step[] {
  if (find(...globs.filter((glob) => !isExclusion(glob))).length === 0) return [];
  const exclusions = browserTestFiles.filter(isExclusion);
  const files = [...new Set([...globs, ...exclusions])].flatMap((glob) => ['--files', glob]);
  return engineNames.map((engine) => ({
    name: `${engine}${suffix}`,
    group: 'browser',
    args: ['packages/tools/src/browsers/run.ts', '--browser', engine, ...files],
    counts: 'file' as const,
    // WebKit has taken eight, and a file whose browser went away is run once more at the end.
    timeoutMs: 12 * minuteMs,
    beside: `browsers${suffix}`,
  }));
}

/** From end to end: what has a folder of its own by itself, all others together, and what is timed alone. */
function endToEndSteps(): Step[] {
  const timed = find(...timedPages);
  const rooms = ['shops', ...roomsApart, 'heap'].map((room) => ({
    name: `e2e-${room}`,
    files: find(`packages/tools/src/e2e/${room}/**/*.test.ts`).filter(
      (file) => !timed.includes(file),
    ),
  }));
  const apart = new Set([timedStart, ...timed, ...rooms.flatMap(({ files }) => files)]);
  const others = find(
    'packages/tools/src/browsers/{page,run-again}.test.ts',
    'packages/tools/src/e2e/**/*.test.ts',
  ).filter((file) => !apart.has(file));
  // Each file has a platform and browsers of its own, and waits for them most of the time.
  const together = [{ name: 'e2e', files: others }, ...rooms].flatMap(({ name, files }) =>
    nodeStep({ name, group: 'browser', files, concurrency: 3 }),
  );
  const alone = { name: 'e2e-timed', group: 'browser', files: timed, concurrency: 1 };
  return [...together, ...nodeStep(alone)];
}

function script(name: string, path: string, counts: Step['counts']): Step[] {
  if (!existsSync(join(root, path))) return [];
  return [{ name, group: 'checks', args: [...conditions, path], counts, timeoutMs: 5 * minuteMs }];
}

/** Every step that this tree has something for. */
export function allSteps(): Step[] {
  const biome = ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings'];
  const style: Step = {
    name: 'biome',
    group: 'checks',
    args: [...biome, '--max-diagnostics=100', '.'],
    counts: 'exit',
    timeoutMs: minuteMs,
  };
  return [
    style,
    ...script('types', 'packages/tools/src/check-types.ts', 'file'),
    ...['contract', 'client', 'store', 'mocks', 'elements', 'tools'].flatMap(packageStep),
    ...nodeStep({
      name: 'tidy',
      group: 'checks',
      files: find('packages/tools/src/tidy/**/*.test.ts'),
      concurrency: 1,
    }),
    ...platformSteps(),
    ...nodeStep({
      name: 'examples',
      group: 'node',
      files: find('examples/*/server/**/*.test.ts'),
      concurrency: 2,
    }),
    ...browserSteps('', [
      ...browserTestFiles,
      ...[shopElements, forestElements, deedsElements].map((glob) => `!${glob}`),
    ]),
    ...script('size', 'packages/tools/src/size.ts', 'file'),
    ...browserSteps('-shops', [shopElements]),
    ...browserSteps('-forest', [forestElements]),
    ...browserSteps('-deeds', [deedsElements]),
    ...endToEndSteps(),
    // It times how long a person waits, so nothing runs beside it.
    ...nodeStep({ name: 'start', group: 'browser', files: find(timedStart), concurrency: 1 }),
    ...nodeStep({
      name: 'crash',
      group: 'crash',
      files: find('packages/tools/src/crash/*.crash.test.ts'),
      concurrency: 1,
    }),
  ];
}

/** The steps that are called by one of `names`, or by their group; all when there are no names. */
export function chooseSteps(steps: readonly Step[], names: readonly string[]): Step[] {
  if (names.length === 0) return [...steps];
  const unknown = names.filter((wanted) =>
    steps.every(({ name, group }) => name !== wanted && group !== wanted),
  );
  if (unknown.length > 0) {
    const known = [...new Set(steps.flatMap(({ name, group }) => [name, group]))];
    throw new Error(`Nothing is called ${unknown.join(', ')}. There are: ${known.join(', ')}.`);
  }
  return steps.filter(({ name, group }) => names.includes(name) || names.includes(group));
}
