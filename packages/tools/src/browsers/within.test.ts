import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDoneWithin } from './within.ts';

test('says that work was done, however it ended', async () => {
  assert.equal(await isDoneWithin(Promise.resolve(), 1_000), true);
  assert.equal(await isDoneWithin(Promise.reject(new Error('no')), 1_000), true);
});

test('stops waiting for work that does not end', async () => {
  assert.equal(await isDoneWithin(new Promise(() => undefined), 1), false);
});
