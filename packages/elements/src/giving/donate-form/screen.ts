import type { ErrorCode } from '@kindcart/contract/errors';
import type { CheckoutState } from '@kindcart/store';
import type { ProjectView } from '../../internal/project-controller.ts';

/** Which of the two pages that a donor fills in is open. */
export type Step = 'give' | 'pay';

/** What the form shows. Each name is a template in one of the `…-screens.ts` files. */
export type ScreenName =
  | 'loading'
  | 'misconfigured'
  | 'unknown'
  | 'unreachable'
  | 'closed'
  | 'give'
  | 'pay'
  | 'challenge'
  | 'processing'
  | 'done'
  | 'expired'
  | 'unanswered';

/** Whether the code behind the first page is here. */
export type Fetched = 'here' | 'coming' | 'failed';

/** The screen for what is known of the project and of the checkout. A begun checkout goes first. */
export function screenOf(
  view: ProjectView,
  checkout: CheckoutState,
  step: Step,
  paying: Fetched,
): ScreenName {
  switch (view.status) {
    case 'ready':
      if (checkout.status !== 'idle' && paying !== 'here')
        return paying === 'failed' ? 'unreachable' : 'loading';
      return ofCheckout(checkout, step, view.project.state === 'closed');
    case 'error':
    case 'offline':
      return 'unreachable';
    default:
      return view.status;
  }
}

function ofCheckout(checkout: CheckoutState, step: Step, closed: boolean): ScreenName {
  switch (checkout.status) {
    case 'idle':
      return closed ? 'closed' : 'give';
    case 'error':
      // With a donation made, it is not known whether it was paid: nothing may be filled in anew.
      return checkout.donation ? 'unanswered' : step;
    case 'confirming':
      return checkout.act === 'authenticate' ? 'challenge' : 'pay';
    case 'requires_action':
      return 'challenge';
    case 'processing':
      return 'processing';
    case 'succeeded':
      return 'done';
    case 'expired':
      return 'expired';
    case 'failed':
      // A card of the sandbox pays a new donation, too. Other fields end with their payment.
      return checkout.payment.provider === 'sandbox' ? step : 'give';
    case 'creating':
    case 'ready_to_pay':
      return step;
  }
}

/** Why the last try did not work; undefined when nothing failed. */
export function failureOf(checkout: CheckoutState): ErrorCode | undefined {
  switch (checkout.status) {
    case 'error':
    case 'ready_to_pay':
    case 'requires_action':
      return checkout.error?.code;
    case 'failed':
      return checkout.failureCode ?? 'card_declined';
    case 'expired':
      return 'payment_expired';
    default:
      return undefined;
  }
}

/** Whether the page proves to the platform that nobody is a robot. */
export function isProving(checkout: CheckoutState): boolean {
  return checkout.status === 'creating' && !!checkout.proof;
}

/** Whether something has been sent whose answer is awaited, so that the donor should wait. */
export function isBusy(checkout: CheckoutState): boolean {
  return checkout.status === 'creating' || checkout.status === 'confirming';
}
