/** Disputes of the made-up platform. */
import type { Dispute, EndpointInput } from '@kindcart/contract';
import { pageOf, type World } from '../world.ts';

/** No made-up bank asks money back; a test that wants to see it overrides the answer. */
export function listDisputes(_world: World, { query = {} }: EndpointInput<'listDisputes'>) {
  return pageOf<Dispute>([], query);
}
