/**
 * Who in this process wants news of which project, charity item or challenge, and what they are told: always
 * the whole current totals, at most twice a second each, so a slow reader misses steps but never the end.
 */

import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { type LiveNews, readTotals } from './totals.ts';

/** One open stream. */
export interface Subscriber {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  /** Of projects, charity items and challenges. */
  readonly ids: ReadonlySet<LiveNews['id']>;
  readonly send: (news: LiveNews) => void;
}

export interface Hub {
  subscribe(subscriber: Subscriber): () => void;
  /** A notification's payload: these have changed. */
  changed(payload: string): void;
  /** Notifications may have been missed: everybody is told again. */
  missed(): void;
  /** Current totals, for a stream that opens. */
  read(subscriber: Omit<Subscriber, 'send'>): Promise<LiveNews[]>;
  readonly size: number;
  stop(): void;
}

/** What it reads, and by which time. */
export interface HubParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
}

/** Shortest time between two pieces of news. */
const pauseMs = 500;

export function createHub({ db, now }: HubParts, onError: (error: unknown) => void): Hub {
  const subscribers = new Set<Subscriber>();
  let changedPairs = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function tellSoon(): void {
    if (!stopped) timer ??= setTimeout(() => void tell(), pauseMs);
  }

  async function tell(): Promise<void> {
    timer = undefined;
    const pairs = changedPairs;
    changedPairs = new Set();
    try {
      await tellOf(pairs);
    } catch (error) {
      onError(error);
      // Nothing may change for a long time, so what could not be read now is read again.
      for (const pair of pairs) changedPairs.add(pair);
      tellSoon();
    }
  }

  async function tellOf(pairs: ReadonlySet<string>): Promise<void> {
    const wanted = [...subscribers].filter((one) => wants(one, pairs));
    const groups = Map.groupBy(wanted, (one) => `${one.organizationId} ${one.livemode}`);
    for (const group of groups.values()) {
      const [first] = group;
      if (first === undefined) continue;
      const ids = new Set(
        group.flatMap((one) => [...one.ids].filter((id) => pairs.has(pairOf(one, id)))),
      );
      const news = await readTotals(db, { ...first, ids }, now());
      for (const one of group) {
        for (const item of news) if (one.ids.has(item.id)) one.send(item);
      }
    }
  }

  return {
    subscribe(subscriber) {
      subscribers.add(subscriber);
      return () => void subscribers.delete(subscriber);
    },
    changed(payload) {
      if (subscribers.size === 0) return;
      for (const pair of payload.split(',')) changedPairs.add(pair);
      tellSoon();
    },
    missed() {
      for (const one of subscribers) {
        for (const id of one.ids) changedPairs.add(pairOf(one, id));
      }
      if (changedPairs.size > 0) tellSoon();
    },
    read: (subscriber) => readTotals(db, subscriber, now()),
    get size() {
      return subscribers.size;
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      subscribers.clear();
    },
  };
}

function pairOf(subscriber: Subscriber, id: LiveNews['id']): string {
  return `${subscriber.organizationId} ${id}`;
}

function wants(subscriber: Subscriber, pairs: ReadonlySet<string>): boolean {
  return [...subscriber.ids].some((id) => pairs.has(pairOf(subscriber, id)));
}
