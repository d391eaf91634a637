/**
 * What a batch of deeds is decided on. Challenges are locked first and devices after them, each in the order
 * of their keys, so that two batches never wait for each other in a ring; all else that is read changes
 * under the lock of its challenge only.
 */
import { type RawBuilder, type Selectable, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type {
  ChallengeDayTable,
  ChallengeTable,
  DeviceTable,
  ParticipantDayTable,
  TeamTable,
} from '../../database/tables/deeds.ts';
import { fromOnePlaceMax } from '../participants/rules.ts';
import {
  type Batch,
  type ChallengeNow,
  challengeKey,
  type DeedRow,
  dayKey,
  deviceKey,
  nameOf,
  type ToldDeed,
  walkerDayKey,
  walkerKey,
} from './batch.ts';

/** Reads and locks what the deeds are about. */
export async function readBatch(
  transaction: Transaction<Database>,
  deeds: readonly ToldDeed[],
  parts: Pick<Batch, 'now' | 'newDeedId'>,
): Promise<Batch> {
  const challenges = await lockChallenges(transaction, deeds);
  const devices = await lockDevices(transaction, deeds);
  const batch: Batch = {
    ...parts,
    challenges,
    days: new Map(),
    walkers: new Map(),
    walkerDays: new Map(),
    devices,
    known: new Map(),
    made: [],
    changed: new Set(),
    passedMs: new Map(),
  };
  await readDays(transaction, deeds, batch);
  await readKnown(transaction, deeds, batch);
  return batch;
}

/** Rows as a parameter, each once. */
function asked(rows: readonly object[], columns: string): RawBuilder<unknown> {
  const once = [...new Set(rows.map((row) => JSON.stringify(row)))];
  return sql`json_to_recordset(${`[${once.join(',')}]`}::json) as asked (${sql.raw(columns)})`;
}

async function lockChallenges(
  transaction: Transaction<Database>,
  deeds: readonly ToldDeed[],
): Promise<Batch['challenges']> {
  const rows = deeds.map(({ organizationId, livemode, challengeId }) => ({
    organization_id: organizationId,
    livemode,
    id: challengeId,
  }));
  const found = await sql<Selectable<ChallengeTable>>`
    select challenge.* from ${asked(rows, 'organization_id text, livemode boolean, id text')}
    join challenge using (organization_id, livemode, id)
    order by organization_id, id
    for no key update of challenge`.execute(transaction);
  const now = found.rows.map(challengeNow);
  return new Map(now.map((one) => [challengeKey({ ...one, challengeId: one.id }), one]));
}

function challengeNow(row: Selectable<ChallengeTable>): ChallengeNow {
  return {
    organizationId: row.organization_id,
    livemode: row.livemode,
    id: row.id,
    projectId: row.project_id,
    currency: row.currency,
    timeZone: row.time_zone,
    kind: row.kind,
    rate: { quantity: row.rate_quantity, amount: row.rate_amount },
    minPerDay: row.min_per_day,
    maxPerDay: row.max_per_day,
    sources: row.sources,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    paused: row.paused,
    closed: row.closed_at !== null,
    left: row.funded_amount - row.given_amount - (row.closed_amount ?? 0),
    dailyBudget: row.daily_budget_amount,
    added: { given: 0, quantity: 0, deeds: 0, participants: 0 },
    changed: false,
  };
}

async function lockDevices(
  transaction: Transaction<Database>,
  deeds: readonly ToldDeed[],
): Promise<Batch['devices']> {
  const rows = deeds.flatMap(({ organizationId, livemode, signed }) =>
    signed === null ? [] : [{ organization_id: organizationId, livemode, id: signed.device }],
  );
  if (rows.length === 0) return new Map();
  const found = await sql<Selectable<DeviceTable>>`
    select device.* from ${asked(rows, 'organization_id text, livemode boolean, id text')}
    join device using (organization_id, livemode, id)
    order by organization_id, livemode, id
    for no key update of device`.execute(transaction);
  return new Map(
    found.rows.map((row) => {
      const book = { organizationId: row.organization_id, livemode: row.livemode };
      const { id, participant_id: participantId, counter } = row;
      return [deviceKey(book, id), { ...book, id, participantId, counter, changed: false }];
    }),
  );
}

interface DayRow {
  readonly organization_id: ToldDeed['organizationId'];
  readonly livemode: boolean;
  readonly challenge_id: ToldDeed['challengeId'];
  readonly participant_id: ToldDeed['participantId'];
  readonly day: string;
  readonly crowded: boolean;
  readonly undecided: number;
  readonly counts: boolean;
  readonly team_id: TeamTable['id'] | null;
  /** Of the challenge's day, where there is one. */
  readonly slice_amount: number | null;
  readonly day_given: Selectable<ChallengeDayTable>['given_amount'] | null;
  readonly day_quantity: number | null;
  /** Of the participant's own, where there is one. */
  readonly quantities: Selectable<ParticipantDayTable>['quantities'] | null;
  readonly counted: number;
  readonly given_amount: number;
  readonly limited_by: DeedRow['limited_by'];
}

/**
 * Participants, and the days that the deeds are of. Accepted deeds are looked for challenge by challenge, since
 * that is how they are kept in order.
 */
async function readDays(
  transaction: Transaction<Database>,
  deeds: readonly ToldDeed[],
  batch: Batch,
): Promise<void> {
  const rows = deeds.map((deed) => ({
    organization_id: deed.organizationId,
    livemode: deed.livemode,
    challenge_id: deed.challengeId,
    participant_id: deed.participantId,
    day: deed.day,
  }));
  const columns =
    'organization_id text, livemode boolean, challenge_id text, participant_id text, day date';
  const found = await sql<DayRow>`
    select asked.*,
      participant.made_before >= ${fromOnePlaceMax} and not exists (
        select from challenge as any_challenge
        join deed as accepted on accepted.organization_id = any_challenge.organization_id
          and accepted.challenge_id = any_challenge.id
          and accepted.participant_id = asked.participant_id
        where any_challenge.organization_id = asked.organization_id
          and any_challenge.livemode = asked.livemode
          and accepted.state = 'counted' and accepted.decided_at is not null) as crowded,
      (select count(*) from deed as waiting
        where waiting.organization_id = asked.organization_id and waiting.challenge_id = asked.challenge_id
          and waiting.participant_id = asked.participant_id and waiting.state = 'under_review') as undecided,
      exists (
        select from participant_day as other
        where other.organization_id = asked.organization_id and other.challenge_id = asked.challenge_id
          and other.participant_id = asked.participant_id and other.counted > 0) as counts,
      team_member.team_id, challenge_day.slice_amount, challenge_day.given_amount as day_given,
      challenge_day.quantity as day_quantity, theirs.quantities, theirs.counted, theirs.given_amount,
      theirs.limited_by
    from ${asked(rows, columns)}
    join participant on participant.organization_id = asked.organization_id
      and participant.id = asked.participant_id and participant.livemode = asked.livemode
    left join team_member on team_member.organization_id = asked.organization_id
      and team_member.challenge_id = asked.challenge_id and team_member.participant_id = asked.participant_id
    left join challenge_day on challenge_day.organization_id = asked.organization_id
      and challenge_day.challenge_id = asked.challenge_id and challenge_day.day = asked.day
    left join participant_day as theirs on theirs.organization_id = asked.organization_id
      and theirs.challenge_id = asked.challenge_id and theirs.participant_id = asked.participant_id
      and theirs.day = asked.day`.execute(transaction);
  for (const row of found.rows) keepDay(batch, row);
}

function keepDay(batch: Batch, row: DayRow): void {
  const of = {
    organizationId: row.organization_id,
    livemode: row.livemode,
    challengeId: row.challenge_id,
    participantId: row.participant_id,
    day: row.day,
  };
  const { participantId, day } = of;
  if (!batch.walkers.has(walkerKey(of))) {
    const { counts, crowded, undecided, team_id: teamId } = row;
    const added = { given: 0, quantity: 0 };
    batch.walkers.set(walkerKey(of), { ...of, counts, crowded, undecided, teamId, added });
  }
  const challenge = batch.challenges.get(challengeKey(of));
  if (challenge === undefined) return;
  if (row.day_given !== null && !batch.days.has(dayKey(of))) {
    batch.days.set(dayKey(of), {
      challenge,
      day,
      slice: row.slice_amount,
      given: row.day_given,
      quantity: row.day_quantity ?? 0,
      added: 0,
      firstGift: null,
      changed: false,
    });
  }
  if (row.quantities === null) return;
  const { quantities, counted, given_amount: given, limited_by: limitedBy } = row;
  const theirs = { challenge, participantId, day, quantities, counted, given, limitedBy };
  batch.walkerDays.set(walkerDayKey(of), { ...theirs, changed: false });
}

/** Those of the deeds that were told before. */
async function readKnown(
  transaction: Transaction<Database>,
  deeds: readonly ToldDeed[],
  batch: Batch,
): Promise<void> {
  const signed = deeds.flatMap(({ organizationId, livemode, signed: by }) =>
    by === null
      ? []
      : [{ organization_id: organizationId, livemode, device_id: by.device, counter: by.counter }],
  );
  const told = deeds.flatMap((deed) =>
    deed.signed === null
      ? [
          {
            organization_id: deed.organizationId,
            challenge_id: deed.challengeId,
            participant_id: deed.participantId,
            source: deed.source,
            day: deed.day,
            quantity: deed.quantity,
          },
        ]
      : [],
  );
  const signedColumns = 'organization_id text, livemode boolean, device_id text, counter bigint';
  const toldColumns =
    'organization_id text, challenge_id text, participant_id text, source text, day date, quantity bigint';
  const { rows } = await sql<DeedRow>`
    select deed.* from ${asked(signed, signedColumns)}
    join deed using (organization_id, livemode, device_id, counter)
    union all
    select deed.* from ${asked(told, toldColumns)}
    join deed using (organization_id, challenge_id, participant_id, source, day, quantity)
    where deed.device_id is null`.execute(transaction);
  for (const row of rows) batch.known.set(nameOf(toTold(row)), row);
}

/** A kept deed as it was told. */
export function toTold(row: DeedRow): ToldDeed {
  const { device_id: device, counter, signature } = row;
  return {
    organizationId: row.organization_id,
    livemode: row.livemode,
    challengeId: row.challenge_id,
    participantId: row.participant_id,
    day: row.day,
    quantity: row.quantity,
    source: row.source,
    signed:
      device === null || counter === null || signature === null
        ? null
        : { device, counter, signature },
  };
}
