/** What stands on a receipt, and on a donor's year. Pure. */
import type { Money } from '@kindcart/contract';
import { amountIn, dateIn, linesOf, type Paper } from '../../pages/paper/paper.ts';
import type { DonorGiftRow } from '../donors/records.ts';
import { type PaperWords, paperWords } from './locales/words.ts';
import { giftFacts, type ReceiptRow } from './records.ts';
import { leftOf, receiptNumber } from './rules.ts';

/** A receipt as it was issued, and whether it still counts. */
export function receiptPaper(row: ReceiptRow): Paper<PaperWords> {
  const words = paperWords(row.language);
  const { particulars, currency, void_reason: reason, voided_at: voidedAt } = row;
  const amount = (value: number) => amountIn(words.language, { amount: value, currency });
  const voided =
    reason === null || voidedAt === null
      ? []
      : [words.voided[reason](dateIn(words.language, voidedAt))];
  const disputed = row.disputed_amount ?? 0;
  const parts: (readonly [string, string])[] = [
    ...(row.fee_cover_amount > 0 || row.refunded_amount > 0 || disputed > 0
      ? [[words.gift, amount(row.gift_amount)] as const]
      : []),
    ...(row.fee_cover_amount > 0 ? [[words.feeCover, amount(row.fee_cover_amount)] as const] : []),
    ...(row.refunded_amount > 0 ? [[words.refunded, amount(-row.refunded_amount)] as const] : []),
    ...(disputed > 0 ? [[words.disputed, amount(-disputed)] as const] : []),
  ];
  return {
    words,
    title: row.kind === 'receipt' ? words.receipt : words.confirmation,
    marks: [...(row.livemode ? [] : [words.test]), ...voided],
    issuer: [
      particulars?.legalName ?? row.organization_name,
      ...(particulars?.registrationNumber == null
        ? []
        : [`${words.registration}: ${particulars.registrationNumber}`]),
      ...linesOf(particulars?.address ?? null),
    ],
    facts: [
      [words.number, receiptNumber(row.number, row.livemode)],
      [words.issuedOn, dateIn(words.language, row.issued_at)],
      [words.donor, row.donor_name ?? words.noName],
      [words.project, row.project_title],
      [words.paidOn, dateIn(words.language, row.given_at)],
      ...parts,
      [words.total, amount(row.amount)],
    ],
    rows: [],
    totals: [],
    notes:
      row.kind === 'receipt' ? linesOf(particulars?.statement ?? null) : [words.confirmationNote],
    signature: particulars?.signatureLine ?? null,
    madeAt: row.issued_at,
  };
}

/** A donor's year. */
export interface YearFacts {
  readonly year: number;
  readonly organizationName: string;
  readonly language: string | null;
  readonly livemode: boolean;
  readonly gifts: readonly DonorGiftRow[];
  readonly receipts: readonly ReceiptRow[];
  readonly totals: readonly Money[];
  readonly now: Date;
}

/** All gifts of a donor in one year, added up. */
export function yearPaper(facts: YearFacts): Paper<PaperWords> {
  const words = paperWords(facts.language);
  const { gifts, receipts, livemode, now } = facts;
  const name = gifts.find((gift) => gift.donor_name !== null)?.donor_name;
  return {
    words,
    title: words.year(String(facts.year)),
    marks: livemode ? [] : [words.test],
    issuer: [facts.organizationName],
    facts: [
      [words.donor, name ?? words.noName],
      [words.issuedOn, dateIn(words.language, now)],
    ],
    rows: gifts.map((gift) => {
      const receipt = receipts.find(
        ({ donation_id: id, void_reason: reason }) => id === gift.id && reason === null,
      );
      const left = leftOf(giftFacts(gift));
      return [
        dateIn(words.language, gift.created_at),
        gift.project_title,
        receipt === undefined ? '' : receiptNumber(receipt.number, livemode),
        amountIn(words.language, { amount: left, currency: gift.currency }),
      ];
    }),
    totals: facts.totals.map((total) => amountIn(words.language, total)),
    notes: [gifts.length === 0 ? words.noGifts : words.yearNote],
    signature: null,
    madeAt: now,
  };
}
