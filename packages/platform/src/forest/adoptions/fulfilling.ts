/** Adoptions that are paid get their trees. */
import type { Id } from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { AdoptionTable } from '../../database/tables/forest.ts';
import type { Book } from '../../ledger/rules.ts';
import { queueMails } from '../../mail/queue.ts';
import { type NewTree, plantTrees } from '../trees/planting.ts';
import type { ReturnParts } from './returns.ts';
import { keepPaidPlace } from './settling.ts';

export interface FulfillingParts extends ReturnParts {
  readonly db: Kysely<Database>;
  readonly newTreeId: () => Id<'tree'>;
  /** Told that there are mails and refunds to bring on their way. */
  readonly onFulfilled: () => void;
}

const adoptionsPerRound = 200;

/**
 * One round: plans a tree for each adoption that is paid. Several processes may do it at once, since
 * each passes over what another one holds. Says how many adoptions it brought on.
 */
export async function fulfillingRound(parts: FulfillingParts): Promise<number> {
  const { db, onFulfilled } = parts;
  let done = 0;
  for (const book of await booksWithPaid(db)) {
    done += await db.transaction().execute((transaction) => plantPaid(transaction, book, parts));
    done += await keepPlaces(book, parts);
  }
  if (done > 0) onFulfilled();
  return done;
}

async function booksWithPaid(db: Kysely<Database>): Promise<Book[]> {
  const rows = await db
    .selectFrom('adoption')
    .select(['organization_id', 'livemode'])
    .distinct()
    .where('state', '=', 'paid')
    .execute();
  return rows.map((row) => ({ organizationId: row.organization_id, livemode: row.livemode }));
}

type Paid = Pick<
  Selectable<AdoptionTable>,
  'id' | 'plot_id' | 'place_number' | 'species_id' | 'source'
>;

/** Those whose place is kept for them: all, but for what waited for days. */
async function plantPaid(
  transaction: Transaction<Database>,
  book: Book,
  { now: clock, newTreeId, newMailId }: FulfillingParts,
): Promise<number> {
  const { organizationId, livemode } = book;
  const { rows: paid } = await sql<Paid>`
    select adoption.id, adoption.plot_id, adoption.place_number, adoption.species_id, adoption.source
    from adoption
    join place on place.organization_id = adoption.organization_id and place.plot_id = adoption.plot_id
      and place.number = adoption.place_number
    where adoption.organization_id = ${organizationId} and adoption.livemode = ${livemode}
      and adoption.state = 'paid' and place.state = 'held' and place.adoption_id = adoption.id
    order by adoption.id limit ${adoptionsPerRound}
    for no key update of adoption, place skip locked`.execute(transaction);
  const now = clock();
  const seeds = paid.map((each) => ({
    plotId: each.plot_id,
    placeNumber: each.place_number,
    speciesId: each.species_id,
    adoptionId: each.id,
    replaces: null,
  }));
  const trees = await plantTrees(transaction, book, seeds, { now, newTreeId });
  if (trees.length === 0) return 0;
  await adopt(transaction, book, trees, now);
  await tellAdopters(transaction, book, trees, newMailId);
  return trees.length;
}

async function adopt(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  trees: readonly NewTree[],
  now: Date,
): Promise<void> {
  const rows = trees.map(({ adoptionId, number }) => ({ id: adoptionId, tree: number }));
  await sql`
    update adoption set state = 'adopted', held_until = null, held_by = null, tree_number = made.tree,
      updated_at = ${now}
    from json_to_recordset(${JSON.stringify(rows)}::json) as made (id text, tree bigint)
    where adoption.organization_id = ${organizationId} and adoption.id = made.id`.execute(
    transaction,
  );
}

/** A mail for everybody who paid and left an address. */
async function tellAdopters(
  transaction: Transaction<Database>,
  book: Book,
  trees: readonly NewTree[],
  newMailId: () => Id<'mail'>,
): Promise<void> {
  const ids = trees.flatMap(({ adoptionId }) => (adoptionId === null ? [] : [adoptionId]));
  const rows = await transaction
    .selectFrom('adoption_share as share')
    .innerJoin('donation_detail as detail', (join) =>
      join
        .onRef('detail.organization_id', '=', 'share.organization_id')
        .onRef('detail.donation_id', '=', 'share.donation_id'),
    )
    .select(['share.adoption_id', 'detail.donation_id', 'detail.email'])
    .where('share.organization_id', '=', book.organizationId)
    .where('share.adoption_id', 'in', ids)
    .where('share.state', '=', 'paid')
    .execute();
  const mails = rows.flatMap(({ adoption_id: adoptionId, donation_id: donationId, email: to }) => {
    const about = { kind: 'tree', adoptionId, donationId } as const;
    return to === null ? [] : [{ id: newMailId(), ...book, to, about }];
  });
  await queueMails(transaction, mails);
}

/** What is paid and has lost its place since, as after a rest of days: another place, or the money back. */
async function keepPlaces(book: Book, parts: FulfillingParts): Promise<number> {
  const { organizationId, livemode } = book;
  const { rows } = await sql<{ id: Id<'adoption'> }>`
    select adoption.id from adoption
    join place on place.organization_id = adoption.organization_id and place.plot_id = adoption.plot_id
      and place.number = adoption.place_number
    where adoption.organization_id = ${organizationId} and adoption.livemode = ${livemode}
      and adoption.state = 'paid' and place.adoption_id is distinct from adoption.id
    order by adoption.id limit ${adoptionsPerRound}`.execute(parts.db);
  for (const { id } of rows) {
    await parts.db
      .transaction()
      .execute((transaction) => keepPaidPlace(transaction, book, id, parts));
  }
  return rows.length;
}
