/** Money that has come for challenges, as rows. */
import type { CreateFunding, Funding, Id } from '@kindcart/contract';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { FundingTable } from '../../database/tables/deeds.ts';
import type { Book } from '../../ledger/rules.ts';

type Row = Selectable<FundingTable> & { readonly currency: string };

function selectFundings(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('funding')
    .innerJoin('challenge', (join) =>
      join
        .onRef('challenge.organization_id', '=', 'funding.organization_id')
        .onRef('challenge.id', '=', 'funding.challenge_id'),
    )
    .selectAll('funding')
    .select('challenge.currency')
    .where('funding.organization_id', '=', book.organizationId)
    .where('funding.livemode', '=', book.livemode);
}

/** The funding of a challenge that has the reference. */
export async function findFunding(
  db: Kysely<Database>,
  book: Book,
  challengeId: Id<'challenge'>,
  reference: string,
): Promise<Funding | undefined> {
  const row = await selectFundings(db, book)
    .where('challenge_id', '=', challengeId)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row && toFunding(row);
}

/** A page of what has come for a challenge, newest first, after the cursor. */
export async function listFundings(
  db: Kysely<Database>,
  book: Book,
  challengeId: Id<'challenge'>,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Funding[]> {
  let query = selectFundings(db, book)
    .where('challenge_id', '=', challengeId)
    .orderBy('funding.id', 'desc')
    .limit(page.limit);
  if (page.cursor !== undefined)
    query = query.where('funding.id', '<', page.cursor as Id<'funding'>);
  return (await query.execute()).map(toFunding);
}

/** Adds what has come. */
export async function insertFunding(
  db: Kysely<Database>,
  book: Book,
  { id, challengeId }: Pick<Funding, 'id' | 'challengeId'>,
  { amount, reference, receivedOn }: CreateFunding,
  now: Date,
): Promise<void> {
  await db
    .insertInto('funding')
    .values({
      organization_id: book.organizationId,
      id,
      livemode: book.livemode,
      challenge_id: challengeId,
      amount: amount.amount,
      reference,
      received_on: receivedOn,
      created_at: now,
    })
    .execute();
}

function toFunding(row: Row): Funding {
  return {
    id: row.id,
    challengeId: row.challenge_id,
    amount: { amount: row.amount, currency: row.currency },
    reference: row.reference,
    receivedOn: row.received_on,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
  };
}
