/**
 * Who in this process wants news of which project, and what they are told: always the whole current
 * totals, at most twice a second each, so a slow reader misses steps but never the end.
 */

import type { Id, LiveProject } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';

/** Totals of one project. */
export interface LiveNews {
  readonly event: LiveProject;
}

/** One open stream. */
export interface Subscriber {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly projectIds: ReadonlySet<Id<'project'>>;
  readonly send: (news: LiveNews) => void;
}

export interface Hub {
  subscribe(subscriber: Subscriber): () => void;
  /** A notification's payload: these projects changed. */
  changed(payload: string): void;
  /** Notifications may have been missed: everybody is told again. */
  missed(): void;
  /** Current totals, for a stream that opens. */
  read(
    subscriber: Pick<Subscriber, 'organizationId' | 'livemode' | 'projectIds'>,
  ): Promise<LiveNews[]>;
  readonly size: number;
  stop(): void;
}

/** Shortest time between two pieces of news. */
const pauseMs = 500;

export function createHub(db: Kysely<Database>, onError: (error: unknown) => void): Hub {
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
        group.flatMap((one) => [...one.projectIds].filter((id) => pairs.has(pairOf(one, id)))),
      );
      const news = await readTotals(db, { ...first, projectIds: ids });
      for (const one of group) {
        for (const item of news) if (one.projectIds.has(item.event.projectId)) one.send(item);
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
        for (const id of one.projectIds) changedPairs.add(pairOf(one, id));
      }
      if (changedPairs.size > 0) tellSoon();
    },
    read: (subscriber) => readTotals(db, subscriber),
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

function pairOf(subscriber: Subscriber, projectId: Id<'project'>): string {
  return `${subscriber.organizationId} ${projectId}`;
}

function wants(subscriber: Subscriber, pairs: ReadonlySet<string>): boolean {
  return [...subscriber.projectIds].some((id) => pairs.has(pairOf(subscriber, id)));
}

async function readTotals(
  db: Kysely<Database>,
  {
    organizationId,
    livemode,
    projectIds,
  }: Pick<Subscriber, 'organizationId' | 'livemode' | 'projectIds'>,
): Promise<LiveNews[]> {
  if (projectIds.size === 0) return [];
  const rows = await db
    .selectFrom('project_total')
    .innerJoin('project', (join) =>
      join
        .onRef('project.organization_id', '=', 'project_total.organization_id')
        .onRef('project.id', '=', 'project_total.project_id'),
    )
    .select(['project.id', 'project.currency', 'raised_amount', 'donation_count'])
    .select(['project_total.version', 'project_total.updated_at'])
    .where('project.organization_id', '=', organizationId)
    .where('project.livemode', '=', livemode)
    .where('project.id', 'in', [...projectIds])
    .execute();
  return rows.map((row) => ({
    event: {
      projectId: row.id,
      totals: {
        raised: { amount: row.raised_amount, currency: row.currency },
        donations: row.donation_count,
        version: row.version,
        asOf: row.updated_at.toISOString(),
      },
    },
  }));
}
