/** Receipts as the wire tells of them, with addresses that can be opened without a key. */
import type { Id, PaperLinks, Receipt } from '@kindcart/contract';
import { type DonorPasses, passMs } from '../../access/donor-pass.ts';
import type { Book } from '../../ledger/rules.ts';
import type { ReceiptRow } from './records.ts';
import { receiptNumber } from './rules.ts';

/** What addresses of papers are made of. */
export interface PaperParts {
  readonly passes: DonorPasses;
  /** Where browsers reach the platform, without a slash at the end. */
  readonly ownUrl: () => string;
}

/** Where receipts are, as pages and as PDF. */
export const papersPath = '/receipts';

function linksTo(
  { passes, ownUrl }: PaperParts,
  path: string,
  pass: Parameters<DonorPasses['seal']>[1],
  holdsMs: number,
): PaperLinks {
  const { token, expiresAt } = passes.seal('paper', pass, holdsMs);
  const address = `${ownUrl()}${papersPath}/${path}`;
  return {
    html: `${address}?pass=${token}`,
    pdf: `${address}.pdf?pass=${token}`,
    until: expiresAt.toISOString(),
  };
}

/** Addresses of one receipt. */
export function receiptLinks(
  parts: PaperParts,
  { organizationId, livemode }: Book,
  receiptId: Id<'receipt'>,
  holdsMs: number = passMs.paper,
): PaperLinks {
  const pass = { organizationId, livemode, emailKey: null, receiptId };
  return linksTo(parts, receiptId, pass, holdsMs);
}

/** Addresses of the summary of a donor's year. */
export function yearLinks(
  parts: PaperParts,
  { organizationId, livemode }: Book,
  emailKey: string,
  year: number,
): PaperLinks {
  const pass = { organizationId, livemode, emailKey, receiptId: null };
  return linksTo(parts, `years/${year}`, pass, passMs.paper);
}

export function toReceipt(parts: PaperParts, row: ReceiptRow): Receipt {
  const { void_reason: reason, voided_at: at } = row;
  const book = { organizationId: row.organization_id, livemode: row.livemode };
  return {
    id: row.id,
    number: receiptNumber(row.number, row.livemode),
    kind: row.kind,
    donationId: row.donation_id,
    amount: { amount: row.amount, currency: row.currency },
    issuedAt: row.issued_at.toISOString(),
    voided: reason === null || at === null ? null : { at: at.toISOString(), reason },
    livemode: row.livemode,
    links: receiptLinks(parts, book, row.id),
  };
}
