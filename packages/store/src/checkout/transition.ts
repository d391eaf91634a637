/** The rules of a checkout, pure: what becomes of each state by each event. */
import type { CallError, Result } from '@kindcart/client';
import type { CreatedDonation, DonationStatus } from '@kindcart/contract';
import type { PaymentStep } from './payments.ts';
import type {
  CheckoutEvent,
  CheckoutState,
  Confirming,
  Creating,
  DonationRequest,
  Errored,
  Processing,
  ReadyToPay,
  RequiresAction,
} from './state.ts';

/** The states in which the platform is asked how the donation is. */
type Asking = Confirming | Processing;
type Made = Pick<Processing, 'request' | 'donation' | 'payment'>;

/**
 * What a state and an event make. An event that means nothing in a state gives back the same
 * object, which is what makes a double click harmless. What is done on entering a state follows
 * from the state alone, see `createCheckout`.
 */
export function transition(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  if (event.type === 'reset') return { status: 'idle' };
  switch (state.status) {
    case 'idle':
      if (event.type === 'resume') return resumed(event.state);
      return event.type === 'submit' ? creating(event.request) : state;
    case 'creating':
      return event.type === 'created' ? created(state, event.result) : state;
    case 'ready_to_pay':
      if (event.type === 'pay') return confirming(state, 'confirm');
      // A changed wish is a new donation; the old one was not paid and expires by itself.
      return event.type === 'submit' && !isSameWish(state.request, event.request)
        ? creating(event.request)
        : state;
    case 'requires_action':
      return event.type === 'authenticate' ? confirming(state, 'authenticate') : state;
    case 'confirming':
      if (event.type === 'stepped') return stepped(state, event.result);
      return event.type === 'polled' ? polled(state, event.result) : state;
    case 'processing':
      return event.type === 'polled' ? polled(state, event.result) : state;
    case 'failed':
    case 'expired':
      return event.type === 'submit' ? creating(event.request) : state;
    case 'error':
      return fromError(state, event);
    case 'succeeded':
      return state;
  }
}

/** How often the platform is answered with a proof of work, for one request. */
const proofsMax = 3;

function created({ request, proof }: Creating, result: Result<CreatedDonation>): CheckoutState {
  if (result.ok) return { status: 'ready_to_pay', request, ...result.value, error: null };
  const demand = result.error;
  const tries = (proof?.tries ?? 0) + 1;
  // The same demand again means that it could not be met here.
  return demand.challenge && demand !== proof?.demand && tries <= proofsMax
    ? { status: 'creating', request, proof: { demand, tries } }
    : errored({ request, donation: null, payment: null }, demand);
}

/** What all states have in common once the donation is made. */
function made({ request, donation, payment }: Made): Made {
  return { request, donation, payment };
}

function creating(request: DonationRequest): CheckoutState {
  return { status: 'creating', request };
}

function confirming(state: ReadyToPay | RequiresAction, act: Confirming['act']): CheckoutState {
  const fresh = { checking: false, connection: 'online', error: null } as const;
  return { ...made(state), status: 'confirming', act, ...fresh };
}

function processing(state: Made): CheckoutState {
  return { ...made(state), status: 'processing', connection: 'online' };
}

function errored(
  { request, donation, payment }: Pick<Errored, 'request' | 'donation' | 'payment'>,
  error: CallError,
): CheckoutState {
  return { status: 'error', request, donation, payment, error };
}

/** Acts are not sent again after a reload, the card is gone: the platform is asked instead. */
function resumed(state: CheckoutState): CheckoutState {
  return state.status === 'confirming' ? { ...state, checking: true } : state;
}

function stepped(state: Confirming, result: Result<PaymentStep>): CheckoutState {
  if (!result.ok) return stepFailed(state, result.error);
  const step = result.value;
  switch (step.state) {
    case 'unpaid':
      return waiting(state, step.error);
    case 'requires_action':
      return { ...made(state), status: step.state, error: null };
    case 'failed':
      return { ...made(state), status: step.state, failureCode: step.failureCode };
    case 'expired':
      return { ...made(state), status: step.state };
    default:
      // The provider's word is not the platform's: a gift counts when it is in the ledger.
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
      return { ...made(state), status: 'expired' };
    case 'card_declined':
    case 'authentication_failed':
      return { ...made(state), status: 'failed', failureCode: error.code };
    default:
      // Whether the act arrived is unknown: the platform is asked before the donor acts again.
      return isOutcomeUnknown(error) ? { ...state, checking: true, error } : errored(state, error);
  }
}

/** Back to where the donor acts: the act did not arrive, or was refused in a way that can be mended. */
function waiting(state: Confirming, error: CallError | null): CheckoutState {
  const status = state.act === 'confirm' ? 'ready_to_pay' : 'requires_action';
  return { ...made(state), status, error };
}

function polled(state: Asking, result: Result<DonationStatus>): CheckoutState {
  if (!result.ok) {
    return result.error.retryable
      ? { ...state, connection: 'offline' }
      : errored(state, result.error);
  }
  const donation = result.value;
  const now = { ...made(state), donation };
  switch (donation.state) {
    case 'succeeded':
    case 'partially_refunded':
    case 'refunded':
      return { ...now, status: 'succeeded' };
    case 'failed':
      return { ...now, status: 'failed', failureCode: donation.failureCode };
    case 'expired':
      return { ...now, status: 'expired' };
    default:
      return donation.state === 'pending' && state.status === 'confirming'
        ? waiting({ ...state, donation }, state.error)
        : processing(now);
  }
}

function fromError(state: Errored, event: CheckoutEvent): CheckoutState {
  const { request, donation, payment } = state;
  if (event.type === 'retry') {
    return donation && payment ? processing({ request, donation, payment }) : creating(request);
  }
  if (event.type !== 'submit') return state;
  // The same wish after an unknown outcome keeps its key, so that it takes effect only once.
  const isAgain = !donation && isOutcomeUnknown(state.error) && isSameWish(request, event.request);
  return creating(isAgain ? request : event.request);
}

function isOutcomeUnknown({ code, retryable }: CallError): boolean {
  return retryable || code === 'response_invalid';
}

/** Bodies are made in one place, so their fields stand in one order. */
function isSameWish(left: DonationRequest, right: DonationRequest): boolean {
  return JSON.stringify(left.body) === JSON.stringify(right.body);
}
