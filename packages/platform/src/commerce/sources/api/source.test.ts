import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type OrderEvent, recordOrderExample } from '@kindcart/contract';
import fc from 'fast-check';
import { newSigningSecret, signaturesOf } from '../../../webhooks/signatures.ts';
import { UnreadableEvent } from '../port.ts';
import { apiSource } from './source.ts';

const { merchantId: _, ...order }: typeof recordOrderExample = recordOrderExample;
const [secret, other] = [newSigningSecret(), newSigningSecret()];
const nowMs = Date.UTC(2026, 10, 20, 9, 30);
const now = new Date(nowMs);
const timestamp = nowMs / 1_000;
const settings = { livemode: false, currency: 'CNY', completesWhen: 'fulfilled' } as const;
const text = JSON.stringify(order);

interface Sent {
  readonly text?: string;
  readonly seconds?: number;
  readonly by?: readonly string[];
  readonly without?: string;
  readonly signature?: string;
}

/** What the platform finds of a delivery, told an old and a new secret. */
function found({ text: told = text, seconds = timestamp, by = [secret], ...rest }: Sent) {
  const headers: Record<string, string> = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(seconds),
    'webhook-signature':
      rest.signature ?? signaturesOf(by, { id: 'msg_1', timestamp: seconds, body: text }),
  };
  const header = (name: string) => (name === rest.without ? undefined : headers[name]);
  const body = new TextEncoder().encode(told);
  return apiSource.checkSignature({ body, header }, [other, secret], nowMs);
}

const deliveries: readonly [string, Sent, ReturnType<typeof found>][] = [
  ['signed by the old secret', {}, null],
  ['signed by the new secret', { by: [other] }, null],
  ['signed by a stranger and by us', { by: [newSigningSecret(), secret] }, null],
  ['signed 299 s ago', { seconds: timestamp - 299 }, null],
  ['signed 301 s ago', { seconds: timestamp - 301 }, 'signature_expired'],
  ['signed in 301 s', { seconds: timestamp + 301 }, 'signature_expired'],
  ['signed by a stranger', { by: [newSigningSecret()] }, 'signature_invalid'],
  ['one bit away', { text: text.replace('15850', '15851') }, 'signature_invalid'],
  ['without an id', { without: 'webhook-id' }, 'signature_invalid'],
  ['without a time', { without: 'webhook-timestamp' }, 'signature_invalid'],
  ['without a signature', { without: 'webhook-signature' }, 'signature_invalid'],
  ['with an empty signature', { signature: '' }, 'signature_invalid'],
  ['with a list of signatures by commas', { signature: 'v1,YQ==,v1,YQ==' }, 'signature_invalid'],
];

for (const [what, sent, fault] of deliveries) {
  test(`finds a delivery ${what} ${fault ?? 'sound'}`, () => assert.equal(found(sent), fault));
}

test('takes the order as it is told, under its own id', () => {
  const reading = apiSource.read(JSON.parse(text), settings, now);
  assert.deepEqual(reading, { what: 'told', orderKey: order.shopOrderId, facts: order });
  const { shopOrderId, ...standing } = order;
  assert.deepEqual(apiSource.orderOf([order], settings), { shopOrderId, standing });
  assert.equal(apiSource.orderOf([], settings), null);
});

test('refuses a test order that is told to live data', () => {
  const reading = apiSource.read({ ...order, test: true }, { ...settings, livemode: true }, now);
  assert.equal(reading.what, 'refused');
  assert.equal(apiSource.read({ ...order, test: true }, settings, now).what, 'told');
});

test('says what is wrong with an order, and where', () => {
  for (const [body, words] of [
    [{ ...order, lines: [{ ...order.lines[0], quantity: -1 }] }, /lines\.0\.quantity is negative/],
    [{ ...order, merchantId: 'mer_1' }, /merchantId/],
    [null, /./],
    [[], /./],
  ] as const) {
    assert.throws(
      () => apiSource.read(body, settings, now),
      (error) => {
        assert(error instanceof UnreadableEvent);
        assert.match(error.message, words);
        return true;
      },
    );
  }
});

test('ends with the newest state, in whatever order and however often it is told', () => {
  const paid: OrderEvent = order;
  const [line] = order.lines;
  assert(line !== undefined);
  const states: OrderEvent[] = [
    { ...paid, paidAt: null, updatedAt: '2026-11-20T09:00:00.000Z' },
    paid,
    { ...paid, lines: [{ ...line, quantity: 1, amount: 7_925 }] },
    { ...paid, completedAt: '2026-11-21T09:00:00.000Z', updatedAt: '2026-11-21T09:00:00.000Z' },
  ];
  const all = fc.shuffledSubarray(states, { minLength: 4 });
  fc.assert(
    fc.property(all, fc.array(fc.constantFrom(...states)), (once, again) => {
      const told = apiSource.orderOf([...again, ...once], settings);
      assert.equal(told?.standing.completedAt, '2026-11-21T09:00:00.000Z');
    }),
  );
});
