/** The way to the sandbox's own page, on which one payment can be made. */
import type { RedirectPage, RedirectStart } from '../port.ts';
import { type PaymentClaims, sealPayment } from './secrets.ts';

/** The page of a payment. All that it shows is in its address, so that nothing is kept until a card comes. */
export function redirectOf(
  secret: string,
  claims: Omit<PaymentClaims, 'expiresAtMs' | 'redirect'>,
  page: RedirectPage & { readonly expiresAt: Date },
): RedirectStart {
  const { expiresAt, description, language, returnUrl, cancelUrl } = page;
  const { reference } = claims;
  const sealed = sealPayment(secret, {
    ...claims,
    expiresAtMs: expiresAt.getTime(),
    redirect: { description, language, returnUrl, cancelUrl },
  });
  // The sandbox is the platform itself, so its page is where the hosted page is.
  const url = new URL(`/sandbox/pay/${reference}`, returnUrl);
  url.searchParams.set('secret', sealed);
  url.searchParams.set('lang', language);
  return { reference, url: url.href, expiresAt };
}
