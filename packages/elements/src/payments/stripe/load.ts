import type { StripePaymentStart } from '@kindcart/contract';
import type { Stripe } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure/index.mjs';

/** Where Stripe.js is; the loader's own address. */
const address = 'https://js.stripe.com/endive/stripe.js';

/** As much of Trusted Types as is used here. */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(): string },
  ): { createScriptURL(text: string): unknown };
}

declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypes;
  }
}

let policy: ReturnType<TrustedTypes['createPolicy']> | undefined;

/** By key and account, since each of them puts hidden frames on the page. */
const loaded = new Map<string, Promise<Stripe>>();

/**
 * Stripe.js, speaking for the account that is paid. The first call asks js.stripe.com for it, so
 * nothing may call this before a donor is about to pay. A call after a failure tries again.
 *
 * A page with a Content-Security-Policy has to allow `script-src https://js.stripe.com`,
 * `frame-src https://js.stripe.com https://hooks.stripe.com` and `connect-src https://api.stripe.com`.
 *
 * Under `require-trusted-types-for 'script'` browsers refuse what Stripe's loader does, because it
 * gives a script its address as a string. There the script tag is made here, by a policy called
 * `kindcart-stripe` that knows the one address, and the loader finds it.
 */
export function stripeFor({ publishableKey, account }: StripePaymentStart): Promise<Stripe> {
  const name = `${publishableKey} ${account}`;
  const coming = loaded.get(name) ?? load(publishableKey, account);
  loaded.set(name, coming);
  coming.catch(() => loaded.delete(name));
  return coming;
}

async function load(publishableKey: string, account: string | null): Promise<Stripe> {
  putTrustedScript();
  const stripe = await loadStripe(publishableKey, account ? { stripeAccount: account } : undefined);
  if (!stripe) throw new Error('Stripe.js needs a browser.');
  return stripe;
}

/** Where browsers check addresses of scripts, puts the tag where the loader looks for one before it makes its own. */
function putTrustedScript(): void {
  const { trustedTypes } = window;
  const isThere = 'Stripe' in window || document.querySelector(`script[src="${address}"]`);
  if (!trustedTypes || isThere) return;
  try {
    policy ??= trustedTypes.createPolicy('kindcart-stripe', { createScriptURL: () => address });
  } catch {
    // The page allows no policy of this name: what the loader does by itself is all there is.
    return;
  }
  const script = document.createElement('script');
  // Not an assignment, which takes strings alone for TypeScript.
  Reflect.set(script, 'src', policy.createScriptURL(address));
  document.head.append(script);
}
