/** The sandbox's published test cards, and what each makes of a payment. */
import { testCards } from '@kindcart/contract';

export type CardBehaviour = keyof typeof testCards;

const digitsOf = (text: string) => text.replaceAll(/\D/g, '');
const behaviours = new Map<string, CardBehaviour>([
  [digitsOf(testCards.succeeds), 'succeeds'],
  [digitsOf(testCards.declined), 'declined'],
  [digitsOf(testCards.insufficientFunds), 'insufficientFunds'],
  [digitsOf(testCards.asksForConfirmation), 'asksForConfirmation'],
  [digitsOf(testCards.slow), 'slow'],
  [digitsOf(testCards.refundFailsLater), 'refundFailsLater'],
  [digitsOf(testCards.renewalsDeclined), 'renewalsDeclined'],
]);

/** What a card does, or which of its fields is wrong. Cards that are not test cards are refused. */
export function readCard(
  card: { readonly number: string; readonly expiry: string },
  now: Date,
): { readonly behaviour: CardBehaviour } | { readonly field: string; readonly message: string } {
  const behaviour = behaviours.get(digitsOf(card.number));
  if (behaviour === undefined) {
    return {
      field: 'card.number',
      message: `is not a test card. This is a sandbox: use one such as ${testCards.succeeds}, never a real card`,
    };
  }
  const [month = 0, year = 0] = card.expiry.split('/').map((part) => Number.parseInt(part, 10));
  // A card is good to the end of its month.
  if (Date.UTC(2000 + year, month, 1) <= now.getTime()) {
    return { field: 'card.expiry', message: 'is in the past' };
  }
  return { behaviour };
}
