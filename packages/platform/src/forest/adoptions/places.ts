/**
 * Places, held for whoever is about to pay. A hold whose time is over counts as free, whether or not
 * anybody has said so yet.
 */
import type { Id } from '@kindcart/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';

/** For whom a place is held, and until when. */
export interface Hold {
  readonly organizationId: Id<'organization'>;
  readonly plotId: Id<'plot'>;
  readonly adoptionId: Id<'adoption'>;
  readonly now: Date;
  readonly until: Date;
}

/** How long the place of an adoption that is paid is kept; its tree is planned in a moment. */
export const paidHoldMs = 7 * 24 * 60 * 60_000;

/** What may be held now, and what is held for the adoption already. */
function isFreeFor({ adoptionId, now }: Hold): RawBuilder<boolean> {
  return sql<boolean>`(place.state = 'free' or (place.state = 'held'
    and (place.held_until <= ${now} or place.adoption_id = ${adoptionId})))`;
}

/**
 * Holds the place; of several who want it at once the first has it. Holding one's own again moves the
 * time.
 *
 * @returns whether it is held now
 */
export async function holdPlace(
  db: Kysely<Database>,
  hold: Hold,
  number: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('place')
    .set({ state: 'held', held_until: hold.until, adoption_id: hold.adoptionId })
    .where('organization_id', '=', hold.organizationId)
    .where('plot_id', '=', hold.plotId)
    .where('number', '=', number)
    .where(isFreeFor(hold))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/**
 * Holds any place of the plot. Those that somebody else is just about to take are passed over first,
 * so that many get theirs at once; where nothing else is left they are waited for, since not everybody
 * who is about to take a place ends up with it.
 *
 * @returns its number, or null where every place is held or taken
 */
export async function holdAnyPlace(db: Kysely<Database>, hold: Hold): Promise<number | null> {
  return (
    (await holdFirstFree(db, hold, sql`skip locked`)) ?? (await holdFirstFree(db, hold, sql``))
  );
}

async function holdFirstFree(
  db: Kysely<Database>,
  hold: Hold,
  whereLocked: RawBuilder<unknown>,
): Promise<number | null> {
  const { organizationId, plotId, adoptionId, now, until } = hold;
  const { rows } = await sql<{ number: number }>`
    with chosen as materialized (
      select number from place
      where organization_id = ${organizationId} and plot_id = ${plotId} and state <> 'taken'
        and (held_until is null or held_until <= ${now})
      order by held_until nulls first, number limit 1
      for no key update ${whereLocked})
    update place set state = 'held', held_until = ${until}, adoption_id = ${adoptionId}
    from chosen
    where place.organization_id = ${organizationId} and place.plot_id = ${plotId}
      and place.number = chosen.number
    returning place.number`.execute(db);
  return rows[0]?.number ?? null;
}

/** Holds the place that is wanted, or any. @throws Refusal where somebody else has it */
export async function holdWanted(
  db: Kysely<Database>,
  hold: Hold,
  wanted: number | null,
): Promise<number> {
  if (wanted === null) return (await holdAnyPlace(db, hold)) ?? refuse('plot_full');
  if (await holdPlace(db, hold, wanted)) return wanted;
  const field = 'placeNumber';
  if (await isPlace(db, hold, wanted)) {
    return refuse('place_taken', { fields: [{ field, message: 'is not free' }] });
  }
  return refuse('place_unknown', { fields: [{ field, message: 'is no place of the plot' }] });
}

async function isPlace(
  db: Kysely<Database>,
  { organizationId, plotId }: Hold,
  number: number,
): Promise<boolean> {
  const row = await db
    .selectFrom('place')
    .select('number')
    .where('organization_id', '=', organizationId)
    .where('plot_id', '=', plotId)
    .where('number', '=', number)
    .executeTakeFirst();
  return row !== undefined;
}

/** Gives back what is held for the adoption; what somebody else holds by now stays with them. */
export async function freePlace(
  db: Kysely<Database>,
  { organizationId, plotId, adoptionId }: Pick<Hold, 'organizationId' | 'plotId' | 'adoptionId'>,
  number: number,
): Promise<void> {
  await db
    .updateTable('place')
    .set({ state: 'free', held_until: null, adoption_id: null })
    .where('organization_id', '=', organizationId)
    .where('plot_id', '=', plotId)
    .where('number', '=', number)
    .where('state', '=', 'held')
    .where('adoption_id', '=', adoptionId)
    .execute();
}
