/** Takes people out of good deeds: what they are called, and what time makes needless. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { leaveTeams } from '../teams/leaving.ts';
import { placeMs } from './rules.ts';

/**
 * Takes away whatever could tell who a participant is, notes of the charity among it, and takes them out of
 * their teams; false where there is none. Days and money stay, and so do the keys of devices and the hash of a
 * reference, which name nobody: without them the same steps could be given twice.
 */
export async function eraseParticipant(
  db: Kysely<Database>,
  id: Id<'participant'>,
): Promise<boolean> {
  return db.transaction().execute(async (transaction) => {
    // As `lockParticipant` does: nobody joins a team as them until it is done.
    const row = await transaction
      .selectFrom('participant')
      .select('organization_id')
      .where('id', '=', id)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (row === undefined) return false;
    const { organization_id: organizationId } = row;
    await transaction
      .updateTable('participant')
      .set({ name: null, made_from: null, updated_at: sql<Date>`now()` })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute();
    await transaction
      .deleteFrom('participant_move')
      .where('organization_id', '=', organizationId)
      .where('participant_id', '=', id)
      .execute();
    await leaveTeams(transaction, organizationId, id);
    await eraseNotes(transaction, organizationId, id);
    return true;
  });
}

/**
 * What somebody wrote of a deed may say whom they asked. Only deeds that were in doubt have notes; all of those
 * are written, so that this waits for whoever is about to note something.
 */
async function eraseNotes(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  id: Id<'participant'>,
): Promise<void> {
  await sql`
    update deed set note = null from challenge
    where challenge.organization_id = ${organizationId} and deed.organization_id = ${organizationId}
      and deed.challenge_id = challenge.id and deed.participant_id = ${id} and deed.reason is not null`.execute(
    transaction,
  );
}

/** Rows of one statement. */
const batchMax = 5_000;

/** Forgets from where participants came, once it is no longer counted, and moves whose time is over. */
export async function forgetPlaces(db: Kysely<Database>, now: Date): Promise<number> {
  const counted = new Date(now.getTime() - placeMs);
  const places = await sql`
    update participant set made_from = null where (organization_id, id) in (
      select organization_id, id from participant
      where made_from is not null and created_at <= ${counted} limit ${batchMax})
    returning 1`.execute(db);
  const moves = await sql`
    delete from participant_move where (organization_id, token_sha256) in (
      select organization_id, token_sha256 from participant_move
      where expires_at <= ${now} limit ${batchMax})
    returning 1`.execute(db);
  return places.rows.length + moves.rows.length;
}
