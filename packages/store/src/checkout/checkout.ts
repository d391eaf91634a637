/** Runs a checkout: stores each new state, then does what the rules say. */
import type { Client } from '@kindcart/client';
import type { Id } from '@kindcart/contract';
import { createCell, type Watchable } from '../cell.ts';
import type { Clock } from '../ports.ts';
import type { PaymentAdapter, PaymentDetails } from './payments.ts';
import type { Shelf } from './snapshot.ts';
import type { CheckoutEvent, CheckoutState, Effect, Gift } from './state.ts';
import { transition } from './transition.ts';

/** One donor's way from a wish to a paid gift. Requests that mean nothing now do nothing. */
export interface Checkout extends Watchable<CheckoutState> {
  /** Makes the donation. A second click, or the same gift again, makes no second one. */
  readonly submit: (gift: Gift) => void;
  /** Pays the donation made; the details go to the provider and are kept nowhere. */
  readonly pay: (details: PaymentDetails) => void;
  /** Tells the bank whether the donor confirms. */
  readonly authenticate: (approve: boolean) => void;
  /** Goes on after an error, with the same idempotency key. */
  readonly retry: () => void;
  /** Forgets all, for another gift. A payment under way goes on at the platform. */
  readonly reset: () => void;
  /**
   * Goes on where the page was before a reload. A gift that was paid before the reload goes from
   * `idle` to `succeeded` at once; one that is paid now passes through `processing`.
   */
  readonly resume: () => void;
}

export interface CheckoutOptions {
  readonly client: Client;
  readonly payments: PaymentAdapter;
  readonly clock: Clock;
  readonly newKey: () => string;
  readonly shelf: Shelf;
  readonly projectId: Id<'project'>;
}

const pollFirstMs = 300;
const pollMaxMs = 5_000;

export function createCheckout(options: CheckoutOptions): Checkout {
  const { client, payments, clock, newKey, shelf, projectId } = options;
  const cell = createCell<CheckoutState>({ status: 'idle' });
  let pollMs = pollFirstMs;
  // Each move makes the answers to what was done before it void.
  let turn = 0;
  let callOff: (() => void) | undefined;

  function dispatch(event: CheckoutEvent): void {
    const before = cell.get();
    const { state, effect } = transition(before, event);
    if (state === before && !effect) return;
    turn += 1;
    callOff?.();
    shelf.save(state);
    if (effect) perform(effect, turn);
    cell.set(state);
  }

  function perform(effect: Effect, startedIn: number): void {
    if (effect.type !== 'poll') return void answer(effect, startedIn);
    pollMs = effect.again ? Math.min(pollMs * 1.6, pollMaxMs) : pollFirstMs;
    callOff = clock.after(pollMs, () => void answer(effect, startedIn));
  }

  async function answer(effect: Effect, startedIn: number): Promise<void> {
    const event = await eventOf(effect);
    if (turn === startedIn) dispatch(event);
  }

  async function eventOf(effect: Effect): Promise<CheckoutEvent> {
    switch (effect.type) {
      case 'create': {
        const result = await client.createDonation(effect.request);
        return result.ok
          ? { type: 'created', created: result.value }
          : { type: 'create_failed', error: result.error };
      }
      case 'poll': {
        const { donationId } = effect;
        const result = await client.getDonationStatus(
          { params: { donationId } },
          { retriesMax: 0 },
        );
        return result.ok
          ? { type: 'polled', donation: result.value }
          : { type: 'poll_failed', error: result.error };
      }
      default: {
        const result = await stepOf(effect);
        return result.ok
          ? { type: 'stepped', step: result.value }
          : { type: 'step_failed', error: result.error };
      }
    }
  }

  function stepOf(effect: Extract<Effect, { type: 'confirm' | 'authenticate' }>) {
    return effect.type === 'confirm'
      ? payments.confirm(effect.payment, effect.details)
      : payments.authenticate(effect.payment, effect.approve);
  }

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    submit: (gift) =>
      dispatch({
        type: 'submit',
        request: { idempotencyKey: newKey(), body: { projectId, ...gift } },
      }),
    pay: (details) => dispatch({ type: 'pay', details }),
    authenticate: (approve) => dispatch({ type: 'authenticate', approve }),
    retry: () => dispatch({ type: 'retry' }),
    reset: () => dispatch({ type: 'reset' }),
    resume() {
      const state = cell.get().status === 'idle' ? shelf.load() : null;
      if (state) dispatch({ type: 'resume', state });
    },
  };
}
