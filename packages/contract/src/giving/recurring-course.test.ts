// The course of a recurring gift: what time, charges and wishes make of it, state by state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { periodName } from './periods.ts';
import { type RecurringState, recurringStates } from './recurring.ts';
import {
  beginCourse,
  type Course,
  cancelCourse,
  chargeCourse,
  dueOf,
  endCourse,
  giveUpCourse,
  isOver,
  nextChargeAtOf,
  pauseCourse,
  type RecurringWish,
  refuseWish,
  resumeCourse,
  retriesLeftOf,
  retryCourse,
  startCourse,
} from './recurring-course.ts';

const day = (text: string) => new Date(`${text}T08:00:00.000Z`);
const anchor = day('2027-01-31');
const pending = beginCourse('month', anchor, null);
const active = startCourse(pending, anchor);
const pastDue = chargeCourse(active, day('2027-02-28'), 'card_declined');
const paused = pauseCourse(active, day('2027-02-10'), 'asked', null);
const failed = [1, 2, 3].reduce<Course>(
  (course) => retryCourse(course, dueOf(course)?.at ?? anchor, 'card_declined'),
  pastDue,
);
const courses: Readonly<Record<RecurringState, Course>> = {
  pending,
  active,
  past_due: pastDue,
  paused,
  cancelled: cancelCourse(active, day('2027-02-10')),
  ended: endCourse(active, day('2027-02-10'), 'project_closed'),
};

/** What time does next, as text. */
function next(course: Course): string | null {
  const due = dueOf(course);
  return due === null ? null : `${due.act} ${periodName(due.at)}`;
}

const dues: Readonly<Record<RecurringState, string | null>> = {
  pending: null,
  active: 'charge 2027-02-28',
  past_due: 'retry 2027-03-03',
  paused: null,
  cancelled: null,
  ended: null,
};

for (const state of recurringStates) {
  test(`does ${dues[state] ?? 'nothing'} by itself to what is ${state}`, () => {
    assert.equal(courses[state].state, state);
    assert.equal(next(courses[state]), dues[state]);
  });
}

const wishes: readonly RecurringWish[] = [
  'change',
  'pause',
  'resume',
  'cancel',
  'retry',
  'replaceCard',
];
const refusals: Readonly<Record<RecurringState, Partial<Record<RecurringWish, string>>>> = {
  pending: {
    change: 'recurring_gift_not_started',
    pause: 'recurring_gift_not_started',
    resume: 'recurring_gift_not_started',
    retry: 'recurring_gift_not_started',
    replaceCard: 'recurring_gift_not_started',
  },
  active: { retry: 'recurring_gift_nothing_due' },
  past_due: {},
  paused: { retry: 'recurring_gift_nothing_due' },
  cancelled: over(),
  ended: over(),
};

function over(): Partial<Record<RecurringWish, string>> {
  const refused = wishes.filter((wish) => wish !== 'cancel');
  return Object.fromEntries(refused.map((wish) => [wish, 'recurring_gift_over']));
}

for (const state of recurringStates) {
  for (const wish of wishes) {
    const refusal = refusals[state][wish] ?? null;
    test(`${refusal === null ? 'grants' : 'refuses'} ${wish} to what is ${state}`, () => {
      assert.equal(refuseWish(wish, state), refusal);
    });
  }
}

/** State after each step of each kind, whatever was before. */
const outcomes: readonly [
  step: string,
  make: (course: Course) => Course,
  Record<RecurringState, RecurringState>,
][] = [
  [
    'pausing',
    (course) => resumeOr(course, (one) => pauseCourse(one, day('2027-03-01'), 'asked', null)),
    {
      pending: 'pending',
      active: 'paused',
      past_due: 'paused',
      paused: 'paused',
      cancelled: 'cancelled',
      ended: 'ended',
    },
  ],
  [
    'resuming',
    (course) => resumeCourse(course, day('2027-03-01')),
    {
      pending: 'pending',
      active: 'active',
      past_due: 'past_due',
      paused: 'active',
      cancelled: 'cancelled',
      ended: 'ended',
    },
  ],
  [
    'cancelling',
    (course) => cancelCourse(course, day('2027-03-01')),
    {
      pending: 'cancelled',
      active: 'cancelled',
      past_due: 'cancelled',
      paused: 'cancelled',
      cancelled: 'cancelled',
      ended: 'ended',
    },
  ],
  [
    'closing its project',
    (course) => endCourse(course, day('2027-03-01'), 'project_closed'),
    {
      pending: 'ended',
      active: 'ended',
      past_due: 'ended',
      paused: 'ended',
      cancelled: 'cancelled',
      ended: 'ended',
    },
  ],
  [
    'a first payment that is never made',
    (course) => giveUpCourse(course, day('2027-03-01')),
    {
      pending: 'ended',
      active: 'active',
      past_due: 'past_due',
      paused: 'paused',
      cancelled: 'cancelled',
      ended: 'ended',
    },
  ],
];

/** Only what `refuseWish` grants is asked of a course. */
function resumeOr(course: Course, step: (course: Course) => Course): Course {
  return refuseWish('pause', course.state) === null ? step(course) : course;
}

for (const [step, make, states] of outcomes) {
  for (const state of recurringStates) {
    test(`${step} makes ${states[state]} of what is ${state}`, () => {
      assert.equal(make(courses[state]).state, states[state]);
    });
  }
}

test('pauses after the third retry failed, says why, and plans nothing', () => {
  assert.deepEqual(
    [failed.state, failed.pausedBecause, failed.failureCode, next(failed)],
    ['paused', 'payment_failed', 'card_declined', null],
  );
  assert.equal(failed.since.toISOString(), '2027-03-07T08:00:00.000Z');
});

test('counts the retries that are left', () => {
  const left = [pastDue, retryCourse(pastDue, day('2027-03-03'), 'card_declined'), failed, active];
  assert.deepEqual(left.map(retriesLeftOf), [3, 2, 0, 0]);
});

test('goes on on the day of the anchor after a retry went through', () => {
  const recovered = retryCourse(pastDue, day('2027-03-03'), null);
  assert.deepEqual(
    [recovered.state, recovered.failureCode, next(recovered)],
    ['active', null, 'charge 2027-03-31'],
  );
});

test('charges nothing for the past when it is resumed after months', () => {
  assert.equal(next(resumeCourse(paused, day('2027-07-15'))), 'charge 2027-07-31');
  assert.equal(next(resumeCourse(failed, day('2027-07-15'))), 'charge 2027-07-31');
});

test('charges on the very day when it is resumed at the moment of a charge, and no period twice', () => {
  assert.equal(next(resumeCourse(paused, day('2027-03-31'))), 'charge 2027-03-31');
  const charged = chargeCourse(active, day('2027-02-28'), null);
  const again = resumeCourse(
    pauseCourse(charged, day('2027-02-28'), 'asked', null),
    day('2027-02-28'),
  );
  assert.equal(next(again), 'charge 2027-03-31');
});

test('keeps the day of charge when it is paused and resumed between two', () => {
  assert.equal(next(resumeCourse(paused, day('2027-02-20'))), 'charge 2027-02-28');
});

test('goes on by itself on the day that was named', () => {
  const until = pauseCourse(active, day('2027-02-10'), 'asked', day('2027-04-10'));
  assert.equal(next(until), 'resume 2027-04-10');
  assert.equal(nextChargeAtOf(until), null);
});

test('ends when its project closes, before a charge on the same moment', () => {
  const closing = startCourse(beginCourse('month', anchor, day('2027-03-31')), anchor);
  const charged = chargeCourse(closing, day('2027-02-28'), null);
  assert.deepEqual([next(closing), next(charged)], ['charge 2027-02-28', 'end 2027-03-31']);
  assert.equal(nextChargeAtOf(charged), null);
  assert.equal(next(pauseCourse(charged, day('2027-03-01'), 'asked', null)), 'end 2027-03-31');
});

const acts = fc.constantFrom('time', 'fail', 'pause', 'resume', 'cancel');

test('charges no period twice and none while paused or over, whatever is done in any order', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 60 }), (all) => {
      let course = startCourse(beginCourse('month', anchor, null), anchor);
      let now = anchor;
      const periods = new Set([periodName(anchor)]);
      for (const act of all) {
        if (act === 'pause' && !isOver(course.state)) {
          course = pauseCourse(course, now, 'asked', null);
        }
        if (act === 'resume') course = resumeCourse(course, now);
        if (act === 'cancel' && all.length % 3 === 0) course = cancelCourse(course, now);
        if (act !== 'time' && act !== 'fail') continue;
        const due = dueOf(course);
        // Where nothing is due, time goes by all the same.
        now = due?.at ?? new Date(now.getTime() + 40 * 86_400_000);
        if (due === null) continue;
        const failure = act === 'fail' ? 'card_declined' : null;
        if (due.act === 'retry') course = retryCourse(course, now, failure);
        else {
          assert.equal(due.act, 'charge');
          assert.equal(course.state, 'active');
          assert.ok(!periods.has(periodName(now)), periodName(now));
          periods.add(periodName(now));
          course = chargeCourse(course, now, failure);
        }
      }
    }),
  );
});
