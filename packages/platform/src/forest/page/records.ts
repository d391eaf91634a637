/** What a tree's page tells of beside the tree, found by the tree's id alone. */
import type { Id, Texts, TreeGift } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import type { Neighbour } from './rules.ts';

/** A tree's surroundings. */
export interface TreeContext extends Book {
  readonly organizationName: string;
  readonly latinName: string;
  readonly speciesNames: Texts;
  readonly plotNames: Texts;
  /** For whom it was adopted, told or not; null when for nobody else. */
  readonly gift: TreeGift | null;
}

/** Undefined when there is no such tree. */
export async function findTreeContext(
  db: Kysely<Database>,
  treeId: Id<'tree'>,
): Promise<TreeContext | undefined> {
  const row = await db
    .selectFrom('tree')
    .innerJoin('organization', 'organization.id', 'tree.organization_id')
    .innerJoin('species', (join) =>
      join
        .onRef('species.organization_id', '=', 'tree.organization_id')
        .onRef('species.id', '=', 'tree.species_id'),
    )
    .innerJoin('plot', (join) =>
      join
        .onRef('plot.organization_id', '=', 'tree.organization_id')
        .onRef('plot.id', '=', 'tree.plot_id'),
    )
    .leftJoin('adoption', (join) =>
      join
        .onRef('adoption.organization_id', '=', 'tree.organization_id')
        .onRef('adoption.id', '=', 'tree.adoption_id'),
    )
    .select(['tree.organization_id', 'tree.livemode'])
    .select(['organization.name', 'species.latin_name', 'species.names as species_names'])
    .select(['plot.names as plot_names', 'adoption.gift'])
    .where('tree.id', '=', treeId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    organizationId: row.organization_id,
    livemode: row.livemode,
    organizationName: row.name,
    latinName: row.latin_name,
    speciesNames: row.species_names,
    plotNames: row.plot_names,
    gift: row.gift,
  };
}

/** Trees of these numbers, as others are led to them. */
export function findNeighbours(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  numbers: readonly number[],
): Promise<Neighbour[]> {
  if (numbers.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('tree')
    .select(['id', 'number'])
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('number', 'in', [...numbers])
    .execute();
}
