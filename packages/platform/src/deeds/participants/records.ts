/** Participants, their devices and their moves, as rows. */
import type { Id, Participant } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import { violatedConstraint } from '../../database/errors.ts';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { placeMs } from './rules.ts';

type ParticipantId = Id<'participant'>;

/** A participant of the book, with its devices in the order in which they came. */
export async function findParticipant(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  id: ParticipantId,
): Promise<Participant | undefined> {
  const row = await db
    .selectFrom('participant')
    .select(['name', 'created_at'])
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const devices = await db
    .selectFrom('device')
    .select(['id', 'counter', 'created_at'])
    .where('organization_id', '=', organizationId)
    .where('participant_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return {
    id,
    name: row.name,
    devices: devices.map((each) => ({
      device: each.id,
      counter: each.counter,
      createdAt: each.created_at.toISOString(),
    })),
    livemode,
    createdAt: row.created_at.toISOString(),
  };
}

/** A device of the book: whose it is, and its key. */
export function findDevice(db: Kysely<Database>, book: Book, device: string) {
  return db
    .selectFrom('device')
    .select(['participant_id', 'public_key', 'wish_ms'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', device)
    .executeTakeFirst();
}

/** A participant about to be made, with its first device. */
export interface NewParticipant {
  readonly id: ParticipantId;
  readonly name: string | null;
  readonly device: string;
  readonly publicKey: string;
  /** Where it is made, hashed; null where that says nothing. */
  readonly madeFrom: string | null;
}

/** Writes it; false where the device is somebody's already. */
export async function insertParticipant(
  db: Kysely<Database>,
  book: Book,
  { id, name, device, publicKey, madeFrom }: NewParticipant,
  now: Date,
): Promise<boolean> {
  try {
    await db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('participant')
        .values({
          organization_id: book.organizationId,
          id,
          livemode: book.livemode,
          name,
          made_from: madeFrom,
          made_before: await countMadeFrom(transaction, book, madeFrom, now),
          created_at: now,
          updated_at: now,
        })
        .execute();
      await insertDevice(transaction, book, id, device, publicKey, now);
    });
    return true;
  } catch (error) {
    // Two requests with the same new key: the other one made it.
    if (violatedConstraint(error) === 'device_pkey') return false;
    throw error;
  }
}

/**
 * How many of the same book came from there in the day before. Until the transaction ends, whoever comes from
 * there waits, so that many at once are counted like one after another.
 */
async function countMadeFrom(
  transaction: Transaction<Database>,
  { organizationId, livemode }: Book,
  madeFrom: string | null,
  now: Date,
): Promise<number> {
  if (madeFrom === null) return 0;
  const place = `${organizationId} ${livemode} ${madeFrom}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${place}, 0))`.execute(transaction);
  const { made } = await transaction
    .selectFrom('participant')
    .select((set) => set.fn.countAll<number>().as('made'))
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('made_from', '=', madeFrom)
    .where('created_at', '>', new Date(now.getTime() - placeMs))
    .executeTakeFirstOrThrow();
  return made;
}

/** Gives a participant one more device. */
export async function insertDevice(
  transaction: Transaction<Database>,
  book: Book,
  participantId: ParticipantId,
  device: string,
  publicKey: string,
  now: Date,
): Promise<void> {
  await transaction
    .insertInto('device')
    .values({
      organization_id: book.organizationId,
      livemode: book.livemode,
      id: device,
      participant_id: participantId,
      public_key: publicKey,
      created_at: now,
    })
    .execute();
}

/** Notes that a wish is the device's newest; false where one of the same time or later came before. */
export async function moveWish(
  transaction: Transaction<Database>,
  book: Book,
  device: string,
  madeAtMs: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('device')
    .set({ wish_ms: madeAtMs })
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', device)
    .where('wish_ms', '<', madeAtMs)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Calls a participant so. */
export async function renameParticipant(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  id: ParticipantId,
  name: string | null,
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('participant')
    .set({ name, updated_at: now })
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/** Nobody gives a participant another device, move, name or team until the transaction ends. Deeds go on. */
export async function lockParticipant(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  id: ParticipantId,
): Promise<void> {
  await transaction
    .selectFrom('participant')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute();
}

/** How many devices a participant has. */
export async function countDevices(
  db: Kysely<Database>,
  { organizationId }: Book,
  id: ParticipantId,
): Promise<number> {
  const { devices } = await db
    .selectFrom('device')
    .select((set) => set.fn.countAll<number>().as('devices'))
    .where('organization_id', '=', organizationId)
    .where('participant_id', '=', id)
    .executeTakeFirstOrThrow();
  return devices;
}

/** Keeps a move in the place of whatever the participant asked for and did not use. */
export async function replaceMove(
  transaction: Transaction<Database>,
  { organizationId, livemode }: Book,
  participantId: ParticipantId,
  { tokenSha256, expiresAt }: { readonly tokenSha256: string; readonly expiresAt: Date },
): Promise<void> {
  await transaction
    .deleteFrom('participant_move')
    .where('organization_id', '=', organizationId)
    .where('participant_id', '=', participantId)
    .where('used_at', 'is', null)
    .execute();
  await transaction
    .insertInto('participant_move')
    .values({
      organization_id: organizationId,
      token_sha256: tokenSha256,
      livemode,
      participant_id: participantId,
      expires_at: expiresAt,
    })
    .execute();
}

/** A move of the book. */
export async function findMove(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  tokenSha256: string,
) {
  const row = await db
    .selectFrom('participant_move')
    .select(['participant_id', 'expires_at', 'used_at'])
    .where('organization_id', '=', organizationId)
    .where('livemode', '=', livemode)
    .where('token_sha256', '=', tokenSha256)
    .executeTakeFirst();
  return (
    row && { participantId: row.participant_id, expiresAt: row.expires_at, usedAt: row.used_at }
  );
}

/** Says that a move is used. */
export async function endMove(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  tokenSha256: string,
  now: Date,
): Promise<void> {
  await transaction
    .updateTable('participant_move')
    .set({ used_at: now })
    .where('organization_id', '=', organizationId)
    .where('token_sha256', '=', tokenSha256)
    .execute();
}
