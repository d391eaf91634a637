import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readOptions } from './options.ts';

const finished = ['ar', 'en', 'pt-BR'];

test('takes everything in every language unless told otherwise', () => {
  const { isWanted, locales } = readOptions([], finished);
  assert.equal(isWanted('progress'), true);
  assert.deepEqual(locales, finished);
});

test('takes the subjects and the languages that are named', () => {
  const args = ['progress', '--locale', 'pt-BR', '--locale=en'];
  const { isWanted, locales } = readOptions(args, finished);
  assert.equal(isWanted('progress'), true);
  assert.equal(isWanted('dialog'), false);
  assert.deepEqual(locales, ['pt-BR', 'en']);
});

test('refuses a language that has no words, and names those that have', () => {
  assert.throws(() => readOptions(['--locale', 'pt'], finished), /pt; there are ar, en, pt-BR\./);
});
