/**
 * Amounts as Stripe counts them, which is not everywhere as ISO 4217 does
 * (https://docs.stripe.com/currencies). Integers all the way; what Stripe cannot charge is refused
 * and never rounded.
 */
import type { Money } from '@kindcart/contract/money';

/** ISO 4217 has two decimals, and Stripe counts whole units. */
const wholeUnits: ReadonlySet<string> = new Set(['MGA']);
/** ISO 4217 has no decimals, and Stripe counts hundredths that must be 00. */
const hundredths: ReadonlySet<string> = new Set(['ISK']);
/** Three decimals, the last of which must be 0. */
const thousandths: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);
/** Stripe's documents contradict each other on how these are counted. */
const unclear: ReadonlySet<string> = new Set(['UGX']);

/** The amount in Stripe's units, or null when Stripe cannot charge it. */
export function toStripeAmount({ amount, currency }: Money): number | null {
  if (unclear.has(currency)) return null;
  if (wholeUnits.has(currency)) return amount % 100 === 0 ? amount / 100 : null;
  if (thousandths.has(currency)) return amount % 10 === 0 ? amount : null;
  return hundredths.has(currency) ? amount * 100 : amount;
}

/**
 * Stripe's amount as Money.
 *
 * @param currency - as Stripe writes it, in either case
 * @throws RangeError when it is not a whole number of minor units
 */
export function fromStripeAmount(stripeAmount: number, currency: string): Money {
  const code = currency.toUpperCase();
  const amount = wholeUnits.has(code)
    ? stripeAmount * 100
    : hundredths.has(code)
      ? stripeAmount / 100
      : stripeAmount;
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`${stripeAmount} ${code} of Stripe is not a whole number of minor units`);
  }
  return { amount, currency: code };
}
