/** Finds keys by their hash, and remembers for a moment what it found. */
import type { Id } from '@kindcart/contract';
import type { Clock } from '../http/clock.ts';
import type { KeyKind } from './keys.ts';

/** A key as stored. */
export interface KeyRecord {
  readonly keyId: Id<'key'>;
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly kind: KeyKind;
  /** Exact origins on which a publishable key may be used. */
  readonly origins: readonly string[];
  readonly revoked: boolean;
}

/** Where keys are stored. */
export interface KeyLookup {
  /** Finds a key by its SHA-256 in hex; null when there is none. */
  find(keySha256: string): Promise<KeyRecord | null>;
}

/** What is remembered, and who is being asked for. */
export interface KeyCache {
  /** What is known of the hash right now; undefined when it must be looked up. */
  known(keySha256: string): KeyRecord | null | undefined;
  /** Looks the hash up. Callers who ask at the same time share one read. */
  find(keySha256: string): Promise<KeyRecord | null>;
}

/** How long a found key is believed. A revoked key is dead after this time at the latest. */
const foundForMs = 2_000;
/** How long "no such key" is believed: a new key works at once, or nearly so. */
const missingForMs = 500;
const remembered = 10_000;

interface Entry {
  readonly record: KeyRecord | null;
  readonly untilMs: number;
}

/** A cache in front of the stored keys. A read that fails is told to its callers and not kept. */
export function createKeyCache(keys: KeyLookup, clock: Pick<Clock, 'monotonicMs'>): KeyCache {
  const found = new Map<string, Entry>();
  // Apart from the found ones, so that a flood of made-up keys cannot push real ones out.
  const missing = new Map<string, Entry>();
  const reading = new Map<string, Promise<KeyRecord | null>>();

  function keep(entries: Map<string, Entry>, keySha256: string, entry: Entry): void {
    entries.delete(keySha256);
    entries.set(keySha256, entry);
    if (entries.size <= remembered) return;
    const [oldest] = entries.keys();
    if (oldest !== undefined) entries.delete(oldest);
  }

  async function read(keySha256: string): Promise<KeyRecord | null> {
    // From before the read: what is changed while reading may or may not be in the answer.
    const askedMs = clock.monotonicMs();
    try {
      const record = await keys.find(keySha256);
      if (record === null) keep(missing, keySha256, { record, untilMs: askedMs + missingForMs });
      else keep(found, keySha256, { record, untilMs: askedMs + foundForMs });
      return record;
    } finally {
      reading.delete(keySha256);
    }
  }

  return {
    known(keySha256) {
      const entry = found.get(keySha256) ?? missing.get(keySha256);
      return entry !== undefined && clock.monotonicMs() < entry.untilMs ? entry.record : undefined;
    },
    find(keySha256) {
      let one = reading.get(keySha256);
      if (one === undefined) {
        one = read(keySha256);
        reading.set(keySha256, one);
      }
      return one;
    },
  };
}
