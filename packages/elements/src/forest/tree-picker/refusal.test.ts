import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { endpoints } from '@kindcart/contract';
import { adopting as words } from '../../locales/adopting.en.ts';
import { refusalOf, stepAfter } from './refusal.ts';

const { failed } = words.adopting;

test('has words and a page for every way in which the platform refuses a place', () => {
  for (const code of endpoints.createAdoption.errors) {
    notEqual(refusalOf(code, words), failed, code);
  }
  deepEqual(
    endpoints.createAdoption.errors.filter((code) => stepAfter(code) === 'who'),
    ['adoptions_too_many'],
  );
});

test('says of a lost connection that it is one, and of the rest that nothing was charged', () => {
  equal(refusalOf('network_error', words), words.forest.noConnection);
  equal(refusalOf('timeout', words), words.forest.noConnection);
  equal(refusalOf('internal', words), failed);
  equal(stepAfter('internal'), 'who');
});
