/** Merchants of the made-up platform. */
import type { EndpointInput, Merchant } from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, timeIn, type World } from '../world.ts';

export function createMerchant(world: World, { body }: EndpointInput<'createMerchant'>): Merchant {
  const id = world.newId('merchant');
  const merchant: Merchant = {
    id,
    name: body.name,
    language: body.language,
    currency: body.currency,
    completes: body.completes,
    timeZone: body.timeZone ?? 'UTC',
    statementThreshold: body.statementThreshold ?? null,
    statementEmail: body.statementEmail ?? null,
    state: 'active',
    livemode: false,
    createdAt: timeIn(world),
  };
  world.merchants.set(id, merchant);
  return merchant;
}

export function listMerchants(world: World, { query = {} }: EndpointInput<'listMerchants'>) {
  return pageOf(world.merchants.values(), query);
}

export function getMerchant(world: World, { params }: EndpointInput<'getMerchant'>): Merchant {
  return merchantOf(world, params.merchantId);
}

export function changeMerchant(
  world: World,
  { params, body = {} }: EndpointInput<'changeMerchant'>,
): Merchant {
  const before = merchantOf(world, params.merchantId);
  const state = body.state ?? before.state;
  if (state !== before.state) {
    const known = world.suspensions.get(before.id) ?? [];
    const at = timeIn(world);
    const ended = known.map((each) => ({ ...each, until: each.until ?? at }));
    const begun = state === 'suspended' ? [{ since: at, until: null }] : [];
    world.suspensions.set(before.id, [...ended, ...begun]);
  }
  const merchant: Merchant = {
    ...before,
    name: body.name ?? before.name,
    completes: body.completes ?? before.completes,
    timeZone: body.timeZone ?? before.timeZone,
    statementThreshold:
      body.statementThreshold === undefined ? before.statementThreshold : body.statementThreshold,
    statementEmail: body.statementEmail === undefined ? before.statementEmail : body.statementEmail,
    state,
  };
  world.merchants.set(merchant.id, merchant);
  return merchant;
}

/** Whether the merchant's orders gave nothing at the time. */
export function wasSuspended(world: World, id: string, atMs: number): boolean {
  return (world.suspensions.get(id) ?? []).some(
    ({ since, until }) => Date.parse(since) <= atMs && (until === null || Date.parse(until) > atMs),
  );
}

/** @throws Refusal `merchant_unknown` */
export function merchantOf(world: World, id: string): Merchant {
  return world.merchants.get(id) ?? refuse('merchant_unknown');
}
