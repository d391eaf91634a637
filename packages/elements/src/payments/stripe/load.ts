import type { StripePaymentStart } from '@kindcart/contract';
import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure/index.mjs';

/** By key and account, since each of them puts hidden frames on the page. */
const loaded = new Map<string, Promise<Stripe>>();

/**
 * Stripe.js, speaking for the account that is paid. The first call asks js.stripe.com for it, so
 * nothing may call this before a donor is about to pay. A call after a failure tries again.
 *
 * A page with a Content-Security-Policy has to allow `script-src https://js.stripe.com`,
 * `frame-src https://js.stripe.com https://hooks.stripe.com` and `connect-src https://api.stripe.com`.
 *
 * Under `require-trusted-types-for 'script'` browsers refuse what the loader does, because it gives a
 * script its address as a string. Such a page puts Stripe's script tag into its own markup, which
 * the loader finds, or has a `default` policy that lets addresses of js.stripe.com pass.
 */
export function stripeFor({ publishableKey, account }: StripePaymentStart): Promise<Stripe> {
  const name = `${publishableKey} ${account}`;
  const coming = loaded.get(name) ?? load(publishableKey, account);
  loaded.set(name, coming);
  coming.catch(() => loaded.delete(name));
  return coming;
}

async function load(publishableKey: string, account: string | null): Promise<Stripe> {
  const stripe = await loadStripe(publishableKey, account ? { stripeAccount: account } : undefined);
  if (!stripe) throw new Error('Stripe.js needs a browser.');
  return stripe;
}
