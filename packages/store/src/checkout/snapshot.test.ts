import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonationExample } from '@kindcart/contract';
import { handClock } from '../testing/clock.ts';
import { states } from '../testing/samples.ts';
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

const { request, ...noRequest } = states.processing;
const { donation, ...noDonation } = states.processing;
const { payment, ...noPayment } = states.ready_to_pay;
const { error, ...noError } = states['error, retryable'];
const kept = (state: unknown) => ({ version: 1, savedAt: handClock().nowMs(), state });

const broken: readonly [string, unknown][] = [
  ['null', null],
  ['a number', 7],
  ['a list', []],
  ['nothing', {}],
  ['another version', { ...kept(states.processing), version: 2 }],
  ['no time', { ...kept(states.processing), savedAt: '2026' }],
  ['no state', kept(null)],
  ['a text for a state', kept('processing')],
  ['an unknown status', kept({ ...states.processing, status: 'paid' })],
  ['a status that all objects have', kept({ ...states.processing, status: 'constructor' })],
  ['no request', kept(noRequest)],
  ['a request without a key', kept({ ...states.processing, request: { body: request.body } })],
  ['a request without a body', kept({ ...states.processing, request: { idempotencyKey: 'k' } })],
  [
    'a request for another project',
    kept({
      ...states.processing,
      request: { ...request, body: { ...request.body, projectId: 'x' } },
    }),
  ],
  ['no donation', kept(noDonation)],
  ['a donation that is null', kept({ ...states.succeeded, donation: null })],
  ['no payment', kept(noPayment)],
  ['no error', kept(noError)],
];

for (const [what, value] of broken) {
  test(`drops what has ${what}`, () => {
    const { storage, load } = shelf();
    storage.setItem(`kindcart:checkout:${projectId}:default`, JSON.stringify(value));
    assert.equal(load(), null);
    assert.equal(storage.texts.size, 0);
  });
}

test('drops what is no JSON', () => {
  const { storage, load } = shelf();
  storage.setItem(`kindcart:checkout:${projectId}:default`, '{"version":1');
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
