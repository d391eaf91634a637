// Who may speak in Stripe's name: signatures, their age, and the mode that an event is of.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { olderSecret, stripeHouse } from './testing/house.ts';
import type { SignedAt } from './testing/stand-in.ts';

const house = await stripeHouse();
const { stripe, tell, post, beginAtStripe, metric } = house;
after(() => house.end());

const { intent } = await beginAtStripe();
const ago = (seconds: number) => ({ nowMs: house.clock.nowMs() - seconds * 1_000 });

const signers: readonly [name: string, at: () => SignedAt, code: string | undefined][] = [
  ['an active secret', () => ({}), undefined],
  ['the secret that is being replaced', () => ({ secret: olderSecret }), undefined],
  ['another secret', () => ({ secret: 'whsec_of_somebody_else_00000' }), 'signature_invalid'],
  ['299 seconds ago', () => ago(299), undefined],
  ['302 seconds ago', () => ago(302), 'signature_expired'],
  ['an hour ago', () => ago(3_600), 'signature_expired'],
  ['an hour ahead', () => ago(-3_600), 'signature_expired'],
];
for (const [name, at, code] of signers) {
  test(`answers an event signed by or at ${name}`, async () => {
    assert.equal((await tell('payment_intent.created', intent, at())).code, code);
  });
}

type Told = Parameters<typeof post>;

const partsOf = (signature: string) => /^(t=\d+),v1=(\w+)$/.exec(signature) ?? [];
const flipped = (hex: string) => `${hex.startsWith('0') ? '1' : '0'}${hex.slice(1)}`;
const zeros = '0'.repeat(64);

const headers: readonly [
  name: string,
  spoil: (body: string, signature: string, parts: string[]) => Told,
  code: string | undefined,
][] = [
  [
    'two v1, of which the second is right',
    (body, _, [, t, v1]) => [body, `${t},v1=${zeros},v1=${v1}`],
    undefined,
  ],
  [
    'v1 and a v0 of another scheme',
    (body, _, [, t, v1]) => [body, `${t},v1=${v1},v0=${zeros}`],
    undefined,
  ],
  ['only v0', (body, _, [, t, v1]) => [body, `${t},v0=${v1}`], 'signature_invalid'],
  [
    'one flipped digit',
    (body, _, [, t, v1 = '']) => [body, `${t},v1=${flipped(v1)}`],
    'signature_invalid',
  ],
  ['no header', (body) => [body, undefined], 'signature_invalid'],
  ['an empty header', (body) => [body, ''], 'signature_invalid'],
  ['nothing in its fields', (body) => [body, 't=,v1='], 'signature_invalid'],
  ['no time', (body, _, [, , v1]) => [body, `v1=${v1}`], 'signature_invalid'],
  [
    'the header twice',
    (body, signature) => [body, `${signature}, ${signature}`],
    'signature_invalid',
  ],
  [
    'a second time behind',
    (body, _, [, t, v1]) => [body, `t=1,v1=${v1},${t}`],
    'signature_invalid',
  ],
  ['a byte behind the body', (body, signature) => [`${body} `, signature], 'signature_invalid'],
  [
    'one flipped bit in the body',
    (body, signature) => [body.replace('pi_', 'qi_'), signature],
    'signature_invalid',
  ],
  [
    'the same JSON written anew',
    (body, signature) => [JSON.stringify(JSON.parse(body), null, 1), signature],
    'signature_invalid',
  ],
];

for (const [name, spoil, code] of headers) {
  test(`${code === undefined ? 'believes' : 'does not believe'} an event with ${name}`, async () => {
    const { body, signature } = stripe.event('payment_intent.created', intent);
    const before = metric('stripe_events_total{receipt="signature_invalid"}');
    const response = await post(...spoil(body, signature, [...partsOf(signature)]));
    assert.equal(JSON.parse(await response.text()).code, code);
    assert.equal(response.status, code === undefined ? 200 : 401);
    const counted = metric('stripe_events_total{receipt="signature_invalid"}') - before;
    assert.equal(counted, code === undefined ? 0 : 1);
  });
}

test('refuses a live event where only test keys are, counts it, and says so in the log', async () => {
  const { code } = await tell('payment_intent.created', intent, { livemode: true });
  assert.equal(code, 'livemode_mismatch');
  assert.equal(metric('stripe_events_total{receipt="livemode_mismatch"}'), 1);
  const lines = house.log.filter((line) => line.includes('of the other mode'));
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? '', /"level":"error".*"livemode":true/);
});

test('refuses a test event of a payment that is live', async () => {
  const { db } = house.database;
  const { intent: live } = await beginAtStripe();
  await db
    .updateTable('stripe_payment')
    .set({ livemode: true })
    .where('intent_id', '=', live)
    .execute();
  assert.equal((await tell('payment_intent.created', live)).code, 'livemode_mismatch');
  assert.equal(metric('stripe_events_total{receipt="livemode_mismatch"}'), 2);
});
