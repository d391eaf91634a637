// A gift by Stripe, from the choice to the thanks. A stand-in speaks Stripe.js's documented interface.
import { deepEqual, doesNotMatch, equal, match, notEqual, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  createdDonationExample,
  donationStatusExample,
  type PaymentStart,
} from '@kindcart/contract';
import { type Answers, oneByOne, problem } from '../../internal/testing/platform.ts';
import { act, find, pierce, until } from '../../internal/testing/stage.ts';
import { changeStripe, installStripe, type StripePlay } from '../../internal/testing/stripe.ts';
import { choose, form, inform, isLoaded, show as showForm, stands, submit } from './testing.ts';

const payment: PaymentStart = {
  ...createdDonationExample.payment,
  provider: 'stripe',
  clientSecret: 'pi_1_secret_2',
  publishableKey: 'pk_test_form',
  account: 'acct_1',
};
const other = { reference: 'pay_01k9p4n2c6fz3t6v8w0x2y4z7b', clientSecret: 'pi_2_secret_3' };
const created = (change: object = {}) =>
  ({
    status: 201,
    body: { ...createdDonationExample, payment: { ...payment, ...change } },
  }) as const;
const first = 'kind-donate-form .kind-stripe input';

async function show(t: TestContext, play: StripePlay = {}, answers: Answers = {}) {
  const calls = installStripe(play);
  const made = await showForm(t, { answers: { createDonation: created(), ...answers } });
  const heard: string[] = [];
  made.kit.addEventListener('kind-donate-error', ({ code }) => heard.push(code));
  made.kit.addEventListener('kind-donated', ({ type }) => heard.push(type));
  const named = (name: string) => calls.filter((call) => call.name === name);
  return { ...made, calls, named, heard };
}

/** Chooses an amount and goes on to Stripe's fields. */
async function goOn(place = 2): Promise<void> {
  await choose(place);
  await act(`click ${submit}`);
  await find(first, HTMLInputElement);
}

/** Presses the button that pays, when it can be pressed. */
async function pay(): Promise<void> {
  await until(() => pierce(submit)?.textContent?.includes('Donate'), 'the button to pay');
  await act(`click ${submit}`);
}

// Before all others, since what a page has loaded it has for good.
test('loads nothing of Stripe before the donor pays, and nothing of the sandbox then', async (t) => {
  const { calls, named } = await show(t);
  await choose();
  await inform('[part=amounts]');
  ok(!isLoaded('payments/stripe/'));
  deepEqual(calls, []);
  await act(`click ${submit}`);
  await find(first, HTMLInputElement);
  equal(named('Stripe').length, 1);
  ok(isLoaded('payments/stripe/'));
  ok(!isLoaded('payments/sandbox-card/'));
  ok(!isLoaded('js.stripe.com'));
});

test('takes a gift, and says that no real money moves where none does', async (t) => {
  const { asked, named, heard } = await show(t);
  await goOn();
  equal((await inform('[part=test-mode]')).textContent, 'Test mode: no real money moves');
  await pay();
  await inform('[part=done]');
  equal(named('confirmPayment').length, 1);
  deepEqual(heard, ['kind-donated']);
  equal(asked('confirmSandboxPayment').length, 0);
  equal(document.querySelector('kind-donate-form [slot=payment]'), null);
});

test('takes another card after a decline, for the same donation and payment', async (t) => {
  const declined = { error: { type: 'card_error', code: 'expired_card' } };
  const { asked, named, heard } = await show(t, { confirm: () => declined });
  await goOn();
  const fields = await find(first, HTMLInputElement);
  await pay();
  match((await inform('[role=alert]')).textContent ?? '', /The card was declined/);
  equal(pierce(first), fields);
  changeStripe({});
  await pay();
  await inform('[part=done]');
  deepEqual(heard, ['card_declined', 'kind-donated']);
  equal(asked('createDonation').length, 1);
  equal(named('elements').length, 1);
});

test('says nothing twice where Stripe says beside its fields what is wrong', async (t) => {
  const { named, heard, asked } = await show(t, { invalid: () => ({ type: 'validation_error' }) });
  await goOn();
  await pay();
  await until(() => named('submit').length === 1, 'the check');
  await until(() => pierce(`${form} .spinner`) === null, 'the form to be free again');
  equal(pierce(`${form} [role=alert]`), null);
  deepEqual(heard, []);
  equal(asked('getDonationStatus').length, 0);
});

test('locks Stripe’s fields while the payment is under way', async (t) => {
  const { named } = await show(t, { confirm: () => new Promise(() => {}) });
  await goOn();
  await pay();
  await inform('.spinner');
  await until(() => named('element.update').length === 1, 'the lock');
  deepEqual(named('element.update')[0]?.given, { readOnly: true });
  await act(`click ${submit}`);
  equal(named('submit').length, 1);
});

test('asks the platform before the donor can pay again when the connection breaks', async (t) => {
  const lost = { error: { type: 'api_connection_error' } };
  const { asked, named } = await show(
    t,
    { confirm: () => lost },
    { getDonationStatus: oneByOne('offline', stands('pending'), stands('succeeded')) },
  );
  await goOn();
  await pay();
  match((await inform('[role=alert]')).textContent ?? '', /No connection/);
  equal(asked('getDonationStatus').length, 2);
  changeStripe({});
  await pay();
  await inform('[part=done]');
  equal(named('confirmPayment').length, 2);
  equal(asked('createDonation').length, 1);
});

test('never shows the sandbox’s question, whatever Stripe answers', async (t) => {
  await show(t, { confirm: () => ({ paymentIntent: { status: 'requires_action' } }) });
  await goOn();
  await pay();
  match((await inform('[role=alert]')).textContent ?? '', /was not confirmed/);
  equal(pierce(`${form} [part=challenge]`), null);
});

test('says that the fields did not come, and fetches them again until they do', async (t) => {
  const { named } = await show(t, { fields: 'loaderror' });
  await choose();
  await act(`click ${submit}`);
  match((await inform('[part=alert]')).textContent ?? '', /payment fields could not be loaded/);
  const button = await find(submit, HTMLButtonElement);
  await until(() => button.textContent?.trim() === 'Try again', 'the offer');
  changeStripe({});
  button.click();
  await find(first, HTMLInputElement);
  await pay();
  await inform('[part=done]');
  equal(named('mount').length, 2);
});

test('comes back from a page of the bank by the platform’s word, without Stripe', async (t) => {
  const before = await show(t, { confirm: () => new Promise(() => {}) });
  await goOn();
  await pay();
  await until(() => before.named('confirmPayment').length === 1, 'the way to the bank');
  before.kit.remove();
  const after = await show(t);
  await inform('[part=done]');
  deepEqual(after.calls, []);
  deepEqual(after.heard, ['kind-donated']);
  equal(after.asked('createDonation').length, 0);
});

test('waits for the platform’s word where Stripe has the payment already', async (t) => {
  const before = await show(t, { confirm: () => new Promise(() => {}) });
  await goOn();
  await pay();
  await until(() => before.named('confirmPayment').length === 1, 'the way to the bank');
  before.kit.remove();
  const after = await show(
    t,
    { fields: 'loaderror', status: 'succeeded' },
    { getDonationStatus: oneByOne(stands('pending'), stands('pending'), stands('succeeded')) },
  );
  await inform('[part=done]');
  ok(after.named('retrievePaymentIntent').length > 0);
  equal(after.named('confirmPayment').length, 0);
  deepEqual(after.heard, ['kind-donated']);
});

test('keeps nothing of Stripe’s fields in storage', async (t) => {
  const { named } = await show(t, { confirm: () => new Promise(() => {}) });
  await goOn();
  await pay();
  await until(() => named('confirmPayment').length === 1, 'the payment');
  const kept = JSON.stringify({ ...sessionStorage, ...localStorage });
  doesNotMatch(kept, /details|confirm"|elements|appearance/);
});

test('brings the fields of the new payment when the amount is changed', async (t) => {
  const { named, asked } = await show(
    t,
    {},
    { createDonation: oneByOne(created(), created(other)) },
  );
  await goOn();
  const before = await find(first, HTMLInputElement);
  await act(`click ${form} [part=summary] button`);
  await goOn(3);
  await until(() => named('elements').length === 2, 'the new fields');
  equal(before.isConnected, false);
  const secrets = named('elements').map(({ given }) => Object(given).clientSecret);
  deepEqual(secrets, ['pi_1_secret_2', 'pi_2_secret_3']);
  equal(document.querySelectorAll('kind-donate-form [slot=payment]').length, 1);
  equal(asked('createDonation').length, 2);
});

test('begins again at the amount where the platform says that the payment is over', async (t) => {
  const failed = { body: { ...donationStatusExample, state: 'failed', failureCode: null } };
  const { named, asked } = await show(
    t,
    {},
    {
      createDonation: oneByOne(created(), created(other)),
      getDonationStatus: oneByOne(failed, stands('succeeded')),
    },
  );
  await goOn();
  await pay();
  match((await inform('[role=alert]')).textContent ?? '', /declined.*Nothing was charged/);
  await inform('[part=amounts]');
  await goOn();
  await until(() => named('elements').length === 2, 'the new fields');
  await pay();
  await inform('[part=done]');
  const keys = asked('createDonation').map(({ headers }) => headers.get('Idempotency-Key'));
  notEqual(keys[0], keys[1]);
});

test('stays at the amount when a new donation cannot be made', async (t) => {
  const failed = { body: { ...donationStatusExample, state: 'failed', failureCode: null } };
  await show(
    t,
    {},
    {
      createDonation: oneByOne(created(), problem('amount_too_small')),
      getDonationStatus: failed,
    },
  );
  await goOn();
  await pay();
  await inform('[part=amounts]');
  await choose();
  await act(`click ${submit}`);
  await until(
    () => /could not be taken/.test(pierce(`${form} [role=alert]`)?.textContent ?? ''),
    'why',
  );
  await inform('[part=amounts]');
});
