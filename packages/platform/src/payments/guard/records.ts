/** Declines, attempts, pauses, used proofs and the guard's secrets, as rows. */
import type { Alert, Id } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { KeyPauseTable } from '../../database/tables/guard.ts';
import type { Book } from '../../ledger/rules.ts';
import type { KeyFacts } from './rules.ts';
import type { BegunBy } from './seal.ts';

const secretName = 'guard_secret';
const dayPrefix = 'guard_day:';

/** A secret by its name, made of `fresh` by whoever asks first. */
async function secretNamed(db: Kysely<Database>, name: string, fresh: string): Promise<string> {
  await db
    .insertInto('setting')
    .values({ name, value: fresh })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = db.selectFrom('setting').select('value').where('name', '=', name);
  return (await kept.executeTakeFirstOrThrow()).value;
}

/** What addresses and cards are hashed with, and challenges signed. */
export function standingSecret(db: Kysely<Database>, fresh: string): Promise<string> {
  return secretNamed(db, secretName, fresh);
}

/** What seals the donations of a day. */
export function daySecret(db: Kysely<Database>, day: string, fresh: string): Promise<string> {
  return secretNamed(db, dayPrefix + day, fresh);
}

/** The secret of a day gone by; undefined when it was thrown away. */
export async function findDaySecret(
  db: Kysely<Database>,
  day: string,
): Promise<string | undefined> {
  const row = await db
    .selectFrom('setting')
    .select('value')
    .where('name', '=', dayPrefix + day)
    .executeTakeFirst();
  return row?.value;
}

/** The donation of a payment, with who began it. */
export function findBegun(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
) {
  return db
    .selectFrom('donation')
    .select(['id', 'begun_by', 'provider', 'livemode'])
    .where('organization_id', '=', organizationId)
    .where('payment_reference', '=', reference)
    .executeTakeFirst();
}

/** Another card that is about to be given. */
interface BegunCard extends BegunBy {
  readonly organizationId: Id<'organization'>;
  readonly reference: Id<'payment'>;
  readonly at: Date;
}

/** Keeps who begins to give another card. */
export async function keepBegunCard(db: Kysely<Database>, begun: BegunCard): Promise<void> {
  await db
    .insertInto('begun_card')
    .values({
      organization_id: begun.organizationId,
      reference: begun.reference,
      key_id: begun.keyId,
      address: begun.address,
      begun_at: begun.at,
    })
    .execute();
}

/** Who began to give another card; undefined for a charity's own server, and after a day. */
export async function findBegunCard(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  reference: Id<'payment'>,
): Promise<BegunBy | undefined> {
  const row = await db
    .selectFrom('begun_card')
    .select(['key_id', 'address'])
    .where('organization_id', '=', organizationId)
    .where('reference', '=', reference)
    .executeTakeFirst();
  return row && { keyId: row.key_id, address: row.address };
}

/** A declined payment. */
export interface Decline {
  readonly organizationId: Id<'organization'>;
  readonly reference: Id<'payment'>;
  readonly eventId: string;
  readonly keyId: Id<'key'>;
  readonly address: string;
  readonly card: string | null;
  readonly at: Date;
}

/** Keeps a decline, once for each event, and says how many the payment has now. */
export async function keepDecline(db: Kysely<Database>, decline: Decline): Promise<number> {
  const { organizationId, reference } = decline;
  await db
    .insertInto('payment_decline')
    .values({
      organization_id: organizationId,
      reference,
      event_id: decline.eventId,
      key_id: decline.keyId,
      address: decline.address,
      card: decline.card,
      declined_at: decline.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { count } = await db
    .selectFrom('payment_decline')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('reference', '=', reference)
    .executeTakeFirstOrThrow();
  return count;
}

/** Donations begun with a key within a minute of the clock. */
export interface Attempts {
  readonly organizationId: Id<'organization'>;
  readonly keyId: Id<'key'>;
  readonly minuteMs: number;
  readonly attempts: number;
}

/** Adds to what other processes have counted. */
export async function addAttempts(db: Kysely<Database>, items: readonly Attempts[]): Promise<void> {
  if (items.length === 0) return;
  await db
    .insertInto('key_attempts')
    .values(
      items.map((item) => ({
        organization_id: item.organizationId,
        key_id: item.keyId,
        minute: new Date(item.minuteMs),
        attempts: item.attempts,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['organization_id', 'key_id', 'minute'])
        .doUpdateSet({ attempts: sql`key_attempts.attempts + excluded.attempts` }),
    )
    .execute();
}

/** What is known of a key. */
export interface KnownKey extends KeyFacts {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  /** From when its declines and attempts count: within the window, and since its last pause ended. */
  readonly sinceMs: number;
  /** Its pauses within the last day, the present one among them. */
  readonly pauses: number;
  /** Of its last pause, and 0 before the first. */
  readonly ordinal: number;
}

interface KeyRow {
  readonly organization_id: Id<'organization'>;
  readonly key_id: Id<'key'>;
  readonly livemode: boolean;
  readonly since: Date;
  readonly counts: KeyFacts['counts'] | null;
  readonly attempts: number;
  readonly paused_until: Date | null;
  readonly pauses: number;
  readonly ordinal: number;
}

/** Every key that has declines since then or a pause still, with its facts. */
export async function readKeys(
  db: Kysely<Database>,
  { since, now }: { readonly since: Date; readonly now: Date },
): Promise<Map<Id<'key'>, KnownKey>> {
  const { rows } = await sql<KeyRow>`
    with pauses as (
      select organization_id, key_id, max(ordinal) as ordinal,
        max(coalesce(lifted_at, until)) as ended_at,
        max(until) filter (where lifted_at is null and until > ${now}) as paused_until,
        (count(*) filter (where created_at > ${now}::timestamptz - interval '1 day'))::integer as pauses
      from key_pause group by organization_id, key_id),
    fresh as (
      select organization_id, key_id, address, card, count(*)::integer as declines
      from payment_decline left join pauses using (organization_id, key_id)
      where declined_at > ${since} and (ended_at is null or declined_at > ended_at)
      group by organization_id, key_id, address, card),
    counted as (
      select organization_id, key_id,
        json_agg(json_build_object('address', address, 'card', card, 'declines', declines)
          order by address, card) as counts
      from fresh group by organization_id, key_id),
    known as (
      select *, greatest(${since}, ended_at) as since
      from counted full join pauses using (organization_id, key_id)
      where counts is not null or paused_until is not null)
    select known.organization_id, known.key_id, api_key.livemode, since, counts, paused_until,
      coalesce(pauses, 0) as pauses, coalesce(ordinal, 0) as ordinal,
      coalesce((
        select sum(attempts) from key_attempts as tally
        where tally.organization_id = known.organization_id and tally.key_id = known.key_id
          and minute + interval '1 minute' > since), 0)::bigint as attempts
    from known
    join api_key on api_key.organization_id = known.organization_id and api_key.id = known.key_id`.execute(
    db,
  );
  return new Map(
    rows.map((row) => [
      row.key_id,
      {
        organizationId: row.organization_id,
        livemode: row.livemode,
        sinceMs: row.since.getTime(),
        counts: row.counts ?? [],
        attempts: row.attempts,
        pausedUntilMs: row.paused_until?.getTime() ?? null,
        pauses: row.pauses,
        ordinal: row.ordinal,
      },
    ]),
  );
}

/** A pause about to begin. */
export interface NewPause extends Book {
  readonly keyId: Id<'key'>;
  readonly ordinal: number;
  readonly id: Id<'alert'>;
  readonly attempts: number;
  readonly declines: number;
  readonly at: Date;
  readonly until: Date;
}

/** Pauses the key; false when another process has done so already. */
export async function keepPause(db: Kysely<Database>, pause: NewPause): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('key_pause')
    .values({
      organization_id: pause.organizationId,
      livemode: pause.livemode,
      key_id: pause.keyId,
      ordinal: pause.ordinal,
      id: pause.id,
      attempts: pause.attempts,
      declines: pause.declines,
      created_at: pause.at,
      until: pause.until,
      lifted_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Ends a key's pause; false when it has none. */
export async function liftPause(
  db: Kysely<Database>,
  keyId: Id<'key'>,
  at: Date,
): Promise<boolean> {
  const lifted = await db
    .updateTable('key_pause')
    .set({ lifted_at: at })
    .where('key_id', '=', keyId)
    .where('until', '>', at)
    .where('lifted_at', 'is', null)
    .returning('id')
    .execute();
  return lifted.length > 0;
}

/** Until when keys are paused, of those that are. */
export async function pausedKeys(db: Kysely<Database>, now: Date): Promise<Map<Id<'key'>, Date>> {
  const rows = await db
    .selectFrom('key_pause')
    .select(['key_id', 'until'])
    .where('until', '>', now)
    .where('lifted_at', 'is', null)
    .execute();
  return new Map(rows.map(({ key_id, until }) => [key_id, until]));
}

/** A page of the book's alerts, newest first. */
export async function listAlerts(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<Alert[]> {
  let query = db
    .selectFrom('key_pause')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .orderBy('id', 'desc')
    .limit(page.limit);
  if (page.cursor !== undefined) query = query.where(sql<boolean>`id < ${page.cursor}`);
  return (await query.execute()).map(toAlert);
}

function toAlert(row: Selectable<KeyPauseTable>): Alert {
  return {
    id: row.id,
    kind: 'key_paused',
    keyId: row.key_id,
    attempts: row.attempts,
    declines: row.declines,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    until: row.until.toISOString(),
    liftedAt: row.lifted_at?.toISOString() ?? null,
  };
}

/** Uses a solved challenge up; false when it was used before. */
export async function claimProof(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  challenge: string,
  expiresAt: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('spent_proof')
    .values({ organization_id: organizationId, challenge, expires_at: expiresAt })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** Throws away what is older than a day, and proofs that have expired; says how many rows it was. */
export async function forgetDeclines(db: Kysely<Database>, now: Date): Promise<number> {
  const { rows } = await sql<{ forgotten: number }>`
    with declines as (
      delete from payment_decline where declined_at < ${now}::timestamptz - interval '1 day'
      returning 1),
    attempts as (
      delete from key_attempts where minute < ${now}::timestamptz - interval '1 day' returning 1),
    cards as (
      delete from begun_card where begun_at < ${now}::timestamptz - interval '1 day' returning 1),
    proofs as (delete from spent_proof where expires_at < ${now} returning 1),
    secrets as (
      delete from setting
      where name like ${`${dayPrefix}%`}
        and name < ${dayPrefix} || to_char((${now}::timestamptz - interval '1 day') at time zone 'UTC', 'YYYY-MM-DD')
      returning 1)
    select (select count(*) from declines)::integer + (select count(*) from attempts)::integer
      + (select count(*) from cards)::integer + (select count(*) from proofs)::integer + (select count(*) from secrets)::integer
      as forgotten`.execute(db);
  return rows[0]?.forgotten ?? 0;
}
