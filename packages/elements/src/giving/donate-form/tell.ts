import type { CheckoutState } from '@kindcart/store';

/** Gifts and failures already told of on this page, since two forms may share one checkout. */
const heard = new WeakSet<CheckoutState>();

/** Fires the event of what a checkout has come to, unless another form has. */
export function tellOnce(form: EventTarget, now: CheckoutState, event: Event): void {
  if (heard.has(now)) return;
  heard.add(now);
  form.dispatchEvent(event);
}
