/** How one thing stands in the cache, and what each piece of news makes of that. Pure. */
import type { CallError } from '@kindcart/client';

/** A thing; one with totals that are told live has a version that rises with every change of them. */
export interface Counted {
  readonly totals?: { readonly version: number };
}

type Totals = NonNullable<Counted['totals']>;

/** How one thing stands in the cache. */
export type Snapshot<Value> =
  | { readonly status: 'loading' }
  | {
      readonly status: 'ready';
      readonly value: Value;
      /** Older than the store's measure of fresh; a fetch is on its way. */
      readonly stale: boolean;
      /** When it was fetched, in milliseconds since the Unix epoch. */
      readonly asOf: number;
    }
  /** The platform could not be asked; the last known value, if there is one, may be shown. */
  | { readonly status: 'offline'; readonly value: Value | null; readonly error: CallError }
  | { readonly status: 'error'; readonly error: CallError };

/** The value that is known, however old. */
export function knownValue<Value>(snapshot: Snapshot<Value>): Value | null {
  return 'value' in snapshot ? snapshot.value : null;
}

/** A fetch begins: what is known stays, and a final error gives way to a new attempt. */
export function fetching<Value>(before: Snapshot<Value>, stale: boolean): Snapshot<Value> {
  if (before.status === 'error') return { status: 'loading' };
  return before.status === 'ready' && before.stale !== stale ? { ...before, stale } : before;
}

/** A fetch brought the thing. A cache on the way may lag behind the totals told live. */
export function fetched<Value extends Counted>(
  before: Snapshot<Value>,
  found: Value,
  asOf: number,
): Snapshot<Value> {
  const known = knownValue(before)?.totals;
  const value =
    known && found.totals && isNewer(known, found.totals) ? { ...found, totals: known } : found;
  return { status: 'ready', value, stale: false, asOf };
}

/** A fetch failed. Where it may work later, what is known stays on show. */
export function failed<Value>(before: Snapshot<Value>, error: CallError): Snapshot<Value> {
  const value = knownValue(before);
  const unreachable = error.code === 'network_error' || error.code === 'timeout';
  if (unreachable || (value && error.retryable)) return { status: 'offline', value, error };
  return { status: 'error', error };
}

/** The live stream told totals. They may come late or twice: older ones change nothing. */
export function told<Value extends Counted>(
  before: Snapshot<Value>,
  totals: NonNullable<Value['totals']>,
): Snapshot<Value> {
  const known = knownValue(before)?.totals;
  if (!('value' in before) || !before.value || !known || !isNewer(totals, known)) return before;
  return { ...before, value: { ...before.value, totals } };
}

function isNewer(totals: Totals, known: Totals): boolean {
  return totals.version > known.version;
}
