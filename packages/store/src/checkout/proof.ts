/**
 * Solves the platform's proof of work. Loaded only when it is asked for, which is nearly never. The
 * browser hashes beside the page, and a slice of it at a time, so that nothing stutters; a worker
 * would need an exception in the page's content policy.
 */
import type { ProofChallenge } from '@kindcart/contract';
import { platformClock } from '../ports.ts';

declare const crypto: {
  readonly subtle: { digest(name: 'SHA-256', data: Uint8Array): Promise<ArrayBuffer> };
};
declare const TextEncoder: new () => { encode(text: string): Uint8Array };
declare function btoa(text: string): string;

const sliceFirst = 64;
const sliceMost = 2_048;
/** How long a slice may take: half a frame, since the page has other things to do. */
const sliceMs = 8;

/**
 * The solution as the platform takes it in a header.
 *
 * @param isWanted - asked between slices
 * @throws when nobody wants it any more, no number solves it, or the page has no Web Crypto, as
 * without https
 */
export async function solve(
  { challenge: asked }: { readonly challenge?: ProofChallenge },
  isWanted: () => boolean,
): Promise<string> {
  if (!asked) throw new Error('There is nothing to solve.');
  const { maxnumber, ...challenge } = asked;
  const encoder = new TextEncoder();
  const matches = async (number: number) =>
    isDigest(
      await crypto.subtle.digest('SHA-256', encoder.encode(challenge.salt + number)),
      challenge.challenge,
    );
  let slice = sliceFirst;
  let first = 0;
  while (first <= maxnumber && isWanted()) {
    const startedMs = Date.now();
    const numbers = Array.from({ length: slice }, (_, place) => first + place);
    const place = (await Promise.all(numbers.map(matches))).indexOf(true);
    if (place >= 0) return btoa(JSON.stringify({ ...challenge, number: first + place }));
    first += slice;
    if (Date.now() - startedMs < sliceMs) slice = Math.min(2 * slice, sliceMost);
    // Answers of the hasher alone would come one after the other and leave no time to draw.
    await new Promise<void>((resolve) => platformClock.after(0, resolve));
  }
  throw new Error('The proof of work was called off, or has no solution.');
}

/** Whether the bytes are these, in hex. The first ones nearly always tell. */
function isDigest(bytes: ArrayBuffer, hex: string): boolean {
  return new Uint8Array(bytes).every(
    (byte, place) => byte === Number.parseInt(hex.slice(2 * place, 2 * place + 2), 16),
  );
}
