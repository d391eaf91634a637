// What the build's own plugins do, each to a page script of one or two files.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { type Plugin, rollup } from 'rollup';
import { decorateField } from './decorate.ts';
import { sharedDecorator, typescript } from './plugins.ts';

const folder = mkdtempSync(join(tmpdir(), 'kindcart-plugins-'));
after(() => rmSync(folder, { recursive: true, force: true }));

async function build(files: Readonly<Record<string, string>>, plugins: Plugin[]): Promise<string> {
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const bundle = await rollup({ input: join(folder, 'index.ts'), plugins });
  const { output } = await bundle.generate({ format: 'es', sourcemap: true });
  return output[0].code;
}

const decorator = `
export const marks: string[] = [];
export function mark(name: string) {
  return (_target: object, key: string): void => void marks.push(key + ' ' + name);
}`;

test('files share one helper for decorators, which does what each one of them did', async () => {
  const files = {
    'mark.ts': decorator,
    'one.ts': `import { mark } from './mark.ts';
      export class One { @mark('a') @mark('b') x = 1; @mark('c') declare y: number; }`,
    'index.ts': `import { mark, marks } from './mark.ts';
      import { One } from './one.ts';
      class Two extends One { @mark('d') z = 2; }
      export default [...marks, new Two().x, new Two().z].join();`,
  };
  const code = await build(files, [typescript(), sharedDecorator()]);
  assert.doesNotMatch(code, /__defProp/);
  assert.equal(code.match(/decorators\.reverse/g)?.length, 1);
  const module: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  assert(typeof module === 'object' && module !== null && 'default' in module);
  assert.equal(module.default, 'x b,x a,y c,z d,1,2');
});

test('decorates a field with its last decorator first', () => {
  const seen: unknown[] = [];
  const target = {};
  const note = (name: string) => (on: object, key: string) => seen.push(name, on === target, key);
  decorateField([note('a'), note('b')], target, 'x');
  assert.deepEqual(seen, ['b', true, 'x', 'a', true, 'x']);
});

for (const [what, member] of [
  ['method', '@mark("a") go() {}'],
  ['accessor', '@mark("a") get x() { return 1; }'],
  ['static field', '@mark("a") static x = 1;'],
] as const) {
  test(`a decorated ${what}, which the helper cannot do, fails the build`, async () => {
    const index = `import { mark } from './mark.ts'; export class One { ${member} @mark('b') y = 1; }`;
    const files = { 'mark.ts': decorator, 'index.ts': index };
    await assert.rejects(build(files, [typescript(), sharedDecorator()]), /more than fields/);
  });
}

test('what decorates nothing stays as it is', async () => {
  const code = await build({ 'index.ts': 'export const x: number = 1;' }, [
    typescript(),
    sharedDecorator(),
  ]);
  assert.doesNotMatch(code, /import|decorate/);
});
