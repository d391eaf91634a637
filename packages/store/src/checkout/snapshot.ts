/** A checkout outlives a reload of its page: its state is kept for the tab, never the card. */
import type { Clock, StoragePort } from '../ports.ts';
import type { CheckoutState } from './state.ts';

/** Raised when the states change their shape, so that none of another shape is ever found. */
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
  const name = `kindcart:checkout:${version}:${projectId}:${slot}`;
  const forget = () => attempt(() => storage?.removeItem(name));
  return {
    save(state) {
      const text = JSON.stringify({ savedAt: clock.nowMs(), state });
      if (state.status === 'idle') forget();
      else attempt(() => storage?.setItem(name, text));
    },
    load() {
      const kept = attempt(() => JSON.parse(storage?.getItem(name) ?? 'null'));
      if (isKept(kept) && clock.nowMs() - kept.savedAt < keepMs) return kept.state;
      forget();
      return null;
    },
  };
}

/** A full, forbidden or broken storage costs the memory of a reload, which must not cost the gift. */
function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return null;
  }
}

interface Kept {
  readonly savedAt: number;
  readonly state: CheckoutState;
}

const made = 'ready_to_pay confirming requires_action processing succeeded failed expired'.split(
  ' ',
);

/** Only this version of this store writes here, so what is checked is that it is whole. */
function isKept(value: unknown): value is Kept {
  const state = partOf(value, 'state');
  const status = state?.status;
  if (!partOf(state, 'request') || typeof status !== 'string') return false;
  if (made.includes(status)) return !!partOf(state, 'donation') && !!partOf(state, 'payment');
  return status === 'creating' || (status === 'error' && !!partOf(state, 'error'));
}

function partOf(whole: unknown, name: string): Readonly<Record<string, unknown>> | undefined {
  const part = isRecord(whole) ? whole[name] : null;
  return isRecord(part) ? part : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
