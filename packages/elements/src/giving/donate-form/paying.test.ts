// From the card to the thanks, and everything that can come between.
import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createdDonationExample, type PaymentStart } from '@kindcart/contract';
import type { KindDonateErrorEvent } from '../../events/donate.ts';
import { type Answers, oneByOne, problem } from '../../internal/testing/platform.ts';
import {
  act,
  fill,
  find,
  pierce,
  type Stage,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { fieldsOf } from '../../payments/providers.ts';
import { KindDonateForm } from './donate-form.ts';
import {
  card,
  choose,
  confirmed,
  form,
  goOn,
  html,
  inform,
  isLoaded,
  pay,
  show,
  stands,
  submit,
} from './testing.ts';

// The tab's own storage, which the platform of a test stands before.
const tab = sessionStorage;

/** A form whose payment fields cannot be fetched so many times. */
class UnluckyForm extends KindDonateForm {
  failures = 2;

  protected override readonly loads = {
    paying: () => import('./paying.ts'),
    fields: (provider: PaymentStart['provider']) => {
      this.failures -= 1;
      if (this.failures >= 0) return Promise.reject(new TypeError('Failed to fetch'));
      return fieldsOf(provider);
    },
  };
}
customElements.define('x-unlucky-form', UnluckyForm);

/** A form whose second page cannot be fetched before it is told that there is a connection. */
class LonelyForm extends KindDonateForm {
  connected = false;

  protected override readonly loads = {
    fields: fieldsOf,
    paying: () =>
      this.connected ? import('./paying.ts') : Promise.reject(new TypeError('Failed to fetch')),
  };
}
customElements.define('x-lonely-form', LonelyForm);

test('says that the page after the first did not come, and goes on when it is asked again', async (t) => {
  const lonely = 'x-lonely-form >>>';
  const made = await stage({ html: html.replaceAll('kind-donate-form', 'x-lonely-form') });
  t.after(made.close);
  const { element, platform } = made;
  ok(element instanceof LonelyForm);
  await act(`click ${lonely} .tiles label:nth-child(2) input`);
  await settle(element);
  equal(pierce(`${lonely} [part=alert]`), null);
  await act(`click ${lonely} [part=submit]`);
  match(
    (await find(`${lonely} [part=alert]`, HTMLElement)).textContent ?? '',
    /could not be loaded/,
  );
  ok(platform.asked.every(({ endpoint }) => endpoint !== 'createDonation'));
  element.connected = true;
  await act(`click ${lonely} [part=submit]`);
  await find('x-lonely-form .kind-card input', HTMLInputElement);
  equal(pierce(`${lonely} [part=alert]`), null);
  equal(platform.asked.filter(({ endpoint }) => endpoint === 'createDonation').length, 1);
});

test('goes on with a payment from before a reload once what it needs has come', async (t) => {
  await show(t);
  await goOn();
  const kept = { ...tab };
  const lonely = html.replaceAll('kind-donate-form', 'x-lonely-form');
  const made = await stage({ html: lonely });
  t.after(made.close);
  for (const [name, value] of Object.entries(kept)) tab.setItem(name, value);
  const { element } = made;
  ok(element instanceof LonelyForm);
  const retry = await find('x-lonely-form >>> [part=retry]', HTMLElement);
  equal(pierce('x-lonely-form >>> [part=amounts]'), null);
  element.connected = true;
  retry.click();
  await find('x-lonely-form .kind-card input', HTMLInputElement);
});

test('says that the payment fields did not come, and fetches them again until they do', async (t) => {
  const unlucky = 'x-unlucky-form >>>';
  const rejected: unknown[] = [];
  const listen = (event: PromiseRejectionEvent) => rejected.push(event.reason);
  window.addEventListener('unhandledrejection', listen);
  t.after(() => window.removeEventListener('unhandledrejection', listen));
  const made = await stage({ html: html.replaceAll('kind-donate-form', 'x-unlucky-form') });
  t.after(made.close);
  await act(`click ${unlucky} .tiles label:nth-child(2) input`);
  await act(`click ${unlucky} [part=submit]`);
  const alert = () => find(`${unlucky} [part=alert]`, HTMLElement);
  match((await alert()).textContent ?? '', /payment fields could not be loaded/);
  const button = await find(`${unlucky} [part=submit]`, HTMLButtonElement);
  equal(button.textContent?.trim(), 'Try again');
  button.click();
  await until(() => made.element instanceof UnluckyForm && made.element.failures === 0, 'a try');
  await alert();
  await until(() => button.textContent?.trim() === 'Try again', 'the second failure');
  button.click();
  await find('x-unlucky-form .kind-card input', HTMLInputElement);
  await until(() => button.textContent?.includes('Donate CN¥51.80'), 'the button to pay');
  equal(pierce(`${unlucky} [part=alert]`), null);
  equal(rejected.length, 0);
});

test('loads nothing of Stripe for a gift in the sandbox', async (t) => {
  await show(t);
  await goOn();
  ok(isLoaded('payments/sandbox-card/'));
  ok(!isLoaded('payments/stripe/'));
  ok(!isLoaded('js.stripe.com'));
});

test('says beside each card field what is wrong, and goes to the first', async (t) => {
  const { asked } = await show(t);
  await goOn();
  await act(`click ${submit}`);
  const number = await find(card.number, HTMLInputElement);
  await until(() => document.activeElement === number, 'focus on the number');
  const described = number.getAttribute('aria-describedby') ?? 'nothing';
  match(document.getElementById(described)?.textContent ?? '', /12 to 19 digits/);
  equal((await find(card.cvc, HTMLInputElement)).getAttribute('aria-invalid'), 'true');
  equal(asked('confirmSandboxPayment').length, 0);
});

test('keeps the card after a decline and pays a new donation with another', async (t) => {
  const second = { ...createdDonationExample.donation, id: 'don_01k9p4n2c6fz3t6v8w0x2y4z7b' };
  const { kit, asked } = await show(t, {
    answers: {
      createDonation: oneByOne(
        { status: 201, body: createdDonationExample },
        { status: 201, body: { ...createdDonationExample, donation: second } },
      ),
      confirmSandboxPayment: oneByOne(
        confirmed('failed', 'card_declined'),
        confirmed('processing'),
      ),
    },
  });
  const errors: KindDonateErrorEvent[] = [];
  kit.addEventListener('kind-donate-error', (event) => errors.push(event));
  await goOn();
  await pay('4000000000000002');
  match((await inform('[role=alert]')).textContent ?? '', /declined.*Nothing was charged/);
  deepEqual(
    errors.map(({ code }) => code),
    ['card_declined'],
  );
  equal((await find(card.number, HTMLInputElement)).value, '4000 0000 0000 0002');
  await pay();
  await inform('[part=done]');
  const keys = asked('createDonation').map(({ headers }) => headers.get('Idempotency-Key'));
  equal(keys.length, 2);
  notEqual(keys[0], keys[1]);
});

test('tells the page once of a failure and of a gift when two forms share a checkout', async (t) => {
  const { kit } = await show(t, {
    html: `${html}${html}`,
    answers: {
      confirmSandboxPayment: oneByOne(
        confirmed('failed', 'card_declined'),
        confirmed('failed', 'authentication_failed'),
        confirmed('processing'),
      ),
    },
  });
  const heard: string[] = [];
  kit.addEventListener('kind-donate-error', ({ code }) => heard.push(code));
  kit.addEventListener('kind-donated', ({ type }) => heard.push(type));
  await goOn();
  await pay();
  await inform('[role=alert]');
  await pay();
  await until(() => heard.length > 1, 'the second failure');
  await pay();
  await inform('[part=done]');
  deepEqual(heard, ['card_declined', 'authentication_failed', 'kind-donated']);
});

test('asks the donor what the bank asks, and goes on when it is confirmed', async (t) => {
  const { asked } = await show(t, {
    answers: {
      confirmSandboxPayment: confirmed('requires_action'),
      authenticateSandboxPayment: confirmed('processing'),
    },
  });
  await goOn();
  await pay();
  match((await inform('[part=challenge]')).textContent ?? '', /payment of CN¥51\.80 yours/);
  await act(`click ${form} [part=challenge] .primary`);
  await inform('[part=done]');
  equal(Object(asked('authenticateSandboxPayment')[0]?.body).approve, true);
});

test('goes back to the card when the donor refuses', async (t) => {
  await show(t, {
    answers: {
      confirmSandboxPayment: confirmed('requires_action'),
      authenticateSandboxPayment: confirmed('failed', 'authentication_failed'),
    },
  });
  await goOn();
  await pay();
  await act(`click ${form} [part=challenge] .secondary`);
  match((await inform('[role=alert]')).textContent ?? '', /not confirmed.*Nothing was charged/);
});

test('goes back to change the amount, and keeps the donation when it stays the same', async (t) => {
  const { asked } = await show(t);
  await goOn();
  await act(`click ${form} [part=summary] button`);
  await inform('[part=amounts]');
  await act(`click ${submit}`);
  await inform('[part=summary]');
  equal(asked('createDonation').length, 1);
  await act(`click ${form} [part=summary] button`);
  await choose(3);
  await act(`click ${submit}`);
  await until(() => asked('createDonation').length === 2, 'a new donation');
});

const whileOffline: readonly [step: string, answers: Answers][] = [
  [
    'making the donation',
    {
      createDonation: oneByOne('offline', 'offline', 'offline', 'offline', {
        status: 201,
        body: createdDonationExample,
      }),
    },
  ],
];

for (const [step, answers] of whileOffline) {
  test(`loses nothing when the connection breaks while ${step}`, async (t) => {
    const { asked } = await show(t, { answers });
    fill(await inform('#name'), '林晓');
    await choose();
    await act(`click ${submit}`);
    match(
      (await inform('[role=alert]')).textContent ?? '',
      /No connection to the donation service\. What you wrote is still here/,
    );
    equal((await find(`${form} #name`, HTMLInputElement)).value, '林晓');
    await act(`click ${submit}`);
    await find(card.number, HTMLInputElement);
    const keys = asked('createDonation').map(({ headers }) => headers.get('Idempotency-Key'));
    equal(keys.length, 5);
    equal(new Set(keys).size, 1);
  });
}

/** A page that was loaded again: nothing is left but what the tab keeps. */
async function reload(t: TestContext, { kit }: Pick<Stage, 'kit'>) {
  kit.remove();
  return show(t);
}

test('goes on after a reload while the payment is being confirmed', async (t) => {
  const before = await show(t, { answers: { confirmSandboxPayment: 'pending' } });
  await goOn();
  await pay();
  await until(() => before.asked('confirmSandboxPayment').length === 1, 'the payment');
  const { kit, asked } = await reload(t, before);
  let donated = 0;
  kit.addEventListener('kind-donated', () => {
    donated += 1;
  });
  await inform('[part=done]');
  equal(asked('createDonation').length + asked('confirmSandboxPayment').length, 0);
  equal(donated, 1);
});

test('goes on after a reload where the donor was about to pay', async (t) => {
  const before = await show(t);
  fill(await inform('#name'), '林晓');
  await goOn();
  const { asked } = await reload(t, before);
  await pay();
  await inform('[part=done]');
  equal(asked('createDonation').length, 0);
});

test('goes on after a reload while the donation is being made, with the same key', async (t) => {
  const before = await show(t, { answers: { createDonation: 'pending' } });
  await choose();
  await act(`click ${submit}`);
  const key = await until(
    () => before.asked('createDonation')[0]?.headers.get('Idempotency-Key'),
    'the donation',
  );
  const { asked } = await reload(t, before);
  await find(card.number, HTMLInputElement);
  equal(asked('createDonation')[0]?.headers.get('Idempotency-Key'), key);
});

test('never writes the card into storage', async (t) => {
  await show(t, { answers: { confirmSandboxPayment: 'pending' } });
  await goOn();
  await pay();
  await until(() => pierce(`${form} .spinner`), 'the payment under way');
  const kept = JSON.stringify({ ...tab, ...localStorage });
  ok(kept.includes('confirming'));
  ok(!kept.includes('4242'));
});

test('begins anew after an expired payment', async (t) => {
  const { asked } = await show(t, {
    answers: { confirmSandboxPayment: oneByOne(confirmed('expired')) },
  });
  await goOn();
  await pay();
  match(
    (await inform('[part=blocked]')).textContent ?? '',
    /not finished in time.*Nothing was charged/s,
  );
  await act(`click ${form} [part=retry]`);
  await inform('[part=amounts]');
  equal(asked('createDonation').length, 1);
});

test('says that the outcome is not known, and asks again', async (t) => {
  const { kit, platform } = await show(t, {
    answers: { getDonationStatus: problem('donation_unknown') },
  });
  await goOn();
  await pay();
  match((await inform('[part=blocked]')).textContent ?? '', /do not know yet/);
  platform.answer({ getDonationStatus: stands('succeeded') });
  let donated = 0;
  kit.addEventListener('kind-donated', () => {
    donated += 1;
  });
  await act(`click ${form} [part=retry]`);
  await inform('[part=done]');
  equal(donated, 1);
});

test('gives again with the name kept and nothing else', async (t) => {
  await show(t);
  fill(await inform('#name'), '林晓');
  await goOn();
  await pay();
  await act(`click ${form} [part=again]`);
  equal((await find(`${form} #name`, HTMLInputElement)).value, '林晓');
  equal(pierce(`${form} .tiles :checked`), null);
  equal(document.querySelector('kind-donate-form [slot=payment]'), null);
});
