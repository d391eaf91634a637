import { equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { within } from './within.ts';

test('gives what comes in time', async () => {
  equal(await within(60_000, Promise.resolve('fields')), 'fields');
});

test('passes on why nothing came', async () => {
  await rejects(within(60_000, Promise.reject(new Error('blocked'))), /blocked/);
});

test('does not wait for ever', async () => {
  await rejects(within(1, new Promise(() => {})), /Nothing came within 1 ms/);
});
