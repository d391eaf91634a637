/** Keys and signatures of participants' devices, as @kindcart/contract/signing says them. */
import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { fromBase64url, toBase64url } from '@kindcart/contract/signing';

/** What a device with this public key is called: SHA-256 of its bytes. */
export function deviceOf(publicKey: string): string {
  const raw = fromBase64url(publicKey) ?? new Uint8Array();
  return toBase64url(createHash('sha256').update(raw).digest());
}

/** A public key as it is sent and kept: the raw point, in base64url. Null where it is no point of the curve. */
export function keyOf(publicKey: string): KeyObject | null {
  const raw = fromBase64url(publicKey);
  if (raw?.length !== 65) return null;
  const [x, y] = [toBase64url(raw.subarray(1, 33)), toBase64url(raw.subarray(33))];
  try {
    return createPublicKey({ format: 'jwk', key: { kty: 'EC', crv: 'P-256', x, y } });
  } catch {
    // Any 64 bytes can be sent, and of most pairs of numbers the curve knows nothing.
    return null;
  }
}

/** Whether the key made the signature over the text. Not on the thread that answers requests. */
export function isMadeBy(key: KeyObject, text: string, signature: string): Promise<boolean> {
  const bytes = fromBase64url(signature) ?? new Uint8Array();
  return new Promise((resolve, reject) => {
    const by = { key, dsaEncoding: 'ieee-p1363' } as const;
    verify('sha256', Buffer.from(text), by, bytes, (error, isOwn) => {
      if (error === null) resolve(isOwn);
      else reject(error);
    });
  });
}

/** The same by a key that was just sent. One that is no point of the curve signs nothing. */
export async function isSignedBy(
  publicKey: string,
  text: string,
  signature: string,
): Promise<boolean> {
  const key = keyOf(publicKey);
  return key !== null && isMadeBy(key, text, signature);
}
