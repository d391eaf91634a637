/** The rules of a checkout, pure: what becomes of each state by each event. */
import type { CallError } from '@kindcart/client';
import type { CreateDonation, DonationStatus } from '@kindcart/contract';
import type { PaymentStep } from './payments.ts';
import type {
  CheckoutEvent,
  CheckoutState,
  Confirming,
  DonationRequest,
  Errored,
  Processing,
  ReadyToPay,
  RequiresAction,
} from './state.ts';

/**
 * What a state and an event make. An event that means nothing in a state gives back the same
 * object, which is what makes a double click harmless. What is done on entering a state follows
 * from the state alone, see `createCheckout`.
 */
export function transition(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  if (event.type === 'reset') return { status: 'idle' };
  switch (state.status) {
    case 'idle':
      if (event.type === 'submit') return creating(event.request);
      return event.type === 'resume' ? resumed(event.state) : state;
    case 'creating':
      if (event.type === 'created') {
        return { status: 'ready_to_pay', request: state.request, ...event.created, error: null };
      }
      return event.type === 'create_failed' ? errored(state, event.error, null) : state;
    case 'ready_to_pay':
      if (event.type === 'pay') return confirming(state, 'confirm');
      // A changed wish is a new donation; the old one was not paid and expires by itself.
      return event.type === 'submit' && !isSameWish(state.request, event.request)
        ? creating(event.request)
        : state;
    case 'requires_action':
      return event.type === 'authenticate' ? confirming(state, 'authenticate') : state;
    case 'confirming':
      return fromConfirming(state, event);
    case 'processing':
      if (event.type === 'polled') return settled(state, event.donation);
      return event.type === 'poll_failed' ? pollFailed(state, event.error) : state;
    case 'failed':
    case 'expired':
      return event.type === 'submit' ? creating(event.request) : state;
    case 'error':
      return fromError(state, event);
    case 'succeeded':
      return state;
  }
}

function creating(request: DonationRequest): CheckoutState {
  return { status: 'creating', request };
}

function confirming(
  { request, donation, payment }: ReadyToPay | RequiresAction,
  act: Confirming['act'],
): CheckoutState {
  const sent = { request, donation, payment, act };
  return { status: 'confirming', ...sent, checking: false, connection: 'online', error: null };
}

function processing(
  { request, donation }: Pick<Processing, 'request' | 'donation'>,
  connection: Processing['connection'] = 'online',
): CheckoutState {
  return { status: 'processing', request, donation, connection };
}

function errored(
  { request }: Pick<Errored, 'request'>,
  error: CallError,
  donation: DonationStatus | null,
): CheckoutState {
  return { status: 'error', request, error, donation };
}

/** Acts are not sent again after a reload, the card is gone: the platform is asked instead. */
function resumed(state: CheckoutState): CheckoutState {
  return state.status === 'confirming' ? { ...state, checking: true } : state;
}

function fromConfirming(state: Confirming, event: CheckoutEvent): CheckoutState {
  switch (event.type) {
    case 'stepped':
      return stepped(state, event.step);
    case 'step_failed':
      return stepFailed(state, event.error);
    case 'polled':
      return event.donation.state === 'pending'
        ? waiting({ ...state, donation: event.donation }, state.error)
        : settled(state, event.donation);
    case 'poll_failed':
      return pollFailed(state, event.error);
    default:
      return state;
  }
}

function stepped(state: Confirming, { state: reached, failureCode }: PaymentStep): CheckoutState {
  const { request, donation, payment } = state;
  switch (reached) {
    case 'requires_action':
      return { status: reached, request, donation, payment, error: null };
    case 'failed':
      return { status: reached, request, donation, failureCode };
    case 'expired':
      return { status: reached, request, donation };
    // The provider's word is not the platform's: a gift counts when it is in the ledger.
    case 'processing':
    case 'succeeded':
      return processing(state);
  }
}

function stepFailed(state: Confirming, error: CallError): CheckoutState {
  switch (error.code) {
    case 'card_invalid':
    case 'request_invalid':
      return waiting(state, error);
    case 'payment_closed':
      return processing(state);
    case 'payment_expired':
      return stepped(state, { state: 'expired', failureCode: null });
    case 'card_declined':
    case 'insufficient_funds':
    case 'authentication_failed':
      return stepped(state, { state: 'failed', failureCode: error.code });
    default:
      // Whether the act arrived is unknown: the platform is asked before the donor acts again.
      return isOutcomeUnknown(error)
        ? { ...state, checking: true, error }
        : errored(state, error, state.donation);
  }
}

/** Back to where the donor acts: the act did not arrive, or was refused for how it was typed. */
function waiting(
  { request, donation, payment, act }: Confirming,
  error: CallError | null,
): CheckoutState {
  const status = act === 'confirm' ? 'ready_to_pay' : 'requires_action';
  return { status, request, donation, payment, error };
}

function settled(state: Processing | Confirming, donation: DonationStatus): CheckoutState {
  const { request } = state;
  switch (donation.state) {
    case 'pending':
    case 'processing':
      return processing({ request, donation });
    case 'failed':
      return { status: 'failed', request, donation, failureCode: donation.failureCode };
    case 'expired':
      return { status: 'expired', request, donation };
    case 'succeeded':
    case 'partially_refunded':
    case 'refunded':
      return { status: 'succeeded', request, donation };
  }
}

function pollFailed(state: Processing | Confirming, error: CallError): CheckoutState {
  return error.retryable
    ? { ...state, connection: 'offline' }
    : errored(state, error, state.donation);
}

function fromError(state: Errored, event: CheckoutEvent): CheckoutState {
  const { request, error, donation } = state;
  if (event.type === 'retry')
    return donation ? processing({ request, donation }) : creating(request);
  if (event.type !== 'submit') return state;
  // The same wish after an unknown outcome keeps its key, so that it takes effect only once.
  const isAgain = !donation && isOutcomeUnknown(error) && isSameWish(request, event.request);
  return creating(isAgain ? request : event.request);
}

function isOutcomeUnknown({ code, retryable }: CallError): boolean {
  return retryable || code === 'response_invalid';
}

function isSameWish(left: DonationRequest, right: DonationRequest): boolean {
  return factsOf(left.body) === factsOf(right.body);
}

function factsOf({ gift, coverFee, donorName, anonymous, message }: CreateDonation): string {
  return JSON.stringify([gift.amount, gift.currency, coverFee, donorName, anonymous, message]);
}
