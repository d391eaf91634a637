/** One of each state of adopting, made of the contract's examples. */
import { type Adoption, adoptionExample, createAdoptionExample } from '@kindcart/contract';
import type { AdoptingState, Held } from '../adoption/state.ts';
import { errorOf } from './samples.ts';

export const wish = createAdoptionExample;
export const wished = { idempotencyKey: 'key-1', body: wish };
export const adoptionId = adoptionExample.id;
/** When the example's hold is over. */
export const heldUntilMs = Date.parse('2026-11-23T08:15:00Z');

const tree = { treeId: 'tre_01k9p4n2c6fz3t6v8w0x2y4z7e', treeNumber: 1_024 } as const;

/** The adoption in a state, with what belongs to it. */
export function adoptionIn(state: Adoption['state'], change: Partial<Adoption> = {}): Adoption {
  const isOpen = state === 'held' || state === 'gathering';
  const heldUntil = isOpen ? adoptionExample.heldUntil : null;
  return { ...adoptionExample, state, heldUntil, ...(state === 'adopted' && tree), ...change };
}

/** Shares of a team, each in its state. */
export function sharesIn(...states: readonly Adoption['shares'][number]['state'][]) {
  return states.map((state, place) => {
    const amount = { amount: 900 - place, currency: 'CNY' };
    return { number: place + 1, amount, state, name: state === 'paid' ? '林晓' : null };
  });
}

/** A place that is held, as it is told right after it was asked for. */
export function heldWith(change: Partial<Held> = {}): Held {
  return {
    status: 'held',
    adoption: adoptionIn('held'),
    untilMs: heldUntilMs,
    isOurs: true,
    share: adoptionExample.price,
    paying: 'open',
    connection: 'online',
    ...change,
  };
}

/** By a name for each: the status, or the status and what is special. */
export const adopting = {
  idle: { status: 'idle' },
  holding: { status: 'holding', request: wished },
  refused: { status: 'refused', request: wished, error: errorOf('place_taken') },
  opening: { status: 'opening', adoptionId },
  unopened: { status: 'unopened', adoptionId, error: errorOf('adoption_unknown') },
  held: heldWith(),
  'held, begun': heldWith({ paying: 'begun' }),
  'held, under way': heldWith({ paying: 'under_way' }),
  settling: { status: 'settling', adoption: adoptionIn('held'), connection: 'online' },
  gathering: { status: 'gathering', adoption: adoptionIn('gathering'), connection: 'online' },
  adopted: { status: 'adopted', adoption: adoptionIn('adopted'), isOurs: true },
  unfulfilled: { status: 'unfulfilled', adoption: adoptionIn('unfulfilled'), isOurs: true },
  lapsed: { status: 'lapsed', adoption: adoptionIn('lapsed') },
} as const satisfies Record<string, AdoptingState>;

export type AdoptingName = keyof typeof adopting;
