/**
 * What may be booked. Double entry: a transfer takes from one account (debit) and gives to another
 * (credit), so its two entries sum to zero. Balances are credits less debits: what the charity owes
 * its purposes is positive, what a provider owes the charity is negative.
 */
import type { Id, Money } from '@kindcart/contract';

/** Why a transfer exists; with its source it is unique, which is what stops a second effect. */
export type TransferKind =
  | 'gift'
  | 'fee_cover'
  | 'gift_refund'
  | 'fee_cover_refund'
  | 'gift_refund_failed'
  | 'fee_cover_refund_failed'
  | 'dispute_withdrawn'
  | 'dispute_reinstated'
  | 'dispute_cover_withdrawn'
  | 'dispute_cover_reinstated'
  | 'dispute_loss'
  | 'dispute_loss_reinstated'
  | 'dispute_fee'
  | 'dispute_fee_returned'
  | 'hold_posted'
  | 'statement'
  | 'round_up'
  | 'challenge_funding'
  | 'challenge_deeds'
  | 'challenge_left';

/** Where a booking belongs: an organization's test books and live books never meet. */
export interface Book {
  readonly organizationId: Id<'organization'>;
  readonly livemode: boolean;
}

/** One movement of money between two accounts of one book. */
export interface Transfer extends Book {
  readonly id: Id<'transfer'>;
  readonly kind: TransferKind;
  /** What caused it, such as a donation's id and the payment's version. */
  readonly source: string;
  readonly debit: string;
  readonly credit: string;
  /** Above zero. */
  readonly money: Money;
}

/** Names of accounts. An account exists from its first entry on, once per currency. */
export const accounts = {
  /** What the provider took in for us and has not paid out yet. */
  clearing: (provider: string) => `clearing:${provider}`,
  /** What was given to a project. */
  project: (projectId: Id<'project'>) => `project:${projectId}`,
  /** What donors added so that fees take nothing of their gifts. */
  feeCover: 'fee_cover',
  /** What shoppers gave by way of a merchant, between its payment and the projects. */
  roundUp: (merchantId: Id<'merchant'>) => `round_up:${merchantId}`,
  /** What has come for a challenge and was not given yet: limited, so that it never falls below nothing. */
  challenge: (challengeId: Id<'challenge'>) => `challenge:${challengeId}`,
  /** What the sponsor of a challenge paid to the charity itself, past any provider, less what went back. */
  sponsor: (challengeId: Id<'challenge'>) => `sponsor:${challengeId}`,
  /** What banks took back beyond what was left of a gift, such as one that was refunded already. */
  disputeLoss: 'dispute_loss',
  /** What the provider took for disputes. */
  disputeFees: (provider: string) => `dispute_fees:${provider}`,
} as const;

/** A promise of part of a limited account, until it is posted, released or expires. */
export interface Hold extends Book {
  readonly id: Id<'hold'>;
  readonly account: string;
  readonly money: Money;
  readonly source: string;
  readonly expiresAt: Date;
}

/** A programmer's mistake, found before anything is written. */
export class LedgerRuleError extends Error {
  override readonly name = 'LedgerRuleError';
}

/** Refuses what could never be booked: no amount, or an account paid from itself. */
export function assertBookable(transfer: Transfer): void {
  const { amount } = transfer.money;
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    throw new LedgerRuleError(
      `Transfer ${transfer.id} moves ${amount}; it must move a whole amount above zero.`,
    );
  }
  if (transfer.debit === transfer.credit) {
    throw new LedgerRuleError(`Transfer ${transfer.id} pays ${transfer.debit} from itself.`);
  }
  if (transfer.source === '') throw new LedgerRuleError(`Transfer ${transfer.id} has no source.`);
}

/** Refuses what could never be held. */
export function assertHoldable(hold: Hold): void {
  const { amount } = hold.money;
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    throw new LedgerRuleError(
      `Hold ${hold.id} is of ${amount}; it must be a whole amount above zero.`,
    );
  }
  if (hold.source === '') throw new LedgerRuleError(`Hold ${hold.id} has no source.`);
}

/** Refuses to post nothing: such a hold is released. */
export function assertPostable(holdId: Id<'hold'>, amount: number): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    throw new LedgerRuleError(
      `Hold ${holdId} is to post ${amount}; release it, or post a whole amount above zero.`,
    );
  }
}
