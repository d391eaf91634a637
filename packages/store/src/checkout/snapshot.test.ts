import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonationExample } from '@kindcart/contract';
import fc from 'fast-check';
import { handClock } from '../testing/clock.ts';
import { states, stripePayment } from '../testing/samples.ts';
import { memoryStorage } from '../testing/storage.ts';
import { createShelf } from './snapshot.ts';
import type { CheckoutState } from './state.ts';

const { projectId } = createDonationExample;
const dayMs = 24 * 60 * 60 * 1_000;

function shelf() {
  const storage = memoryStorage();
  const clock = handClock();
  return { storage, clock, ...createShelf(storage, clock, projectId, 'default') };
}

for (const [name, state] of Object.entries(states)) {
  if (state.status === 'idle') continue;
  test(`keeps ${name} as it is`, () => {
    const { save, load } = shelf();
    save(state);
    assert.deepEqual(load(), state);
    assert.deepEqual(load(), state);
  });
}

test('keeps a payment by Stripe as it is', () => {
  const { save, load } = shelf();
  const state: CheckoutState = { ...states.confirming, payment: stripePayment };
  save(state);
  assert.deepEqual(load(), state);
});

test('forgets when the checkout is idle again', () => {
  const { save, load, storage } = shelf();
  save(states.processing);
  save(states.idle);
  assert.equal(load(), null);
  assert.equal(storage.texts.size, 0);
});

test('keeps apart what belongs to another project or slot', () => {
  const { save, storage, clock } = shelf();
  save(states.processing);
  assert.equal(createShelf(storage, clock, projectId, 'second').load(), null);
  const other = 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b';
  assert.equal(createShelf(storage, clock, other, 'default').load(), null);
});

test('drops what is older than a day', () => {
  const { save, load, clock, storage } = shelf();
  save(states.processing);
  clock.pass(dayMs - 1);
  assert.deepEqual(load(), states.processing);
  clock.pass(1);
  assert.equal(load(), null);
  assert.equal(storage.texts.size, 0);
});

const without = (state: object, part: string) =>
  Object.fromEntries(Object.entries(state).filter(([name]) => name !== part));
const kept = (state: unknown) => ({ savedAt: handClock().nowMs(), state });

const broken: readonly [string, unknown][] = [
  ['nothing but null', null],
  ['a number', 7],
  ['a list', []],
  ['nothing in it', {}],
  ['no time', { state: states.processing }],
  ['a time that is none', { ...kept(states.processing), savedAt: 'noon' }],
  ['no state', kept(null)],
  ['a text for a state', kept('processing')],
  ['no status', kept({ ...states.processing, status: null })],
  ['an unknown status', kept({ ...states.processing, status: 'paid' })],
  ['a status that all objects have', kept({ ...states.processing, status: 'constructor' })],
  ['no request', kept(without(states.processing, 'request'))],
  ['no donation', kept(without(states.processing, 'donation'))],
  ['a donation that is null', kept({ ...states.succeeded, donation: null })],
  ['no payment', kept(without(states.ready_to_pay, 'payment'))],
  ['no error', kept(without(states['error, retryable'], 'error'))],
];

for (const [what, value] of broken) {
  test(`drops what has ${what}`, () => {
    const { storage, load } = shelf();
    storage.setItem(`kindcart:checkout:1:${projectId}:default`, JSON.stringify(value));
    assert.equal(load(), null);
    assert.equal(storage.texts.size, 0);
  });
}

test('leaves what another version of the store wrote', () => {
  const { storage, load } = shelf();
  storage.setItem(
    `kindcart:checkout:0:${projectId}:default`,
    JSON.stringify(kept(states.processing)),
  );
  assert.equal(load(), null);
});

test('drops what is no JSON', () => {
  const { storage, load } = shelf();
  storage.setItem(`kindcart:checkout:1:${projectId}:default`, '{"version":1');
  assert.equal(load(), null);
  assert.equal(storage.texts.size, 0);
});

test('does without a storage', () => {
  const { save, load } = createShelf(undefined, handClock(), projectId, 'default');
  save(states.processing);
  assert.equal(load(), null);
});

test('does with a storage that is full or forbidden', () => {
  const no = (): never => {
    throw new DOMException('no', 'QuotaExceededError');
  };
  const storage = { getItem: no, setItem: no, removeItem: no };
  const { save, load } = createShelf(storage, handClock(), projectId, 'default');
  const all: CheckoutState[] = [states.processing, states.idle];
  for (const state of all) save(state);
  assert.equal(load(), null);
});

test('takes up nothing that is not whole, whatever is found', () => {
  const statuses = fc.constantFrom(...Object.values(states).map(({ status }) => status), 'x', null);
  const part = fc.oneof(fc.constant(null), fc.object(), fc.string());
  const found = fc.record(
    { status: statuses, request: part, donation: part, payment: part, error: part },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(found, (value) => {
      const { storage, load } = shelf();
      storage.setItem(`kindcart:checkout:1:${projectId}:default`, JSON.stringify(kept(value)));
      const state = load();
      if (!state) return;
      assert.notEqual(state.status, 'idle');
      assert.ok('request' in state && typeof state.request === 'object');
      if (state.status === 'creating' || state.status === 'error') return;
      assert.ok('payment' in state && state.payment && state.donation);
    }),
  );
});
