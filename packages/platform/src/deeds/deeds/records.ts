/** Deeds as rows: those under review, and the days of a participant. */
import {
  type Deed,
  type Id,
  type ParticipantDay,
  type Source,
  sourceFacts,
} from '@kindcart/contract';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ChallengeTable } from '../../database/tables/deeds.ts';
import type { Book } from '../../ledger/rules.ts';
import type { DeedRow } from './batch.ts';

/** A deed as it is told. */
export function toDeed(row: DeedRow, currency: string): Deed {
  return {
    id: row.id,
    challengeId: row.challenge_id,
    participantId: row.participant_id,
    day: row.day,
    quantity: row.quantity,
    source: row.source,
    counter: row.counter,
    state: row.state,
    reason: row.reason,
    counted: row.counted,
    given: { amount: row.given_amount, currency },
    limitedBy: row.limited_by,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}

/** One deed; undefined where the book has none. */
export function findDeed(
  db: Kysely<Database>,
  book: Book,
  id: Id<'deed'>,
): Promise<DeedRow | undefined> {
  return db
    .selectFrom('deed')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** A page of deeds under review, the oldest first, after the cursor. */
export async function listUnderReview(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly challengeId: Id<'challenge'> | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<Deed[]> {
  const { challengeId, cursor, limit } = page;
  let query = db
    .selectFrom('deed')
    .innerJoin('challenge', (join) =>
      join
        .onRef('challenge.organization_id', '=', 'deed.organization_id')
        .onRef('challenge.id', '=', 'deed.challenge_id'),
    )
    .selectAll('deed')
    .select('challenge.currency')
    .where('deed.organization_id', '=', book.organizationId)
    .where('deed.livemode', '=', book.livemode)
    .where('deed.state', '=', 'under_review');
  if (challengeId !== undefined) query = query.where('deed.challenge_id', '=', challengeId);
  if (cursor !== undefined) query = query.where(sql<string>`deed.id`, '>', cursor);
  const rows = await query.orderBy('deed.id').limit(limit).execute();
  return rows.map((row) => toDeed(row, row.currency));
}

/** What a challenge's days are told in; undefined where the book has no such challenge. */
export function findChallenge(
  db: Kysely<Database>,
  book: Book,
  id: Id<'challenge'>,
): Promise<Pick<ChallengeTable, 'kind' | 'currency'> | undefined> {
  return db
    .selectFrom('challenge')
    .select(['kind', 'currency'])
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Whether the book has such a participant. */
export async function isParticipant(
  db: Kysely<Database>,
  book: Book,
  id: Id<'participant'>,
): Promise<boolean> {
  const found = await db
    .selectFrom('participant')
    .select('id')
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}

/** Which of a participant's days are asked for. */
export interface DaysPage {
  readonly challengeId: Id<'challenge'>;
  readonly participantId: Id<'participant'>;
  readonly from: string | undefined;
  readonly until: string | undefined;
  /** Days before this one. */
  readonly cursor: string | undefined;
  readonly limit: number;
}

interface SourceRow extends Pick<DeedRow, 'day' | 'source' | 'quantity' | 'state' | 'reason'> {
  readonly told_at: Date;
  readonly counted: number | null;
  readonly given_amount: number | null;
  readonly limited_by: DeedRow['limited_by'];
  /** When the day last counted or gave something. */
  readonly updated_at: Date | null;
}

/** A participant's days, the latest first; also those of which nothing counts. */
export async function listDays(
  db: Kysely<Database>,
  { organizationId }: Book,
  { kind, currency }: Pick<ChallengeTable, 'kind' | 'currency'>,
  page: DaysPage,
): Promise<ParticipantDay[]> {
  const { challengeId, participantId, from, until, cursor, limit } = page;
  const own = sql`organization_id = ${organizationId} and challenge_id = ${challengeId}
    and participant_id = ${participantId}`;
  const { rows } = await sql<SourceRow>`
    with days as (
      select distinct day from deed
      where ${own} and day >= coalesce(${from ?? null}::date, '-infinity')
        and day <= coalesce(${until ?? null}::date, 'infinity')
        and (${cursor ?? null}::text is null or to_char(day, 'YYYY-MM-DD') collate "C" < ${cursor ?? null})
      order by day desc limit ${limit}),
    told as (
      select distinct on (day, source) day, source, quantity, state, reason,
        coalesce(decided_at, created_at) as told_at
      from deed where ${own} and day in (select day from days)
      order by day, source, created_at desc, counter desc nulls last, id desc),
    counts as (
      select day, counted, given_amount, limited_by, updated_at from participant_day
      where ${own} and day in (select day from days))
    select told.*, counted, given_amount, limited_by, updated_at
    from told left join counts using (day) order by day desc`.execute(db);
  const tierOf = (source: Source) => sourceFacts(kind, source)?.tier ?? 0;
  return [...Map.groupBy(rows, ({ day }) => day)].map(([day, told]) => {
    const [first] = told;
    return {
      day,
      counted: first?.counted ?? 0,
      given: { amount: first?.given_amount ?? 0, currency },
      limitedBy: first?.limited_by ?? null,
      sources: told
        .toSorted((a, b) => tierOf(b.source) - tierOf(a.source))
        .map(({ source, quantity, state, reason }) => ({ source, quantity, state, reason })),
      updatedAt: newest(
        told.flatMap(({ told_at, updated_at }) => [told_at, updated_at ?? told_at]),
      ),
    };
  });
}

function newest(times: readonly Date[]): string {
  return new Date(Math.max(...times.map((time) => time.getTime()))).toISOString();
}
