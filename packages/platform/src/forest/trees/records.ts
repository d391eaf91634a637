/** What becomes of trees, as rows. */
import { type ChangeTreeState, type Id, isStanding, type TreeState } from '@kindcart/contract';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** A tree that nobody else changes until the transaction ends. */
export interface HeldTree {
  readonly id: Id<'tree'>;
  readonly number: number;
  readonly plot_id: Id<'plot'>;
  readonly place_number: number;
  readonly species_id: Id<'species'>;
  readonly adoption_id: Id<'adoption'> | null;
  readonly state: TreeState;
  /** A day; null where it was never in the ground. */
  readonly planted_on: string | null;
  /** The day on which it became that. */
  readonly since: string;
  /** How many stages it has been through. */
  readonly stages: number;
}

/** Which trees are to change. */
export type Changing =
  | { readonly id: Id<'tree'> }
  | { readonly number: number }
  | { readonly plotId: string; readonly from: number; readonly to: number };

function condition(changing: Changing): RawBuilder<unknown> {
  if ('id' in changing) return sql`id = ${changing.id}`;
  if ('number' in changing) return sql`number = ${changing.number}::bigint`;
  const { plotId, from, to } = changing;
  return sql`plot_id = ${plotId} and number between ${from}::bigint and ${to}::bigint`;
}

/** Holds them, in the order of their numbers. */
export async function holdTrees(
  transaction: Transaction<Database>,
  { organizationId, livemode }: Book,
  changing: Changing,
): Promise<readonly HeldTree[]> {
  const { rows: held } = await sql<{ id: Id<'tree'> }>`
    select id from tree
    where organization_id = ${organizationId} and livemode = ${livemode} and ${condition(changing)}
    order by number for no key update`.execute(transaction);
  // Read once they are held, so that it is what the last one left who changed them.
  const { rows } = await sql<HeldTree>`
    select tree.id, tree.number, tree.plot_id, tree.place_number, tree.species_id, tree.adoption_id,
      tree.state, tree.planted_on, stage.on_day as since, stage.ordinal as stages
    from tree
    cross join lateral (
      select on_day, ordinal from tree_stage
      where tree_stage.organization_id = tree.organization_id and tree_stage.tree_id = tree.id
      order by ordinal desc limit 1) as stage
    where tree.organization_id = ${organizationId} and tree.id = any(${held.map(({ id }) => id)}::text[])
    order by tree.number`.execute(transaction);
  return rows;
}

/** Writes what these held trees became, all of them the same, with the counts of their plots. */
export async function writeChange(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  trees: readonly HeldTree[],
  change: ChangeTreeState,
  now: Date,
): Promise<void> {
  if (trees.length === 0) return;
  const ids = trees.map(({ id }) => id);
  const { state, on, note, photoUrl } = change;
  await sql`
    update tree set state = ${state}, unfolded = true, updated_at = ${now}::timestamptz,
      planted_on = case when ${state}::text = 'planted' then ${on}::date else planted_on end
    where organization_id = ${organizationId} and id = any(${ids}::text[])`.execute(transaction);
  await sql`
    insert into tree_stage
      (organization_id, tree_id, ordinal, state, on_day, note, photo_url, recorded_at)
    select ${organizationId}, id, stages + 1, ${state}, ${on}::date, ${note}::text, ${photoUrl}::text,
      ${now}::timestamptz
    from unnest(${ids}::text[], ${trees.map(({ stages }) => stages)}::smallint[]) as held (id, stages)`.execute(
    transaction,
  );
  await moveCounts(transaction, organizationId, trees, state);
}

/** The plots' counts, held in the order of their ids so that nobody waits for one who waits for him. */
async function moveCounts(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  trees: readonly HeldTree[],
  to: TreeState,
): Promise<void> {
  const byPlot = Map.groupBy(trees, (tree) => tree.plot_id);
  for (const plotId of [...byPlot.keys()].sort()) {
    const moved = byPlot.get(plotId) ?? [];
    const change = (state: TreeState) =>
      (to === state ? moved.length : 0) - moved.filter((tree) => tree.state === state).length;
    // One that is replaced stays among the lost.
    const lost = to === 'lost' ? moved.length : 0;
    const planted = moved.filter(({ state }) => !isStanding(state) && isStanding(to)).length;
    await db
      .updateTable('plot')
      .set((set) => ({
        trees_planned: set('trees_planned', '+', change('planned')),
        trees_planted: set('trees_planted', '+', change('planted')),
        trees_established: set('trees_established', '+', change('established')),
        trees_grown: set('trees_grown', '+', change('grown')),
        trees_lost: set('trees_lost', '+', lost),
        trees_ever_planted: set('trees_ever_planted', '+', planted),
      }))
      .where('organization_id', '=', organizationId)
      .where('id', '=', plotId)
      .execute();
  }
}

/** Says of lost trees which ones came after them. */
export async function writeSuccessors(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  successors: readonly { readonly number: number; readonly replaces: number | null }[],
): Promise<void> {
  await sql`
    update tree set replaced_by = successor.number
    from unnest(${successors.map(({ number }) => number)}::bigint[],
      ${successors.map(({ replaces }) => replaces)}::bigint[]) as successor (number, replaces)
    where tree.organization_id = ${organizationId} and tree.livemode = ${livemode}
      and tree.number = successor.replaces`.execute(db);
}

/** The book that a plot is in, whoever's it is; undefined when there is none. */
export async function bookOfPlot(db: Kysely<Database>, plotId: string): Promise<Book | undefined> {
  const { rows } = await sql<{ organization_id: Id<'organization'>; livemode: boolean }>`
    select organization_id, livemode from plot where id = ${plotId}`.execute(db);
  return rows[0] && { organizationId: rows[0].organization_id, livemode: rows[0].livemode };
}

/** A tree as a list of staff tells it. */
export interface ListedTree extends Pick<HeldTree, 'number' | 'place_number' | 'state' | 'since'> {
  readonly latin_name: string;
}

/** Trees of a plot by number, after one. */
export async function listStandings(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  {
    plotId,
    after,
    limit,
  }: { readonly plotId: string; readonly after: number; readonly limit: number },
): Promise<readonly ListedTree[]> {
  const { rows } = await sql<ListedTree>`
    select tree.number, tree.place_number, tree.state, species.latin_name,
      (select max(on_day) from tree_stage where tree_stage.organization_id = tree.organization_id
        and tree_stage.tree_id = tree.id) as since
    from tree
    join species on species.organization_id = tree.organization_id and species.id = tree.species_id
    where tree.organization_id = ${organizationId} and tree.livemode = ${livemode}
      and tree.plot_id = ${plotId} and tree.number > ${after}::bigint
    order by tree.number limit ${limit}`.execute(db);
  return rows;
}
