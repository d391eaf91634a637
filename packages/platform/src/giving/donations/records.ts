/** Donations as rows: made in groups, read alone or in pages, expired when nobody paid. */

import type { CardFailure, Details, Donation, DonationStatus, Id } from '@kindcart/contract';
import { cardFailureSchema, shownFailure } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database, DonationTable } from '../../database/schema.ts';
import { jsonTextsOf } from '../../database/texts.ts';
import type { IdempotencyClaim } from '../../http/idempotency.ts';
import type { Book } from '../../ledger/rules.ts';
import {
  joinModeration,
  type ModerationRow,
  moderationColumns,
  toModeration,
} from '../moderation/records.ts';
import { type NewRecurring, recurringCtes } from '../recurring/making.ts';
import { type DetailRow, detailColumns, detailCtes, eraseDetails, toDetails } from './details.ts';
import type { DonationFacts } from './rules.ts';

/** A donation about to be made, with the answer that its caller gets once it is. */
export interface NewDonation {
  readonly claim: IdempotencyClaim;
  /** The answer's exact text, kept so that a repeat gets the same bytes. */
  readonly response: string;
  /** What the donor told beside the gift. */
  readonly details?: Details | undefined;
  /** The recurring gift that it begins. */
  readonly recurring?: NewRecurring | undefined;
  /** The project's version that the decision was made on. */
  readonly projectVersion: number;
  readonly row: Pick<
    DonationTable,
    | 'id'
    | 'project_id'
    | 'currency'
    | 'gift_amount'
    | 'fee_cover_amount'
    | 'donor_name'
    | 'anonymous'
    | 'message'
    | 'provider'
    | 'payment_reference'
  > & {
    /** Which page began it, sealed; null when none did. */
    readonly begun_by?: string | null;
    readonly created_at: string;
    readonly expires_at: string;
  };
}

/** What became of a donation about to be made. */
export type Making =
  | { readonly outcome: 'made' }
  | { readonly outcome: 'replayed'; readonly response: string }
  | { readonly outcome: 'key_reused' }
  | { readonly outcome: 'project_changed' };

const newDonationColumns = sql.raw(
  'organization_id text, livemode boolean, route text, key text, fingerprint text, project_version integer, id text, project_id text, currency text, gift_amount bigint, fee_cover_amount bigint, donor_name text, anonymous boolean, message text, provider text, payment_reference text, begun_by text, created_at timestamptz, expires_at timestamptz',
);

const recurringColumns = sql.raw(', recurring_gift_id text, recurring_interval text');

/**
 * Makes donations in one statement: the key is claimed, the row written and the answer kept
 * together, or nothing is. Keys within one call must differ.
 */
export async function insertDonations(
  db: Kysely<Database>,
  items: readonly NewDonation[],
): Promise<Making[]> {
  const rows = items.map((item) => ({
    organization_id: item.claim.organizationId,
    livemode: item.claim.livemode,
    route: item.claim.route,
    key: item.claim.key,
    fingerprint: item.claim.fingerprint,
    project_version: item.projectVersion,
    ...item.row,
    ...(item.recurring !== undefined && {
      recurring_gift_id: item.recurring.id,
      recurring_interval: item.recurring.interval,
    }),
  }));
  // Most batches begin nothing that recurs, and then nothing speaks of it.
  const begins = items.some((item) => item.recurring !== undefined);
  const also = sql.raw(begins ? ', recurring_gift_id, recurring_interval' : '');
  const { rows: made } = await sql<{ id: string }>`
    with input as (
      select * from rows from (
        json_to_recordset(${JSON.stringify(rows)}::json)
          as (${newDonationColumns}${begins ? recurringColumns : sql``}),
        ${jsonTextsOf(items.map((item) => item.response))}) as input),
    claimed as (
      insert into idempotency (organization_id, livemode, route, key, fingerprint, response)
      select input.organization_id, input.livemode, input.route, input.key, input.fingerprint, input.string_to_table
      from input
      join project on project.organization_id = input.organization_id and project.id = input.project_id
        and project.version = input.project_version
      on conflict do nothing
      returning organization_id, livemode, route, key)
    ${detailCtes(items)}
    ${recurringCtes(items)}
    insert into donation (
      organization_id, id, livemode, version, project_id, state, currency, gift_amount, fee_cover_amount,
      refunded_amount, refund_asked_amount, donor_name, anonymous, message, provider, payment_reference,
      payment_version, begun_by, expires_at, created_at, updated_at${also})
    select organization_id, id, livemode, 1, project_id, 'pending', currency, gift_amount, fee_cover_amount,
      0, 0, donor_name, anonymous, message, provider, payment_reference,
      0, begun_by, expires_at, created_at, created_at${also}
    from input join claimed using (organization_id, livemode, route, key)
    returning id`.execute(db);
  const ids = new Set(made.map((row) => row.id));
  const rest = items.filter((item) => !ids.has(item.row.id));
  const kept =
    rest.length === 0
      ? []
      : await findReplays(
          db,
          rest.map((item) => item.claim),
        );
  return items.map((item) => {
    if (ids.has(item.row.id)) return { outcome: 'made' };
    const found = kept[rest.indexOf(item)];
    if (found === undefined) return { outcome: 'project_changed' };
    return found.fingerprint === item.claim.fingerprint
      ? { outcome: 'replayed', response: found.response }
      : { outcome: 'key_reused' };
  });
}

/** The kept answers of claims that were made before; undefined where none was. */
export async function findReplays(
  db: Kysely<Database>,
  claims: readonly IdempotencyClaim[],
): Promise<({ fingerprint: string; response: string } | undefined)[]> {
  const asked = claims.map((claim, place) => ({
    place,
    organization_id: claim.organizationId,
    livemode: claim.livemode,
    route: claim.route,
    key: claim.key,
  }));
  const { rows } = await sql<{ place: number; fingerprint: string; response: string }>`
    select asked.place, idempotency.fingerprint, idempotency.response
    from json_to_recordset(${JSON.stringify(asked)}::json)
      as asked (place integer, organization_id text, livemode boolean, route text, key text)
    join idempotency using (organization_id, livemode, route, key)`.execute(db);
  const found = new Map(rows.map((row) => [row.place, row]));
  return claims.map((_, place) => found.get(place));
}

/** A donation with what was told beside it, and the charity's last decision on its name and message. */
export type WholeDonation = Selectable<DonationTable> & DetailRow & ModerationRow;

/** Donations of the book with what was told beside them and decided on them. */
export function selectWhole(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('donation')
    .leftJoin('donation_detail', (join) =>
      join
        .onRef('donation_detail.organization_id', '=', 'donation.organization_id')
        .onRef('donation_detail.donation_id', '=', 'donation.id'),
    )
    .leftJoin('gift_moderation', joinModeration)
    .selectAll('donation')
    .select(detailColumns)
    .select(moderationColumns)
    .where('donation.organization_id', '=', book.organizationId)
    .where('donation.livemode', '=', book.livemode);
}

/** One donation of the book, or undefined. */
export function findDonation(
  db: Kysely<Database>,
  book: Book,
  id: Id<'donation'>,
): Promise<Selectable<DonationTable> | undefined> {
  return db
    .selectFrom('donation')
    .selectAll()
    .where('organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** One donation of the book with what was told beside it, or undefined. */
export function findWholeDonation(
  db: Kysely<Database>,
  book: Book,
  id: Id<'donation'>,
): Promise<WholeDonation | undefined> {
  return selectWhole(db, book).where('donation.id', '=', id).executeTakeFirst();
}

/** A page of donations, newest first, after the cursor. */
export function listDonations(
  db: Kysely<Database>,
  book: Book,
  page: {
    readonly projectId: Id<'project'> | undefined;
    readonly recurringGiftId: Id<'recurringGift'> | undefined;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<WholeDonation[]> {
  let query = selectWhole(db, book).orderBy('donation.id', 'desc').limit(page.limit);
  if (page.projectId !== undefined) {
    query = query.where('donation.project_id', '=', page.projectId);
  }
  if (page.recurringGiftId !== undefined) {
    query = query.where('donation.recurring_gift_id', '=', page.recurringGiftId);
  }
  if (page.cursor !== undefined) query = query.where(sql<boolean>`donation.id < ${page.cursor}`);
  return query.execute();
}

/** A donation with the name of its project, and the charity's notes on it, oldest first. */
export type GiftRow = WholeDonation & {
  readonly project_title: string;
  readonly notes: string | null;
};

const giftsPerPage = 1_000;

/** Every gift of the book in the order of its making, a page at a time. */
export async function* giftPages(db: Kysely<Database>, book: Book): AsyncGenerator<GiftRow[]> {
  let after: Id<'donation'> | undefined;
  for (;;) {
    let query = selectWhole(db, book)
      .innerJoin('project', (join) =>
        join
          .onRef('project.organization_id', '=', 'donation.organization_id')
          .onRef('project.id', '=', 'donation.project_id'),
      )
      .select('project.title as project_title')
      .select(
        sql<string | null>`(
          select string_agg(text, E'\\n\\n' order by id) from donation_note
          where organization_id = donation.organization_id and donation_id = donation.id)`.as(
          'notes',
        ),
      )
      .orderBy('donation.id')
      .limit(giftsPerPage);
    if (after !== undefined) query = query.where('donation.id', '>', after);
    const page = await query.execute();
    if (page.length > 0) yield page;
    if (page.length < giftsPerPage) return;
    after = page.at(-1)?.id;
  }
}

/**
 * Ends waiting donations whose time was over between the two moments; a payment that comes later all
 * the same is booked.
 */
export async function expireDonations(
  db: Kysely<Database>,
  between: { readonly since: Date; readonly until: Date },
): Promise<number> {
  const { rows } = await sql`
    with expired as (
      update donation set state = 'expired', version = version + 1, updated_at = now()
      where (organization_id, id) in (
        select organization_id, id from donation
        where expires_at >= ${between.since} and expires_at < ${between.until} and state = 'pending'
        for update skip locked)
      returning organization_id, id, recurring_gift_id),
    never_begun as (
      update recurring_gift as gift set state = 'ended', ended_because = 'never_paid',
        version = gift.version + 1, updated_at = now()
      from expired
      where gift.organization_id = expired.organization_id and gift.id = expired.recurring_gift_id
        and gift.first_donation_id = expired.id and gift.state = 'pending')
    select id from expired`.execute(db);
  return rows.length;
}

/**
/**
 * Takes the person out of a gift: name, message, all that was told beside it, where it came from, and
 * what the charity wrote about it. Amounts and dates stay, as accounting law asks for.
 *
 * @returns whether there is such a gift
 */
export async function eraseDonor(db: Kysely<Database>, id: Id<'donation'>): Promise<boolean> {
  await eraseDetails(db, id);
  await db.deleteFrom('donation_note').where('donation_id', '=', id).execute();
  await db.deleteFrom('gift_moderation').where('donation_id', '=', id).execute();
  const { numUpdatedRows } = await db
    .updateTable('donation')
    .set((set) => ({
      donor_name: null,
      message: null,
      anonymous: true,
      begun_by: null,
      version: set('version', '+', 1),
      updated_at: sql`now()`,
    }))
    .where('id', '=', id)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Columns that the rules need of a row. Few: under load a row's width is most of what reading it costs. */
export const factColumns = [
  'organization_id',
  'livemode',
  'id',
  'version',
  'project_id',
  'state',
  'currency',
  'gift_amount',
  'fee_cover_amount',
  'refunded_amount',
  'refund_asked_amount',
  'disputed_amount',
  'provider',
  'payment_version',
] as const;

/** A row as far as the rules need it. */
export type FactsRow = Pick<Selectable<DonationTable>, (typeof factColumns)[number]>;

/** What the rules need of a row. */
export function donationFacts(row: FactsRow): DonationFacts {
  return {
    organizationId: row.organization_id,
    livemode: row.livemode,
    id: row.id,
    version: row.version,
    projectId: row.project_id,
    state: row.state,
    currency: row.currency,
    giftAmount: row.gift_amount,
    feeCoverAmount: row.fee_cover_amount,
    refundedAmount: row.refunded_amount,
    refundAskedAmount: row.refund_asked_amount,
    disputedAmount: row.disputed_amount ?? 0,
    provider: row.provider,
    paymentVersion: row.payment_version,
  };
}

/** What a page may know of a row. */
export function toDonationStatus(row: Selectable<DonationTable>): DonationStatus {
  const money = (amount: number) => ({ amount, currency: row.currency });
  return {
    id: row.id,
    projectId: row.project_id,
    state: row.state,
    gift: money(row.gift_amount),
    feeCover: money(row.fee_cover_amount),
    charge: money(row.gift_amount + row.fee_cover_amount),
    refunded: money(row.refunded_amount),
    failureCode: shownFailure(failureOf(row)),
    interval: row.recurring_interval,
    livemode: row.livemode,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}

function failureOf({
  failure_code: code,
}: Pick<DonationTable, 'failure_code'>): CardFailure | null {
  return code === null ? null : cardFailureSchema.parse(code);
}

/** The whole row as the contract says it. */
export function toDonation(row: WholeDonation): Donation {
  return {
    ...toDonationStatus(row),
    failureCode: failureOf(row),
    disputed: { amount: row.disputed_amount ?? 0, currency: row.currency },
    donorName: row.donor_name,
    anonymous: row.anonymous,
    message: row.message,
    moderation: toModeration(row),
    details: toDetails(row),
    provider: row.provider,
    paymentReference: row.payment_reference,
    recurringGiftId: row.recurring_gift_id,
  };
}
