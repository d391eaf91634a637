/**
 * A provider's words on payments, applied: events are read with their donations, decided by the
 * rules, and written with their bookings, totals and outbox rows in one statement that only counts
 * where the donation is still as it was read.
 */

import type { Id, Money, PaymentSnapshot } from '@kindcart/contract';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { jsonTextsOf } from '../../database/texts.ts';
import { bookingCtes, transferColumns, transferRow } from '../../ledger/records.ts';
import { disputeChanges, disputeRow, findFees } from '../disputes/records.ts';
import type { FreshDonations } from './fresh.ts';
import { donationFacts, type FactsRow, factColumns } from './records.ts';
import {
  type DisputeFacts,
  type DonationFacts,
  type RefundFacts,
  type Settlement,
  settle,
} from './rules.ts';

/** A verified event of a provider. */
export interface PaymentEvent {
  readonly organizationId: Id<'organization'>;
  readonly provider: string;
  readonly id: string;
  readonly livemode: boolean;
  /** The body as received. */
  readonly body: string;
  readonly payment: PaymentSnapshot;
  /** Whether this is the event that tells of a declined card. */
  readonly isDecline?: boolean;
  /** The payment's disputes, where the provider was asked for them; else they stay as they are. */
  readonly disputes?: readonly DisputeFacts[] | undefined;
}

/** What became of an event; all but the last three are stored, whatever they changed. */
export type EventOutcome =
  | 'applied'
  | 'older'
  | 'amount_mismatch'
  | 'refunds_exceed_charge'
  | 'payment_unknown'
  | 'livemode_mismatch';

interface Known {
  readonly donation: DonationFacts;
  readonly refunds: readonly RefundFacts[];
  /** What the provider took for its disputes; not read where an event tells of none. */
  readonly fees: readonly Money[];
}

/** An event that changes its donation, and how. */
interface Decided {
  readonly event: PaymentEvent;
  readonly known: Known;
  readonly settlement: Settlement;
}

/** How often a donation that others change meanwhile is read anew before the event is given back. */
const roundsMax = 8;

/** Makes ids of what an event brings. */
interface NewId {
  readonly transfer: () => Id<'transfer'>;
  readonly event: () => string;
}

/**
 * Applies events; the answer for each comes after the commit.
 *
 * @param fresh - donations that need no read; one that has changed since is read in the next round
 */
export async function applyPaymentEvents(
  db: Kysely<Database>,
  events: readonly PaymentEvent[],
  newId: NewId,
  fresh?: FreshDonations,
): Promise<EventOutcome[]> {
  const outcomes = new Map<PaymentEvent, EventOutcome>();
  for (let round = 0; round < roundsMax; round += 1) {
    const open = events.filter((event) => !outcomes.has(event));
    if (open.length === 0) break;
    await applyRound(db, open, outcomes, newId, fresh);
  }
  return events.map((event) => {
    const outcome = outcomes.get(event);
    if (outcome === undefined)
      throw new Error(`Payment ${event.payment.reference} changed ${roundsMax} times at once`);
    return outcome;
  });
}

async function applyRound(
  db: Kysely<Database>,
  events: readonly PaymentEvent[],
  outcomes: Map<PaymentEvent, EventOutcome>,
  newId: NewId,
  fresh: FreshDonations | undefined,
): Promise<void> {
  const known = await findKnown(db, events, fresh);
  const settlements: Decided[] = [];
  const stored: PaymentEvent[] = [];
  const unchanged = new Map<PaymentEvent, EventOutcome>();
  for (const event of newestFirst(events)) {
    const found = known.get(keyOf(event));
    if (found === undefined) {
      outcomes.set(event, 'payment_unknown');
    } else if (found.donation.livemode !== event.livemode) {
      outcomes.set(event, 'livemode_mismatch');
    } else if (settlements.some((other) => keyOf(other.event) === keyOf(event))) {
      // The newest word on this payment goes first; what this one says is then older.
    } else {
      const settlement = settleEvent(found, event, newId.transfer);
      if (typeof settlement === 'string') {
        stored.push(event);
        unchanged.set(event, settlement);
      } else {
        settlements.push({ event, known: found, settlement });
      }
    }
  }
  if (settlements.length === 0 && stored.length === 0) return;
  const changed = await writeRound(db, settlements, stored, newId.event);
  for (const [event, outcome] of unchanged) outcomes.set(event, outcome);
  for (const { event } of settlements) if (changed.has(event.id)) outcomes.set(event, 'applied');
}

function settleEvent(known: Known, event: PaymentEvent, newTransferId: NewId['transfer']) {
  const { donation, refunds, fees: feesBefore } = known;
  const disputes = event.disputes && { feesBefore, now: event.disputes };
  return settle(donation, refunds, event.payment, newTransferId, disputes);
}

function keyOf(event: PaymentEvent): string {
  return `${event.organizationId} ${event.payment.reference}`;
}

function newestFirst(events: readonly PaymentEvent[]): PaymentEvent[] {
  return [...events].sort((a, b) => b.payment.version - a.payment.version);
}

/** The donations that the events speak of, with the refunds of those that have any. */
async function findKnown(
  db: Kysely<Database>,
  events: readonly PaymentEvent[],
  fresh: FreshDonations | undefined,
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  for (const event of events) {
    const donation = fresh?.take(event.organizationId, event.payment.reference);
    if (donation !== undefined) known.set(keyOf(event), { donation, refunds: [], fees: [] });
  }
  const rest = events.filter((event) => !known.has(keyOf(event)));
  return rest.length === 0 ? known : new Map([...known, ...(await readKnown(db, rest))]);
}

async function readKnown(
  db: Kysely<Database>,
  events: readonly PaymentEvent[],
): Promise<[string, Known][]> {
  const asked = new Map(
    events.map((event) => [
      keyOf(event),
      { organization_id: event.organizationId, payment_reference: event.payment.reference },
    ]),
  );
  const columns = [...factColumns, 'payment_reference' as const];
  const { rows } = await sql<FactsRow & { payment_reference: Id<'payment'> }>`
    select ${sql.join(columns.map((column) => sql.ref(`donation.${column}`)))}
    from json_to_recordset(${JSON.stringify([...asked.values()])}::json)
      as asked (organization_id text, payment_reference text)
    join donation using (organization_id, payment_reference)`.execute(db);
  const keysOf = (some: readonly PaymentEvent[]) => new Set(some.map(keyOf));
  // A refund that failed counts nowhere in the donation, and is none to adopt when it is told of again.
  const refunding = keysOf(events.filter(({ payment }) => payment.refunds.length > 0));
  const withRefunds = rows.filter(
    (row) => row.refund_asked_amount > 0 || row.refunded_amount > 0 || refunding.has(rowKey(row)),
  );
  const refunds = withRefunds.length === 0 ? [] : await findRefunds(db, withRefunds);
  const disputed = keysOf(events.filter(({ disputes = [] }) => disputes.length > 0));
  const withDisputes = rows.filter((row) => disputed.has(rowKey(row)));
  const fees = withDisputes.length === 0 ? [] : await findFees(db, withDisputes);
  return rows.map((row) => [
    rowKey(row),
    {
      donation: donationFacts(row),
      refunds: refunds.filter((refund) => refund.donation_id === row.id),
      fees: fees.filter((fee) => fee.donationId === row.id),
    },
  ]);
}

function rowKey(row: { organization_id: string; payment_reference: string }): string {
  return `${row.organization_id} ${row.payment_reference}`;
}

function findRefunds(
  db: Kysely<Database>,
  donations: readonly { organization_id: Id<'organization'>; id: Id<'donation'> }[],
) {
  return db
    .selectFrom('refund')
    .select(['id', 'donation_id', 'amount', 'state'])
    .where(
      'organization_id',
      'in',
      donations.map((row) => row.organization_id),
    )
    .where(
      'donation_id',
      'in',
      donations.map((row) => row.id),
    )
    .execute();
}

const changeColumns = sql.raw(
  'organization_id text, donation_id text, expected_version integer, event_id text, outbox_id text, project_id text, state_before text, state text, failure_code text, refunded_amount bigint, refunded_delta bigint, refund_asked_amount bigint, payment_version integer, raised_delta bigint, donations_delta integer, disputed_amount bigint',
);
const eventColumns = sql.raw(
  'organization_id text, provider text, id text, reference text, version integer, guarded boolean',
);

function changeRow(known: Known, event: PaymentEvent, settlement: Settlement, outboxId: string) {
  return {
    organization_id: event.organizationId,
    donation_id: known.donation.id,
    expected_version: known.donation.version,
    event_id: event.id,
    outbox_id: outboxId,
    project_id: known.donation.projectId,
    state_before: known.donation.state,
    state: settlement.state,
    failure_code: settlement.failureCode,
    refunded_amount: settlement.refundedAmount,
    refunded_delta: settlement.refundedAmount - known.donation.refundedAmount,
    refund_asked_amount: settlement.refundAskedAmount,
    ...(settlement.disputes.length === 0 ? {} : { disputed_amount: settlement.disputedAmount }),
    payment_version: settlement.paymentVersion,
    raised_delta: settlement.raisedDelta,
    donations_delta: settlement.donationsDelta,
  };
}

function eventRow(event: PaymentEvent, guarded: boolean) {
  return {
    organization_id: event.organizationId,
    provider: event.provider,
    id: event.id,
    reference: event.payment.reference,
    version: event.payment.version,
    guarded,
  };
}

/** A round as rows of JSON, one list for each table that the statement reads from. */
function roundRows(
  settlements: readonly Decided[],
  stored: readonly PaymentEvent[],
  newOutboxId: () => string,
) {
  return {
    changes: settlements.map(({ event, known, settlement }) =>
      changeRow(known, event, settlement, newOutboxId()),
    ),
    transfers: settlements.flatMap(({ event, settlement }) =>
      settlement.transfers.map((transfer) => ({ ...transferRow(transfer), event_id: event.id })),
    ),
    refunds: settlements.flatMap(({ event, settlement }) =>
      settlement.refunds.map((refund) => ({
        organization_id: event.organizationId,
        event_id: event.id,
        id: refund.id,
        state: refund.state,
      })),
    ),
    adopted: settlements.flatMap(({ event, known, settlement }) =>
      settlement.adopted.map((refund) => ({
        organization_id: event.organizationId,
        event_id: event.id,
        donation_id: known.donation.id,
        currency: known.donation.currency,
        ...refund,
      })),
    ),
    disputes: settlements.flatMap(({ event, known, settlement }) =>
      settlement.disputes.map((dispute) => ({
        ...disputeRow(known.donation, dispute),
        event_id: event.id,
      })),
    ),
    events: [
      ...settlements.map(({ event }) => eventRow(event, true)),
      ...stored.map((event) => eventRow(event, false)),
    ],
    bodies: [...settlements.map(({ event }) => event.body), ...stored.map(({ body }) => body)],
  };
}

/** Refunds that were made at the provider itself, as rows like ours. */
function refundAdoptions(adopted: ReturnType<typeof roundRows>['adopted']): RawBuilder<unknown> {
  return sql`
    adopted as (
      insert into refund (organization_id, id, donation_id, currency, amount, state, updated_at)
      select organization_id, made.id, made.donation_id, made.currency, made.amount, made.state, now()
      from json_to_recordset(${JSON.stringify(adopted)}::json)
        as made (organization_id text, event_id text, id text, donation_id text, currency text, amount bigint, state text)
      join changed using (organization_id, event_id)),`;
}

/** Our refunds with what the provider says of them now. */
function refundChanges(refunds: ReturnType<typeof roundRows>['refunds']): RawBuilder<unknown> {
  return sql`
    refunds as (
      update refund set state = said.state, updated_at = now()
      from json_to_recordset(${JSON.stringify(refunds)}::json)
        as said (organization_id text, event_id text, id text, state text)
      join changed using (organization_id, event_id)
      where refund.organization_id = said.organization_id and refund.id = said.id),`;
}

/** Writes a round in one statement and says which events' donations were still as they were read. */
async function writeRound(
  db: Kysely<Database>,
  settlements: readonly Decided[],
  stored: readonly PaymentEvent[],
  newOutboxId: () => string,
): Promise<Set<string>> {
  const { changes, transfers, refunds, adopted, disputes, events, bodies } = roundRows(
    settlements,
    stored,
    newOutboxId,
  );
  const { rows } = await sql<{ event_id: string }>`
    with input as (select * from json_to_recordset(${JSON.stringify(changes)}::json) as (${changeColumns})),
    changed as (
      update donation set
        version = donation.version + 1, state = input.state, failure_code = input.failure_code,
        refunded_amount = input.refunded_amount, refund_asked_amount = input.refund_asked_amount,
        payment_version = input.payment_version, updated_at = now()
        ${disputes.length === 0 ? sql`` : sql`, disputed_amount = coalesce(input.disputed_amount, donation.disputed_amount)`}
      from input
      where donation.organization_id = input.organization_id and donation.id = input.donation_id
        and donation.version = input.expected_version
      returning input.*, donation.livemode),
    stored as (
      insert into payment_event (organization_id, provider, id, reference, version, body)
      select organization_id, provider, id, reference, version, string_to_table
      from rows from (
        json_to_recordset(${JSON.stringify(events)}::json) as (${eventColumns}),
        ${jsonTextsOf(bodies)}) as event
      where not guarded or exists (
        select from changed where changed.organization_id = event.organization_id and changed.event_id = event.id)
      on conflict do nothing),
    ${refunds.length === 0 ? sql`` : refundChanges(refunds)}
    ${adopted.length === 0 ? sql`` : refundAdoptions(adopted)}
    ${disputes.length === 0 ? sql`` : disputeChanges(disputes)}
    posting as (
      select transfer.* from json_to_recordset(${JSON.stringify(transfers)}::json)
        as transfer (${transferColumns}, event_id text)
      join changed using (organization_id, event_id)),
    ${bookingCtes('nothing_held')},
    sums as (
      select organization_id, project_id, sum(raised_delta)::bigint as raised,
        sum(donations_delta)::bigint as donations, count(*) as changes
      from changed group by organization_id, project_id),
    totals as (
      select total.organization_id, total.project_id from project_total as total
      join sums using (organization_id, project_id)
      where sums.raised <> 0 or sums.donations <> 0
      order by total.organization_id, total.project_id
      for update of total),
    counted as (
      update project_total set
        raised_amount = raised_amount + sums.raised, donation_count = donation_count + sums.donations,
        version = version + sums.changes, updated_at = now()
      from totals join sums using (organization_id, project_id)
      where project_total.organization_id = totals.organization_id
        and project_total.project_id = totals.project_id),
    queued as (
      insert into outbox (organization_id, id, topic, subject, payload, available_at)
      select organization_id, outbox_id, 'donation.changed', donation_id,
        json_build_object('livemode', livemode, 'projectId', project_id, 'stateBefore', state_before,
          'state', state, 'refundedDelta', refunded_delta)::text, now()
      from changed)
    select event_id from changed`.execute(db);
  return new Set(rows.map((row) => row.event_id));
}
