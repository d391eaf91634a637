/** The words of adopting: its states, and what can happen to it. */
import type { CallError, Result } from '@kindcart/client';
import type { Adoption, CreateAdoption, Id, Money } from '@kindcart/contract';

/** What is sent to hold a place; sending it again under its key holds no second one. */
export interface AdoptionRequest {
  readonly idempotencyKey: string;
  readonly body: CreateAdoption;
}

/**
 * How far paying for it is on this page: not begun, or failed and to be begun anew; a donation made;
 * or with the provider, so that it may have been paid already; or paid by the platform's word.
 */
export type Paying = 'open' | 'begun' | 'under_way' | 'paid';

interface Kept {
  /** As the platform last told. */
  readonly adoption: Adoption;
}

interface Asking extends Kept {
  /** `offline` while the platform cannot be asked; asking goes on. */
  readonly connection: 'online' | 'offline';
}

/** Nothing is begun. */
export interface Idle {
  readonly status: 'idle';
}

/** The place is asked for. */
export interface Holding {
  readonly status: 'holding';
  readonly request: AdoptionRequest;
}

/** The place could not be held; `retry()` asks for the same once more. */
export interface Refused {
  readonly status: 'refused';
  readonly request: AdoptionRequest;
  readonly error: CallError;
}

/** An adoption from a link, or from before a reload, is looked up. */
export interface Opening {
  readonly status: 'opening';
  readonly adoptionId: Id<'adoption'>;
}

/** It could not be looked up; `retry()` asks again. */
export interface Unopened {
  readonly status: 'unopened';
  readonly adoptionId: Id<'adoption'>;
  readonly error: CallError;
}

/** The place is kept for whoever pays. */
export interface Held extends Asking {
  readonly status: 'held';
  /** Until when, by this page's own clock, in milliseconds since the Unix epoch. */
  readonly untilMs: number;
  /** What is paid next: the share that nobody else is paying; null when there is none. */
  readonly share: Money | null;
  readonly paying: Paying;
  /** Whether this page asked for the place, and not somebody who sent a link. */
  readonly isOurs: boolean;
}

/** This page has paid; the platform's word on the tree is awaited. */
export interface Settling extends Asking {
  readonly status: 'settling';
}

/** This page has paid its share; others of the team have not. */
export interface Gathering extends Asking {
  readonly status: 'gathering';
}

/** The tree has its number. */
export interface Adopted extends Kept {
  readonly status: 'adopted';
  /** Whether this page has paid for it, or for a share of it. */
  readonly isOurs: boolean;
}

/** What was paid goes back: no place was left, or the team did not come together in time. */
export interface Unfulfilled extends Kept {
  readonly status: 'unfulfilled';
  readonly isOurs: boolean;
}

/** The place went back before anything was paid. */
export interface Lapsed extends Kept {
  readonly status: 'lapsed';
}

export type AdoptingState =
  | Idle
  | Holding
  | Refused
  | Opening
  | Unopened
  | Held
  | Settling
  | Gathering
  | Adopted
  | Unfulfilled
  | Lapsed;

/** What can happen to it: wishes of the person, answers of the platform, and how paying goes. */
export type AdoptingEvent =
  | { readonly type: 'hold'; readonly request: AdoptionRequest }
  | { readonly type: 'open'; readonly adoptionId: Id<'adoption'> }
  | { readonly type: 'retry' }
  | { readonly type: 'leave' }
  | { readonly type: 'resume'; readonly state: AdoptingState }
  /** The platform on the wish, or on how the adoption is; `atMs` by this page's clock. */
  | { readonly type: 'told'; readonly result: Result<Adoption>; readonly atMs: number }
  | { readonly type: 'paying'; readonly paying: Paying };
