/** Whose tree it is to be, as somebody fills it in. Pure. */
import type { CreateAdoption, Money } from '@kindcart/contract';
import { told } from '../../giving/donate-form/details.ts';
import type { WordsOfAdopting } from '../../locales/forest-words.ts';
import { typedNumber } from './typed-number.ts';

/** What is chosen and typed so far. */
export interface WishDraft {
  readonly kind: 'alone' | 'gift' | 'team';
  readonly to: string;
  readonly message: string;
  /** A day such as 2027-04-05; empty for at once. */
  readonly revealOn: string;
  readonly shares: string;
  readonly teamName: string;
}

export const emptyWish: WishDraft = {
  kind: 'alone',
  to: '',
  message: '',
  revealOn: '',
  shares: '2',
  teamName: '',
};

/** The longest texts, in UTF-16 units, and how many pay for one tree; as the platform has them. */
export const wishMax = { name: 80, message: 500, shares: 20 } as const;

/** What is wrong, in words. */
export type WishErrors = Readonly<Partial<Record<'to' | 'revealOn' | 'shares', string>>>;

/** The part of an adoption that says whose it is. */
export type Wish = Pick<CreateAdoption, 'shares' | 'teamName' | 'gift'>;

interface Context {
  readonly words: WordsOfAdopting;
  /** Today, such as 2026-11-23. */
  readonly today: string;
  readonly price: Money;
}

/** Reads a wish, or says what is wrong with it. */
export function wishOf(draft: WishDraft, context: Context): Wish | { errors: WishErrors } {
  const { words, today, price } = context;
  const alone: Wish = { shares: 1, teamName: null, gift: null };
  if (draft.kind === 'alone') return alone;
  if (draft.kind === 'team') {
    const shares = sharesOf(draft, price);
    const most = String(sharesMost(price));
    if (!shares) return { errors: { shares: words.adopting.sharesWrong('2', most) } };
    return { ...alone, shares, teamName: told(draft.teamName) };
  }
  const to = told(draft.to);
  const isPast = draft.revealOn !== '' && draft.revealOn < today;
  if (!to || isPast) {
    const errors = {
      ...(!to && { to: words.adopting.toMissing }),
      ...(isPast && { revealOn: words.adopting.revealPast }),
    };
    return { errors };
  }
  const revealOn = draft.revealOn || null;
  return { ...alone, gift: { to, message: told(draft.message), revealOn } };
}

/** How many shares are wanted; undefined when that is no number that there can be. */
export function sharesOf({ shares }: WishDraft, price: Money): number | undefined {
  const count = typedNumber(shares) ?? 0;
  return count >= 2 && count <= sharesMost(price) ? count : undefined;
}

/** No share is less than the smallest coin. */
function sharesMost({ amount }: Money): number {
  return Math.min(wishMax.shares, amount);
}

/** The smallest and the largest share of a price. */
export function shareRange({ amount, currency }: Money, shares: number): readonly [Money, Money] {
  const least = Math.floor(amount / shares);
  return [
    { amount: least, currency },
    { amount: Math.ceil(amount / shares), currency },
  ];
}
