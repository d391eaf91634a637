/** Runs an adoption: stores each new state, then does what the rules say. */
import type { ForestClient } from '@kindcart/client';
import type { CreateAdoption, Id } from '@kindcart/contract';
import { createCell, type Watchable } from '../cell.ts';
import type { Checkout } from '../checkout/checkout.ts';
import type { CheckoutState } from '../checkout/state.ts';
import { type Clock, platformClock, randomKey, type StoragePort } from '../ports.ts';
import { createAdoptingShelf } from './shelf.ts';
import type { AdoptingEvent, AdoptingState, AdoptionRequest, Paying } from './state.ts';
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
  readonly client: Pick<ForestClient, 'createAdoption' | 'getAdoption' | 'releaseAdoption'>;
  /** Where an adoption is paid: one checkout for each. */
  readonly checkoutOf: (
    projectId: Id<'project'>,
    adoptionId: Id<'adoption'>,
  ) => Pick<Checkout, 'get' | 'subscribe' | 'resume'>;
  readonly clock?: Clock;
  readonly storage?: StoragePort;
  /** Tells apart two pickers of one tab. */
  readonly slot?: string;
  /** Makes idempotency keys; random UUIDs when left out. */
  readonly newKey?: () => string;
}

const settleFirstMs = 400;
const settleMaxMs = 5_000;
const settleGrowth = 1.6;
/** How often a team is asked for, whose members pay on pages of their own. */
const teamMs = 10_000;
/** How long after a hold is over the platform is asked whether it is. */
const overMs = 500;
/** How often it is asked while a hold should be over, and is not yet. */
const overdueMs = 3_000;

export function createAdopting(options: AdoptingOptions): Adopting {
  const { client, checkoutOf, storage, slot = 'default' } = options;
  const { clock = platformClock, newKey = randomKey } = options;
  const shelf = createAdoptingShelf(storage, slot);
  const cell = createCell<AdoptingState>({ status: 'idle' });
  // Each move makes the answer to what was done before it void.
  let turn = 0;
  let callOff: (() => void) | undefined;
  let settleMs = settleFirstMs;
  let stopPaying: (() => void) | undefined;
  let paidFor: string | undefined;
  let released: Promise<unknown> = Promise.resolve();

  function dispatch(event: AdoptingEvent): void {
    const before = cell.get();
    const state = transition(before, event);
    if (state === before && event.type !== 'told') return;
    turn += 1;
    callOff?.();
    // Stored before anything is sent, so that whatever was sent is known after a reload.
    shelf.save(state);
    if (event.type === 'leave') release(before);
    watchPaying(state);
    enter(state, event);
    cell.set(state);
  }

  function enter(state: AdoptingState, event: AdoptingEvent): void {
    switch (state.status) {
      case 'holding':
        return void create(state.request);
      case 'opening':
        return void read(state.adoptionId);
      case 'held':
      case 'settling':
      case 'gathering': {
        const isAgain = event.type === 'told';
        settleMs = isAgain ? Math.min(settleMs * settleGrowth, settleMaxMs) : settleFirstMs;
        const waitMs = event.type === 'resume' ? 0 : pauseMs(state);
        callOff = clock.after(waitMs, () => void read(state.adoption.id));
      }
    }
  }

  function pauseMs(state: Extract<AdoptingState, { connection: string }>): number {
    if (state.status === 'settling') return settleMs;
    if (state.status === 'gathering') return teamMs;
    const leftMs = state.untilMs - clock.nowMs();
    const restMs = leftMs < 0 ? overdueMs : leftMs + overMs;
    return state.adoption.shares.length > 1 ? Math.min(restMs, teamMs) : restMs;
  }

  async function read(adoptionId: Id<'adoption'>): Promise<void> {
    const startedIn = turn;
    const call = { retriesMax: 0, fresh: true };
    const result = await client.getAdoption({ params: { adoptionId } }, call);
    if (turn === startedIn) dispatch({ type: 'told', result, atMs: clock.nowMs() });
  }

  async function create(request: AdoptionRequest): Promise<void> {
    const startedIn = turn;
    // Whoever goes back and takes the same place again must not find it held by themselves.
    await released;
    const result = await client.createAdoption(request);
    if (turn === startedIn) dispatch({ type: 'told', result, atMs: clock.nowMs() });
    // Somebody went away while the place was asked for.
    else if (result.ok) giveBack(result.value.id);
  }

  /** Where it cannot be given back, the hold ends by itself. */
  function giveBack(adoptionId: Id<'adoption'>): void {
    released = client.releaseAdoption({ params: { adoptionId } });
  }

  function release(before: AdoptingState): void {
    const isToGiveBack = before.status === 'held' && before.isOurs;
    if (isToGiveBack && before.adoption.state === 'held') giveBack(before.adoption.id);
  }

  /** Hears of the payment from the checkout of the adoption, which outlives a reload as well. */
  function watchPaying(state: AdoptingState): void {
    const adoption = state.status === 'held' ? state.adoption : undefined;
    if (adoption?.id === paidFor) return;
    stopPaying?.();
    stopPaying = undefined;
    paidFor = adoption?.id;
    if (!adoption) return;
    const checkout = checkoutOf(adoption.projectId, adoption.id);
    const tell = () => {
      if (paidFor === adoption.id) dispatch({ type: 'paying', paying: payingOf(checkout.get()) });
    };
    checkout.resume();
    stopPaying = checkout.subscribe(tell);
    clock.after(0, tell);
  }

  return {
    get: cell.get,
    subscribe: cell.subscribe,
    hold: (body) => dispatch({ type: 'hold', request: { idempotencyKey: newKey(), body } }),
    open: (adoptionId) => dispatch({ type: 'open', adoptionId }),
    retry: () => dispatch({ type: 'retry' }),
    check() {
      const state = cell.get();
      if (state.status === 'held') void read(state.adoption.id);
    },
    leave: () => dispatch({ type: 'leave' }),
    resume() {
      const state = shelf.load();
      if (state) dispatch({ type: 'resume', state });
    },
  };
}

/** How far the payment is, as far as it matters to the place. */
export function payingOf(checkout: CheckoutState): Paying {
  switch (checkout.status) {
    case 'succeeded':
      return 'paid';
    case 'ready_to_pay':
      return 'begun';
    case 'confirming':
    case 'requires_action':
    case 'processing':
      return 'under_way';
    case 'error':
      // With a donation made, it is not known whether it was paid.
      return checkout.donation ? 'under_way' : 'open';
    default:
      return 'open';
  }
}
