/** Damages data as no code of ours could, looks at what the auditor says, and undoes it. */
import { type Kysely, sql } from 'kysely';
import type { OpenDatabase } from '../database/open.ts';
import type { Database } from '../database/schema.ts';

class Undo extends Error {}

/**
 * Runs SQL with triggers and foreign keys off, hands the damaged database to `look`, and rolls all of
 * it back.
 */
export async function whileDamaged<Seen>(
  { db }: Pick<OpenDatabase, 'db'>,
  damage: readonly string[],
  look: (damaged: Kysely<Database>) => Promise<Seen>,
): Promise<Seen> {
  const seen: Seen[] = [];
  try {
    await db.transaction().execute(async (transaction) => {
      await sql`set local session_replication_role = replica`.execute(transaction);
      for (const statement of damage) await sql.raw(statement).execute(transaction);
      await sql`set local session_replication_role = origin`.execute(transaction);
      seen.push(await look(transaction));
      throw new Undo();
    });
  } catch (error) {
    if (!(error instanceof Undo)) throw error;
  }
  const [found] = seen;
  if (found === undefined) throw new Error('Nothing was looked at');
  return found;
}
