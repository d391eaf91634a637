/** `kindcart seed demo`: demo data through the same records and bookings as real gifts. */
import { randomUUID } from 'node:crypto';
import { type Id, type IdSource, newId } from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import { addOrganization, issueKey } from '../access/records.ts';
import type { Database } from '../database/schema.ts';
import { insertDonations, type NewDonation } from '../giving/donations/records.ts';
import { applyPaymentEvents, type PaymentEvent } from '../giving/donations/settlement.ts';
import { insertProject } from '../giving/projects/records.ts';
import type { Book } from '../ledger/rules.ts';
import {
  type DemoDonor,
  demoDonors,
  demoGiftsApartMs,
  demoIds,
  demoOrganizationName,
  demoProjects,
} from './demo-data.ts';
import { type SeededDeeds, seedDeeds } from './seed-deeds.ts';
import { type SeededForest, seedForest } from './seed-forest.ts';
import { type SeededShop, seedShop } from './seed-shop.ts';
import type { Terminal } from './words.ts';

/** What the demo made, for the terminal. */
export interface Seeded {
  readonly publishableKey: string;
  /** Shown once; null when the demo was there already. */
  readonly secretKey: string | null;
  readonly projectIds: readonly Id<'project'>[];
  readonly organizationId: Id<'organization'>;
  readonly shop: SeededShop;
  readonly forest: SeededForest;
  readonly deeds: SeededDeeds;
}

/** Origins of pages on this machine that the demo's key is for, besides the platform's own. */
const demoOrigins = [8787, 8788].flatMap((port) => [
  `http://localhost:${port}`,
  `http://127.0.0.1:${port}`,
]);
const giftsPerStatement = 200;

/**
 * Makes the demo data unless it is there; running it again changes nothing. All of it comes at once:
 * a first start that is stopped half-way leaves none, and of two at the same time one makes it.
 */
export function seedDemo(db: Kysely<Database>, ids: IdSource, terminal: Terminal): Promise<Seeded> {
  return db.transaction().execute(async (transaction) => {
    await sql`select pg_advisory_xact_lock(hashtext(${demoOrganizationName}))`.execute(transaction);
    const charity = await seedCharity(transaction, ids, terminal);
    const { organizationId, projectIds } = charity;
    const [water, library, saplings] = projectIds;
    if (water === undefined || library === undefined || saplings === undefined) {
      throw new Error('The demo has three projects, and these are fewer.');
    }
    const causes = [water, library, saplings] as const;
    const book = { organizationId, livemode: false };
    const shop = await seedShop(transaction, ids, book, causes);
    const forest = await seedForest(transaction, ids, book);
    const deeds = await seedDeeds(transaction, ids, book, library);
    return { ...charity, shop, forest, deeds };
  });
}

async function seedCharity(
  db: Transaction<Database>,
  ids: IdSource,
  terminal: Terminal,
): Promise<Omit<Seeded, 'shop' | 'forest' | 'deeds'>> {
  const fixed = demoIds();
  const organizationId = newId('organization', fixed);
  const there = await db
    .selectFrom('organization')
    .select('id')
    .where('id', '=', organizationId)
    .executeTakeFirst();
  if (there !== undefined) return findSeeded(db, organizationId);
  const book: Book = { organizationId, livemode: false };
  // The same first draw again, so that the row has the id just looked for.
  await addOrganization(db, demoIds(), demoOrganizationName);
  const key = { organizationId, livemode: false } as const;
  const publishable = await issueKey(db, fixed, {
    ...key,
    kind: 'publishable',
    origins: demoOrigins,
    label: 'demo pages',
  });
  const secret = await issueKey(db, ids, {
    ...key,
    kind: 'secret',
    origins: [],
    label: 'demo server',
  });
  const projectIds: Id<'project'>[] = [];
  for (const [place, { project, gifts, amounts }] of demoProjects.entries()) {
    const projectId = newId('project', fixed);
    projectIds.push(projectId);
    await insertProject(db, book, projectId, project, new Date(fixed.nowMs()));
    await give(db, ids, book, projectId, { gifts, amounts });
    terminal.progress(
      `Demo data: project ${place + 1} of ${demoProjects.length} with ${gifts} test gifts`,
    );
  }
  return {
    publishableKey: publishable.token,
    secretKey: secret.token,
    projectIds,
    organizationId,
  };
}

async function findSeeded(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
): Promise<Omit<Seeded, 'shop' | 'forest' | 'deeds'>> {
  const key = await db
    .selectFrom('api_key')
    .select('publishable_token')
    .where('organization_id', '=', organizationId)
    .where('kind', '=', 'publishable')
    .orderBy('created_at')
    .executeTakeFirstOrThrow();
  const projects = await db
    .selectFrom('project')
    .select('id')
    .where('organization_id', '=', organizationId)
    .orderBy('created_at')
    .limit(demoProjects.length)
    .execute();
  return {
    publishableKey: key.publishable_token ?? '',
    secretKey: null,
    projectIds: projects.map((row) => row.id),
    organizationId,
  };
}

async function give(
  db: Kysely<Database>,
  ids: IdSource,
  book: Book,
  projectId: Id<'project'>,
  history: { readonly gifts: number; readonly amounts: readonly [number, ...number[]] },
): Promise<void> {
  const amounts = Array.from(
    { length: history.gifts },
    (_, place) => history.amounts[place % history.amounts.length] ?? history.amounts[0],
  );
  const nowMs = ids.nowMs();
  const gifts = amounts.map((amount, place) => {
    const givenMs = nowMs - (amounts.length - place) * demoGiftsApartMs;
    const donor = demoDonors[place % demoDonors.length];
    return newGift({ ...ids, nowMs: () => givenMs }, book, projectId, amount, donor);
  });
  for (let start = 0; start < gifts.length; start += giftsPerStatement) {
    const donations = gifts.slice(start, start + giftsPerStatement);
    await insertDonations(db, donations);
    await applyPaymentEvents(
      db,
      donations.map((donation) => paidEvent(ids, book, donation)),
      { transfer: () => newId('transfer', ids), event: () => newId('event', ids) },
    );
  }
}

function newGift(
  ids: IdSource,
  book: Book,
  projectId: Id<'project'>,
  amount: number,
  donor: DemoDonor | undefined,
): NewDonation {
  const now = new Date(ids.nowMs()).toISOString();
  const id = newId('donation', ids);
  return {
    claim: { ...book, route: 'createDonation', key: `demo-${randomUUID()}`, fingerprint: 'demo' },
    response: JSON.stringify({ donation: { id, charge: { amount, currency: 'CNY' } } }),
    projectVersion: 1,
    row: {
      id,
      project_id: projectId,
      currency: 'CNY',
      gift_amount: amount,
      fee_cover_amount: 0,
      donor_name: donor?.name ?? null,
      anonymous: donor === undefined,
      message: donor?.message ?? null,
      provider: 'sandbox',
      payment_reference: newId('payment', ids),
      created_at: now,
      expires_at: now,
    },
  };
}

function paidEvent(ids: IdSource, book: Book, { row }: NewDonation): PaymentEvent {
  return {
    organizationId: book.organizationId,
    provider: 'sandbox',
    id: newId('event', ids),
    livemode: false,
    body: '{"demo":true}',
    payment: {
      reference: row.payment_reference,
      version: 1,
      state: 'succeeded',
      amount: { amount: row.gift_amount, currency: row.currency },
      failureCode: null,
      refunds: [],
    },
  };
}
