/** Receipts as rows, which are only added: a void is a row too, and so is what takes its place. */
import type { Id, Particulars, VoidReason } from '@kindcart/contract';
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely';
import type { Database, DonationTable, ReceiptTable } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { type GiftFacts, nextReceipt, type ReceiptFacts } from './rules.ts';

/** A receipt and whether it still counts. */
export type ReceiptRow = Selectable<ReceiptTable> & {
  readonly void_reason: VoidReason | null;
  readonly voided_at: Date | null;
};

function selectReceipts(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('receipt')
    .leftJoin('receipt_void', (join) =>
      join
        .onRef('receipt_void.organization_id', '=', 'receipt.organization_id')
        .onRef('receipt_void.receipt_id', '=', 'receipt.id'),
    )
    .selectAll('receipt')
    .select(['receipt_void.reason as void_reason', 'receipt_void.created_at as voided_at'])
    .where('receipt.organization_id', '=', book.organizationId)
    .where('receipt.livemode', '=', book.livemode);
}

export function findReceipt(
  db: Kysely<Database>,
  book: Book,
  id: Id<'receipt'>,
): Promise<ReceiptRow | undefined> {
  return selectReceipts(db, book).where('receipt.id', '=', id).executeTakeFirst();
}

/** Every receipt of the gifts, newest first. */
export async function listReceipts(
  db: Kysely<Database>,
  book: Book,
  donationIds: readonly Id<'donation'>[],
): Promise<ReceiptRow[]> {
  if (donationIds.length === 0) return [];
  return selectReceipts(db, book)
    .where('receipt.donation_id', 'in', [...donationIds])
    .orderBy('receipt.number', 'desc')
    .execute();
}

/** A donation's row as far as its receipt depends on it. */
export function giftFacts(row: Selectable<DonationTable>): GiftFacts {
  const charge = row.gift_amount + row.fee_cover_amount;
  const { state, refunded_amount: refunded, disputed_amount } = row;
  return { state, charge, refunded, disputed: disputed_amount ?? 0 };
}

/** A gift with what its receipt says, as it is now. */
interface Due extends ReceiptFacts {
  readonly donationId: Id<'donation'>;
  readonly receiptId: Id<'receipt'> | null;
  readonly revision: number;
}

/**
 * Brings the receipts of gifts in line with the books: issues what is missing, voids what is wrong,
 * and issues what takes its place. Doing it again changes nothing. Who issues for a charity waits for
 * whoever does so already, so that numbers have no gap and no two receipts have one.
 *
 * @returns ids of the gifts whose receipts changed
 */
export async function bringInLine(
  transaction: Transaction<Database>,
  book: Book,
  donationIds: readonly Id<'donation'>[],
  newReceiptId: () => Id<'receipt'>,
): Promise<Id<'donation'>[]> {
  const last = await lockSeries(transaction, book);
  const changes = (await findDue(transaction, book, donationIds)).flatMap((due) => {
    const step = nextReceipt(due);
    return step.voidFor === null && step.issueOf === null ? [] : [{ due, step }];
  });
  const voids = changes.flatMap(({ due: { receiptId }, step: { voidFor } }) =>
    receiptId === null || voidFor === null
      ? []
      : [{ organization_id: book.organizationId, receipt_id: receiptId, reason: voidFor }],
  );
  if (voids.length > 0) await transaction.insertInto('receipt_void').values(voids).execute();
  const issues = changes.flatMap(({ due, step: { issueOf } }) => (issueOf === null ? [] : [due]));
  const rows = issues.map(({ donationId, revision }, place) => ({
    id: newReceiptId(),
    number: last + place + 1,
    donation_id: donationId,
    revision: revision + 1,
  }));
  if (rows.length > 0) await insertReceipts(transaction, book, rows);
  return changes.map(({ due }) => due.donationId);
}

/** Waits until nobody else issues for the book; the number that was given last. */
async function lockSeries(transaction: Transaction<Database>, book: Book): Promise<number> {
  const { organizationId: organization_id, livemode } = book;
  await transaction
    .insertInto('receipt_series')
    .values({ organization_id, livemode, last_number: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await transaction
    .selectFrom('receipt_series')
    .select('last_number')
    .where('organization_id', '=', organization_id)
    .where('livemode', '=', livemode)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.last_number;
}

/**
 * Gifts with their receipts. A single one does not change until the transaction ends: news of it that came
 * meanwhile would find no receipt yet, leave no errand, and the receipt would never hear of it. Of many, which have
 * errands in any case, none is held: two who hold many can wait for each other in a ring.
 */
async function findDue(
  transaction: Transaction<Database>,
  { organizationId, livemode }: Book,
  donationIds: readonly Id<'donation'>[],
): Promise<Due[]> {
  const { rows } = await sql<Due>`
    select donation.id as "donationId", donation.state,
      donation.gift_amount + donation.fee_cover_amount as charge, donation.refunded_amount as refunded,
      coalesce(donation.disputed_amount, 0) as disputed, newest.id as "receiptId",
      case when newest.id is not null
        then json_build_object('amount', newest.amount, 'disputed', coalesce(newest.disputed_amount, 0)) end as counts,
      coalesce(newest.revision, revisions.newest, 0) as revision
    from donation
    left join lateral (
      select max(revision) as newest from receipt
      where receipt.organization_id = donation.organization_id and donation_id = donation.id) as revisions on true
    left join receipt as newest on newest.organization_id = donation.organization_id
      and newest.donation_id = donation.id and newest.revision = revisions.newest
      and not exists (
        select from receipt_void
        where receipt_void.organization_id = newest.organization_id and receipt_id = newest.id)
    where donation.organization_id = ${organizationId} and donation.livemode = ${livemode}
      and donation.id in (${sql.join(donationIds)})
    order by donation.id ${donationIds.length === 1 ? sql`for share of donation` : sql``}`.execute(
    transaction,
  );
  return rows;
}

const newReceiptColumns = sql.raw('id text, number integer, donation_id text, revision integer');

interface NewReceipt {
  readonly id: Id<'receipt'>;
  readonly number: number;
  readonly donation_id: Id<'donation'>;
  readonly revision: number;
}

/** Writes down all that the papers say, as it is now, and counts the series on. */
async function insertReceipts(
  transaction: Transaction<Database>,
  { organizationId, livemode }: Book,
  rows: readonly NewReceipt[],
): Promise<void> {
  await sql`
    with issued as (
      insert into receipt (
        organization_id, id, livemode, number, donation_id, revision, kind, currency, amount, gift_amount,
        fee_cover_amount, refunded_amount, disputed_amount, payment_version, donor_name, project_title,
        language, organization_name, particulars, given_at, issued_at)
      select donation.organization_id, made.id, donation.livemode, made.number, donation.id, made.revision,
        case when profile.organization_id is null then 'confirmation' else 'receipt' end,
        donation.currency,
        gift_amount + fee_cover_amount - refunded_amount - coalesce(disputed_amount, 0), gift_amount,
        fee_cover_amount, refunded_amount, coalesce(disputed_amount, 0), payment_version, donor_name, project.title,
        coalesce(donor.language, donation_detail.language, project.language),
        organization.name, profile.particulars, coalesce(paid.created_at, donation.created_at),
        clock_timestamp()
      from json_to_recordset(${JSON.stringify(rows)}::json) as made (${newReceiptColumns})
      join donation on donation.organization_id = ${organizationId} and donation.livemode = ${livemode}
        and donation.id = made.donation_id
      join project on project.organization_id = donation.organization_id and project.id = donation.project_id
      join organization on organization.id = donation.organization_id
      left join donation_detail on donation_detail.organization_id = donation.organization_id
        and donation_detail.donation_id = donation.id
      left join donor on donor.organization_id = donation.organization_id
        and donor.livemode = donation.livemode and donor.email_key = donation_detail.email_key
      left join receipt_profile as profile on profile.organization_id = donation.organization_id
      left join ledger_transfer as paid on paid.organization_id = donation.organization_id
        and paid.livemode = donation.livemode and paid.kind = 'gift' and paid.source = donation.id
      returning number)
    update receipt_series set last_number = (select max(number) from issued)
    where organization_id = ${organizationId} and livemode = ${livemode}`.execute(transaction);
}

/** What the charity says of itself on receipts; null until it has told. */
export async function findParticulars(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
): Promise<Particulars | null> {
  const row = await db
    .selectFrom('receipt_profile')
    .select('particulars')
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  return row?.particulars ?? null;
}

/** Receipts from now on say this; those that were issued stay as they are. */
export async function keepParticulars(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  told: Particulars,
): Promise<void> {
  const particulars = JSON.stringify(told);
  await db
    .insertInto('receipt_profile')
    .values({ organization_id: organizationId, particulars, updated_at: new Date() })
    .onConflict((conflict) =>
      conflict.column('organization_id').doUpdateSet({ particulars, updated_at: sql`now()` }),
    )
    .execute();
}
