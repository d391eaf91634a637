/** The rules of a checkout, pure: what becomes of each state by each event. */
import type { CallError } from '@kindcart/client';
import type { CreateDonation, DonationStatus } from '@kindcart/contract';
import type { PaymentStep } from './payments.ts';
import type {
  CheckoutEvent,
  CheckoutState,
  Confirming,
  DonationRequest,
  Move,
  Processing,
  ReadyToPay,
  RequiresAction,
} from './state.ts';

/**
 * What a state and an event make. An event that means nothing in a state changes nothing, which is
 * what makes a double click harmless.
 */
export function transition(state: CheckoutState, event: CheckoutEvent): Move {
  if (event.type === 'reset') return { state: { status: 'idle' } };
  switch (state.status) {
    case 'idle':
      if (event.type === 'submit') return create(event.request);
      return event.type === 'resume' ? resumed(event.state) : { state };
    case 'creating':
      return fromCreating(state.request, event) ?? { state };
    case 'ready_to_pay':
    case 'requires_action':
      return fromWaiting(state, event) ?? { state };
    case 'confirming':
      return fromConfirming(state, event) ?? { state };
    case 'processing':
      return fromProcessing(state, event) ?? { state };
    case 'failed':
    case 'expired':
      return event.type === 'submit' ? create(event.request) : { state };
    case 'error':
      if (event.type === 'submit')
        return create(sameOrNew(state.request, state.error, event.request));
      if (event.type !== 'retry') return { state };
      if (state.donation) return process({ ...state, donation: state.donation });
      return create(state.request);
    case 'succeeded':
      return { state };
  }
}

function create(request: DonationRequest): Move {
  return { state: { status: 'creating', request }, effect: { type: 'create', request } };
}

function process(from: { request: DonationRequest; donation: DonationStatus }): Move {
  const { request, donation } = from;
  return {
    state: { status: 'processing', request, donation, connection: 'online' },
    effect: { type: 'poll', donationId: donation.id, again: false },
  };
}

/** The same wish after an unknown outcome keeps its key, so that it can take effect only once. */
function sameOrNew(
  last: DonationRequest,
  error: CallError,
  next: DonationRequest,
): DonationRequest {
  const outcomeUnknown = error.retryable || error.code === 'response_invalid';
  return outcomeUnknown && isSame(last.body, next.body) ? last : next;
}

function isSame(left: CreateDonation, right: CreateDonation): boolean {
  const facts = ({ projectId, gift, coverFee, donorName, anonymous, message }: CreateDonation) =>
    JSON.stringify([
      projectId,
      gift.amount,
      gift.currency,
      coverFee,
      donorName,
      anonymous,
      message,
    ]);
  return facts(left) === facts(right);
}

function resumed(state: CheckoutState): Move {
  switch (state.status) {
    case 'creating':
      return create(state.request);
    case 'confirming':
      return check(state, state.error, false);
    case 'processing':
      return process(state);
    default:
      return { state };
  }
}

function fromCreating(request: DonationRequest, event: CheckoutEvent): Move | undefined {
  if (event.type === 'created') {
    return { state: { status: 'ready_to_pay', request, ...event.created, error: null } };
  }
  if (event.type === 'create_failed') {
    return { state: { status: 'error', request, error: event.error, donation: null } };
  }
  return undefined;
}

function fromWaiting(state: ReadyToPay | RequiresAction, event: CheckoutEvent): Move | undefined {
  const { request, donation, payment } = state;
  const sent = { request, donation, payment, error: null, checking: false } as const;
  if (state.status === 'ready_to_pay' && event.type === 'pay') {
    return {
      state: { status: 'confirming', act: 'confirm', connection: 'online', ...sent },
      effect: { type: 'confirm', payment, details: event.details },
    };
  }
  if (state.status === 'ready_to_pay' && event.type === 'submit') {
    // A changed wish is a new donation; the old one was not paid and expires by itself.
    return isSame(request.body, event.request.body) ? undefined : create(event.request);
  }
  if (state.status === 'requires_action' && event.type === 'authenticate') {
    return {
      state: { status: 'confirming', act: 'authenticate', connection: 'online', ...sent },
      effect: { type: 'authenticate', payment, approve: event.approve },
    };
  }
  return undefined;
}

function fromConfirming(state: Confirming, event: CheckoutEvent): Move | undefined {
  switch (event.type) {
    case 'stepped':
      return stepped(state, event.step);
    case 'step_failed':
      return stepFailed(state, event.error);
    case 'polled':
      return event.donation.state === 'pending'
        ? { state: waiting(state, event.donation) }
        : settled(state, event.donation);
    case 'poll_failed':
      return pollFailed(state, event.error);
    default:
      return undefined;
  }
}

function stepped(state: Confirming, { state: reached, failureCode }: PaymentStep): Move {
  const { request, donation, payment } = state;
  switch (reached) {
    case 'requires_action':
      return { state: { status: 'requires_action', request, donation, payment, error: null } };
    case 'failed':
      return { state: { status: 'failed', request, donation, failureCode } };
    case 'expired':
      return { state: { status: 'expired', request, donation } };
    // The provider's word is not the platform's: a gift counts when it is in the ledger.
    case 'processing':
    case 'succeeded':
      return process(state);
  }
}

function stepFailed(state: Confirming, error: CallError): Move {
  const { request, donation } = state;
  switch (error.code) {
    case 'card_invalid':
    case 'request_invalid':
      return { state: { ...waiting(state, donation), error } };
    case 'payment_closed':
      return process(state);
    case 'payment_expired':
      return { state: { status: 'expired', request, donation } };
    case 'card_declined':
    case 'insufficient_funds':
    case 'authentication_failed':
      return { state: { status: 'failed', request, donation, failureCode: error.code } };
    default:
      return error.retryable || error.code === 'response_invalid'
        ? check(state, error, false)
        : { state: { status: 'error', request, donation, error } };
  }
}

/** Whether the act arrived is unknown: ask the platform before the donor acts again. */
function check(state: Confirming, error: CallError | null, again: boolean): Move {
  return {
    state: { ...state, checking: true, connection: again ? 'offline' : 'online', error },
    effect: { type: 'poll', donationId: state.donation.id, again },
  };
}

/** Back to where the donor acts, since the platform says that the act did not arrive. */
function waiting(state: Confirming, donation: DonationStatus): ReadyToPay | RequiresAction {
  const { request, payment, error } = state;
  const status = state.act === 'confirm' ? 'ready_to_pay' : 'requires_action';
  return { status, request, donation, payment, error };
}

function fromProcessing(state: Processing, event: CheckoutEvent): Move | undefined {
  if (event.type === 'polled') return settled(state, event.donation);
  if (event.type === 'poll_failed') return pollFailed(state, event.error);
  return undefined;
}

function settled(state: Processing | Confirming, donation: DonationStatus): Move {
  const { request } = state;
  switch (donation.state) {
    case 'pending':
    case 'processing':
      return {
        state: { status: 'processing', request, donation, connection: 'online' },
        effect: { type: 'poll', donationId: donation.id, again: true },
      };
    case 'failed':
      return { state: { status: 'failed', request, donation, failureCode: donation.failureCode } };
    case 'expired':
      return { state: { status: 'expired', request, donation } };
    case 'succeeded':
    case 'partially_refunded':
    case 'refunded':
      return { state: { status: 'succeeded', request, donation } };
  }
}

function pollFailed(state: Processing | Confirming, error: CallError): Move {
  const { request, donation } = state;
  if (!error.retryable) return { state: { status: 'error', request, donation, error } };
  if (state.status === 'confirming') return check(state, state.error ?? error, true);
  return {
    state: { ...state, connection: 'offline' },
    effect: { type: 'poll', donationId: donation.id, again: true },
  };
}
