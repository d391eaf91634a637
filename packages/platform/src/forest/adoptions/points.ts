/**
 * Trees for points. The purse that the points are in is a port, for the room `deeds` to fill; until then
 * no endpoint leads here.
 */
import { type CreateAdoption, type Id, refuseAdoption } from '@kindcart/contract';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { holdWanted, paidHoldMs } from './places.ts';
import { findLand, findSource, insertAdoption } from './records.ts';

/** What is spent: so many points of somebody's, once for each reference. */
export interface Spending extends Book {
  readonly owner: string;
  readonly points: number;
  readonly reference: string;
}

/** Where points are. Both are part of the transaction that they are given. */
export interface PointsPurse {
  /** Spends them; true too where they were spent before, false where there are not enough. */
  spend(transaction: Transaction<Database>, spending: Spending): Promise<boolean>;
  /** Gives back what was spent under the reference; does nothing the second time. */
  giveBack(
    transaction: Transaction<Database>,
    spent: Pick<Spending, 'reference'> & Book,
  ): Promise<void>;
}

export interface PointsParts {
  readonly db: Kysely<Database>;
  readonly purse: PointsPurse;
  readonly now: () => Date;
  readonly newAdoptionId: () => Id<'adoption'>;
}

/** A tree that somebody wants for points. */
export interface PointsWish
  extends Pick<CreateAdoption, 'plotId' | 'speciesId' | 'placeNumber' | 'gift'> {
  readonly owner: string;
  /** Names the wish: asked for twice under one, it is one tree. */
  readonly reference: string;
}

/** What became of the wish: the adoption, which gets its tree in a moment, or that points are missing. */
export type PointsAnswer =
  | { readonly ok: true; readonly adoptionId: Id<'adoption'> }
  | { readonly ok: false; readonly missing: 'points' };

class MadeMeanwhileError extends Error {}
class PointsMissingError extends Error {}

/**
 * Adopts a tree: place, points and adoption are one commit.
 *
 * @throws Refusal where the tree cannot be had, or not by points
 */
export async function adoptByPoints(
  parts: PointsParts,
  book: Book,
  wish: PointsWish,
): Promise<PointsAnswer> {
  const source = `points:${wish.reference}`;
  const known = await findSource(parts.db, book, source);
  if (known !== undefined) return { ok: true, adoptionId: known };
  try {
    return await parts.db
      .transaction()
      .execute((transaction) => spendOnTree(transaction, parts, book, wish, source));
  } catch (error) {
    if (error instanceof PointsMissingError) return { ok: false, missing: 'points' };
    // Somebody asked for the same at the same time: what was spent here is rolled back.
    const made =
      error instanceof MadeMeanwhileError ? await findSource(parts.db, book, source) : undefined;
    if (made === undefined) throw error;
    return { ok: true, adoptionId: made };
  }
}

async function spendOnTree(
  transaction: Transaction<Database>,
  { purse, now: clock, newAdoptionId }: PointsParts,
  book: Book,
  { owner, reference, placeNumber, ...wish }: PointsWish,
  source: string,
): Promise<PointsAnswer> {
  const now = clock();
  const land = await findLand(transaction, book, wish, now);
  if (land === undefined) return refuse('plot_unknown');
  const refusal = refuseAdoption(land, { shares: 1 });
  if (refusal !== null) refuse(refusal.code, { fields: [refusal] });
  if (land.points === null) {
    const message = 'cannot be had by points';
    return refuse('species_not_offered', { fields: [{ field: 'speciesId', message }] });
  }
  const id = newAdoptionId();
  const until = new Date(now.getTime() + paidHoldMs);
  const { organizationId } = book;
  const hold = { organizationId, plotId: wish.plotId, adoptionId: id, now, until };
  const place = await holdWanted(transaction, hold, placeNumber);
  const adoption = {
    ...wish,
    id,
    placeNumber: place,
    teamName: null,
    state: 'paid',
    heldUntil: null,
    price: land.price,
    shares: [],
    adopter: 'points',
    source,
    heldBy: null,
  } as const;
  if (!(await insertAdoption(transaction, book, adoption, now))) throw new MadeMeanwhileError();
  const spending = { ...book, owner, points: land.points, reference };
  if (await purse.spend(transaction, spending)) return { ok: true, adoptionId: id };
  throw new PointsMissingError();
}
