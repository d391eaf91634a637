// The events of a cart's elements: a page hears them wherever it listens, with what they carry.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { type Money, type PledgePreview, pledgePreviewExample } from '@kindcart/contract';
import { KindCartPledgedEvent, KindCauseChosenEvent, KindRoundUpEvent } from './cart.ts';

const projectId = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const gift: Money = { amount: 50, currency: 'CNY' };
const events = [
  ['kind-cart-pledged', () => new KindCartPledgedEvent(pledgePreviewExample)],
  ['kind-round-up', () => new KindRoundUpEvent(gift, projectId, 'Gift for clean water')],
  ['kind-cause-chosen', () => new KindCauseChosenEvent(projectId)],
] as const;

/** An element deep in a shadow root of the page, as an element of a theme's component would be. */
function deepInside(t: TestContext): HTMLElement {
  const host = document.createElement('div');
  const inner = document.createElement('span');
  host.attachShadow({ mode: 'closed' }).append(inner);
  document.body.append(host);
  t.after(() => host.remove());
  return inner;
}

for (const [name, make] of events) {
  test(`${name} reaches the document out of a shadow root, and cannot be refused`, (t) => {
    const inner = deepInside(t);
    const heard: Event[] = [];
    const listen = (event: Event) => heard.push(event);
    document.addEventListener(name, listen);
    t.after(() => document.removeEventListener(name, listen));
    const event = make();
    ok(inner.dispatchEvent(event));
    deepEqual(heard, [event]);
    equal(event.type, name);
    equal(event.cancelable, false);
  });
}

test('each carries its fields, typed for those who listen by its name', (t) => {
  const inner = deepInside(t);
  const told: (PledgePreview | Money | string)[] = [];
  const stop = new AbortController();
  t.after(() => stop.abort());
  const { signal } = stop;
  document.addEventListener('kind-cart-pledged', ({ preview }) => told.push(preview), { signal });
  document.addEventListener('kind-cause-chosen', (event) => told.push(event.projectId), { signal });
  document.addEventListener(
    'kind-round-up',
    ({ amount, projectId: id, lineName }) => told.push(amount, id, lineName),
    { signal },
  );
  for (const [, make] of events) inner.dispatchEvent(make());
  deepEqual(told, [pledgePreviewExample, gift, projectId, 'Gift for clean water', projectId]);
});
