/** Whose project an address names, and with which key a page about it may ask the platform. */
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
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

/** The newest publishable key of a book that is not revoked; undefined when there is none. */
export async function findPublishableKey(
  db: Kysely<Database>,
  { organizationId, livemode }: ProjectOwner,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('api_key')
    .select('publishable_token')
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('kind', '=', 'publishable')
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.publishable_token ?? undefined;
}
