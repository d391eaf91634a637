import { deepEqual, equal, match, notEqual, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { createdDonationExample, donationStatusExample, projectExample } from '@kindcart/contract';
import { emulateMedia, sendKeys, setViewport } from '@web/test-runner-commands';
import type { KindDonatedEvent, KindDonateStartEvent } from '../../events/donate.ts';
import { oneByOne, problem } from '../../internal/testing/platform.ts';
import { act, fill, find, pierce, settle, stage, until } from '../../internal/testing/stage.ts';
import { testStates } from '../../internal/testing/states.ts';
import { states } from './donate-form.states.ts';
import { card, choose, form, goOn, html, inform, pay, show, submit } from './testing.ts';

testStates(states);

test('takes a gift from amount to thanks', async (t) => {
  const { kit, asked } = await show(t);
  const started: KindDonateStartEvent[] = [];
  const donated: KindDonatedEvent[] = [];
  kit.addEventListener('kind-donate-start', (event) => started.push(event));
  kit.addEventListener('kind-donated', (event) => donated.push(event));
  await goOn();
  await pay();
  match(
    (await inform('[part=done]')).textContent ?? '',
    /Thank you!.*CN¥50\.00 has arrived.*CN¥51\.80 was charged/s,
  );
  deepEqual(
    started.map(({ gift }) => gift),
    [{ amount: 5_000, currency: 'CNY' }],
  );
  deepEqual(
    donated.map(({ donation }) => donation),
    [donationStatusExample],
  );
  deepEqual(
    asked('createDonation').map(({ body }) => body),
    [
      {
        projectId: projectExample.id,
        gift: { amount: 5_000, currency: 'CNY' },
        coverFee: false,
        donorName: null,
        anonymous: false,
        message: null,
      },
    ],
  );
  deepEqual(asked('confirmSandboxPayment')[0]?.body, {
    clientSecret: createdDonationExample.payment.clientSecret,
    card: { number: '4242 4242 4242 4242', expiry: '12/40', cvc: '123' },
  });
});

const rows = ['display: flex', 'display: grid; grid-template-columns: auto 1fr', 'float: left'];
for (const style of rows) {
  test(`is as wide as it needs in a row (${style})`, async (t) => {
    const made = await stage({ html: `<div style="${style}">${html}<div>beside</div></div>` });
    t.after(made.close);
    const form = await find('kind-donate-form', HTMLElement);
    await settle(made.kit);
    ok(form.offsetWidth >= 300, `${form.offsetWidth} pixels`);
  });
}

test('makes no page wider than its screen', async (t) => {
  await setViewport({ width: 320, height: 800 });
  t.after(() => setViewport({ width: 800, height: 600 }));
  const made = await stage({ html: `<div style="display: grid"><div>${html}</div></div>` });
  t.after(made.close);
  await settle(made.kit);
  equal(document.documentElement.scrollWidth, document.documentElement.clientWidth);
});

test('says what the button does, and the exact extra for the fee, which is never chosen', async (t) => {
  await show(t);
  const button = await inform('[part=submit]');
  const fee = await find(`${form} [part=cover-fee] input`, HTMLInputElement);
  equal(fee.checked, false);
  match(button.textContent ?? '', /^\s*Continue\s*$/);
  await choose();
  await until(() => button.textContent?.includes('Continue with CN¥50.00'), 'the amount');
  match((await inform('[part=cover-fee]')).textContent ?? '', /Add CN¥1\.80 to cover/);
  fee.click();
  await until(() => button.textContent?.includes('Continue with CN¥51.80'), 'the fee in it');
});

test('shows the amounts that the platform tells, not its own', async (t) => {
  const donation = {
    ...createdDonationExample.donation,
    charge: { amount: 5_181, currency: 'CNY' },
  };
  const body = { ...createdDonationExample, donation };
  await show(t, { answers: { createDonation: { status: 201, body } } });
  await goOn();
  equal((await inform('[part=submit]')).textContent?.trim(), 'Donate CN¥51.81');
});

test('makes one donation and one payment however often its buttons are clicked', async (t) => {
  const { asked } = await show(t);
  await choose();
  const button = await inform('[part=submit]');
  for (let clicks = 0; clicks < 5; clicks += 1) button.click();
  await find(card.number, HTMLInputElement);
  await pay();
  (await inform('[part=submit]')).click();
  pierce(submit)?.click();
  await inform('[part=done]');
  equal(asked('createDonation').length, 1);
  equal(asked('confirmSandboxPayment').length, 1);
});

test('works with the keyboard alone', async (t) => {
  const { element } = await show(t);
  const first = await inform('[name=amount]');
  first.focus();
  await sendKeys({ press: 'ArrowDown' });
  ok((await find(`${form} .tiles label:nth-child(2) input`, HTMLInputElement)).checked);
  await sendKeys({ press: 'Enter' });
  await find(card.number, HTMLInputElement);
  await settle(element);
  equal(element.shadowRoot?.activeElement?.id, 'title');
  // Past the way back to the amount, to the card's number.
  await sendKeys({ press: 'Tab' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: '4242424242424242' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: '1240' });
  await sendKeys({ press: 'Tab' });
  await sendKeys({ type: '123' });
  await sendKeys({ press: 'Enter' });
  await inform('[part=done]');
});

const wrongAmounts: readonly [typed: string, says: RegExp][] = [
  ['', /Choose an amount or write your own/],
  ['0', /smallest gift is CN¥1\./],
  ['-5', /smallest gift is CN¥1\./],
  ['0.99', /smallest gift is CN¥1\./],
  ['50000.01', /largest gift is CN¥50,000\./],
  ['9'.repeat(40), /largest gift is CN¥50,000\./],
  ['1e3', /in digits, such as CN¥20/],
  ['fifty', /in digits/],
  ['1.0055', /too precise/],
  ['1.005', /without grouping/],
];

for (const [typed, says] of wrongAmounts) {
  test(`says beside the field what is wrong with "${typed.slice(0, 12)}"`, async (t) => {
    const { element, asked } = await show(t);
    const field = await find(`${form} #own-amount`, HTMLInputElement);
    fill(field, typed);
    await act(`click ${submit}`);
    const error = await inform('#amount-error');
    match(error.textContent ?? '', says);
    equal(field.getAttribute('aria-invalid'), 'true');
    ok(field.getAttribute('aria-describedby')?.includes('amount-error'));
    await until(() => element.shadowRoot?.activeElement === field, 'focus on the wrong field');
    equal(field.value, typed);
    equal(asked('createDonation').length, 0);
    fill(field, '12');
    await until(() => !pierce(`${form} #amount-error`), 'the error to go');
  });
}

const rightAmounts: readonly [typed: string, locale: string, amount: number][] = [
  ['12', 'en', 1_200],
  ['12.5', 'en', 1_250],
  ['1,234.50', 'en', 123_450],
  ['１２', 'zh-CN', 1_200],
  ['12,50', 'de', 1_250],
];

for (const [typed, locale, amount] of rightAmounts) {
  test(`reads ${typed} in ${locale}`, async (t) => {
    const made = await stage({ html }, { locale });
    t.after(made.close);
    fill(await find(`${form} #own-amount`, HTMLInputElement), typed);
    await act(`click ${submit}`);
    const sent = await until(
      () => made.platform.asked.find(({ endpoint }) => endpoint === 'createDonation')?.body,
      'the donation',
    );
    deepEqual(sent, { ...Object(sent), gift: { amount, currency: 'CNY' } });
  });
}

test('asks first for an amount when none is chosen', async (t) => {
  const { element } = await show(t);
  await act(`click ${submit}`);
  await inform('#amount-error');
  await until(() => element.shadowRoot?.activeElement?.matches('[name=amount]'), 'focus');
});

test('sends name, anonymity and message, without what no screen can show', async (t) => {
  const { asked } = await show(t);
  fill(await inform('#name'), '  林\u0007晓 ');
  await act(`click ${form} [part=anonymous] input`);
  fill(await inform('#message'), '<b>For</b>\nthe taps \u{1f33f}\ud83c');
  await goOn();
  const { donorName, anonymous, message } = Object(asked('createDonation')[0]?.body);
  deepEqual([donorName, anonymous, message], ['林晓', true, '<b>For</b>\nthe taps \u{1f33f}']);
});

test('tells the author of a wrong key in the console, and donors a calm sentence', async (t) => {
  const real = console.error;
  const lines: string[] = [];
  console.error = (line: string) => lines.push(line);
  t.after(() => {
    console.error = real;
  });
  await show(t, { answers: { listProjects: problem('origin_not_allowed') } });
  match((await inform('[part=blocked]')).textContent ?? '', /not possible here at the moment/);
  match(lines.join('\n'), /<kind-donate-form>.*origin/);
});

test('does not tell a donor that they are offline when the platform is', async (t) => {
  const { platform } = await show(t, { answers: { listProjects: 'offline' } });
  match(
    (await inform('[part=blocked]')).textContent ?? '',
    /No connection to the donation service\.\s+Check your connection, or try again in a moment\./,
  );
  platform.answer({});
  await act(`click ${form} [part=retry]`);
  await inform('[part=amounts]');
});

test('takes no more gifts when the project has closed meanwhile', async (t) => {
  const closed = { ...projectExample, state: 'closed' };
  await show(t, {
    answers: {
      listProjects: oneByOne(
        { body: { items: [projectExample], nextCursor: null } },
        { body: { items: [closed], nextCursor: null } },
      ),
      createDonation: problem('project_closed'),
    },
  });
  await choose();
  await act(`click ${submit}`);
  match((await inform('[role=alert]')).textContent ?? '', /has closed and takes no more/);
});

test('does not send a form of the page around it', async (t) => {
  const { kit } = await show(t);
  const around = document.createElement('form');
  let sent = 0;
  around.addEventListener('submit', (event) => {
    event.preventDefault();
    sent += 1;
  });
  kit.replaceWith(around);
  around.append(kit);
  t.after(() => around.remove());
  await goOn();
  (await find(card.number, HTMLInputElement)).focus();
  await sendKeys({ press: 'Enter' });
  await until(() => document.querySelector('.kind-error'), 'the errors of the card');
  equal(sent, 0);
});

test('tells in forced colours what is chosen by its border, and what has focus by its outline', async (t) => {
  // The other engines take forced colours when they start, not later.
  if (!navigator.userAgent.includes('Chrome')) return;
  await emulateMedia({ forcedColors: 'active' });
  t.after(() => emulateMedia({ forcedColors: 'none' }));
  await show(t);
  await choose(2);
  const looks = async (place: number) => {
    const tile = await inform(`.tiles label:nth-child(${place})`);
    const { outlineWidth, outlineStyle, borderWidth, borderColor } = getComputedStyle(tile);
    return {
      outline: `${outlineStyle} ${outlineWidth}`,
      border: `${borderWidth} ${borderColor}`,
    };
  };
  const [other, chosen] = [await looks(1), await looks(2)];
  equal(chosen.outline, other.outline);
  notEqual(chosen.border, other.border);
  (await inform('.tiles label:nth-child(2) input')).focus();
  await sendKeys({ press: 'ArrowUp' });
  await sendKeys({ press: 'ArrowDown' });
  equal((await looks(2)).outline, 'solid 3px');
  equal((await looks(2)).border, chosen.border);
});

test('takes focus only from itself', async (t) => {
  const { element } = await show(t);
  const outside = document.createElement('button');
  document.body.append(outside);
  t.after(() => outside.remove());
  await inform('[part=amounts]');
  await choose();
  outside.focus();
  await act(`click ${submit}`);
  await find(card.number, HTMLInputElement);
  await settle(element);
  equal(document.activeElement, outside);
});

test('moves nothing below it from loading to thanks', async (t) => {
  const { element, platform } = await show(t, { answers: { listProjects: 'pending' } });
  await settle(element);
  const height = element.offsetHeight;
  platform.answer({});
  const again = await show(t);
  const heights = new Set([height]);
  const measure = async (selector: string) => {
    await inform(selector);
    await settle(again.element);
    heights.add(again.element.offsetHeight);
  };
  element.remove();
  await measure('[part=amounts]');
  await goOn();
  await measure('[part=summary]');
  await pay();
  await measure('[part=done]');
  deepEqual([...heights], [height]);
});

test('shows a stranger’s title as text', async (t) => {
  const title = '<img src=x onerror="globalThis.hurt = true">';
  const items = [{ ...projectExample, title }];
  const { element } = await show(t, {
    answers: { listProjects: { body: { items, nextCursor: null } } },
  });
  ok((await inform('[part=title]')).textContent?.includes(title));
  await settle(element);
  equal(element.shadowRoot?.querySelector('img'), null);
  ok(!('hurt' in globalThis));
});
