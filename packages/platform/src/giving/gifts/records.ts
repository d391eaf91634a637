/** The gifts of a wall, read by indexes that a gift enters when it is made and not when it is paid. */
import type { Id } from '@kindcart/contract';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { Database, DonationTable } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { joinModeration, type ModerationRow, moderationColumns } from '../moderation/records.ts';
import { giftIdOf } from './gift-id.ts';
import { byAmountLeft, type GiftFacts, isSettled, shownStates } from './rules.ts';

const columns = [
  'id',
  'currency',
  'gift_amount',
  'fee_cover_amount',
  'refunded_amount',
  'disputed_amount',
  'donor_name',
  'anonymous',
  'message',
  'created_at',
] as const;

type Row = Pick<Selectable<DonationTable>, (typeof columns)[number]> & ModerationRow;

function toFacts(row: Row): GiftFacts {
  return {
    id: row.id,
    currency: row.currency,
    giftAmount: row.gift_amount,
    feeCoverAmount: row.fee_cover_amount,
    refundedAmount: row.refunded_amount,
    disputedAmount: row.disputed_amount ?? 0,
    donorName: row.donor_name,
    anonymous: row.anonymous,
    message: row.message,
    nameHidden: row.name_hidden ?? false,
    messageHidden: row.message_hidden ?? false,
    createdAt: row.created_at,
  };
}

function selectGifts(db: Kysely<Database>, book: Book) {
  return db
    .selectFrom('donation')
    .leftJoin('gift_moderation', joinModeration)
    .select(columns)
    .select(moderationColumns)
    .where('donation.organization_id', '=', book.organizationId)
    .where('livemode', '=', book.livemode)
    .where('state', 'in', shownStates);
}

/**
 * A project's newest gifts after the cursor, and at most so many; the cursor is a gift of a page
 * before. The project is asked for by a range, since with `project_id = …` a planner may walk all
 * newer gifts of the organization to come to those of a project that nobody gives to any more.
 */
export async function recentGifts(
  db: Kysely<Database>,
  book: Book,
  projectId: Id<'project'>,
  page: { readonly cursor: string | undefined; readonly limit: number },
): Promise<GiftFacts[]> {
  const last = page.cursor && (await lastSeen(db, book, projectId, page.cursor));
  const rows = await selectGifts(db, book)
    .where(sql<boolean>`(project_id, id) > (${projectId}, '')`)
    .where(sql<boolean>`(project_id, id) < (${projectId}, ${last ?? '~'})`)
    .orderBy('project_id', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(toFacts);
}

/**
 * The donation behind a gift's id: of the few that were made in the same millisecond the one whose
 * digest it is. Where it is gone, the beginning of that millisecond.
 */
async function lastSeen(
  db: Kysely<Database>,
  book: Book,
  projectId: Id<'project'>,
  cursor: string,
): Promise<string> {
  // The first ten characters after the prefix are the time.
  const time = `don_${cursor.slice('gft_'.length, 'gft_'.length + 10)}`;
  const rows = await db
    .selectFrom('donation')
    .select('id')
    .where('organization_id', '=', book.organizationId)
    .where('project_id', '=', projectId)
    .where(sql<boolean>`id >= ${time} and id < ${`${time}~`}`)
    .execute();
  return rows.find(({ id }) => giftIdOf(id) === cursor)?.id ?? time;
}

/**
 * A project's largest gifts by what is left of each. They are read in the order of what was given, and
 * further only while a gift that was partly given back may have to make room for one below.
 */
export async function largestGifts(
  db: Kysely<Database>,
  book: Book,
  projectId: Id<'project'>,
  limit: number,
): Promise<GiftFacts[]> {
  const read: GiftFacts[] = [];
  for (;;) {
    let query = selectGifts(db, book)
      .where('project_id', '=', projectId)
      .orderBy('gift_amount', 'desc')
      .orderBy('id', 'desc')
      .limit(limit);
    const lowest = read.at(-1);
    if (lowest !== undefined) {
      query = query.where(sql<boolean>`(gift_amount, id) < (${lowest.giftAmount}, ${lowest.id})`);
    }
    const rows = await query.execute();
    read.push(...rows.map(toFacts));
    if (rows.length < limit || isSettled(read, limit)) {
      return read.sort(byAmountLeft).slice(0, limit);
    }
  }
}
