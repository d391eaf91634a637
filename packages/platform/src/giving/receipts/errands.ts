/** What follows a change of a gift: its receipts are brought in line, and its donor is written to. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database, DonationDetailTable } from '../../database/schema.ts';
import { takeErrands } from '../../jobs/errands.ts';
import type { Follower } from '../../jobs/followers.ts';
import type { Book } from '../../ledger/rules.ts';
import { type NewMail, queueMails } from '../../mail/queue.ts';
import { bringInLine } from './records.ts';

const receiptTopic = 'receipt.due';
const errandsPerRound = 200;

const changeColumns = sql.raw(
  'id text, "organizationId" text, livemode boolean, "donationId" text, "stateBefore" text, state text, "refundedDelta" bigint',
);

/**
 * Leaves an errand for each change that concerns a donor who left an address, asked for a card, or has
 * a receipt. All other gifts leave nothing.
 */
export const receiptFollower: Follower = {
  name: 'receipts',
  wants: sql`exists (select from donation_detail as detail
      where detail.organization_id = taken.organization_id and detail.donation_id = taken.subject)
    or exists (select from receipt
      where receipt.organization_id = taken.organization_id and receipt.donation_id = taken.subject)`,
  async follow(transaction, changes) {
    await sql`
      insert into outbox (organization_id, id, topic, subject, payload, available_at)
      select "organizationId", change.id || ':receipt', ${receiptTopic}, "donationId",
        json_build_object(
          'livemode', change.livemode,
          'paidNow', state in ('succeeded', 'partially_refunded') and "stateBefore" not in ('succeeded', 'partially_refunded', 'refunded'),
          'refundedDelta', "refundedDelta")::text,
        now()
      from json_to_recordset(${JSON.stringify(changes)}::json) as change (${changeColumns})
      left join donation_detail as detail
        on detail.organization_id = "organizationId" and detail.donation_id = "donationId"
      where state in ('succeeded', 'partially_refunded', 'refunded') and (
        detail.email is not null or detail.dedication -> 'card' ->> 'recipientEmail' is not null
        or exists (select from receipt
          where receipt.organization_id = "organizationId" and receipt.donation_id = "donationId"))`.execute(
      transaction,
    );
  },
};

interface Errand extends Book {
  readonly id: string;
  readonly donationId: Id<'donation'>;
  readonly paidNow: boolean;
  readonly refundedDelta: number;
}

export interface ReceiptErrandParts {
  readonly db: Kysely<Database>;
  readonly newReceiptId: () => Id<'receipt'>;
  readonly newMailId: () => Id<'mail'>;
  /** Told that there are mails to send. */
  readonly onQueued: () => void;
}

/** One round; says how many errands it took up. */
export async function receiptRound(parts: ReceiptErrandParts): Promise<number> {
  const errands = await takeDue(parts.db);
  const books = Map.groupBy(errands, (errand) => `${errand.organizationId} ${errand.livemode}`);
  let mails = 0;
  for (const ofBook of books.values()) {
    mails += await parts.db
      .transaction()
      .execute((transaction) => workOff(parts, transaction, ofBook));
  }
  if (mails > 0) parts.onQueued();
  return errands.length;
}

async function takeDue(db: Kysely<Database>): Promise<Errand[]> {
  const due = { topic: receiptTopic, limit: errandsPerRound, firstRestSeconds: 30 };
  const { rows } = await sql<{
    organization_id: Id<'organization'>;
    id: string;
    subject: Id<'donation'>;
    payload: string;
  }>`${takeErrands(due)}`.execute(db);
  return rows.map((row) => {
    const { livemode, paidNow, refundedDelta }: Errand = JSON.parse(row.payload);
    const { organization_id: organizationId, id, subject: donationId } = row;
    return { organizationId, livemode, id, donationId, paidNow, refundedDelta };
  });
}

/** Receipts, mails and the end of the errands are one commit. Says how many mails it left. */
async function workOff(
  { newReceiptId, newMailId }: ReceiptErrandParts,
  transaction: Transaction<Database>,
  taken: readonly Errand[],
): Promise<number> {
  const errands = await finish(transaction, taken);
  const [first] = errands;
  if (first === undefined) return 0;
  const ids = [...new Set(errands.map(({ donationId }) => donationId))];
  const told = await findTold(transaction, first, ids);
  const receipted = ids.filter((id) => told.get(id)?.wantsReceipt);
  if (receipted.length > 0) await bringInLine(transaction, first, receipted, newReceiptId);
  const mails = errands.flatMap((errand) =>
    mailsOf(errand, told.get(errand.donationId)).map((mail) => ({ ...mail, id: newMailId() })),
  );
  await queueMails(transaction, mails);
  return mails.length;
}

/** Those that nobody else has worked off meanwhile, in the order in which they came. */
async function finish(
  transaction: Transaction<Database>,
  errands: readonly Errand[],
): Promise<Errand[]> {
  const ids = errands.map(({ id }) => id);
  const rows = await transaction
    .deleteFrom('outbox')
    .where('topic', '=', receiptTopic)
    .where('id', 'in', ids)
    .returning('id')
    .execute();
  const done = new Set(rows.map(({ id }) => id));
  return errands.filter(({ id }) => done.has(id)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

interface Told {
  readonly email: string | null;
  readonly dedication: DonationDetailTable['dedication'];
  readonly wantsReceipt: boolean;
}

/** What the donors left: addresses, cards, and receipts that they have. */
async function findTold(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  ids: readonly Id<'donation'>[],
): Promise<Map<Id<'donation'>, Told>> {
  const { rows } = await sql<Told & { id: Id<'donation'> }>`
    select donation.id, detail.email, detail.dedication,
      detail.email is not null or exists (select from receipt
        where receipt.organization_id = donation.organization_id
          and receipt.donation_id = donation.id) as "wantsReceipt"
    from donation
    left join donation_detail as detail on detail.organization_id = donation.organization_id
      and detail.donation_id = donation.id
    where donation.organization_id = ${organizationId} and donation.id in (${sql.join(ids)})`.execute(
    transaction,
  );
  return new Map(rows.map(({ id, ...told }) => [id, told]));
}

/** What is written to whom because of a change. */
function mailsOf(errand: Errand, told: Told | undefined): Omit<NewMail, 'id'>[] {
  const { organizationId, livemode, donationId, paidNow, refundedDelta } = errand;
  if (told === undefined) return [];
  const { email, dedication } = told;
  const base = { organizationId, livemode };
  const mails: Omit<NewMail, 'id'>[] = [];
  if (paidNow && email !== null) {
    mails.push({ ...base, to: email, about: { kind: 'thanks', donationId } });
  }
  const recipient = dedication?.card?.recipientEmail;
  if (paidNow && recipient !== undefined) {
    mails.push({ ...base, to: recipient, about: { kind: 'card', donationId } });
  }
  if (refundedDelta !== 0 && email !== null) {
    const kind = refundedDelta > 0 ? 'refund' : 'refund_failed';
    const about = { kind, donationId, amount: Math.abs(refundedDelta) } as const;
    mails.push({ ...base, to: email, about });
  }
  return mails;
}
