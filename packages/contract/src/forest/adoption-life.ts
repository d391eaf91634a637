/** Who may adopt, which share a donation pays, and what becomes of an adoption as its donations change. */
import type { ProblemCode } from '../errors.ts';
import type { CreateDonation } from '../giving/donation.ts';
import type { Id } from '../ids.ts';
import { allocate } from '../money/allocate.ts';
import type { Money } from '../money/money.ts';
import {
  type AdoptionShare,
  type AdoptionState,
  type CreateAdoption,
  teamHoldMs,
} from './adoption.ts';

/** Most places that one address holds at a time without paying. */
export const heldPerAddressMax = 10;

/** A plot and a kind of tree as far as adopting needs them. */
export interface AdoptableLand {
  readonly plotState: 'open' | 'closed';
  /** Null where the key has no such species. */
  readonly speciesState: 'offered' | 'retired' | null;
  readonly isPlantedHere: boolean;
  readonly price: Money;
  readonly project: {
    /** Whether it takes gifts now. */
    readonly isOpen: boolean;
    readonly currency: string;
    /** Of a gift, in minor units, as is the next. */
    readonly minimumAmount: number;
    readonly maximumAmount: number;
  };
}

/** Why no place is held: the code, the field at fault, and what to say of it. */
export interface AdoptionRefusal {
  readonly code: ProblemCode;
  readonly field: string;
  readonly message: string;
}

/** Why no place is held for the wish; null when one may be. */
export function refuseAdoption(
  land: AdoptableLand,
  { shares }: Pick<CreateAdoption, 'shares'>,
): AdoptionRefusal | null {
  const { plotState, speciesState, isPlantedHere, project, price } = land;
  if (plotState === 'closed') {
    return { code: 'plot_closed', field: 'plotId', message: 'is closed for adoption' };
  }
  if (speciesState === null) {
    return { code: 'species_unknown', field: 'speciesId', message: 'is no species of this key' };
  }
  if (speciesState === 'retired' || !isPlantedHere || price.currency !== project.currency) {
    const message = 'is not offered on this plot';
    return { code: 'species_not_offered', field: 'speciesId', message };
  }
  if (!project.isOpen) {
    const message = 'is of a project that is closed and takes no more gifts';
    return { code: 'project_closed', field: 'plotId', message };
  }
  return refuseShares(adoptionShares(price, shares), project);
}

/** A share that the project would not take as a gift could never be paid. */
function refuseShares(
  shares: readonly Money[],
  { minimumAmount, maximumAmount }: AdoptableLand['project'],
): AdoptionRefusal | null {
  const amounts = shares.map(({ amount }) => amount);
  const [least, most] = [Math.min(...amounts), Math.max(...amounts)];
  const refuse = (message: string) =>
    ({ code: 'request_invalid', field: 'shares', message }) as const;
  if (least < minimumAmount) {
    return refuse(`makes shares of ${least}, below ${minimumAmount}, the project's minimum`);
  }
  if (most > maximumAmount) {
    return refuse(`makes shares of ${most}, above ${maximumAmount}, the project's maximum`);
  }
  return null;
}

/** What each who adopts the tree together pays; together it is exactly the price. */
export function adoptionShares(price: Money, count: number): readonly Money[] {
  return allocate(
    price,
    Array.from({ length: count }, () => 1),
  );
}

/**
 * How a donation stands for an adoption. `waiting`: it may be paid yet. `paid`: the charity has it.
 * `failed`: it was never paid, or never came to be. `back`: all of it went back to the donor.
 */
export type PaymentStanding = 'waiting' | 'paid' | 'failed' | 'back';

/** A share as the rules see it. */
export interface ShareFacts {
  readonly number: number;
  readonly amount: number;
  readonly state: AdoptionShare['state'];
  readonly donationId: Id<'donation'> | null;
}

/**
 * Why what was paid goes back. `place_gone`: it came too late, and no place was left. `team_incomplete`:
 * a team did not come together in time. `surplus`: all was paid by others already.
 */
export type ReturnReason = 'place_gone' | 'team_incomplete' | 'surplus';

/** A donation that was begun for a share. */
export interface SharePayment {
  readonly donationId: Id<'donation'>;
  readonly shareNumber: number;
  readonly begunFrom: string | null;
  readonly giftAmount: number;
  readonly standing: PaymentStanding;
  readonly returnedBecause: ReturnReason | null;
}

/** An adoption as the rules see it. */
export interface AdoptionFacts {
  readonly state: AdoptionState;
  readonly heldUntil: Date | null;
  readonly currency: string;
  readonly projectId: Id<'project'>;
  readonly shares: readonly ShareFacts[];
  readonly payments: readonly SharePayment[];
}

/** Whether somebody may begin to pay for it. */
export function isPayable(
  { state, heldUntil }: Pick<AdoptionFacts, 'state' | 'heldUntil'>,
  now: Date,
) {
  return (state === 'held' || state === 'gathering') && heldUntil !== null && heldUntil > now;
}

/** The share that a donation is to pay, or why there is none. */
export type ShareChoice =
  | { readonly ok: true; readonly share: ShareFacts }
  | {
      readonly ok: false;
      readonly code: ProblemCode;
      readonly field: string;
      readonly message: string;
    };

/**
 * The share that a gift pays. Whoever begins anew from the same address goes on with the share begun
 * there before, so that a closed window costs nobody the place; else it is one that nobody pays for
 * right now. A charity's own server may begin anew whatever is not paid. Should two who began for one
 * share both be charged, `settleAdoption` gives the second another share, or its money back.
 *
 * @param begunFrom - the address that asks, hashed; null for a charity's own server
 */
export function chooseShare(
  adoption: AdoptionFacts,
  gift: Pick<CreateDonation, 'projectId' | 'gift' | 'interval'>,
  begunFrom: string | null,
  now: Date,
): ShareChoice {
  const mismatch = (field: string, message: string) =>
    ({ ok: false, code: 'adoption_mismatch', field, message }) as const;
  const over = (message: string) =>
    ({ ok: false, code: 'adoption_over', field: 'adoptionId', message }) as const;
  if (gift.projectId !== adoption.projectId) {
    return mismatch('projectId', `is not ${adoption.projectId}, the project of the tree`);
  }
  if (gift.interval !== undefined) {
    return mismatch('interval', 'cannot be: a tree is paid for by a single gift');
  }
  if (gift.gift.currency !== adoption.currency) {
    return mismatch('gift.currency', `is not ${adoption.currency}, the currency of the price`);
  }
  if (!isPayable(adoption, now)) return over('takes no payment any more');
  const open = openShares(adoption, begunFrom);
  const [next] = open;
  if (next === undefined) return over('has no share left that is not paid or being paid');
  const share = open.find(({ amount }) => amount === gift.gift.amount);
  if (share !== undefined) return { ok: true, share };
  return mismatch('gift.amount', `is not ${next.amount}, what the share costs in minor units`);
}

/** Shares that may be paid, the one to be offered first before the others. */
function openShares({ shares, payments }: AdoptionFacts, begunFrom: string | null): ShareFacts[] {
  const rankOf = (share: ShareFacts) => {
    if (share.state === 'paid') return undefined;
    if (share.state !== 'pending') return 1;
    const payment = payments.find(({ donationId }) => donationId === share.donationId);
    if (payment?.standing !== 'waiting') return 1;
    if (begunFrom === null) return 2;
    return payment.begunFrom === begunFrom ? 0 : undefined;
  };
  return shares
    .flatMap((share) => {
      const rank = rankOf(share);
      return rank === undefined ? [] : [{ share, rank }];
    })
    .sort((a, b) => a.rank - b.rank || a.share.number - b.share.number)
    .map(({ share }) => share);
}

/** A donation whose money goes back, and why. */
export interface AdoptionReturn {
  readonly donationId: Id<'donation'>;
  readonly because: ReturnReason;
}

/** What the donations of an adoption make of it. */
export interface AdoptionOutcome {
  readonly state: AdoptionState;
  readonly shares: readonly ShareFacts[];
  readonly returns: readonly AdoptionReturn[];
  /** Whether its tree has nobody left who gave it. */
  readonly isGivenBack: boolean;
}

/**
 * Folds all donations of an adoption, so that whatever comes late, twice or in another order ends the
 * same. A share that is paid stays with the donation that paid it; a donation that finds its share paid
 * takes another of the same amount, or goes back.
 */
export function settleAdoption(adoption: AdoptionFacts): AdoptionOutcome {
  const { payments } = adoption;
  const shares = adoption.shares.map((share) => afterItsPayment(share, payments));
  const extra = payments.filter(
    ({ standing, donationId, returnedBecause }) =>
      standing === 'paid' &&
      returnedBecause === null &&
      !shares.some((share) => share.state === 'paid' && share.donationId === donationId),
  );
  const isOver = adoption.state === 'unfulfilled';
  const returns: AdoptionReturn[] = [];
  for (const payment of extra) {
    const at = isOver ? -1 : shareFor(shares, payment);
    const share = shares[at];
    if (share === undefined) returns.push({ donationId: payment.donationId, because: 'surplus' });
    else shares[at] = { ...share, state: 'paid', donationId: payment.donationId };
  }
  const paid = shares.filter(({ state }) => state === 'paid').length;
  const state = stateAfter(adoption.state, paid, shares.length);
  return { state, shares, returns, isGivenBack: adoption.state === 'adopted' && paid === 0 };
}

/** What the share's own donation says of it. */
function afterItsPayment(share: ShareFacts, payments: readonly SharePayment[]): ShareFacts {
  const own = payments.find(({ donationId }) => donationId === share.donationId);
  switch (own?.standing) {
    case 'back':
      return { ...share, state: 'refunded' };
    case 'failed':
      return { ...share, state: 'open', donationId: null };
    default:
      return share;
  }
}

/** Place of the share that the donation pays: its own, or another of the same amount; -1 for none. */
function shareFor(
  shares: readonly ShareFacts[],
  { shareNumber, giftAmount }: SharePayment,
): number {
  const isFree = ({ state, amount }: ShareFacts) => state !== 'paid' && amount === giftAmount;
  const own = shares.findIndex((share) => share.number === shareNumber && isFree(share));
  return own === -1 ? shares.findIndex(isFree) : own;
}

function stateAfter(before: AdoptionState, paid: number, count: number): AdoptionState {
  if (before === 'adopted' || before === 'unfulfilled') return before;
  if (count > 0 && paid === count) return 'paid';
  if (paid > 0) return 'gathering';
  return before === 'gathering' || before === 'paid' ? 'unfulfilled' : before;
}

/** Until when a team's place is kept once the first has paid. */
export function gatherUntil(now: Date): Date {
  return new Date(now.getTime() + teamHoldMs);
}
