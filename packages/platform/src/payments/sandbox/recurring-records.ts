/** The sandbox's recurring gifts and its clock, as rows. */
import {
  dueOf,
  type Id,
  type RecurringSnapshot,
  type SandboxCardEvent,
  type SandboxEvent,
  type SandboxPaymentEvent,
  type SandboxRecurringEvent,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database, SandboxRecurringTable } from '../../database/schema.ts';
import { readCourse, storeCourse } from '../courses.ts';
import type { CardBehaviour } from './cards.ts';
import { insertPayment, lockPayment } from './records.ts';
import {
  type RecurringStep,
  type SandboxRecurringFacts,
  type Try,
  toRecurringSnapshot,
} from './recurring-rules.ts';
import { type SandboxPaymentFacts, toSnapshot } from './rules.ts';

function facts(row: Selectable<SandboxRecurringTable>): SandboxRecurringFacts {
  return {
    id: row.id,
    version: row.version,
    order: row.order_number,
    card: row.card,
    currency: row.currency,
    amount: row.amount,
    revision: row.revision,
    chargedRevision: row.charged_revision,
    course: readCourse(row.course),
  };
}

function columns(organizationId: Id<'organization'>, recurring: SandboxRecurringFacts) {
  return {
    organization_id: organizationId,
    id: recurring.id,
    version: recurring.version,
    order_number: recurring.order,
    card: recurring.card,
    currency: recurring.currency,
    amount: recurring.amount,
    revision: recurring.revision,
    charged_revision: recurring.chargedRevision,
    course: storeCourse(recurring.course),
    due_at: dueOf(recurring.course)?.at ?? null,
  };
}

/** The recurring gift, locked against other changes until the transaction ends. */
export async function lockRecurring(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
): Promise<SandboxRecurringFacts | undefined> {
  const row = await transaction
    .selectFrom('sandbox_recurring')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : facts(row);
}

/** Writes it before any step; false when it was there already. */
export async function insertRecurring(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  recurring: SandboxRecurringFacts,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('sandbox_recurring')
    .values(columns(organizationId, recurring))
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

/** One that is due, locked; those that another process works on are passed over. */
export async function lockDueRecurring(
  transaction: Transaction<Database>,
  now: Date,
): Promise<
  | {
      readonly organizationId: Id<'organization'>;
      readonly recurring: SandboxRecurringFacts;
      readonly now: Date;
    }
  | undefined
> {
  const { rows } = await sql<Selectable<SandboxRecurringTable> & { ahead_ms: number }>`
    select due.*, coalesce(clock.ahead_ms, 0) as ahead_ms
    from sandbox_recurring as due
    left join sandbox_clock as clock on clock.organization_id = due.organization_id
    where due.due_at <= ${now}::timestamptz + coalesce(clock.ahead_ms, 0) * interval '1 millisecond'
    order by due.due_at limit 1
    for update of due skip locked`.execute(transaction);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    organizationId: row.organization_id,
    recurring: facts(row),
    now: new Date(now.getTime() + row.ahead_ms),
  };
}

/** What a step is written with. */
export interface StepContext {
  readonly organizationId: Id<'organization'>;
  readonly newEventId: () => Id<'event'>;
  readonly fingerprintOf: (card: CardBehaviour) => string;
  /** After how long the platform hears of it; at once when left out. */
  readonly delayMs?: number;
}

/** Writes a step: the gift, the payment that was tried, and the events that tell of both. */
export async function writeRecurringStep(
  transaction: Transaction<Database>,
  { facts: recurring, attempt }: RecurringStep,
  context: StepContext,
): Promise<void> {
  const { organizationId } = context;
  await transaction
    .updateTable('sandbox_recurring')
    .set(columns(organizationId, recurring))
    .where('organization_id', '=', organizationId)
    .where('id', '=', recurring.id)
    .execute();
  if (attempt !== null) await writeTry(transaction, recurring, attempt, context);
  await enqueueWord(transaction, toRecurringSnapshot(recurring), context);
}

async function writeTry(
  transaction: Transaction<Database>,
  recurring: SandboxRecurringFacts,
  { kind, reference, renewal, failure }: Try,
  context: StepContext,
): Promise<void> {
  const { organizationId } = context;
  const known =
    kind === 'charge' ? undefined : await lockPayment(transaction, organizationId, reference);
  const payment: SandboxPaymentFacts = {
    reference,
    version: (known?.version ?? 0) + 1,
    state: failure === null ? 'succeeded' : 'failed',
    card: recurring.card ?? 'succeeds',
    currency: recurring.currency,
    amount: known?.amount ?? recurring.amount,
    failureCode: failure,
    refunds: known?.refunds ?? [],
  };
  if (known === undefined) {
    const isNew = await insertPayment(transaction, organizationId, payment);
    if (!isNew) throw new Error(`Period ${renewal.period} of ${recurring.id} is charged already`);
  } else {
    await transaction
      .updateTable('sandbox_payment')
      .set({
        version: payment.version,
        state: payment.state,
        card: payment.card,
        failure_code: failure,
      })
      .where('organization_id', '=', organizationId)
      .where('reference', '=', reference)
      .execute();
  }
  const event: SandboxPaymentEvent = {
    ...eventHead(context, renewal.chargedAt),
    type: 'payment.updated',
    payment: toSnapshot(payment, context.fingerprintOf(payment.card)),
    renewal,
  };
  await enqueue(transaction, event, reference, context);
}

/** Leaves the word on a recurring gift to be delivered. */
async function enqueueWord(
  transaction: Transaction<Database>,
  recurring: RecurringSnapshot,
  context: StepContext,
): Promise<void> {
  const event: SandboxRecurringEvent = {
    ...eventHead(context, recurring.since),
    type: 'recurring.updated',
    recurring,
  };
  await enqueue(transaction, event, recurring.id, context);
}

/** Leaves word of another card that was not taken. */
export async function enqueueDecline(
  transaction: Transaction<Database>,
  declined: Pick<SandboxCardEvent, 'recurringGiftId' | 'reference' | 'failureCode'> & {
    readonly card: CardBehaviour;
  },
  now: Date,
  context: StepContext,
): Promise<void> {
  const { card, ...said } = declined;
  const event: SandboxCardEvent = {
    ...eventHead(context, now.toISOString()),
    type: 'card.declined',
    ...said,
    cardFingerprint: context.fingerprintOf(card),
  };
  await enqueue(transaction, event, said.recurringGiftId, context);
}

function eventHead({ organizationId, newEventId }: StepContext, createdAt: string) {
  return { id: newEventId(), createdAt, livemode: false, organizationId };
}

async function enqueue(
  transaction: Transaction<Database>,
  event: SandboxEvent,
  reference: Id<'payment'> | Id<'recurringGift'>,
  { delayMs = 0 }: StepContext,
): Promise<void> {
  await transaction
    .insertInto('sandbox_event')
    .values({
      organization_id: event.organizationId,
      id: event.id,
      reference,
      body: JSON.stringify(event),
      deliver_at: sql<Date>`now() + make_interval(secs => ${delayMs}::float8 / 1000)`,
      attempts: 0,
    })
    .execute();
}

/** How far the organization's clock is ahead. */
export async function clockAheadMs(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
): Promise<number> {
  const row = await db
    .selectFrom('sandbox_clock')
    .select('ahead_ms')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row?.ahead_ms ?? 0;
}

/** As `clockAheadMs`, with the clock held still until the transaction ends. */
export async function lockClock(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
): Promise<number> {
  const { ahead_ms: aheadMs } = await transaction
    .insertInto('sandbox_clock')
    .values({ organization_id: organizationId, ahead_ms: 0 })
    .onConflict((conflict) =>
      conflict
        .column('organization_id')
        .doUpdateSet((set) => ({ ahead_ms: set.ref('sandbox_clock.ahead_ms') })),
    )
    .returning('ahead_ms')
    .executeTakeFirstOrThrow();
  return aheadMs;
}

export async function setClock(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  aheadMs: number,
): Promise<void> {
  await transaction
    .updateTable('sandbox_clock')
    .set({ ahead_ms: aheadMs })
    .where('organization_id', '=', organizationId)
    .execute();
}
