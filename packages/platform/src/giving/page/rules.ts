/** What a donor chose on the hosted page's form, and the gift that it makes or what is wrong with it. */
import type { CreateDonation, Project } from '@kindcart/contract';
import {
  type AmountReason,
  formatDecimal,
  type Money,
  parseAmount,
  parseLocalAmount,
} from '@kindcart/contract/money';

/** The form's fields as they were posted. Also what the form shows again. */
export interface Choice {
  /** Minor units of a suggested amount, `own`, or empty when nothing was chosen. */
  readonly amount: string;
  readonly ownAmount: string;
  readonly coverFee: boolean;
  readonly donorName: string;
  readonly anonymous: boolean;
  readonly message: string;
}

/** Nothing is chosen for the donor: neither an amount nor the fee. */
export const emptyChoice: Choice = {
  amount: '',
  ownAmount: '',
  coverFee: false,
  donorName: '',
  anonymous: false,
  message: '',
};

/** Longest texts, in UTF-16 units as browsers count; those of the contract. */
export const lengthMax = { donorName: 80, message: 500 } as const;

/** What is wrong with an amount. */
export type AmountFault = AmountReason | 'missing' | 'both' | 'too_small';

/** What is wrong, field by field. */
export interface Faults {
  readonly amount?: AmountFault;
  readonly donorName?: 'too_long';
  readonly message?: 'too_long';
}

/** What a gift is decided by. */
export type ChoiceProject = Pick<
  Project,
  'id' | 'currency' | 'suggestedAmounts' | 'minimum' | 'maximum'
>;

// Control characters and halves of pairs are never meant by a donor; a textarea ends lines with CR LF.
const unprintable = /(?![\n\t])\p{Cc}|\p{Surrogate}/gu;

/** What was typed, as it is kept: each line break one character. */
function told(text: string | null): string {
  return (text ?? '').replaceAll('\r\n', '\n').replace(unprintable, '').trim();
}

/** Reads the form's fields; those that are missing are empty. */
export function readChoice(form: URLSearchParams): Choice {
  return {
    amount: form.get('amount') ?? '',
    ownAmount: form.get('ownAmount') ?? '',
    coverFee: form.has('coverFee'),
    donorName: told(form.get('donorName')),
    anonymous: form.has('anonymous'),
    message: told(form.get('message')),
  };
}

/**
 * What a link to the page chooses: `amount` in the way of machines (`50.00`), `coverFee` and
 * `anonymous`. An amount that is none chooses nothing.
 */
export function choiceOfLink(
  query: URLSearchParams,
  project: ChoiceProject,
  locale: string,
): Choice {
  const parsed = parseAmount(query.get('amount') ?? '', project.currency);
  const flags = { coverFee: query.has('coverFee'), anonymous: query.has('anonymous') };
  if (!parsed.ok || parsed.value.amount <= 0) return { ...emptyChoice, ...flags };
  const isSuggested = project.suggestedAmounts.some(({ amount }) => amount === parsed.value.amount);
  return isSuggested
    ? { ...emptyChoice, ...flags, amount: String(parsed.value.amount) }
    : { ...emptyChoice, ...flags, amount: 'own', ownAmount: typedAmount(parsed.value, locale) };
}

/** The query of a link that chooses this gift again; name and message stay out of addresses. */
export function linkOfGift(gift: Money, coverFee: boolean, anonymous: boolean): string {
  const query = new URLSearchParams({ amount: formatDecimal(gift) });
  if (coverFee) query.set('coverFee', '1');
  if (anonymous) query.set('anonymous', '1');
  return query.toString();
}

/** An amount as the donor would have typed it: without symbol and grouping. */
function typedAmount(value: Money, locale: string): string {
  const parts = new Intl.NumberFormat(locale).formatToParts(0.5);
  const decimal = parts.find(({ type }) => type === 'decimal')?.value ?? '.';
  return formatDecimal(value).replace('.', decimal);
}

/** The gift that a choice makes, or what is wrong with it. */
export function decideGift(
  choice: Choice,
  project: ChoiceProject,
  locale: string,
): { readonly gift: CreateDonation } | { readonly faults: Faults } {
  const amount = amountOf(choice, project, locale);
  const donorName = choice.donorName.length > lengthMax.donorName;
  const message = choice.message.length > lengthMax.message;
  if (typeof amount === 'string' || donorName || message) {
    return {
      faults: {
        ...(typeof amount === 'string' && { amount }),
        ...(donorName && { donorName: 'too_long' }),
        ...(message && { message: 'too_long' }),
      },
    };
  }
  return {
    gift: {
      projectId: project.id,
      gift: amount,
      coverFee: choice.coverFee,
      donorName: choice.donorName || null,
      anonymous: choice.anonymous,
      message: choice.message || null,
    },
  };
}

function amountOf(choice: Choice, project: ChoiceProject, locale: string): Money | AmountFault {
  const typed = choice.ownAmount.trim() !== '';
  // Without scripts nothing marks "other amount" while an amount is typed beside it.
  if (choice.amount === 'own' || (choice.amount === '' && typed)) {
    return ownAmount(choice.ownAmount, project, locale);
  }
  const suggested = project.suggestedAmounts.find(({ amount }) => String(amount) === choice.amount);
  if (suggested === undefined) return 'missing';
  if (!typed) return suggested;
  const own = ownAmount(choice.ownAmount, project, locale);
  const isSame = typeof own !== 'string' && own.amount === suggested.amount;
  return isSame ? suggested : 'both';
}

function ownAmount(text: string, project: ChoiceProject, locale: string): Money | AmountFault {
  const parsed = parseLocalAmount(text, project.currency, locale);
  if (!parsed.ok) return parsed.reason === 'empty' ? 'missing' : parsed.reason;
  if (parsed.value.amount < project.minimum.amount) return 'too_small';
  if (parsed.value.amount > project.maximum.amount) return 'too_large';
  return parsed.value;
}
