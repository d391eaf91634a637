/**
 * A kind of shop whose orders come in by its own events: how it signs, what it says, and how it is asked.
 * A kind is one folder beside this file. Nothing in it writes; who calls it keeps what was said.
 */
import type { OrderStanding } from '@kindcart/contract';

/** The kinds of shops that tell by themselves; a shop that calls `recordOrder` has no source. */
export const sourceKinds = ['shopify', 'woocommerce', 'stripe'] as const;
export type SourceKind = (typeof sourceKinds)[number];

/** What came in: the exact bytes, and a header's value by its lower-case name. */
export interface Delivery {
  readonly body: Uint8Array;
  readonly header: (name: string) => string | undefined;
}

export type SignatureFault = 'signature_invalid' | 'signature_expired';

/**
 * What a body says. Neither topic nor ids of a header are trusted, since only the body is signed.
 * `facts` are what an order needs of it and no more: JSON without a word about the shopper.
 */
export type Reading =
  | {
      readonly what: 'told';
      /** Brings together what is told of one order, such as its id, or its payment at Stripe. */
      readonly orderKey: string;
      readonly facts: unknown;
    }
  /** Sound, and about nothing that pledges, such as another topic; the reason is for people to read. */
  | { readonly what: 'ignored'; readonly because: string }
  /** Must never count here, such as a test event of a live source; people are told of it at once. */
  | { readonly what: 'refused'; readonly because: string };

/** What the settings of a source tell its kind. */
export interface SourceSettings {
  readonly livemode: boolean;
  /** The currency of the merchant. */
  readonly currency: string;
  /** Of the merchant: whether an order is complete when it is fulfilled, or some days after. */
  readonly completesWhen: 'fulfilled' | 'delivered';
}

/** An order as all that was told of it makes it. */
export interface ToldOrder {
  readonly shopOrderId: string;
  readonly standing: OrderStanding;
}

/** How a source is asked for what its events may have missed. */
export interface Polling {
  /** Address and keys, as they were told when the shop was connected. */
  readonly access: unknown;
  /** Asks for what changed at or after it. */
  readonly since: Date;
  readonly fetch: typeof globalThis.fetch;
  readonly signal: AbortSignal;
}

export interface ShopSource {
  readonly kind: SourceKind;
  /** Holds the signature against every secret, in constant time; null where one of them fits. */
  readonly checkSignature: (
    delivery: Delivery,
    secrets: readonly string[],
    nowMs: number,
  ) => SignatureFault | null;
  /** Whether it only tries whether the address answers; such a delivery is not signed. */
  readonly isPing: (delivery: Delivery) => boolean;
  /**
   * Reads a body, its ids kept to the letter. Throws `UnreadableEvent` where it says less than it must.
   *
   * @param body - parsed JSON in which whole numbers beyond 2^53 stand as text
   * @param firstSeenAt - when this very body first came in; only a body that tells no time of its own
   *   is dated by it
   */
  readonly read: (body: unknown, settings: SourceSettings, firstSeenAt: Date) => Reading;
  /**
   * The order that all which was told of it so far makes, in whatever order and however often it came;
   * null while what was told is not enough yet, such as a refund of an order that nobody told of.
   */
  readonly orderOf: (facts: readonly unknown[], settings: SourceSettings) => ToldOrder | null;
  /** Bodies of the very shape that `read` takes, page by page; throws `SourceAway` with words. */
  readonly poll: (polling: Polling) => AsyncIterable<unknown>;
}

/** An event that cannot be read: its message says what is missing or wrong, and where. */
export class UnreadableEvent extends Error {
  override readonly name = 'UnreadableEvent';
}

/** The shop could not be asked; the message says why, and never holds a key. */
export class SourceAway extends Error {
  override readonly name = 'SourceAway';
}
