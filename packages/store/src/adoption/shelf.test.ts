import assert from 'node:assert/strict';
import { test } from 'node:test';
import { adopting } from '../testing/adoption.ts';
import { memoryStorage } from '../testing/storage.ts';
import { createAdoptingShelf, isAdoptionKept } from './shelf.ts';

for (const [name, state] of Object.entries(adopting)) {
  test(`${name}: ${state.status === 'idle' ? 'is not kept' : 'is found again'}`, () => {
    const storage = memoryStorage();
    const shelf = createAdoptingShelf(storage, 'any');
    shelf.save(adopting.holding);
    shelf.save(state);
    assert.deepEqual(shelf.load(), state.status === 'idle' ? null : state);
    assert.equal(isAdoptionKept(storage, 'any'), state.status !== 'idle');
    assert.equal(createAdoptingShelf(storage, 'other').load(), null);
    assert.equal(isAdoptionKept(storage, 'other'), false);
  });
}

const broken = [
  'nonsense',
  '{',
  '[]',
  '{"status":7}',
  '{"status":"paid"}',
  '{"status":"holding"}',
  '{"status":"opening"}',
  '{"status":"held"}',
  '{"status":"held","adoption":{}}',
];

for (const text of broken) {
  test(`finds nothing in ${text}`, () => {
    const storage = memoryStorage();
    storage.setItem('kindcart:adoption:1:any', text);
    assert.equal(createAdoptingShelf(storage, 'any').load(), null);
  });
}

test('does without a storage, and with one that throws', () => {
  const refuse = () => {
    throw new DOMException('no', 'SecurityError');
  };
  const forbidden = { getItem: refuse, setItem: refuse, removeItem: refuse };
  for (const storage of [undefined, forbidden]) {
    const shelf = createAdoptingShelf(storage, 'any');
    shelf.save(adopting.held);
    shelf.save(adopting.idle);
    assert.equal(shelf.load(), null);
    assert.equal(isAdoptionKept(storage, 'any'), false);
  }
});
