/** Another card for a monthly or yearly gift: nothing is charged for giving it. */
import type { DonorClient, PayerClient, Result } from '@kindcart/client';
import type { DonorRecurringGift, Id, PaymentStart, ReplaceCardStart } from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';
import { type Cell, createCell, type Watchable } from '../cell.ts';
import {
  type PaymentAdapter,
  type PaymentDetails,
  type PaymentStep,
  sandboxPayments,
} from '../checkout/payments.ts';
import { type Clock, platformClock } from '../ports.ts';
import type { CardShelf, CardWay } from './card-way.ts';

export { type CardShelf, type CardWay, createCardShelf } from './card-way.ts';

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
  /** Keeps the way of a donor who is led to a bank's own page. */
  readonly shelf?: CardShelf;
  /** What was kept, where the donor is back: it is gone on with, and nothing is begun. */
  readonly way?: CardWay | undefined;
  readonly clock?: Clock;
}

const pollFirstMs = 300;
const pollMaxMs = 5_000;
const pollGrowth = 1.6;
/** After so many askings the donor is not kept waiting; some half a minute. */
const pollsMax = 12;

/** A change under way. */
interface Row extends Cell<CardState> {
  readonly options: CardChangeOptions;
  readonly payments: PaymentAdapter;
  /** The gift as it was before. */
  readonly before: string;
  stopped: boolean;
  /** Calls off the asking that is to come. */
  callOff: (() => void) | undefined;
}

/** Begins the change of a card. */
export function changeCard(options: CardChangeOptions): CardChange {
  const payments = sandboxPayments(options.payer);
  const { shelf, way, id } = options;
  const before = way?.before ?? faceOf(options.gift());
  const row: Row = {
    ...createCell<CardState>(
      way ? { status: 'ready', payment: way.payment, code: null } : { status: 'starting' },
    ),
    options,
    payments,
    before,
    stopped: false,
    callOff: undefined,
  };
  if (!way) void begin(row, null);
  return {
    get: row.get,
    subscribe: row.subscribe,
    give(details) {
      const state = row.get();
      if (state.status !== 'ready') return;
      const { payment } = state;
      if (!('confirm' in details)) {
        return void send(row, payment, payments.confirm(payment, details), 'ready');
      }
      // Before anything is sent: its answer never comes where the donor is led elsewhere.
      shelf?.save({ id, payment, before });
      const paying = details.confirm(payment);
      void send(row, payment, paying, 'ready').then(() => shelf?.clear());
    },
    authenticate(approve) {
      const state = row.get();
      if (state.status !== 'asked') return;
      const { payment } = state;
      void send(row, payment, payments.authenticate(payment, approve), 'asked');
    },
    retry: () => void (row.get().status === 'failed' && begin(row, null)),
    stop() {
      row.stopped = true;
      row.callOff?.();
    },
  };
}

/** @param code - why the card before was not taken; a start takes one card, so another is needed */
async function begin(row: Row, code: ErrorCode | null): Promise<void> {
  row.set({ status: 'starting' });
  const result = await start(row);
  if (row.stopped) return;
  if (result.ok) row.set({ status: 'ready', payment: result.value.payment, code });
  else row.set({ status: 'failed', code: result.error.code });
}

/** Asks for what the fields need, after the proof of work where the platform has asked for one. */
async function start(row: Row): Promise<Result<ReplaceCardStart>> {
  const { client, id } = row.options;
  const input = { params: { recurringGiftId: id } };
  const first = await client.replaceDonorRecurringGiftCard(input);
  if (first.ok || first.error.code !== 'proof_required') return first;
  return import('../checkout/proof.ts')
    .then(({ solve }) => solve(first.error, () => !row.stopped))
    .then(
      (proof) => client.replaceDonorRecurringGiftCard(input, { proof }),
      // Where no proof can be had, what happened is what the platform said.
      () => first,
    );
}

/** @param back - where the donor is again when the provider was not reached, or took it amiss */
async function send(
  row: Row,
  payment: PaymentStart,
  answer: Promise<Result<PaymentStep>>,
  back: 'ready' | 'asked',
): Promise<void> {
  row.set({ status: 'confirming', payment });
  const result = await answer;
  if (row.stopped) return;
  if (result.ok) return step(row, payment, result.value);
  const { code } = result.error;
  // What is over takes no card any more, however often it is tried.
  if (code === 'payment_closed' || code === 'payment_expired') return begin(row, code);
  row.set(
    back === 'ready' ? { status: 'ready', payment, code } : { status: 'asked', payment, code },
  );
}

async function step(row: Row, payment: PaymentStart, told: PaymentStep): Promise<void> {
  switch (told.state) {
    case 'requires_action':
      return row.set({ status: 'asked', payment, code: null });
    case 'unpaid':
      return row.set({ status: 'ready', payment, code: told.error?.code ?? null });
    case 'failed':
      return begin(row, told.failureCode ?? 'card_declined');
    case 'expired':
      return begin(row, 'payment_expired');
    default:
      row.set({ status: 'waiting' });
      return poll(row, 1);
  }
}

async function poll(row: Row, times: number): Promise<void> {
  const { reload, gift, clock = platformClock } = row.options;
  await reload();
  if (row.stopped) return;
  if (faceOf(gift()) !== row.before) return row.set({ status: 'taken' });
  if (times >= pollsMax) return row.set({ status: 'handed_over' });
  const waitMs = Math.min(pollFirstMs * pollGrowth ** times, pollMaxMs);
  row.callOff = clock.after(waitMs, () => void poll(row, times + 1));
}

/** What changes when the platform has heard of another card; the same card may be given again. */
function faceOf(gift: DonorRecurringGift | undefined): string {
  if (!gift) return '';
  const { card, state, failureCode, updatedAt } = gift;
  return JSON.stringify([card, state, failureCode, updatedAt]);
}
