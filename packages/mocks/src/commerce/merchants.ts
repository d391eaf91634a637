/** Merchants of the made-up platform. */
import type { EndpointInput, Merchant } from '@kindcart/contract';
import { refuse } from '../refusal.ts';
import { pageOf, timeIn, type World } from '../world.ts';

export function createMerchant(world: World, { body }: EndpointInput<'createMerchant'>): Merchant {
  const id = world.newId('merchant');
  const merchant = { id, ...body, livemode: false, createdAt: timeIn(world) };
  world.merchants.set(id, merchant);
  return merchant;
}

export function listMerchants(world: World, { query = {} }: EndpointInput<'listMerchants'>) {
  return pageOf(world.merchants.values(), query);
}

export function getMerchant(world: World, { params }: EndpointInput<'getMerchant'>): Merchant {
  return merchantOf(world, params.merchantId);
}

/** @throws Refusal `merchant_unknown` */
export function merchantOf(world: World, id: string): Merchant {
  return world.merchants.get(id) ?? refuse('merchant_unknown');
}
