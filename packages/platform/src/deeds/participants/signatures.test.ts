// Whose a signature is, by examples that were written down and by keys and signatures that are none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createParticipantExample, participantExample } from '@kindcart/contract';
import { fromBase64url, participantText, toBase64url } from '@kindcart/contract/signing';
import { deviceOf, isSignedBy } from './signatures.ts';

const { publicKey, name, signature } = createParticipantExample;
const text = participantText(publicKey, name);

/** The same bytes but for one bit. */
function flipped(base64url: string, at: number): string {
  const bytes = fromBase64url(base64url) ?? assert.fail();
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toBase64url(bytes);
}

test('knows the device and the signature of the examples', async () => {
  assert.equal(deviceOf(publicKey), participantExample.devices[0]?.device);
  assert.equal(await isSignedBy(publicKey, text, signature), true);
});

const wrong: readonly [what: string, key: string, text: string, signature: string][] = [
  ['another text', publicKey, `${text} `, signature],
  ['a bit of the signature', publicKey, text, flipped(signature, 63)],
  ['a bit of the first number', publicKey, text, flipped(signature, 0)],
  ['a signature of zeros', publicKey, text, toBase64url(new Uint8Array(64))],
  ['a signature of ones', publicKey, text, toBase64url(new Uint8Array(64).fill(255))],
  ['a signature that is too short', publicKey, text, toBase64url(new Uint8Array(63))],
  ['a signature in DER', publicKey, text, toBase64url(Uint8Array.of(48, 6, 2, 1, 1, 2, 1, 1))],
  ['no signature', publicKey, text, ''],
  ['a signature in other letters', publicKey, text, `${signature.slice(1)}+`],
  ['a key that is no point of the curve', flipped(publicKey, 64), text, signature],
  ['the point at zero', toBase64url(Uint8Array.of(4, ...new Uint8Array(64))), text, signature],
  ['a key that is too short', publicKey.slice(0, 40), text, signature],
  ['no key', '', text, signature],
];

for (const [what, key, signed, by] of wrong) {
  test(`a signature is nobody's with ${what}`, async () => {
    assert.equal(await isSignedBy(key, signed, by), false);
  });
}
