// A donor gives through Stripe, in every engine: the real page, form, SDK of Stripe's and platform, with
// stand-ins for what is Stripe's own, its API and its script. In the page by the Payment Element, and
// without scripts on Stripe's page. What Stripe has been paid is held against the charity's books.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Donation } from '@kindcart/contract';
import { stripeEventsPath } from '@kindcart/contract/routes';
import {
  type StripeStandIn,
  startStripe,
} from '../../../platform/src/payments/stripe/testing/stand-in.ts';
import { type EngineName, engineNames } from '../browsers/engines.ts';
import { type Browser, type LaunchSettings, launch, type Page } from '../browsers/page.ts';
import { card, Donor, seesText } from './testing/donor.ts';
import { openSite, type Site } from './testing/site.ts';
import { stripeJs } from './testing/stripe-js.ts';

const good = card('4242 4242 4242 4242');
const declined = card('4000 0000 0000 0002');
const projectId = 'prj_01m1dbb0m0fqss744ymsf34y8n';
const webhookSecret = 'whsec_of_the_stand_in_0123456789';
const timeout = 120_000;

let stripe: StripeStandIn;
let site: Site;

before(async () => {
  stripe = await startStripe(webhookSecret);
  site = await openSite('charity-site', {
    variables: {
      KINDCART_STRIPE_SECRET_KEYS: 'sk_test_1234567890',
      KINDCART_STRIPE_PUBLISHABLE_KEYS: 'pk_test_0987654321',
      KINDCART_STRIPE_WEBHOOK_SECRETS: webhookSecret,
      KINDCART_STRIPE_API: stripe.url.origin,
    },
    own: {
      '/stripe.js': async () => stripeJs,
      '/stripe/confirm': confirm,
      '/stripe/retrieve': async (body) => {
        const { status } = stripe.read(intentOf(JSON.parse(body)));
        return JSON.stringify({ paymentIntent: { status } });
      },
    },
  });
});

after(async () => {
  assert.match(await site.close(), /The books are clean\./);
  await stripe.close();
});

const intentOf = ({ clientSecret }: { clientSecret: string }) =>
  clientSecret.slice(0, clientSecret.indexOf('_secret_'));

/** Stripe's side of a card that was typed: it is charged or not, and the platform is told. */
async function confirm(body: string): Promise<string> {
  const asked: { clientSecret: string; number: string } = JSON.parse(body);
  const intent = intentOf(asked);
  if (asked.number !== good.number) {
    const error = { type: 'card_error', code: 'card_declined', decline_code: 'lost_card' } as const;
    stripe.setIntent(intent, { status: 'requires_payment_method', last_payment_error: error });
    await tell('payment_intent.payment_failed', intent);
    return JSON.stringify({ error });
  }
  const amount_received = Number(stripe.read(intent).amount);
  stripe.setIntent(intent, { status: 'succeeded', amount_received, last_payment_error: null });
  await tell('payment_intent.succeeded', intent);
  return JSON.stringify({ paymentIntent: { status: 'succeeded' } });
}

/** Stripe's webhook. */
async function tell(type: string, objectId: string): Promise<void> {
  const { body, signature } = stripe.event(type, objectId);
  const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': signature };
  const answer = await fetch(`${site.origin}${stripeEventsPath}`, {
    method: 'POST',
    headers,
    body,
  });
  assert.equal(answer.status, 200, await answer.text());
}

async function visit(
  engine: EngineName,
  settings: LaunchSettings,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const browser: Browser = await launch(engine, { width: 1100, height: 900, ...settings });
  try {
    const page = await browser.newPage();
    await act(page);
    assert.deepEqual(await page.consoleErrors(), []);
    assert.deepEqual(site.cookies, []);
  } finally {
    await browser.close();
  }
}

/** A charity's page with a button, and Stripe's script before the SDK. */
const pageHtml = () => `<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A charity's page</title>
<link rel="icon" href="/images/mark.svg">
<script src="/stripe.js"></script>
<script type="module" src="/sdk/kindcart.js" data-key="${site.publishableKey}"></script>
<main>
<kind-donate-button project="${projectId}"><a href="/give/${projectId}">Donate</a></kind-donate-button>
</main></html>`;

async function openForm(page: Page, name: string): Promise<Donor> {
  await page.goto(site.show(pageHtml()));
  // Until then it is a link to the hosted page.
  await page.waitFor(() => customElements.get('kind-donate-button'));
  const donor = new Donor(page, 'kind-donate-button');
  await donor.open();
  await donor.choose(2);
  await donor.sayName(name);
  await donor.goOn();
  return donor;
}

/** The one gift under a name, as the charity's server reads it. */
async function giftOf(name: string): Promise<Donation> {
  const listed = await site.charity.listDonations({ query: { limit: 100 } });
  assert(listed.ok);
  const [gift, ...others] = listed.value.items.filter(({ donorName }) => donorName === name);
  assert(gift);
  assert.deepEqual(others, []);
  return gift;
}

async function arrived(name: string): Promise<void> {
  const { state, charge } = await giftOf(name);
  assert.equal(state, 'succeeded');
  assert.deepEqual(charge, { amount: 5_000, currency: 'CNY' });
}

for (const engine of engineNames) {
  test(`gives in the page by the Payment Element in ${engine}`, { timeout }, async () => {
    const name = `In the page ${engine}`;
    const before = stripe.count('payment_intent');
    await visit(engine, {}, async (page) => {
      const donor = await openForm(page, name);
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /Your gift of CN¥50\.00 has arrived\./);
    });
    await arrived(name);
    assert.equal(stripe.count('payment_intent'), before + 1);
  });

  test(`is declined in the page and takes another card in ${engine}`, { timeout }, async () => {
    const name = `Declined ${engine}`;
    const before = stripe.count('payment_intent');
    await visit(engine, {}, async (page) => {
      const donor = await openForm(page, name);
      await donor.typeCard(declined);
      await donor.submit();
      await seesText(page, `${donor.form} >>> [role=alert]`, /declined|not accepted/);
      assert.notEqual((await giftOf(name)).state, 'succeeded');
      await donor.typeCard(good);
      await donor.submit();
      await donor.sees('done', /Your gift of CN¥50\.00 has arrived\./);
    });
    await arrived(name);
    assert.equal(stripe.count('payment_intent'), before + 1);
  });

  test(`gives on Stripe's page without scripts in ${engine}`, { timeout }, async () => {
    const name = `On Stripe's page ${engine}`;
    await visit(engine, { scripts: false }, async (page) => {
      await page.goto(`${site.origin}/give/${projectId}?lang=en`);
      await page.click('.tiles .tile:nth-child(2)');
      await page.fill('#donor-name', name);
      await page.click('main button[type=submit]');
      await seesText(page, 'body', /5000 cny in Stripe's units/);
      const session = await page.evaluate(() => location.pathname.replace('/pay/', ''));
      await page.click('button[value=succeeded]');
      await seesText(page, 'body', /Your payment is on its way/);
      await tell('checkout.session.completed', session);
      await seesText(page, 'body', /Your gift of CN¥50\.00 has arrived\./);
    });
    await arrived(name);
  });
}
