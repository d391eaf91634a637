/** What stands on a paper, before it is a page or a PDF. Pure. */
import type { Money } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { DonorGiftRow } from '../donors/records.ts';
import { type PaperWords, paperWords } from './locales/words.ts';
import type { ReceiptRow } from './records.ts';
import { receiptNumber } from './rules.ts';

export interface Paper {
  readonly words: PaperWords;
  readonly title: string;
  /** What must not be overlooked, on every page: that it is a test, or void. */
  readonly marks: readonly string[];
  /** The charity, line by line. */
  readonly issuer: readonly string[];
  readonly facts: readonly (readonly [label: string, value: string])[];
  /** Gifts of a year: date, project, number, amount. */
  readonly rows: readonly (readonly string[])[];
  readonly totals: readonly string[];
  readonly notes: readonly string[];
  readonly signature: string | null;
  readonly madeAt: Date;
}

function dateIn(words: PaperWords, date: Date): string {
  const options = { dateStyle: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(words.language, options).format(date);
}

/** With the currency's code where its sign could be another's. */
function amountIn(words: PaperWords, money: Money): string {
  const text = formatMoney(money, words.language);
  return text.includes(money.currency) ? text : `${text} (${money.currency})`;
}

function linesOf(text: string | null): string[] {
  return text === null ? [] : text.split('\n').filter((line) => line.trim() !== '');
}

/** A receipt as it was issued, and whether it still counts. */
export function receiptPaper(row: ReceiptRow): Paper {
  const words = paperWords(row.language);
  const { particulars, currency, void_reason: reason, voided_at: voidedAt } = row;
  const amount = (value: number) => amountIn(words, { amount: value, currency });
  const voided =
    reason === null || voidedAt === null ? [] : [words.voided[reason](dateIn(words, voidedAt))];
  const parts: (readonly [string, string])[] = [
    ...(row.fee_cover_amount > 0 || row.refunded_amount > 0
      ? [[words.gift, amount(row.gift_amount)] as const]
      : []),
    ...(row.fee_cover_amount > 0 ? [[words.feeCover, amount(row.fee_cover_amount)] as const] : []),
    ...(row.refunded_amount > 0 ? [[words.refunded, amount(-row.refunded_amount)] as const] : []),
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
      [words.issuedOn, dateIn(words, row.issued_at)],
      [words.donor, row.donor_name ?? words.noName],
      [words.project, row.project_title],
      [words.paidOn, dateIn(words, row.given_at)],
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
export function yearPaper(facts: YearFacts): Paper {
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
      [words.issuedOn, dateIn(words, now)],
    ],
    rows: gifts.map((gift) => {
      const receipt = receipts.find(
        ({ donation_id: id, void_reason: reason }) => id === gift.id && reason === null,
      );
      const left = gift.gift_amount + gift.fee_cover_amount - gift.refunded_amount;
      return [
        dateIn(words, gift.created_at),
        gift.project_title,
        receipt === undefined ? '' : receiptNumber(receipt.number, livemode),
        amountIn(words, { amount: left, currency: gift.currency }),
      ];
    }),
    totals: facts.totals.map((total) => amountIn(words, total)),
    notes: [gifts.length === 0 ? words.noGifts : words.yearNote],
    signature: null,
    madeAt: now,
  };
}
