/** Runs a checkout: stores each new state, then does what the rules say. */
import type { PageClient } from '@kindcart/client';
import type { Id } from '@kindcart/contract';
import { createCell, type Watchable } from '../cell.ts';
import type { Clock } from '../ports.ts';
import { act, create, poll } from './effects.ts';
import type { PaymentAdapter, PaymentDetails } from './payments.ts';
import type { Shelf } from './snapshot.ts';
import type { CheckoutEvent, CheckoutState, Gift } from './state.ts';
import { transition } from './transition.ts';

/** One donor's way from a wish to a paid gift. Requests that mean nothing now do nothing. */
export interface Checkout extends Watchable<CheckoutState> {
  /** Makes the donation. A second click, or the same gift again, makes no second one. */
  readonly submit: (gift: Gift) => void;
  /** Pays the donation made; the details go to the provider and are kept in no state. */
  readonly pay: (details: PaymentDetails) => void;
  /** Tells the bank whether the donor confirms. */
  readonly authenticate: (approve: boolean) => void;
  /** Goes on after an error, with the same idempotency key. */
  readonly retry: () => void;
  /**
   * Forgets all, for another gift, and ends a proof of work. A payment under way goes on at the
   * platform.
   */
  readonly reset: () => void;
  /**
   * Goes on where the page was before a reload. A gift that was paid before the reload goes from
   * `idle` to `succeeded` at once; one that is paid now passes through `processing`.
   */
  readonly resume: () => void;
}

export interface CheckoutOptions {
  readonly client: PageClient;
  readonly payments: PaymentAdapter;
  readonly clock: Clock;
  readonly newKey: () => string;
  readonly shelf: Shelf;
  readonly projectId: Id<'project'>;
}

const pollFirstMs = 300;
const pollMaxMs = 5_000;
const pollGrowth = 1.6;

export function createCheckout(options: CheckoutOptions): Checkout {
  const { client, payments, clock, newKey, shelf, projectId } = options;
  const cell = createCell<CheckoutState>({ status: 'idle' });
  let pollMs = pollFirstMs;
  // Each move makes the answer to what was done before it void.
  let turn = 0;
  let callOff: (() => void) | undefined;

  function dispatch(event: CheckoutEvent): void {
    const state = transition(cell.get(), event);
    if (state === cell.get()) return;
    turn += 1;
    callOff?.();
    // Stored before anything is sent, so that whatever was sent is known after a reload.
    shelf.save(state);
    enter(state, event);
    cell.set(state);
  }

  function enter(state: CheckoutState, event: CheckoutEvent): void {
    if (state.status === 'creating') {
      const began = turn;
      expect(create(client, state, () => turn === began));
    } else if (state.status === 'confirming' && !state.checking) {
      expect(act(payments, state, event));
    } else if (state.status === 'confirming' || state.status === 'processing') {
      pollMs = event.type === 'polled' ? Math.min(pollMs * pollGrowth, pollMaxMs) : pollFirstMs;
      callOff = clock.after(pollMs, () => expect(poll(client, state)));
    }
  }

  async function expect(answer: Promise<CheckoutEvent>): Promise<void> {
    const startedIn = turn;
    const event = await answer;
    if (turn === startedIn) dispatch(event);
  }

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    submit(gift) {
      const request = { idempotencyKey: newKey(), body: { projectId, ...gift } };
      dispatch({ type: 'submit', request });
    },
    pay: (details) => dispatch({ type: 'pay', details }),
    authenticate: (approve) => dispatch({ type: 'authenticate', approve }),
    retry: () => dispatch({ type: 'retry' }),
    reset: () => dispatch({ type: 'reset' }),
    resume() {
      const state = shelf.load();
      if (state) dispatch({ type: 'resume', state });
    },
  };
}
