// Under Trusted Types, on a page that lets nothing of js.stripe.com in, so that nothing reaches it.
import { deepEqual, match } from 'node:assert/strict';
import { test } from 'node:test';
import { inform, submit } from '../../giving/donate-form/testing.ts';
import { act, until } from '../../internal/testing/stage.ts';
import { forbid, show } from './testing.ts';

test('asks for Stripe by an address that Trusted Types let pass', async (t) => {
  const { broken } = await show(t);
  const asked: string[] = [];
  const observer = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node instanceof HTMLScriptElement) asked.push(node.src);
  });
  observer.observe(document.head, { childList: true });
  t.after(() => observer.disconnect());
  forbid(`script-src ${location.origin} 'unsafe-inline'`);
  forbid(
    "require-trusted-types-for 'script'; trusted-types lit-html kindcart-stripe 'allow-duplicates'",
  );
  await act(`click ${submit}`);
  match((await inform('[part=alert]')).textContent ?? '', /payment fields could not be loaded/);
  // Blocked for where it is, and not for how it was asked for.
  await until(
    () => broken.some((each) => each.startsWith('script-src-elem https://js.stripe.com/')),
    'the block',
  );
  deepEqual([...new Set(asked)], ['https://js.stripe.com/endive/stripe.js']);
});
