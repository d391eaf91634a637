/** A page with a checkout, its platform made by mocks, and a clock that tests turn. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createClient, type Fetch } from '@kindcart/client';
import { createDonationExample } from '@kindcart/contract';
import { createHandlers, type MockOptions } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { type Checkout, createCheckout } from '../checkout/checkout.ts';
import { type PaymentAdapter, sandboxPayments } from '../checkout/payments.ts';
import { createShelf } from '../checkout/snapshot.ts';
import type { CheckoutState } from '../checkout/state.ts';
import { type HandClock, handClock } from './clock.ts';
import { eventually } from './eventually.ts';
import { type MemoryStorage, memoryStorage } from './storage.ts';

export const baseUrl = 'https://give.example.org';
export const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
/** What the page asked the platform for since it was made, in order. */
export const requests: { what: string; key: string | null; proof: string | null }[] = [];
server.events.on('request:start', ({ request }) => {
  const what = `${request.method} ${new URL(request.url).pathname.replace(/\w+_\w{26}/, '…')}`;
  const header = (name: string) => request.headers.get(name);
  requests.push({ what, key: header('Idempotency-Key'), proof: header('Kindcart-Proof') });
});

export const { projectId, ...gift } = createDonationExample;
const now = () => new Date('2026-11-23T08:00:00Z');

export interface Page {
  readonly checkout: Checkout;
  readonly clock: HandClock;
  readonly storage: MemoryStorage;
  /** Every status that was shown, in order. */
  readonly shown: string[];
  /** Lets time pass until the checkout shows this. */
  readonly until: (status: CheckoutState['status']) => Promise<CheckoutState>;
}

/** Makes the platform anew. */
export function world(options: MockOptions = {}): void {
  requests.length = 0;
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now, ...options })));
}

let keys = 0;
function nextKey(): string {
  keys += 1;
  return `key-${keys}`;
}

export interface Parts {
  readonly storage?: MemoryStorage;
  readonly payments?: PaymentAdapter;
  readonly fetch?: Fetch;
}

/** A page with the checkout; after a reload the storage is what is left of it. */
export function open(
  t: TestContext,
  { storage = memoryStorage(), payments, ...rest }: Parts = {},
): Page {
  const client = createClient({
    baseUrl,
    key: 'pk_test_1',
    retriesMax: 0,
    ...rest,
  });
  const clock = handClock();
  const shelf = createShelf(storage, clock, projectId, 'default');
  const checkout = createCheckout({
    client,
    payments: payments ?? sandboxPayments(client),
    clock,
    shelf,
    projectId,
    newKey: nextKey,
  });
  const shown: string[] = [];
  checkout.subscribe(() => shown.push(checkout.get().status));
  const until = (status: CheckoutState['status']) =>
    eventually(t, () => {
      clock.pass(5_000);
      assert.equal(checkout.get().status, status);
      return checkout.get();
    });
  return { checkout, clock, storage, shown, until };
}

/** Makes the donation on a page. */
export async function readyToPay(page: Page): Promise<Page> {
  page.checkout.submit(gift);
  await page.until('ready_to_pay');
  return page;
}
