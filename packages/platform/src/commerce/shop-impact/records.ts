/** What a merchant's charity items have given together, as rows. */
import {
  charityItemsMax,
  exactText,
  type Id,
  impactProjectsMax,
  type Merchant,
  parseExact,
  type ShopImpact,
  wholeUnits,
} from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

interface TotalRow {
  readonly orders: number;
  readonly version: number;
  readonly updated_at: Date;
  readonly given: string;
}

interface ProjectRow {
  readonly id: Id<'project'>;
  readonly title: string;
  readonly given: string;
}

/** What the merchant's charity items have given: folds, so that it takes the same time for any number of orders. */
export async function readImpact(
  db: Kysely<Database>,
  book: Book,
  { id, name, currency, createdAt, livemode }: Merchant,
  now: Date,
): Promise<ShopImpact> {
  const total = await readTotal(db, book, id);
  const projects = await readProjects(db, book, id);
  const given = parseExact(total?.given ?? '0');
  return {
    id,
    name,
    currency,
    totals: {
      orders: total?.orders ?? 0,
      given: { amount: wholeUnits(given), currency },
      exact: exactText(given),
      version: total?.version ?? 0,
      asOf: total?.updated_at.toISOString() ?? createdAt,
    },
    projects: projects.map((row) => {
      const sum = parseExact(row.given);
      return {
        project: { id: row.id, title: row.title },
        given: { amount: wholeUnits(sum), currency },
        exact: exactText(sum),
      };
    }),
    items: await readItems(db, book, id, now),
    livemode,
  };
}

/** Undefined before the first confirmed pledge. */
async function readTotal(
  db: Kysely<Database>,
  { organizationId }: Book,
  merchantId: Id<'merchant'>,
): Promise<TotalRow | undefined> {
  const { rows } = await sql<TotalRow>`
    select orders, version, updated_at, (
      select coalesce(sum(given), 0)::text from merchant_project_total as each
      where each.organization_id = total.organization_id and each.merchant_id = total.merchant_id
    ) as given
    from merchant_total as total
    where organization_id = ${organizationId} and merchant_id = ${merchantId}`.execute(db);
  return rows[0];
}

async function readProjects(
  db: Kysely<Database>,
  { organizationId }: Book,
  merchantId: Id<'merchant'>,
): Promise<ProjectRow[]> {
  const { rows } = await sql<ProjectRow>`
    select project.id, project.title, total.given::text from merchant_project_total as total
    join project on project.organization_id = total.organization_id and project.id = total.project_id
    where total.organization_id = ${organizationId} and total.merchant_id = ${merchantId} and total.given > 0
    order by total.given desc, project.id limit ${impactProjectsMax}`.execute(db);
  return rows;
}

/** Those that have not ended, in their order. */
async function readItems(
  db: Kysely<Database>,
  { organizationId }: Book,
  merchantId: Id<'merchant'>,
  now: Date,
): Promise<ShopImpact['items']> {
  const { rows } = await sql<ShopImpact['items'][number]>`
    select item.id, item.name from charity_item as item
    join charity_item_terms as terms on terms.organization_id = item.organization_id
      and terms.charity_item_id = item.id and terms.revision = item.revision
    where item.organization_id = ${organizationId} and item.merchant_id = ${merchantId}
      and (terms.ends_at is null or terms.ends_at > ${now})
    order by item.place, item.id limit ${charityItemsMax}`.execute(db);
  return rows;
}
