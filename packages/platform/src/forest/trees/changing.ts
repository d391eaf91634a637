/** Says what became of trees: one, or all that were planted on a day. */
import {
  type ChangeTreeState,
  type FieldError,
  type Id,
  refuseTreeChange,
} from '@kindcart/contract';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { plantTrees } from './planting.ts';
import {
  type Changing,
  type HeldTree,
  holdTrees,
  writeChange,
  writeSuccessors,
} from './records.ts';

/** What it takes to change them. */
export interface ChangingParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newTreeId: () => Id<'tree'>;
}

/** What became of one that was to change. */
export interface Changed {
  readonly id: Id<'tree'>;
  readonly number: number;
  /** It was so already. */
  readonly wasSame: boolean;
  /** Why it stays as it was; null where it changed, or was so already. */
  readonly refusal: FieldError | null;
}

/** Changes those that can become it, all in one commit; the others stay. One that is so already is the same. */
export async function changeTrees(
  { db, now, newTreeId }: ChangingParts,
  book: Book,
  changing: Changing,
  change: ChangeTreeState,
): Promise<Changed[]> {
  return db.transaction().execute(async (transaction) => {
    const held = await holdTrees(transaction, book, changing);
    const time = now();
    const decided = held.map((tree) => ({
      tree,
      wasSame: tree.state === change.state,
      refusal: tree.state === change.state ? null : refuse(tree, change, time),
    }));
    const trees = decided.flatMap(({ tree, wasSame, refusal }) =>
      wasSame || refusal !== null ? [] : [tree],
    );
    await writeChange(transaction, book, trees, change, time);
    if (change.state === 'replaced') {
      const parts = { now: time, plannedOn: change.on, newTreeId };
      await plantSuccessors(transaction, book, trees, parts);
    }
    return decided.map(({ tree: { id, number }, ...rest }) => ({ id, number, ...rest }));
  });
}

/** One that was given back has no place any more: somebody else may have it. */
function refuse(tree: HeldTree, change: ChangeTreeState, now: Date): FieldError | null {
  if (tree.state !== 'lost' || tree.planted_on !== null) return refuseTreeChange(tree, change, now);
  const fault = 'but the tree was given back before it was planted: nothing follows';
  return { field: 'state', message: `is ${change.state}, ${fault}` };
}

/** Each in the same place, of the same kind, for the same adopter. */
async function plantSuccessors(
  transaction: Transaction<Database>,
  book: Book,
  lost: readonly HeldTree[],
  parts: Parameters<typeof plantTrees>[3],
): Promise<void> {
  const seeds = lost.map((tree) => ({
    plotId: tree.plot_id,
    placeNumber: tree.place_number,
    speciesId: tree.species_id,
    adoptionId: tree.adoption_id,
    replaces: tree.number,
  }));
  const successors = await plantTrees(transaction, book, seeds, parts);
  if (successors.length > 0) await writeSuccessors(transaction, book, successors);
}
