/** A donor's own recurring gifts as rows: those whose first gift was made under the donor's address. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { selectWhole, type WholeRow } from '../recurring/records.ts';
import type { DonorKey } from './records.ts';

/** A recurring gift with what a change of it has to know of its project. */
export type OwnRow = WholeRow & {
  readonly project_title: string;
  readonly minimum_amount: number;
  readonly maximum_amount: number;
};

function selectOwn(db: Kysely<Database>, donor: DonorKey) {
  return selectWhole(db, donor)
    .innerJoin('project', (join) =>
      join
        .onRef('project.organization_id', '=', 'gift.organization_id')
        .onRef('project.id', '=', 'gift.project_id'),
    )
    .select(['project.title as project_title', 'project.minimum_amount', 'project.maximum_amount'])
    .where('detail.email_key', '=', donor.emailKey);
}

/** One of the donor's recurring gifts, or undefined. */
export function findOwn(
  db: Kysely<Database>,
  donor: DonorKey,
  id: Id<'recurringGift'>,
): Promise<OwnRow | undefined> {
  return selectOwn(db, donor).where('gift.id', '=', id).executeTakeFirst();
}

/** A page of the donor's recurring gifts, newest first, after the cursor. */
export function listOwn(
  db: Kysely<Database>,
  donor: DonorKey,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<OwnRow[]> {
  let query = selectOwn(db, donor).orderBy('gift.id', 'desc').limit(page.limit);
  if (page.cursor !== undefined) query = query.where(sql<boolean>`gift.id < ${page.cursor}`);
  return query.execute();
}
