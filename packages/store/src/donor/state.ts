/** The words of a donor's own page: how it stands, and what can be asked of it. */
import type { CallError } from '@kindcart/client';
import type { Donor, DonorGift, DonorRecurringGift, Id } from '@kindcart/contract';

/**
 * Why a link is asked for: nobody came by one, it was too old, it was changed or is none, the visit
 * was too long ago, or the donor left.
 */
export type AskReason = 'new' | 'expired' | 'invalid' | 'over' | 'left';

/** Nobody is let in yet: an address is to be typed, to which a link goes. */
export interface Asking {
  readonly status: 'asking';
  readonly because: AskReason;
  /** The address is on its way to the platform. */
  readonly sending: boolean;
  /** Why that did not work. */
  readonly error: CallError | null;
}

/** A link goes out, if the address is that of a donor; nobody is told whether. */
export interface Asked {
  readonly status: 'asked';
  readonly email: string;
}

/** The link, or the visit from before a reload, is being looked at. */
export interface Opening {
  readonly status: 'opening';
}

/** It could not be looked at; `retry()` tries again, and nothing of the link is lost. */
export interface Failed {
  readonly status: 'failed';
  readonly error: CallError;
}

/** A list as far as it is known. */
export interface List<Item> {
  readonly items: readonly Item[];
  /** Where the next page begins; null when there is none. */
  readonly nextCursor: string | null;
  readonly loading: boolean;
  /** Why the last fetch failed; what was there before stays. */
  readonly error: CallError | null;
}

/** What a donor can ask for. */
export type ActName =
  | 'language'
  | 'news'
  | 'erasure'
  | 'send'
  | 'change'
  | 'pause'
  | 'resume'
  | 'cancel';

/** What it is done to: a monthly gift, a receipt, or the settings of that name. */
export type Subject = Id<'recurringGift'> | Id<'receipt'> | 'language' | 'news' | 'erasure';

/** Something that was asked for: under way while `error` is null. */
export interface Act {
  readonly name: ActName;
  readonly error: CallError | null;
}

/** What the platform confirmed last; another object each time. */
export interface Done {
  readonly name: ActName;
  readonly subject: Subject;
}

/** The donor is in. All of it is as the platform last told; nothing is shown ahead of it. */
export interface Visit {
  readonly status: 'open';
  readonly donor: Donor;
  readonly gifts: List<DonorGift>;
  readonly recurring: List<DonorRecurringGift>;
  /** What is under way or failed, by what it is done to. */
  readonly acts: Readonly<Partial<Record<Subject, Act>>>;
  readonly done: Done | null;
}

export type DonorState = Asking | Asked | Opening | Failed | Visit;
