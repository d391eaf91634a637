/** What Stripe adds to the address that a donor comes back to. */
const secretName = 'setup_intent_client_secret';
const added = [
  'payment_intent',
  'payment_intent_client_secret',
  'setup_intent',
  secretName,
  'redirect_status',
];

/**
 * Where a donor comes back to from a bank's or a wallet's own page: this page, without what Stripe
 * added to its address the time before. The tab's storage knows the rest.
 */
export function returnUrl(address: string): string {
  const url = new URL(address);
  // Deleting what is not there would write the rest of the query anew, too.
  for (const name of added) if (url.searchParams.has(name)) url.searchParams.delete(name);
  return url.href;
}

/**
 * The secret of the SetupIntent with which a donor comes back; null where nobody does. What else
 * stands there, such as that it went well, anybody can write into a link: Stripe is asked.
 */
export function setupSecretIn(address: string): string | null {
  return new URL(address).searchParams.get(secretName);
}
