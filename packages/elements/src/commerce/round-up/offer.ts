import { formatMoney, isCurrency, type Money, roundUpOf } from '@kindcart/contract/money';

/** One way to add a gift. */
export interface Offer {
  /** What the shopper chose: rounding up, whatever that comes to, or an amount. */
  readonly choice: 'up' | number;
  readonly gift: Money;
}

/** What is offered for a cart, or what its page's author has to mend. */
export type Offers =
  | { readonly ok: true; readonly offers: readonly Offer[] }
  | { readonly ok: false; readonly fault: string };

/** What the page says. Amounts are minor units. */
export interface OfferSettings {
  readonly currency: string | undefined;
  /** The cart's total without any gift. */
  readonly total: number;
  /** Rounds up to a multiple of it; what is usual in the currency when left out. */
  readonly to: number | undefined;
  readonly amounts: readonly number[];
}

/** Rounding up, where there is something to round, and the amounts. */
export function offersOf({ currency = '', total, to, amounts }: OfferSettings): Offers {
  if (!isCurrency(currency)) return { ok: false, fault: 'currency is no ISO 4217 code.' };
  if (!Number.isSafeInteger(total) || total < 0) {
    return { ok: false, fault: 'total is no whole number of minor units from 0 on.' };
  }
  if (to !== undefined && !isGift(to)) {
    return { ok: false, fault: 'to is no whole number of minor units above 0.' };
  }
  if (!amounts.every(isGift)) {
    return { ok: false, fault: 'amounts are not whole numbers of minor units above 0.' };
  }
  const up: Offer = { choice: 'up', gift: roundUpOf({ amount: total, currency }, to) };
  const others = amounts.map((amount): Offer => ({ choice: amount, gift: { amount, currency } }));
  return { ok: true, offers: total === 0 ? others : [up, ...others] };
}

function isGift(amount: number): boolean {
  return Number.isSafeInteger(amount) && amount > 0;
}

/** The attribute's amounts, parted by spaces or commas; what is no number stays one that is refused. */
export function readAmounts(text: string | null): readonly number[] {
  return (text ?? '')
    .split(/[\s,]+/)
    .filter((each) => each !== '')
    .map((each) => (/^\d+$/.test(each) ? Number(each) : Number.NaN));
}

/** The total once the gift is in it. */
export function totalWith(total: number, { amount, currency }: Money, locale: string): string {
  const whole = { amount: total + amount, currency };
  return formatMoney(whole, locale, { withoutZeroFraction: true });
}
