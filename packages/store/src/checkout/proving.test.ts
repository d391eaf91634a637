// The platform asks for proof of work: the page gives it by itself, or says that it could not.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ProofChallenge, problemDetails, proofChallengeExample } from '@kindcart/contract';
import { http } from 'msw';
import { eventually } from '../testing/eventually.ts';
import { baseUrl, gift, open, readyToPay, requests, server, world } from '../testing/page.ts';

/** A platform that asks for this one. */
function worldAsking(challenge: ProofChallenge): void {
  world();
  server.use(
    http.post(`${baseUrl}/v1/donations`, () => {
      const problem = problemDetails('proof_required', { requestId: 'req_1', challenge });
      const headers = { 'Content-Type': 'application/problem+json' };
      return new Response(JSON.stringify(problem), { status: 403, headers });
    }),
  );
}

const bot = { failures: { createDonation: 'proof_required' } } as const;

test('proves that it is no robot when the platform asks, and makes the same donation', async (t) => {
  world({ failures: { createDonation: ['proof_required'] } });
  const { shown } = await readyToPay(open(t));
  assert.deepEqual(shown, ['creating', 'creating', 'ready_to_pay']);
  const [first, second, ...others] = requests;
  assert.deepEqual(others, []);
  assert.equal(second?.key, first?.key);
  assert.equal(first?.proof, null);
  const proof: unknown = JSON.parse(Buffer.from(second?.proof ?? '', 'base64').toString());
  const { maxnumber, ...challenge } = proofChallengeExample;
  assert.deepEqual(proof, { ...challenge, number: 421 });
});

test('proves it a few times at most, and then says that it could not', async (t) => {
  world(bot);
  const page = open(t);
  page.checkout.submit(gift);
  const state = await page.until('error');
  assert.equal(state.status === 'error' && state.error.code, 'proof_required');
  assert.equal(requests.length, 4);
  page.checkout.submit(gift);
  await page.until('error');
  assert.notEqual(requests.at(-1)?.key, requests[0]?.key);
});

test('says so where the challenge cannot be solved, and asks the platform no more', async (t) => {
  worldAsking({ ...proofChallengeExample, salt: 'another&', maxnumber: 10 });
  const page = open(t);
  page.checkout.submit(gift);
  const state = await page.until('error');
  assert.equal(state.status === 'error' && state.error.code, 'proof_required');
  assert.equal(requests.length, 1);
});

test('ends the proof of work when the donor does not want to wait', async (t) => {
  worldAsking({ ...proofChallengeExample, salt: 'x&', maxnumber: Number.MAX_SAFE_INTEGER });
  const page = open(t);
  page.checkout.submit(gift);
  await eventually(t, () => {
    const state = page.checkout.get();
    assert.ok(state.status === 'creating' && state.proof);
  });
  page.checkout.reset();
  assert.equal(page.checkout.get().status, 'idle');
  world();
  await readyToPay(page);
  assert.equal(requests.length, 1);
});

test('goes on with a proof of work after a reload', async (t) => {
  world(bot);
  const first = open(t);
  first.checkout.submit(gift);
  await eventually(t, () => {
    const state = first.checkout.get();
    assert.ok(state.status === 'creating' && state.proof);
  });
  const { storage } = first;
  const kept = new Map(storage.texts);
  first.checkout.reset();
  for (const [name, value] of kept) storage.setItem(name, value);
  world();
  const second = open(t, { storage });
  second.checkout.resume();
  await second.until('ready_to_pay');
  assert.ok(requests[0]?.proof);
});
