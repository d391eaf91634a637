/** What follows a change of a donation: receipts, mail, webhooks and the like hang on the relay here. */
import type { DonationState, Id } from '@kindcart/contract';
import type { RawBuilder, Transaction } from 'kysely';
import type { Database } from '../database/schema.ts';

/** What a provider's word changed of one donation. */
export interface DonationChange {
  /** Of the row in the outbox: unique, and later changes have later ids. */
  readonly id: Id<'event'>;
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
  readonly donationId: Id<'donation'>;
  readonly projectId: Id<'project'>;
  /** The same as `state` where only what was given back, or asked for, has changed. */
  readonly stateBefore: DonationState;
  readonly state: DonationState;
  /** How much more of the charge went back, in minor units; below zero when a refund failed after all. */
  readonly refundedDelta: number;
}

/** Turns changes into errands of its own. */
export interface Follower {
  readonly name: string;
  /**
   * A condition on a row `taken` of the outbox, cheap for the database to tell: false where `follow`
   * would have nothing to do. Most gifts concern nobody, and these changes never leave the database.
   */
  readonly wants: RawBuilder<boolean>;
  /**
   * Leaves the errands that follow, by a few statements for all changes together. They are committed
   * with the taking of the changes, so each change leads to its errands exactly once. When it throws,
   * nothing is taken and all of it comes again: what may fail by itself belongs into the errand.
   *
   * @param changes - one or more, oldest first; also such as only another follower wants
   */
  follow(transaction: Transaction<Database>, changes: readonly DonationChange[]): Promise<void>;
}
