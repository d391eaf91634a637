/** Whether Stripe has said something: its signature, as the official SDK checks it. */
import Stripe from 'stripe';

const toleranceSeconds = 300;
/** One time and its signatures: two headers that a proxy put together are none. */
const headerPattern = /^t=(\d{1,12})(?:,v\d+=[0-9a-f]+)+$/;

/** The event, once an active secret is known to have signed this very body within five minutes. */
export function verifyEvent(
  secrets: readonly string[],
  header: string | undefined,
  body: string,
  nowMs: number,
): Stripe.Event | 'signature_invalid' | 'signature_expired' {
  const found = headerPattern.exec(header ?? '');
  if (header === undefined || found === null) return 'signature_invalid';
  const seconds = Number(found[1]);
  for (const secret of secrets) {
    const event = opened(secret, header, body, seconds);
    if (event === undefined) continue;
    // The SDK turns back only what is old; a time to come would let a captured event live longer.
    const isNow = Math.abs(nowMs / 1_000 - seconds) <= toleranceSeconds;
    return isNow ? event : 'signature_expired';
  }
  return 'signature_invalid';
}

/** The event when this secret signed it, whenever that was. */
function opened(secret: string, header: string, body: string, seconds: number) {
  const { webhooks } = Stripe;
  try {
    const signedAtMs = seconds * 1_000;
    return webhooks.constructEvent(body, header, secret, toleranceSeconds, undefined, signedAtMs);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return undefined;
    throw error;
  }
}
