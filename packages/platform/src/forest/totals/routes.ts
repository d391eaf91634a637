/** The address of the forest in numbers. */
import type { Forest } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import type { Clock } from '../../http/clock.ts';
import { serve } from '../../http/endpoint.ts';
import type { Book } from '../../ledger/rules.ts';
import { countForest } from './records.ts';

/** What it needs. */
export interface TotalsParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly clock: Pick<Clock, 'monotonicMs'>;
}

/** How long an answer is given again. */
export const keepMs = 3_000;
const keptMax = 1_000;

/** Hangs it on the house. */
export function registerTotals(api: Api, parts: TotalsParts): void {
  const count = rememberForests(parts);
  serve(api, 'getForest', ({ caller }) => count(caller));
}

/** Counts each forest once for all who ask within a moment. */
function rememberForests({ db, now, clock }: TotalsParts): (book: Book) => Promise<Forest> {
  const kept = new Map<string, { readonly forest: Promise<Forest>; readonly untilMs: number }>();
  return (book) => {
    const key = `${book.organizationId} ${book.livemode}`;
    const entry = kept.get(key);
    if (entry !== undefined && clock.monotonicMs() < entry.untilMs) return entry.forest;
    kept.delete(key);
    const forest = countForest(db, book, now());
    // What could not be counted is counted anew, and its callers are told.
    forest.catch(() => kept.delete(key));
    kept.set(key, { forest, untilMs: clock.monotonicMs() + keepMs });
    const [oldest] = kept.keys();
    if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest);
    return forest;
  };
}
