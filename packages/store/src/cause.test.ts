import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import { type CharityItem, charityItemExample, merchantExample } from '@kindcart/contract';
import { createCause, isCharityItemId } from './cause.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { errorOf } from './testing/samples.ts';

type Page = Result<{ items: CharityItem[]; nextCursor: null }>;
const page = (...items: CharityItem[]): Page => ({
  ok: true,
  value: { items, nextCursor: null },
  requestId: null,
});
const refused = (...error: Parameters<typeof errorOf>): Page => ({
  ok: false,
  error: errorOf(...error),
});

/** A charity item of a platform that gives these answers in turn. */
function cause(...answers: Page[]) {
  const asked: unknown[] = [];
  const listCharityItems = async (input: unknown) => {
    const answer = answers[asked.length];
    asked.push(input);
    assert(answer);
    return answer;
  };
  const entry = createCause(
    { client: { listCharityItems }, clock: handClock() },
    charityItemExample.id,
  );
  return { entry, asked, status: () => entry.get().status };
}

test('is read by the first who watches, and once', async (t) => {
  const { entry, asked, status } = cause(page(charityItemExample));
  assert.deepEqual(asked, []);
  entry.subscribe(() => {});
  entry.subscribe(() => {});
  await eventually(t, () => assert.equal(status(), 'ready'));
  assert.deepEqual(asked, [{ query: { ids: [charityItemExample.id] } }]);
});

test('is unknown where the platform has none', async (t) => {
  const { entry, status } = cause(page());
  entry.subscribe(() => {});
  await eventually(t, () => assert.equal(status(), 'error'));
  const state = entry.get();
  assert.equal(state.status === 'error' && state.error.code, 'charity_item_unknown');
});

test('is read again when somebody says so, and is shown as loading only after an error', async (t) => {
  const { entry, status } = cause(
    refused('internal'),
    page(charityItemExample),
    refused('timeout'),
  );
  const seen: string[] = [];
  entry.subscribe(() => seen.push(status()));
  await eventually(t, () => assert.equal(status(), 'error'));
  entry.reload();
  entry.reload();
  await eventually(t, () => assert.equal(status(), 'ready'));
  entry.reload();
  await eventually(t, () => assert.equal(status(), 'offline'));
  assert.deepEqual(seen, ['error', 'loading', 'ready', 'offline']);
  const state = entry.get();
  assert.deepEqual(state.status === 'offline' && state.value, charityItemExample);
});

test('tells ids of charity items from others', () => {
  assert.equal(isCharityItemId(charityItemExample.id), true);
  for (const text of ['', 'chi_1', merchantExample.id, `${charityItemExample.id}0`]) {
    assert.equal(isCharityItemId(text), false, text);
  }
});
