/** The key of a device: P-256, made by the browser, which hands its private half to nobody, nor to this page. */
import { toBase64url } from '@kindcart/contract/signing';
import type { DeviceKeys } from '@kindcart/store/participant';

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' } as const;
const signing = { name: 'ECDSA', hash: 'SHA-256' } as const;

/** A key as a browser keeps it. */
export interface KeptKeys {
  readonly pair: CryptoKeyPair;
  readonly publicKey: string;
  readonly device: string;
}

/** Whether the page can have a key at all: browsers give none to pages that came over plain http. */
export function canHaveKeys(): boolean {
  return globalThis.isSecureContext && 'subtle' in crypto;
}

/** A new key. */
export async function makeKeys(): Promise<KeptKeys> {
  const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify']);
  // A public key may always be taken out.
  const raw = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey));
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', raw));
  return { pair, publicKey: toBase64url(raw), device: toBase64url(hash) };
}

/** What signs with a kept key. */
export function keysOf({ pair, publicKey, device }: KeptKeys): DeviceKeys {
  return {
    publicKey,
    device,
    async sign(text) {
      const bytes = new TextEncoder().encode(text);
      const signature = await crypto.subtle.sign(signing, pair.privateKey, bytes);
      return toBase64url(new Uint8Array(signature));
    },
  };
}
