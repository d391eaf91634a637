// Where js.stripe.com is blocked. The page's own policy blocks it here, so the real loader runs and
// nothing reaches the network. A policy is for life, which is why these tests have a file of their own.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { test } from 'node:test';
import { inform, submit } from '../../giving/donate-form/testing.ts';
import { act, find, pierce, until } from '../../internal/testing/stage.ts';
import { installStripe } from '../../internal/testing/stripe.ts';
import { forbid, show, stripeScripts } from './testing.ts';

test('asks for Stripe.js only when the donor is about to pay, and tells them that it is blocked', async (t) => {
  forbid(`script-src ${location.origin} 'unsafe-inline'; frame-src 'none'`);
  const { broken } = await show(t);
  deepEqual(broken, []);
  equal(stripeScripts().length, 0);
  await act(`click ${submit}`);
  match((await inform('[part=alert]')).textContent ?? '', /payment fields could not be loaded/);
  ok(broken.length > 0);
  for (const each of broken)
    match(each, /^script-src(-elem)? https:\/\/js\.stripe\.com\/\w+\/stripe\.js$/);
  // The first tag is ours where browsers know Trusted Types, and that of the retry is the loader's.
  equal(new Set(broken).size, 1, 'both have one address');
  equal(document.querySelector('kind-donate-form [slot=payment]'), null);
});

test('uses the Stripe.js that the page has brought itself', async (t) => {
  const { broken } = await show(t);
  const calls = installStripe();
  await act(`click ${submit}`);
  await find('kind-donate-form .kind-stripe input', HTMLInputElement);
  await until(() => pierce(submit)?.textContent?.includes('Donate'), 'the button to pay');
  await act(`click ${submit}`);
  await inform('[part=done]');
  ok(calls.some(({ name }) => name === 'confirmPayment'));
  deepEqual(broken, []);
});
