/** News of recurring gifts, as errands that become mails to their donors. */
import type { Id } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { takeErrands } from '../../jobs/errands.ts';
import type { Book } from '../../ledger/rules.ts';
import { type NewMail, queueMails, type RecurringLetter } from '../../mail/queue.ts';
import type { RecurringNews } from './rules.ts';

const newsTopic = 'recurring.news';
const errandsPerRound = 100;

/**
 * Which letter tells what; none where the donor did it a moment ago on the own page and saw it there. A
 * charge that went through has the letter of its gift, with the receipt.
 */
const letters: Readonly<Record<RecurringNews, RecurringLetter | null>> = {
  started: 'started',
  charge_failed: 'failed',
  charge_recovered: null,
  paused: 'paused',
  paused_after_failures: 'paused',
  resumed: null,
  changed: null,
  card_replaced: null,
  cancelled: 'cancelled',
  ended: 'cancelled',
};

/** Leaves what has to be told of, with the provider's word that it is in. */
export async function leaveNews(
  transaction: Transaction<Database>,
  { organizationId, livemode }: Book,
  word: { readonly id: Id<'recurringGift'>; readonly version: number },
  news: readonly RecurringNews[],
): Promise<void> {
  const told = news.flatMap((one) => letters[one] ?? []);
  if (told.length === 0) return;
  await transaction
    .insertInto('outbox')
    .values({
      organization_id: organizationId,
      id: `${word.id}:news:${word.version}`,
      topic: newsTopic,
      subject: word.id,
      payload: JSON.stringify({ livemode, told }),
      available_at: sql<Date>`now()`,
      attempts: 0,
    })
    .execute();
}

export interface NewsParts {
  readonly db: Kysely<Database>;
  readonly newMailId: () => Id<'mail'>;
  /** Told that there are mails to send. */
  readonly onQueued: () => void;
}

interface Errand extends Book {
  readonly id: string;
  readonly recurringGiftId: Id<'recurringGift'>;
  readonly told: readonly RecurringLetter[];
}

/** One round; says how many errands it took up. */
export async function newsRound({ db, newMailId, onQueued }: NewsParts): Promise<number> {
  const errands = await takeDue(db);
  for (const errand of errands) {
    await db.transaction().execute(async (transaction) => {
      if (!(await finish(transaction, errand))) return;
      const to = await findAddress(transaction, errand);
      if (to === undefined) return;
      await queueMails(
        transaction,
        errand.told.map((letter) => mailOf(errand, letter, to, newMailId())),
      );
    });
  }
  if (errands.length > 0) onQueued();
  return errands.length;
}

async function takeDue(db: Kysely<Database>): Promise<Errand[]> {
  const due = { topic: newsTopic, limit: errandsPerRound, firstRestSeconds: 30 };
  const { rows } = await sql<{
    organization_id: Id<'organization'>;
    id: string;
    subject: Id<'recurringGift'>;
    payload: string;
  }>`${takeErrands(due)}`.execute(db);
  return rows.map((row) => {
    const { livemode, told }: Errand = JSON.parse(row.payload);
    const { organization_id: organizationId, id, subject: recurringGiftId } = row;
    return { organizationId, livemode, id, recurringGiftId, told };
  });
}

/** Ends the errand with the transaction; false when another process was faster. */
async function finish(transaction: Transaction<Database>, { organizationId, id }: Errand) {
  const { numDeletedRows } = await transaction
    .deleteFrom('outbox')
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Undefined once the donor is erased. */
async function findAddress(
  transaction: Transaction<Database>,
  { organizationId, recurringGiftId }: Errand,
): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('recurring_gift as gift')
    .innerJoin('donation_detail as detail', (join) =>
      join
        .onRef('detail.organization_id', '=', 'gift.organization_id')
        .onRef('detail.donation_id', '=', 'gift.first_donation_id'),
    )
    .select('detail.email')
    .where('gift.organization_id', '=', organizationId)
    .where('gift.id', '=', recurringGiftId)
    .executeTakeFirst();
  return row?.email ?? undefined;
}

function mailOf(
  { organizationId, livemode, recurringGiftId }: Errand,
  letter: RecurringLetter,
  to: string,
  id: Id<'mail'>,
): NewMail {
  return {
    id,
    organizationId,
    livemode,
    to,
    about: { kind: 'recurring', recurringGiftId, letter },
  };
}
