import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { browserTestFiles } from '../browsers/config.ts';
import { engineNames } from '../browsers/engines.ts';
import { allSteps, chooseSteps, root, type Step } from './steps.ts';

function step(name: string, group: string): Step {
  return { name, group, args: [], counts: 'file', timeoutMs: 1 };
}

const sample = [
  step('types', 'checks'),
  step('contract', 'node'),
  step('client', 'node'),
  step('firefox', 'browser'),
];

const names = (steps: readonly Step[]) => steps.map(({ name }) => name);

test('runs everything when nothing is chosen', () => {
  assert.deepEqual(names(chooseSteps(sample, [])), names(sample));
});

test('chooses by name and by group, in the order of the steps', () => {
  assert.deepEqual(names(chooseSteps(sample, ['client', 'types'])), ['types', 'client']);
  assert.deepEqual(names(chooseSteps(sample, ['node'])), ['contract', 'client']);
  assert.deepEqual(names(chooseSteps(sample, ['browser', 'contract'])), ['contract', 'firefox']);
});

test('says what there is when something else is asked for', () => {
  assert.throws(() => chooseSteps(sample, ['client', 'clients']), {
    message:
      'Nothing is called clients. There are: types, checks, contract, node, client, firefox, browser.',
  });
});

test('gives every step a name of its own', () => {
  const all = names(allSteps());
  assert.deepEqual(all, [...new Set(all)]);
});

test('runs what is fast first and what needs the machine to itself last', () => {
  const all = names(allSteps());
  assert.deepEqual(all.slice(0, 2), ['biome', 'types']);
  const at = (name: string) => all.indexOf(name);
  assert(at('tidy') < at('chromium'));
  assert(at('webkit') < at('e2e'));
  if (at('crash') >= 0) assert.equal(at('crash'), all.length - 1);
});

test('runs nothing beside what is timed', () => {
  const timed = allSteps().filter(({ name }) => name === 'e2e-timed' || name === 'start');
  const files = timed.map(({ args }) => args.filter((arg) => arg.endsWith('.test.ts')));
  const folder = 'packages/tools/src/e2e';
  assert.deepEqual(files, [
    [`${folder}/forest/panning.test.ts`, `${folder}/shops/charity-items.test.ts`],
    [`${folder}/start.test.ts`],
  ]);
  for (const { name, args, beside } of timed) {
    assert(args.includes('--test-concurrency=1'), name);
    assert.equal(beside, undefined, name);
  }
});

test('runs no more than one step of each engine side by side', () => {
  const words = Map.groupBy(allSteps(), ({ beside }) => beside);
  words.delete(undefined);
  assert(words.size > 1);
  for (const [word, steps] of words) {
    const engines = steps.map(({ args }) => args[args.indexOf('--browser') + 1]);
    assert.deepEqual(engines, [...engineNames], word);
  }
});

test('runs two rooms of the platform after its others, and each file once', () => {
  const files = (name: string) =>
    allSteps()
      .filter((step) => step.name === name)
      .flatMap(({ args }) => args.filter((arg) => arg.endsWith('.test.ts')));
  const all = names(allSteps());
  for (const room of ['forest', 'deeds']) {
    const own = files(`platform-${room}`);
    assert.ok(own.length > 0 && own.every((file) => file.includes(`/platform/src/${room}/`)), room);
  }
  const rest = files('platform');
  assert.ok(rest.length > 0 && rest.every((file) => !/platform\/src\/(forest|deeds)\//.test(file)));
  const at = all.indexOf('platform');
  assert.deepEqual(all.slice(at + 1, at + 3), ['platform-forest', 'platform-deeds']);
});

for (const room of ['forest', 'deeds']) {
  test(`has steps of their own for what ${room} has`, () => {
    const found = (glob: string) => globSync(glob, { cwd: root }).length > 0;
    const all = names(allSteps());
    const inBrowsers = found(`packages/elements/src/${room}/**/*.test.ts`);
    for (const engine of engineNames) assert.equal(all.includes(`${engine}-${room}`), inBrowsers);
    const isEndToEnd = found(`packages/tools/src/e2e/${room}/**/*.test.ts`);
    assert.equal(all.includes(`e2e-${room}`), isEndToEnd);
  });
}

// Each runs in a way of its own: in browsers, by the compiler, or both.
const elsewhere = [/\.browser\.test\.ts$/, /\.types\.test\.ts$/, /^packages\/elements\/src\//];

test('leaves no test file out', () => {
  const args = new Set(allSteps().flatMap((each) => each.args));
  const files = globSync(['packages/*/src/**/*.test.ts', 'examples/**/*.test.ts'], { cwd: root });
  const plain = files.filter((file) => elsewhere.every((pattern) => !pattern.test(file)));
  assert.deepEqual(
    plain.filter((file) => !args.has(file)),
    [],
  );
  const rendered = files.filter((file) => file.endsWith('.node.test.ts'));
  assert.deepEqual(
    rendered.filter((file) => !args.has(file)),
    [],
  );
});

const isGlob = (arg: string) => arg.includes('*');

test('runs each test file once', () => {
  const args = allSteps().flatMap((each) => each.args.filter((arg) => arg.endsWith('.test.ts')));
  const files = args.filter((arg) => !isGlob(arg));
  assert.deepEqual(files, [...new Set(files)]);
});

test('runs each browser test in one step of every engine', () => {
  const found = (globs: readonly string[]) => {
    const [without, within] = [globs.filter(isNot), globs.filter((glob) => !isNot(glob))];
    return globSync(within, { cwd: root, exclude: without.map((glob) => glob.slice(1)) });
  };
  const isNot = (glob: string) => glob.startsWith('!');
  const all = found(browserTestFiles).sort();
  for (const engine of engineNames) {
    const steps = allSteps().filter(({ args }) => args.includes(engine));
    const run = steps.flatMap(({ args }) => found(args.filter(isGlob)));
    assert.deepEqual(run.sort(), all, engine);
  }
});
