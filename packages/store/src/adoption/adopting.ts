/** Runs an adoption: stores each new state, then does what the rules say. */
import type { CreateAdoption, Id } from '@kindcart/contract';
import { createCell, type Watchable } from '../cell.ts';
import { type Clock, platformClock, randomKey, type StoragePort } from '../ports.ts';
import { type AdoptionClient, createEffects } from './effects.ts';
import { type CheckoutOf, createPayingWatch } from './paying.ts';
import { createAdoptingShelf } from './shelf.ts';
import type { AdoptingEvent, AdoptingState, Held } from './state.ts';
import { transition } from './transition.ts';

/** One person's way from a choice to a tree. Requests that mean nothing now do nothing. */
export interface Adopting extends Watchable<AdoptingState> {
  /** Asks for a place, and keeps it for as long as the platform says. */
  readonly hold: (wish: CreateAdoption) => void;
  /** Looks up an adoption that others have begun. */
  readonly open: (adoptionId: Id<'adoption'>) => void;
  /** Asks again after a failure. */
  readonly retry: () => void;
  /** Asks at once how the adoption is, as when a payment for it was refused. */
  readonly check: () => void;
  /** Forgets it. A place held by this page goes back, unless a payment for it may be on its way. */
  readonly leave: () => void;
  /** Goes on where the page was before a reload. */
  readonly resume: () => void;
}

/** What adopting is made of. Everything but client and checkouts has a default. */
export interface AdoptingOptions {
  readonly client: AdoptionClient;
  readonly checkoutOf: CheckoutOf;
  readonly clock?: Clock;
  readonly storage?: StoragePort;
  /** Tells apart two pickers of one tab. */
  readonly slot?: string;
  /** Makes idempotency keys; random UUIDs when left out. */
  readonly newKey?: () => string;
}

export function createAdopting(options: AdoptingOptions): Adopting {
  const { client, checkoutOf, storage, slot = 'default' } = options;
  const { clock = platformClock, newKey = randomKey } = options;
  const shelf = createAdoptingShelf(storage, slot);
  const cell = createCell<AdoptingState>({ status: 'idle' });
  const effects = createEffects(client, clock, (result) =>
    dispatch({ type: 'told', result, atMs: clock.nowMs() }),
  );
  const watchPaying = createPayingWatch(checkoutOf, clock, (paying) =>
    dispatch({ type: 'paying', paying }),
  );

  function dispatch(event: AdoptingEvent): void {
    const before = cell.get();
    const state = transition(before, event);
    // The same word again is no news, but it is asked for again.
    if (state === before && event.type !== 'told') return;
    // Stored before anything is sent, so that whatever was sent is known after a reload.
    shelf.save(state);
    watchPaying(state.status === 'held' ? state.adoption : undefined);
    effects.enter(state, event);
    if (event.type === 'leave' && isOursToGiveBack(before)) effects.giveBack(before.adoption.id);
    cell.set(state);
  }

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    hold: (body) => dispatch({ type: 'hold', request: { idempotencyKey: newKey(), body } }),
    open: (adoptionId) => dispatch({ type: 'open', adoptionId }),
    retry: () => dispatch({ type: 'retry' }),
    check() {
      const state = cell.get();
      if (state.status === 'held') void effects.read(state.adoption.id);
    },
    leave: () => dispatch({ type: 'leave' }),
    resume() {
      const state = shelf.load();
      if (state) dispatch({ type: 'resume', state });
    },
  };
}

/** Whether a place goes back when it is left: others' do not, nor where somebody has paid. */
function isOursToGiveBack(state: AdoptingState): state is Held {
  return state.status === 'held' && state.isOurs && state.adoption.state === 'held';
}
