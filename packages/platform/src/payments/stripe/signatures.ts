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
  const fault = signatureFault(secrets, header, body, nowMs);
  if (fault !== null) return fault;
  const event: Stripe.Event = JSON.parse(body);
  return event;
}

/** What is wrong with a signature; null when an active secret signed this very body just now. */
export function signatureFault(
  secrets: readonly string[],
  header: string | undefined,
  body: string | Uint8Array,
  nowMs: number,
): 'signature_invalid' | 'signature_expired' | null {
  const found = headerPattern.exec(header ?? '');
  if (header === undefined || found === null) return 'signature_invalid';
  const seconds = Number(found[1]);
  if (!secrets.some((secret) => isSigned(secret, header, body, seconds))) {
    return 'signature_invalid';
  }
  // The SDK turns back only what is old; a time to come would let a captured event live longer.
  const isNow = Math.abs(nowMs / 1_000 - seconds) <= toleranceSeconds;
  return isNow ? null : 'signature_expired';
}

/** Whether this secret signed the body, whenever that was. */
function isSigned(secret: string, header: string, body: string | Uint8Array, seconds: number) {
  const { signature } = Stripe.webhooks;
  if (signature === null) throw new Error("Stripe's SDK has nothing to check signatures with");
  try {
    const signedAtMs = seconds * 1_000;
    return signature.verifyHeader(body, header, secret, toleranceSeconds, undefined, signedAtMs);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return false;
    throw error;
  }
}
