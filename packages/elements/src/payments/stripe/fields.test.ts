import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { paymentStartExample, type StripePaymentStart } from '@kindcart/contract';
import { until } from '../../internal/testing/stage.ts';
import {
  changeStripe,
  installStripe,
  type StripeCall,
  type StripePlay,
} from '../../internal/testing/stripe.ts';
import { en } from '../../locales/en.ts';
import { words as zhCn } from '../../locales/zh-cn.ts';
import type { FieldsView } from '../port.ts';
import { mount } from './fields.ts';

let made = 0;

/** A payment with a key of its own, so that nothing is left of the one before. */
function payment(change: Partial<StripePaymentStart> = {}): StripePaymentStart {
  made += 1;
  const own = { clientSecret: `pi_${made}_secret_x`, publishableKey: `pk_test_${made}` };
  return { ...paymentStartExample, provider: 'stripe', account: null, ...own, ...change };
}

const another = 'pay_01k9p4n2c6fz3t6v8w0x2y4z7b';

function place(t: TestContext, style = ''): HTMLElement {
  const form = document.createElement('main');
  form.style.cssText = style;
  document.body.append(form);
  t.after(() => form.remove());
  return form;
}

interface Setting {
  readonly play?: StripePlay;
  readonly view?: Partial<FieldsView>;
  readonly style?: string;
}

async function show(t: TestContext, { play = {}, view: change, style }: Setting = {}) {
  const calls = installStripe(play);
  const form = place(t, style);
  const view = { words: en, payment: payment(), locked: false, ...change };
  let paid = 0;
  const fields = await mount(form, view, () => {
    paid += 1;
  });
  t.after(() => fields.remove());
  const pay = () => {
    const details = fields.read();
    ok(details && 'confirm' in details);
    return details.confirm(view.payment);
  };
  return { form, calls, view, fields, pay, paid: () => paid };
}

/** What a call was given, the last time. */
function given(calls: readonly StripeCall[], name: string): object {
  const call = calls.findLast((each) => each.name === name);
  ok(call, name);
  return Object(call.given);
}

const names = (calls: readonly StripeCall[]) => calls.map(({ name }) => name);
const unpaid = { ok: true, value: { state: 'unpaid', error: null }, requestId: null };

test('puts Stripe’s fields into the slot of the form, for the payment and its language', async (t) => {
  const { form, calls, view } = await show(t, { view: { words: zhCn } });
  deepEqual(names(calls), ['Stripe', 'elements', 'create', 'mount']);
  deepEqual(given(calls, 'Stripe'), { key: `pk_test_${made}`, options: undefined });
  const { appearance, ...options } = Object(given(calls, 'elements'));
  deepEqual(options, { clientSecret: view.payment.clientSecret, locale: 'zh' });
  equal(appearance.theme, 'stripe');
  deepEqual(given(calls, 'create'), { kind: 'payment', readOnly: false });
  const box = Object(calls.at(-1)).given;
  ok(box instanceof HTMLElement && form.contains(box));
  equal(box.parentElement?.slot, 'payment');
});

test('speaks to Stripe for the connected account that is paid', async (t) => {
  const { calls } = await show(t, { view: { payment: payment({ account: 'acct_1' }) } });
  deepEqual(Object(given(calls, 'Stripe')).options, { stripeAccount: 'acct_1' });
});

test('makes one Stripe for a key and an account', async (t) => {
  const first = await show(t);
  const { publishableKey } = Object(first.view.payment);
  const second = await show(t, { view: { payment: payment({ publishableKey }) } });
  deepEqual(names(second.calls), ['elements', 'create', 'mount']);
});

test('leaves the language to Stripe where it is none of ours', async (t) => {
  const { calls } = await show(t, { view: { words: { ...en, lang: 'eo' } } });
  equal(Object(given(calls, 'elements')).locale, 'auto');
});

test('has the colours, the letters and the roundness of the form', async (t) => {
  const style = `--_accent: rgb(1, 2, 3); --_danger: rgb(4, 5, 6); --_surface: rgb(7, 8, 9);
    --_radius: 3px; color: rgb(250, 250, 250); font-family: serif`;
  const { calls } = await show(t, { style });
  deepEqual(Object(given(calls, 'elements')).appearance, {
    theme: 'night',
    variables: {
      colorText: 'rgb(250, 250, 250)',
      colorBackground: 'rgb(7, 8, 9)',
      colorPrimary: 'rgb(1, 2, 3)',
      colorDanger: 'rgb(4, 5, 6)',
      borderRadius: '3px',
      fontFamily: 'serif',
      fontSizeBase: '16px',
    },
  });
});

test('follows language and lock, and says nothing to Stripe when nothing changes', async (t) => {
  const { calls, view, fields } = await show(t);
  const count = calls.length;
  ok(fields.update(view));
  equal(calls.length, count);
  ok(fields.update({ ...view, words: zhCn, locked: true }));
  equal(Object(given(calls, 'update')).locale, 'zh');
  deepEqual(given(calls, 'element.update'), { readOnly: true });
});

test('follows a change of theme wherever on the page it comes from', async (t) => {
  const { calls, form } = await show(t, { style: 'color: rgb(0, 0, 0)' });
  form.style.color = 'rgb(255, 255, 255)';
  await until(() => names(calls).includes('update'), 'the new colours');
  equal(Object(given(calls, 'update')).appearance.theme, 'night');
});

test('checks what was typed, then pays, and comes back to this page if the bank’s is needed', async (t) => {
  const { calls, pay } = await show(t);
  deepEqual(await pay(), {
    ok: true,
    value: { state: 'processing', failureCode: null },
    requestId: null,
  });
  deepEqual(names(calls).slice(-2), ['submit', 'confirmPayment']);
  const { elements, ...options } = Object(given(calls, 'confirmPayment'));
  ok(elements);
  deepEqual(options, {
    redirect: 'if_required',
    confirmParams: { return_url: location.href },
  });
});

test('pays nothing where Stripe says beside its fields what is wrong', async (t) => {
  const error = { type: 'validation_error', code: 'incomplete_number' };
  const { calls, pay } = await show(t, { play: { invalid: () => error } });
  deepEqual(await pay(), unpaid);
  ok(!names(calls).includes('confirmPayment'));
});

test('takes another card after a decline, for the same payment', async (t) => {
  const declined = { error: { type: 'card_error', code: 'card_declined' } };
  const { calls, pay } = await show(t, { play: { confirm: () => declined } });
  match(JSON.stringify(await pay()), /"unpaid".*"card_declined"/);
  changeStripe({});
  match(JSON.stringify(await pay()), /"processing"/);
  equal(names(calls).filter((name) => name === 'elements').length, 1);
});

test('never rejects, and does not know what became of the payment when Stripe.js throws', async (t) => {
  const { pay } = await show(t, {
    play: {
      confirm() {
        throw new Error('It broke.');
      },
    },
  });
  match(JSON.stringify(await pay()), /"response_invalid"/);
});

test('pays no payment but its own, and wants to be replaced for another', async (t) => {
  const { calls, view, fields } = await show(t);
  const other = payment({ reference: another });
  equal(fields.update({ ...view, payment: other }), false);
  equal(fields.update({ ...view, payment: { ...paymentStartExample, reference: another } }), false);
  const details = fields.read();
  ok(details && 'confirm' in details);
  deepEqual(await details.confirm(other), unpaid);
  ok(!names(calls).includes('confirmPayment'));
});

test('takes everything off the page', async (t) => {
  const { form, calls, fields } = await show(t);
  fields.remove();
  equal(form.childElementCount, 0);
  equal(names(calls).at(-1), 'destroy');
});

test('leaves nothing behind where Stripe’s fields do not load', async (t) => {
  const calls = installStripe({ fields: 'loaderror' });
  const form = place(t);
  const view = { words: en, payment: payment(), locked: false };
  await rejects(Promise.resolve(mount(form, view, () => {})), /did not load: It is a test/);
  equal(form.childElementCount, 0);
  equal(names(calls).at(-1), 'destroy');
});

for (const [status, state] of [
  ['succeeded', 'processing'],
  ['processing', 'processing'],
  ['canceled', 'expired'],
] as const) {
  test(`asks, where there are no fields because the payment is ${status}, and takes no money`, async (t) => {
    const { calls, view, fields, pay, paid } = await show(t, {
      play: { fields: 'loaderror', status },
    });
    equal(paid(), 0);
    fields.update({ ...view, locked: true });
    equal(paid(), 0);
    fields.update(view);
    fields.update(view);
    equal(paid(), 1);
    match(JSON.stringify(await pay()), new RegExp(`"${state}"`));
    ok(!names(calls).includes('confirmPayment'));
  });
}

const card = () => payment({ clientSecret: `seti_${made}_secret_x` });

test('gives a card to keep by a SetupIntent, and charges nothing', async (t) => {
  const { calls, pay } = await show(t, { view: { payment: card() } });
  deepEqual(await pay(), {
    ok: true,
    value: { state: 'processing', failureCode: null },
    requestId: null,
  });
  deepEqual(names(calls).slice(-2), ['submit', 'confirmSetup']);
  const { elements, ...options } = Object(given(calls, 'confirmSetup'));
  ok(elements);
  deepEqual(options, {
    redirect: 'if_required',
    confirmParams: { return_url: location.href },
  });
});

test('takes another card to keep after a decline, in the same fields', async (t) => {
  const declined = { error: { type: 'card_error', code: 'card_declined' } };
  const { calls, pay } = await show(t, {
    view: { payment: card() },
    play: { confirm: () => declined },
  });
  match(JSON.stringify(await pay()), /"unpaid".*"card_declined"/);
  changeStripe({});
  match(JSON.stringify(await pay()), /"processing"/);
  equal(names(calls).filter((name) => name === 'elements').length, 1);
});

const unanswered = { type: 'invalid_request_error', code: 'setup_intent_authentication_failure' };

test("asks first how it went at a bank's own page, and then takes another card", async (t) => {
  const { calls, view, fields, pay, paid } = await show(t, {
    view: { payment: card(), returned: true },
    play: { lastError: unanswered },
  });
  fields.update(view);
  fields.update(view);
  equal(paid(), 1);
  match(JSON.stringify(await pay()), /"unpaid".*"authentication_failed"/);
  ok(!names(calls).includes('confirmSetup'));
  match(JSON.stringify(await pay()), /"processing"/);
  ok(names(calls).includes('confirmSetup'));
});

test('asks where there are no fields because the card was taken at that page', async (t) => {
  const { calls, view, fields, pay, paid } = await show(t, {
    view: { payment: card(), returned: true },
    play: { fields: 'loaderror', status: 'succeeded' },
  });
  fields.update(view);
  equal(paid(), 1);
  match(JSON.stringify(await pay()), /"processing"/);
  ok(!names(calls).includes('confirmSetup'));
  ok(!names(calls).includes('retrievePaymentIntent'));
});

test('wants to be replaced when the form was taken off the page while they came', async (t) => {
  installStripe();
  const form = document.createElement('main');
  const view = { words: en, payment: payment(), locked: false };
  const fields = await mount(form, view, () => {});
  t.after(() => fields.remove());
  equal(fields.update(view), false);
});

test('keeps the room of Stripe’s fields until they are there', async (t) => {
  installStripe({ fields: 'pending' });
  const form = place(t, 'inline-size: 20rem');
  const view = { words: en, payment: payment(), locked: false };
  void mount(form, view, () => {});
  const box = await until(() => form.querySelector<HTMLElement>('.kind-stripe'), 'the room');
  ok(box.offsetHeight > 200);
});

test('is no place for a payment of another provider', async (t) => {
  const form = place(t);
  const view = { words: en, payment: paymentStartExample, locked: false };
  await rejects(Promise.resolve(mount(form, view, () => {})), TypeError);
  equal(form.childElementCount, 0);
});
