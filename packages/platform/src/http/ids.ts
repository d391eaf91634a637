/** Where ids take their time and randomness from. */
import { randomFillSync } from 'node:crypto';
import type { IdSource } from '@kindcart/contract';
import type { Clock } from './clock.ts';

/** Randomness drawn at a time: a call into the system for each id costs more than the id. */
const poolBytes = 8_192;

/** Ids of the machine's cryptographic randomness, drawn in large pieces and each byte used once. */
export function createIdSource(clock: Pick<Clock, 'nowMs'>): IdSource {
  const pool = new Uint8Array(poolBytes);
  let used = poolBytes;
  return {
    nowMs: clock.nowMs,
    fillRandom(bytes) {
      if (bytes.length > poolBytes) return randomFillSync(bytes);
      if (used + bytes.length > poolBytes) {
        randomFillSync(pool);
        used = 0;
      }
      bytes.set(pool.subarray(used, used + bytes.length));
      // Nobody who reads this memory later learns what was given out.
      pool.fill(0, used, used + bytes.length);
      used += bytes.length;
      return bytes;
    },
  };
}
