import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Result } from '@kindcart/client';
import { type DonationState, type DonationStatus, donationStatusExample } from '@kindcart/contract';
import { createDonation } from './donation.ts';
import { handClock } from './testing/clock.ts';
import { eventually } from './testing/eventually.ts';
import { errorOf } from './testing/samples.ts';

const { id } = donationStatusExample;
const nothing = () => {};
const stands = (state: DonationState): Result<DonationStatus> => ({
  ok: true,
  value: { ...donationStatusExample, state },
  requestId: null,
});

/** A donation at a platform that gives these answers in turn, and the last for ever. */
function donation(...answers: Result<DonationStatus>[]) {
  const clock = handClock();
  let asked = 0;
  const getDonationStatus = async () => {
    const answer = answers[Math.min(asked, answers.length - 1)];
    asked += 1;
    assert(answer);
    return answer;
  };
  const entry = createDonation({ client: { getDonationStatus }, clock }, id);
  return { entry, clock, asked: () => asked };
}

function stateOf({ entry }: ReturnType<typeof donation>): string {
  const snapshot = entry.get();
  return 'value' in snapshot && snapshot.value ? snapshot.value.state : snapshot.status;
}

test('is not asked for before somebody watches', () => {
  const made = donation(stands('succeeded'));
  assert.equal(made.asked(), 0);
  assert.equal(stateOf(made), 'loading');
});

test('is asked for until it is paid, less and less often', async (t) => {
  const made = donation(stands('pending'), stands('processing'), stands('succeeded'));
  made.entry.subscribe(nothing);
  for (const [state, waits] of [
    ['pending', [500]],
    ['processing', [500, 800]],
    ['succeeded', [500, 800]],
  ] as const) {
    await eventually(t, () => assert.equal(stateOf(made), state));
    assert.deepEqual(made.clock.waits, waits);
    made.clock.pass(waits.at(-1) ?? 0);
  }
  made.clock.pass(60_000);
  assert.equal(made.asked(), 3);
});

const outcomes = ['succeeded', 'failed', 'expired', 'partially_refunded', 'refunded'] as const;

for (const state of outcomes) {
  test(`is asked for once when it is ${state}`, async (t) => {
    const made = donation(stands(state));
    made.entry.subscribe(nothing);
    await eventually(t, () => assert.equal(stateOf(made), state));
    made.entry.subscribe(nothing);
    assert.equal(made.clock.pending(), 0);
    assert.equal(made.asked(), 1);
  });
}

test('waits half a minute at most between two questions', async (t) => {
  const made = donation(stands('processing'));
  made.entry.subscribe(nothing);
  for (let asked = 1; asked < 15; asked += 1) {
    await eventually(t, () => assert.equal(made.clock.waits.length, asked));
    made.clock.pass(30_000);
  }
  assert.equal(Math.max(...made.clock.waits), 30_000);
});

test('keeps what is known while the platform cannot be reached, and goes on asking', async (t) => {
  const lost = { ok: false, error: errorOf('network_error', true) } as const;
  const made = donation(stands('processing'), lost, stands('succeeded'));
  made.entry.subscribe(nothing);
  await eventually(t, () => assert.equal(stateOf(made), 'processing'));
  made.clock.pass(500);
  await eventually(t, () => assert.equal(made.entry.get().status, 'offline'));
  assert.equal(stateOf(made), 'processing');
  made.clock.pass(800);
  await eventually(t, () => assert.equal(stateOf(made), 'succeeded'));
});

test('asks no more after a final refusal, but when it is told to', async (t) => {
  const made = donation({ ok: false, error: errorOf('donation_unknown') }, stands('succeeded'));
  made.entry.subscribe(nothing);
  await eventually(t, () => assert.equal(made.entry.get().status, 'error'));
  assert.equal(made.clock.pending(), 0);
  made.entry.reload();
  assert.equal(made.entry.get().status, 'loading');
  await eventually(t, () => assert.equal(stateOf(made), 'succeeded'));
});

test('asks no more when nobody watches', async (t) => {
  const made = donation(stands('processing'));
  const stop = made.entry.subscribe(nothing);
  await eventually(t, () => assert.equal(made.clock.pending(), 1));
  stop();
  stop();
  assert.equal(made.clock.pending(), 0);
});
