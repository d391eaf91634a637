import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { sendKeys, sendMouse, setViewport } from '@web/test-runner-commands';
import { brokenReferences, violations } from '../../internal/testing/accessibility.ts';
import { find, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import '../kit/define.ts';
import './define.ts';
import { states } from './dialog.states.ts';
import { KindDialog } from './dialog.ts';

testStates(states);

async function show(t: TestContext) {
  const made = await stage({
    html: '<kind-dialog label="About us"><p>We plant trees.</p></kind-dialog>',
  });
  t.after(made.close);
  ok(made.element instanceof KindDialog);
  await made.element.show();
  const inner = await find('kind-dialog >>> dialog', HTMLDialogElement);
  return { element: made.element, inner, kit: made.kit };
}

const closed = (element: KindDialog) => until(() => !element.open, 'the dialog to close');

test('has a name and passes axe while it is open', async (t) => {
  const { kit, inner } = await show(t);
  await settle(kit);
  equal(inner.getAttribute('aria-label'), 'About us');
  equal((await violations(kit)).join('\n'), '');
  equal(brokenReferences(kit).join('\n'), '');
});

test('begins with its content, and Tab goes through that and around', async (t) => {
  const { element } = await show(t);
  const field = document.createElement('input');
  element.append(field);
  const inside = () => element.shadowRoot?.activeElement;
  equal(inside()?.className, 'body');
  await sendKeys({ press: 'Tab' });
  equal(document.activeElement, field);
  await sendKeys({ press: 'Shift+Tab' });
  await until(() => document.activeElement !== field, 'focus to go back');
  ok(element.open);
});

test('is scrolled by keyboard when its text is longer than the screen', async (t) => {
  const { kit, element } = await show(t);
  element.innerHTML = '<p>We plant trees.</p>'.repeat(60);
  const body = await find('kind-dialog >>> .body', HTMLElement);
  await settle(kit);
  equal((await violations(kit)).join('\n'), '');
  await sendKeys({ press: 'Shift+Tab' });
  await sendKeys({ press: 'Tab' });
  equal(element.shadowRoot?.activeElement, body);
  await sendKeys({ press: 'End' });
  await until(() => body.scrollTop > 0, 'the text to scroll');
});

/** Whether two boxes share any room. */
const meet = (one: DOMRect, other: DOMRect) =>
  one.left < other.right &&
  other.left < one.right &&
  one.top < other.bottom &&
  other.top < one.bottom;

for (const dir of ['ltr', 'rtl'] as const) {
  test(`keeps the page’s own text clear of the close button, ${dir}`, async (t) => {
    const { element, inner } = await show(t);
    element.setAttribute('dir', dir);
    element.innerHTML = `<p>${'We plant trees. '.repeat(12)}</p>`;
    await settle(element);
    const text = document.createRange();
    text.selectNodeContents(element.firstElementChild ?? element);
    const close = inner.querySelector('[part=close]')?.getBoundingClientRect();
    ok(close && text.getClientRects().length > 1);
    ok([...text.getClientRects()].every((line) => !meet(line, close)));
  });
}

test('closes by Escape', async (t) => {
  const { element } = await show(t);
  await sendKeys({ press: 'Escape' });
  await closed(element);
});

test('closes by its button', async (t) => {
  const { element } = await show(t);
  (await find('kind-dialog >>> [part=close]', HTMLButtonElement)).click();
  await closed(element);
});

test('closes by a press outside of it, and not by one inside', async (t) => {
  const { element, inner } = await show(t);
  await settle(element);
  const box = inner.getBoundingClientRect();
  const inside: [number, number] = [Math.round(box.x + 30), Math.round(box.y + 30)];
  await sendMouse({ type: 'click', position: inside });
  ok(element.open);
  await sendMouse({ type: 'click', position: [3, 3] });
  await closed(element);
});

test('stays open when a listener refuses, however often it is asked', async (t) => {
  const { element } = await show(t);
  element.addEventListener('kind-close-request', (event) => event.preventDefault());
  for (let times = 0; times < 3; times += 1) await sendKeys({ press: 'Escape' });
  ok(element.open);
});

test('keeps the page behind it from scrolling, and moves nothing by it', async (t) => {
  const tall = document.createElement('div');
  tall.style.height = '300vh';
  document.body.append(tall);
  t.after(() => tall.remove());
  const before = tall.getBoundingClientRect();
  const { element } = await show(t);
  equal(getComputedStyle(document.documentElement).overflowY, 'hidden');
  equal(tall.getBoundingClientRect().width, before.width);
  element.requestClose();
  await closed(element);
  await until(
    () => getComputedStyle(document.documentElement).overflowY !== 'hidden',
    'the page to scroll again',
  );
});

test('is open in full when it was closed and opened again within one frame', async (t) => {
  const { element, inner } = await show(t);
  const told: string[] = [];
  for (const name of ['kind-open', 'kind-close']) {
    element.addEventListener(name, () => told.push(name));
  }
  let isLate = false;
  inner.addEventListener('close', () => {
    isLate = true;
  });
  element.requestClose();
  await element.show();
  await until(() => isLate, 'what the browser tells of the closing');
  deepEqual(told, ['kind-close', 'kind-open']);
  equal(getComputedStyle(document.documentElement).overflowY, 'hidden');
  element.addEventListener('kind-close-request', (event) => event.preventDefault());
  for (let times = 0; times < 2; times += 1) await sendKeys({ press: 'Escape' });
  ok(element.open);
});

test('lets the page scroll when it is taken away while open', async (t) => {
  const { element } = await show(t);
  element.remove();
  ok(getComputedStyle(document.documentElement).overflowY !== 'hidden');
});

test('is a sheet as wide as a phone, at its lower edge', async (t) => {
  const { element, inner } = await show(t);
  // After it is shown: WebKit keeps the media queries of a constructed style sheet as they were
  // when the last tree that adopted it went.
  await setViewport({ width: 390, height: 700 });
  t.after(() => setViewport({ width: 800, height: 600 }));
  await settle(element);
  const box = inner.getBoundingClientRect();
  equal(Math.round(box.width), document.documentElement.clientWidth);
  equal(Math.round(box.bottom), innerHeight);
});
