import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { test } from 'node:test';
import { parse } from './parse.ts';
import { problemDetails, problemSchema } from './problem.ts';
import { proofChallengeExample, proofChallengeSchema, proofSchema } from './proof.ts';

const { maxnumber, ...challenge } = proofChallengeExample;

test('has an example that is solved by the number that it says', () => {
  assert.equal(hash('sha256', `${challenge.salt}421`), challenge.challenge);
  assert.ok(parse(proofChallengeSchema, proofChallengeExample).ok);
  assert.ok(maxnumber >= 421);
});

test('carries a challenge in a problem, and none where there is none', () => {
  const requestId = 'req_1';
  const asked = problemDetails('proof_required', { requestId, challenge: proofChallengeExample });
  assert.deepEqual(parse(problemSchema, asked), { ok: true, value: asked });
  assert.deepEqual(asked.challenge, proofChallengeExample);
  assert.ok(!('challenge' in problemDetails('giving_paused', { requestId })));
});

const wrong: readonly [what: string, changes: object][] = [
  ['a number below zero', { number: -1 }],
  ['half a number', { number: 0.5 }],
  ['another algorithm', { algorithm: 'SHA-1' }],
  ['a challenge that is no SHA-256', { challenge: 'abc' }],
  ['a signature that is no HMAC', { signature: 'ABC' }],
  ['a salt without an end', { salt: 'x'.repeat(501) }],
];

for (const [what, changes] of wrong) {
  test(`takes for a proof nothing with ${what}`, () => {
    assert.ok(parse(proofSchema, { ...challenge, number: 421 }).ok);
    assert.ok(!parse(proofSchema, { ...challenge, number: 421, ...changes }).ok);
  });
}
