/** What must not compile: each mark below stands over a mistake that the types catch. Never run. */
import { type Client, createClient } from '@kindcart/client';
import { createDonationExample, type Project } from '@kindcart/contract';
import { type CheckoutState, createLive, createStore, liveOver, type Store } from './index.ts';

const { projectId, ...gift } = createDonationExample;

export function made(client: Client): Store {
  // @ts-expect-error a store needs a client
  createStore({});
  // @ts-expect-error a storage can forget
  createStore({ client, storage: { getItem: () => null, setItem: () => {} } });
  // @ts-expect-error a stream can be closed
  createLive({ open: () => {}, urlOf: client.liveUrl });
  return createStore({
    client: createClient({ baseUrl: '', key: 'pk_test_1' }),
    live: createLive({ open: liveOver(EventSource), urlOf: client.liveUrl }),
  });
}

export function unread(store: Store): Project {
  const snapshot = store.project(projectId).get();
  // @ts-expect-error nobody reads a project before looking whether there is one
  snapshot.value;
  // @ts-expect-error the value of an offline entry may be null
  if (snapshot.status === 'offline') return snapshot.value;
  if (snapshot.status === 'ready') return snapshot.value;
  throw new Error(snapshot.status);
}

export function asked(store: Store): void {
  // @ts-expect-error a checkout is for a project
  store.checkout('don_01k9p4n2c6fz3t6v8w0x2y4z6b');
  const checkout = store.checkout(projectId);
  // @ts-expect-error the checkout knows the project
  checkout.submit({ ...gift, projectId });
  // @ts-expect-error a gift says whether the donor covers the fee
  checkout.submit({ gift: gift.gift, donorName: null, anonymous: true, message: null });
  // @ts-expect-error a card has a number
  checkout.pay({ expiry: '04/30', cvc: '123' });
  // @ts-expect-error fields that pay by themselves answer how far the payment is
  checkout.pay({ confirm: () => Promise.resolve(true) });
  // @ts-expect-error nobody sets a state but the rules
  checkout.set({ status: 'succeeded' });
}

export function inWords(state: CheckoutState): string {
  switch (state.status) {
    case 'idle':
      // @ts-expect-error nothing was asked for yet
      return state.request.idempotencyKey;
    case 'creating':
      // @ts-expect-error there is no donation yet
      return state.donation.id;
    case 'error':
      // @ts-expect-error there may be no donation
      return state.donation.id;
    case 'failed':
      // @ts-expect-error a payment that failed has a code, not an error
      return state.error.code;
    case 'confirming':
      // @ts-expect-error what is paid with is in no state, so that it is never stored
      return state.details;
    case 'ready_to_pay':
    case 'requires_action':
    case 'processing':
    case 'succeeded':
    case 'expired':
      return state.donation.id;
  }
}
