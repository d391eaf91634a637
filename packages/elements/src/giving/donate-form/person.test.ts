import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { sendKeys } from '@web/test-runner-commands';
import { problem } from '../../internal/testing/platform.ts';
import { act, fill, find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { card, choose, form, goOn, html, inform, isLoaded, pay, show, submit } from './testing.ts';

const field = (id: string) => find(`${form} #${id}`, HTMLInputElement);
const news = `${form} [part=news] input`;
const openDedication = () => act(`click ${form} [part=dedication] summary`);

test('asks for an address, says why, and can do without', async (t) => {
  const { asked } = await show(t);
  const email = await field('email');
  equal(email.getAttribute('aria-describedby'), 'email-hint');
  match((await inform('#email-hint')).textContent ?? '', /receipt/);
  match((await inform('label[for=email]')).textContent ?? '', /optional/);
  await goOn();
  equal('details' in Object(asked('createDonation')[0]?.body), false);
});

test('asks about news only who leaves an address, and never ticks the box', async (t) => {
  const { asked } = await show(t);
  await inform('[part=amounts]');
  equal(pierce(news), null);
  fill(await field('email'), 'lin@example.org');
  const box = await find(news, HTMLInputElement);
  equal(box.checked, false);
  const words = box.closest('label')?.textContent?.trim();
  box.click();
  await goOn();
  const { details } = Object(asked('createDonation')[0]?.body);
  deepEqual(details, {
    email: 'lin@example.org',
    language: 'en',
    dedication: null,
    updatesConsent: words,
    cameFrom: null,
  });
});

test('sends the consent in the words that were shown, in the language of the form', async (t) => {
  const made = await stage({ html }, { locale: 'zh-CN' });
  t.after(made.close);
  fill(await field('email'), 'lin@example.org');
  const box = await find(news, HTMLInputElement);
  const words = box.closest('label')?.textContent?.trim();
  box.click();
  await goOn();
  const sent = made.platform.asked.find(({ endpoint }) => endpoint === 'createDonation')?.body;
  const { language, updatesConsent } = Object(sent).details;
  deepEqual([language, updatesConsent], ['zh-CN', words]);
});

test('says beside the address that it is none, and keeps what was typed', async (t) => {
  const { element, asked } = await show(t);
  await choose();
  const email = await field('email');
  fill(email, 'lin at example.org');
  await act(`click ${submit}`);
  match((await inform('#email-error')).textContent ?? '', /such as name@example\.org/);
  ok(email.getAttribute('aria-describedby')?.includes('email-error'));
  await until(() => element.shadowRoot?.activeElement === email, 'focus on the address');
  equal(email.value, 'lin at example.org');
  equal(asked('createDonation').length, 0);
  fill(email, 'lin@example.org');
  await until(() => !pierce(`${form} #email-error`), 'the error to go');
});

test('goes first to the amount when that is missing as well', async (t) => {
  const { element } = await show(t);
  fill(await field('email'), 'x');
  await act(`click ${submit}`);
  await inform('#email-error');
  await until(() => element.shadowRoot?.activeElement?.matches('[name=amount]'), 'focus');
});

test('puts what the platform finds wrong with an address beside it', async (t) => {
  const refused = Object(problem('request_invalid'));
  const errors = [{ field: 'details.email', message: 'is not an e-mail address' }];
  const { element } = await show(t, {
    answers: { createDonation: { ...refused, body: { ...refused.body, errors } } },
  });
  fill(await field('email'), 'lin@1.23');
  await choose();
  await act(`click ${submit}`);
  await inform('#email-error');
  await until(() => element.shadowRoot?.activeElement?.id === 'email', 'focus on the address');
  equal((await field('email')).value, 'lin@1.23');
});

test('asks about the public name only where there is one', async (t) => {
  await show(t);
  await inform('[part=amounts]');
  equal(pierce(`${form} [part=anonymous]`), null);
  fill(await field('name'), '林晓');
  await inform('[part=anonymous]');
});

test('dedicates a gift, with a card, by the keyboard', async (t) => {
  const { asked } = await show(t);
  await choose();
  ok(!isLoaded('donate-form/dedication.ts'));
  (await inform('[part=dedication] summary')).focus();
  await sendKeys({ press: 'Enter' });
  await inform('[name=dedication-kind]');
  await sendKeys({ press: 'Tab' });
  await sendKeys({ press: 'ArrowDown' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: 'Ana' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: ' ' });
  await field('recipient-name');
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: 'Bo' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: 'bo@example.org' });
  await sendKeys({ press: 'Enter' });
  await find(card.number, HTMLInputElement);
  deepEqual(Object(asked('createDonation')[0]?.body).details.dedication, {
    kind: 'memory',
    name: 'Ana',
    card: { recipientName: 'Bo', recipientEmail: 'bo@example.org', message: null },
  });
});

test('says what a card lacks, and opens the fold for it', async (t) => {
  const { element, asked } = await show(t);
  await choose();
  await openDedication();
  await act(`click ${form} [part=dedication-card] input`);
  await field('recipient-email');
  await openDedication();
  await act(`click ${submit}`);
  for (const id of ['dedication-name', 'recipient-name', 'recipient-email']) {
    await inform(`#${id}-error`);
  }
  await until(() => element.shadowRoot?.activeElement?.id === 'dedication-name', 'focus');
  equal(asked('createDonation').length, 0);
});

test('gives without a dedication that was opened and left empty', async (t) => {
  const { asked } = await show(t);
  await openDedication();
  await field('dedication-name');
  await goOn();
  equal('details' in Object(asked('createDonation')[0]?.body), false);
});

test('finds all of it again after a reload', async (t) => {
  const { kit, element } = await show(t);
  await choose();
  fill(await field('email'), 'lin@example.org');
  (await find(news, HTMLInputElement)).click();
  await openDedication();
  fill(await field('dedication-name'), 'Ana');
  await act(`click ${submit}`);
  await find(card.number, HTMLInputElement);
  const key = kit.getAttribute('key');
  element.remove();
  const again = await show(t);
  again.kit.setAttribute('key', `${key}`);
  await act(`click ${form} .summary .link`);
  equal((await field('email')).value, 'lin@example.org');
  equal((await find(news, HTMLInputElement)).checked, true);
  equal((await field('dedication-name')).value, 'Ana');
});

test('asks only what the charity wants asked', async (t) => {
  const { element } = await show(t, { html: html.replace('project', 'ask="" project') });
  await inform('[part=amounts]');
  for (const part of ['#email', '[part=dedication]']) equal(pierce(`${form} ${part}`), null, part);
  element.setAttribute('ask', 'email');
  fill(await field('email'), 'lin@example.org');
  await settle(element);
  equal(pierce(news), null);
});

test('keeps name and address for another gift, and nothing else', async (t) => {
  await show(t);
  fill(await field('name'), '林晓');
  fill(await field('email'), 'lin@example.org');
  await openDedication();
  fill(await field('dedication-name'), 'Ana');
  await goOn();
  await pay();
  await act(`click ${form} [part=again]`);
  equal((await field('name')).value, '林晓');
  equal((await field('email')).value, 'lin@example.org');
  equal(pierce(`${form} #dedication-name`), null);
});
