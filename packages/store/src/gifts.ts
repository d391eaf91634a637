/** Walls of gifts: one fetch for all who show the same, and again when their project has changed. */
import type { GiftClient } from '@kindcart/client';
import type { Gift, GiftOrder, Id } from '@kindcart/contract';
import { type Cell, createCell } from './cell.ts';
import type { Entry } from './entries.ts';
import { type Clock, platformClock } from './ports.ts';
import { failed, type Snapshot } from './snapshot.ts';
import type { Store } from './store.ts';

/** As much of a wall as is known. */
export interface GiftList {
  readonly items: readonly Gift[];
  /** Where the next page begins; null when there is none. */
  readonly nextCursor: string | null;
}

/** One wall that elements share. */
export interface GiftWall extends Entry<GiftList> {
  /** Fetches the next page, if there is one, and puts it at the end. */
  readonly more: () => void;
}

/** What walls are made of. */
export interface GiftsOptions {
  readonly client: GiftClient;
  /** Tells when a project has changed. */
  readonly store: Pick<Store, 'project'>;
  readonly clock?: Clock;
  /** A number from 0 up to, not including, 1; spreads the pages that hear of the same gift. */
  readonly random?: () => number;
}

/** All walls of a page. */
export interface Gifts {
  /** The shared wall of a project in an order; watching it fetches it and keeps it fresh. */
  readonly wall: (projectId: Id<'project'>, order: GiftOrder) => GiftWall;
}

interface Row extends Cell<Snapshot<GiftList>> {
  readonly projectId: Id<'project'>;
  readonly order: GiftOrder;
  watchers: number;
  busy: boolean;
  /** What was fetched last. */
  known: GiftList | null;
  /** Whether it was never fetched, or its project has changed since. */
  outdated: boolean;
  /** When it was last fetched anew, in milliseconds since the Unix epoch; 0 for never. */
  renewedMs: number;
  /** The project's version that the wall goes with, as far as it is known. */
  version: number | undefined;
  /** Calls off the fetch that is to come. */
  callOff: (() => void) | undefined;
  /** Ends the watching of the project. */
  leave: (() => void) | undefined;
}

/** Gifts of one page, and the most that are fetched anew in one request. */
const page = { size: 10, max: 100 } as const;
/**
 * The first gift is fetched at once; on a giving day a wall is fetched once in so many milliseconds.
 * Longer than an answer may be kept on its way, so that the last one fetched has the last gift.
 */
const pauseMs = 5_000;
const spreadMs = 1_000;

/** Makes the walls of a page. */
export function createGifts(options: GiftsOptions): Gifts {
  const walls = new Map<string, GiftWall>();
  return {
    wall(projectId, order) {
      const name = `${projectId} ${order}`;
      const wall = walls.get(name) ?? createWall(options, projectId, order);
      walls.set(name, wall);
      return wall;
    },
  };
}

function createWall(options: GiftsOptions, projectId: Id<'project'>, order: GiftOrder): GiftWall {
  const cell = createCell<Snapshot<GiftList>>({ status: 'loading' });
  const row: Row = {
    ...cell,
    projectId,
    order,
    watchers: 0,
    busy: false,
    known: null,
    outdated: true,
    renewedMs: 0,
    version: undefined,
    callOff: undefined,
    leave: undefined,
  };
  return {
    get: row.get,
    subscribe: (listener) => watch(options, row, listener),
    reload: () => void load(options, row),
    more() {
      const cursor = row.known?.nextCursor;
      if (cursor) void load(options, row, cursor);
    },
  };
}

function watch(options: GiftsOptions, row: Row, listener: () => void): () => void {
  const project = options.store.project(row.projectId);
  const unsubscribe = row.subscribe(listener);
  row.watchers += 1;
  row.leave ??= project.subscribe(() => follow(options, row));
  if (row.outdated) void load(options, row);
  else follow(options, row);
  let watching = true;
  return () => {
    if (!watching) return;
    watching = false;
    unsubscribe();
    row.watchers -= 1;
    if (row.watchers > 0) return;
    row.leave?.();
    row.callOff?.();
    row.leave = row.callOff = undefined;
  };
}

/** The project was heard of: whatever changed its totals may have changed its wall. */
function follow(options: GiftsOptions, row: Row): void {
  const { status, ...rest } = options.store.project(row.projectId).get();
  const version = 'value' in rest ? rest.value?.totals.version : undefined;
  if (version === undefined) return;
  const isChanged = row.version !== undefined && row.version !== version;
  const isBack = status === 'ready' && row.get().status === 'offline';
  row.version = version;
  if (!isChanged && !isBack) return;
  row.outdated = true;
  loadSoon(options, row);
}

function loadSoon(options: GiftsOptions, row: Row): void {
  const { clock = platformClock, random = Math.random } = options;
  const restMs = Math.max(0, row.renewedMs + pauseMs - clock.nowMs());
  row.callOff ??= clock.after(restMs + random() * spreadMs, () => {
    row.callOff = undefined;
    void load(options, row);
  });
}

/** Fetches all that is shown anew, or with a cursor the page after it. */
async function load(options: GiftsOptions, row: Row, cursor?: string): Promise<void> {
  // What is on its way may be from before the change.
  if (row.busy) return cursor === undefined ? loadSoon(options, row) : undefined;
  const { client, clock = platformClock } = options;
  const { projectId, order } = row;
  const before = row.known;
  row.busy = true;
  if (!cursor) row.outdated = false;
  const asOf = clock.nowMs();
  if (before) row.renewedMs = asOf;
  if (row.get().status === 'error') row.set({ status: 'loading' });
  const limit = cursor
    ? page.size
    : Math.min(Math.max(before?.items.length ?? 0, page.size), page.max);
  const query = { order, limit, ...(cursor && { cursor }) };
  // The browser may remember the wall of another page of the site, from before a gift was made there.
  const result = await client.listGifts({ params: { projectId }, query }, { fresh: !cursor });
  row.busy = false;
  if (!result.ok) return row.set(failed(row.get(), result.error));
  const value = cursor ? appended(before, result.value) : renewed(before, result.value);
  row.known = value;
  row.set({ status: 'ready', value, stale: false, asOf });
}

function appended(before: GiftList | null, next: GiftList): GiftList {
  return { ...next, items: [...(before?.items ?? []), ...next.items] };
}

/** The top of the wall as it is now; what was shown below it stays. */
function renewed(before: GiftList | null, top: GiftList): GiftList {
  const last = top.items.at(-1)?.id;
  const at = before ? before.items.findIndex(({ id }) => id === last) : -1;
  const rest = at < 0 ? [] : (before?.items.slice(at + 1) ?? []);
  if (!before || !top.nextCursor || rest.length === 0) return top;
  return { ...before, items: [...top.items, ...rest] };
}
