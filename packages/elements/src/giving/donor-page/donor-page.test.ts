import { deepEqual, doesNotMatch, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { donorExample, donorRecurringGiftExample } from '@kindcart/contract';
import { type Answers, problem } from '../../internal/testing/platform.ts';
import {
  act,
  fill,
  find,
  pierce,
  type Scene,
  settle,
  stage,
  until,
} from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../../kit/kit/define.ts';
import './define.ts';
import { states } from './donor-page.states.ts';

testStates(states);

const page = 'kind-donor-page >>>';
const { id } = donorRecurringGiftExample;
const html = '<kind-donor-page><a href="/contact">Write to us</a></kind-donor-page>';

async function show(t: TestContext, scene: Partial<Scene> = {}) {
  const made = await stage({ html, fragment: 'kindcart-donor=bGluaw', ...scene });
  t.after(made.close);
  const asked = (endpoint: string) =>
    made.platform.asked.filter((each) => each.endpoint === endpoint);
  return { ...made, asked };
}

const inside = (selector: string) => find(`${page} ${selector}`, HTMLElement);
const focused = () => document.querySelector('kind-donor-page')?.shadowRoot?.activeElement;
const isFocused = (selector: string) =>
  until(() => focused()?.matches(selector), `focus on ${selector}`);
const saysLive = (text: string) =>
  until(() => pierce(`${page} [role=status]`)?.textContent === text, text);

/** Opens something on the monthly gift, with the focus where a person's would be. */
async function open(kind: string): Promise<void> {
  const button = await inside(`[data-open="${kind} ${id}"]`);
  button.focus();
  button.click();
  await inside('#panel');
}

/** The platform with the monthly gift as it is after a change. */
function changed(change: Partial<typeof donorRecurringGiftExample>): Answers {
  const gift = { ...donorRecurringGiftExample, ...change };
  return {
    cancelDonorRecurringGift: { body: gift },
    pauseDonorRecurringGift: { body: gift },
    changeDonorRecurringGift: { body: gift },
  };
}

test('lets the donor in by the link, whose token is on the page no more', async (t) => {
  const { asked, element } = await show(t);
  const title = await inside('#recurring-title');
  equal(title.textContent, 'Monthly and yearly gifts');
  deepEqual(asked('openDonorSession')[0]?.body, { token: 'bGluaw' });
  doesNotMatch(location.href, /bGluaw|kindcart-donor/);
  doesNotMatch(element.shadowRoot?.innerHTML ?? '', /bGluaw/);
  match(asked('getDonor')[0]?.headers.get('Authorization') ?? '', /^Bearer mock-/);
});

test('takes a link that is opened while the page is there', async (t) => {
  const { asked } = await show(t, { fragment: 'top' });
  await inside('#email');
  location.hash = '#kindcart-donor=bGF0ZXI';
  await inside('#recurring-title');
  deepEqual(asked('openDonorSession')[0]?.body, { token: 'bGF0ZXI' });
});

test('asks for an address, and sends nothing that is none', async (t) => {
  const { asked } = await show(t, { fragment: 'top' });
  const field = await find(`${page} #email`, HTMLInputElement);
  fill(field, 'donor@');
  await act(`click ${page} [part=submit]`);
  await inside('#email-error');
  await isFocused('#email');
  equal(asked('createDonorLink').length, 0);
  fill(field, ' donor@example.org ');
  const submit = await inside('[part=submit]');
  submit.click();
  submit.click();
  const note = await inside('[part=note]');
  match(note.textContent ?? '', /^If gifts were made with donor@example\.org/);
  await isFocused('#title');
  equal(asked('createDonorLink').length, 1);
  const { email, page: leads, language } = Object(asked('createDonorLink')[0]?.body);
  deepEqual(
    [email, leads, language],
    ['donor@example.org', location.href.replace(/#.*/, ''), 'en'],
  );
});

test('cancels with one confirmation that says what happens, and says it when it is done', async (t) => {
  const { asked } = await show(t, {
    answers: changed({ state: 'cancelled', nextChargeAt: null }),
  });
  await open('cancel');
  await isFocused('#panel');
  equal(asked('cancelDonorRecurringGift').length, 0);
  match((await inside('[part=panel]')).innerText, /Nothing is charged from now on/);
  const yes = await inside('.act');
  yes.click();
  yes.click();
  await saysLive('The gift is cancelled. Thank you for all that you gave.');
  await isFocused(`#title-${id}`);
  equal(asked('cancelDonorRecurringGift').length, 1);
  equal((await inside('.state')).textContent, 'Cancelled');
  equal(pierce(`${page} .acts`), null);
});

test('shows nothing as done before the platform has confirmed it', async (t) => {
  const { asked } = await show(t, { answers: { cancelDonorRecurringGift: 'pending' } });
  await open('cancel');
  await act(`click ${page} .act`);
  await until(() => pierce(`${page} .act[aria-disabled=true]`), 'the waiting');
  equal((await inside('.state')).textContent, 'Active');
  await until(() => asked('cancelDonorRecurringGift').length === 1, 'the request');
});

test('closes a panel by Escape and by its button, and gives the focus back', async (t) => {
  await show(t);
  for (const kind of ['cancel', 'pause', 'change']) {
    await open(kind);
    const panel = await inside('[part=panel]');
    panel.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }));
    await isFocused(`[data-open="${kind} ${id}"]`);
    await open(kind);
    const back = await inside('[part=panel] .secondary');
    back.focus();
    back.click();
    await isFocused(`[data-open="${kind} ${id}"]`);
  }
});

test('takes another amount, in words of the donor, and nothing that the project does not take', async (t) => {
  const gift = { amount: 8_000, currency: 'CNY' };
  const { asked } = await show(t, { answers: changed({ gift, charge: gift }) });
  await open('change');
  const field = await find(`${page} #new-amount`, HTMLInputElement);
  equal(field.value, '50.00');
  fill(field, '0.5');
  await act(`click ${page} .act`);
  equal((await inside('#new-amount-error')).textContent, 'The smallest gift is CN¥1.');
  equal(asked('changeDonorRecurringGift').length, 0);
  fill(field, '80');
  await act(`click ${page} [type=checkbox]`);
  await act(`click ${page} .act`);
  await saysLive('The new amount is saved.');
  deepEqual(asked('changeDonorRecurringGift')[0]?.body, { gift, coverFee: false });
  equal((await inside('.amount')).textContent, 'CN¥80 every month');
});

test('pauses until a day on which a charge falls, or until it is resumed', async (t) => {
  const { asked } = await show(t, { answers: changed({ state: 'paused', nextChargeAt: null }) });
  await open('pause');
  const choices = document
    .querySelector('kind-donor-page')
    ?.shadowRoot?.querySelectorAll('.choice');
  deepEqual(
    [...(choices ?? [])].map((choice) => choice.textContent?.trim()),
    ['January 23, 2027', 'March 23, 2027', 'June 23, 2027', 'I start it again myself'],
  );
  await act(`click ${page} .choice:nth-child(2) input`);
  await act(`click ${page} .act`);
  await saysLive('The gift is paused.');
  deepEqual(asked('pauseDonorRecurringGift')[0]?.body, { until: '2027-03-23T08:00:00.000Z' });
});

test('takes another card in the fields of the form, and says when it is in place', async (t) => {
  const { platform, asked } = await show(t);
  await open('card');
  const number = await find('kind-donor-page .kind-card input', HTMLInputElement);
  await act('click kind-donor-page .kind-cards summary');
  await act('click kind-donor-page .kind-cards li button');
  match(number.value, /^4242/);
  const renewed = { ...donorRecurringGiftExample, card: { brand: 'visa', last4: '0077' } };
  platform.answer({
    listDonorRecurringGifts: { body: { items: [renewed], nextCursor: null } },
  });
  const use = await until(() => pierce(`${page} .act:not([aria-disabled])`), 'the button');
  use.click();
  use.click();
  await saysLive('The new card is in place.');
  equal(asked('confirmSandboxPayment').length, 1);
  match((await inside('[part=recurring]')).innerText, /•••• 0077/);
  equal(document.querySelector('kind-donor-page .kind-card'), null);
});

test('takes its card fields off the page when the panel is closed, or the element goes', async (t) => {
  const { element } = await show(t);
  await open('card');
  await find('kind-donor-page .kind-card input', HTMLInputElement);
  await act(`click ${page} [part=panel] .secondary`);
  await until(() => !element.querySelector('.kind-card'), 'the fields to go');
  await open('card');
  await find('kind-donor-page .kind-card input', HTMLInputElement);
  element.remove();
  equal(element.querySelector('.kind-card'), null);
});

test('says that it is not known whether something was done where no answer came', async (t) => {
  await show(t, { answers: { resumeDonorRecurringGift: problem('internal'), ...paused() } });
  await act(`click ${page} [data-open^=resume]`);
  const note = await inside('.wrong');
  match(note.textContent ?? '', /^Something went wrong on our side/);
  equal((await inside('.state')).textContent, 'Paused');
});

function paused(): Answers {
  const gift = { ...donorRecurringGiftExample, state: 'paused', pausedBecause: 'asked' };
  return { listDonorRecurringGifts: { body: { items: [gift], nextCursor: null } } };
}

test('sends the very words of the switch, and shows the language that is confirmed', async (t) => {
  const without = { ...donorExample, updatesConsent: null };
  const { asked } = await show(t, {
    answers: {
      getDonor: { body: without },
      updateDonor: ({ body }) =>
        'language' in Object(body)
          ? { body: { ...without, language: 'de' } }
          : { body: donorExample },
    },
  });
  const news = await inside('[role=switch]');
  equal(news.getAttribute('aria-checked'), 'false');
  news.click();
  await saysLive('Your choice about news is saved.');
  const { updatesConsent } = Object(asked('updateDonor')[0]?.body);
  equal(updatesConsent, news.textContent?.replace(/[\u2068\u2069]/g, '').trim());
  equal(news.getAttribute('aria-checked'), 'true');
  const select = await find(`${page} select`, HTMLSelectElement);
  equal(select.value, 'zh-CN');
  select.value = 'de';
  select.dispatchEvent(new Event('change'));
  equal(select.value, 'zh-CN');
  await until(() => select.value === 'de', 'the language');
  await saysLive('Our letters now come in this language.');
});

test('asks for erasure after saying what stays, and says when it was asked', async (t) => {
  const { asked } = await show(t);
  await act(`click ${page} details summary`);
  match((await inside('details')).innerText, /as long as accounting law asks/);
  await act(`click ${page} details button`);
  const note = await inside('details .box');
  match(note.textContent ?? '', /^You asked for this on/);
  equal(asked('askErasure').length, 1);
});

test('mails a receipt again, and links to papers by safe addresses only', async (t) => {
  const { asked } = await show(t);
  const link = await find(`${page} [part=receipt] a`, HTMLAnchorElement);
  deepEqual([link.rel, link.target], ['noopener noreferrer', '_blank']);
  await act(`click ${page} [part=receipt] button`);
  await saysLive('The receipt is on its way to you by e-mail.');
  equal(asked('sendReceipt').length, 1);
});

test('shows texts as they were written, and never as markup', async (t) => {
  const { element } = await show(t, states.hostile);
  await inside('#recurring-title');
  await settle(element);
  const root = element.shadowRoot;
  equal(root?.querySelector('img, script, [onerror], a[href^=javascript]'), null);
});

test('forgets the page on this device', async (t) => {
  const { kit, platform } = await show(t);
  const key = `kindcart:donor:${kit.getAttribute('key')} ${platform.baseUrl}`;
  await inside('#recurring-title');
  match(sessionStorage.getItem(key) ?? '', /mock-/);
  const buttons = document
    .querySelector('kind-donor-page')
    ?.shadowRoot?.querySelectorAll('.setting > button');
  const leave = [...(buttons ?? [])].at(-1);
  ok(leave instanceof HTMLButtonElement);
  leave.focus();
  leave.click();
  match((await inside('#why')).textContent ?? '', /forgotten your page/);
  await isFocused('#title');
  equal(sessionStorage.getItem(key), null);
});

test('speaks the language of the page, and changes it with the page', async (t) => {
  const { kit } = await show(t);
  await inside('#recurring-title');
  kit.setAttribute('locale', 'zh-CN');
  await until(() => pierce(`${page} #recurring-title`)?.textContent === '月捐与年捐', 'Chinese');
  kit.setAttribute('locale', 'ar');
  await until(
    () => pierce(`${page} #recurring-title`)?.textContent === 'التبرعات الشهرية والسنوية',
    'Arabic',
  );
});

test('has the same room before anything is known as the style sheet keeps', async (t) => {
  const { element } = await show(t, { answers: { openDonorSession: 'pending' } });
  await settle(element);
  equal(element.getBoundingClientRect().height, 36 * 16);
});

test('shows one visit in two elements of a page, and asks for it once', async (t) => {
  const { kit, asked } = await show(t, { html: html.repeat(2) });
  await until(
    () => [...kit.children].every(({ shadowRoot }) => shadowRoot?.querySelector('#gifts-title')),
    'both',
  );
  equal(asked('openDonorSession').length, 1);
  equal(asked('getDonor').length, 1);
});

test('shows more gifts after those before, and what was given back', async (t) => {
  const { asked } = await show(t, states.everything);
  const more = await inside('[part=more]');
  match((await inside('.rows')).innerText, /CN¥10\.00 was given back · In memory of/);
  more.click();
  more.click();
  await until(() => asked('listDonorGifts').length === 2, 'the next page');
  equal(asked('listDonorGifts')[1]?.url.searchParams.get('cursor'), '1');
});

test('sums up the years, with papers to keep', async (t) => {
  await show(t);
  const year = await inside('[part=year]');
  match(year.innerText, /2026[\s\S]+PDF[\s\S]+1 gift, \S*CN¥51\.80/);
  const names = [...year.querySelectorAll('a')].map((link) => link.ariaLabel ?? link.textContent);
  deepEqual(names, ['2026', '2026, PDF']);
});
