import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { paymentStartExample as payment, testCards } from '@kindcart/contract';
import { sendKeys } from '@web/test-runner-commands';
import { brokenReferences } from '../../internal/testing/accessibility.ts';
import { fetchWords } from '../../internal/words.ts';
import { en } from '../../locales/en.ts';
import { words as zhCn } from '../../locales/zh-cn.ts';
import { mount as mountFields } from './fields.ts';

function mount(t: TestContext) {
  const host = document.createElement('main');
  document.body.append(host);
  t.after(() => host.remove());
  let entered = 0;
  const card = mountFields(host, { words: en, payment, locked: false }, () => {
    entered += 1;
  });
  const [number, expiry, cvc] = host.querySelectorAll('input');
  ok(number && expiry && cvc);
  return { host, card, number, expiry, cvc, entered: () => entered };
}

test('groups the number while it is typed at its end', async (t) => {
  const { number } = mount(t);
  number.focus();
  await sendKeys({ type: '42424242' });
  equal(number.value, '4242 4242');
});

test('leaves the caret where a digit is put right', async (t) => {
  const { number } = mount(t);
  number.focus();
  await sendKeys({ type: '42434242' });
  number.setSelectionRange(4, 4);
  await sendKeys({ press: 'Backspace' });
  await sendKeys({ type: '2' });
  equal(number.value, '4242 4242');
  equal(number.selectionStart, 4);
});

test('writes the stroke into the expiry when the donor goes on', async (t) => {
  const { expiry } = mount(t);
  expiry.focus();
  await sendKeys({ type: '1240' });
  await sendKeys({ press: 'Tab' });
  equal(expiry.value, '12/40');
});

test('offers no autofill, since a browser would fill in a real card', (t) => {
  const { host } = mount(t);
  deepEqual(
    [...host.querySelectorAll('input')].map(({ autocomplete }) => autocomplete),
    ['off', 'off', 'off'],
  );
});

test('reads nothing while something is wrong, and takes the error away when it is mended', async (t) => {
  const { host, card, number } = mount(t);
  equal(card.read(), undefined);
  equal(host.querySelectorAll('.kind-error').length, 3);
  deepEqual(brokenReferences(host), []);
  equal(document.activeElement, number);
  await sendKeys({ type: '4' });
  equal(host.querySelectorAll('.kind-error').length, 2);
});

test('lists every test card of the contract, and fills in the one that is chosen', (t) => {
  const { host, card } = mount(t);
  const buttons = [...host.querySelectorAll<HTMLButtonElement>('li button')];
  const listed = buttons.map((button) => button.querySelector('span')?.textContent);
  deepEqual(listed, Object.values(testCards));
  buttons[1]?.click();
  equal(card.read()?.number, testCards.declined);
});

test('says Enter in a field to the form', async (t) => {
  const { cvc, entered } = mount(t);
  cvc.focus();
  await sendKeys({ press: 'Enter' });
  equal(entered(), 1);
});

test('locks its fields while a payment is under way, and speaks another language', async (t) => {
  const { host, card, number } = mount(t);
  await fetchWords(zhCn.lang);
  card.update({ words: zhCn, payment, locked: true });
  ok(number.matches(':disabled'));
  equal(host.querySelector('label')?.textContent, zhCn.card.number);
});

test('has ids of its own beside another', (t) => {
  const first = mount(t);
  const second = mount(t);
  ok(first.number.id !== second.number.id);
});

test('takes everything off the page', (t) => {
  const { host, card } = mount(t);
  card.remove();
  equal(host.childElementCount, 0);
});

test('is styled without an inline style, in the page and in a shadow root', (t) => {
  const { host } = mount(t);
  const root = document.createElement('div');
  host.append(root);
  const shadow = root.attachShadow({ mode: 'open' });
  const inside = document.createElement('section');
  shadow.append(inside);
  mountFields(inside, { words: en, payment, locked: false }, () => {});
  equal(host.querySelector('[style]'), null);
  for (const place of [host, inside]) {
    const input = place.querySelector('input');
    equal(input && getComputedStyle(input).display, 'block');
  }
});
