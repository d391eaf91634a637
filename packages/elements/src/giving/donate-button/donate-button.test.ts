import { equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { projectExample } from '@kindcart/contract';
import { sendKeys, setViewport } from '@web/test-runner-commands';
import {
  act,
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
import { states } from './donate-button.states.ts';
import { KindDonateButton } from './donate-button.ts';

testStates(states);

const html = `<kind-donate-button project="${projectExample.id}"><a href="#give">Donate</a></kind-donate-button>`;
const form = 'kind-donate-form >>>';

async function show(t: TestContext, scene: Partial<Scene> = {}) {
  const made = await stage({ html, ...scene });
  t.after(made.close);
  t.after(() => history.replaceState(null, '', location.pathname + location.search));
  ok(made.element instanceof KindDonateButton);
  await made.element.updateComplete;
  return { ...made, element: made.element };
}

const link = () => find('kind-donate-button > a', HTMLAnchorElement);
const dialog = () => find('kind-dialog >>> dialog', HTMLDialogElement);
const opened = () => until(async () => (await dialog()).open, 'the dialog to open');
const closed = () => until(async () => !(await dialog()).open, 'the dialog to close');

test('turns its own link into the button', async (t) => {
  await show(t);
  const found = await link();
  equal(found.getAttribute('role'), 'button');
  equal(found.getAttribute('aria-haspopup'), 'dialog');
  ok(found.offsetHeight >= 44);
});

test('opens the form with a click and gives focus back when it closes', async (t) => {
  const { kit } = await show(t);
  let events = '';
  for (const name of ['kind-open', 'kind-close'] as const) {
    kit.addEventListener(name, () => {
      events += `${name} `;
    });
  }
  const found = await link();
  found.focus();
  found.click();
  await opened();
  await find(`${form} [part=submit]`, HTMLElement);
  await sendKeys({ press: 'Escape' });
  await closed();
  equal(document.activeElement, found);
  await until(() => events.endsWith('kind-close '), 'the word that it is closed');
  equal(events, 'kind-open kind-close ');
});

const keys = [
  ['Enter', { press: 'Enter' }],
  ['Space', { type: ' ' }],
] as const;

for (const [key, stroke] of keys) {
  test(`opens the form with ${key}`, async (t) => {
    await show(t);
    (await link()).focus();
    await sendKeys(stroke);
    await opened();
  });
}

test('leaves a click for a new tab to the browser', async (t) => {
  const { element } = await show(t);
  let prevented: boolean | undefined;
  element.addEventListener('click', (event) => {
    prevented = event.defaultPrevented;
    event.preventDefault();
  });
  const click = { ctrlKey: true, bubbles: true, composed: true, cancelable: true };
  (await link()).dispatchEvent(new MouseEvent('click', click));
  equal(prevented, false);
  equal(document.querySelector('kind-dialog'), null);
});

test('keeps what was typed when it is closed and opened again', async (t) => {
  await show(t);
  const found = await link();
  found.click();
  await opened();
  await act(`fill ${form} #name = 林晓`);
  await act('click kind-dialog >>> [part=close]');
  await closed();
  found.click();
  await opened();
  equal((await find(`${form} #name`, HTMLInputElement)).value, '林晓');
});

async function pay(): Promise<void> {
  (await link()).click();
  await act(`click ${form} .tiles label:nth-child(2) input`);
  await act(`click ${form} [part=submit]`);
  await act('click kind-donate-form .kind-cards li:first-child button');
  await act(`click ${form} [part=submit]`);
}

test('stays open while a payment is being confirmed, and says why', async (t) => {
  await show(t, { answers: { confirmSandboxPayment: 'pending' } });
  await pay();
  await find(`${form} .spinner`, HTMLElement);
  await act('click kind-dialog >>> [part=close]');
  match((await find(`${form} [role=alert]`, HTMLElement)).textContent ?? '', /stay a moment/);
  await sendKeys({ press: 'Escape' });
  await sendKeys({ press: 'Escape' });
  ok((await dialog()).open);
});

test('is ready for another gift after thanks', async (t) => {
  await show(t);
  await pay();
  await find(`${form} [part=done]`, HTMLElement);
  await act('click kind-dialog >>> [part=close]');
  await closed();
  (await link()).click();
  await opened();
  await find(`${form} [part=amounts]`, HTMLElement);
});

test('opens again by itself after a reload with the form open', async (t) => {
  const { kit } = await show(t);
  (await link()).click();
  await opened();
  kit.remove();
  await show(t);
  await opened();
});

test('does not open by itself on another page', async (t) => {
  const { kit } = await show(t);
  (await link()).click();
  await opened();
  kit.remove();
  history.replaceState(null, '', `${location.pathname}other${location.search}`);
  t.after(() =>
    history.replaceState(null, '', location.pathname.replace(/other$/, '') + location.search),
  );
  const { element } = await show(t);
  await settle(element);
  equal(document.querySelector('kind-dialog'), null);
});

test('brings a button where the page gives no link', async (t) => {
  await show(t, {
    html: `<kind-donate-button project="${projectExample.id}">Give</kind-donate-button>`,
  });
  const button = await find('kind-donate-button >>> [part=button]', HTMLButtonElement);
  button.click();
  await opened();
  equal((await dialog()).getAttribute('aria-label'), 'Give');
});

test('makes a button of a link that comes later', async (t) => {
  const { element } = await show(t, {
    html: `<kind-donate-button project="${projectExample.id}"></kind-donate-button>`,
  });
  const late = document.createElement('a');
  late.href = '#late';
  late.textContent = 'Give';
  element.append(late);
  await until(() => late.getAttribute('role') === 'button', 'the role of the link');
  await until(() => !pierce('kind-donate-button >>> [part=button]'), 'the other button to go');
});

test('leaves an unstyled link as the page styles it', async (t) => {
  await show(t, { html: html.replace('project', 'unstyled project') });
  equal(getComputedStyle(await link()).textDecorationLine, 'underline');
});

test('looks the same on a page with its own rules for links', async (t) => {
  await show(t);
  const plain = getComputedStyle(await link());
  const before = [plain.color, plain.textDecorationLine, plain.height, plain.borderRadius];
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'a, #x a { color: red; text-decoration: underline; padding: 0; border-radius: 0 }',
  );
  document.adoptedStyleSheets.push(sheet);
  t.after(() => {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
  });
  const ruled = getComputedStyle(await link());
  equal(
    [ruled.color, ruled.textDecorationLine, ruled.height, ruled.borderRadius].join(),
    before.join(),
  );
});

test('passes its settings on to the form', async (t) => {
  const { platform, kit } = await show(t, {
    html: html.replace('project', 'key="pk_test_own" locale="zh-CN" project'),
  });
  (await link()).click();
  await opened();
  match((await find(`${form} [part=title]`, HTMLElement)).textContent ?? '', /捐款/);
  equal(platform.asked[0]?.url.searchParams.get('key'), 'pk_test_own');
  ok(kit.isConnected);
});

test('turns dialog and form when they speak Arabic on a page that does not', async (t) => {
  await show(t, { html: html.replace('project', 'locale="ar" project') });
  (await link()).click();
  await opened();
  const close = await find('kind-dialog >>> [part=close][lang=ar]', HTMLElement);
  const choice = await find(`${form} .own-choice input`, HTMLInputElement);
  const title = await find(`${form} [part=title]`, HTMLElement);
  const frame = (await dialog()).getBoundingClientRect();
  const middle = frame.left + frame.width / 2;
  ok(close.getBoundingClientRect().right < middle);
  ok(choice.getBoundingClientRect().left > middle);
  ok(textOf(title).right > middle + 100 && textOf(title).left > frame.left + 56);
  await act(`click ${form} .tiles input`);
  await act(`click ${form} [part=submit]`);
  const [number, expiry, cvc] = [
    await find('kind-donate-form .kind-card > .kind-field label', HTMLElement),
    await find('kind-donate-form .kind-row > :first-child', HTMLElement),
    await find('kind-donate-form .kind-row > :last-child', HTMLElement),
  ];
  ok(textOf(number).right > middle + 100);
  ok(expiry.getBoundingClientRect().left > cvc.getBoundingClientRect().left);
});

test('keeps a form without a title clear of the close button on the narrowest page', async (t) => {
  await setViewport({ width: 320, height: 700 });
  t.after(() => setViewport({ width: 800, height: 600 }));
  const nothing = { body: { items: [], nextCursor: null } };
  await show(t, { html, answers: { listProjects: nothing } });
  (await link()).click();
  await opened();
  const text = textOf(await find(`${form} .big`, HTMLElement));
  const close = (await find('kind-dialog >>> [part=close]', HTMLElement)).getBoundingClientRect();
  ok(text.right <= close.left || text.top >= close.bottom);
});

/** Where the text of an element is, which may be narrower than the element. */
function textOf(element: Element): DOMRect {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect();
}
