// Under Trusted Types, on a page that lets nothing of js.stripe.com in, so that nothing reaches it.
import { equal, match } from 'node:assert/strict';
import { test } from 'node:test';
import { inform, submit } from '../../giving/donate-form/testing.ts';
import { act, until } from '../../internal/testing/stage.ts';
import { forbid, show, stripeScripts } from './testing.ts';

test('says that Stripe did not come where no script takes its address as a string', async (t) => {
  const { broken } = await show(t);
  forbid(`script-src ${location.origin} 'unsafe-inline'`);
  forbid("require-trusted-types-for 'script'");
  await act(`click ${submit}`);
  match((await inform('[part=alert]')).textContent ?? '', /payment fields could not be loaded/);
  // The address is refused before there is a script; other engines come as far as the first policy.
  const enforced = 'trustedTypes' in window;
  const directive = enforced ? 'require-trusted-types-for' : 'script-src-elem';
  await until(() => broken.some((each) => each.startsWith(directive)), directive);
  equal(stripeScripts().length, enforced ? 0 : 1);
});
