/** A tree that was given back: what was paid for it went back to whoever gave it. */
import { sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { type AdoptionRow, changeAdoption } from './records.ts';

/** What its card says of a tree that was given back before it was planted. */
const note = 'Given back before it was planted';

/**
 * Ends the tree of an adoption that nobody pays any more, as far as it can be ended: one that is only
 * planned is never planted, and its place is free for the next. One that is in the ground stays where
 * it is, and has nobody's name.
 */
export async function endTree(
  transaction: Transaction<Database>,
  row: AdoptionRow,
  now: Date,
): Promise<void> {
  const { organization_id: organizationId, id } = row;
  const tree = await transaction
    .updateTable('tree')
    .set({ state: 'lost', unfolded: true, updated_at: now })
    .where('organization_id', '=', organizationId)
    .where('adoption_id', '=', id)
    .where('state', '=', 'planned')
    .returning(['id', 'number', 'plot_id', 'place_number'])
    .executeTakeFirst();
  if (tree === undefined) return;
  await sql`
    insert into tree_stage (organization_id, tree_id, ordinal, state, on_day, note, recorded_at)
    select ${organizationId}, ${tree.id}, max(ordinal) + 1, 'lost',
      ${now.toISOString().slice(0, 10)}::date, ${note}, ${now}
    from tree_stage where organization_id = ${organizationId} and tree_id = ${tree.id}`.execute(
    transaction,
  );
  await transaction
    .updateTable('place')
    .set({ state: 'free', adoption_id: null, tree_number: null })
    .where('organization_id', '=', organizationId)
    .where('plot_id', '=', tree.plot_id)
    .where('number', '=', tree.place_number)
    .execute();
  await transaction
    .updateTable('plot')
    .set((set) => ({
      places_taken: set('places_taken', '-', 1),
      trees_planned: set('trees_planned', '-', 1),
      trees_lost: set('trees_lost', '+', 1),
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', tree.plot_id)
    .execute();
  const ended = { state: 'unfulfilled', held_until: null, tree_number: null } as const;
  await changeAdoption(transaction, row, ended, now);
}
