/** The store: what a page knows of the platform, shared by all its elements. */
import type { LiveId, PageClient } from '@kindcart/client';
import type { Id, Project } from '@kindcart/contract';
import { type Checkout, createCheckout } from './checkout/checkout.ts';
import { type PaymentAdapter, sandboxPayments } from './checkout/payments.ts';
import { createShelf } from './checkout/snapshot.ts';
import type { Entry } from './entries.ts';
import { type Live, silent } from './live.ts';
import { type Clock, platformClock, randomKey, type StoragePort } from './ports.ts';
import { createProjects } from './projects.ts';

/** What a store is made of. Everything but the client has a default. */
export interface StoreOptions {
  readonly client: PageClient;
  /** The page's live stream, see `createLive`; without it nothing is live. */
  readonly live?: Live<LiveId>;
  readonly clock?: Clock;
  /** Such as `sessionStorage`; without it a checkout ends with the page. */
  readonly storage?: StoragePort;
  /** Runs something once per frame; at the end of the task when left out. */
  readonly schedule?: (run: () => void) => void;
  readonly payments?: PaymentAdapter;
  /** Makes idempotency keys; random UUIDs when left out. */
  readonly newKey?: () => string;
  /** For how long a fetched value is fresh; 60,000 ms when left out. */
  readonly freshMs?: number;
}

export interface Store {
  /** The shared entry of a project; watching it fetches it and keeps it live. */
  readonly project: (id: string) => Entry<Project>;
  /**
   * The checkout of a project. Elements that name the same slot share one; `slot` tells apart two
   * forms for one project on one page.
   */
  readonly checkout: (projectId: Id<'project'>, slot?: string) => Checkout;
}

export function createStore(options: StoreOptions): Store {
  const { client, storage, clock = platformClock, newKey = randomKey, freshMs = 60_000 } = options;
  const { payments = sandboxPayments(client), live = silent } = options;
  const schedule = options.schedule ?? ((run: () => void) => void clock.after(0, run));
  const projects = createProjects({ client, clock, schedule, freshMs, live });
  live.listen({
    onNews(name, data) {
      if (name !== 'project') return;
      const news = client.readLive(data);
      if (news.ok) projects.merge(news.value.projectId, news.value.totals);
      else projects.reloadWatched();
    },
    onMissed: projects.reloadWatched,
  });
  const checkouts = new Map<string, Checkout>();

  return {
    project: projects.entry,
    checkout(projectId, slot = 'default') {
      const name = `${projectId}:${slot}`;
      const known = checkouts.get(name);
      if (known) return known;
      const shelf = createShelf(storage, clock, projectId, slot);
      const made = createCheckout({ client, payments, clock, newKey, shelf, projectId });
      checkouts.set(name, made);
      return made;
    },
  };
}
