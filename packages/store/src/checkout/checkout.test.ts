import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createClient, type Fetch } from '@kindcart/client';
import { endpoints, testCards } from '@kindcart/contract';
import { handClock } from '../testing/clock.ts';
import { eventually } from '../testing/eventually.ts';
import {
  baseUrl,
  gift,
  open,
  projectId,
  readyToPay,
  requests,
  server,
  world,
} from '../testing/page.ts';
import { states } from '../testing/samples.ts';
import { memoryStorage } from '../testing/storage.ts';
import { type PaymentAdapter, sandboxPayments } from './payments.ts';
import { createShelf } from './snapshot.ts';
import type { CheckoutState } from './state.ts';

const card = { number: testCards.succeeds, expiry: '04/30', cvc: '123' };
const shop = createClient({ baseUrl, key: 'sk_test_1' });

const ways: readonly [string, string, string[]][] = [
  ['succeeds', testCards.succeeds, ['confirming', 'processing', 'succeeded']],
  ['declined', testCards.declined, ['confirming', 'failed']],
  ['insufficientFunds', testCards.insufficientFunds, ['confirming', 'failed']],
  ['asksForConfirmation', testCards.asksForConfirmation, ['confirming', 'requires_action']],
  ['slow', testCards.slow, ['confirming', 'processing', 'processing', 'processing', 'succeeded']],
];

for (const [name, number, expected] of ways) {
  test(`goes from a wish to the end with the card that ${name}`, async (t) => {
    world();
    const { checkout, shown, until } = await readyToPay(open(t));
    assert.deepEqual(shown, ['creating', 'ready_to_pay']);
    shown.length = 0;
    checkout.pay({ ...card, number });
    await until(checkoutStatus(expected.at(-1)));
    assert.deepEqual(shown, expected);
  });
}

function checkoutStatus(text: string | undefined): CheckoutState['status'] {
  const found = Object.values(states).find(({ status }) => status === text);
  assert.ok(found, text);
  return found.status;
}

for (const approve of [true, false]) {
  test(`takes the donor's answer ${approve} to the bank's question`, async (t) => {
    world();
    const { checkout, until } = await readyToPay(open(t));
    checkout.pay({ ...card, number: testCards.asksForConfirmation });
    await until('requires_action');
    checkout.authenticate(approve);
    checkout.authenticate(!approve);
    const state = await until(approve ? 'succeeded' : 'failed');
    if (state.status === 'failed') assert.equal(state.failureCode, 'authentication_failed');
  });
}

test('makes one donation of two clicks, and one payment', async (t) => {
  world();
  const { checkout, until } = open(t);
  checkout.submit(gift);
  checkout.submit(gift);
  await until('ready_to_pay');
  checkout.submit(gift);
  checkout.pay(card);
  checkout.pay(card);
  await until('succeeded');
  checkout.submit(gift);
  checkout.pay(card);
  assert.deepEqual(
    requests.map(({ what }) => what).filter((what) => what.startsWith('POST')),
    ['POST /v1/donations', 'POST /v1/sandbox/payments/…/confirm'],
  );
});

test('tries again with the same key after it was not heard, and with a new one after a decline', async (t) => {
  world({ failures: { createDonation: ['network_error', 'unavailable'] } });
  const { checkout, until } = open(t);
  checkout.submit(gift);
  await until('error');
  checkout.retry();
  await until('error');
  checkout.submit(gift);
  await until('ready_to_pay');
  checkout.pay({ ...card, number: testCards.declined });
  await until('failed');
  checkout.submit(gift);
  await until('ready_to_pay');
  const sent = requests.filter(({ what }) => what === 'POST /v1/donations');
  const [first, second, third, fourth] = sent.map(({ key }) => key);
  assert.deepEqual([second, third], [first, first]);
  assert.notEqual(fourth, first);
});

test('keeps what was asked for when it is refused', async (t) => {
  world();
  const { checkout, until } = open(t);
  checkout.submit({ ...gift, gift: { amount: 1, currency: 'CNY' } });
  const state = await until('error');
  assert.ok(state.status === 'error');
  assert.equal(state.error.code, 'amount_too_small');
  assert.deepEqual(
    state.error.fields.map(({ field }) => field),
    ['gift.amount'],
  );
  assert.deepEqual(state.request.body.gift, { amount: 1, currency: 'CNY' });
  checkout.submit(gift);
  await until('ready_to_pay');
});

test('comes back to the card when it was mistyped, and takes it the second time', async (t) => {
  world();
  const { checkout, until } = await readyToPay(open(t));
  checkout.pay({ ...card, number: '4242 4242 4242' });
  const state = await until('ready_to_pay');
  assert.equal(state.status === 'ready_to_pay' && state.error?.code, 'card_invalid');
  checkout.pay(card);
  await until('succeeded');
});

test('finds out what became of a payment whose answer was lost', async (t) => {
  world();
  const client = createClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });
  const sandbox = sandboxPayments(client);
  const lost = createClient({
    baseUrl: '',
    key: 'pk',
    retriesMax: 0,
    fetch: () => Promise.reject(),
  });
  const deaf: PaymentAdapter = {
    ...sandbox,
    async confirm(payment, details) {
      await sandbox.confirm(payment, details);
      return sandboxPayments(lost).confirm(payment, details);
    },
  };
  const { checkout, shown, until } = await readyToPay(open(t, { payments: deaf }));
  checkout.pay(card);
  await until('succeeded');
  assert.deepEqual(shown.slice(2), ['confirming', 'confirming', 'succeeded']);
});

test('lets the donor pay again when the payment was never heard of', async (t) => {
  world({ failures: { confirmSandboxPayment: ['network_error'] } });
  const { checkout, until } = await readyToPay(open(t));
  checkout.pay(card);
  await until('confirming');
  const state = await until('ready_to_pay');
  assert.equal(state.status === 'ready_to_pay' && state.error?.code, 'network_error');
  checkout.pay(card);
  await until('succeeded');
});

test('waits on while it is offline, and says so softly', async (t) => {
  world({ failures: { getDonationStatus: ['network_error', 'unavailable'] } });
  const { checkout, until } = await readyToPay(open(t));
  const connections: string[] = [];
  checkout.subscribe(() => {
    const state = checkout.get();
    if (state.status === 'processing') connections.push(state.connection);
  });
  checkout.pay(card);
  await until('processing');
  await eventually(t, () => assert.deepEqual(connections, ['online', 'offline']));
});

test('says that it lost sight of the donation when the platform knows it no more', async (t) => {
  world({ failures: { getDonationStatus: ['donation_unknown'] } });
  const { checkout, until } = await readyToPay(open(t));
  checkout.pay(card);
  const state = await until('error');
  assert.ok(state.status === 'error' && state.error.code === 'donation_unknown');
  checkout.retry();
  await until('succeeded');
});

test('asks slower and slower, and no more when it is over', async (t) => {
  let left = 9;
  const { response } = endpoints.getDonationStatus.example;
  world({
    overrides: {
      getDonationStatus: () => {
        left -= 1;
        return { ...response, state: left > 0 ? 'processing' : 'succeeded' };
      },
    },
  });
  const { checkout, clock, until } = await readyToPay(open(t));
  checkout.pay(card);
  await until('succeeded');
  assert.deepEqual(
    clock.waits.map((ms) => Math.round(ms)),
    [300, 480, 768, 1_229, 1_966, 3_146, 5_000, 5_000, 5_000],
  );
  assert.equal(clock.pending(), 0);
});

test('forgets all at a reset, and lets go of what was under way', async (t) => {
  world();
  const { checkout, clock, storage, shown, until } = await readyToPay(open(t));
  checkout.pay({ ...card, number: testCards.slow });
  await until('processing');
  checkout.reset();
  assert.deepEqual(checkout.get(), { status: 'idle' });
  assert.equal(storage.texts.size, 0);
  assert.equal(clock.pending(), 0);
  checkout.submit(gift);
  checkout.reset();
  const count = shown.length;
  checkout.submit({ ...gift, message: null });
  const state = await until('ready_to_pay');
  assert.deepEqual(shown.slice(count), ['creating', 'ready_to_pay']);
  assert.ok(state.status === 'ready_to_pay' && state.request.body.message === null);
});

test('stores what it is about to send before it sends it', async (t) => {
  world();
  const storage = memoryStorage();
  const stored: string[] = [];
  const look = ({ request }: { request: Request }) => {
    const [text = '{}'] = storage.texts.values();
    stored.push(`${request.method} ${JSON.parse(text).state?.status}`);
  };
  server.events.on('request:start', look);
  const { checkout, until } = await readyToPay(open(t, { storage }));
  checkout.pay(card);
  await until('succeeded');
  server.events.removeListener('request:start', look);
  assert.deepEqual(stored, ['POST creating', 'POST confirming', 'GET processing']);
});

test('stores no card', async (t) => {
  world();
  const storage = memoryStorage();
  const texts: string[] = [];
  const setItem = (key: string, value: string) => {
    texts.push(value);
    storage.setItem(key, value);
  };
  const { checkout, until } = await readyToPay(open(t, { storage: { ...storage, setItem } }));
  checkout.pay({ number: testCards.succeeds, expiry: '11/39', cvc: '987' });
  await until('succeeded');
  assert.ok(texts.length >= 5);
  for (const text of texts) assert.doesNotMatch(text, /4242|11\/39|987/);
});

const resumed: Record<keyof typeof states, readonly [string, string, string[]]> = {
  idle: ['idle', 'idle', []],
  creating: ['creating', 'ready_to_pay', ['POST /v1/donations']],
  ready_to_pay: ['ready_to_pay', 'ready_to_pay', []],
  confirming: ['confirming', 'succeeded', ['GET /v1/donations/…/status']],
  'confirming, checking': ['confirming', 'succeeded', ['GET /v1/donations/…/status']],
  authenticating: ['confirming', 'succeeded', ['GET /v1/donations/…/status']],
  requires_action: ['requires_action', 'requires_action', []],
  processing: ['processing', 'succeeded', ['GET /v1/donations/…/status']],
  succeeded: ['succeeded', 'succeeded', []],
  failed: ['failed', 'failed', []],
  expired: ['expired', 'expired', []],
  'error, retryable': ['error', 'error', []],
  'error, final': ['error', 'error', []],
  'error, donation known': ['error', 'error', []],
};

for (const [name, [first, last, expected]] of Object.entries(resumed)) {
  test(`after a reload, goes on from ${name} to ${last}`, async (t) => {
    world();
    const storage = memoryStorage();
    const shelf = createShelf(storage, handClock(), projectId, 'default');
    shelf.save(states[name as keyof typeof states]);
    const { checkout, clock, until } = open(t, { storage });
    checkout.resume();
    assert.equal(checkout.get().status, first);
    checkout.resume();
    await until(checkoutStatus(last));
    assert.equal(clock.pending(), 0);
    assert.deepEqual(
      requests.map(({ what }) => what),
      expected,
    );
    for (const { key } of requests) assert.ok(key === null || key === 'key-1');
  });
}

test('resumes nothing where nothing is stored, or something has begun', async (t) => {
  world();
  const fresh = open(t);
  fresh.checkout.resume();
  assert.deepEqual(fresh.shown, []);
  const storage = memoryStorage();
  const begun = await readyToPay(open(t, { storage }));
  createShelf(storage, handClock(), projectId, 'default').save(states.processing);
  begun.checkout.resume();
  assert.equal(begun.checkout.get().status, 'ready_to_pay');
});

/** Lets requests through and hears no answer, like a page that is left in that moment. */
const deafFetch: Fetch = async (url, init) => {
  await fetch(url, init);
  return new Promise(() => {});
};
/** Lets nothing through, like a page that is left a moment earlier. */
const muteFetch: Fetch = () => new Promise(() => {});

for (const [what, lostFetch, donations] of [
  ['was heard', deafFetch, 2],
  ['was not heard', muteFetch, 1],
] as const) {
  test(`makes one donation when the page is left while its request ${what}`, async (t) => {
    world();
    const storage = memoryStorage();
    open(t, { storage, fetch: lostFetch }).checkout.submit(gift);
    await eventually(t, () => assert.equal(requests.length, donations - 1));
    const { checkout, until } = open(t, { storage });
    checkout.resume();
    await until('ready_to_pay');
    const sent = requests.filter(({ what: request }) => request === 'POST /v1/donations');
    assert.equal(sent.length, donations);
    assert.equal(new Set(sent.map(({ key }) => key)).size, 1);
    const list = await shop.listDonations();
    assert.equal(list.ok && list.value.items.length, 2);
    checkout.pay(card);
    await until('succeeded');
  });
}

test('charges once when the page is left while the card is on its way and the donor pays again', async (t) => {
  world();
  const storage = memoryStorage();
  await readyToPay(open(t, { storage }));
  const deaf = open(t, { storage, fetch: deafFetch });
  deaf.checkout.resume();
  deaf.checkout.pay({ ...card, number: testCards.asksForConfirmation });
  await eventually(t, () =>
    assert.equal(requests.at(-1)?.what, 'POST /v1/sandbox/payments/…/confirm'),
  );
  const after = open(t, { storage });
  after.checkout.resume();
  assert.equal(after.checkout.get().status, 'confirming');
  await after.until('ready_to_pay');
  after.checkout.pay({ ...card, number: testCards.asksForConfirmation });
  await after.until('requires_action');
  const reloaded = open(t, { storage });
  reloaded.checkout.resume();
  assert.equal(reloaded.checkout.get().status, 'requires_action');
  reloaded.checkout.authenticate(true);
  await reloaded.until('succeeded');
  const list = await shop.listDonations();
  assert.equal(list.ok && list.value.items.length, 2);
});

test('shows after a reload how a slow payment ended', async (t) => {
  world();
  const storage = memoryStorage();
  const { checkout, until } = await readyToPay(open(t, { storage }));
  checkout.pay({ ...card, number: testCards.slow });
  await until('processing');
  const after = open(t, { storage });
  after.checkout.resume();
  await after.until('succeeded');
  assert.equal(after.shown[0], 'processing');
  const thanked = open(t, { storage });
  thanked.checkout.resume();
  assert.deepEqual(thanked.shown, ['succeeded']);
});
