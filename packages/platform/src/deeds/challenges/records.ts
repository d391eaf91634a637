/** Challenges, as rows. */
import {
  type Challenge,
  type ChallengeMoney,
  type CreateChallenge,
  challengeLeft,
  challengeLeftOn,
  challengeStateOf,
  dayAt,
  type Id,
  type LiveChallenge,
  type UpdateChallenge,
  usualSources,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { ChallengeDayTable, ChallengeTable } from '../../database/tables/deeds.ts';
import { liveChannel } from '../../jobs/relay.ts';
import type { Book } from '../../ledger/rules.ts';

type ChallengeId = Id<'challenge'>;
type DayRow = Pick<Selectable<ChallengeDayTable>, 'day' | 'slice_amount' | 'given_amount'>;
type Row = Selectable<ChallengeTable> & {
  /** Of the days that it may be somewhere now, those that deeds came of. */
  readonly days: readonly DayRow[];
};

/** Read in one look with the days, whose money is part of the challenge's. */
function selectChallenges(db: Kysely<Database>, now: Date) {
  const today = dayAt(now.getTime(), 'UTC');
  return db
    .selectFrom('challenge')
    .selectAll('challenge')
    .select(
      sql<DayRow[]>`(
        select coalesce(json_agg(json_build_object('day', day, 'slice_amount', slice_amount, 'given_amount', each.given_amount)), '[]')
        from challenge_day as each
        where each.organization_id = challenge.organization_id and each.challenge_id = challenge.id
          and each.day between ${today}::date - 1 and ${today}::date + 1
      )`.as('days'),
    );
}

function selectOwn(db: Kysely<Database>, book: Book, now: Date) {
  return selectChallenges(db, now)
    .where('challenge.organization_id', '=', book.organizationId)
    .where('challenge.livemode', '=', book.livemode);
}

/** The challenges with these ids that exist in the book, in no order. */
export async function findChallenges(
  db: Kysely<Database>,
  book: Book,
  ids: readonly ChallengeId[],
  now: Date,
): Promise<Challenge[]> {
  const rows = await selectOwn(db, book, now)
    .where('challenge.id', 'in', [...ids])
    .execute();
  return rows.map((row) => toChallenge(row, now));
}

/** What the live stream tells of them. */
export async function findChallengeTotals(
  db: Kysely<Database>,
  book: Book,
  ids: readonly ChallengeId[],
  now: Date,
): Promise<LiveChallenge[]> {
  const found = await findChallenges(db, book, ids, now);
  return found.map(({ id, totals }) => ({ challengeId: id, totals }));
}

/** A page of challenges, newest first, after the cursor. */
export async function listChallenges(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly projectId: Id<'project'> | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
  now: Date,
): Promise<Challenge[]> {
  const { projectId, cursor, limit } = page;
  let query = selectOwn(db, book, now).orderBy('challenge.id', 'desc').limit(limit);
  if (projectId !== undefined) query = query.where('challenge.project_id', '=', projectId);
  if (cursor !== undefined) query = query.where('challenge.id', '<', cursor as ChallengeId);
  return (await query.execute()).map((row) => toChallenge(row, now));
}

/** All challenges of all organizations with theirs, oldest first. */
export async function allChallenges(
  db: Kysely<Database>,
  now: Date,
): Promise<{ readonly organizationId: Id<'organization'>; readonly challenge: Challenge }[]> {
  const rows = await selectChallenges(db, now).orderBy('challenge.id').execute();
  return rows.map((row) => ({
    organizationId: row.organization_id,
    challenge: toChallenge(row, now),
  }));
}

/** One challenge, of which nobody else gives or changes anything until the transaction ends. */
export async function lockChallenge(
  transaction: Transaction<Database>,
  book: Book,
  id: ChallengeId,
  now: Date,
): Promise<Challenge | undefined> {
  await transaction
    .selectFrom('challenge')
    .select('id')
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .execute();
  // Read once it is held, so that it is as whoever changed it last left it.
  const [challenge] = await findChallenges(transaction, book, [id], now);
  return challenge;
}

/** Whether the book has the challenge. */
export async function hasChallenge(
  db: Kysely<Database>,
  book: Book,
  id: ChallengeId,
): Promise<boolean> {
  const row = await db
    .selectFrom('challenge')
    .select('id')
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

/** Adds a challenge, for which nothing has come yet. */
export async function insertChallenge(
  db: Kysely<Database>,
  book: Book,
  id: ChallengeId,
  told: CreateChallenge,
  now: Date,
): Promise<void> {
  await db
    .insertInto('challenge')
    .values({
      organization_id: book.organizationId,
      id,
      livemode: book.livemode,
      project_id: told.projectId,
      kind: told.kind,
      names: JSON.stringify(told.names),
      sponsor: JSON.stringify(told.sponsor),
      currency: told.budget.currency,
      rate_quantity: told.rate.quantity,
      rate_amount: told.rate.amount.amount,
      budget_amount: told.budget.amount,
      daily_budget_amount: told.dailyBudget?.amount ?? null,
      min_per_day: told.perPerson.minPerDay,
      max_per_day: told.perPerson.maxPerDay,
      starts_on: told.startsOn,
      ends_on: told.endsOn,
      time_zone: told.timeZone,
      sources: JSON.stringify(told.sources ?? usualSources(told.kind)),
      depends_on_deeds: told.dependsOnDeeds,
      teams: told.teams,
      counted_at: now,
      created_at: now,
      updated_at: now,
    })
    .execute();
}

function updateLocked(transaction: Transaction<Database>, book: Book, id: ChallengeId) {
  return transaction
    .updateTable('challenge')
    .set((set) => ({ version: set('version', '+', 1) }))
    .where('organization_id', '=', book.organizationId)
    .where('id', '=', id);
}

/** Changes what is told of a challenge that is locked, and nothing else. */
export async function updateChallenge(
  transaction: Transaction<Database>,
  book: Book,
  id: ChallengeId,
  { names, sponsor, budget, dailyBudget, endsOn, paused }: UpdateChallenge,
  now: Date,
): Promise<void> {
  await updateLocked(transaction, book, id)
    .set({
      ...(names !== undefined && { names: JSON.stringify(names) }),
      ...(sponsor !== undefined && { sponsor: JSON.stringify(sponsor) }),
      ...(budget !== undefined && { budget_amount: budget.amount }),
      ...(dailyBudget !== undefined && { daily_budget_amount: dailyBudget?.amount ?? null }),
      ...(endsOn !== undefined && { ends_on: endsOn }),
      ...(paused !== undefined && { paused }),
      updated_at: now,
    })
    .execute();
}

/** Money has come for a challenge that is locked. */
export async function addFunded(
  transaction: Transaction<Database>,
  book: Book,
  id: ChallengeId,
  amount: number,
  now: Date,
): Promise<void> {
  await updateLocked(transaction, book, id)
    .set((set) => ({ funded_amount: set('funded_amount', '+', amount), counted_at: now }))
    .execute();
}

/** How many deeds of a challenge wait for somebody to decide on them. */
export async function countUndecided(
  db: Kysely<Database>,
  book: Book,
  id: ChallengeId,
): Promise<number> {
  const { waiting } = await db
    .selectFrom('deed')
    .select((set) => set.fn.countAll<number>().as('waiting'))
    .where('organization_id', '=', book.organizationId)
    .where('challenge_id', '=', id)
    .where('state', '=', 'under_review')
    .executeTakeFirstOrThrow();
  return waiting;
}

/** What was left of a challenge that is locked is passed on. */
export async function markClosed(
  transaction: Transaction<Database>,
  book: Book,
  id: ChallengeId,
  { to, amount }: Pick<NonNullable<Challenge['closed']>, 'to'> & { readonly amount: number },
  now: Date,
): Promise<void> {
  await updateLocked(transaction, book, id)
    .set({
      closed_at: now,
      closed_to: to,
      closed_amount: amount,
      counted_at: now,
      updated_at: now,
    })
    .execute();
}

/** Tells whoever watches them, once this is committed, that these have changed. */
export async function tellChanged(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  ids: readonly (ChallengeId | Id<'project'>)[],
): Promise<void> {
  const pairs = ids.map((id) => `${organizationId} ${id}`).join(',');
  await sql`select pg_notify(${liveChannel}, ${pairs})`.execute(transaction);
}

function toChallenge(row: Row, now: Date): Challenge {
  const { currency } = row;
  const money = (amount: number) => ({ amount, currency });
  const { starts_on: startsOn, ends_on: endsOn, time_zone: timeZone } = row;
  const today = dayAt(now.getTime(), timeZone);
  const { closed_at: closedAt, closed_to: closedTo, closed_amount: closedAmount } = row;
  const standing = moneyOn(row, today);
  const isClosed = closedAt !== null && closedTo !== null && closedAmount !== null;
  return {
    id: row.id,
    projectId: row.project_id,
    kind: row.kind,
    names: row.names,
    sponsor: row.sponsor,
    rate: { quantity: row.rate_quantity, amount: money(row.rate_amount) },
    budget: money(row.budget_amount),
    dailyBudget: row.daily_budget_amount === null ? null : money(row.daily_budget_amount),
    perPerson: { minPerDay: row.min_per_day, maxPerDay: row.max_per_day },
    startsOn,
    endsOn,
    timeZone,
    sources: [...row.sources],
    dependsOnDeeds: row.depends_on_deeds,
    teams: row.teams,
    state: challengeStateOf({ startsOn, endsOn, paused: row.paused }, today),
    totals: {
      participants: row.participant_count,
      deeds: row.deed_count,
      quantity: row.quantity,
      funded: money(row.funded_amount),
      given: money(row.given_amount),
      left: money(challengeLeft(standing)),
      leftToday: money(challengeLeftOn(today, { startsOn, endsOn }, standing)),
      today,
      version: row.version,
      asOf: row.counted_at.toISOString(),
    },
    closed: isClosed
      ? { at: closedAt.toISOString(), to: closedTo, amount: money(closedAmount) }
      : null,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

/** A day that gave something keeps the slice that it had; any other has the one of now. */
function moneyOn(row: Row, day: string): ChallengeMoney {
  const that = row.days.find((one) => one.day === day && one.given_amount > 0);
  return {
    funded: row.funded_amount,
    given: row.given_amount,
    passedOn: row.closed_amount,
    slice: that === undefined ? row.daily_budget_amount : that.slice_amount,
    givenThatDay: that?.given_amount ?? 0,
  };
}
