/** Trees of shops: a charity item has one planted for each so many orders whose pledges are paid. */
import {
  type CharityItemTerms,
  type Id,
  type ItemTrees,
  refuseAdoption,
  refuseItemTrees,
  type SettledOrders,
  type TermsRefusal,
  treesDue,
} from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { holdAnyPlace, paidHoldMs } from './places.ts';
import { findLand, insertAdoption } from './records.ts';

/** Why the terms cannot promise the trees that they do; null where they can. */
export async function refuseTreesOf(
  db: Kysely<Database>,
  book: Book,
  terms: CharityItemTerms,
  now: Date,
): Promise<TermsRefusal | null> {
  if (terms.trees == null) return null;
  return refuseItemTrees(terms, await findLand(db, book, terms.trees, now));
}

export interface ShopTreesParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newAdoptionId: () => Id<'adoption'>;
  /** Told that there are trees to plan. */
  readonly onAdopted: () => void;
}

const treesPerRound = 100;

/**
 * One round: adopts the trees that are due. Those for which there is no place wait until there is one,
 * or until the charity item names another plot. Says how many it adopted.
 */
export async function shopTreesRound(parts: ShopTreesParts): Promise<number> {
  let adopted = 0;
  for (const item of await promisingItems(parts.db)) {
    adopted += await parts.db
      .transaction()
      .execute((transaction) => adoptDue(transaction, item, parts));
  }
  if (adopted > 0) parts.onAdopted();
  return adopted;
}

interface PromisingItem extends Book {
  readonly id: Id<'charityItem'>;
  readonly trees: ItemTrees;
}

async function promisingItems(db: Kysely<Database>): Promise<PromisingItem[]> {
  const { rows } = await sql<PromisingItem>`
    select item.organization_id as "organizationId", item.livemode, item.id,
      terms.terms -> 'trees' as trees
    from charity_item_terms as terms
    join charity_item as item on item.organization_id = terms.organization_id
      and item.id = terms.charity_item_id and item.revision = terms.revision
    where jsonb_typeof(terms.terms -> 'trees') = 'object'`.execute(db);
  return rows;
}

/** The item is held, so that no other process adopts for the same orders. */
async function adoptDue(
  transaction: Transaction<Database>,
  item: PromisingItem,
  { now: clock, newAdoptionId }: ShopTreesParts,
): Promise<number> {
  const { organizationId, id, trees } = item;
  const held = await transaction
    .selectFrom('charity_item')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (held === undefined) return 0;
  const now = clock();
  const land = await findLand(transaction, item, trees, now);
  if (land === undefined || refuseAdoption(land, { shares: 1 }) !== null) return 0;
  const due = treesDue(await settledOrders(transaction, item, land.projectId));
  const before = await countAdopted(transaction, item);
  let made = 0;
  while (before + made < due && made < treesPerRound) {
    const adoptionId = newAdoptionId();
    const until = new Date(now.getTime() + paidHoldMs);
    const hold = { organizationId, plotId: trees.plotId, adoptionId, now, until };
    const placeNumber = await holdAnyPlace(transaction, hold);
    if (placeNumber === null) break;
    made += 1;
    const adoption = {
      id: adoptionId,
      plotId: trees.plotId,
      speciesId: trees.speciesId,
      placeNumber,
      state: 'paid',
      heldUntil: null,
      price: land.price,
      shares: [],
      teamName: null,
      gift: null,
      adopter: 'shop',
      source: `${id}:${before + made}`,
      heldBy: null,
    } as const;
    await insertAdoption(transaction, item, adoption, now);
  }
  return made;
}

/**
 * Orders of which the project has got something by statements that are paid, by how many of them a tree
 * was promised for when they were paid. What was given back since counts as not given.
 */
async function settledOrders(
  transaction: Transaction<Database>,
  { organizationId, id }: PromisingItem,
  projectId: Id<'project'>,
): Promise<SettledOrders[]> {
  const { rows } = await sql<SettledOrders>`
    with settled as (
      select line.order_id, max(line.revision) as revision
      from statement_line as line
      join statement on statement.organization_id = line.organization_id
        and statement.id = line.statement_id and statement.state = 'paid'
      where line.organization_id = ${organizationId} and line.charity_item_id = ${id}
        and line.project_id = ${projectId}
      group by line.order_id having sum(line.exact) > 0)
    select (terms.terms -> 'trees' ->> 'orders')::integer as "perTree",
      count(*)::integer as orders
    from settled
    join charity_item_terms as terms on terms.organization_id = ${organizationId}
      and terms.charity_item_id = ${id} and terms.revision = settled.revision
    where jsonb_typeof(terms.terms -> 'trees') = 'object'
    group by 1`.execute(transaction);
  return rows;
}

async function countAdopted(
  transaction: Transaction<Database>,
  { organizationId, id }: PromisingItem,
): Promise<number> {
  const { count } = await transaction
    .selectFrom('adoption')
    .select((set) => set.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('source', '>', `${id}:`)
    .where('source', '<', `${id};`)
    .executeTakeFirstOrThrow();
  return count;
}
