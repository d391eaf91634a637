/** A donor's page over the made-up platform, with an address bar, a tab and a clock of the test's. */
import { after, type TestContext } from 'node:test';
import {
  createClient,
  createDonorClient,
  createDonorDoorClient,
  createPayerClient,
} from '@kindcart/client';
import {
  createDonationExample,
  type ErrorCode,
  projectExample,
  testCards,
} from '@kindcart/contract';
import { createHandlers, donorTokenFor, type MockOptions } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { createDonorPage, type DonorState, type Visit } from '../donor/index.ts';
import { handClock } from './clock.ts';
import { eventually } from './eventually.ts';
import { memoryStorage } from './storage.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer();
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());

/** What the platform was asked since it was made anew. */
export const asked: string[] = [];
server.events.on('request:start', ({ request }) => {
  const path = new URL(request.url).pathname.replace(/\w+_\w{26}/, '…');
  asked.push(`${request.method} ${path}`);
});

export const email = 'donor@example.org';
export const page = 'https://charity.example/my-gifts';
export const link = `${page}#kindcart-donor=${donorTokenFor(email)}`;
export const now = new Date('2026-11-23T08:00:00Z');
const shop = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
export const payer = createPayerClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });

/** Makes the platform anew. */
export function world(options: MockOptions = {}): void {
  asked.length = 0;
  server.resetHandlers(...Object.values(createHandlers({ baseUrl, now: () => now, ...options })));
}

let keys = 0;

/** A monthly gift of the donor, paid by this card. */
export async function giveMonthly(card: string = testCards.succeeds): Promise<void> {
  keys += 1;
  const body = {
    ...createDonationExample,
    projectId: projectExample.id,
    interval: 'month',
  } as const;
  const begun = await shop.createDonation({ body, idempotencyKey: `donor-${keys}` });
  if (!begun.ok) throw new Error(begun.error.message);
  const { reference, clientSecret } = begun.value.payment;
  const paying = { number: card, expiry: '12/39', cvc: '123' };
  await payer.confirmSandboxPayment({
    params: { reference },
    body: { clientSecret, card: paying },
  });
  asked.length = 0;
}

/** Lets the next charge of every monthly gift fall due. */
export async function passMonth(): Promise<void> {
  keys += 1;
  await shop.advanceSandboxClock({ body: { months: 1 }, idempotencyKey: `clock-${keys}` });
  asked.length = 0;
}

/** A page at an address; after a reload the storage is what is left of it. */
export function open(t: TestContext, href: string, storage = memoryStorage()) {
  const bar = { href };
  const clock = handClock(now.getTime());
  const options = { baseUrl, retriesMax: 0 };
  const donorPage = createDonorPage({
    door: createDonorDoorClient({ ...options, key: 'pk_test_1' }),
    clientOf: (session) => createDonorClient({ ...options, key: session }),
    address: {
      read: () => bar.href,
      replace: (next) => {
        bar.href = next;
      },
    },
    storage,
    storageKey: 'donor',
    clock,
  });
  const shown: string[] = [];
  donorPage.subscribe(() => shown.push(donorPage.get().status));
  donorPage.begin();
  const until = <Found>(look: (state: DonorState) => Found | false | undefined | null) =>
    eventually(t, () => {
      const found = look(donorPage.get());
      if (!found) throw new Error(`It is ${JSON.stringify(donorPage.get())}.`);
      return found;
    });
  const visit = (): Promise<Visit> => until((state) => state.status === 'open' && state);
  const done = (name: string): Promise<Visit> =>
    until((state) => state.status === 'open' && state.done?.name === name && state);
  const refused = (code: ErrorCode): Promise<Visit> =>
    until(
      (state) =>
        state.status === 'open' &&
        Object.values(state.acts).some((act) => act?.error?.code === code) &&
        state,
    );
  return { donorPage, bar, storage, clock, shown, until, visit, done, refused };
}
