/** The words of a checkout: its states, what can happen to it, and what it does about it. */
import type { CallError, Result } from '@kindcart/client';
import type {
  CreateDonation,
  CreatedDonation,
  DonationStatus,
  PaymentStart,
  ShownFailure,
} from '@kindcart/contract';
import type { PaymentDetails, PaymentStep } from './payments.ts';

/** What the donor wants to give; the checkout knows the project. */
export type Gift = Omit<CreateDonation, 'projectId'>;

/** What is sent to make the donation; sending it again under its key makes nothing twice. */
export interface DonationRequest {
  readonly idempotencyKey: string;
  readonly body: CreateDonation;
}

interface Requested {
  readonly request: DonationRequest;
}

interface Donating extends Requested {
  /** As the platform last told. */
  readonly donation: DonationStatus;
  readonly payment: PaymentStart;
}

interface Asking {
  /** `offline` while the platform cannot be asked; asking goes on. */
  readonly connection: 'online' | 'offline';
}

/** Nothing is begun. */
export interface Idle {
  readonly status: 'idle';
}

/** The donation is being made at the platform; nothing is paid yet. */
export interface Creating extends Requested {
  readonly status: 'creating';
  /** There while the page proves first that it is no robot, since the platform asked for it. */
  readonly proof?: { readonly demand: CallError; readonly tries: number };
}

/** The donor can pay; `error` says why paying did not work just now: mistyped, or declined and payable still. */
export interface ReadyToPay extends Donating {
  readonly status: 'ready_to_pay';
  readonly error: CallError | null;
}

/** The donor's card, or the answer to the bank's question, is with the provider. */
export interface Confirming extends Donating, Asking {
  readonly status: 'confirming';
  /** What was sent. */
  readonly act: 'confirm' | 'authenticate';
  /** Its answer was lost, so the platform is asked what became of it. */
  readonly checking: boolean;
  readonly error: CallError | null;
}

/** The bank wants the donor to confirm. */
export interface RequiresAction extends Donating {
  readonly status: 'requires_action';
  readonly error: CallError | null;
}

/** The provider has the payment; the platform's word is awaited. */
export interface Processing extends Donating, Asking {
  readonly status: 'processing';
}

/** The platform said that the gift is paid. */
export interface Succeeded extends Donating {
  readonly status: 'succeeded';
}

/** The payment was declined and nothing was charged; giving again makes a new donation. */
export interface Failed extends Donating {
  readonly status: 'failed';
  readonly failureCode: ShownFailure | null;
}

/** The payment was not finished in time and nothing was charged. */
export interface Expired extends Donating {
  readonly status: 'expired';
}

/** Something went wrong; `retry()` goes on where `error.retryable`. */
export interface Errored extends Requested {
  readonly status: 'error';
  readonly error: CallError;
  /** Null when the donation was not made, or it is not known whether it was. */
  readonly donation: DonationStatus | null;
  /** Null when `donation` is. */
  readonly payment: PaymentStart | null;
}

export type CheckoutState =
  | Idle
  | Creating
  | ReadyToPay
  | Confirming
  | RequiresAction
  | Processing
  | Succeeded
  | Failed
  | Expired
  | Errored;

/** What can happen to a checkout: wishes of the donor, and answers to what it did. */
export type CheckoutEvent =
  | { readonly type: 'submit'; readonly request: DonationRequest }
  | { readonly type: 'pay'; readonly details: PaymentDetails }
  | { readonly type: 'authenticate'; readonly approve: boolean }
  | { readonly type: 'retry' }
  | { readonly type: 'reset' }
  | { readonly type: 'resume'; readonly state: CheckoutState }
  /** The platform on the wish. */
  | { readonly type: 'created'; readonly result: Result<CreatedDonation> }
  /** The provider on the payment. */
  | { readonly type: 'stepped'; readonly result: Result<PaymentStep> }
  /** The platform on how the donation is. */
  | { readonly type: 'polled'; readonly result: Result<DonationStatus> };
