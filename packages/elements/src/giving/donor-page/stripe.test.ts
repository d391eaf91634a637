// Another card for a monthly gift that Stripe charges, on the donor's own page. A stand-in speaks
// Stripe.js's documented interface.
import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  donorRecurringGiftExample,
  type PaymentStart,
  replaceCardStartExample,
} from '@kindcart/contract';
import { type Answers, oneByOne, problem } from '../../internal/testing/platform.ts';
import { act, find, pierce, stage, until } from '../../internal/testing/stage.ts';
import { changeStripe, installStripe, type StripePlay } from '../../internal/testing/stripe.ts';
import '../../kit/kit/define.ts';
import './define.ts';

const page = 'kind-donor-page >>>';
const { id } = donorRecurringGiftExample;
const html = '<kind-donor-page></kind-donor-page>';
const button = `${page} .act:not([aria-disabled])`;
const firstField = 'kind-donor-page .kind-stripe input';

const payment: PaymentStart = {
  ...replaceCardStartExample.payment,
  provider: 'stripe',
  clientSecret: 'seti_1_secret_2',
  publishableKey: 'pk_test_donor',
  account: 'acct_1',
};
const other = { reference: 'pay_01k9p4n2c6fz3t6v8w0x2y4z7b', clientSecret: 'seti_2_secret_3' };
const begun = (change: object = {}) => ({
  body: { recurringGiftId: id, payment: { ...payment, ...change } },
});

const listed = (change: Partial<typeof donorRecurringGiftExample> = {}) => ({
  body: { items: [{ ...donorRecurringGiftExample, ...change }], nextCursor: null },
});
const renewed = listed({ card: { brand: 'mastercard', last4: '4444' } });

async function show(t: TestContext, play: StripePlay = {}, answers: Answers = {}, fragment = true) {
  const calls = installStripe(play);
  const made = await stage({
    html,
    ...(fragment && { fragment: 'kindcart-donor=bGluaw' }),
    answers: {
      replaceDonorRecurringGiftCard: begun(),
      listDonorRecurringGifts: listed(),
      ...answers,
    },
  });
  t.after(made.close);
  const asked = (endpoint: string) =>
    made.platform.asked.filter((each) => each.endpoint === endpoint);
  const named = (name: string) => calls.filter((call) => call.name === name);
  return { ...made, calls, asked, named };
}

async function open(): Promise<void> {
  await act(`click ${page} [data-open="card ${id}"]`);
  await find(firstField, HTMLInputElement);
}

const text = async (selector: string) =>
  (await find(`${page} ${selector}`, HTMLElement)).textContent ?? '';
const saysLive = (words: string) =>
  until(() => pierce(`${page} [role=status]`)?.textContent === words, words);
const saysWrong = (pattern: RegExp) =>
  until(() => pattern.test(pierce(`${page} [role=alert]`)?.textContent ?? ''), `${pattern}`);

/** Addresses of all that the page has loaded: the page's own list ends after so many. */
const loaded: string[] = [];
new PerformanceObserver((list) => {
  loaded.push(...list.getEntries().map(({ name }) => name));
}).observe({ type: 'resource', buffered: true });
const isLoaded = (part: string) => loaded.some((name) => name.includes(part));

// Before all others, since what a page has loaded it has for good.
test('loads nothing of Stripe before the donor begins, and nothing of the sandbox then', async (t) => {
  const { calls, named } = await show(t);
  await text('#recurring-title');
  ok(!isLoaded('payments/stripe/fields'));
  deepEqual(calls, []);
  await open();
  await until(() => isLoaded('payments/stripe/fields'), 'Stripe’s part');
  const options = { stripeAccount: 'acct_1' };
  deepEqual(named('Stripe')[0]?.given, { key: 'pk_test_donor', options });
  ok(!isLoaded('payments/sandbox-card/'));
});

test('shows the new card once the platform says so, and not before', async (t) => {
  const { platform, element, named, asked } = await show(t);
  await open();
  ok(element.querySelector('.kind-stripe')?.getAttribute('slot') === 'payment', 'in light DOM');
  await act(`click ${button}`);
  await until(() => named('confirmSetup').length === 1, 'the card to go to Stripe');
  await until(() => asked('listDonorRecurringGifts').length > 1, 'the platform to be asked');
  match(await text('[part=recurring]'), /4242/);
  equal(pierce(`${page} [role=status]`)?.textContent, '');
  platform.answer({ listDonorRecurringGifts: renewed });
  await saysLive('The new card is in place.');
  match(await text('[part=recurring]'), /Mastercard •••• 4444/);
  equal(element.querySelector('.kind-stripe'), null);
  equal(asked('confirmSandboxPayment').length, 0);
});

const problems: readonly [error: object, words: RegExp][] = [
  [{ type: 'card_error', code: 'card_declined' }, /^The card was declined\. Try another card/],
  [{ type: 'card_error', code: 'expired_card' }, /^The card was declined\. Try another card/],
  [{ type: 'invalid_request_error', code: 'setup_intent_authentication_failure' }, /not confirmed/],
  [{ type: 'api_connection_error' }, /No connection/],
];

for (const [error, words] of problems) {
  const { code, type } = Object(error);
  test(`says one plain reason for ${code ?? type}, and takes another card`, async (t) => {
    const { platform, named } = await show(t, { confirm: () => ({ error }) });
    await open();
    await act(`click ${button}`);
    await saysWrong(words);
    match(await text('[part=recurring]'), /4242/);
    changeStripe({});
    platform.answer({ listDonorRecurringGifts: renewed });
    await act(`click ${button}`);
    await saysLive('The new card is in place.');
    equal(named('elements').length, 1);
  });
}

test('begins anew where Stripe takes no more cards', async (t) => {
  const canceled = { setupIntent: { status: 'canceled' } };
  const { named } = await show(
    t,
    { confirm: () => canceled },
    { replaceDonorRecurringGiftCard: oneByOne(begun(), begun(other)) },
  );
  await open();
  await act(`click ${button}`);
  await until(() => named('elements').length === 2, 'new fields');
  equal(Object(named('elements')[1]?.given).clientSecret, other.clientSecret);
});

for (const [code, words] of [
  ['giving_paused', /too many cards were declined/],
  ['recurring_gift_over', /Something went wrong|ended/],
] as const) {
  test(`says why no card can be given where the platform answers ${code}`, async (t) => {
    const { calls } = await show(t, {}, { replaceDonorRecurringGiftCard: problem(code) });
    await act(`click ${page} [data-open="card ${id}"]`);
    await saysWrong(words);
    deepEqual(calls, []);
  });
}

test('says where Stripe cannot be had, and tries again', async (t) => {
  await show(t, { fields: 'loaderror' });
  await act(`click ${page} [data-open="card ${id}"]`);
  await saysWrong(/./);
  changeStripe({});
  await act(`click ${button}`);
  await find(firstField, HTMLInputElement);
});

/** A donor who comes back from a bank's own page to a page that knows of the way. */
async function comeBack(t: TestContext, play: StripePlay, answers: Answers = {}) {
  const made = await show(t, play, answers, false);
  await text('#email');
  const { kit, platform } = made;
  const name = `kindcart:card:${kit.getAttribute('key')} ${platform.baseUrl}`;
  const before = JSON.stringify([
    donorRecurringGiftExample.card,
    donorRecurringGiftExample.state,
    donorRecurringGiftExample.failureCode,
    donorRecurringGiftExample.updatedAt,
  ]);
  sessionStorage.setItem(name, JSON.stringify({ id, payment, before }));
  const address = location.href;
  t.after(() => history.replaceState(null, '', address));
  const url = new URL(address);
  url.searchParams.set('setup_intent', 'seti_1');
  url.searchParams.set('setup_intent_client_secret', payment.clientSecret);
  // What stands in an address is nobody's word.
  url.searchParams.set('redirect_status', 'succeeded');
  history.replaceState(null, '', url);
  location.hash = '#kindcart-donor=bGluaw';
  return { ...made, name };
}

test("asks Stripe after a bank's own page, and shows the card that the platform knows by then", async (t) => {
  const { named, asked, name } = await comeBack(
    t,
    { fields: 'loaderror', status: 'succeeded' },
    { listDonorRecurringGifts: renewed },
  );
  await saysLive('The new card is in place.');
  ok(named('retrieveSetupIntent').length > 0);
  equal(named('confirmSetup').length, 0);
  equal(asked('replaceDonorRecurringGiftCard').length, 0);
  doesNotMatch(location.href, /setup_intent|redirect_status/);
  equal(sessionStorage.getItem(name), null);
});

test('waits for the platform where only Stripe has the card', async (t) => {
  const { platform, asked } = await comeBack(t, { fields: 'loaderror', status: 'succeeded' });
  await until(() => asked('listDonorRecurringGifts').length > 1, 'the platform to be asked');
  match(await text('[part=recurring]'), /4242/);
  platform.answer({ listDonorRecurringGifts: renewed });
  await saysLive('The new card is in place.');
});

test('says that the bank was not answered, whatever the address says, and takes another card', async (t) => {
  const lastError = { type: 'invalid_request_error', code: 'setup_intent_authentication_failure' };
  const { platform, named } = await comeBack(t, { lastError });
  await saysWrong(/not confirmed/);
  equal(named('confirmSetup').length, 0);
  platform.answer({ listDonorRecurringGifts: renewed });
  await act(`click ${button}`);
  await saysLive('The new card is in place.');
  equal(named('confirmSetup').length, 1);
});

test('believes no address that nobody was led away from', async (t) => {
  const { calls } = await comeBack(
    t,
    {},
    { listDonorRecurringGifts: listed({ id: 'rec_01k9p4n2c6fz3t6v8w0x2y4z99' }) },
  );
  await text('#recurring-title');
  await until(() => !location.search.includes('setup_intent'), 'the address to be cleared');
  equal(pierce(`${page} [part=panel]`), null);
  deepEqual(calls, []);
});
