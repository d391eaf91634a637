// What time, orders and cards make of the sandbox's recurring gifts, and what it says of each.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginCourse, type Course, periodName, startCourse } from '@kindcart/contract';
import fc from 'fast-check';
import { readCourse, renewalReference, storeCourse } from '../courses.ts';
import type { RecurringOrder } from '../port.ts';
import {
  type SandboxRecurringFacts,
  stepOfCard,
  stepOfOrder,
  stepOfTime,
  toRecurringSnapshot,
} from './recurring-rules.ts';

const day = (text: string) => new Date(`${text}T08:00:00.000Z`);
const id = 'rec_01k9p4n2c6fz3t6v8w0x2y4z6e';

function factsOf(changes: Partial<SandboxRecurringFacts> = {}): SandboxRecurringFacts {
  const anchor = day('2027-01-31');
  return {
    id,
    version: 1,
    order: 0,
    card: 'succeeds',
    currency: 'USD',
    amount: 5_000,
    revision: 1,
    chargedRevision: 1,
    course: startCourse(beginCourse('month', anchor, null), anchor),
    ...changes,
  };
}

function orderOf(changes: Partial<RecurringOrder> = {}): RecurringOrder {
  return {
    organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
    livemode: false,
    recurringGiftId: id,
    number: 1,
    wish: 'run',
    until: null,
    nudge: null,
    interval: 'month',
    charge: { amount: 5_000, currency: 'USD' },
    revision: 1,
    ...changes,
  };
}

/** All steps up to a time: what was tried, and the state after it. */
function until(facts: SandboxRecurringFacts, now: Date) {
  const steps: string[] = [];
  let known = facts;
  for (let step = stepOfTime(known, now); step !== null; step = stepOfTime(known, now)) {
    known = step.facts;
    const { attempt } = step;
    const tried = attempt === null ? 'nothing' : `${attempt.kind} ${attempt.renewal.period}`;
    steps.push(`${tried} ${attempt?.failure ?? 'paid'}, ${known.course.state}`);
  }
  return { steps, facts: known };
}

test('charges month after month, each with the revision and time of its own', () => {
  const { steps, facts } = until(factsOf(), day('2027-04-30'));
  assert.deepEqual(steps, [
    'charge 2027-02-28 paid, active',
    'charge 2027-03-31 paid, active',
    'charge 2027-04-30 paid, active',
  ]);
  assert.equal(facts.version, 4);
});

test('tries a charge that fails three times more, under the same reference, and pauses', () => {
  const failing = factsOf({ card: 'renewalsDeclined' });
  assert.deepEqual(until(failing, day('2027-12-31')).steps, [
    'charge 2027-02-28 card_declined, past_due',
    'retry 2027-02-28 card_declined, past_due',
    'retry 2027-02-28 card_declined, past_due',
    'retry 2027-02-28 card_declined, paused',
  ]);
  const first = stepOfTime(failing, day('2027-02-28'));
  const second = first && stepOfTime(first.facts, day('2027-03-03'));
  assert.equal(first?.attempt?.reference, second?.attempt?.reference);
  assert.deepEqual(first?.attempt?.renewal, second?.attempt?.renewal);
});

test('tries again what was charged, and not what was agreed on since', () => {
  const first = stepOfTime(factsOf({ card: 'renewalsDeclined' }), day('2027-02-28'));
  assert.ok(first !== null);
  const order = orderOf({ charge: { amount: 9_000, currency: 'USD' }, revision: 2 });
  const changed = stepOfOrder(first.facts, order, day('2027-03-01'));
  assert.ok(changed !== null);
  assert.deepEqual([changed.facts.amount, changed.facts.revision], [9_000, 2]);
  const again = stepOfTime(changed.facts, day('2027-03-03'));
  assert.equal(again?.attempt?.renewal.revision, 1);
  const next = stepOfCard(changed.facts, 'succeeds', day('2027-03-02'));
  assert.equal(next?.attempt?.renewal.revision, 1);
  const later = next && stepOfTime(next.facts, day('2027-03-31'));
  assert.equal(later?.attempt?.renewal.revision, 2);
});

test('does nothing before its time', () => {
  assert.equal(stepOfTime(factsOf(), new Date(day('2027-02-28').getTime() - 1)), null);
});

/** Orders to a gift in a state, and what becomes of it. */
const pausedByFailure = until(factsOf({ card: 'renewalsDeclined' }), day('2027-04-30')).facts;
const pastDue = until(factsOf({ card: 'renewalsDeclined' }), day('2027-02-28')).facts;
const asked = stepOfOrder(factsOf(), orderOf({ wish: 'pause' }), day('2027-02-10'));
const paused = asked?.facts ?? factsOf();

const orders: readonly [
  what: string,
  facts: SandboxRecurringFacts,
  order: Partial<RecurringOrder>,
  after: string,
][] = [
  ['a pause', factsOf(), { wish: 'pause' }, 'paused, null'],
  ['a pause until a day', factsOf(), { wish: 'pause', until: day('2027-06-01') }, 'paused, null'],
  ['a pause of what is past due', pastDue, { wish: 'pause' }, 'paused, null'],
  ['going on after a pause', paused, { number: 2 }, 'active, 2027-05-31'],
  ['another amount after failures', pausedByFailure, { revision: 2 }, 'paused, null'],
  ['going on after failures', pausedByFailure, { nudge: 'resume' }, 'active, 2027-05-31'],
  ['a nudge to what is active', factsOf(), { nudge: 'retry' }, 'active, 2027-02-28'],
  ['the end', pastDue, { wish: 'cancel' }, 'cancelled, null'],
  ['a closed project', paused, { number: 2, wish: 'end' }, 'ended, null'],
];

for (const [what, facts, changes, after] of orders) {
  test(`makes ${after} of an order for ${what}`, () => {
    const step = stepOfOrder(facts, orderOf(changes), day('2027-05-15'));
    assert.ok(step !== null);
    const { state, nextChargeAt, order } = toRecurringSnapshot(step.facts);
    assert.equal(`${state}, ${nextChargeAt?.slice(0, 10) ?? null}`, after);
    assert.equal(order, changes.number ?? 1);
    assert.equal(step.facts.version, facts.version + 1);
  });
}

test('passes over an order that it has, and one before it', () => {
  const known = factsOf({ order: 3 });
  for (const number of [3, 2, 1]) {
    assert.equal(stepOfOrder(known, orderOf({ number, wish: 'cancel' }), day('2027-02-10')), null);
  }
});

test('ends a pause at once whose day is over by its clock, and charges nothing of the past', () => {
  const order = orderOf({ wish: 'pause', until: day('2027-02-01') });
  const step = stepOfOrder(factsOf(), order, day('2027-02-10'));
  assert.ok(step !== null);
  const { steps } = until(step.facts, day('2027-02-27'));
  assert.deepEqual(steps, ['nothing paid, active']);
});

test('tries what is outstanding with another card at once', () => {
  const step = stepOfCard(pastDue, 'succeeds', day('2027-03-01'));
  assert.deepEqual(
    [step?.facts.course.state, step?.attempt?.kind, step?.attempt?.failure],
    ['active', 'retry', null],
  );
});

test('goes on with another card after failures, and not after a pause that was asked for', () => {
  const goesOn = stepOfCard(pausedByFailure, 'succeeds', day('2027-05-15'));
  const stays = stepOfCard(paused, 'slow', day('2027-05-15'));
  assert.deepEqual(
    [goesOn?.facts.course.state, goesOn?.attempt, stays?.facts.course.state, stays?.facts.card],
    ['active', null, 'paused', 'slow'],
  );
});

test('says nothing new of the card that it has', () => {
  assert.equal(stepOfCard(factsOf(), 'succeeds', day('2027-02-10')), null);
});

test('shows of a card its last four digits, and of none nothing', () => {
  assert.deepEqual(toRecurringSnapshot(factsOf()).card, { brand: 'visa', last4: '4242' });
  assert.equal(toRecurringSnapshot(factsOf({ card: null })).card, null);
});

test('gives each period of each gift a reference of its own, and always the same', () => {
  const other = 'rec_01k9p4n2c6fz3t6v8w0x2y4z6f';
  const references = [
    renewalReference(id, '2027-02-28'),
    renewalReference(id, '2027-03-31'),
    renewalReference(other, '2027-02-28'),
  ];
  assert.equal(new Set(references).size, 3);
  assert.equal(renewalReference(id, '2027-02-28'), references[0]);
  for (const reference of references) assert.match(reference, /^pay_[0-7][0-9a-hjkmnp-tv-z]{25}$/);
});

test('keeps a course as it is when it is stored and read', () => {
  const courses: Course[] = [factsOf(), pastDue, paused, pausedByFailure].map(
    ({ course }) => course,
  );
  for (const course of courses) {
    assert.deepEqual(readCourse(JSON.parse(storeCourse(course))), course);
  }
});

const acts = fc.oneof(
  fc.record({ days: fc.integer({ min: 1, max: 70 }) }),
  fc.record({ wish: fc.constantFrom('run', 'pause'), nudge: fc.constantFrom(null, 'resume') }),
  fc.record({ card: fc.constantFrom('succeeds', 'renewalsDeclined') }),
);

test('charges no period twice and none in a pause, whatever is ordered in whatever order', () => {
  fc.assert(
    fc.property(fc.array(acts, { maxLength: 30 }), (all) => {
      let facts = factsOf();
      let now = day('2027-01-31');
      const paid = new Set<string>([periodName(now)]);
      for (const act of all) {
        const before = facts.course.state;
        if ('days' in act) {
          now = new Date(now.getTime() + act.days * 86_400_000);
          for (let step = stepOfTime(facts, now); step !== null; step = stepOfTime(facts, now)) {
            take(step);
          }
        } else {
          const { order } = facts;
          const step =
            'card' in act
              ? stepOfCard(facts, act.card, now)
              : stepOfOrder(facts, orderOf({ ...act, number: order + 1 }), now);
          if (step !== null) take(step);
          if (before === 'paused') assert.equal(step?.attempt ?? null, null);
        }
      }

      function take({ facts: next, attempt }: NonNullable<ReturnType<typeof stepOfTime>>) {
        assert.equal(next.version, facts.version + 1);
        if (attempt !== null) {
          assert.notEqual(facts.course.state, 'paused');
          assert.ok(!paid.has(attempt.renewal.period), attempt.renewal.period);
          if (attempt.failure === null) paid.add(attempt.renewal.period);
        }
        facts = next;
      }
    }),
  );
});
