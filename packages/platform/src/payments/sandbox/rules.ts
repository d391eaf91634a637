/** What a test card, a confirmation or a refund makes of a sandbox payment. */
import type {
  CardFailure,
  Id,
  PaymentSnapshot,
  PaymentState,
  RefundState,
} from '@kindcart/contract';
import type { CardBehaviour } from './cards.ts';

/** A payment as the sandbox keeps it. `version` is that of the last step planned. */
export interface SandboxPaymentFacts {
  readonly reference: Id<'payment'>;
  readonly version: number;
  readonly state: PaymentState;
  readonly card: CardBehaviour;
  readonly currency: string;
  readonly amount: number;
  readonly failureCode: CardFailure | null;
  readonly refunds: readonly {
    readonly id: Id<'refund'>;
    readonly amount: number;
    readonly state: RefundState;
  }[];
}

/** A state that a payment takes, and how long after now the platform hears of it. */
export interface Step {
  readonly payment: SandboxPaymentFacts;
  readonly delayMs: number;
}

/** How slow the slow things are. */
export interface SandboxTimes {
  readonly slowMs: number;
  readonly refundFailsAfterMs: number;
}

type Changes = Partial<Pick<SandboxPaymentFacts, 'state' | 'failureCode' | 'refunds'>>;

function next(payment: SandboxPaymentFacts, changes: Changes): SandboxPaymentFacts {
  return { ...payment, ...changes, version: payment.version + 1 };
}

/** The steps that a first card makes, in order. */
export function stepsOfCard(payment: SandboxPaymentFacts, times: SandboxTimes): Step[] {
  const now = (changes: Changes): Step[] => [{ payment: next(payment, changes), delayMs: 0 }];
  switch (payment.card) {
    case 'succeeds':
    case 'refundFailsLater':
    case 'renewalsDeclined':
      return now({ state: 'succeeded' });
    case 'declined':
      return now({ state: 'failed', failureCode: 'card_declined' });
    case 'insufficientFunds':
      return now({ state: 'failed', failureCode: 'insufficient_funds' });
    case 'asksForConfirmation':
      return now({ state: 'requires_action' });
    case 'slow': {
      const processing = next(payment, { state: 'processing' });
      return [
        { payment: processing, delayMs: 0 },
        { payment: next(processing, { state: 'succeeded' }), delayMs: times.slowMs },
      ];
    }
  }
}

/** What the donor's answer to the bank's question makes. */
export function stepOfAnswer(payment: SandboxPaymentFacts, approve: boolean): Step {
  const changes: Changes = approve
    ? { state: 'succeeded' }
    : { state: 'failed', failureCode: 'authentication_failed' };
  return { payment: next(payment, changes), delayMs: 0 };
}

/** The steps of a refund; none when this refund was asked for before. */
export function stepsOfRefund(
  payment: SandboxPaymentFacts,
  refund: { readonly id: Id<'refund'>; readonly amount: number },
  times: SandboxTimes,
): Step[] {
  if (payment.refunds.some((known) => known.id === refund.id)) return [];
  const withState = (state: RefundState) => [...payment.refunds, { ...refund, state }];
  const done = next(payment, { refunds: withState('succeeded') });
  if (payment.card !== 'refundFailsLater') return [{ payment: done, delayMs: 0 }];
  return [
    { payment: done, delayMs: 0 },
    { payment: next(done, { refunds: withState('failed') }), delayMs: times.refundFailsAfterMs },
  ];
}

/** The payment as the wire says it. */
export function toSnapshot(payment: SandboxPaymentFacts, cardFingerprint: string): PaymentSnapshot {
  const money = (amount: number) => ({ amount, currency: payment.currency });
  return {
    reference: payment.reference,
    version: payment.version,
    state: payment.state,
    amount: money(payment.amount),
    failureCode: payment.failureCode,
    refunds: payment.refunds.map((refund) => ({ ...refund, amount: money(refund.amount) })),
    cardFingerprint,
  };
}
