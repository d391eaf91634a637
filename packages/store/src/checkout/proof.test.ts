import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proofChallengeExample } from '@kindcart/contract';
import { solve } from './proof.ts';

const wanted = () => true;
const { maxnumber, ...example } = proofChallengeExample;

const read = (proof: string): unknown => JSON.parse(Buffer.from(proof, 'base64').toString());

test('finds the number, and says it in the words of the challenge', async () => {
  const proof = await solve({ challenge: proofChallengeExample }, wanted);
  assert.deepEqual(read(proof), { ...example, number: 421 });
});

test('looks at every number up to the last, and at no other', async () => {
  const found = await solve({ challenge: { ...proofChallengeExample, maxnumber: 421 } }, wanted);
  assert.deepEqual(read(found), { ...example, number: 421 });
  const unsolvable = { ...proofChallengeExample, maxnumber: 1_000, salt: 'another&' };
  await assert.rejects(solve({ challenge: unsolvable }, wanted), /no solution/);
});

test('ends when nobody waits for it any more', async () => {
  let asked = 0;
  const waits = () => {
    asked += 1;
    return asked < 3;
  };
  const endless = { ...proofChallengeExample, maxnumber: Number.MAX_SAFE_INTEGER, salt: 'x&' };
  await assert.rejects(solve({ challenge: endless }, waits), /called off/);
  assert.equal(asked, 3);
});

test('lets others have their turn between the slices', async () => {
  let turns = 0;
  const timer = setInterval(() => {
    turns += 1;
  }, 0);
  try {
    const endless = { ...proofChallengeExample, maxnumber: Number.MAX_SAFE_INTEGER, salt: 'x&' };
    await assert.rejects(solve({ challenge: endless }, () => turns < 5));
    assert.ok(turns >= 5);
  } finally {
    clearInterval(timer);
  }
});

test('has nothing to solve without a challenge', async () => {
  await assert.rejects(solve({}, wanted), /nothing to solve/);
});
