/** Totals as the live stream tells them. */
import {
  type Id,
  isId,
  type LiveChallenge,
  type LiveItem,
  type LiveProject,
} from '@kindcart/contract';
import type { Kysely } from 'kysely';
import { findTotals } from '../commerce/items/records.ts';
import type { Database } from '../database/schema.ts';
import { findChallengeTotals } from '../deeds/challenges/records.ts';
import type { Book } from '../ledger/rules.ts';

/** One event of the stream: the totals of a project, a charity item or a challenge. */
export type LiveNews =
  | { readonly name: 'project'; readonly id: Id<'project'>; readonly event: LiveProject }
  | { readonly name: 'item'; readonly id: Id<'charityItem'>; readonly event: LiveItem }
  | { readonly name: 'challenge'; readonly id: Id<'challenge'>; readonly event: LiveChallenge };

/** Reads what there is in the book of the things with these ids, in no order. */
export async function readTotals(
  db: Kysely<Database>,
  { ids, ...book }: Book & { readonly ids: ReadonlySet<LiveNews['id']> },
  now: Date,
): Promise<LiveNews[]> {
  const all = [...ids];
  const projects = all.filter((id): id is Id<'project'> => isId('project', id));
  const items = all.filter((id): id is Id<'charityItem'> => isId('charityItem', id));
  const challenges = all.filter((id): id is Id<'challenge'> => isId('challenge', id));
  return [
    ...(projects.length > 0 ? await projectNews(db, book, projects) : []),
    ...(items.length > 0 ? await itemNews(db, book, items) : []),
    ...(challenges.length > 0 ? await challengeNews(db, book, challenges, now) : []),
  ];
}

async function projectNews(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  ids: readonly Id<'project'>[],
): Promise<LiveNews[]> {
  const rows = await db
    .selectFrom('project_total')
    .innerJoin('project', (join) =>
      join
        .onRef('project.organization_id', '=', 'project_total.organization_id')
        .onRef('project.id', '=', 'project_total.project_id'),
    )
    .select(['project.id', 'project.currency', 'raised_amount', 'donation_count'])
    .select(['project_total.version', 'project_total.updated_at'])
    .where('project.organization_id', '=', organizationId)
    .where('project.livemode', '=', livemode)
    .where('project.id', 'in', [...ids])
    .execute();
  return rows.map((row) => ({
    name: 'project',
    id: row.id,
    event: {
      projectId: row.id,
      totals: {
        raised: { amount: row.raised_amount, currency: row.currency },
        donations: row.donation_count,
        version: row.version,
        asOf: row.updated_at.toISOString(),
      },
    },
  }));
}

async function itemNews(
  db: Kysely<Database>,
  book: Book,
  ids: readonly Id<'charityItem'>[],
): Promise<LiveNews[]> {
  const found = await findTotals(db, book, ids);
  return found.map((event) => ({ name: 'item', id: event.charityItemId, event }));
}

async function challengeNews(
  db: Kysely<Database>,
  book: Book,
  ids: readonly Id<'challenge'>[],
  now: Date,
): Promise<LiveNews[]> {
  const found = await findChallengeTotals(db, book, ids, now);
  return found.map((event) => ({ name: 'challenge', id: event.challengeId, event }));
}
