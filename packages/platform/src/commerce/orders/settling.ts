/** Brings an order to where its newest state leads, whoever else does the same at the same time. */
import {
  type Id,
  isNewer,
  isProjectClosed,
  type Merchant,
  type OrderStanding,
  outcomeOf,
} from '@kindcart/contract';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Book } from '../../ledger/rules.ts';
import { factsOf, findProjectFacts, itemsInForce } from '../items/records.ts';
import { findMerchant, toCompletion } from '../merchants/records.ts';
import {
  dueOrders,
  findOrder,
  findOrderOf,
  type KeptOrder,
  keptPledges,
  type OrderKey,
  standingOf,
  writeOrder,
} from './records.ts';
import { impactChange, totalChanges } from './rules.ts';

export interface SettlingParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newOrderId: () => Id<'order'>;
}

/**
 * What the order pledges at the time, by the charity items that held when it was paid.
 *
 * @param merchant - completes as it said when the order was first told of
 */
export async function decide(
  db: Kysely<Database>,
  book: Book,
  merchant: Pick<Merchant, 'id' | 'completes' | 'currency'>,
  standing: OrderStanding,
  now: Date,
) {
  const paidAt = new Date(standing.paidAt ?? now);
  const items = standing.paidAt === null ? [] : await itemsInForce(db, book, merchant.id, paidAt);
  const projects = await factsOf(db, book, items);
  const closed = new Set(
    projects.filter((project) => isProjectClosed(project, paidAt)).map(({ id }) => id),
  );
  return outcomeOf(standing, items, {
    completes: merchant.completes,
    closed,
    isRoundUpTaken:
      standing.currency === merchant.currency && (await takesRoundUp(db, book, standing)),
    isSuspended: items.some(({ isSuspended }) => isSuspended),
    nowMs: now.getTime(),
  });
}

/** Whether the project to which the shopper gave is there, and counts in this currency. */
async function takesRoundUp(
  db: Kysely<Database>,
  book: Book,
  { roundUp, currency }: OrderStanding,
): Promise<boolean> {
  if (!roundUp) return false;
  const [project] = await findProjectFacts(db, book, [roundUp.projectId]);
  return project?.currency === currency;
}

/** More who change one order at the same time than there can be. */
const triesMax = 50;

/**
 * Brings an order to a state; one that is not newer than what is known changes nothing.
 *
 * @param isNew - nobody has told of it, as far as the caller knows: that spares a look
 * @returns the order's id; undefined when too many others kept changing it
 */
export async function bringTo(
  { db, now, newOrderId }: SettlingParts,
  book: Book,
  merchant: Merchant,
  key: OrderKey,
  standing: OrderStanding,
  isNew = false,
): Promise<Id<'order'> | undefined> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const before = isNew && tries === 0 ? undefined : await findOrderOf(db, book, key);
    if (before !== undefined && !isNewer(standing, standingOf(before))) return before.row.id;
    const id = before?.row.id ?? newOrderId();
    if (await settle(db, book, merchant, { id, key, standing, before }, now())) return id;
  }
  return undefined;
}

/** The same. @returns the order as it stands then */
export async function takeStanding(
  parts: SettlingParts,
  book: Book,
  merchant: Merchant,
  key: OrderKey,
  standing: OrderStanding,
): Promise<KeptOrder | undefined> {
  const id = await bringTo(parts, book, merchant, key, standing);
  return id === undefined ? undefined : findOrder(parts.db, book, id);
}

async function settle(
  db: Kysely<Database>,
  book: Book,
  merchant: Merchant,
  order: {
    readonly id: Id<'order'>;
    readonly key: OrderKey;
    readonly standing: OrderStanding;
    readonly before: KeptOrder | undefined;
  },
  now: Date,
): Promise<boolean> {
  const { before, ...made } = order;
  const completes = before === undefined ? merchant.completes : toCompletion(before.row);
  const { id, currency } = merchant;
  const outcome = await decide(db, book, { id, currency, completes }, order.standing, now);
  const kept = before === undefined ? [] : keptPledges(before);
  const changes = totalChanges(kept, outcome.pledges);
  const impact = impactChange(kept, outcome.pledges);
  const version = before?.row.version ?? 0;
  return writeOrder(db, book, { ...made, completes, outcome, changes, impact, version }, now);
}

const ordersPerRound = 50;

/** One round: confirms what became complete by time alone. Says how many orders it brought on. */
export async function confirmRound({
  db,
  now,
  onError,
}: Pick<SettlingParts, 'db' | 'now'> & {
  readonly onError: (name: string, error: unknown) => void;
}): Promise<number> {
  let done = 0;
  for (const { organization_id, livemode, id } of await dueOrders(db, now(), ordersPerRound)) {
    try {
      await confirm(db, { organizationId: organization_id, livemode }, id, now());
      done += 1;
    } catch (error) {
      onError('confirming pledges', error);
    }
  }
  return done;
}

/** Whoever else brings it on at the same time does the same. */
async function confirm(
  db: Kysely<Database>,
  book: Book,
  id: Id<'order'>,
  now: Date,
): Promise<void> {
  const before = await findOrder(db, book, id);
  if (before === undefined) return;
  const { merchant_id: merchantId, source, shop_order_id: shopOrderId } = before.row;
  const merchant = await findMerchant(db, book, merchantId);
  if (merchant === undefined) throw new Error(`Order ${id} has no merchant`);
  const key = { merchantId, source, shopOrderId };
  await settle(db, book, merchant, { id, key, standing: standingOf(before), before }, now);
}
