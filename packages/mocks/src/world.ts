/**
 * What the made-up platform knows. It has no timers: what takes time elsewhere happens here as it
 * is asked about, so tests need not wait.
 */
import {
  type Donation,
  donationExample,
  type Id,
  type IdKind,
  newId,
  type PaymentState,
  type Project,
  paymentStartExample,
  type Refund,
  refundExample,
  type testCards,
} from '@kindcart/contract';
import { seedProjects } from './seed.ts';

/** A donation with what only its payment provider knows. */
export interface Gift {
  donation: Donation;
  payment: PaymentState | null;
  card: keyof typeof testCards | null;
  readonly reference: Id<'payment'>;
  readonly clientSecret: string;
  readonly expiresAt: Date;
  /** How often it was asked about since it began to be slow. */
  askings: number;
}

export interface World {
  readonly now: () => Date;
  readonly projects: Map<string, Project>;
  readonly gifts: Map<string, Gift>;
  readonly refunds: Map<string, Refund>;
  /** Answers kept under their idempotency keys. */
  readonly answers: Map<string, { readonly body: string; readonly answer: string }>;
  /** Called with each project whose totals changed. */
  readonly watchers: Set<(project: Project) => void>;
  /** A fresh id; the same ids in the same order in every world. */
  readonly newId: <Kind extends IdKind>(kind: Kind) => Id<Kind>;
}

/**
 * A new world with a few projects, the contract's example donation, paid, and a refund of it that
 * failed, so that all of it can still be given back.
 */
export function createWorld(now: () => Date): World {
  let made = 0;
  return {
    now,
    projects: new Map(seedProjects.map((project) => [project.id, project])),
    gifts: new Map([[donationExample.id, exampleGift()]]),
    refunds: new Map([[refundExample.id, { ...refundExample, state: 'failed' }]]),
    answers: new Map(),
    watchers: new Set(),
    newId(kind) {
      made += 1;
      const count = made;
      return newId(kind, {
        nowMs: () => now().getTime(),
        fillRandom: (bytes) => {
          new DataView(bytes.buffer).setUint32(12, count);
          return bytes;
        },
      });
    },
  };
}

function exampleGift(): Gift {
  const { reference, clientSecret, expiresAt } = paymentStartExample;
  return {
    donation: donationExample,
    payment: 'succeeded',
    card: 'succeeds',
    reference,
    clientSecret,
    expiresAt: new Date(expiresAt),
    askings: 0,
  };
}

/** The world's time, as the wire has it. */
export function timeIn(world: World): string {
  return world.now().toISOString();
}

/** A page of a list that is newest first; the cursor is the place where the next page begins. */
export function pageOf<Item>(
  items: Iterable<Item>,
  {
    cursor,
    limit = 20,
  }: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): { items: Item[]; nextCursor: string | null } {
  const newestFirst = [...items].reverse();
  const start = Number.parseInt(cursor ?? '0', 10);
  const end = start + limit;
  const nextCursor = end < newestFirst.length ? String(end) : null;
  return { items: newestFirst.slice(start, end), nextCursor };
}
