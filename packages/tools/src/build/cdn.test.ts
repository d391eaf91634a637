// A page script in small: a loader, two elements that share something, and one language more.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { buildPageScript, type Manifest, type ManifestFile, type PageScript } from './cdn.ts';
import { filesFor, gzipOf } from './closure.ts';

const rules = 'x-one:not(:defined){display:block}';
const sources: Readonly<Record<string, string>> = {
  'src/reserved.ts': `export const reserved: string = '${rules}';`,
  'src/kindcart.ts': `
    for (const tag of new Set([...document.querySelectorAll(':not(:defined)')].map(x => x.localName))) {
      if (tag === 'x-one') void import('./one.ts');
      if (tag === 'x-two') void import('./two.ts');
    }
    export {};`,
  'src/shared.ts': `
    function mark(target: object, key: string): void { Reflect.set(target, key + 'Marked', true); }
    export class Shared { @mark declare label: string; plain = 'a plain field of the shared class'; }
    export const words = { long: 'a text that is only here so that the chunk weighs something' };`,
  'src/one.ts': `
    import { Shared, words } from './shared.ts';
    customElements.define('x-one', class extends HTMLElement { shared = new Shared(); w = words; });`,
  'src/two.ts': `
    import { Shared } from './shared.ts';
    const language = document.documentElement.lang;
    export const texts = language === 'zh' ? import('./locales/zh.ts') : import('./locales/en.ts');
    customElements.define('x-two', class extends HTMLElement { shared = new Shared(); });`,
  'src/locales/en.ts': `export const give = 'Give';`,
  'src/locales/zh.ts': `export const give = '捐赠';`,
};

const root = mkdtempSync(join(tmpdir(), 'kindcart-cdn-'));
for (const [path, text] of Object.entries(sources)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
after(() => rmSync(root, { recursive: true, force: true }));

function pageScript(name: string): PageScript {
  return {
    root,
    input: join(root, 'src/kindcart.ts'),
    rules: join(root, 'src/reserved.ts'),
    outDir: join(root, name),
  };
}

let built: Promise<Manifest> | undefined;

/** Built once; every test looks at the same files. */
function build(): Promise<Manifest> {
  built ??= buildPageScript(pageScript('dist'));
  return built;
}

function read(name: string): string {
  return readFileSync(join(root, 'dist', name), 'utf8');
}

test('names the loader plainly and every chunk by its content', async () => {
  const manifest = await build();
  assert.equal(manifest.entry, 'kindcart.js');
  const others = scriptsOf(manifest).filter((name) => name !== 'kindcart.js');
  assert.equal(others.length, 5);
  for (const name of others) assert.match(name, /^chunks\/[\w-]+-[\w-]{7}\.js$/);
});

test('writes what it says into manifest.json, with sums that hold', async () => {
  const manifest = await build();
  assert.deepEqual(JSON.parse(read('manifest.json')), manifest);
  for (const [name, { integrity, bytes, gzip }] of Object.entries(manifest.files)) {
    const content = readFileSync(join(root, 'dist', name));
    const hash = createHash('sha384').update(content).digest('base64');
    assert.equal(integrity, `sha384-${hash}`, name);
    assert.equal(bytes, content.length);
    assert.equal(gzip, gzipSync(content, { level: 9 }).length);
  }
});

test('brings a source map for every script, which no script names', async () => {
  const manifest = await build();
  for (const name of scriptsOf(manifest)) {
    assert.doesNotMatch(read(name), /sourceMappingURL/);
    const map: unknown = JSON.parse(read(`${name}.map`));
    assert(typeof map === 'object' && map !== null && 'sourcesContent' in map);
  }
});

test('writes the rules into a style sheet that a page can link, with its sum in the manifest', async () => {
  const manifest = await build();
  assert.equal(read('kindcart.css'), rules);
  const { integrity = '', gzip = 0 } = manifest.files['kindcart.css'] ?? {};
  assert.match(integrity, /^sha384-/);
  const alone = filesFor(manifest, { start: 'kindcart.css', sources: [], later: false });
  assert.equal(gzipOf(manifest, alone), gzip);
});

test('refuses rules that are none', async () => {
  const wrong = { ...pageScript('wrong'), rules: join(root, 'src/locales/en.ts') };
  await assert.rejects(buildPageScript(wrong), /en\.ts exports no rules as "reserved"/);
});

test('takes types and decorators out, and sets fields the way Lit needs', async () => {
  const { files } = await build();
  const shared = Object.keys(files).find((name) => name.includes('shared'));
  assert(shared !== undefined);
  const code = read(shared);
  assert.doesNotMatch(code, /@mark|declare|: string/);
  assert.match(code, /this\.plain=/);
  assert.doesNotMatch(code, /\n./, 'It is minified to one line.');
});

test('gives the same bytes for the same sources, and nothing of an earlier build', async () => {
  const first = await build();
  const again = pageScript('again');
  mkdirSync(join(again.outDir, 'chunks'), { recursive: true });
  writeFileSync(join(again.outDir, 'chunks/old-00000000.js'), 'old');
  assert.deepEqual(await buildPageScript(again), first);
  const names = (folder: string) => readdirSync(folder, { recursive: true }).map(String).sort();
  assert.deepEqual(names(again.outDir), names(join(root, 'dist')));
});

test('counts for an element what it loads at once, each file one time', async () => {
  const manifest = await build();
  const files = filesFor(manifest, { sources: ['src/one.ts'], later: false });
  assert.deepEqual(plainNames(files), ['kindcart', 'one', 'shared']);
  const both = filesFor(manifest, { sources: ['src/one.ts', 'src/two.ts'], later: false });
  assert.deepEqual(plainNames(both), ['kindcart', 'one', 'shared', 'two']);
});

test('counts what is loaded later, but not what is left out', async () => {
  const manifest = await build();
  const later = { sources: ['src/two.ts'], later: true };
  assert.deepEqual(plainNames(filesFor(manifest, later)), [
    'en',
    'kindcart',
    'shared',
    'two',
    'zh',
  ]);
  const one = filesFor(manifest, { ...later, except: /\/locales\/(?!en\.ts$)/ });
  assert.deepEqual(plainNames(one), ['en', 'kindcart', 'shared', 'two']);
});

test('counts a file whole when only a part of it is left out', async () => {
  const manifest = await build();
  const mixed: Manifest = {
    ...manifest,
    files: {
      [manifest.entry]: describeFile({ imports: ['two.js'] }),
      'two.js': describeFile({ modules: ['src/two.ts'], dynamicImports: ['mixed.js'] }),
      'mixed.js': describeFile({ modules: ['src/locales/zh.ts', 'src/shared.ts'] }),
    },
  };
  const except = /\/locales\//;
  const files = filesFor(mixed, { sources: ['src/two.ts'], later: true, except });
  assert.deepEqual(plainNames(files), ['kindcart', 'mixed', 'two']);
});

test('sums up the sizes as sent', async () => {
  const manifest = await build();
  const names = Object.keys(manifest.files);
  const sum = names.map((name) => manifest.files[name]?.gzip ?? 0).reduce((a, b) => a + b, 0);
  assert.equal(gzipOf(manifest, names), sum);
  assert.equal(gzipOf(manifest, []), 0);
});

test('refuses to measure what is in no chunk', async () => {
  const manifest = await build();
  const missing = { sources: ['src/three.ts'], later: false };
  assert.throws(() => filesFor(manifest, missing), /no chunk with src\/three\.ts/);
});

function scriptsOf({ files }: Manifest): string[] {
  return Object.keys(files).filter((name) => name.endsWith('.js'));
}

function describeFile(file: Partial<ManifestFile>): ManifestFile {
  return {
    integrity: '',
    bytes: 0,
    gzip: 0,
    modules: [],
    imports: [],
    dynamicImports: [],
    ...file,
  };
}

function plainNames(files: readonly string[]): string[] {
  return files.map((file) => file.replace(/^chunks\//, '').replace(/(-[\w-]{7})?\.js$/, '')).sort();
}
