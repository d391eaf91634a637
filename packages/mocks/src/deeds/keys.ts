/** Keys and signatures of participants' devices, held as the platform holds them. */
import { fromBase64url, toBase64url } from '@kindcart/contract';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** What a device with this public key is called: SHA-256 of its bytes. */
export async function deviceOf(publicKey: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytesOf(publicKey));
  return toBase64url(new Uint8Array(digest));
}

/** Whether the signature is by this key over this text. */
export async function isSignedBy(
  publicKey: string,
  text: string,
  signature: string,
): Promise<boolean> {
  const key = await crypto.subtle
    .importKey('raw', bytesOf(publicKey), algorithm, false, ['verify'])
    // Of most pairs of numbers the curve knows nothing.
    .catch(() => null);
  if (key === null) return false;
  const by = { name: 'ECDSA', hash: 'SHA-256' } as const;
  return crypto.subtle.verify(by, key, bytesOf(signature), new TextEncoder().encode(text));
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return fromBase64url(text) ?? new Uint8Array();
}
