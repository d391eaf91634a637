/** Another card for a monthly or yearly gift: nothing is charged for giving it. */
import type { DonorClient, PayerClient, Result } from '@kindcart/client';
import type { DonorRecurringGift, Id, PaymentStart } from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';
import { createCell, type Watchable } from '../cell.ts';
import { type PaymentDetails, type PaymentStep, sandboxPayments } from '../checkout/payments.ts';
import { type Clock, platformClock } from '../ports.ts';

/** How far the donor is. */
export type CardState =
  /** What is needed for the fields is on its way. */
  | { readonly status: 'starting' }
  /** What is needed could not be had. */
  | { readonly status: 'failed'; readonly code: ErrorCode }
  /** A card can be given; `code` says why the one before was not taken. */
  | { readonly status: 'ready'; readonly payment: PaymentStart; readonly code: ErrorCode | null }
  /** The card, or the answer to the bank's question, is with the provider. */
  | { readonly status: 'confirming'; readonly payment: PaymentStart }
  /** The bank wants the donor to confirm. */
  | { readonly status: 'asked'; readonly payment: PaymentStart; readonly code: ErrorCode | null }
  /** The provider has the card, and the platform's word is awaited. */
  | { readonly status: 'waiting' }
  /** The platform has not heard of it for a while; it will be shown when it has. */
  | { readonly status: 'handed_over' }
  /** The platform has confirmed it. */
  | { readonly status: 'taken' };

/** One change of a card. Wishes that mean nothing now do nothing. */
export interface CardChange extends Watchable<CardState> {
  /** Gives the card; its details go to the provider and are kept in no state. */
  readonly give: (details: PaymentDetails) => void;
  /** Tells the bank whether the donor confirms. */
  readonly authenticate: (approve: boolean) => void;
  /** Asks again for what is needed. */
  readonly retry: () => void;
  /** Ends it; a card that the provider has is taken all the same. */
  readonly stop: () => void;
}

export interface CardChangeOptions {
  readonly id: Id<'recurringGift'>;
  readonly client: DonorClient;
  readonly payer: PayerClient;
  /** The gift as last told, and how to ask for it anew. */
  readonly gift: () => DonorRecurringGift | undefined;
  readonly reload: () => Promise<void>;
  readonly clock?: Clock;
}

const pollFirstMs = 300;
const pollMaxMs = 5_000;
const pollGrowth = 1.6;
/** After so many askings the donor is not kept waiting; some half a minute. */
const pollsMax = 12;

/** Begins the change of a card. */
export function changeCard(options: CardChangeOptions): CardChange {
  const { id, client, payer, gift, reload, clock = platformClock } = options;
  const payments = sandboxPayments(payer);
  const cell = createCell<CardState>({ status: 'starting' });
  const before = faceOf(gift());
  let stopped = false;
  let callOff: (() => void) | undefined;

  /** @param code - why the card before was not taken; a start pays once, so another is needed */
  async function begin(code: ErrorCode | null): Promise<void> {
    cell.set({ status: 'starting' });
    const params = { recurringGiftId: id };
    const result = await client.replaceDonorRecurringGiftCard({ params });
    if (stopped) return;
    if (result.ok) cell.set({ status: 'ready', payment: result.value.payment, code });
    else cell.set({ status: 'failed', code: result.error.code });
  }

  async function send(
    payment: PaymentStart,
    answer: Promise<Result<PaymentStep>>,
    back: 'ready' | 'asked',
  ): Promise<void> {
    cell.set({ status: 'confirming', payment });
    const result = await answer;
    if (stopped) return;
    if (!result.ok) {
      const { code } = result.error;
      // What is over takes no card any more, however often it is tried.
      if (code === 'payment_closed' || code === 'payment_expired') return begin(code);
      return cell.set(
        back === 'ready' ? { status: back, payment, code } : { status: back, payment, code },
      );
    }
    const step = result.value;
    switch (step.state) {
      case 'requires_action':
        return cell.set({ status: 'asked', payment, code: null });
      case 'unpaid':
        return cell.set({ status: 'ready', payment, code: step.error?.code ?? null });
      case 'failed':
        return begin(step.failureCode ?? 'card_declined');
      case 'expired':
        return begin('payment_expired');
      default:
        cell.set({ status: 'waiting' });
        return poll(1);
    }
  }

  async function poll(times: number): Promise<void> {
    await reload();
    if (stopped) return;
    if (faceOf(gift()) !== before) return cell.set({ status: 'taken' });
    if (times >= pollsMax) return cell.set({ status: 'handed_over' });
    const waitMs = Math.min(pollFirstMs * pollGrowth ** times, pollMaxMs);
    callOff = clock.after(waitMs, () => void poll(times + 1));
  }

  void begin(null);
  return {
    get: cell.get,
    subscribe: cell.subscribe,
    give(details) {
      const state = cell.get();
      if (state.status !== 'ready') return;
      const { payment } = state;
      const paying =
        'confirm' in details ? details.confirm(payment) : payments.confirm(payment, details);
      void send(payment, paying, 'ready');
    },
    authenticate(approve) {
      const state = cell.get();
      if (state.status !== 'asked') return;
      void send(state.payment, payments.authenticate(state.payment, approve), 'asked');
    },
    retry: () => void (cell.get().status === 'failed' && begin(null)),
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}

/** What changes when the platform has heard of another card; the same card may be given again. */
function faceOf(gift: DonorRecurringGift | undefined): string {
  if (!gift) return '';
  const { card, state, failureCode, updatedAt } = gift;
  return JSON.stringify([card, state, failureCode, updatedAt]);
}
