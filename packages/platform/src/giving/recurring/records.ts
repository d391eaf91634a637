/** Recurring gifts as rows, the orders to their provider, and its words. */
import {
  type Id,
  periodName,
  type RecurringGift,
  type RecurringSnapshot,
} from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database, RecurringGiftTable } from '../../database/schema.ts';
import { takeErrands } from '../../jobs/errands.ts';
import type { Book } from '../../ledger/rules.ts';
import type { RecurringOrder } from '../../payments/port.ts';
import { leaveNews } from './news.ts';
import { type Granted, type Hearing, hear, type RecurringFacts, type Standing } from './rules.ts';

/** Topic of errands in the outbox that bring an order to the provider. */
const orderTopic = 'recurring.order';
/** Topic of errands that end the recurring gifts of a project. */
const closedTopic = 'project.closed';

type Row = Selectable<RecurringGiftTable>;

/** A row with its amounts and what is known of the donor. */
export type WholeRow = Row & {
  readonly gift_amount: number;
  readonly fee_cover_amount: number;
  readonly donor_name: string | null;
  readonly anonymous: boolean;
  readonly email: string | null;
};

/** Recurring gifts of the book as `gift`, with `terms`, the `first` donation and its `detail`. */
export function selectWhole(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('recurring_gift as gift')
    .innerJoin('recurring_gift_terms as terms', (join) =>
      join
        .onRef('terms.organization_id', '=', 'gift.organization_id')
        .onRef('terms.recurring_gift_id', '=', 'gift.id')
        .onRef('terms.revision', '=', 'gift.revision'),
    )
    .innerJoin('donation as first', (join) =>
      join
        .onRef('first.organization_id', '=', 'gift.organization_id')
        .onRef('first.id', '=', 'gift.first_donation_id'),
    )
    .leftJoin('donation_detail as detail', (join) =>
      join
        .onRef('detail.organization_id', '=', 'first.organization_id')
        .onRef('detail.donation_id', '=', 'first.id'),
    )
    .selectAll('gift')
    .select([
      'terms.gift_amount',
      'terms.fee_cover_amount',
      'first.donor_name',
      'first.anonymous',
      'detail.email',
    ])
    .where('gift.organization_id', '=', book.organizationId)
    .where('gift.livemode', '=', book.livemode);
}

/** One recurring gift of the book, or undefined. */
export function findRecurring(
  db: Kysely<Database>,
  book: Book,
  id: Id<'recurringGift'>,
): Promise<WholeRow | undefined> {
  return selectWhole(db, book).where('gift.id', '=', id).executeTakeFirst();
}

/** A page of recurring gifts, newest first, after the cursor. */
export function listRecurring(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly projectId: Id<'project'> | undefined;
    readonly state: RecurringGift['state'] | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<WholeRow[]> {
  let query = selectWhole(db, book).orderBy('gift.id', 'desc').limit(page.limit);
  if (page.projectId !== undefined) query = query.where('gift.project_id', '=', page.projectId);
  if (page.state !== undefined) query = query.where('gift.state', '=', page.state);
  if (page.cursor !== undefined) query = query.where(sql<boolean>`gift.id < ${page.cursor}`);
  return query.execute();
}

/** The recurring gift, locked against other changes until the transaction ends. */
export async function lockRecurring(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
): Promise<RecurringFacts | undefined> {
  const row = await transaction
    .selectFrom('recurring_gift')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row === undefined ? undefined : recurringFacts(row);
}

/** Amounts of the charges from the next on. */
export interface NewTerms {
  readonly giftAmount: number;
  readonly feeCoverAmount: number;
}

/** The errand of an order: one for each, so that finishing one never loses another. */
export function orderErrandId(id: Id<'recurringGift'>, number: number): string {
  return `${id}:${number}`;
}

/** How long after a wish the errand brings its order, if whoever granted it did not. */
const errandAfterSeconds = 5;

/** Writes a granted wish and leaves the errand that brings its order; all in the transaction. */
export async function writeGranted(
  transaction: Transaction<Database>,
  facts: RecurringFacts,
  { order, standing }: Granted,
  terms?: NewTerms,
): Promise<void> {
  const revision = facts.revision + (terms === undefined ? 0 : 1);
  if (terms !== undefined) {
    await transaction
      .insertInto('recurring_gift_terms')
      .values({
        organization_id: facts.organizationId,
        recurring_gift_id: facts.id,
        revision,
        gift_amount: terms.giftAmount,
        fee_cover_amount: terms.feeCoverAmount,
      })
      .execute();
  }
  await transaction
    .updateTable('recurring_gift')
    .set((set) => ({
      version: set('version', '+', 1),
      revision,
      order_number: order.number,
      wish: order.wish,
      wish_until: order.until,
      ...(order.nudge !== null && { nudge: order.nudge, nudge_order: order.number }),
      ...standingColumns(standing),
      updated_at: sql`now()`,
    }))
    .where('organization_id', '=', facts.organizationId)
    .where('id', '=', facts.id)
    .execute();
  await transaction
    .insertInto('outbox')
    .values({
      organization_id: facts.organizationId,
      id: orderErrandId(facts.id, order.number),
      topic: orderTopic,
      subject: facts.id,
      payload: '{}',
      available_at: sql<Date>`now() + make_interval(secs => ${errandAfterSeconds})`,
      attempts: 0,
    })
    .execute();
}

/** An order with the name of the provider that takes it; null when the last one is in its word. */
export async function findOrder(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
): Promise<{ readonly order: RecurringOrder; readonly provider: string } | null> {
  const row = await db
    .selectFrom('recurring_gift as gift')
    .innerJoin('recurring_gift_terms as terms', (join) =>
      join
        .onRef('terms.organization_id', '=', 'gift.organization_id')
        .onRef('terms.recurring_gift_id', '=', 'gift.id')
        .onRef('terms.revision', '=', 'gift.revision'),
    )
    .selectAll('gift')
    .select(['terms.gift_amount', 'terms.fee_cover_amount'])
    .where('gift.organization_id', '=', organizationId)
    .where('gift.id', '=', id)
    .executeTakeFirst();
  if (row === undefined || row.said_order >= row.order_number) return null;
  const order: RecurringOrder = {
    organizationId,
    livemode: row.livemode,
    recurringGiftId: row.id,
    number: row.order_number,
    wish: row.wish,
    until: row.wish_until,
    nudge: row.nudge_order > row.said_order ? row.nudge : null,
    interval: row.recurring_interval,
    charge: { amount: row.gift_amount + row.fee_cover_amount, currency: row.currency },
    revision: row.revision,
  };
  return { order, provider: row.provider };
}

/** An errand of one of the two kinds. */
export interface RecurringErrand {
  readonly organization_id: Id<'organization'>;
  readonly id: string;
}

/** Takes errands of orders that are due for one try each; they come back unless they are finished. */
export async function takeOrderErrands(
  db: Kysely<Database>,
  limit: number,
): Promise<(RecurringErrand & { readonly subject: Id<'recurringGift'> })[]> {
  const taken = takeErrands({ topic: orderTopic, limit, firstRestSeconds: 5 });
  const { rows } = await sql<RecurringErrand & { subject: Id<'recurringGift'> }>`
    with taken as (${taken}) select organization_id, id, subject from taken`.execute(db);
  return rows;
}

/** Takes errands of projects that were closed. */
export async function takeClosedProjects(
  db: Kysely<Database>,
  limit: number,
): Promise<(RecurringErrand & { readonly subject: Id<'project'> })[]> {
  const taken = takeErrands({ topic: closedTopic, limit, firstRestSeconds: 5 });
  const { rows } = await sql<RecurringErrand & { subject: Id<'project'> }>`
    with taken as (${taken}) select organization_id, id, subject from taken`.execute(db);
  return rows;
}

/** Some of a project's recurring gifts that have not ended. */
export function findRunning(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  projectId: Id<'project'>,
  limit: number,
): Promise<{ id: Id<'recurringGift'> }[]> {
  return db
    .selectFrom('recurring_gift')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('project_id', '=', projectId)
    .where('state', 'not in', ['cancelled', 'ended'])
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** The recurring gift that a donation began, while it has not ended; undefined when there is none. */
export async function findRunningOf(
  db: Kysely<Database>,
  donationId: Id<'donation'>,
): Promise<Id<'recurringGift'> | undefined> {
  const row = await db
    .selectFrom('recurring_gift')
    .select('id')
    .where('first_donation_id', '=', donationId)
    .where('state', 'not in', ['cancelled', 'ended'])
    .executeTakeFirst();
  return row?.id;
}

/** A recurring gift of an address that has not ended; undefined when there is none. */
export async function findRunningOfAddress(
  db: Kysely<Database>,
  emailKey: string,
  organizationId: Id<'organization'> | undefined,
): Promise<Id<'recurringGift'> | undefined> {
  let query = db
    .selectFrom('recurring_gift')
    .innerJoin('donation_detail', (join) =>
      join
        .onRef('donation_detail.organization_id', '=', 'recurring_gift.organization_id')
        .onRef('donation_detail.donation_id', '=', 'recurring_gift.first_donation_id'),
    )
    .select('recurring_gift.id')
    .where('donation_detail.email_key', '=', emailKey)
    .where('recurring_gift.state', 'not in', ['cancelled', 'ended']);
  if (organizationId !== undefined) {
    query = query.where('recurring_gift.organization_id', '=', organizationId);
  }
  return (await query.executeTakeFirst())?.id;
}

/** What became of a provider's word. */
export type WordOutcome = 'applied' | 'older' | 'recurring_gift_unknown' | 'livemode_mismatch';

/** Applies a provider's word in the transaction, and keeps it as told. */
export async function applyWord(
  transaction: Transaction<Database>,
  book: Book,
  word: RecurringSnapshot,
): Promise<WordOutcome> {
  const facts = await lockRecurring(transaction, book.organizationId, word.id);
  if (facts === undefined) return 'recurring_gift_unknown';
  if (facts.livemode !== book.livemode) return 'livemode_mismatch';
  const hearing = hear(facts, word);
  await transaction
    .insertInto('recurring_gift_word')
    .values({
      organization_id: book.organizationId,
      recurring_gift_id: word.id,
      version: word.version,
      state: word.state,
      since: word.since,
      news: hearing === 'older' ? [] : [...hearing.news],
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  if (hearing === 'older') return hearing;
  await writeHearing(transaction, facts, hearing);
  await leaveNews(transaction, book, word, hearing.news);
  return 'applied';
}

/** Keeps an event as it was received. */
export async function keepEvent(
  transaction: Transaction<Database>,
  event: {
    readonly organizationId: Id<'organization'>;
    readonly provider: string;
    readonly id: string;
    readonly reference: Id<'recurringGift'>;
    readonly version: number;
    readonly body: string;
  },
): Promise<void> {
  const { organizationId, ...rest } = event;
  await transaction
    .insertInto('payment_event')
    .values({ organization_id: organizationId, ...rest })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

async function writeHearing(
  transaction: Transaction<Database>,
  { organizationId, id }: RecurringFacts,
  { said, standing }: Hearing,
): Promise<void> {
  await transaction
    .updateTable('recurring_gift')
    .set((set) => ({
      version: set('version', '+', 1),
      said_version: said.version,
      said_order: said.order,
      said_state: said.state,
      said_revision: said.revision,
      ...standingColumns(standing),
      updated_at: sql`now()`,
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .execute();
}

/**
 * Counts the periods from the moment of the first payment, where a provider began them with it and not
 * when the gift was asked for.
 */
export async function moveAnchor(
  transaction: Transaction<Database>,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
  anchorAt: Date,
): Promise<void> {
  const moved = await transaction
    .updateTable('recurring_gift')
    .set((set) => ({
      version: set('version', '+', 1),
      anchor_at: anchorAt,
      updated_at: sql`now()`,
    }))
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .returning('first_donation_id')
    .executeTakeFirst();
  if (moved === undefined) return;
  await transaction
    .updateTable('recurring_gift_charge')
    .set({ period: periodName(anchorAt), charged_at: anchorAt })
    .where('organization_id', '=', organizationId)
    .where('donation_id', '=', moved.first_donation_id)
    .execute();
}

function standingColumns(standing: Standing) {
  return {
    state: standing.state,
    next_charge_at: standing.nextChargeAt,
    paused_because: standing.pausedBecause,
    paused_until: standing.pausedUntil,
    ended_because: standing.endedBecause,
    retries_left: standing.retriesLeft,
    failure_code: standing.failureCode,
    card_brand: standing.card?.brand ?? null,
    card_last4: standing.card?.last4 ?? null,
  };
}

function standingOfRow(row: Row): Standing {
  return {
    state: row.state,
    nextChargeAt: row.next_charge_at,
    pausedBecause: row.paused_because,
    pausedUntil: row.paused_until,
    endedBecause: row.ended_because,
    retriesLeft: row.retries_left,
    failureCode: row.failure_code,
    card: row.card_last4 === null ? null : { brand: row.card_brand, last4: row.card_last4 },
  };
}

/** What the rules need of a row. */
export function recurringFacts(row: Row): RecurringFacts {
  return {
    organizationId: row.organization_id,
    livemode: row.livemode,
    id: row.id,
    projectId: row.project_id,
    provider: row.provider,
    interval: row.recurring_interval,
    currency: row.currency,
    revision: row.revision,
    order: {
      number: row.order_number,
      wish: row.wish,
      until: row.wish_until,
      nudge: row.nudge,
    },
    said: {
      version: row.said_version,
      order: row.said_order,
      state: row.said_state,
      revision: row.said_revision,
    },
    standing: standingOfRow(row),
  };
}

/** A row as the contract says it. */
export function toRecurringGift(row: WholeRow): RecurringGift {
  const money = (amount: number) => ({ amount, currency: row.currency });
  const standing = standingOfRow(row);
  return {
    ...standing,
    id: row.id,
    projectId: row.project_id,
    firstDonationId: row.first_donation_id,
    interval: row.recurring_interval,
    gift: money(row.gift_amount),
    feeCover: money(row.fee_cover_amount),
    charge: money(row.gift_amount + row.fee_cover_amount),
    anchorAt: row.anchor_at.toISOString(),
    nextChargeAt: standing.nextChargeAt?.toISOString() ?? null,
    pausedUntil: standing.pausedUntil?.toISOString() ?? null,
    confirmed: row.said_order >= row.order_number,
    donorName: row.donor_name,
    anonymous: row.anonymous,
    email: row.email,
    provider: row.provider,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
