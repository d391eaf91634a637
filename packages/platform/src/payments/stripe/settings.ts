/** What an operator sets so that gifts are paid through Stripe. */

/** The keys of one mode. */
export interface StripeMode {
  readonly livemode: boolean;
  readonly secretKey: string;
  readonly publishableKey: string;
}

export interface StripeSettings {
  /** At most one for test and one for live; empty when Stripe is not set up. */
  readonly modes: readonly StripeMode[];
  /** Active signing secrets of the webhook endpoints, `whsec_…`; all are taken. */
  readonly webhookSecrets: readonly string[];
  /** Where Stripe's API is. */
  readonly apiUrl: URL;
  /** How long one request to it may take; 15 seconds when left out. */
  readonly timeoutMs?: number;
  /** What Stripe takes of a charge, as the donor is told who covers it; minor units. */
  readonly fee: { readonly basisPoints: number; readonly fixedAmount: number };
}

const modeOf = (key: string) => /^(?:sk|rk|pk)_(test|live)_\w{8,}$/.exec(key)?.[1];

/** Why keys cannot be used, in words for the operator. */
export class StripeKeyError extends Error {}

/**
 * Pairs secret and publishable keys by their mode.
 *
 * @throws StripeKeyError when one is malformed, doubled, or lacks its other half
 */
export function pairKeys(
  secretKeys: readonly string[],
  publishableKeys: readonly string[],
): StripeMode[] {
  for (const key of secretKeys) {
    if (!/^[sr]k_/.test(key) || modeOf(key) === undefined) {
      throw new StripeKeyError('has a key that does not begin with sk_test_, sk_live_ or rk_');
    }
  }
  const modes = secretKeys.map((secretKey) => {
    const mode = modeOf(secretKey);
    const [publishableKey, ...others] = publishableKeys.filter(
      (key) => key.startsWith('pk_') && modeOf(key) === mode,
    );
    if (publishableKey === undefined || others.length > 0) {
      throw new StripeKeyError(
        `needs exactly one pk_${mode}_… in KINDCART_STRIPE_PUBLISHABLE_KEYS`,
      );
    }
    return { livemode: mode === 'live', secretKey, publishableKey };
  });
  if (new Set(modes.map(({ livemode }) => livemode)).size < modes.length) {
    throw new StripeKeyError('has two keys of the same mode');
  }
  return modes;
}
