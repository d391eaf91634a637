import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DonationState } from '@kindcart/contract';
import * as fc from 'fast-check';
import type { PostOutcome } from '../post.ts';
import { eventTypeOf, judge, restsMs, type TryFacts } from './rules.ts';

const changes: readonly [
  what: string,
  before: DonationState,
  after: DonationState,
  refundedDelta: number,
  type: string | null,
][] = [
  ['a payment', 'pending', 'succeeded', 0, 'donation.succeeded'],
  ['a slow payment', 'processing', 'succeeded', 0, 'donation.succeeded'],
  ['a payment after its time', 'expired', 'succeeded', 0, 'donation.succeeded'],
  ['a second card after a decline', 'failed', 'succeeded', 0, 'donation.succeeded'],
  ['a decline', 'pending', 'failed', 0, 'donation.failed'],
  ['a second decline', 'failed', 'failed', 0, null],
  ['a slow one', 'pending', 'processing', 0, null],
  ['a bank that asks', 'processing', 'pending', 0, null],
  ['nobody who paid', 'pending', 'expired', 0, null],
  ['a refund of a part', 'succeeded', 'partially_refunded', 500, 'donation.partially_refunded'],
  ['one more', 'partially_refunded', 'partially_refunded', 1, 'donation.partially_refunded'],
  ['a refund of the rest', 'partially_refunded', 'refunded', 500, 'donation.refunded'],
  ['a refund that is pending', 'succeeded', 'succeeded', 0, null],
  ['a refund that failed before it was made', 'partially_refunded', 'partially_refunded', 0, null],
  ['a refund that failed after all', 'refunded', 'succeeded', -500, 'donation.refund_failed'],
  ['one of two', 'refunded', 'partially_refunded', -1, 'donation.refund_failed'],
  ['a first word that tells of a refund', 'pending', 'refunded', 5, 'donation.refunded'],
];

for (const [what, stateBefore, state, refundedDelta, type] of changes) {
  test(`calls ${what} ${type ?? 'nothing'}`, () => {
    assert.equal(eventTypeOf({ stateBefore, state, refundedDelta }), type);
  });
}

const hourMs = 3_600_000;
const startedAt = new Date('2026-11-23T08:00:00.000Z');
const endedAt = new Date('2026-11-23T08:00:00.500Z');
const answered = (status: number, retryAfter?: string, text = ''): PostOutcome => ({
  kind: 'answered',
  status,
  retryAfter,
  text,
});

/** A first try, ended half a second after it began. */
const judged = (outcome: PostOutcome, changes: Partial<TryFacts> = {}) =>
  judge({
    outcome,
    startedAt,
    endedAt,
    tries: 1,
    isTest: false,
    failingSince: null,
    random: 0,
    ...changes,
  });
const restOf = ({ next }: ReturnType<typeof judge>) =>
  next instanceof Date ? next.getTime() - endedAt.getTime() : next;

const answers: readonly [status: number, failure: string | null][] = [
  [200, null],
  [202, null],
  [204, null],
  [299, null],
  [300, 'redirected'],
  [301, 'redirected'],
  [307, 'redirected'],
  [400, 'answered_no'],
  [401, 'answered_no'],
  [404, 'answered_no'],
  [409, 'answered_no'],
  [410, 'gone'],
  [429, 'answered_no'],
  [500, 'answered_no'],
  [503, 'answered_no'],
];

for (const [status, failure] of answers) {
  test(`takes ${status} for ${failure ?? 'received'}`, () => {
    const { attempt, next } = judged(answered(status, undefined, 'so it says'));
    assert.deepEqual(attempt, {
      at: startedAt.toISOString(),
      durationMs: 500,
      status,
      failure,
      detail: 'so it says',
    });
    assert.equal(next === 'delivered', failure === null);
  });
}

test('keeps what the network said where nothing was answered', () => {
  const { attempt } = judged({ kind: 'not_reached', detail: 'ECONNREFUSED' });
  assert.deepEqual(
    [attempt.status, attempt.failure, attempt.detail],
    [null, 'not_reached', 'ECONNREFUSED'],
  );
});

test('disables the endpoint of a receiver that is gone, and does not try again', () => {
  const { next, disable } = judged(answered(410));
  assert.deepEqual([next, disable], ['failed', 'gone']);
});

test('tries ten times, over three days, as the specification has it', () => {
  const rests = Array.from({ length: 10 }, (_, index) =>
    restOf(judged(answered(500), { tries: index + 1 })),
  );
  assert.deepEqual(rests, [...restsMs, 'failed']);
  const hours = restsMs.reduce((sum, ms) => sum + ms, 0) / hourMs;
  assert.ok(hours > 72 && hours < 80, `${hours}`);
});

test('spreads tries over a tenth more than their rest, and never less', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: restsMs.length }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (tries, random) => {
        const rest = restOf(judged(answered(500), { tries, random }));
        const plain = restsMs[tries - 1] ?? Number.NaN;
        assert.ok(typeof rest === 'number' && rest >= plain && rest <= 1.1 * plain, `${rest}`);
      },
    ),
  );
});

const asked: readonly [what: string, outcome: PostOutcome, restMs: number][] = [
  ['seconds', answered(429, '120'), 120_000],
  ['seconds, being busy', answered(503, '120'), 120_000],
  ['a time', answered(503, 'Mon, 23 Nov 2026 09:00:00 GMT'), hourMs - 500],
  ['a year', answered(429, '31536000'), 24 * hourMs],
];

for (const [what, outcome, restMs] of asked) {
  test(`leaves a receiver alone that asks for it in ${what}`, () => {
    const verdict = judged(outcome);
    assert.equal(restOf(verdict), restMs);
    assert.equal(verdict.restUntil?.getTime(), endedAt.getTime() + restMs);
  });
}

const passedOver: readonly [what: string, outcome: PostOutcome][] = [
  ['no number', answered(429, 'soon')],
  ['nothing', answered(429)],
  ['a time that is over', answered(503, 'Mon, 23 Nov 2020 09:00:00 GMT')],
  ['less than nothing', answered(503, '-5')],
  ['seconds with an answer that is not about time', answered(500, '120')],
];

for (const [what, outcome] of passedOver) {
  test(`keeps to its own schedule when a receiver asks for ${what}`, () => {
    const verdict = judged(outcome);
    assert.deepEqual([restOf(verdict), verdict.restUntil], [restsMs[0], null]);
  });
}

test('waits no less than the schedule says, whatever a receiver asks for', () => {
  assert.equal(restOf(judged(answered(429, '1'), { tries: 4 })), restsMs[3]);
});

const last = restsMs.length + 1;
const hoursAgo = (hours: number) => new Date(endedAt.getTime() - hours * hourMs);
const endings: readonly [what: string, changes: Partial<TryFacts>, disable: string | null][] = [
  ['for days', { tries: last, failingSince: hoursAgo(72) }, 'failing'],
  ['with a success in between', { tries: last, failingSince: hoursAgo(71) }, null],
  ['for days, and this is a first try', { tries: 1, failingSince: hoursAgo(500) }, null],
];

for (const [what, facts, disable] of endings) {
  test(`${disable === null ? 'leaves on' : 'disables'} an endpoint that failed ${what}`, () => {
    assert.equal(judged(answered(500), facts).disable, disable);
  });
}

test('sends a test once', () => {
  const { next, disable } = judged(answered(500), { isTest: true });
  assert.deepEqual([next, disable], ['failed', null]);
});
