// When monthly and yearly gifts are charged: on the anchor's day, never drifting, once a period.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  addMonths,
  type Interval,
  nextPeriodStart,
  periodName,
  periodStart,
  retryAt,
} from './periods.ts';

const iso = (date: Date | null) => date?.toISOString() ?? null;
const at = (text: string) => new Date(`${text}Z`);

/** Starts of the first periods after the anchor. */
const courses: readonly [anchor: string, interval: Interval, starts: readonly string[]][] = [
  ['2026-11-23T08:00:00.000', 'month', ['2026-12-23', '2027-01-23', '2027-02-23']],
  ['2027-01-31T23:59:59.999', 'month', ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31']],
  ['2028-01-31T00:00:00.000', 'month', ['2028-02-29', '2028-03-31']],
  ['2027-01-29T12:00:00.000', 'month', ['2027-02-28', '2027-03-29']],
  ['2027-01-30T12:00:00.000', 'month', ['2027-02-28', '2027-03-30']],
  ['2027-11-30T00:00:00.000', 'month', ['2027-12-30', '2028-01-30', '2028-02-29', '2028-03-30']],
  ['2026-12-31T00:00:00.000', 'month', ['2027-01-31', '2027-02-28']],
  ['2028-02-29T08:00:00.000', 'year', ['2029-02-28', '2030-02-28', '2031-02-28', '2032-02-29']],
  ['2027-02-28T08:00:00.000', 'year', ['2028-02-28', '2029-02-28']],
  ['2026-12-31T23:00:00.000', 'year', ['2027-12-31']],
  ['2096-02-29T00:00:00.000', 'year', ['2097-02-28', '2098-02-28', '2099-02-28', '2100-02-28']],
];

for (const [anchor, interval, starts] of courses) {
  test(`charges a gift of ${anchor} by the ${interval} on ${starts.join(', ')}`, () => {
    let after = at(anchor);
    for (const [number, day] of starts.entries()) {
      const start = nextPeriodStart(at(anchor), interval, after);
      assert.equal(periodName(start), day);
      assert.equal(iso(start)?.slice(11), `${anchor.slice(11)}Z`);
      assert.deepEqual(start, periodStart(at(anchor), interval, number + 1));
      after = start;
    }
  });
}

/** A time between the anchor and far beyond it, and what begins next. */
const nexts: readonly [anchor: string, interval: Interval, after: string, next: string][] = [
  ['2027-01-31T08:00:00.000', 'month', '2020-01-01T00:00:00.000', '2027-02-28'],
  ['2027-01-31T08:00:00.000', 'month', '2027-02-28T07:59:59.999', '2027-02-28'],
  ['2027-01-31T08:00:00.000', 'month', '2027-02-28T08:00:00.000', '2027-03-31'],
  ['2027-01-31T08:00:00.000', 'month', '2037-02-10T00:00:00.000', '2037-02-28'],
  ['2028-02-29T08:00:00.000', 'year', '2031-03-01T00:00:00.000', '2032-02-29'],
  ['2028-02-29T08:00:00.000', 'year', '2032-02-29T07:00:00.000', '2032-02-29'],
  ['2027-06-15T08:00:00.000', 'year', '2028-05-31T00:00:00.000', '2028-06-15'],
];

for (const [anchor, interval, after, next] of nexts) {
  test(`begins the next ${interval} of ${anchor} after ${after} on ${next}`, () => {
    assert.equal(periodName(nextPeriodStart(at(anchor), interval, at(after))), next);
  });
}

const dates = fc.date({
  min: new Date('2020-01-01T00:00:00.000Z'),
  max: new Date('2120-01-01T00:00:00.000Z'),
  noInvalidDate: true,
});
const intervals = fc.constantFrom<Interval>('month', 'year');

test('never drifts: a long month always has the day of the anchor again', () => {
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 600 }), (anchor, months) => {
      const there = addMonths(anchor, months);
      const monthOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
      assert.equal(monthOf(there) - monthOf(anchor), months);
      const days = new Date(Date.UTC(there.getUTCFullYear(), there.getUTCMonth() + 1, 0));
      assert.equal(there.getUTCDate(), Math.min(anchor.getUTCDate(), days.getUTCDate()));
      assert.equal(iso(there)?.slice(10), iso(anchor)?.slice(10));
    }),
  );
});

test('walks from start to start without leaving one out, and gives each a name of its own', () => {
  fc.assert(
    fc.property(dates, intervals, (anchor, interval) => {
      const names = new Set([periodName(anchor)]);
      let after = anchor;
      for (let number = 1; number <= 60; number += 1) {
        after = nextPeriodStart(anchor, interval, after);
        assert.deepEqual(after, periodStart(anchor, interval, number));
        names.add(periodName(after));
      }
      assert.equal(names.size, 61);
    }),
  );
});

test('finds for any time the first start after it', () => {
  fc.assert(
    fc.property(dates, dates, intervals, (anchor, after, interval) => {
      const next = nextPeriodStart(anchor, interval, after);
      assert.ok(next > after && next > anchor);
      const before = nextPeriodStart(anchor, interval, new Date(next.getTime() - 1));
      assert.deepEqual(before, next);
      const near = after > anchor ? after : anchor;
      const days = (next.getTime() - near.getTime()) / 86_400_000;
      assert.ok(days <= (interval === 'month' ? 31 : 366), `${days} days`);
    }),
  );
});

test('tries a failed charge again 3, 5 and 7 days after it failed first, and then not again', () => {
  const failed = at('2027-02-26T10:00:00.000');
  assert.deepEqual(
    [1, 2, 3, 4].map((tries) => iso(retryAt(failed, tries))),
    ['2027-03-01T10:00:00.000Z', '2027-03-03T10:00:00.000Z', '2027-03-05T10:00:00.000Z', null],
  );
});
