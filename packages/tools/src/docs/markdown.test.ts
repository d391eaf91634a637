import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anchorOf, cell, fence, page, table } from './markdown.ts';

test('keeps bars and line ends out of the way of a table', () => {
  assert.equal(cell("'a' | 'b'\n  and more"), "'a' \\| 'b' and more");
});

test('leaves out columns that are empty throughout, and tables without rows', () => {
  assert.deepEqual(
    table(
      ['a', 'b', 'c'],
      [
        ['1', '', '3'],
        ['4', '', ''],
      ],
    ),
    ['| a | c |', '| --- | --- |', '| 1 | 3 |', '| 4 |  |', ''],
  );
  assert.deepEqual(table(['a'], []), []);
});

test('puts blocks on a page with one empty line between them and one line end at the end', () => {
  assert.equal(
    page('Errors', 'errors.ts', ['', '', ...fence('json', '{}\n'), '']),
    '# Errors\n\n<!-- Written by `npm run docs` from errors.ts. Do not edit. -->\n\n```json\n{}\n```\n',
  );
});

test('makes anchors as forges do', () => {
  assert.equal(anchorOf('`<kind-progress>`'), 'kind-progress');
  assert.equal(anchorOf('Page through donations'), 'page-through-donations');
});
