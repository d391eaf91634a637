/**
 * The receipt of a payment that was made in this tab. Asked for only when the donor wants it, since
 * asking issues it: receipts are numbered without a gap, so that each waits for the one before.
 */
import type { ReceiptClient } from '@kindcart/client';
import type { PaymentStart, Receipt } from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';
import { createCell, type Watchable } from './cell.ts';
import { type Clock, platformClock } from './ports.ts';

/** How far the donor is with it. */
export type ReceiptState =
  | { readonly status: 'unasked' | 'asking' }
  | { readonly status: 'there'; readonly receipt: Receipt }
  /** The platform has none for this payment: not booked yet, or given back since. */
  | { readonly status: 'none' }
  | { readonly status: 'failed'; readonly code: ErrorCode };

/** One payment's receipt. */
export interface ReceiptEntry extends Watchable<ReceiptState> {
  /** Asks for it, and again after a failure; does nothing while it is on its way, or there. */
  readonly ask: () => void;
}

/** What asking for a receipt is made of. */
export interface ReceiptOptions {
  readonly client: ReceiptClient;
  readonly clock?: Clock;
}

/** For how long its links are shown: a good deal shorter than the day that they are good for. */
const shownMs = 60 * 60 * 1_000;

/** A receipt to be asked for. */
export function createReceipt(
  { client, clock = platformClock }: ReceiptOptions,
  { reference, clientSecret }: Pick<PaymentStart, 'reference' | 'clientSecret'>,
): ReceiptEntry {
  const cell = createCell<ReceiptState>({ status: 'unasked' });

  async function load(): Promise<void> {
    cell.set({ status: 'asking' });
    const result = await client.getReceiptLink({ params: { reference }, body: { clientSecret } });
    if (result.ok) {
      cell.set({ status: 'there', receipt: result.value });
      clock.after(shownMs, () => cell.set({ status: 'unasked' }));
    } else if (result.error.code === 'donation_not_paid') cell.set({ status: 'none' });
    else cell.set({ status: 'failed', code: result.error.code });
  }

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    ask() {
      if (!/^(asking|there)$/.test(cell.get().status)) void load();
    },
  };
}
