/** What a donor chose on the hosted page's form, and the gift that it makes or what is wrong with it. */
import {
  type CreateDonation,
  createDonationSchema,
  type FieldError,
  type Interval,
  isOver,
  type Project,
  parse,
  periodStart,
} from '@kindcart/contract';
import {
  type AmountReason,
  formatDecimal,
  type Money,
  parseAmount,
  parseLocalAmount,
} from '@kindcart/contract/money';
import type { Repetition } from './records.ts';
import {
  type Circumstances,
  detailsOf,
  emptyTelling,
  readMarks,
  readTelling,
  type Telling,
  told,
} from './telling/rules.ts';

/** The form's fields as they were posted. Also what the form shows again. */
export interface Choice extends Telling {
  /** How often it comes again; null for a single gift. */
  readonly interval: Interval | null;
  /** Minor units of a suggested amount, `own`, or empty when nothing was chosen. */
  readonly amount: string;
  readonly ownAmount: string;
  readonly coverFee: boolean;
  readonly donorName: string;
  readonly anonymous: boolean;
  readonly message: string;
}

/** Nothing is chosen for the donor: neither an amount, nor that it repeats, nor the fee. */
export const emptyChoice: Choice = {
  ...emptyTelling,
  interval: null,
  amount: '',
  ownAmount: '',
  coverFee: false,
  donorName: '',
  anonymous: false,
  message: '',
};

/** Longest texts, in UTF-16 units as browsers count; those of the contract. */
export const lengthMax = { name: 80, message: 500, email: 254 } as const;

/** What is wrong with an amount. */
export type AmountFault = AmountReason | 'missing' | 'both' | 'too_small';

/** What is wrong with a text. */
type TextFault = 'missing' | 'too_long';

/** What is wrong, field by field. */
export interface Faults {
  readonly amount?: AmountFault;
  readonly donorName?: TextFault;
  readonly email?: 'needed' | 'needed_for_news' | 'wrong';
  readonly message?: TextFault;
  readonly dedicationName?: TextFault;
  readonly recipientName?: TextFault;
  readonly recipientEmail?: 'wrong';
  readonly cardMessage?: TextFault;
}

/** What a gift is decided by. */
export type ChoiceProject = Pick<
  Project,
  'id' | 'currency' | 'suggestedAmounts' | 'minimum' | 'maximum'
>;

/** Reads the form's fields; those that are missing are empty. */
export function readChoice(form: URLSearchParams): Choice {
  return {
    ...readTelling(form),
    interval: intervalOf(form.get('interval')),
    amount: form.get('amount') ?? '',
    ownAmount: form.get('ownAmount') ?? '',
    coverFee: form.has('coverFee'),
    donorName: told(form.get('donorName')),
    anonymous: form.has('anonymous'),
    message: told(form.get('message')),
  };
}

function intervalOf(text: string | null): Interval | null {
  return text === 'month' || text === 'year' ? text : null;
}

/**
 * What a link to the page chooses: `amount` in the way of machines (`50.00`), `interval`, `coverFee` and
 * `anonymous`. An amount that is none chooses nothing. The marks of a campaign stay with the form.
 */
export function choiceOfLink(
  query: URLSearchParams,
  project: ChoiceProject,
  locale: string,
): Choice {
  const parsed = parseAmount(query.get('amount') ?? '', project.currency);
  const chosen = {
    ...emptyChoice,
    interval: intervalOf(query.get('interval')),
    coverFee: query.has('coverFee'),
    anonymous: query.has('anonymous'),
    utm: readMarks(query),
  };
  if (!parsed.ok || parsed.value.amount <= 0) return chosen;
  const isSuggested = project.suggestedAmounts.some(({ amount }) => amount === parsed.value.amount);
  return isSuggested
    ? { ...chosen, amount: String(parsed.value.amount) }
    : { ...chosen, amount: 'own', ownAmount: typedAmount(parsed.value, locale) };
}

/** What of a gift a link may say; name, message and addresses stay out of it. */
export interface LinkedGift {
  readonly gift: Money;
  readonly interval: Interval | null;
  readonly coverFee: boolean;
  readonly anonymous: boolean;
}

/** The query of a link that chooses this gift again. */
export function linkOfGift({ gift, interval, coverFee, anonymous }: LinkedGift): string {
  const query = new URLSearchParams({ amount: formatDecimal(gift) });
  if (interval !== null) query.set('interval', interval);
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
  circumstances: Circumstances,
): { readonly gift: CreateDonation } | { readonly faults: Faults } {
  const amount = amountOf(choice, project, circumstances.locale);
  const { interval } = choice;
  const details = detailsOf(choice, circumstances);
  const parsed = parse(createDonationSchema, {
    projectId: project.id,
    // In place of an amount that is none, so that all that is wrong is said at once.
    gift: typeof amount === 'string' ? project.minimum : amount,
    coverFee: choice.coverFee,
    donorName: choice.donorName || null,
    anonymous: choice.anonymous,
    message: choice.message || null,
    ...(details !== undefined && { details }),
    ...(interval !== null && { interval }),
  });
  const faults: Faults = {
    ...(typeof amount === 'string' && { amount }),
    ...(!parsed.ok && faultsOf(parsed.fields, choice)),
    ...emailNeeded(choice),
  };
  return parsed.ok && Object.keys(faults).length === 0 ? { gift: parsed.value } : { faults };
}

/** What the donor's address is needed for, where there is none. */
function emailNeeded({ email, interval, news }: Choice): Faults {
  if (email !== '') return {};
  if (interval !== null) return { email: 'needed' };
  return news ? { email: 'needed_for_news' } : {};
}

/** What the contract does not take, by the field that it was typed into. */
function faultsOf(fields: readonly FieldError[], choice: Choice): Faults {
  const all = fields.map(({ field }) => faultOf(field.replace(/^details\./, ''), choice));
  return Object.assign({}, ...all);
}

function faultOf(field: string, choice: Choice): Faults {
  switch (field) {
    case 'donorName':
      return { donorName: textFault(choice.donorName) };
    case 'message':
      return { message: textFault(choice.message) };
    case 'email':
      return { email: 'wrong' };
    case 'dedication.name':
      return { dedicationName: textFault(choice.dedicationName) };
    case 'dedication.card.recipientName':
      return { recipientName: textFault(choice.recipientName) };
    case 'dedication.card.recipientEmail':
      return { recipientEmail: 'wrong' };
    case 'dedication.card.message':
      return { cardMessage: textFault(choice.cardMessage) };
    default:
      throw new Error(`The form has no field for ${field}, which the contract does not take`);
  }
}

const textFault = (text: string): TextFault => (text === '' ? 'missing' : 'too_long');

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

/** When a gift that repeats is charged next, and how its donor changes it. */
export interface NextCharge {
  /** Null while it is paused. */
  readonly at: Date | null;
  readonly hasDonorPage: boolean;
}

/** What comes next of a recurring gift; undefined of one that is over. */
export function nextChargeOf(repetition: Repetition): NextCharge | undefined {
  const { state, interval, anchorAt, nextChargeAt, hasDonorPage } = repetition;
  if (isOver(state)) return undefined;
  // The payment may be heard of before the gift that it begins.
  const at = state === 'pending' ? periodStart(anchorAt, interval, 1) : nextChargeAt;
  return { at, hasDonorPage };
}
