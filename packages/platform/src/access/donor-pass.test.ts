import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createDonorPasses, type PassPurpose } from './donor-pass.ts';

const pass = {
  organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
  livemode: true,
  emailKey: 'donor@example.org',
  receiptId: null,
} as const;
let nowMs = Date.parse('2026-11-23T08:00:00Z');
const now = () => nowMs;
const passes = createDonorPasses(['secret one of donors'], now);
const { token } = passes.seal('link', pass, 60_000);

test('opens what it sealed, and tells nobody else whose it is', () => {
  assert.deepEqual(passes.open('link', token), pass);
  const text = Buffer.from(token, 'base64url').toString('latin1');
  assert.ok(!text.includes('donor@') && !text.includes('org_'));
  assert.notEqual(passes.seal('link', pass, 60_000).token, token);
});

test('knows from a session by which page its donor was let in', () => {
  const keyId = 'key_01k9p4a0a0fz3t6v8w0x2y4z6f';
  const { token: session } = passes.seal('session', { ...pass, keyId }, 60_000);
  assert.deepEqual(passes.open('session', session), { ...pass, keyId });
});

test('opens no token of which any character was changed, left out or added', () => {
  for (let at = 0; at < token.length; at += 1) {
    const other = token.charAt(at) === 'A' ? 'B' : 'A';
    const changed = token.slice(0, at) + other + token.slice(at + 1);
    assert.equal(passes.open('link', changed), 'invalid', `at ${at}`);
    assert.equal(passes.open('link', token.slice(0, at) + token.slice(at + 1)), 'invalid');
  }
  for (const other of [`${token}A`, `${token}=`, `${token} `, '', 'A', '…']) {
    assert.equal(passes.open('link', other), 'invalid', other);
  }
});

for (const purpose of ['session', 'paper'] satisfies PassPurpose[]) {
  test(`opens no link in the place of a ${purpose}`, () => {
    assert.equal(passes.open(purpose, token), 'invalid');
  });
}

test('takes older secrets until they are left out', () => {
  const both = createDonorPasses(['secret two of donors', 'secret one of donors'], now);
  assert.deepEqual(both.open('link', token), pass);
  assert.deepEqual(both.open('link', both.seal('link', pass, 1_000).token), pass);
  const rotated = createDonorPasses(['secret two of donors'], now);
  assert.equal(rotated.open('link', token), 'invalid');
});

test('says that the time is over, to the millisecond', () => {
  const { token: short, expiresAt } = passes.seal('session', pass, 1_000);
  assert.equal(expiresAt.getTime(), nowMs + 1_000);
  nowMs += 999;
  assert.deepEqual(passes.open('session', short), pass);
  nowMs += 1;
  assert.equal(passes.open('session', short), 'expired');
});
