/** Connected shops as rows. */
import type { Id, Merchant } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ShopSourceTable } from '../../database/tables/shop-sources.ts';
import { toMerchant } from '../merchants/records.ts';
import type { SourceKind } from './port.ts';

export type SourceRow = Selectable<ShopSourceTable>;

/** A source with the merchant whose orders it tells. */
export interface SourceOfMerchant {
  readonly row: SourceRow;
  readonly merchant: Merchant;
}

/** Most signing secrets of a source: a new one, and the old one until the shop signs with the new. */
const secretsMax = 2;

export interface NewSource {
  readonly id: Id<'shopSource'>;
  readonly organizationId: Id<'organization'>;
  readonly merchant: Pick<Merchant, 'id' | 'livemode'>;
  readonly kind: SourceKind;
  readonly name: string;
  readonly secrets: readonly string[];
  readonly access: object | null;
}

/** Connects a shop. @returns false where the merchant has one of that kind already */
export async function insertSource(
  db: Kysely<Database>,
  { id, organizationId, merchant, kind, name, secrets, access }: NewSource,
  now: Date,
): Promise<boolean> {
  const made = await db
    .insertInto('shop_source')
    .values({
      organization_id: organizationId,
      id,
      livemode: merchant.livemode,
      merchant_id: merchant.id,
      kind,
      name,
      secrets: [...secrets],
      access: access === null ? null : JSON.stringify(access),
      next_poll_at: now,
      poll_failures: 0,
      state: 'connected',
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made !== undefined;
}

/** One source of whatever organization: its address names nothing else. */
export function findSource(
  db: Kysely<Database>,
  id: Id<'shopSource'>,
): Promise<SourceRow | undefined> {
  return db.selectFrom('shop_source').selectAll().where('id', '=', id).executeTakeFirst();
}

/** All sources of all organizations, oldest first. */
export function allSources(db: Kysely<Database>): Promise<SourceRow[]> {
  return db.selectFrom('shop_source').selectAll().orderBy('id').execute();
}

/** These sources with their merchants. */
export async function sourcesWithMerchants(
  db: Kysely<Database>,
  ids: readonly Id<'shopSource'>[],
): Promise<ReadonlyMap<Id<'shopSource'>, SourceOfMerchant>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('shop_source')
    .selectAll()
    .where('id', 'in', [...new Set(ids)])
    .execute();
  const merchants = await db
    .selectFrom('merchant')
    .selectAll()
    .where('id', 'in', [...new Set(rows.map((row) => row.merchant_id))])
    .execute();
  return new Map(
    rows.flatMap((row) => {
      const owner = merchants.find(
        ({ organization_id, id }) =>
          organization_id === row.organization_id && id === row.merchant_id,
      );
      return owner === undefined ? [] : [[row.id, { row, merchant: toMerchant(owner) }]];
    }),
  );
}

/** Has it signed with the new secret, too; of two that there were, the older one is dropped. */
export async function addSecret(
  db: Kysely<Database>,
  { organization_id, id, secrets }: SourceRow,
  secret: string,
): Promise<void> {
  const kept = [secret, ...secrets.filter((known) => known !== secret)].slice(0, secretsMax);
  await setSource(db, { organization_id, id }, { secrets: kept });
}

/** Only the newest secret signs from now on. */
export async function dropOldSecret(
  db: Kysely<Database>,
  { organization_id, id, secrets }: SourceRow,
): Promise<void> {
  await setSource(db, { organization_id, id }, { secrets: secrets.slice(0, 1) });
}

/** Takes nothing more from it, and forgets its keys; what it told stays. */
export async function disconnectSource(
  db: Kysely<Database>,
  { organization_id, id }: SourceRow,
): Promise<void> {
  await setSource(
    db,
    { organization_id, id },
    { secrets: [], access: null, state: 'disconnected' },
  );
}

async function setSource(
  db: Kysely<Database>,
  { organization_id, id }: Pick<SourceRow, 'organization_id' | 'id'>,
  change: { secrets: string[]; access?: null; state?: SourceRow['state'] },
): Promise<void> {
  await db
    .updateTable('shop_source')
    .set(change)
    .where('organization_id', '=', organization_id)
    .where('id', '=', id)
    .execute();
}

/** Takes a source that is to be asked; no other process does before it is due again. */
export async function takeDueSource(
  db: Kysely<Database>,
  { now, nextAt }: { readonly now: Date; readonly nextAt: Date },
): Promise<SourceRow | undefined> {
  const { rows } = await sql<SourceRow>`
    update shop_source set next_poll_at = ${nextAt}
    where (organization_id, id) in (
      select organization_id, id from shop_source
      where next_poll_at <= ${now} and state = 'connected' and access is not null
      order by next_poll_at limit 1 for update skip locked)
    returning *`.execute(db);
  return rows[0];
}

/** It was asked for all before this time. */
export async function finishPoll(
  db: Kysely<Database>,
  { organization_id, id }: SourceRow,
  until: Date,
): Promise<void> {
  await sql`
    update shop_source set polled_until = greatest(polled_until, ${until}::timestamptz),
      poll_failures = 0, poll_fault = null
    where organization_id = ${organization_id} and id = ${id}`.execute(db);
}

/** It could not be asked, and is to be asked again then. */
export async function failPoll(
  db: Kysely<Database>,
  { organization_id, id }: SourceRow,
  { fault, nextAt }: { readonly fault: string; readonly nextAt: Date },
): Promise<void> {
  await sql`
    update shop_source set poll_failures = poll_failures + 1, poll_fault = ${fault},
      next_poll_at = ${nextAt}
    where organization_id = ${organization_id} and id = ${id}`.execute(db);
}
