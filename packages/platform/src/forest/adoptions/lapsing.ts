/** Ends adoptions whose time is over: places are free again, and a team that is not complete is repaid. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { factsOf, forgetAddresses, lockAdoption } from './records.ts';
import type { ReturnParts } from './returns.ts';
import { unfulfil } from './settling.ts';

export interface LapsingParts extends ReturnParts {
  readonly db: Kysely<Database>;
  /** Told that there are mails and refunds to bring on their way. */
  readonly onReturned: () => void;
}

const adoptionsPerRound = 500;
/** How long it is known from where a gift for a tree was begun: longer than anybody has to pay it. */
const keepAddressMs = 24 * 60 * 60_000;

/** One round; says how many adoptions it ended. */
export async function lapsingRound(parts: LapsingParts): Promise<number> {
  const lapsed = await lapse(parts.db, parts.now());
  const teams = await dueTeams(parts.db, parts.now());
  for (const { id, ...book } of teams) await disband(book, id, parts);
  if (teams.length > 0) parts.onReturned();
  await forgetAddresses(parts.db, new Date(parts.now().getTime() - keepAddressMs));
  return lapsed + teams.length;
}

/** Nobody has paid: nothing to give back but the place, unless somebody else has it by now. */
async function lapse(db: Kysely<Database>, now: Date): Promise<number> {
  const { rows } = await sql`
    with due as (
      select organization_id, id, plot_id, place_number from adoption
      where state = 'held' and held_until <= ${now}
      order by held_until limit ${adoptionsPerRound} for no key update skip locked),
    freed as (
      update place set state = 'free', held_until = null, adoption_id = null
      from due
      where place.organization_id = due.organization_id and place.plot_id = due.plot_id
        and place.number = due.place_number and place.state = 'held' and place.adoption_id = due.id)
    update adoption set state = 'lapsed', held_until = null, held_by = null, updated_at = ${now}
    from due
    where adoption.organization_id = due.organization_id and adoption.id = due.id
    returning adoption.id`.execute(db);
  return rows.length;
}

async function dueTeams(
  db: Kysely<Database>,
  now: Date,
): Promise<(Book & { readonly id: Id<'adoption'> })[]> {
  const rows = await db
    .selectFrom('adoption')
    .select(['organization_id as organizationId', 'livemode', 'id'])
    .where('state', '=', 'gathering')
    .where('held_until', '<=', now)
    .orderBy('held_until')
    .limit(adoptionsPerRound)
    .execute();
  return rows;
}

/** Looks once more, now that nobody else changes it: the last one may have paid meanwhile. */
async function disband(book: Book, id: Id<'adoption'>, parts: LapsingParts): Promise<void> {
  await parts.db.transaction().execute(async (transaction) => {
    const row = await lockAdoption(transaction, book, id);
    const facts = (await factsOf(transaction, book.organizationId, [id])).get(id);
    const until = row?.held_until ?? null;
    if (row?.state !== 'gathering' || facts === undefined) return;
    if (until === null || until > parts.now()) return;
    await unfulfil(transaction, row, facts.shares, 'team_incomplete', parts);
  });
}
