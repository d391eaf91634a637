// A challenge is for one key, one origin and five minutes, and has one solution.
import assert from 'node:assert/strict';
import { createHmac, hash } from 'node:crypto';
import { test } from 'node:test';
import { type Proof, parse, proofChallengeSchema } from '@kindcart/contract';
import { testId } from '../../testing/platform.ts';
import { isSolved, makeChallenge, proofKeepMs, readProof } from './proof.ts';

const secret = 'a secret for tests only';
const nowMs = Date.parse('2026-11-25T12:00:00Z');
const owner = { keyId: testId('key'), origin: 'https://charity.example:8443' };
const by = { ...owner, secret, nowMs };

const challenge = makeChallenge({ ...by, numberMax: 1_000, nonce: 'c0ffee', number: 237 });
const { maxnumber, ...rest } = challenge;
const proof: Proof = { ...rest, number: 237 };

const headerOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

test('is a challenge as the contract and ALTCHA have it', () => {
  assert.deepEqual(parse(proofChallengeSchema, challenge), { ok: true, value: challenge });
  assert.equal(challenge.challenge, hash('sha256', `${challenge.salt}237`));
  const hmac = createHmac('sha256', secret).update(challenge.challenge).digest('hex');
  assert.equal(challenge.signature, hmac);
  assert.match(challenge.salt, /^c0ffee\?expires=\d+&/);
});

test('takes the number that was to be found', () => {
  assert.equal(isSolved(proof, by), true);
});

/** Moves a digit from the number to the salt: what is hashed stays the same. */
const spliced = { ...proof, salt: `${proof.salt}2`, number: 37 };

const refused: readonly [what: string, proof: Proof, by: typeof by][] = [
  ['another number', { ...proof, number: 238 }, by],
  ['the number of another challenge', { ...proof, salt: proof.salt.replace('c0ffee', '0') }, by],
  ['a salt with a digit of the number', spliced, by],
  ['a challenge that nobody signed', { ...proof, signature: '0'.repeat(64) }, by],
  ['one that was signed with another secret', proof, { ...by, secret: 'another' }],
  ["another key's", proof, { ...by, keyId: testId('key') }],
  ["another origin's", proof, { ...by, origin: 'https://charity.example' }],
  ['one that has expired', proof, { ...by, nowMs: nowMs + proofKeepMs }],
  [
    'one whose expiry was moved on',
    { ...proof, salt: proof.salt.replace(/expires=\d+/, 'expires=9999999999') },
    by,
  ],
  [
    'one that was made up whole',
    {
      ...proof,
      salt: `x?expires=9999999999&key=${owner.keyId}&`,
      challenge: hash('sha256', `x?expires=9999999999&key=${owner.keyId}&237`),
    },
    by,
  ],
];

for (const [what, given, at] of refused) {
  test(`refuses ${what}`, () => assert.equal(isSolved(given, at), false));
}

test('is good until the last moment of its five minutes', () => {
  assert.equal(isSolved(proof, { ...by, nowMs: nowMs + proofKeepMs - 1 }), true);
});

test('reads what the header holds', () => {
  assert.deepEqual(readProof(headerOf(proof)), proof);
  assert.deepEqual(readProof(headerOf({ ...proof, took: 812 })), proof);
});

const unreadable: readonly (string | undefined)[] = [
  undefined,
  '',
  'no base64!',
  Buffer.from('no json').toString('base64'),
  headerOf(null),
  headerOf([]),
  headerOf({ ...proof, number: -1 }),
  headerOf({ ...proof, number: '237' }),
  headerOf({ ...proof, signature: 'zz' }),
  headerOf({ ...proof, salt: 'x'.repeat(501) }),
  headerOf({ ...proof, algorithm: 'MD5' }),
  'A'.repeat(2_001),
];

for (const header of unreadable) {
  test(`reads nothing in ${String(header).slice(0, 24) || 'an empty header'}`, () => {
    assert.equal(readProof(header), null);
  });
}
