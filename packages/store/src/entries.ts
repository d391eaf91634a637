/** The shared cache of things of one kind: one fetch for all who ask, kept fresh by live news. */
import type { CallError, Result } from '@kindcart/client';
import { createBatch } from './batch.ts';
import { type Cell, createCell, type Watchable } from './cell.ts';
import type { Live } from './live.ts';
import type { Clock } from './ports.ts';
import {
  type Counted,
  failed,
  fetched,
  fetching,
  knownValue,
  type Snapshot,
  told,
} from './snapshot.ts';

/** One thing that elements share: read it, watch it, ask for it anew. */
export interface Entry<Value> extends Watchable<Snapshot<Value>> {
  /**
   * Fetches again, after an error or for fresh numbers; what is shown stays meanwhile. Once more after a fetch that
   * is on its way.
   */
  readonly reload: () => void;
}

/** A thing of the cache. */
type Kept<Key extends string> = Counted & { readonly id: Key };

interface Row<Value extends Kept<string>> extends Cell<Snapshot<Value>> {
  readonly id: Value['id'];
  watchers: number;
  /** Its fetch: none, due with the frame's others, sent, or sent and wanted again, as the answer may be too old. */
  fetch: 'none' | 'due' | 'sent' | 'again';
}

/** What all caches of a page share. */
export interface SharedOptions {
  readonly clock: Clock;
  readonly schedule: (run: () => void) => void;
  /** For how long what was fetched is fresh, in milliseconds. */
  readonly freshMs: number;
}

/** What a cache has to know of its kind. */
export interface EntriesOptions<Value extends Kept<string>> extends SharedOptions {
  /** Is told what is watched. */
  readonly live: Pick<Live<Value['id']>, 'want' | 'release'>;
  /** Whether the text can be an id of the kind. */
  readonly isId: (text: string) => text is Value['id'];
  /** Reads things by their ids; `fresh` past the browser's own cache. */
  readonly list: (
    ids: Value['id'][],
    options: { readonly fresh: boolean },
  ) => Promise<Result<{ readonly items: readonly Value[] }>>;
  /** Most ids of one fetch. */
  readonly max: number;
  /** What is said of a text that names none. */
  readonly unknown: CallError['code'];
}

export interface Entries<Value extends Kept<string>> {
  readonly entry: (id: string) => Entry<Value>;
  /** Takes in totals told by the live stream; older ones than known are ignored. */
  readonly merge: (id: string, totals: NonNullable<Value['totals']>) => void;
  /** Fetches all that is watched. */
  readonly reloadWatched: () => void;
}

export function createEntries<Value extends Kept<string>>(
  options: EntriesOptions<Value>,
): Entries<Value> {
  const { clock, live, schedule, freshMs, isId, max, unknown } = options;
  const rows = new Map<string, Row<Value>>();
  const entries = new Map<string, Entry<Value>>();
  const ask = createBatch(schedule, max, (batch: readonly Row<Value>[]) => {
    void load(options, batch, refresh);
  });

  function refresh(row: Row<Value>): void {
    if (row.fetch === 'sent') row.fetch = 'again';
    if (row.fetch !== 'none') return;
    row.fetch = 'due';
    row.set(fetching(row.get(), isOld(row.get())));
    ask(row);
  }

  function isOld(snapshot: Snapshot<Value>): boolean {
    return snapshot.status !== 'ready' || clock.nowMs() - snapshot.asOf > freshMs;
  }

  function watch(row: Row<Value>, listener: () => void): () => void {
    if (row.fetch === 'none' && isOld(row.get())) refresh(row);
    row.watchers += 1;
    live.want(row.id);
    const unsubscribe = row.subscribe(listener);
    return once(() => {
      unsubscribe();
      row.watchers -= 1;
      if (row.watchers === 0) live.release(row.id);
    });
  }

  function newEntry(id: string): Entry<Value> {
    // A text that cannot be an id would make the platform refuse all that is asked for with it.
    if (!isId(id)) return noEntry(unknown, id);
    const row: Row<Value> = {
      ...createCell<Snapshot<Value>>({ status: 'loading' }),
      id,
      watchers: 0,
      fetch: 'none',
    };
    rows.set(id, row);
    return {
      get: row.get,
      subscribe: (listener) => watch(row, listener),
      reload: () => refresh(row),
    };
  }

  return {
    entry(id) {
      const entry = entries.get(id) ?? newEntry(id);
      entries.set(id, entry);
      return entry;
    },
    merge(id, totals) {
      const row = rows.get(id);
      row?.set(told(row.get(), totals));
    },
    reloadWatched() {
      for (const row of rows.values()) if (row.watchers > 0) refresh(row);
    },
  };
}

async function load<Value extends Kept<string>>(
  { clock, list, unknown }: EntriesOptions<Value>,
  batch: readonly Row<Value>[],
  refresh: (row: Row<Value>) => void,
): Promise<void> {
  for (const row of batch) row.fetch = 'sent';
  const ids = batch.map(({ id }) => id);
  // Whoever asks again wants to know better than the browser's cache.
  const fresh = batch.some((row) => knownValue(row.get()));
  const result = await list(ids, { fresh });
  const found = new Map(result.ok ? result.value.items.map((item) => [item.id, item]) : []);
  for (const row of batch) {
    const value = found.get(row.id);
    const error = result.ok ? unknownError(unknown, row.id) : result.error;
    const isOutdated = row.fetch === 'again';
    row.fetch = 'none';
    row.set(value ? fetched(row.get(), value, clock.nowMs()) : failed(row.get(), error));
    if (isOutdated) refresh(row);
  }
}

function noEntry(unknown: CallError['code'], id: string): Entry<never> {
  const snapshot = { status: 'error', error: unknownError(unknown, id) } as const;
  return { get: () => snapshot, subscribe: () => () => {}, reload: () => {} };
}

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}

function unknownError(code: CallError['code'], id: string): CallError {
  return {
    code,
    status: 404,
    message: `Nothing called ${id} exists for this key.`,
    retryable: false,
    retryAfterMs: null,
    fields: [],
    requestId: null,
  };
}
