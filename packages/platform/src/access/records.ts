/** Organizations and keys in the database. */
import type { Id, IdSource } from '@kindcart/contract';
import { newId } from '@kindcart/contract/ids';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { hashKey, type KeyKind, lastFour, makeKey } from './keys.ts';
import type { KeyLookup } from './lookup.ts';

/** An organization: a charity or a merchant, with its own keys, data and books. */
export interface Organization {
  readonly id: Id<'organization'>;
  readonly name: string;
  readonly createdAt: Date;
}

/** What a key is made of. */
export interface KeyRequest {
  readonly organizationId: Id<'organization'>;
  readonly kind: KeyKind;
  readonly livemode: boolean;
  /** Exact origins on which a publishable key may be used; none for a secret one. */
  readonly origins: readonly string[];
  /** What its people call it. */
  readonly label: string;
}

/** A key as listed. A secret one can never be shown again. */
export interface ListedKey extends KeyRequest {
  readonly id: Id<'key'>;
  readonly last4: string;
  /** The key itself when it is publishable, else null. */
  readonly token: string | null;
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

/** A key just made. */
export interface IssuedKey {
  readonly id: Id<'key'>;
  /** The key itself. A secret one is in no other place: it is shown once. */
  readonly token: string;
}

/** Adds an organization. */
export async function addOrganization(
  db: Kysely<Database>,
  ids: IdSource,
  name: string,
): Promise<Id<'organization'>> {
  const id = newId('organization', ids);
  await db.insertInto('organization').values({ id, name }).execute();
  return id;
}

/** All organizations, oldest first. */
export async function listOrganizations(db: Kysely<Database>): Promise<Organization[]> {
  const rows = await db.selectFrom('organization').selectAll().orderBy('id').execute();
  return rows.map(({ id, name, created_at }) => ({ id, name, createdAt: created_at }));
}

/** Makes and stores a key; of a secret one only the hash. */
export async function issueKey(
  db: Kysely<Database>,
  ids: IdSource,
  request: KeyRequest,
): Promise<IssuedKey> {
  const { kind, livemode, organizationId, origins, label } = request;
  const token = makeKey(kind, livemode ? 'live' : 'test', ids.fillRandom);
  const id = newId('key', ids);
  await db
    .insertInto('api_key')
    .values({
      organization_id: organizationId,
      id,
      livemode,
      kind,
      secret_sha256: hashKey(token),
      last4: lastFour(token),
      publishable_token: kind === 'publishable' ? token : null,
      origins: [...origins],
      label,
      revoked_at: null,
    })
    .execute();
  return { id, token };
}

/** Keys of one organization or of all, oldest first. */
export async function listKeys(
  db: Kysely<Database>,
  organizationId?: Id<'organization'>,
): Promise<ListedKey[]> {
  const all = db.selectFrom('api_key').selectAll().orderBy('organization_id').orderBy('id');
  const asked =
    organizationId === undefined ? all : all.where('organization_id', '=', organizationId);
  const rows = await asked.execute();
  return rows.map((row) => ({
    id: row.id,
    organizationId: row.organization_id,
    kind: row.kind,
    livemode: row.livemode,
    origins: row.origins,
    label: row.label,
    last4: row.last4,
    token: row.publishable_token,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  }));
}

/**
 * Revokes a key; every process refuses it within 2 seconds.
 *
 * @returns false when there is no such key, or it was revoked before
 */
export async function revokeKey(db: Kysely<Database>, id: Id<'key'>, at: Date): Promise<boolean> {
  const revoked = await db
    .updateTable('api_key')
    .set({ revoked_at: at })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .returning('id')
    .execute();
  return revoked.length > 0;
}

/** Finds keys in the database, for the gate. */
export function createKeyLookup(db: Kysely<Database>): KeyLookup {
  return {
    async find(keySha256) {
      const row = await db
        .selectFrom('api_key')
        .select(['id', 'organization_id', 'livemode', 'kind', 'origins', 'revoked_at'])
        .where('secret_sha256', '=', keySha256)
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        keyId: row.id,
        organizationId: row.organization_id,
        livemode: row.livemode,
        kind: row.kind,
        origins: row.origins,
        revoked: row.revoked_at !== null,
      };
    },
  };
}
