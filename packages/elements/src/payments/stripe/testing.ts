/** What the tests of pages that block Stripe share. */
import type { TestContext } from 'node:test';
import { createdDonationExample } from '@kindcart/contract';
import { choose, inform, show as showForm } from '../../giving/donate-form/testing.ts';

const payment = {
  ...createdDonationExample.payment,
  provider: 'stripe',
  publishableKey: 'pk_test_blocked',
  account: null,
};

/** Adds a policy to this page. */
export function forbid(policy: string): void {
  const meta = document.createElement('meta');
  meta.httpEquiv = 'Content-Security-Policy';
  meta.content = policy;
  document.head.append(meta);
}

/** A form with an amount chosen, for a gift by Stripe, and what breaks the page's policy. */
export async function show(t: TestContext) {
  const broken: string[] = [];
  const listen = ({ effectiveDirective, blockedURI }: SecurityPolicyViolationEvent) =>
    broken.push(`${effectiveDirective} ${blockedURI}`);
  document.addEventListener('securitypolicyviolation', listen);
  t.after(() => document.removeEventListener('securitypolicyviolation', listen));
  const created = { status: 201, body: { ...createdDonationExample, payment } };
  const made = await showForm(t, { answers: { createDonation: created } });
  await choose();
  await inform('[part=amounts]');
  return { ...made, broken };
}

/** Stripe's script tags on the page. */
export const stripeScripts = () =>
  document.querySelectorAll('script[src^="https://js.stripe.com/"]');
