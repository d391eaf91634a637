import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPayment, sealPayment, signEvent, verifyEvent } from './secrets.ts';

const [oldSecret, newSecret] = ['whsec_old_0123456789', 'whsec_new_0123456789'];
const body = '{"id":"evt_1","payment":{"amount":5000}}';
const nowMs = Date.parse('2026-11-23T08:00:00.000Z');
const signed = signEvent(newSecret, body, nowMs);
const [time = '', seal = ''] = signed.split(',');

const verdict = (header: string | undefined, text = body, atMs = nowMs, secrets = [newSecret]) =>
  verifyEvent(secrets, header, text, atMs);

/** Seconds between signing and hearing, either way. */
const ages: readonly [seconds: number, verdict: string][] = [
  [0, 'valid'],
  [299, 'valid'],
  [300, 'valid'],
  [301, 'signature_expired'],
  [86_400, 'signature_expired'],
  [-299, 'valid'],
  [-300, 'valid'],
  [-301, 'signature_expired'],
];

for (const [seconds, expected] of ages) {
  test(`finds a signature of ${seconds} seconds ago ${expected}`, () => {
    assert.equal(verdict(signed, body, nowMs + seconds * 1_000), expected);
  });
}

const wrongHeaders: readonly [what: string, header: string | undefined][] = [
  ['no header', undefined],
  ['an empty header', ''],
  ['only a time', time],
  ['only a seal', seal],
  ['a seal of another version', `${time},${seal.replace('v1', 'v0')}`],
  ['a seal cut short', `${time},${seal.slice(0, -1)}`],
  ['a seal with a character more', `${signed}0`],
  ['a seal in capitals', `${time},v1=${seal.slice(3).toUpperCase()}`],
  ['another time', `t=${nowMs / 1_000 + 1},${seal}`],
  ['a time that is no number', `t=now,${seal}`],
  ['a time before all time', `t=-1,${seal}`],
  ['a flipped bit', `${time},${seal.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`],
  ["another secret's seal", signEvent(oldSecret, body, nowMs)],
  ['a seal without its time in it', `${time},v1=${'0'.repeat(64)}`],
];

for (const [what, header] of wrongHeaders) {
  test(`finds ${what} invalid, however old it would be`, () => {
    assert.equal(verdict(header), 'signature_invalid');
    assert.equal(verdict(header, body, nowMs + 1e9), 'signature_invalid');
  });
}

const otherBodies: readonly [what: string, text: string][] = [
  ['a changed amount', body.replace('5000', '5001')],
  ['a space more', `${body} `],
  ['the same written otherwise', JSON.stringify(JSON.parse(body), null, 1)],
  ['nothing', ''],
];

for (const [what, text] of otherBodies) {
  test(`finds a signature invalid for ${what}`, () => {
    assert.equal(verdict(signed, text), 'signature_invalid');
  });
}

test('takes an event of either secret while they are changed', () => {
  const secrets = [newSecret, oldSecret];
  for (const secret of secrets) {
    assert.equal(verdict(signEvent(secret, body, nowMs), body, nowMs, secrets), 'valid');
  }
  assert.equal(
    verdict(signEvent('whsec_third_012345', body, nowMs), body, nowMs, secrets),
    'signature_invalid',
  );
});

test('takes two seals of which the second is right', () => {
  const other = signEvent(oldSecret, body, nowMs).split(',')[1] ?? '';
  assert.equal(verdict(`${time},${other},${seal}`), 'valid');
  assert.equal(verdict(`${time}, ${other}, ${seal}`), 'valid');
});

test('takes nothing when there is no secret', () => {
  assert.equal(verdict(signed, body, nowMs, []), 'signature_invalid');
});

const claims = {
  organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
  reference: 'pay_01k9p4n2c6fz3t6v8w0x2y4z6d',
  charge: { amount: 5_180, currency: 'CNY' },
  expiresAtMs: nowMs,
} as const;
const sealed = sealPayment(newSecret, claims);

test('opens the client secret that it sealed, also after a new secret came first', () => {
  assert.deepEqual(openPayment([newSecret], sealed), claims);
  assert.deepEqual(openPayment(['whsec_third_012345', newSecret], sealed), claims);
});

const text = sealed.split('.')[0] ?? '';
const forged = Buffer.from(JSON.stringify({ ...claims, charge: { amount: 1, currency: 'CNY' } }));

const wrongSecrets: readonly [what: string, clientSecret: string][] = [
  ['nothing', ''],
  ['a dot', '.'],
  ['claims without a seal', text],
  ['claims with an empty seal', `${text}.`],
  ['claims with a seal of other claims', `${forged.toString('base64url')}.${sealed.split('.')[1]}`],
  ['a seal of another secret', sealPayment(oldSecret, claims)],
  [
    "an event's seal",
    `${text}.${Buffer.from(signEvent(newSecret, text, nowMs)).toString('base64url')}`,
  ],
  ['a changed letter', sealed.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))],
];

for (const [what, clientSecret] of wrongSecrets) {
  test(`opens nothing for ${what}`, () => {
    assert.equal(openPayment([newSecret], clientSecret), null);
  });
}
