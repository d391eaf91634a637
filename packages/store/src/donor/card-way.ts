/** What is known of a change of a card after its donor was led to a bank's own page and back. */
import type { Id, PaymentStart } from '@kindcart/contract';
import type { StoragePort } from '../ports.ts';

/** A change of a card that was with its provider. */
export interface CardWay {
  readonly id: Id<'recurringGift'>;
  readonly payment: PaymentStart;
  /** What was shown of the gift before. */
  readonly before: string;
}

/** Where the way is kept while the donor may be elsewhere in this tab. */
export interface CardShelf {
  readonly save: (way: CardWay) => void;
  /** Takes it off; null when there is none, or the donor did not come back with its secret. */
  readonly take: (clientSecret: string) => CardWay | null;
  readonly clear: () => void;
}

/** @param storage - the tab's; without one the gift shows the card once the platform has heard of it */
export function createCardShelf(storage: StoragePort | undefined, key: string): CardShelf {
  function attempt<Value>(run: (port: StoragePort) => Value): Value | null {
    try {
      return storage ? run(storage) : null;
    } catch {
      // A full or forbidden storage keeps nothing.
      return null;
    }
  }
  const clear = () => void attempt((port) => port.removeItem(key));
  return {
    save: (way) => void attempt((port) => port.setItem(key, JSON.stringify(way))),
    take(clientSecret) {
      const way: unknown = attempt((port) => JSON.parse(port.getItem(key) ?? 'null'));
      clear();
      return isWay(way) && way.payment.clientSecret === clientSecret ? way : null;
    },
    clear,
  };
}

/** Only this store writes there, so what is checked is that it is whole. */
function isWay(value: unknown): value is CardWay {
  const { id, payment, before }: Partial<CardWay> = Object(value);
  const { reference, clientSecret }: Partial<PaymentStart> = Object(payment);
  return [id, before, reference, clientSecret].every((text) => typeof text === 'string');
}
