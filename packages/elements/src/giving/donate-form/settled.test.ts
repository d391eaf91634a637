// A gift whose amount is no question: how a tree is paid for.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { adoptionExample, testCards } from '@kindcart/contract';
import { problem } from '../../internal/testing/platform.ts';
import { act, pierce, until } from '../../internal/testing/stage.ts';
import { form, inform, pay, show, submit } from './testing.ts';

const settled = {
  adoptionId: adoptionExample.id,
  gift: { amount: 700, currency: 'CNY' },
  title: 'Saxaul, place 7',
};

async function showSettled(t: TestContext, answers = {}) {
  const made = await show(t, { answers });
  made.element.settled = settled;
  await inform('[part=settled]');
  return made;
}

test('says what the gift is for and how much it is, and asks for neither', async (t) => {
  await showSettled(t);
  match((await inform('[part=settled]')).textContent ?? '', /Saxaul, place 7\s*CN¥7$/m);
  match((await inform('[part=submit]')).textContent ?? '', /Continue with CN¥7\.00/);
  for (const part of ['amounts', 'interval']) equal(pierce(`${form} [part=${part}]`), null, part);
  await inform('[part=cover-fee]');
});

test('pays for the adoption, whatever the project takes at the least, and offers no monthly gift', async (t) => {
  const { asked } = await showSettled(t);
  await act(`click ${submit}`);
  await pay(testCards.succeeds);
  await until(() => asked('confirmSandboxPayment').length === 1, 'the payment');
  equal(pierce(`${form} [part=offer]`), null);
  const [{ body } = { body: null }] = asked('createDonation');
  ok(body && typeof body === 'object' && 'adoptionId' in body && 'gift' in body);
  deepEqual([body.adoptionId, body.gift], [settled.adoptionId, settled.gift]);
});

test('has a checkout of its own beside the one of its project', async (t) => {
  const { kit } = await showSettled(t);
  const other = document.createElement('kind-donate-form');
  other.project = adoptionExample.projectId;
  kit.append(other);
  await act(`click ${submit}`);
  await until(() => kit.querySelector('.kind-card'), 'the fields of the card');
  ok(other.shadowRoot?.querySelector('[part=amounts]'));
});

const refusals = [
  ['adoption_over', /not finished in time/],
  ['adoption_mismatch', /could not be taken/],
  ['adoption_unknown', /could not be taken/],
] as const;

for (const [code, words] of refusals) {
  test(`says what ${code} means`, async (t) => {
    await showSettled(t, { createDonation: problem(code) });
    await act(`click ${submit}`);
    match((await inform('[part=alert]')).textContent ?? '', words);
  });
}
