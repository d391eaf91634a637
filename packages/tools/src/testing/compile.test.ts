import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { checkProjects } from './compile.ts';

const strict = { strict: true, noEmit: true, types: [], lib: ['es2023'] };
const config = JSON.stringify({ compilerOptions: strict, include: ['*.ts'] });

function folderWith(t: TestContext, files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-compile-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

async function check(root: string, ...projects: string[]) {
  const lines: string[] = [];
  const results = await checkProjects({ root, cache: join(root, 'cache') }, projects, (line) =>
    lines.push(line),
  );
  return { ok: results.map(({ ok }) => ok), said: lines.join('\n') };
}

test('tells projects that compile from those that do not, and says why', async (t) => {
  const root = folderWith(t, {
    'good/tsconfig.json': config,
    'good/a.ts': 'export const a: number = 1;',
    'bad/tsconfig.json': config,
    'bad/a.ts': "export const a: number = '1';",
  });
  const { ok, said } = await check(root, 'good/tsconfig.json', 'bad/tsconfig.json');
  assert.deepEqual(ok, [false, true], 'The results are in the order of the names.');
  assert.match(said, /^✓ good\/tsconfig\.json$/m);
  assert.match(said, /^✗ bad\/tsconfig\.json$/m);
  assert.match(said, /^bad\/a\.ts\(1,14\): error TS2322/m);
});

test('holds a package to what its boundaries give it', async (t) => {
  const root = folderWith(t, {
    'tsconfig.json': config,
    'a.ts': 'export const title = document.title; export const home = process.env.HOME;',
  });
  const { ok, said } = await check(root, 'tsconfig.json');
  assert.deepEqual(ok, [false]);
  assert.match(said, /Cannot find name 'document'/);
  assert.match(said, /Cannot find name 'process'/);
});

test('complains of a mark for an error that is none', async (t) => {
  const root = folderWith(t, {
    'tsconfig.json': config,
    'a.types.test.ts': '// @ts-expect-error there is nothing wrong\nexport const a: number = 1;',
  });
  const { said } = await check(root, 'tsconfig.json');
  assert.match(said, /a\.types\.test\.ts\(1,1\): error TS2578/);
});

test('sees a change in spite of what it remembers', async (t) => {
  const root = folderWith(t, { 'tsconfig.json': config, 'a.ts': 'export const a: number = 1;' });
  assert.deepEqual((await check(root, 'tsconfig.json')).ok, [true]);
  writeFileSync(join(root, 'a.ts'), 'export const a: number = true;');
  assert.deepEqual((await check(root, 'tsconfig.json')).ok, [false]);
  assert.deepEqual((await check(root, 'tsconfig.json')).ok, [false], 'And again.');
});
