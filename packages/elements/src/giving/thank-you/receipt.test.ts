// The receipt below the thanks: on the form's last screen, and on a page that thanks.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import {
  createdDonationExample,
  donationStatusExample,
  projectExample,
  receiptExample,
} from '@kindcart/contract';
import { setViewport } from '@web/test-runner-commands';
import { type Answers, type Canned, problem } from '../../internal/testing/platform.ts';
import { act, find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { en } from '../../locales/en.ts';
import * as giving from '../donate-form/testing.ts';
import './define.ts';

const { id } = donationStatusExample;
const { payment } = createdDonationExample;
const { html: pageLink, pdf: pdfLink } = receiptExample.links;
const before = 'kind-donate-form >>>';

/** A form whose gift is paid, at a platform that says so much of its receipt. */
async function given(t: TestContext, answers: Answers = {}) {
  const made = await giving.show(t, { answers });
  await giving.goOn();
  await giving.pay();
  await find(`${before} [part=receipt]`, HTMLElement);
  return made;
}

const links = (root: string) => [
  ...(pierce(`${root} [part=receipt]`)?.querySelectorAll<HTMLAnchorElement>('a') ?? []),
];
const textOf = (selector: string) => pierce(selector)?.textContent?.trim();

test('is offered once the gift is confirmed, and not before', async (t) => {
  const made = await giving.show(t, {
    answers: { getDonationStatus: giving.stands('processing') },
  });
  await giving.goOn();
  await giving.pay();
  await giving.inform('.large');
  await settle(made.element);
  equal(pierce(`${before} [part=receipt]`), null);
  made.platform.answer({});
  await giving.inform('[part=receipt]');
  equal(textOf(`${before} [part=receipt]`), en.after.receipt);
});

test('is asked for when the donor says so, and opens as page and as PDF in tabs of their own', async (t) => {
  const { asked } = await given(t);
  equal(asked('getReceiptLink').length, 0);
  await act(`click ${before} [part=receipt]`);
  await find(`${before} [part=receipt] a`, HTMLElement);
  const { reference, clientSecret } = payment;
  const [call] = asked('getReceiptLink');
  match(call?.url.pathname ?? '', new RegExp(`/${reference}/receipt$`));
  deepEqual(call?.body, { clientSecret });
  deepEqual(
    links(before).map(({ href, target, rel }) => [href, target, rel]),
    [pageLink, pdfLink].map((href) => [href, '_blank', 'noopener noreferrer']),
  );
  match(links(before)[0]?.textContent ?? '', /Receipt .*TEST-000042/);
});

for (const width of [320, 800]) {
  test(`moves nothing on a page of ${width} px when it arrives, and focus goes to it`, async (t) => {
    await setViewport({ width, height: 900 });
    t.after(() => setViewport({ width: 800, height: 600 }));
    const body = { ...receiptExample, kind: 'confirmation' };
    const { element } = await given(t, { getReceiptLink: { body } });
    const places = () =>
      ['receipt', 'share', 'again'].map((part) => {
        const box = pierce(`${before} [part=${part}]`)?.getBoundingClientRect();
        return [box?.top, box?.bottom];
      });
    await settle(element);
    const still = places();
    (await giving.inform('[part=receipt]')).focus();
    await act(`click ${before} [part=receipt]`);
    await find(`${before} [part=receipt] a`, HTMLElement);
    await settle(element);
    deepEqual(places(), still);
    equal(element.shadowRoot?.activeElement, links(before)[0]);
  });
}

test('says that it is on its way, and asks but once', async (t) => {
  const { asked } = await given(t, { getReceiptLink: 'pending' });
  const button = await giving.inform('[part=receipt]');
  button.click();
  await until(() => button.getAttribute('aria-disabled') === 'true', 'the button to wait');
  equal(button.textContent?.trim(), en.after.receiptAsked);
  await until(() => asked('getReceiptLink').length === 1, 'the question');
  button.click();
  equal(asked('getReceiptLink').length, 1);
});

test('is called a confirmation where the charity has not told its particulars', async (t) => {
  const body = { ...receiptExample, kind: 'confirmation' };
  await given(t, { getReceiptLink: { body } });
  await act(`click ${before} [part=receipt]`);
  match((await giving.inform('[part=receipt] a')).textContent ?? '', /^Confirmation of payment/);
});

test('is no link where the platform answers with something else than an address', async (t) => {
  const bad = { ...receiptExample.links, html: 'javascript:alert(1)' };
  await given(t, { getReceiptLink: { body: { ...receiptExample, links: bad } } });
  await act(`click ${before} [part=receipt]`);
  await giving.inform('[part=receipt] a');
  deepEqual(
    links(before).map(({ href }) => href),
    [pdfLink],
  );
});

const { noConnection } = en.common;
const refusals: readonly [what: string, answer: Canned, said: string][] = [
  ['there is none yet', problem('donation_not_paid'), en.after.receiptNone],
  ['it is none of this payment', problem('payment_unknown'), en.after.receiptFailed],
  ['the platform failed', problem('internal'), en.after.receiptFailed],
  ['there is no connection', 'offline', noConnection],
];

for (const [what, answer, said] of refusals) {
  test(`says so when ${what}, and asks again`, async (t) => {
    const { platform } = await given(t, { getReceiptLink: answer });
    await act(`click ${before} [part=receipt]`);
    const note = await giving.inform('[part=receipt-note]');
    await until(() => note.textContent?.includes(said), said);
    equal(note.getAttribute('role'), 'status');
    equal(textOf(`${before} [part=receipt]`), en.common.tryAgain);
    equal(textOf(`${before} .big`), en.thanks.thanks);
    platform.answer({});
    await act(`click ${before} [part=receipt]`);
    await giving.inform('[part=receipt] a');
    equal(note.textContent, '');
  });
}

test('is offered on a page that thanks for a gift of this tab, by project or by its id', async (t) => {
  const { kit } = await given(t);
  for (const attribute of [`project="${projectExample.id}"`, `donation="${id}"`]) {
    kit.insertAdjacentHTML('beforeend', `<kind-thank-you ${attribute}></kind-thank-you>`);
    await act('click kind-thank-you >>> [part=receipt]');
    await find('kind-thank-you >>> [part=receipt] a', HTMLElement);
    equal(links('kind-thank-you >>>')[0]?.href, pageLink);
    kit.lastElementChild?.remove();
  }
});

test('is not offered for a gift of another tab, which says where the receipt goes', async (t) => {
  const made = await stage({ html: `<kind-thank-you donation="${id}"></kind-thank-you>` });
  t.after(made.close);
  await find('kind-thank-you >>> [part=share]', HTMLElement);
  await settle(made.element);
  equal(pierce('kind-thank-you >>> [part=receipt]'), null);
  ok(textOf('kind-thank-you >>> [part=next]')?.includes(en.after.receiptMaybe));
});
