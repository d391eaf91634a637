// Every public import path, as a developer would import it: it resolves, it gives something, and
// importing alone does nothing, also where there is no window. Each runs in a process of its own.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, matchesGlob } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { arrayAt } from '../tidy/json.ts';
import { packagesOf, sourceEntriesOf } from '../tidy/packages.ts';
import { readRepository } from '../tidy/repository.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** The script tag's own file: all it does is an effect, on a page. */
const isPageScript = (path: string) => path.endsWith('/kindcart.js');

/** Marks that dependencies leave, by which two copies of one find each other. */
const dependencyMarks =
  /^(__zod_|__MSW_|lit[A-Z]|reactiveElementVersions$|customElements$|Symbol\(undici\.)/;

interface PublicPath {
  /** What a developer writes. */
  readonly specifier: string;
  /** Elements have decorators, which Node cannot strip. */
  readonly bundled: boolean;
  /** Named under `sideEffects` in package.json: it may be there for its effect alone. */
  readonly forEffect: boolean;
}

const publicPaths: readonly PublicPath[] = packagesOf(readRepository(root))
  .filter((each) => !each.private)
  .flatMap((each) =>
    [...sourceEntriesOf(each)]
      .filter(([path]) => !path.startsWith('#') && !path.includes('*') && !isPageScript(path))
      .map(([path, source]) => ({
        specifier: each.name + path.slice(1),
        bundled: each.name === '@kindcart/elements',
        forEffect: arrayAt(each.json, 'sideEffects').some(
          (glob) => typeof glob === 'string' && matchesGlob(source, join(each.folder, glob)),
        ),
      })),
  );

/** Reports the names that a module gives and the globals that appeared, and then has to end. */
function program(specifier: string): string {
  return `
    const before = new Set(Reflect.ownKeys(globalThis));
    const names = Object.keys(await import(${JSON.stringify(specifier)}));
    const globals = Reflect.ownKeys(globalThis).filter((key) => !before.has(key));
    process.stdout.write(JSON.stringify({ names, globals: globals.map(String) }));`;
}

interface Imported {
  readonly names: readonly string[];
  readonly globals: readonly string[];
}

async function importAlone(code: string, condition?: string): Promise<Imported> {
  const conditions = ['@kindcart/source', ...(condition === undefined ? [] : [condition])];
  const child = spawn(
    process.execPath,
    [...conditions.map((each) => `--conditions=${each}`), '--input-type=module', '-'],
    // A module that keeps a timer or a connection never ends by itself.
    { cwd: join(root, 'packages/tools'), timeout: 20_000 },
  );
  child.stdin.end(code);
  const [output, complaints, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  assert.equal(status, 0, complaints || 'It did not end by itself: something is kept open.');
  assert.equal(complaints, '', 'It writes to the console.');
  const imported: Imported = JSON.parse(output);
  return imported;
}

async function bundle(specifier: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: program(specifier), resolveDir: join(root, 'packages/tools') },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    logLevel: 'silent',
    conditions: ['@kindcart/source', 'node'],
    tsconfig: join(root, 'packages/tools/src/browsers/esbuild.tsconfig.json'),
  });
  return outputFiles[0]?.text ?? '';
}

for (const { specifier, bundled, forEffect } of publicPaths) {
  test(`${specifier} can be imported without an effect`, async () => {
    const code = bundled ? await bundle(specifier) : program(specifier);
    const { names, globals } = await importAlone(code);
    assert.ok(forEffect || names.length > 0, 'It gives nothing.');
    const own = globals.filter((name) => !dependencyMarks.test(name));
    assert.deepEqual(own, [], 'It leaves globals behind.');
  });
}

for (const condition of [undefined, 'development']) {
  test(`the client can be imported with ${condition ?? 'no'} condition`, async () => {
    const { names } = await importAlone(program('@kindcart/client'), condition);
    assert.ok(names.includes('createClient'));
  });
}

test('a module that keeps globals or writes is caught', async () => {
  const code = (text: string) => program(`data:text/javascript,${encodeURIComponent(text)}`);
  const { names, globals } = await importAlone(code('export const a = 1; globalThis.left = 1;'));
  assert.deepEqual([names, globals], [['a'], ['left']]);
  await assert.rejects(importAlone(code("console.error('hello')")), /writes to the console/);
  await assert.rejects(importAlone(code("throw new Error('no window')")), /no window/);
});
