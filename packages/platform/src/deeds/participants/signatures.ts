/** Keys and signatures of participants' devices, as @kindcart/contract/signing says them. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { fromBase64url, toBase64url } from '@kindcart/contract/signing';

/** What a device with this public key is called: SHA-256 of its bytes. */
export function deviceOf(publicKey: string): string {
  const raw = fromBase64url(publicKey) ?? new Uint8Array();
  return toBase64url(createHash('sha256').update(raw).digest());
}

/** Whether the signature is by this key over this text. A key that is no point of the curve signs nothing. */
export function isSignedBy(publicKey: string, text: string, signature: string): boolean {
  const key = keyOf(publicKey);
  const bytes = fromBase64url(signature);
  if (key === null || bytes === undefined) return false;
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes);
}

function keyOf(publicKey: string): KeyObject | null {
  const raw = fromBase64url(publicKey);
  if (raw?.length !== 65) return null;
  const [x, y] = [toBase64url(raw.slice(1, 33)), toBase64url(raw.slice(33))];
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  } catch {
    // Any 64 bytes can be sent, and of most pairs of numbers the curve knows nothing.
    return null;
  }
}
