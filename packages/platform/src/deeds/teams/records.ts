/** Teams of challenges and who is of them, as rows. */
import type { Id, Team } from '@kindcart/contract';
import type { Kysely, Selectable, Transaction } from 'kysely';
import { violatedConstraint } from '../../database/errors.ts';
import type { Database } from '../../database/schema.ts';
import type { TeamTable } from '../../database/tables/deeds.ts';
import type { Book } from '../../ledger/rules.ts';

/** Teams of the book, with the currency in which they are told. */
export function selectTeams(db: Kysely<Database>, { organizationId, livemode }: Book) {
  return db
    .selectFrom('team')
    .innerJoin('challenge', (join) =>
      join
        .onRef('challenge.organization_id', '=', 'team.organization_id')
        .onRef('challenge.id', '=', 'team.challenge_id'),
    )
    .selectAll('team')
    .select('challenge.currency')
    .where('team.organization_id', '=', organizationId)
    .where('team.livemode', '=', livemode);
}

/** A team as it is told. */
export function toTeam(row: Selectable<TeamTable> & { readonly currency: string }): Team {
  const { member_count: members, quantity, given_amount: amount, currency } = row;
  return {
    id: row.id,
    challengeId: row.challenge_id,
    name: row.name,
    totals: { members, quantity, given: { amount, currency } },
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
  };
}

/** A team of the book. */
export async function findTeam(
  db: Kysely<Database>,
  book: Book,
  id: Id<'team'>,
): Promise<Team | undefined> {
  const row = await selectTeams(db, book).where('team.id', '=', id).executeTakeFirst();
  return row && toTeam(row);
}

/** What a challenge of the book says of teams. */
export function findTeamTerms(db: Kysely<Database>, book: Book, id: Id<'challenge'>) {
  return db
    .selectFrom('challenge')
    .select(['teams', 'closed_at'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** All teams of a challenge of the book, those that did most first. */
export async function allTeams(
  db: Kysely<Database>,
  book: Book,
  challengeId: Id<'challenge'>,
): Promise<Team[]> {
  const rows = await selectTeams(db, book)
    .where('team.challenge_id', '=', challengeId)
    .orderBy('team.quantity', 'desc')
    .orderBy('team.id')
    .execute();
  return rows.map(toTeam);
}

/** Calls a team so, or answers why not: it is nowhere, or its challenge has another one of that name. */
export async function renameTeam(
  db: Kysely<Database>,
  id: Id<'team'>,
  name: string,
): Promise<'renamed' | 'team_unknown' | 'team_name_taken'> {
  try {
    const { numUpdatedRows } = await db
      .updateTable('team')
      .set({ name })
      .where('id', '=', id)
      .executeTakeFirst();
    return numUpdatedRows > 0n ? 'renamed' : 'team_unknown';
  } catch (error) {
    if (violatedConstraint(error) === 'team_name') return 'team_name_taken';
    throw error;
  }
}

/** Writes a team that nobody is of yet; false where the challenge has one of that name. */
export async function insertTeam(
  transaction: Transaction<Database>,
  book: Book,
  team: Pick<Team, 'id' | 'challengeId' | 'name'>,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('team')
    .values({
      organization_id: book.organizationId,
      id: team.id,
      livemode: book.livemode,
      challenge_id: team.challengeId,
      name: team.name,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Of which team of the challenge a participant is. */
export async function teamOf(
  db: Kysely<Database>,
  { organizationId }: Book,
  challengeId: Id<'challenge'>,
  participantId: Id<'participant'>,
): Promise<Id<'team'> | undefined> {
  const row = await db
    .selectFrom('team_member')
    .select('team_id')
    .where('organization_id', '=', organizationId)
    .where('challenge_id', '=', challengeId)
    .where('participant_id', '=', participantId)
    .executeTakeFirst();
  return row?.team_id;
}

/** Makes a participant one of a team; false where they are of one of the challenge already. */
export async function insertMember(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  team: Pick<Team, 'id' | 'challengeId'>,
  participantId: Id<'participant'>,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('team_member')
    .values({
      organization_id: organizationId,
      challenge_id: team.challengeId,
      participant_id: participantId,
      team_id: team.id,
      joined_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows === 0n) return false;
  await transaction
    .updateTable('team')
    .set((set) => ({ member_count: set('member_count', '+', 1) }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', team.id)
    .execute();
  return true;
}
