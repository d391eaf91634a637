/** Participants as their charity sees them: all of a book in short, and all that is kept of one. Only reads. */
import type { Id } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ParticipantTable } from '../../database/tables/deeds.ts';
import type { Book } from '../../ledger/rules.ts';
import { toDeed } from '../deeds/records.ts';

type ParticipantId = Id<'participant'>;

/** A participant in short. */
export interface ListedParticipant {
  readonly id: ParticipantId;
  readonly name: string | null;
  readonly createdAt: Date;
  readonly devices: number;
  /** In how many challenges something of theirs counts, and of how many days in all. */
  readonly challenges: number;
  readonly days: number;
}

const participantsPerPage = 500;

/**
 * All participants of the book in the order in which they came, a page at a time. Of a challenge they are those
 * who told a day of it or are of one of its teams, with what counts in it alone.
 */
export async function* participantPages(
  db: Kysely<Database>,
  { organizationId, livemode }: Book,
  challengeId: Id<'challenge'> | undefined,
): AsyncGenerator<readonly ListedParticipant[]> {
  const challenges =
    challengeId === undefined
      ? sql`select id from challenge where organization_id = ${organizationId} and livemode = ${livemode}`
      : sql`select ${challengeId}::text`;
  const own = sql`organization_id = ${organizationId} and participant_id = participant.id`;
  const isIn =
    challengeId === undefined
      ? sql`true`
      : sql`(exists (select from deed where ${own} and challenge_id = ${challengeId})
          or exists (select from team_member where ${own} and challenge_id = ${challengeId}))`;
  let after = '';
  for (;;) {
    const { rows } = await sql<ListedParticipant>`
      select participant.id, name, created_at as "createdAt", did.challenges, did.days,
        (select count(*) from device where ${own}) as devices
      from participant
      left join lateral (
        select count(distinct challenge_id) as challenges, count(*) as days from participant_day
        where ${own} and challenge_id in (${challenges}) and counted > 0) as did on true
      where organization_id = ${organizationId} and livemode = ${livemode} and participant.id > ${after} and ${isIn}
      order by participant.id limit ${participantsPerPage}`.execute(db);
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < participantsPerPage) return;
    after = last.id;
  }
}

/** All that is kept of a participant, whoever's it is; undefined where there is none. */
export async function readAllKept(db: Kysely<Database>, id: ParticipantId) {
  const row = await db
    .selectFrom('participant')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    id,
    organizationId: row.organization_id,
    livemode: row.livemode,
    name: row.name,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    referenceHash: row.reference_hash,
    addressHash: row.made_from,
    cameBefore: row.made_before,
    devices: await devicesOf(db, row),
    moves: await movesOf(db, row),
    days: await daysOf(db, row),
    deeds: await deedsOf(db, row),
    teams: await teamsOf(db, row),
  };
}

type Row = Pick<Selectable<ParticipantTable>, 'organization_id' | 'id'>;

async function devicesOf(db: Kysely<Database>, { organization_id, id }: Row) {
  const rows = await db
    .selectFrom('device')
    .selectAll()
    .where('organization_id', '=', organization_id)
    .where('participant_id', '=', id)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((device) => ({
    device: device.id,
    publicKey: device.public_key,
    counter: device.counter,
    // Of the device's own clock; zero before its first wish.
    wishMs: device.wish_ms,
    createdAt: device.created_at.toISOString(),
  }));
}

async function movesOf(db: Kysely<Database>, { organization_id, id }: Row) {
  const rows = await db
    .selectFrom('participant_move')
    .select(['token_sha256', 'expires_at', 'used_at'])
    .where('organization_id', '=', organization_id)
    .where('participant_id', '=', id)
    .orderBy('expires_at')
    .execute();
  return rows.map((move) => ({
    tokenSha256: move.token_sha256,
    expiresAt: move.expires_at.toISOString(),
    usedAt: move.used_at?.toISOString() ?? null,
  }));
}

async function daysOf(db: Kysely<Database>, { organization_id, id }: Row) {
  const rows = await db
    .selectFrom('participant_day')
    .innerJoin('challenge', (join) =>
      join
        .onRef('challenge.organization_id', '=', 'participant_day.organization_id')
        .onRef('challenge.id', '=', 'participant_day.challenge_id'),
    )
    .selectAll('participant_day')
    .select('challenge.currency')
    .where('participant_day.organization_id', '=', organization_id)
    .where('participant_day.participant_id', '=', id)
    .orderBy('participant_day.challenge_id')
    .orderBy('participant_day.day')
    .execute();
  return rows.map((day) => ({
    challengeId: day.challenge_id,
    day: day.day,
    quantities: day.quantities,
    counted: day.counted,
    given: { amount: day.given_amount, currency: day.currency },
    limitedBy: day.limited_by,
    updatedAt: day.updated_at.toISOString(),
  }));
}

async function deedsOf(db: Kysely<Database>, { organization_id, id }: Row) {
  const rows = await db
    .selectFrom('deed')
    .innerJoin('challenge', (join) =>
      join
        .onRef('challenge.organization_id', '=', 'deed.organization_id')
        .onRef('challenge.id', '=', 'deed.challenge_id'),
    )
    .selectAll('deed')
    .select('challenge.currency')
    .where('deed.organization_id', '=', organization_id)
    .where('deed.participant_id', '=', id)
    .orderBy('deed.id')
    .execute();
  return rows.map((row) => ({
    ...toDeed(row, row.currency),
    device: row.device_id,
    signature: row.signature,
    note: row.note,
  }));
}

async function teamsOf(db: Kysely<Database>, { organization_id, id }: Row) {
  const rows = await db
    .selectFrom('team_member')
    .innerJoin('team', (join) =>
      join
        .onRef('team.organization_id', '=', 'team_member.organization_id')
        .onRef('team.id', '=', 'team_member.team_id'),
    )
    .select(['team.id', 'team.name', 'team.challenge_id', 'team_member.joined_at'])
    .where('team_member.organization_id', '=', organization_id)
    .where('team_member.participant_id', '=', id)
    .orderBy('team.id')
    .execute();
  return rows.map((team) => ({
    id: team.id,
    name: team.name,
    challengeId: team.challenge_id,
    joinedAt: team.joined_at.toISOString(),
  }));
}
