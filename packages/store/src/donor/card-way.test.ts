import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paymentStartExample, recurringGiftExample } from '@kindcart/contract';
import { memoryStorage } from '../testing/storage.ts';
import { createCardShelf } from './card-way.ts';

const way = { id: recurringGiftExample.id, payment: paymentStartExample, before: 'a card' };
const { clientSecret } = paymentStartExample;

test('keeps a way until it is taken, once', () => {
  const shelf = createCardShelf(memoryStorage(), 'card');
  shelf.save(way);
  assert.deepEqual(shelf.take(clientSecret), way);
  assert.equal(shelf.take(clientSecret), null);
});

test('is gone on with by nobody who comes with another secret', () => {
  const shelf = createCardShelf(memoryStorage(), 'card');
  shelf.save(way);
  assert.equal(shelf.take('seti_of_a_link_from_elsewhere'), null);
  assert.equal(shelf.take(clientSecret), null, 'and is kept no longer');
});

for (const text of ['', '{', 'null', '[]', '{"id":1}', JSON.stringify({ ...way, payment: {} })]) {
  test(`takes ${text || 'nothing'} in the storage for no way`, () => {
    const storage = memoryStorage();
    storage.setItem('card', text);
    assert.equal(createCardShelf(storage, 'card').take(clientSecret), null);
  });
}

test('works without a storage, and with one that refuses', () => {
  const refuses = () => {
    throw new Error('It is forbidden.');
  };
  const storage = { getItem: refuses, setItem: refuses, removeItem: refuses };
  for (const shelf of [createCardShelf(undefined, 'card'), createCardShelf(storage, 'card')]) {
    shelf.save(way);
    assert.equal(shelf.take(clientSecret), null);
    shelf.clear();
  }
});
