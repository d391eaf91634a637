import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { monthOver, movedMonthOver, yearAt } from './calendar.ts';

const ends: readonly [time: string, timeZone: string, over: string][] = [
  ['2026-11-26T10:00:00.000Z', 'UTC', '2026-12-01T00:00:00.000Z'],
  ['2026-11-30T15:59:59.999Z', 'Asia/Shanghai', '2026-11-30T16:00:00.000Z'],
  ['2026-11-30T16:00:00.000Z', 'Asia/Shanghai', '2026-12-31T16:00:00.000Z'],
  ['2026-12-31T23:30:00.000Z', 'UTC', '2027-01-01T00:00:00.000Z'],
  ['2026-12-01T02:00:00.000Z', 'America/New_York', '2026-12-01T05:00:00.000Z'],
  // The clocks go back in the first days of November: October ends in summer time.
  ['2026-10-15T00:00:00.000Z', 'America/New_York', '2026-11-01T04:00:00.000Z'],
  ['2026-11-15T00:00:00.000Z', 'America/New_York', '2026-12-01T05:00:00.000Z'],
  ['2026-03-10T00:00:00.000Z', 'Europe/Berlin', '2026-03-31T22:00:00.000Z'],
  ['2026-02-10T00:00:00.000Z', 'Asia/Kathmandu', '2026-02-28T18:15:00.000Z'],
  ['2028-02-10T00:00:00.000Z', 'Pacific/Kiritimati', '2028-02-29T10:00:00.000Z'],
];

for (const [time, timeZone, over] of ends) {
  test(`ends the month of ${time} in ${timeZone} at ${over}`, () => {
    assert.equal(monthOver(new Date(time), timeZone).toISOString(), over);
  });
}

const zones = fc.constantFrom('UTC', 'Asia/Shanghai', 'America/Sao_Paulo', 'Pacific/Auckland');
const times = fc.date({
  min: new Date('2020-01-01T00:00:00Z'),
  max: new Date('2040-01-01T00:00:00Z'),
  noInvalidDate: true,
});

test('ends each month after its days, at midnight, and the next a month later', () => {
  fc.assert(
    fc.property(times, zones, (time, timeZone) => {
      const over = monthOver(time, timeZone);
      const days = (over.getTime() - time.getTime()) / 86_400_000;
      assert.ok(days > 0 && days <= 31.1, `${days} days`);
      const wall = new Intl.DateTimeFormat('en-GB', {
        timeZone,
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
      });
      assert.match(wall.format(over), /^1(, | at )00:00$/);
      const next = monthOver(over, timeZone);
      const length = (next.getTime() - over.getTime()) / 86_400_000;
      assert.ok(length > 27.9 && length < 31.1, `${length} days`);
    }),
  );
});

test('leaves out no month when a merchant moves to another time zone', () => {
  fc.assert(
    fc.property(times, zones, zones, (time, from, to) => {
      const over = monthOver(time, from);
      const moved = movedMonthOver(over, to);
      assert.ok(Math.abs(moved.getTime() - over.getTime()) < 27 * 3_600_000);
      assert.equal(movedMonthOver(over, from).getTime(), over.getTime());
    }),
  );
});

test('counts the year where the merchant is', () => {
  const newYear = new Date('2026-12-31T16:00:00.000Z');
  assert.deepEqual([yearAt(newYear, 'UTC'), yearAt(newYear, 'Asia/Shanghai')], [2026, 2027]);
});
