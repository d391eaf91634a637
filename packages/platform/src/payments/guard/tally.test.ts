import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testId } from '../../testing/platform.ts';
import type { Attempts } from './records.ts';
import { createTally } from './tally.ts';

const minute = 60_000;
const startMs = 1_000 * minute;
const by = { organizationId: testId('organization'), keyId: testId('key') };
const other = { ...by, keyId: testId('key') };

test('counts what began since a time, to the minute, for each key', () => {
  const tally = createTally();
  for (const at of [0, 1, 59_999, 60_000, 180_000]) tally.count(by, startMs + at);
  tally.count(other, startMs);
  assert.equal(tally.of(by.keyId, startMs), 5);
  assert.equal(tally.of(by.keyId, startMs + minute), 2);
  assert.equal(tally.of(other.keyId, startMs), 1);
  assert.equal(tally.of(testId('key'), startMs), 0);
});

test('tells of the keys that are asked for, and of each gift once', async () => {
  const tally = createTally();
  const told: Attempts[] = [];
  const add = async (items: readonly Attempts[]) => void told.push(...items);
  tally.count(by, startMs);
  tally.count(other, startMs);
  const asked = new Set([by.keyId]);
  await tally.flush(startMs, asked, add);
  await tally.flush(startMs, asked, add);
  tally.count(by, startMs + 1);
  await tally.flush(startMs, asked, add);
  assert.deepEqual(told, [
    { ...by, minuteMs: startMs, attempts: 1 },
    { ...by, minuteMs: startMs, attempts: 1 },
  ]);
});

test('tells again what could not be told, with what came meanwhile', async () => {
  const tally = createTally();
  tally.count(by, startMs);
  const asked = new Set([by.keyId]);
  const lost = tally.flush(startMs, asked, () => Promise.reject(new Error('database gone')));
  await assert.rejects(lost, /database gone/);
  tally.count(by, startMs);
  const told: number[] = [];
  await tally.flush(startMs, asked, async ([item]) => {
    told.push(item?.attempts ?? 0);
    tally.count(by, startMs);
  });
  await tally.flush(startMs, asked, async ([item]) => void told.push(item?.attempts ?? 0));
  assert.deepEqual(told, [2, 1]);
});

test('forgets what is out of the window', async () => {
  const tally = createTally();
  tally.count(by, startMs);
  await tally.flush(startMs + minute, new Set(), async () => {});
  assert.equal(tally.of(by.keyId, 0), 0);
});
