/** Whose project an address names, and with which key a page about it may ask the platform. */
import type { Id, Interval, RecurringState } from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';

/** Whose a project is. */
export interface ProjectOwner {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly organizationName: string;
}

/** The owner of a project, found by its id alone; undefined when there is no such project. */
export async function findOwner(
  db: Kysely<Database>,
  projectId: Id<'project'>,
): Promise<ProjectOwner | undefined> {
  const row = await db
    .selectFrom('project')
    .innerJoin('organization', 'organization.id', 'project.organization_id')
    .select(['project.organization_id', 'project.livemode', 'organization.name'])
    .where('project.id', '=', projectId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { organization_id: organizationId, livemode, name: organizationName } = row;
  return { organizationId, livemode, organizationName };
}

/** The key that a page about a book's project counts by, and asks with. */
export interface PageKey {
  readonly id: Id<'key'>;
  /** Undefined when no page may ask. */
  readonly token: string | undefined;
}

/**
 * The newest publishable key of a book that is not revoked; where there is none, one that nobody asks
 * with, for counting by it. Undefined when the book never had a key.
 */
export async function findPageKey(
  db: Kysely<Database>,
  { organizationId, livemode }: ProjectOwner,
): Promise<PageKey | undefined> {
  const isActive = sql<boolean>`(kind = 'publishable' and revoked_at is null)`;
  const row = await db
    .selectFrom('api_key')
    .select(['id', 'publishable_token', isActive.as('is_active')])
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .orderBy(isActive, 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && { id: row.id, token: row.is_active ? (row.publishable_token ?? undefined) : undefined }
  );
}

/** A recurring gift as its thanks tell of it. */
export interface Repetition {
  readonly state: RecurringState;
  readonly interval: Interval;
  readonly anchorAt: Date;
  /** What the provider has said; null before its first word. */
  readonly nextChargeAt: Date | null;
  /** Whether the charity has a page on which donors change theirs. */
  readonly hasDonorPage: boolean;
}

/** The recurring gift that a donation is a charge of. */
export function findRepetition(
  db: Kysely<Database>,
  { organizationId }: ProjectOwner,
  id: Id<'recurringGift'>,
): Promise<Repetition | undefined> {
  return db
    .selectFrom('recurring_gift as gift')
    .leftJoin('receipt_profile as profile', 'profile.organization_id', 'gift.organization_id')
    .select([
      'gift.state',
      'gift.recurring_interval as interval',
      'gift.anchor_at as anchorAt',
      'gift.next_charge_at as nextChargeAt',
      sql<boolean>`profile.particulars ->> 'donorPage' is not null`.as('hasDonorPage'),
    ])
    .where('gift.organization_id', '=', organizationId)
    .where('gift.id', '=', id)
    .executeTakeFirst();
}
