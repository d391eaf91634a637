// The form in which a tree is paid: when it is there, with what, and when it goes.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { Held } from '@kindcart/store/adoption';
import { KindDonateErrorEvent } from '../../events/donate.ts';
import { KindDonateForm } from '../../giving/donate-form/donate-form.ts';
import { KindElement } from '../../internal/base.ts';
import { openPlatform } from '../../internal/testing/platform.ts';
import { until } from '../../internal/testing/stage.ts';
import '../../giving/donate-form/define.ts';
import { PayForm } from './pay-form.ts';
import { adoptionFor, saxaul } from './sample.testing.ts';

class Payer extends KindElement {
  load: () => Promise<unknown> = async () => 'the form';
  refusals = 0;
  readonly pay = new PayForm(
    this,
    () => this.load(),
    () => {
      this.refusals += 1;
    },
  );
}
customElements.define('x-payer', Payer);

const held: Held = {
  status: 'held',
  adoption: adoptionFor(600),
  connection: 'online',
  untilMs: Date.now() + 600_000,
  share: saxaul.price,
  paying: 'open',
  isOurs: true,
};

function payer(t: TestContext) {
  const platform = openPlatform({ getProject: 'pending', listProjects: 'pending' });
  const host = new Payer();
  Object.assign(host, { baseUrl: platform.baseUrl, publishableKey: 'pk_test_pay', locale: 'de' });
  document.body.append(host);
  t.after(() => {
    host.remove();
    platform.close();
  });
  const form = () => host.querySelector('kind-donate-form');
  /** Shows it as often as the host is drawn, until the form is there. */
  const shown = (state: Held) =>
    until(() => {
      host.pay.show(state, 'Saxaul, place 7');
      return form();
    }, 'the form');
  return { host, form, shown };
}

test('puts the form on the page itself, with the gift that is settled', async (t) => {
  const { host, shown } = payer(t);
  const form = await shown(held);
  ok(form instanceof KindDonateForm);
  deepEqual([form.parentElement, form.slot, form.ask], [host, 'form', 'email news']);
  deepEqual(
    [form.project, form.publishableKey, form.baseUrl, form.locale],
    [held.adoption.projectId, host.publishableKey, host.baseUrl, 'de'],
  );
  deepEqual(form.settled, {
    adoptionId: held.adoption.id,
    gift: saxaul.price,
    title: 'Saxaul, place 7',
  });
});

test('keeps the same form, and what is settled, however often it is drawn', async (t) => {
  const { host, form, shown } = payer(t);
  const first = await shown(held);
  const { settled } = first;
  host.pay.show({ ...held, untilMs: held.untilMs + 1 }, 'Saxaul, place 7');
  equal(form(), first);
  equal(first.settled, settled, 'the same object, so nothing is drawn anew');
});

test('tells the form when the name or the share is another', async (t) => {
  const { host, form, shown } = payer(t);
  const first = await shown(held);
  host.pay.show({ ...held, share: { amount: 833, currency: 'CNY' } }, '梭梭');
  equal(form(), first);
  deepEqual([first.settled?.title, first.settled?.gift.amount], ['梭梭', 833]);
});

test('takes another form for another adoption', async (t) => {
  const { shown, form, host } = payer(t);
  const first = await shown(held);
  const other = { ...held.adoption, id: 'adp_01k9p4n2c6fz3t6v8w0x2y4z8d' } as const;
  host.pay.show({ ...held, adoption: other }, 'Saxaul, place 8');
  equal(first.isConnected, false);
  equal(form()?.settled?.adoptionId, other.id);
  equal(host.querySelectorAll('kind-donate-form').length, 1);
});

const stays: readonly [string, Held | undefined, boolean][] = [
  ['while there is a share to pay', held, true],
  ['while a gift is begun', { ...held, paying: 'begun' }, true],
  [
    'while a payment runs, though no share is open',
    { ...held, share: null, paying: 'under_way' },
    true,
  ],
  ['while paid, until the platform says so', { ...held, share: null, paying: 'paid' }, true],
  ['not when all shares are being paid', { ...held, share: null }, false],
  ['not when nothing is held', undefined, false],
];

for (const [when, state, isThere] of stays) {
  test(`stays ${when}`, async (t) => {
    const { host, form, shown } = payer(t);
    const first = await shown(held);
    host.pay.show(state, 'Saxaul, place 7');
    equal(form(), isThere ? first : null);
  });
}

test('comes anew after it was dropped', async (t) => {
  const { host, shown } = payer(t);
  const first = await shown(held);
  host.pay.drop();
  host.pay.drop();
  equal(first.isConnected, false);
  const next = await shown(held);
  ok(next !== first);
  equal(next.settled?.adoptionId, held.adoption.id);
});

test('says that its code did not come, asks no more by itself, and again when told', async (t) => {
  const { host, form, shown } = payer(t);
  let loads = 0;
  host.load = async () => {
    loads += 1;
    if (loads === 1) throw new TypeError('Failed to fetch');
  };
  host.pay.show(held, '');
  await until(() => host.pay.failed, 'the failure');
  host.pay.show(held, '');
  host.pay.show(held, '');
  deepEqual([loads, form()], [1, null]);
  host.load = async () => 'the form';
  host.pay.fetch();
  await shown(held);
  equal(host.pay.failed, false);
});

const refusals = [
  ['adoption_over', 1],
  ['adoption_mismatch', 1],
  ['adoption_unknown', 1],
  ['card_declined', 0],
  ['network_error', 0],
  ['project_closed', 0],
] as const;

for (const [code, count] of refusals) {
  test(`${count === 1 ? 'looks at the adoption again' : 'leaves the adoption alone'} after ${code}`, async (t) => {
    const { host, shown } = payer(t);
    const form = await shown(held);
    form.dispatchEvent(new KindDonateErrorEvent(held.adoption.projectId, code));
    equal(host.refusals, count);
  });
}
