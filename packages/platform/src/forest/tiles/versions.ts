/** Versions of forests, remembered for a moment: a map asks for dozens of tiles at once. */
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Clock } from '../../http/clock.ts';
import type { ForestKey } from './counts.ts';
import { forestVersion } from './records.ts';

const keepMs = 500;
const keptMax = 1_000;

export interface Versions {
  /** The version of a forest, half a second old at the most. */
  of(forest: ForestKey): Promise<string>;
}

export function createVersions(db: Kysely<Database>, clock: Pick<Clock, 'monotonicMs'>): Versions {
  const kept = new Map<string, { readonly version: Promise<string>; readonly untilMs: number }>();
  return {
    of(forest) {
      const key = `${forest.organizationId} ${forest.livemode}`;
      const known = kept.get(key);
      const nowMs = clock.monotonicMs();
      if (known !== undefined && nowMs < known.untilMs) return known.version;
      const [oldest] = kept.size < keptMax ? [] : kept.keys();
      if (oldest !== undefined) kept.delete(oldest);
      const version = forestVersion(db, forest);
      kept.set(key, { version, untilMs: nowMs + keepMs });
      // What could not be read is asked anew by the next; whoever waits for it is told.
      version.catch(() => kept.delete(key));
      return version;
    },
  };
}
