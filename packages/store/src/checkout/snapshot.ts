/** A checkout outlives a reload of its page: its state is kept for the tab, never the card. */
import type { Clock, StoragePort } from '../ports.ts';
import type { CheckoutState } from './state.ts';

const version = 1;
/** After this the platform may have forgotten the idempotency key. */
const keepMs = 24 * 60 * 60 * 1_000;

export interface Shelf {
  readonly save: (state: CheckoutState) => void;
  /** The state of before the reload; null when there is none that can be gone on with. */
  readonly load: () => CheckoutState | null;
}

/** A place for one checkout's state. Without storage nothing outlives a reload, and all else works. */
export function createShelf(
  storage: StoragePort | undefined,
  clock: Clock,
  projectId: string,
  slot: string,
): Shelf {
  const name = `kindcart:checkout:${projectId}:${slot}`;
  return {
    save(state) {
      const kept = { version, savedAt: clock.nowMs(), state };
      // A full or forbidden storage costs the memory of a reload, which must not cost the gift.
      attempt(() =>
        state.status === 'idle'
          ? storage?.removeItem(name)
          : storage?.setItem(name, JSON.stringify(kept)),
      );
    },
    load() {
      const text = attempt(() => storage?.getItem(name));
      if (!text) return null;
      const kept: unknown = attempt(() => JSON.parse(text));
      if (isKept(kept, projectId) && clock.nowMs() - kept.savedAt < keepMs) return kept.state;
      attempt(() => storage?.removeItem(name));
      return null;
    },
  };
}

function attempt<Value>(work: () => Value): Value | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

interface Kept {
  readonly savedAt: number;
  readonly state: CheckoutState;
}

const needs: Readonly<Record<string, readonly string[]>> = {
  creating: [],
  ready_to_pay: ['donation', 'payment'],
  confirming: ['donation', 'payment'],
  requires_action: ['donation', 'payment'],
  processing: ['donation'],
  succeeded: ['donation'],
  failed: ['donation'],
  expired: ['donation'],
  error: ['error'],
} satisfies Record<Exclude<CheckoutState['status'], 'idle'>, readonly string[]>;

/** Only this store writes here, so what is checked is that it was this version of it, and whole. */
function isKept(value: unknown, projectId: string): value is Kept {
  if (!isRecord(value) || value.version !== version || typeof value.savedAt !== 'number')
    return false;
  const { state } = value;
  if (!isRecord(state) || !isRecord(state.request) || !isRecord(state.request.body)) return false;
  const status = String(state.status);
  return (
    typeof state.request.idempotencyKey === 'string' &&
    state.request.body.projectId === projectId &&
    Object.hasOwn(needs, status) &&
    needs[status]?.every((part) => isRecord(state[part])) === true
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
