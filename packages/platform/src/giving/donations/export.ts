/** Gifts as a table for people: what a spreadsheet or an accountant's program reads. */
import type { Id } from '@kindcart/contract';
import { formatDecimal } from '@kindcart/contract/money';
import type { Kysely, Selectable } from 'kysely';
import type { Database, DonationTable } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';

const rowsPerPage = 1_000;

type Row = Selectable<DonationTable> & { readonly project_title: string };

/** Every gift of the book in the order of its making, a page at a time. */
export async function* giftPages(db: Kysely<Database>, book: Book): AsyncGenerator<Row[]> {
  let after: Id<'donation'> | undefined;
  for (;;) {
    let query = db
      .selectFrom('donation')
      .innerJoin('project', (join) =>
        join
          .onRef('project.organization_id', '=', 'donation.organization_id')
          .onRef('project.id', '=', 'donation.project_id'),
      )
      .selectAll('donation')
      .select('project.title as project_title')
      .where('donation.organization_id', '=', book.organizationId)
      .where('donation.livemode', '=', book.livemode)
      .orderBy('donation.id')
      .limit(rowsPerPage);
    if (after !== undefined) query = query.where('donation.id', '>', after);
    const page = await query.execute();
    if (page.length > 0) yield page;
    if (page.length < rowsPerPage) return;
    after = page.at(-1)?.id;
  }
}

/** One gift, all values as text but for truth; amounts are decimals in their own currency. */
export function giftRecord(row: Row) {
  const { currency } = row;
  const decimal = (amount: number) => formatDecimal({ amount, currency });
  return {
    id: row.id,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
    state: row.state,
    project_id: row.project_id,
    project_title: row.project_title,
    currency,
    gift: decimal(row.gift_amount),
    fee_cover: decimal(row.fee_cover_amount),
    charge: decimal(row.gift_amount + row.fee_cover_amount),
    refunded: decimal(row.refunded_amount),
    donor_name: row.donor_name,
    anonymous: row.anonymous,
    message: row.message,
    provider: row.provider,
    payment_reference: row.payment_reference,
    failure_code: row.failure_code,
  };
}

/** A gift as it is exported. */
export type GiftRecord = ReturnType<typeof giftRecord>;

/** Names of the columns, in their order. */
export const giftColumns = [
  'id',
  'created_at',
  'updated_at',
  'state',
  'project_id',
  'project_title',
  'currency',
  'gift',
  'fee_cover',
  'charge',
  'refunded',
  'donor_name',
  'anonymous',
  'message',
  'provider',
  'payment_reference',
  'failure_code',
] as const satisfies readonly (keyof GiftRecord)[];

/**
 * A line of CSV (RFC 4180) without its end. What a spreadsheet would take for a formula, which a donor
 * may have typed, is kept from being one by an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvLine(values: readonly (string | boolean | null)[]): string {
  return values.map(csvCell).join(',');
}

function csvCell(value: string | boolean | null): string {
  const text = String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
