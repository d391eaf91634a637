/** The store: what a page knows of the platform, shared by all its elements. */
import type { PageClient } from '@kindcart/client';
import type { Id, Project } from '@kindcart/contract';
import { idsMax } from '@kindcart/contract/routes';
import { type Checkout, createCheckout } from './checkout/checkout.ts';
import { type PaymentAdapter, sandboxPayments } from './checkout/payments.ts';
import { createShelf } from './checkout/snapshot.ts';
import { createLive } from './live.ts';
import { type Clock, type OpenLive, platformClock, randomKey, type StoragePort } from './ports.ts';
import { createProjects, type Entry } from './projects.ts';

/** What a store is made of. Everything but the client has a default. */
export interface StoreOptions {
  readonly client: PageClient;
  /** Opens live streams, see `liveOver`; without it nothing is live. */
  readonly live?: OpenLive;
  readonly clock?: Clock;
  /** Such as `sessionStorage`; without it a checkout ends with the page. */
  readonly storage?: StoragePort;
  /** Runs something once per frame; at the end of the task when left out. */
  readonly schedule?: (run: () => void) => void;
  readonly payments?: PaymentAdapter;
  /** Makes idempotency keys; random UUIDs when left out. */
  readonly newKey?: () => string;
  /** A number from 0 up to, not including, 1; spreads the pages that come back to the live stream. */
  readonly random?: () => number;
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
  const { payments = sandboxPayments(client), random = Math.random } = options;
  const schedule = options.schedule ?? ((run: () => void) => void clock.after(0, run));
  const live = createLive<Id<'project'>>({
    open: options.live ?? (() => () => {}),
    urlOf: client.liveUrl,
    clock,
    random,
    idsMax,
    onProject(data) {
      const news = client.readLive(data);
      if (news.ok) projects.merge(news.value);
      else projects.reloadWatched();
    },
    onMissed: () => projects.reloadWatched(),
  });
  const projects = createProjects({ client, clock, schedule, freshMs, live });
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
