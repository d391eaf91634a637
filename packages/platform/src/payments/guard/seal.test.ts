// Who began a donation can be read with the secret of its day, and by nobody once that is gone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testId } from '../../testing/platform.ts';
import { dayOf, hashSource, openBegunBy, sealBegunBy } from './seal.ts';

const donationId = testId('donation');
const by = { keyId: testId('key'), address: hashSource('s', 'address', '203.0.113.9') };

test('opens what was sealed', () => {
  const sealed = sealBegunBy('monday', donationId, by);
  assert.deepEqual(openBegunBy('monday', donationId, sealed), by);
  assert.ok(sealed.length <= 50);
});

test('says nothing without the secret of the day, or as another donation', () => {
  const sealed = sealBegunBy('monday', donationId, by);
  assert.equal(openBegunBy('tuesday', donationId, sealed), undefined);
  assert.equal(openBegunBy('monday', testId('donation'), sealed), undefined);
  assert.equal(openBegunBy('monday', donationId, ''), undefined);
});

test('says in no two rows the same of the same person', () => {
  const other = sealBegunBy('monday', testId('donation'), by);
  assert.notEqual(sealBegunBy('monday', donationId, by), other);
});

test('knows an address again by its hash, which nobody makes without the secret', () => {
  const hashed = hashSource('s', 'address', '203.0.113.9');
  assert.equal(hashSource('s', 'address', '203.0.113.9'), hashed);
  assert.notEqual(hashSource('s', 'address', '203.0.113.8'), hashed);
  assert.notEqual(hashSource('s', 'card', '203.0.113.9'), hashed);
  assert.notEqual(hashSource('t', 'address', '203.0.113.9'), hashed);
  assert.match(hashed, /^[\w-]{11}$/);
});

test('counts days by UTC', () => {
  assert.equal(dayOf(Date.parse('2026-11-25T23:59:59.999Z')), '2026-11-25');
  assert.equal(dayOf(Date.parse('2026-11-26T00:00:00.000Z')), '2026-11-26');
});
