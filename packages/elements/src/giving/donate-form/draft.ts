import type { Dedication, Id, Project } from '@kindcart/contract';
import {
  type AmountReason,
  compare,
  formatDecimal,
  formatMoney,
  grossUp,
  type Money,
  parseLocalAmount,
  subtract,
} from '@kindcart/contract/money';
import type { Gift } from '@kindcart/store';
import type { WordsOfForm } from '../../locales/words.ts';
import type { Interval } from '../next-payment.ts';

/** What a donor may tell beside a gift, as typed. */
export interface TypedDetails {
  readonly email: string;
  /** Whether the donor wants to hear of the project. */
  readonly news: boolean;
  /** Null until the donor asks for one; without a name it is none. */
  readonly dedication: Dedication | null;
}

/** What a donor has chosen and typed so far. */
export interface Draft extends TypedDetails {
  /** Place among the suggested amounts, or the donor's own amount; undefined when none is chosen. */
  readonly choice: number | 'own' | undefined;
  readonly ownAmount: string;
  readonly interval: Interval;
  readonly coverFee: boolean;
  readonly name: string;
  readonly anonymous: boolean;
  readonly message: string;
}

/** Nothing is chosen for the donor: neither an amount, nor that it repeats, nor the fee. */
export const emptyDraft: Draft = {
  choice: undefined,
  ownAmount: '',
  interval: null,
  coverFee: false,
  name: '',
  anonymous: false,
  message: '',
  email: '',
  news: false,
  dedication: null,
};

/** What a dedication begins with. */
export const emptyDedication = { kind: 'honour', name: '', card: null } as const;

/** The longest texts, in UTF-16 units as the platform and `maxlength` count. */
export const lengthMax = { name: 80, message: 500, email: 254 } as const;

/** What of a project an amount has to keep to. */
export type Terms = Pick<Project, 'currency' | 'minimum' | 'maximum' | 'suggestedAmounts'>;

/** The wished amount, or what is wrong with it in words. */
export type Wish = { readonly gift: Money } | { readonly error: string };

/** A gift whose amount is settled already: a share of a tree. */
export interface SettledGift {
  readonly adoptionId: Id<'adoption'>;
  readonly gift: Money;
  /** What it is for, in the donor's language. */
  readonly title: string;
}

interface Context {
  readonly project: Terms;
  readonly words: Pick<WordsOfForm, 'amount'>;
  readonly locale: string;
  readonly settled?: SettledGift | undefined;
}

/** Reads the amount that the donor chose or typed. */
export function wishOf(draft: Draft, context: Context): Wish {
  const { project, words, locale, settled } = context;
  if (settled) return { gift: settled.gift };
  if (draft.choice === undefined) return { error: words.amount.missing };
  if (draft.choice !== 'own') {
    const gift = project.suggestedAmounts[draft.choice];
    return gift ? { gift } : { error: words.amount.missing };
  }
  const parsed = parseLocalAmount(draft.ownAmount, project.currency, locale);
  if (!parsed.ok) return { error: amountError(parsed.reason, context) };
  const gift = parsed.value;
  if (compare(gift, project.minimum) < 0) return { error: amountError('negative', context) };
  if (compare(gift, project.maximum) > 0) return { error: amountError('too_large', context) };
  return { gift };
}

function amountError(reason: AmountReason, { project, words, locale }: Context): string {
  const plain = (value: Money) => formatMoney(value, locale, { withoutZeroFraction: true });
  const example = plain(project.suggestedAmounts[0] ?? project.minimum);
  switch (reason) {
    case 'empty':
      return words.amount.missing;
    case 'negative':
      return words.amount.tooSmall(plain(project.minimum));
    case 'too_large':
      return words.amount.tooLarge(plain(project.maximum));
    case 'other_currency':
      return words.amount.otherCurrency(project.currency);
    case 'unclear_separator':
      return words.amount.unclear(example);
    case 'too_many_decimals':
      return words.amount.tooManyDecimals(example);
    case 'too_long':
    case 'not_a_number':
    case 'foreign_digits':
      return words.amount.notANumber(example);
  }
}

/** What covering the fee of a gift adds to it. */
export function feeCoverOf(gift: Money, project: Pick<Project, 'feeSchedule'>): Money {
  return subtract(grossUp(gift, project.feeSchedule), gift);
}

/** What the donor pays in the end. */
export function chargeOf(
  gift: Money,
  project: Pick<Project, 'feeSchedule'>,
  coverFee: boolean,
): Money {
  return coverFee ? grossUp(gift, project.feeSchedule) : gift;
}

/** The choice of an amount: among those suggested, or else typed. */
export function choiceOf(gift: Money, project: Project, locale: string) {
  const place = project.suggestedAmounts.findIndex(({ amount }) => amount === gift.amount);
  return place >= 0
    ? { choice: place, ownAmount: '' }
    : ({ choice: 'own', ownAmount: typedAmount(gift, locale) } as const);
}

/** The draft that a gift asked for before came from, so that a reload loses nothing. */
export function draftOf(gift: Gift, project: Project, locale: string): Draft {
  const { details, interval, coverFee, donorName, anonymous, message } = gift;
  return {
    ...choiceOf(gift.gift, project, locale),
    interval: interval ?? null,
    coverFee,
    name: donorName ?? '',
    anonymous,
    message: message ?? '',
    email: details?.email ?? '',
    news: !!details?.updatesConsent,
    dedication: details?.dedication ?? null,
  };
}

/** An amount as the donor would have typed it: without symbol and grouping. */
export function typedAmount(value: Money, locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
  return formatDecimal(value).replace('.', decimal);
}

/** The currency's sign as the locale writes it, and whether it stands before the number. */
export function currencySign(currency: string, locale: string): { sign: string; before: boolean } {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  const parts = format.formatToParts(0);
  const place = parts.findIndex(({ type }) => type === 'currency');
  return {
    sign: parts[place]?.value ?? currency,
    before: place < parts.findIndex(({ type }) => type === 'integer'),
  };
}
