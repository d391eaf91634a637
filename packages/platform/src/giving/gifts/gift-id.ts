import { hash } from 'node:crypto';
import { type Id, idTimeMs, newId } from '@kindcart/contract';

/**
 * The id that the public knows a donation by. From its digest nobody finds the donation's own id, with
 * which a page could ask for more; the time in it is the gift's, which the public is told anyway.
 */
export function giftIdOf(donationId: Id<'donation'>): Id<'gift'> {
  const digest = hash('sha256', `gift ${donationId}`, 'buffer');
  return newId('gift', {
    nowMs: () => idTimeMs(donationId),
    fillRandom(bytes) {
      bytes.set(digest.subarray(0, bytes.length));
      return bytes;
    },
  });
}
