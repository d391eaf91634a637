/** How far paying for an adoption is, as its checkout says: it outlives a reload as well. */
import type { Adoption, Id } from '@kindcart/contract';
import type { Checkout } from '../checkout/checkout.ts';
import type { CheckoutState } from '../checkout/state.ts';
import type { Clock } from '../ports.ts';
import type { Paying } from './state.ts';

/** Where an adoption is paid: one checkout for each. */
export type CheckoutOf = (
  projectId: Id<'project'>,
  adoptionId: Id<'adoption'>,
) => Pick<Checkout, 'get' | 'subscribe' | 'resume'>;

/**
 * Listens to the checkout of one adoption at a time.
 *
 * @param tell - hears how paying goes, also at first
 */
export function createPayingWatch(
  checkoutOf: CheckoutOf,
  clock: Clock,
  tell: (paying: Paying) => void,
): (adoption: Adoption | undefined) => void {
  let paidFor: string | undefined;
  let stop: (() => void) | undefined;
  return (adoption) => {
    if (adoption?.id === paidFor) return;
    stop?.();
    stop = undefined;
    paidFor = adoption?.id;
    if (!adoption) return;
    const checkout = checkoutOf(adoption.projectId, adoption.id);
    const hear = () => {
      if (paidFor === adoption.id) tell(payingOf(checkout.get()));
    };
    checkout.resume();
    stop = checkout.subscribe(hear);
    clock.after(0, hear);
  };
}

/** How far the payment is, as far as it matters to the place. */
export function payingOf(checkout: CheckoutState): Paying {
  switch (checkout.status) {
    case 'succeeded':
      return 'paid';
    case 'ready_to_pay':
      return 'begun';
    case 'confirming':
    case 'requires_action':
    case 'processing':
      return 'under_way';
    case 'error':
      // With a donation made, it is not known whether it was paid.
      return checkout.donation ? 'under_way' : 'open';
    default:
      return 'open';
  }
}
