/** What a batch of deeds leaves: one statement with all rows, the bookings, and news for whoever watches. */
import { type Id, worthOf } from '@kindcart/contract';
import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { liveChannel } from '../../jobs/relay.ts';
import { bookingCtes, transferColumns, transferRow } from '../../ledger/records.ts';
import { accounts, type Transfer } from '../../ledger/rules.ts';
import type { Batch, ChallengeNow, DayNow, DeedRow, DeviceNow } from './batch.ts';

/** Writes what the batch changed; nothing where that is nothing. */
export async function writeBatch(
  transaction: Transaction<Database>,
  batch: Batch,
  newTransferId: () => Id<'transfer'>,
): Promise<void> {
  const { made, changed } = batch;
  const devices = [...batch.devices.values()].filter((one) => one.changed);
  const challenges = [...batch.challenges.values()].filter((one) => one.changed);
  const days = [...batch.days.values()].filter((one) => one.changed);
  const transfers = days.flatMap((day) => transferOf(day, newTransferId));
  const parts = [
    ...(made.length > 0 ? [madeCte(made)] : []),
    ...(changed.size > 0 ? [changedCte([...changed])] : []),
    ...(devices.length > 0 ? [devicesCte(devices)] : []),
    ...(days.length > 0 ? [daysCte(days), walkerDaysCte(batch)] : []),
    ...(challenges.length > 0 ? [challengesCte(challenges, batch.now), teamsCte(batch)] : []),
    ...(transfers.length > 0 ? [bookedCtes(transfers)] : []),
  ];
  if (parts.length === 0) return;
  await sql`with ${sql.join(parts)} select ${newsOf(challenges)}`.execute(transaction);
}

/** Rows of JSON under a name, with columns such as `day date`. */
function rowsOf(rows: readonly object[], name: string, columns: string): RawBuilder<unknown> {
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as ${sql.raw(`${name} (${columns})`)}`;
}

const deedColumns = {
  organization_id: 'text',
  id: 'text',
  livemode: 'boolean',
  challenge_id: 'text',
  participant_id: 'text',
  day: 'date',
  quantity: 'bigint',
  source: 'text',
  device_id: 'text',
  counter: 'bigint',
  signature: 'text',
  state: 'text',
  reason: 'text',
  counted: 'bigint',
  given_amount: 'bigint',
  limited_by: 'text',
  note: 'text',
  created_at: 'timestamptz',
  decided_at: 'timestamptz',
} as const satisfies Record<keyof DeedRow, string>;
const deedNames = sql.raw(Object.keys(deedColumns).join(', '));
const deedTypes = Object.entries(deedColumns)
  .map((column) => column.join(' '))
  .join(', ');

function madeCte(rows: readonly DeedRow[]): RawBuilder<unknown> {
  return sql`
    made as (insert into deed (${deedNames}) select ${deedNames} from ${rowsOf(rows, 'made', deedTypes)})`;
}

function changedCte(rows: readonly DeedRow[]): RawBuilder<unknown> {
  return sql`
    changed as (
      update deed set state = said.state, reason = said.reason, counted = said.counted,
        given_amount = said.given_amount, limited_by = said.limited_by, note = said.note,
        decided_at = said.decided_at
      from ${rowsOf(rows, 'said', deedTypes)}
      where deed.organization_id = said.organization_id and deed.id = said.id)`;
}

function devicesCte(devices: readonly DeviceNow[]): RawBuilder<unknown> {
  const rows = devices.map(({ organizationId, livemode, id, counter }) => ({
    organization_id: organizationId,
    livemode,
    id,
    counter,
  }));
  const columns = 'organization_id text, livemode boolean, id text, counter bigint';
  return sql`
    heard as (
      update device set counter = said.counter from ${rowsOf(rows, 'said', columns)}
      where device.organization_id = said.organization_id and device.livemode = said.livemode
        and device.id = said.id)`;
}

function daysCte(days: readonly DayNow[]): RawBuilder<unknown> {
  const rows = days.map(({ challenge, day, slice, given, quantity }) => ({
    organization_id: challenge.organizationId,
    challenge_id: challenge.id,
    day,
    slice_amount: slice,
    given_amount: given,
    quantity,
  }));
  const columns =
    'organization_id text, challenge_id text, day date, slice_amount bigint, given_amount bigint, quantity bigint';
  return sql`
    days as (
      insert into challenge_day (organization_id, challenge_id, day, slice_amount, given_amount, quantity)
      select * from ${rowsOf(rows, 'said', columns)}
      on conflict (organization_id, challenge_id, day) do update set slice_amount = excluded.slice_amount,
        given_amount = excluded.given_amount, quantity = excluded.quantity)`;
}

function walkerDaysCte({ walkerDays, now }: Batch): RawBuilder<unknown> {
  const changed = [...walkerDays.values()].filter((one) => one.changed);
  const rows = changed.map(({ challenge, participantId, day, ...theirs }) => ({
    organization_id: challenge.organizationId,
    challenge_id: challenge.id,
    participant_id: participantId,
    day,
    quantities: theirs.quantities,
    counted: theirs.counted,
    counted_max: challenge.maxPerDay,
    given_amount: theirs.given,
    cap_amount: worthOf(challenge.maxPerDay, challenge),
    limited_by: theirs.limitedBy,
    updated_at: now,
  }));
  const columns =
    'organization_id text, challenge_id text, participant_id text, day date, quantities jsonb, counted bigint, counted_max bigint, given_amount bigint, cap_amount bigint, limited_by text, updated_at timestamptz';
  return sql`
    walker_days as (
      insert into participant_day (organization_id, challenge_id, participant_id, day, quantities, counted,
        counted_max, given_amount, cap_amount, limited_by, updated_at)
      select * from ${rowsOf(rows, 'said', columns)}
      on conflict (organization_id, challenge_id, participant_id, day) do update set
        quantities = excluded.quantities, counted = excluded.counted, given_amount = excluded.given_amount,
        limited_by = excluded.limited_by, updated_at = excluded.updated_at)`;
}

function challengesCte(challenges: readonly ChallengeNow[], now: Date): RawBuilder<unknown> {
  const rows = challenges.map(({ organizationId, id, added }) => ({
    organization_id: organizationId,
    id,
    ...added,
  }));
  const columns =
    'organization_id text, id text, given bigint, quantity bigint, deeds bigint, participants bigint';
  return sql`
    challenges as (
      update challenge set given_amount = given_amount + said.given, quantity = challenge.quantity + said.quantity,
        deed_count = deed_count + said.deeds, participant_count = participant_count + said.participants,
        version = version + 1, counted_at = ${now}
      from ${rowsOf(rows, 'said', columns)}
      where challenge.organization_id = said.organization_id and challenge.id = said.id)`;
}

/** Walkers' teams, with what each of the walkers adds. */
function teamsCte({ walkers }: Batch): RawBuilder<unknown> {
  const rows = [...walkers.values()].flatMap(({ organizationId, teamId, added }) =>
    teamId === null || (added.given === 0 && added.quantity === 0)
      ? []
      : [{ organization_id: organizationId, id: teamId, ...added }],
  );
  const columns = 'organization_id text, id text, given bigint, quantity bigint';
  return sql`
    teams as (
      update team set given_amount = given_amount + said.given, quantity = team.quantity + said.quantity
      from (
        select organization_id, id, sum(given)::bigint as given, sum(quantity)::bigint as quantity
        from ${rowsOf(rows, 'one', columns)} group by organization_id, id) as said
      where team.organization_id = said.organization_id and team.id = said.id)`;
}

/** One for all that the batch gives on a day. Its source is the first gift of a deed. */
function transferOf(
  { challenge, added, firstGift }: DayNow,
  newTransferId: () => Id<'transfer'>,
): Transfer[] {
  if (firstGift === null) return [];
  return [
    {
      organizationId: challenge.organizationId,
      livemode: challenge.livemode,
      id: newTransferId(),
      kind: 'challenge_deeds',
      source: firstGift,
      debit: accounts.challenge(challenge.id),
      credit: accounts.project(challenge.projectId),
      money: { amount: added, currency: challenge.currency },
    },
  ];
}

/** The books, and what pages show of the projects. */
function bookedCtes(transfers: readonly Transfer[]): RawBuilder<unknown> {
  return sql`
    posting as (
      select * from json_to_recordset(${JSON.stringify(transfers.map(transferRow))}::json)
        as posting (${transferColumns})),
    ${bookingCtes('nothing_held')},
    gained as (
      select organization_id, substr(credit_account, length('project:') + 1) as project_id,
        sum(amount)::bigint as amount
      from booked group by 1, 2),
    totals as (
      select total.organization_id, total.project_id from project_total as total
      join gained using (organization_id, project_id)
      order by total.organization_id, total.project_id
      for update of total),
    raised as (
      update project_total set raised_amount = raised_amount + gained.amount,
        version = version + 1, updated_at = now()
      from totals join gained using (organization_id, project_id)
      where project_total.organization_id = totals.organization_id
        and project_total.project_id = totals.project_id)`;
}

/** Most pairs of one notification: PostgreSQL takes payloads below 8000 bytes. */
const pairsMax = 100;

/** Tells the pages of challenges and of their projects, at the commit. */
function newsOf(challenges: readonly ChallengeNow[]): RawBuilder<unknown> {
  const pairs = new Set(
    challenges.flatMap(({ organizationId, id, projectId, added }) => [
      `${organizationId} ${id}`,
      ...(added.given > 0 ? [`${organizationId} ${projectId}`] : []),
    ]),
  );
  const all = [...pairs];
  const payloads = all.flatMap((_, place) =>
    place % pairsMax === 0 ? [all.slice(place, place + pairsMax).join(',')] : [],
  );
  if (payloads.length === 0) return sql`1`;
  return sql.join(payloads.map((payload) => sql`pg_notify(${liveChannel}, ${payload})`));
}
