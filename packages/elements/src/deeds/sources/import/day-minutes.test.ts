import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { dayText, readDay } from './calendar.ts';
import { DayMinutes } from './day-minutes.ts';

const first = readDay('2024-05-01') ?? 0;
const last = readDay('2024-05-03') ?? 0;

/** A walk as `[source, from, to, steps]`; a time is `day hour:minute`, or of 1 May without its day. */
type Walk = readonly [source: string, from: string, to: string, steps: number];

function msOf(time: string): number {
  const [day, clock] = time.includes(' ') ? time.split(' ') : ['2024-05-01', time];
  return Date.parse(`${day}T${clock}${clock?.length === 5 ? ':00' : ''}Z`);
}

function totalsOf(...walks: readonly Walk[]): Record<string, number> {
  const minutes = new DayMinutes(first, last);
  for (const [sourceName, from, to, steps] of walks) {
    minutes.add({ sourceName, startMs: msOf(from), endMs: msOf(to), steps });
  }
  const texts = [...minutes.totals()].map(([day, steps]) => [dayText(day), steps] as const);
  return Object.fromEntries(texts.sort());
}

const days: readonly (readonly [what: string, walks: readonly Walk[], steps: number])[] = [
  ['one walk', [['Phone', '08:00', '08:10', 1_000]], 1_000],
  [
    'two walks of one device',
    [
      ['Phone', '08:00', '08:10', 1_000],
      ['Phone', '09:00', '09:01', 100],
    ],
    1_100,
  ],
  [
    'walks that share a minute',
    [
      ['Phone', '08:00:00', '08:00:20', 30],
      ['Phone', '08:00:20', '08:01:00', 60],
    ],
    90,
  ],
  ['a walk of no length', [['Phone', '08:00:30', '08:00:30', 12]], 12],
  [
    'the first and the last second',
    [
      ['Phone', '00:00:00', '00:00:01', 2],
      ['Phone', '23:59:59', '23:59:59', 3],
    ],
    5,
  ],
  [
    'thirds of steps',
    [
      ['Phone', '08:00', '08:03', 100],
      ['Phone', '09:00', '09:07', 100],
    ],
    200,
  ],
  [
    'the same walk on two devices',
    [
      ['Phone', '08:00', '08:10', 1_000],
      ['Watch', '08:00', '08:10', 1_040],
    ],
    1_040,
  ],
  [
    'two devices at other times',
    [
      ['Phone', '08:00', '08:10', 1_000],
      ['Watch', '09:00', '09:10', 1_040],
    ],
    2_040,
  ],
  [
    'a Watch that was put on in the middle of a walk',
    [
      ['Phone', '08:00', '08:20', 2_000],
      ['Watch', '08:10', '08:30', 2_200],
    ],
    3_200,
  ],
  [
    'a Watch that counts in bursts inside a long record of the phone',
    [
      ['Phone', '08:00', '08:10', 500],
      ['Watch', '08:00', '08:02', 260],
      ['Watch', '08:06', '08:08', 230],
    ],
    500,
  ],
  [
    'an app that says a whole day at once',
    [
      ['App', '2024-05-01 00:00', '2024-05-02 00:00', 9_000],
      ['Phone', '08:00', '08:10', 1_000],
    ],
    9_000,
  ],
  [
    'three devices',
    [
      ['Phone', '08:00', '08:10', 900],
      ['Watch', '08:05', '08:15', 1_000],
      ['Ring', '08:00', '08:20', 800],
    ],
    1_000 + 450 + 200,
  ],
];

test('counts, of a day with …, each step once', () => {
  for (const [what, walks, steps] of days) {
    deepEqual(totalsOf(...walks), { '2024-05-01': steps }, what);
    deepEqual(
      totalsOf(...walks.toReversed()),
      { '2024-05-01': steps },
      `${what}, the other way round`,
    );
  }
});

test('shares a walk over midnight by time', () => {
  deepEqual(totalsOf(['Phone', '23:45', '2024-05-02 00:15', 900]), {
    '2024-05-01': 450,
    '2024-05-02': 450,
  });
  deepEqual(totalsOf(['Phone', '23:59', '2024-05-02 00:02', 300]), {
    '2024-05-01': 100,
    '2024-05-02': 200,
  });
});

test('has each day choose its own device', () => {
  const totals = totalsOf(
    ['Phone', '08:00', '08:10', 1_000],
    ['Watch', '08:00', '08:10', 900],
    ['Phone', '2024-05-02 08:00', '2024-05-02 08:10', 900],
    ['Watch', '2024-05-02 08:00', '2024-05-02 08:10', 1_000],
  );
  deepEqual(totals, { '2024-05-01': 1_000, '2024-05-02': 1_000 });
});

test('keeps nothing of days that nobody wants', () => {
  deepEqual(totalsOf(['Phone', '2024-04-30 08:00', '2024-04-30 08:10', 500]), {});
  deepEqual(totalsOf(['Phone', '2024-05-04 00:00', '2024-05-04 00:10', 500]), {});
  deepEqual(totalsOf(['Phone', '2024-04-30 23:50', '2024-05-01 00:10', 500]), {
    '2024-05-01': 250,
  });
  deepEqual(totalsOf(['Phone', '2024-05-03 23:50', '2024-05-04 00:10', 500]), {
    '2024-05-03': 250,
  });
});

test('knows twelve devices of a day, and no flood of them', () => {
  const minutes = new DayMinutes(first, last);
  for (let device = 0; device < 10_000; device += 1) {
    const startMs = msOf('00:00') + (device % 1_440) * 60_000;
    minutes.add({ sourceName: `device ${device}`, startMs, endMs: startMs + 60_000, steps: 100 });
  }
  equal(minutes.totals().get(first), 1_200);
});

test('loses no step of a day of records of a few seconds', () => {
  const walks = Array.from({ length: 2_000 }, (_, index): Walk => {
    const startS = 28_800 + index * 7;
    const clock = (s: number) => new Date(s * 1_000).toISOString().slice(11, 19);
    return ['Watch', clock(startS), clock(startS + 7), 11];
  });
  deepEqual(totalsOf(...walks), { '2024-05-01': 22_000 });
});
