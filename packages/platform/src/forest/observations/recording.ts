/** Writes down what was seen of trees: once for each key, whoever tells it how often. */
import {
  type Id,
  observationFlagsOf,
  type RecordedObservations,
  type RecordObservation,
} from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { fingerprintOf } from '../../http/idempotency.ts';
import type { Book } from '../../ledger/rules.ts';
import {
  findByKeys,
  findHeights,
  findObserved,
  insertObservations,
  type NewObservation,
} from './records.ts';

/** What it takes to write them. */
export interface ObservationParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newObservationId: () => Id<'observation'>;
}

/** What became of one that was told. */
export type Recorded = RecordedObservations['items'][number];

/**
 * Writes those that are new, all in one commit; odd ones too, with flags. One that is told again is
 * `known`, or `key_reused` when it is not the same.
 *
 * @returns what became of each, in the order told
 */
export async function recordObservations(
  parts: ObservationParts,
  book: Book,
  told: readonly RecordObservation[],
): Promise<Recorded[]> {
  const { db, now } = parts;
  const judged = await judge(parts, book, told);
  const written = await insertObservations(
    db,
    book,
    judged.flatMap((each) => each ?? []),
    now(),
  );
  const isWritten = (each: NewObservation | null) => each !== null && written.has(each.id);
  const others = told.filter((_, at) => !isWritten(judged[at] ?? null));
  const known = await findByKeys(
    db,
    book,
    others.map(({ key }) => key),
  );
  return told.map((each, at) => {
    const { key } = each;
    const own = judged[at] ?? null;
    if (own !== null && written.has(own.id)) {
      return { key, outcome: 'recorded', observationId: own.id, flags: own.flags };
    }
    const before = known.get(key);
    if (before === undefined)
      return { key, outcome: 'tree_unknown', observationId: null, flags: [] };
    const isSame = before.fingerprint === fingerprintOf(null, each);
    const outcome = isSame ? 'known' : 'key_reused';
    return { key, outcome, observationId: before.id, flags: [...before.flags] };
  });
}

/** Each as it is to be written, in the order told; null where there is no such tree. */
async function judge(
  { db, now, newObservationId }: ObservationParts,
  book: Book,
  told: readonly RecordObservation[],
): Promise<(NewObservation | null)[]> {
  const trees = await findObserved(
    db,
    book,
    told.map(({ treeNumber }) => treeNumber),
  );
  const heights = await findHeights(
    db,
    book,
    [...trees.values()].map(({ id }) => id),
  );
  const judged = told.map((): NewObservation | null => null);
  // What was seen earlier is held against what was seen later, within one delivery too.
  for (const [at, each] of [...told.entries()].sort(byTime)) {
    const tree = trees.get(each.treeNumber);
    if (tree === undefined) continue;
    const known = heights.get(tree.id) ?? [];
    const flags = observationFlagsOf(each, tree, known, now());
    if (flags.length === 0 && each.heightCm !== null) {
      known.push({ observedAt: new Date(each.observedAt), heightCm: each.heightCm });
    }
    const fingerprint = fingerprintOf(null, each);
    judged[at] = { id: newObservationId(), treeId: tree.id, told: each, fingerprint, flags };
  }
  return judged;
}

type Placed = readonly [at: number, each: RecordObservation];

function byTime([, one]: Placed, [, other]: Placed): number {
  return Date.parse(one.observedAt) - Date.parse(other.observedAt);
}
