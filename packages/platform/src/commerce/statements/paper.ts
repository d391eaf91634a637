/** What stands on a statement, and its lines as a table for a spreadsheet. Pure. */
import { parseExact, statementNumber } from '@kindcart/contract';
import { exponentOf } from '@kindcart/contract/money';
import { amountIn, dateIn, type Paper } from '../../pages/paper/paper.ts';
import { duesOf, type KeptStatement, type PlacedLine, type StatementParties } from './records.ts';
import { type StatementWords, statementWords } from './words.ts';

/** An exact amount of minor units as a decimal of the currency's own unit: `158.5` fen are 1.585 yuan. */
export function exactDecimal(exact: bigint, currency: string): string {
  const decimals = exponentOf(currency) + 8;
  const size = exact < 0n ? -exact : exact;
  const digits = size.toString().padStart(decimals + 1, '0');
  const fraction = digits.slice(-decimals).replace(/0+$/, '');
  const least = fraction.padEnd(exponentOf(currency), '0');
  const whole = digits.slice(0, -decimals);
  return `${exact < 0n ? '-' : ''}${whole}${least === '' ? '' : `.${least}`}`;
}

export function statementPaper(
  kept: KeptStatement,
  { merchantName, language, organizationName }: StatementParties,
): Paper<StatementWords> {
  const words = statementWords(language);
  const { row } = kept;
  const { currency, time_zone: timeZone } = row;
  const day = (time: Date) => dateIn(words.language, time, timeZone);
  const money = (amount: number) => amountIn(words.language, { amount, currency });
  const decimal = (exact: string) => exactDecimal(parseExact(exact), currency);
  const tableOf = (dues: KeptStatement['dues']) => [
    [words.project, words.before, words.given, words.after, words.toPay],
    ...dues.map((due) => [
      due.title,
      decimal(due.carried_before),
      decimal(due.exact),
      decimal(due.carried_after),
      money(due.amount),
    ]),
  ];
  const [pledged, added] = [duesOf(kept, 'pledge'), duesOf(kept, 'round_up')];
  return {
    words,
    title: words.title,
    marks: row.livemode ? [] : [words.test],
    issuer: [organizationName],
    facts: [
      [words.number, statementNumber(row.year, row.number, row.livemode)],
      [words.merchant, merchantName],
      // Its last moment is the one before the next begins.
      [words.period, `${day(row.period_from)} – ${day(new Date(row.period_until.getTime() - 1))}`],
      [words.madeOn, day(row.created_at)],
      [words.lines, new Intl.NumberFormat(words.language).format(row.line_count)],
      [words.state, stateOf(row, words, day)],
    ],
    rows: pledged.length === 0 ? [] : tableOf(pledged),
    ...(added.length > 0 && { section: { title: words.roundUps, rows: tableOf(added) } }),
    shares: [0.3, 0.16, 0.18, 0.16, 0.2],
    totals: [money(row.total_amount)],
    notes: [words.note],
    signature: null,
    madeAt: row.created_at,
  };
}

function stateOf(
  { state, due_at: dueAt, paid_at: paidAt }: KeptStatement['row'],
  words: StatementWords,
  day: (time: Date) => string,
): string {
  if (state === 'paid' && paidAt !== null) return words.paid(day(paidAt));
  return state === 'open' && dueAt !== null ? words.open(day(dueAt)) : words.carried;
}

type Cell = string | null;

const columns: Readonly<Record<string, (line: PlacedLine, of: LineContext) => Cell>> = {
  statement: (_, { number }) => number,
  kind: ({ kind }) => kind,
  order_id: ({ orderId }) => orderId,
  shop_order_id: ({ shopOrderId }) => shopOrderId,
  charity_item_id: ({ charityItemId }) => charityItemId,
  revision: ({ revision }) => revision?.toString() ?? null,
  project_id: ({ projectId }) => projectId,
  project_title: ({ projectId }, { titles }) => titles.get(projectId) ?? null,
  currency: (_, { currency }) => currency,
  exact: ({ exact }, { currency }) => exactDecimal(parseExact(exact), currency),
};

/** What lines of one statement have in common. */
export interface LineContext {
  readonly number: string;
  readonly currency: string;
  readonly titles: ReadonlyMap<string, string>;
}

/** Names of the columns, in their order; `exact` is a decimal of the currency's own unit. */
export const lineColumns: readonly string[] = Object.keys(columns);

/** The cells of a line, in the order of the columns. */
export function lineCells(line: PlacedLine, of: LineContext): Cell[] {
  return Object.values(columns).map((cell) => cell(line, of));
}

export function contextOf({ row, dues }: KeptStatement): LineContext {
  return {
    number: statementNumber(row.year, row.number, row.livemode),
    currency: row.currency,
    titles: new Map(dues.map((due) => [due.project_id, due.title])),
  };
}
