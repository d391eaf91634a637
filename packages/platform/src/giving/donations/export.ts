/** Gifts as a table for people: what a spreadsheet or an accountant's program reads. Pure. */
import { formatDecimal } from '@kindcart/contract/money';
import type { GiftRow } from './records.ts';

type Cell = string | boolean | null;

const decimal = ({ currency }: GiftRow, amount: number) => formatDecimal({ amount, currency });

/** The columns in their order; amounts are decimals in the gift's own currency. */
const columns: Readonly<Record<string, (row: GiftRow) => Cell>> = {
  id: (row) => row.id,
  created_at: (row) => row.created_at.toISOString(),
  updated_at: (row) => row.updated_at.toISOString(),
  state: (row) => row.state,
  project_id: (row) => row.project_id,
  project_title: (row) => row.project_title,
  currency: (row) => row.currency,
  gift: (row) => decimal(row, row.gift_amount),
  fee_cover: (row) => decimal(row, row.fee_cover_amount),
  charge: (row) => decimal(row, row.gift_amount + row.fee_cover_amount),
  refunded: (row) => decimal(row, row.refunded_amount),
  disputed: (row) => decimal(row, row.disputed_amount ?? 0),
  donor_name: (row) => row.donor_name,
  anonymous: (row) => row.anonymous,
  message: (row) => row.message,
  name_hidden: (row) => row.name_hidden ?? false,
  message_hidden: (row) => row.message_hidden ?? false,
  hidden_because: (row) => row.reason,
  notes: (row) => row.notes,
  email: (row) => row.email,
  language: (row) => row.language,
  honoured: (row) => row.dedication?.name ?? null,
  dedication: (row) => row.dedication?.kind ?? null,
  card_to: (row) => row.dedication?.card?.recipientEmail ?? null,
  updates_consent: (row) => row.updates_consent,
  page: (row) => row.came_from?.page ?? null,
  referrer: (row) => row.came_from?.referrer ?? null,
  utm_source: (row) => row.came_from?.utm?.source ?? null,
  utm_medium: (row) => row.came_from?.utm?.medium ?? null,
  utm_campaign: (row) => row.came_from?.utm?.campaign ?? null,
  provider: (row) => row.provider,
  payment_reference: (row) => row.payment_reference,
  failure_code: (row) => row.failure_code,
  interval: (row) => row.recurring_interval,
  recurring_gift_id: (row) => row.recurring_gift_id,
};

/** Names of the columns, in their order. */
export const giftColumns: readonly string[] = Object.keys(columns);

/** The cells of a gift, in the order of the columns. */
export function giftCells(row: GiftRow): Cell[] {
  return Object.values(columns).map((cell) => cell(row));
}

/**
 * A line of CSV (RFC 4180) without its end. What a spreadsheet would take for a formula, which a donor
 * may have typed, is kept from being one by an apostrophe in front
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function csvLine(values: readonly Cell[]): string {
  return values.map(csvCell).join(',');
}

function csvCell(value: Cell): string {
  const text = String(value ?? '');
  const isNumber = /^-?\d+(\.\d+)?$/.test(text);
  const safe = /^[=+\-@\t\r]/.test(text) && !isNumber ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
