/** Asks Stripe for the events themselves, of which it keeps thirty days. */
import { accessText, ask, safeUrl } from '../asking.ts';
import type { Polling } from '../port.ts';
import { Told } from '../told.ts';
import { eventTypes } from './reading.ts';

const stripeUrl = 'https://api.stripe.com';

const help = {
  key: 'Make a restricted key that may read events, and what they are about: Checkout Sessions, charges and disputes; then connect Stripe again.',
  missing: 'Connect Stripe again without an address of your own.',
};

/** Newest first, as Stripe lists them. */
export async function* pollEvents(polling: Polling): AsyncGenerator<unknown> {
  const { access, since } = polling;
  const authorization = `Bearer ${accessText(access, 'secretKey')}`;
  const origin = safeUrl(addressOf(access)).origin;
  const query = new URLSearchParams();
  for (const type of eventTypes) query.append('types[]', type);
  query.set('created[gte]', `${Math.floor(since.getTime() / 1_000)}`);
  query.set('limit', '100');
  for (let hasMore = true; hasMore; ) {
    const url = new URL(`/v1/events?${query}`, origin);
    const { body } = await ask(polling, { url, authorization, help });
    const page = new Told(body);
    const events = page.at('data').list;
    yield* events.map(({ value }) => value);
    const last = events.at(-1);
    hasMore = page.at('has_more').value === true && last !== undefined;
    if (last !== undefined) query.set('starting_after', last.at('id').text);
  }
}

/** Of tests; everybody else asks Stripe itself. */
function addressOf(access: unknown): string {
  const hasOwn = typeof access === 'object' && access !== null && 'url' in access;
  return hasOwn ? accessText(access, 'url') : stripeUrl;
}
