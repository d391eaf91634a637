import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  addDays,
  dayAt,
  dayLengthMs,
  dayPassedMs,
  dayStartMs,
  daysBetween,
  isTimeZone,
} from './days.ts';

const hourMs = 60 * 60_000;

const zones = [
  'UTC',
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Pacific/Niue',
];

const days: readonly [instant: string, timeZone: string, day: string][] = [
  ['2026-11-23T15:59:59.999Z', 'Asia/Shanghai', '2026-11-23'],
  ['2026-11-23T16:00:00.000Z', 'Asia/Shanghai', '2026-11-24'],
  ['2026-11-23T04:59:59.999Z', 'America/New_York', '2026-11-22'],
  ['2026-11-23T05:00:00.000Z', 'America/New_York', '2026-11-23'],
  ['2026-12-31T10:00:00.000Z', 'Pacific/Kiritimati', '2027-01-01'],
  ['2028-02-29T12:00:00.000Z', 'UTC', '2028-02-29'],
];

for (const [instant, timeZone, day] of days) {
  test(`knows that at ${instant} it is ${day} in ${timeZone}`, () => {
    assert.equal(dayAt(Date.parse(instant), timeZone), day);
  });
}

const lengths: readonly [day: string, timeZone: string, hours: number, startsAt: string][] = [
  ['2026-11-23', 'Asia/Shanghai', 24, '2026-11-22T16:00:00.000Z'],
  ['2027-03-28', 'Europe/Berlin', 23, '2027-03-27T23:00:00.000Z'],
  ['2027-10-31', 'Europe/Berlin', 25, '2027-10-30T22:00:00.000Z'],
  ['2027-03-14', 'America/New_York', 23, '2027-03-14T05:00:00.000Z'],
  ['2027-11-07', 'America/New_York', 25, '2027-11-07T04:00:00.000Z'],
  // The clocks are changed by half an hour.
  ['2027-04-04', 'Australia/Lord_Howe', 24.5, '2027-04-03T13:00:00.000Z'],
  // The clocks went from midnight to one, so the day began at one.
  ['2018-11-04', 'America/Sao_Paulo', 23, '2018-11-04T03:00:00.000Z'],
];

for (const [day, timeZone, hours, startsAt] of lengths) {
  test(`gives ${day} in ${timeZone} ${hours} hours from ${startsAt}`, () => {
    assert.equal(new Date(dayStartMs(day, timeZone)).toISOString(), startsAt);
    assert.equal(dayLengthMs(day, timeZone), hours * hourMs);
  });
}

test('gives no time at all to a day that a place left out', () => {
  // Samoa went over the date line at the end of 2011-12-29.
  assert.equal(dayLengthMs('2011-12-30', 'Pacific/Apia'), 0);
  assert.equal(dayLengthMs('2011-12-29', 'Pacific/Apia'), 24 * hourMs);
});

const instants = fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') });

test('puts every instant into the day that has begun and is not over', () => {
  fc.assert(
    fc.property(instants, fc.constantFrom(...zones), (timeMs, timeZone) => {
      const day = dayAt(timeMs, timeZone);
      assert.ok(dayStartMs(day, timeZone) <= timeMs);
      assert.ok(timeMs < dayStartMs(addDays(day, 1), timeZone));
      assert.equal(dayAt(dayStartMs(day, timeZone), timeZone), day);
      assert.ok(dayAt(dayStartMs(day, timeZone) - 1, timeZone) < day);
    }),
    { numRuns: 200 },
  );
});

test('counts days over ends of months and leap days, there and back', () => {
  assert.equal(addDays('2028-02-28', 2), '2028-03-01');
  assert.equal(addDays('2027-01-01', -1), '2026-12-31');
  assert.equal(daysBetween('2026-11-01', '2026-11-30'), 29);
  fc.assert(
    fc.property(fc.integer({ min: -4_000, max: 4_000 }), (count) => {
      assert.equal(daysBetween('2027-03-28', addDays('2027-03-28', count)), count);
    }),
  );
});

const passed: readonly [now: string, ms: number][] = [
  ['2027-03-27T22:59:00.000Z', 0],
  ['2027-03-27T23:00:00.000Z', 0],
  ['2027-03-28T01:00:00.000Z', 2 * hourMs],
  ['2027-03-28T21:59:59.000Z', 23 * hourMs - 1_000],
  ['2027-03-29T08:00:00.000Z', 23 * hourMs],
];

for (const [now, ms] of passed) {
  test(`says at ${now} that ${ms / hourMs} hours of 28 March 2027 have passed in Berlin`, () => {
    assert.equal(dayPassedMs('2027-03-28', 'Europe/Berlin', Date.parse(now)), ms);
  });
}

test('tells time zones from other names', () => {
  for (const zone of zones) assert.equal(isTimeZone(zone), true, zone);
  assert.equal(isTimeZone('Etc/GMT-8'), true);
  for (const name of [
    'Asia/Nowhere',
    'Shanghai time',
    ' UTC',
    '+23:59',
    '-08:00',
    '+0530',
    '+01',
  ]) {
    assert.equal(isTimeZone(name), false, name);
  }
});
