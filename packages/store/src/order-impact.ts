/** What one order gives, asked for until the shop has told of it. */
import type { CallError, OrderClient } from '@kindcart/client';
import type { EndpointInput, OrderImpact } from '@kindcart/contract';
import { createCell, type Watchable } from './cell.ts';
import { type Clock, platformClock } from './ports.ts';
import { failed } from './snapshot.ts';

/** What is known of the order. */
export type OrderImpactState =
  | { readonly status: 'loading' }
  /** The platform knows no such order yet; it is asked again by itself. */
  | { readonly status: 'waiting' }
  /** It has been asked for some minutes, and is no longer. */
  | { readonly status: 'late' }
  | { readonly status: 'ready'; readonly impact: OrderImpact }
  | { readonly status: 'offline' | 'error'; readonly error: CallError };

/** Which order, by which token. */
export type OrderNamed = EndpointInput<'getOrderImpact'>['params'] &
  EndpointInput<'getOrderImpact'>['query'];

/** One order; watching it asks for it, until it is paid or the last watcher leaves. */
export interface OrderImpactEntry extends Watchable<OrderImpactState> {
  /** Asks again, and for some minutes more where the order is not there. */
  readonly reload: () => void;
}

/** What asking is made of. */
export interface OrderImpactOptions {
  readonly client: OrderClient;
  readonly clock?: Clock;
}

/** Shops tell of an order within seconds, or some minutes late: asked often at first, then less. */
const pollFirstMs = 1_000;
const pollMaxMs = 20_000;
const pollGrowth = 1.5;
const patienceMs = 5 * 60_000;

/** An order to watch. */
export function createOrderImpact(
  { client, clock = platformClock }: OrderImpactOptions,
  { merchantId, shopOrderId, token }: OrderNamed,
): OrderImpactEntry {
  const cell = createCell<OrderImpactState>({ status: 'loading' });
  let watchers = 0;
  let busy = false;
  let pollMs = pollFirstMs;
  let patientUntilMs = 0;
  let callOff: (() => void) | undefined;

  async function load(): Promise<void> {
    callOff?.();
    if (busy) return;
    busy = true;
    const input = { params: { merchantId, shopOrderId }, query: { token } };
    const result = await client.getOrderImpact(input, { fresh: true });
    busy = false;
    const isPatient = clock.nowMs() < patientUntilMs;
    if (result.ok) cell.set({ status: 'ready', impact: result.value });
    else if (result.error.code === 'order_unknown') {
      cell.set({ status: isPatient ? 'waiting' : 'late' });
    } else {
      const { status } = failed({ status: 'loading' }, result.error);
      cell.set({ status: status === 'offline' ? 'offline' : 'error', error: result.error });
    }
    if (watchers > 0 && isPatient && isOpen(cell.get())) loadLater();
  }

  function loadLater(): void {
    callOff = clock.after(pollMs, () => void load());
    pollMs = Math.min(pollMs * pollGrowth, pollMaxMs);
  }

  function begin(): void {
    pollMs = pollFirstMs;
    patientUntilMs = clock.nowMs() + patienceMs;
    void load();
  }

  return {
    get: cell.get,
    subscribe(listener) {
      watchers += 1;
      const unsubscribe = cell.subscribe(listener);
      if (cell.get().status === 'loading' || isOpen(cell.get())) begin();
      let watching = true;
      return () => {
        if (!watching) return;
        watching = false;
        unsubscribe();
        watchers -= 1;
        if (watchers === 0) callOff?.();
      };
    },
    reload() {
      if (cell.get().status !== 'ready') cell.set({ status: 'loading' });
      begin();
    },
  };
}

/** Whether news of it may come within minutes: it is not there, or not paid. */
function isOpen(state: OrderImpactState): boolean {
  if (state.status === 'ready') return state.impact.state === 'unpaid';
  return state.status === 'waiting' || state.status === 'offline';
}
