import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';
import { repositoryOf } from './repository.ts';
import { forEachNode, importsOf, templatePieces } from './syntax.ts';

function importsIn(text: string) {
  const file = repositoryOf({ 'a.ts': text }).files.get('a.ts');
  assert.ok(file !== undefined);
  return importsOf(file);
}

const shapes: readonly [text: string, typeOnly: boolean, dynamic: boolean, names: string[]][] = [
  ["import 'x';", false, false, []],
  ["import x from 'x';", false, false, ['default']],
  ["import * as x from 'x';", false, false, ['*']],
  ["import { a, b as c } from 'x';", false, false, ['a', 'b']],
  ["import { type A } from 'x';", false, false, ['A']],
  ["import type { A } from 'x';", true, false, ['A']],
  ["export { a as b } from 'x';", false, false, ['a']],
  ["export * from 'x';", false, false, ['*']],
  ["export type { A } from 'x';", true, false, ['A']],
  ["const x = await import('x');", false, true, ['*']],
  ["type X = import('x').X;", true, false, ['*']],
];

for (const [text, typeOnly, dynamic, names] of shapes) {
  test(`reads ${text}`, () => {
    assert.deepEqual(importsIn(text), [{ specifier: 'x', line: 1, typeOnly, dynamic, names }]);
  });
}

test('sees no import in a comment, a string or a name made at run time', () => {
  assert.deepEqual(importsIn("// import 'x';\nconst a = \"import 'x'\";\nawait import(a);\n"), []);
});

test('gives the literal pieces of a template with their places', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: source under test
  const text = 'const a = html`<p>${x}</p>`;';
  const ast = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const pieces: { text: string; position: number }[] = [];
  forEachNode(ast, (node) => {
    if (ts.isTaggedTemplateExpression(node)) pieces.push(...templatePieces(node));
  });
  assert.deepEqual(pieces, [
    { text: '<p>', position: text.indexOf('<p>') },
    { text: '</p>', position: text.indexOf('</p>') },
  ]);
});
