// Fields of a provider that pay by themselves, as Stripe's do: nothing of them is sent or stored, and
// a decline does not end the payment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import { type DonationState, endpoints, type PaymentStart } from '@kindcart/contract';
import { open, readyToPay, requests, world } from '../testing/page.ts';
import { donationIn, errorOf, stripePayment } from '../testing/samples.ts';
import { memoryStorage } from '../testing/storage.ts';
import type { PaymentStep } from './payments.ts';

/** Fields of a provider that pays by itself; each answer follows on one try. */
function fieldsThat(...answers: readonly Result<PaymentStep>[]) {
  const paid: PaymentStart[] = [];
  const confirm = async (payment: PaymentStart) => {
    paid.push(payment);
    const answer = answers[paid.length - 1];
    assert.ok(answer, 'a try too many');
    return answer;
  };
  return { paid, fields: { confirm, typed: 'typed into a frame' } };
}

const step = (value: PaymentStep) => ({ ok: true, value, requestId: null }) as const;
const declined = step({ state: 'unpaid', error: errorOf('card_declined') });
const taken = step({ state: 'processing', failureCode: null });

/** A platform whose payments are by Stripe and that says so of the donation, one word a time. */
function stripeWorld(...words: readonly DonationState[]): void {
  const { response } = endpoints.createDonation.example;
  let asked = 0;
  world({
    overrides: {
      createDonation: () => ({ ...response, payment: stripePayment }),
      getDonationStatus: () => {
        asked += 1;
        return donationIn(words[Math.min(asked, words.length) - 1] ?? 'pending');
      },
    },
  });
}

test('pays by fields that pay by themselves, and sends nothing of them', async (t) => {
  stripeWorld('pending', 'succeeded');
  const { fields, paid } = fieldsThat(taken);
  const { checkout, shown, until } = await readyToPay(open(t));
  checkout.pay(fields);
  checkout.pay(fields);
  await until('succeeded');
  assert.deepEqual(paid, [stripePayment]);
  assert.deepEqual(shown.slice(2), ['confirming', 'processing', 'processing', 'succeeded']);
  const whats = requests.map(({ what }) => what);
  assert.deepEqual([...new Set(whats)], ['POST /v1/donations', 'GET /v1/donations/…/status']);
});

test('takes another card for the same payment after a decline that does not end it', async (t) => {
  stripeWorld('succeeded');
  const { fields, paid } = fieldsThat(declined, taken);
  const { checkout, until } = await readyToPay(open(t));
  checkout.pay(fields);
  const back = await until('ready_to_pay');
  assert.equal(back.status === 'ready_to_pay' && back.error?.code, 'card_declined');
  checkout.pay(fields);
  await until('succeeded');
  assert.deepEqual(paid, [stripePayment, stripePayment]);
  assert.equal(requests.filter(({ what }) => what === 'POST /v1/donations').length, 1);
});

test('asks the platform before the donor may pay again when nobody knows what became of it', async (t) => {
  stripeWorld('pending', 'succeeded');
  const lost = { ok: false, error: errorOf('network_error', true) } as const;
  const { fields, paid } = fieldsThat(lost, taken);
  const { checkout, shown, until } = await readyToPay(open(t));
  checkout.pay(fields);
  await until('confirming');
  await until('ready_to_pay');
  assert.deepEqual(requests.at(-1)?.what, 'GET /v1/donations/…/status');
  checkout.pay(fields);
  await until('succeeded');
  assert.equal(paid.length, 2);
  assert.deepEqual(shown.slice(2, 5), ['confirming', 'confirming', 'ready_to_pay']);
});

test('goes on after the way through a page of the bank, by the word of the platform', async (t) => {
  stripeWorld('processing', 'succeeded');
  const storage = memoryStorage();
  const before = await readyToPay(open(t, { storage }));
  // The browser goes to the bank's page: no answer ever comes to this one.
  before.checkout.pay({ confirm: () => new Promise(() => {}) });
  await before.until('confirming');
  const after = open(t, { storage });
  after.checkout.resume();
  await after.until('succeeded');
  assert.deepEqual(after.shown, ['confirming', 'processing', 'succeeded']);
});

test('stores nothing of fields that pay by themselves', async (t) => {
  stripeWorld('succeeded');
  const storage = memoryStorage();
  const texts: string[] = [];
  const setItem = (key: string, value: string) => {
    texts.push(value);
    storage.setItem(key, value);
  };
  const { fields } = fieldsThat(declined, taken);
  const { checkout, until } = await readyToPay(open(t, { storage: { ...storage, setItem } }));
  checkout.pay(fields);
  await until('ready_to_pay');
  checkout.pay(fields);
  await until('succeeded');
  assert.ok(texts.length >= 6);
  for (const text of texts) assert.doesNotMatch(text, /typed/);
});
