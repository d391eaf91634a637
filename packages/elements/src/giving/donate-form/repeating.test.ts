import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import {
  createdDonationExample,
  donationStatusExample,
  type Project,
  projectExample,
} from '@kindcart/contract';
import { type Answers, oneByOne } from '../../internal/testing/platform.ts';
import { act, fill, find, pierce, settle, until } from '../../internal/testing/stage.ts';
import { offerFor } from './offer.ts';
import { choose, form, goOn, html, inform, pay, show, submit } from './testing.ts';

const field = (id: string) => find(`${form} #${id}`, HTMLInputElement);
const often = (place: number) =>
  find(`${form} [part=interval] label:nth-child(${place}) input`, HTMLInputElement);
const text = async (selector: string) => (await inform(selector)).textContent ?? '';
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

/** In a year whose next payment is always to come. */
const createdAt = '2126-01-31T08:00:00.000Z';
const monthly = { ...donationStatusExample, interval: 'month', createdAt };
const created = (change: object) => ({
  status: 201,
  body: { ...createdDonationExample, donation: { ...createdDonationExample.donation, ...change } },
});
const answers: Answers = {
  createDonation: created({ interval: 'month', createdAt }),
  getDonationStatus: { body: monthly },
};

test('is a single gift until the donor says otherwise', async (t) => {
  const { asked } = await show(t);
  equal((await often(1)).checked, true);
  await goOn();
  equal('interval' in Object(asked('createDonation')[0]?.body), false);
});

test('says everywhere that a gift repeats, and when it is paid next', async (t) => {
  const { asked } = await show(t, { answers });
  (await often(2)).click();
  fill(await field('email'), 'lin@example.org');
  await choose();
  await until(
    async () => (await text('[part=submit]')).includes('Continue with CN¥50.00 every month'),
    'the interval on the button',
  );
  await goOn();
  equal(Object(asked('createDonation')[0]?.body).interval, 'month');
  match(await text('[part=summary]'), /You pay\s*CN¥51\.80 every month/);
  match(await text('[part=summary]'), /next payment is on February 28, 2126\./);
  equal((await text('[part=submit]')).trim(), 'Donate CN¥51.80 every month');
  await pay();
  match(
    await text('[part=done]'),
    /CN¥50\.00 has arrived\. The next payment is on February 28, 2126/,
  );
});

test('asks for an address only of a gift that repeats, and says why', async (t) => {
  const { element, asked } = await show(t);
  await choose();
  (await often(3)).click();
  await until(async () => /change or stop/.test(await text('#email-hint')), 'the reason');
  equal((await field('email')).getAttribute('aria-required'), 'true');
  await act(`click ${submit}`);
  match(await text('#email-error'), /change or stop/);
  await until(() => element.shadowRoot?.activeElement?.id === 'email', 'focus on the address');
  equal(asked('createDonation').length, 0);
  (await often(1)).click();
  await until(() => !pierce(`${form} #email-error`), 'the error to go');
  await goOn();
});

test('asks for an address even where the charity asks nothing else', async (t) => {
  await show(t, { html: html.replace('project', 'ask="repeat" project') });
  await often(2);
  equal(pierce(`${form} #email`), null);
  (await often(2)).click();
  await field('email');
});

test('offers a smaller monthly gift below the button that pays, once', async (t) => {
  const { asked } = await show(t, {
    answers: { ...answers, createDonation: oneByOne(created({}), created({ interval: 'month' })) },
  });
  await goOn();
  const offer = await inform('[part=offer]');
  match(offer.textContent ?? '', /CN¥20 every month would/);
  const button = await inform('[part=submit]');
  ok(button.compareDocumentPosition(offer) & Node.DOCUMENT_POSITION_FOLLOWING);
  offer.querySelector('button')?.click();
  await until(() => pierce(`${form} #email`), 'the first page, for the address');
  await act(`wait ${form} [part=interval] label:nth-child(2) input`);
  equal((await often(2)).checked, true);
  equal(asked('createDonation').length, 1);
  fill(await field('email'), 'lin@example.org');
  await act(`click ${submit}`);
  await until(() => asked('createDonation').length === 2, 'the monthly gift');
  const { gift, interval } = Object(asked('createDonation')[1]?.body);
  deepEqual([gift, interval], [yuan(2_000), 'month']);
  await act(`click ${form} .summary .link`);
  (await often(1)).click();
  await goOn();
  equal(pierce(`${form} [part=offer]`), null);
});

test('takes the offer at once of who has left an address', async (t) => {
  const { asked } = await show(t, {
    answers: { ...answers, createDonation: oneByOne(created({}), created({ interval: 'month' })) },
  });
  fill(await field('email'), 'lin@example.org');
  await goOn();
  await act(`click ${form} [part=offer] button`);
  await until(() => asked('createDonation').length === 2, 'the monthly gift');
  match(await text('[part=summary]'), /every month/);
});

test('offers nothing where the charity does not want it', async (t) => {
  const { element } = await show(t, {
    html: html.replace('project', 'ask="repeat email" project'),
  });
  await goOn();
  await settle(element);
  equal(pierce(`${form} [part=offer]`), null);
});

test('asks nobody how often where the charity does not want it', async (t) => {
  await show(t, { html: html.replace('project', 'ask="email" project') });
  await inform('[part=amounts]');
  equal(pierce(`${form} [part=interval]`), null);
});

test('begins with what was chosen elsewhere, and asks the platform for nothing yet', async (t) => {
  const { element, asked } = await show(t);
  await inform('[part=amounts]');
  element.begin({ interval: 'month', gift: yuan(10_000) });
  await until(async () => (await often(2)).checked, 'the interval');
  await until(async () => (await text('[part=submit]')).includes('CN¥100.00 every month'), 'it');
  element.begin({ interval: 'month', gift: yuan(7_700) });
  await until(async () => (await field('own-amount')).value === '77.00', 'an amount of its own');
  equal(asked('createDonation').length, 0);
});

const offers: readonly [gift: number, change: object, place: number | undefined][] = [
  [2_000, {}, undefined],
  [3_999, {}, undefined],
  [4_000, {}, 0],
  [5_000, {}, 0],
  [10_000, {}, 1],
  [30_000, {}, 2],
  [90_000, {}, 3],
  [90_000, { interval: 'month' }, undefined],
];

for (const [amount, change, place] of offers) {
  test(`offers in the place of ${amount} ${JSON.stringify(change)} what stands at ${place}`, () => {
    equal(
      offerFor(projectExample, { ...donationStatusExample, gift: yuan(amount), ...change }),
      place,
    );
  });
}

test('offers the largest that is small enough, in whatever order they stand', () => {
  const suggestedAmounts: Project['suggestedAmounts'] = [9_000, 1_000, 4_000].map(yuan);
  const project = { ...projectExample, suggestedAmounts };
  equal(offerFor(project, { ...donationStatusExample, gift: yuan(8_000) }), 2);
});
