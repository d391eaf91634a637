// Who may speak in a shop's name: signatures over the very bytes, and the one form without any.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { wooOrder } from './testing/order.ts';
import { woocommerce } from './woocommerce.ts';

const [secret, older] = ['nW2cV6b0Jk1', 'aQ9zX4m7Lp8'];
const body = Buffer.from('{"id":727,"status":"processing"}');
const sign = (bytes: Uint8Array, key: string) =>
  createHmac('sha256', key).update(bytes).digest('base64');

function deliver(headers: Record<string, string>, bytes: Uint8Array = body) {
  return { body: bytes, header: (name: string) => headers[name] };
}

const signature = sign(body, secret);
const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;

const signed: readonly [what: string, value: string | undefined, isSound: boolean][] = [
  ['the secret', signature, true],
  ['the secret that is being replaced', sign(body, older), true],
  ['another secret', sign(body, 'of somebody else'), false],
  ['an empty secret', sign(body, ''), false],
  ['nobody', undefined, false],
  ['an empty header', '', false],
  ['one flipped digit', flipped, false],
  ['the header twice', `${signature}, ${signature}`, false],
  ['hex digits', createHmac('sha256', secret).update(body).digest('hex'), false],
  ['too few bytes', sign(body, secret).slice(4), false],
];
for (const [what, value, isSound] of signed) {
  test(`${isSound ? 'believes' : 'does not believe'} what is signed by ${what}`, () => {
    const headers = value === undefined ? {} : { 'x-wc-webhook-signature': value };
    const fault = woocommerce.checkSignature(deliver(headers), [secret, older], 0);
    assert.equal(fault, isSound ? null : 'signature_invalid');
  });
}

test('does not believe other bytes of the same JSON', () => {
  const headers = { 'x-wc-webhook-signature': signature };
  for (const text of [
    '{"id":728,"status":"processing"}',
    `${body} `,
    '{"status":"processing","id":727}',
  ]) {
    const delivery = deliver(headers, Buffer.from(text));
    assert.equal(woocommerce.checkSignature(delivery, [secret], 0), 'signature_invalid');
  }
});

const form = 'application/x-www-form-urlencoded';
const pings: readonly [text: string, type: string | undefined, isPing: boolean][] = [
  ['webhook_id=12', form, true],
  ['webhook_id=12', `${form}; charset=UTF-8`, true],
  ['webhook_id=12', 'application/json', false],
  ['webhook_id=12', undefined, false],
  ['webhook_id=12&id=727', form, false],
  ['webhook_id=', form, false],
  ['{"id":727}', form, false],
  [`webhook_id=${'1'.repeat(100)}`, form, false],
];
for (const [text, type, isPing] of pings) {
  test(`takes ${text.slice(0, 30)} as ${type} ${isPing ? 'for a ping' : 'for no ping'}`, () => {
    const headers = type === undefined ? {} : { 'content-type': type };
    assert.equal(woocommerce.isPing(deliver(headers, Buffer.from(text))), isPing);
  });
}

test('makes an order of a body by the port alone', () => {
  const settings = { livemode: true, currency: 'CNY', completesWhen: 'fulfilled' } as const;
  const reading = woocommerce.read(wooOrder(), settings, new Date(0));
  const facts = reading.what === 'told' ? [reading.facts] : [];
  assert.equal(woocommerce.orderOf(facts, settings)?.shopOrderId, '727');
});
