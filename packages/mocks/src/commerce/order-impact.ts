/** What orders give, for whoever holds their tokens. */
import {
  type EndpointInput,
  impactOf,
  type NamedTerms,
  type OrderImpact,
  type OrderTokenSecret,
  orderToken,
} from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { timeIn, type World } from '../world.ts';
import { merchantOf } from './merchants.ts';
import { settledOrders } from './orders.ts';

const hourMs = 60 * 60_000;

/** A made-up secret: the nth of this world. */
function newSecret(world: World): string {
  world.orderSecrets.made += 1;
  return `ots_${String(world.orderSecrets.made).padStart(64, '0')}`;
}

/** Secrets whose tokens are taken, the newest first; the first is made when it is first asked for. */
function secretsOf(world: World, merchantId: string) {
  const { byMerchant } = world.orderSecrets;
  const kept = byMerchant.get(merchantId) ?? [{ secret: newSecret(world), until: null }];
  const active = kept.filter(({ until }) => until === null || until > timeIn(world));
  byMerchant.set(merchantId, active);
  return active;
}

function said(world: World, merchantId: string): OrderTokenSecret {
  const [newest, older] = secretsOf(world, merchantId);
  return { secret: newest?.secret ?? '', olderUntil: older?.until ?? null };
}

export function getOrderTokenSecret(
  world: World,
  { params }: EndpointInput<'getOrderTokenSecret'>,
): OrderTokenSecret {
  return said(world, merchantOf(world, params.merchantId).id);
}

export function rotateOrderTokenSecret(
  world: World,
  { params, body }: EndpointInput<'rotateOrderTokenSecret'>,
): OrderTokenSecret {
  const { id } = merchantOf(world, params.merchantId);
  const end = new Date(world.now().getTime() + body.keepOldHours * hourMs).toISOString();
  const old = secretsOf(world, id).map(({ secret, until }) => ({
    secret,
    until: until !== null && until < end ? until : end,
  }));
  world.orderSecrets.byMerchant.set(id, [{ secret: newSecret(world), until: null }, ...old]);
  return said(world, id);
}

export async function getOrderImpact(
  world: World,
  { params, query }: EndpointInput<'getOrderImpact'>,
): Promise<OrderImpact> {
  const { merchantId, shopOrderId } = params;
  const merchant = world.merchants.get(merchantId) ?? refuse('order_unknown');
  const right = await Promise.all(
    secretsOf(world, merchantId).map(({ secret }) => orderToken(secret, merchantId, shopOrderId)),
  );
  const order = settledOrders(world).find(
    (each) => each.merchantId === merchantId && each.shopOrderId === shopOrderId,
  );
  if (order === undefined || !right.includes(query.token)) return refuse('order_unknown');
  const items = [...world.charityItems.values()].flatMap(({ id, name, terms }): NamedTerms[] =>
    terms.map((each, at) => ({ id, revision: at + 1, name, terms: each.terms })),
  );
  const projects = [...world.projects.values()];
  return impactOf(order, { merchantName: merchant.name, items, projects, gift: null });
}
