/**
 * Donations that pages began here, by key and minute. Counted in this process, since counting must cost
 * a gift nothing, and told to the others only of keys that have declines.
 */
import type { Id } from '@kindcart/contract';
import type { Attempts } from './records.ts';

export interface Tally {
  /** Counts one. */
  count(by: Pick<Attempts, 'organizationId' | 'keyId'>, nowMs: number): void;
  /** How many there were with the key since then, to the minute. */
  of(keyId: Id<'key'>, sinceMs: number): number;
  /** Hands over what is new of the keys asked for, and forgets what is older than `sinceMs`. */
  flush(
    sinceMs: number,
    asked: { has(keyId: Id<'key'>): boolean },
    add: (items: readonly Attempts[]) => Promise<void>,
  ): Promise<void>;
}

interface Minute {
  begun: number;
  told: number;
}

interface Counted {
  readonly organizationId: Id<'organization'>;
  readonly minutes: Map<number, Minute>;
}

const minuteMs = 60_000;

export function createTally(): Tally {
  const keys = new Map<Id<'key'>, Counted>();

  function forget(sinceMs: number): void {
    for (const [keyId, { minutes }] of keys) {
      for (const start of minutes.keys()) if (start + minuteMs <= sinceMs) minutes.delete(start);
      if (minutes.size === 0) keys.delete(keyId);
    }
  }

  return {
    count({ organizationId, keyId }, nowMs) {
      const counted = keys.get(keyId) ?? { organizationId, minutes: new Map() };
      keys.set(keyId, counted);
      const start = nowMs - (nowMs % minuteMs);
      const minute = counted.minutes.get(start);
      if (minute === undefined) counted.minutes.set(start, { begun: 1, told: 0 });
      else minute.begun += 1;
    },
    of(keyId, sinceMs) {
      let sum = 0;
      for (const [start, { begun }] of keys.get(keyId)?.minutes ?? []) {
        if (start + minuteMs > sinceMs) sum += begun;
      }
      return sum;
    },
    async flush(sinceMs, asked, add) {
      forget(sinceMs);
      const news = [...keys]
        .filter(([keyId]) => asked.has(keyId))
        .flatMap(([keyId, { organizationId, minutes }]) =>
          [...minutes]
            .filter(([, { begun, told }]) => begun > told)
            .map(([start, minute]) => ({
              organizationId,
              keyId,
              start,
              minute,
              now: minute.begun,
            })),
        );
      await add(
        news.map(({ organizationId, keyId, start, minute, now }) => ({
          organizationId,
          keyId,
          minuteMs: start,
          attempts: now - minute.told,
        })),
      );
      // Only what was told: while it was, more may have begun.
      for (const { minute, now } of news) minute.told = now;
    },
  };
}
