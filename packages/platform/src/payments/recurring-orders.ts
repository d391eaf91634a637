/** Brings orders on recurring gifts to their provider, until it has taken each. */
import type { Id } from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import {
  applyWord,
  findOrder,
  findRunning,
  lockRecurring,
  orderErrandId,
  takeClosedProjects,
  takeOrderErrands,
  writeGranted,
} from '../giving/recurring/records.ts';
import { grant, isGrantedAlready } from '../giving/recurring/rules.ts';
import { finishErrand } from '../jobs/errands.ts';
import type { ProviderNamed } from './port.ts';

/**
 * Brings the last order on a recurring gift, and applies what the provider answers. Nothing is done
 * when the provider has it already.
 *
 * @throws when the provider cannot be reached; the errand brings it later
 */
export async function bringOrder(
  db: Kysely<Database>,
  providerNamed: ProviderNamed,
  organizationId: Id<'organization'>,
  id: Id<'recurringGift'>,
): Promise<void> {
  const found = await findOrder(db, organizationId, id);
  if (found === null) return;
  const { order, provider } = found;
  const { recurring } = providerNamed(provider, order.livemode) ?? {};
  if (recurring === undefined) throw new Error(`No provider takes orders on ${id}`);
  const word = await recurring.steer(order);
  await db.transaction().execute(async (transaction) => {
    await applyWord(transaction, order, word);
    await finishErrand(transaction, organizationId, orderErrandId(id, order.number));
  });
}

const errandsPerRound = 20;

/** One round; says how many errands it took up. What fails comes back later, more and more slowly. */
export async function recurringRound(
  db: Kysely<Database>,
  providerNamed: ProviderNamed,
  onError: (name: string, error: unknown) => void,
): Promise<number> {
  const closed = await takeClosedProjects(db, errandsPerRound);
  for (const { organization_id: organizationId, id, subject } of closed) {
    await endAll(db, organizationId, subject);
    await finishErrand(db, organizationId, id);
  }
  const orders = await takeOrderErrands(db, errandsPerRound);
  for (const { organization_id: organizationId, id, subject } of orders) {
    try {
      await bringOrder(db, providerNamed, organizationId, subject);
      await finishErrand(db, organizationId, id);
    } catch (error) {
      onError('recurring order', error);
    }
  }
  return closed.length + orders.length;
}

const endedPerPage = 100;

/** Ends the recurring gifts of a project that was closed; each is ordered by an errand of its own. */
async function endAll(
  db: Kysely<Database>,
  organizationId: Id<'organization'>,
  projectId: Id<'project'>,
): Promise<void> {
  for (;;) {
    const running = await findRunning(db, organizationId, projectId, endedPerPage);
    for (const { id } of running) {
      await db.transaction().execute(async (transaction) => {
        const facts = await lockRecurring(transaction, organizationId, id);
        const wish = { act: 'end' } as const;
        if (facts === undefined || isGrantedAlready(facts, wish)) return;
        await writeGranted(transaction, facts, grant(facts, wish));
      });
    }
    if (running.length < endedPerPage) return;
  }
}
