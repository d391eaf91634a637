/** Projects and their totals, as rows. */

import type { CreateProject, Id, Project } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database, ProjectTable, ProjectTotalTable } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { isOpen, type ProjectTerms } from './rules.ts';

type Row = Selectable<ProjectTable> &
  Pick<Selectable<ProjectTotalTable>, 'raised_amount' | 'donation_count'> & {
    total_version: number;
    total_updated_at: Date;
  };

/** What a provider takes of a charge, per currency; shown so that donors may cover it. */
export interface FeeTerms {
  readonly basisPoints: number;
  /** Minor units of the project's currency. */
  readonly fixedAmount: number;
}

function selectProjects(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('project')
    .innerJoin('project_total', (join) =>
      join
        .onRef('project_total.organization_id', '=', 'project.organization_id')
        .onRef('project_total.project_id', '=', 'project.id'),
    )
    .selectAll('project')
    .select([
      'project_total.raised_amount',
      'project_total.donation_count',
      'project_total.version as total_version',
      'project_total.updated_at as total_updated_at',
    ])
    .where('project.organization_id', '=', book.organizationId)
    .where('project.livemode', '=', book.livemode);
}

/** The projects with these ids that exist in the book, in no order. */
export function findProjects(
  db: Kysely<Database>,
  book: Book,
  ids: readonly Id<'project'>[],
): Promise<Row[]> {
  return selectProjects(db, book)
    .where('project.id', 'in', [...ids])
    .execute();
}

/** A page of projects, newest first, after the cursor. */
export function listProjects(
  db: Kysely<Database>,
  book: Book,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Row[]> {
  let query = selectProjects(db, book).orderBy('project.id', 'desc').limit(page.limit);
  if (page.cursor !== undefined)
    query = query.where('project.id', '<', page.cursor as Id<'project'>);
  return query.execute();
}

/** Writes a project and its empty total. */
export async function insertProject(
  db: Kysely<Database>,
  book: Book,
  id: Id<'project'>,
  project: CreateProject,
  now: Date,
): Promise<void> {
  await db
    .insertInto('project')
    .values({
      organization_id: book.organizationId,
      id,
      livemode: book.livemode,
      title: project.title,
      summary: project.summary,
      story: project.story,
      language: project.language,
      images: JSON.stringify(project.images),
      currency: project.currency,
      goal_amount: project.goal?.amount ?? null,
      suggested_amounts: JSON.stringify(project.suggestedAmounts.map((money) => money.amount)),
      minimum_amount: project.minimum.amount,
      maximum_amount: project.maximum.amount,
      state: 'open',
      closes_at: project.closesAt,
      created_at: now,
      updated_at: now,
    })
    .execute();
  await db
    .insertInto('project_total')
    .values({
      organization_id: book.organizationId,
      project_id: id,
      raised_amount: 0,
      donation_count: 0,
      version: 0,
      updated_at: now,
    })
    .execute();
}

/**
 * Closes the project if it is open; its new version turns away gifts decided on the old one, and an
 * errand ends what recurs.
 */
export async function closeProject(
  db: Kysely<Database>,
  book: Book,
  id: Id<'project'>,
  now: Date,
): Promise<void> {
  await sql`
    with closed as (
      update project set state = 'closed', updated_at = ${now}, version = version + 1
      where organization_id = ${book.organizationId} and livemode = ${book.livemode} and id = ${id}
        and state = 'open'
      returning organization_id, id)
    insert into outbox (organization_id, id, topic, subject, payload, available_at, attempts)
    select organization_id, 'closed:' || id, 'project.closed', id, '{}', now(), 0 from closed`.execute(
    db,
  );
}

/** What the rules need of a row. */
export function projectTerms(row: Selectable<ProjectTable>): ProjectTerms {
  return {
    id: row.id,
    version: row.version,
    currency: row.currency,
    minimumAmount: row.minimum_amount,
    maximumAmount: row.maximum_amount,
    state: row.state,
    closesAt: row.closes_at,
  };
}

/** A row as the contract says it. */
export function toProject(row: Row, fee: FeeTerms, now: Date): Project {
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    id: row.id,
    title: row.title,
    summary: row.summary,
    story: row.story,
    language: row.language,
    images: row.images,
    currency: row.currency,
    goal: row.goal_amount === null ? null : money(row.goal_amount),
    suggestedAmounts: row.suggested_amounts.map(money),
    minimum: money(row.minimum_amount),
    maximum: money(row.maximum_amount),
    state: isOpen({ state: row.state, closesAt: row.closes_at }, now) ? 'open' : 'closed',
    closesAt: row.closes_at?.toISOString() ?? null,
    feeSchedule: { basisPoints: fee.basisPoints, fixed: money(fee.fixedAmount) },
    totals: {
      raised: money(row.raised_amount),
      donations: row.donation_count,
      version: row.total_version,
      asOf: row.total_updated_at.toISOString(),
    },
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
