import assert from 'node:assert/strict';
import { test } from 'node:test';
import { handClock } from '../testing/clock.ts';
import { memoryStorage } from '../testing/storage.ts';
import { createSessionShelf } from './shelf.ts';

const session = { session: 'abc', expiresAt: '2026-11-23T09:00:00.000Z' };

test('keeps a visit until its time is over, and then no trace of it', () => {
  const storage = memoryStorage();
  const clock = handClock();
  const shelf = createSessionShelf(storage, clock, 'donor');
  assert.equal(shelf.load(), null);
  shelf.save(session);
  assert.deepEqual(shelf.load(), session);
  clock.pass(60 * 60 * 1_000);
  assert.equal(shelf.load(), 'over');
  assert.equal(storage.texts.size, 0);
});

test('believes nothing in the storage that is no visit', () => {
  const storage = memoryStorage();
  const shelf = createSessionShelf(storage, handClock(), 'donor');
  const texts = ['', '{', '1', 'null', '[]', '{"session":1}', '{"session":"a","expiresAt":"soon"}'];
  for (const text of texts) {
    storage.setItem('donor', text);
    assert.equal(shelf.load(), null, text);
  }
});

test('does without a storage, and with one that forbids everything', () => {
  const forbidden = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const storage = { getItem: forbidden, setItem: forbidden, removeItem: forbidden };
  for (const port of [undefined, storage]) {
    const shelf = createSessionShelf(port, handClock(), 'donor');
    shelf.save(session);
    shelf.clear();
    assert.equal(shelf.load(), null);
  }
});
