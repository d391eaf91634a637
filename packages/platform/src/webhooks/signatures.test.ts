import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { newSigningSecret, signaturesOf } from './signatures.ts';

const id = 'evt_01k9p4n9x1fz3t6v8w0x2y4z6e';
const timestamp = Math.floor(Date.now() / 1_000);
const body = '{"name":"林晓 ✓","amount":5000}';

const headersOf = (secrets: readonly string[], changes: Record<string, string> = {}) => ({
  'webhook-id': id,
  'webhook-timestamp': `${timestamp}`,
  'webhook-signature': signaturesOf(secrets, { id, timestamp, body }),
  ...changes,
});

test('signs what the official library verifies', () => {
  const secret = newSigningSecret();
  assert.deepEqual(new Webhook(secret).verify(body, headersOf([secret])), JSON.parse(body));
  const official = new Webhook(secret).sign(id, new Date(timestamp * 1_000), body);
  assert.equal(signaturesOf([secret], { id, timestamp, body }), official);
});

test('signs with each secret, so that receivers may have either', () => {
  const [old, fresh] = [newSigningSecret(), newSigningSecret()];
  const headers = headersOf([fresh, old]);
  assert.match(headers['webhook-signature'], /^v1,[\w+/]{43}= v1,[\w+/]{43}=$/);
  for (const secret of [old, fresh]) new Webhook(secret).verify(body, headers);
  assert.throws(() => new Webhook(newSigningSecret()).verify(body, headers));
});

test('signs the id, the time and every byte of the body', () => {
  const secret = newSigningSecret();
  const webhook = new Webhook(secret);
  assert.throws(() => webhook.verify(`${body} `, headersOf([secret])));
  assert.throws(() => webhook.verify(body, headersOf([secret], { 'webhook-id': `${id}x` })));
  const later = { 'webhook-timestamp': `${timestamp + 1}` };
  assert.throws(() => webhook.verify(body, headersOf([secret], later)));
});

test('makes secrets of 32 random bytes, each another', () => {
  const secrets = Array.from({ length: 100 }, newSigningSecret);
  assert.equal(new Set(secrets).size, 100);
  for (const secret of secrets) {
    assert.match(secret, /^whsec_/);
    assert.equal(Buffer.from(secret.slice(6), 'base64').length, 32);
  }
});
