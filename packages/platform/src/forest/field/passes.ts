/** Field passes: links for those who observe trees, of whose secrets only a hash is kept. */
import { hash, timingSafeEqual } from 'node:crypto';
import { type Id, isId } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

/** What a pass lets do, and in whose name. */
export interface FieldPass extends Book {
  readonly id: Id<'fieldPass'>;
  readonly observer: string;
  readonly organizationName: string;
  readonly expiresAt: Date;
}

/** A pass as those see it who gave it. */
export interface GivenPass extends FieldPass {
  readonly createdAt: Date;
  readonly revokedAt: Date | null;
}

const randomBytes = 32;
const secretPattern = /^fp_[\w-]{43}$/;

/**
 * A new secret: 32 random bytes, under a prefix by which scanners find leaked ones.
 *
 * @param fillRandom fills the array with random bytes and returns it
 */
export function makeFieldSecret(
  fillRandom: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array,
): string {
  const bytes = fillRandom(new Uint8Array(randomBytes));
  return `fp_${Buffer.from(bytes).toString('base64url')}`;
}

const hashOf = (secret: string) => hash('sha256', secret);

/** Keeps a new pass. */
export async function insertFieldPass(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  made: {
    readonly id: Id<'fieldPass'>;
    readonly secret: string;
    readonly observer: string;
    readonly now: Date;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await db
    .insertInto('field_pass')
    .values({
      organization_id: organizationId,
      id: made.id,
      livemode,
      observer: made.observer,
      secret_sha256: hashOf(made.secret),
      expires_at: made.expiresAt,
      created_at: made.now,
      revoked_at: null,
    })
    .execute();
}

function selectPasses(db: Kysely<Database>) {
  return db
    .selectFrom('field_pass')
    .innerJoin('organization', 'organization.id', 'field_pass.organization_id')
    .selectAll('field_pass')
    .select('organization.name');
}

type Row = Awaited<ReturnType<ReturnType<typeof selectPasses>['executeTakeFirstOrThrow']>>;

function toPass(row: Row): GivenPass {
  return {
    id: row.id,
    organizationId: row.organization_id,
    livemode: row.livemode,
    observer: row.observer,
    organizationName: row.name,
    expiresAt: row.expires_at,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}

/** The pass with this secret, while it counts; undefined when there is none such. */
export async function openFieldPass(
  db: Kysely<Database>,
  secret: string,
  now: Date,
): Promise<FieldPass | undefined> {
  if (!secretPattern.test(secret)) return undefined;
  const wanted = hashOf(secret);
  const row = await selectPasses(db).where('secret_sha256', '=', wanted).executeTakeFirst();
  if (row === undefined) return undefined;
  const isSame = timingSafeEqual(Buffer.from(row.secret_sha256), Buffer.from(wanted));
  const counts = row.revoked_at === null && row.expires_at > now;
  return isSame && counts ? toPass(row) : undefined;
}

/** All passes, the newest first. */
export async function allFieldPasses(db: Kysely<Database>): Promise<GivenPass[]> {
  const rows = await selectPasses(db)
    .orderBy('field_pass.organization_id')
    .orderBy('field_pass.id', 'desc')
    .execute();
  return rows.map(toPass);
}

/** Takes a pass back; false when there is none with this id. Twice is the same. */
export async function revokeFieldPass(
  db: Kysely<Database>,
  id: string,
  now: Date,
): Promise<boolean> {
  if (!isId('fieldPass', id)) return false;
  const row = await selectPasses(db).where('field_pass.id', '=', id).executeTakeFirst();
  if (row === undefined) return false;
  await db
    .updateTable('field_pass')
    .set({ revoked_at: row.revoked_at ?? now })
    .where('organization_id', '=', row.organization_id)
    .where('id', '=', row.id)
    .execute();
  return true;
}
