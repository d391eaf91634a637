import { deepEqual, equal, ok } from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createPedometer } from './count.ts';
import { bellOf, chanceOf, record, stepsOf, turned } from './testing.ts';

const turn = (hz: number, s: number) => 2 * Math.PI * hz * s;

/** A hand that holds the phone: it rises and falls with each step. */
const inHand = (hz: number) => (s: number) =>
  [
    0.5 * Math.sin(turn(hz / 2, s)),
    0.3 * Math.sin(turn(hz, s)),
    2 * Math.sin(turn(hz, s)),
  ] as const;

/** An arm that swings with each stride, and is shaken by each step. */
const onWrist = (hz: number) => (s: number) => {
  const swing = 0.5 * Math.sin(turn(hz / 2, s));
  const pull = 0.6 * (0.5 * Math.PI * hz * Math.cos(turn(hz / 2, s))) ** 2;
  return [
    9.8 * Math.sin(swing),
    0,
    9.8 * (Math.cos(swing) - 1) + pull + 1.2 * Math.sin(turn(hz, s)),
  ] as const;
};

/** A leg that strikes with each stride, and feels the other do so. */
const inPocket = (hz: number) => (s: number) => {
  const step = hz * s;
  const strike = 4 * Math.exp(-12 * (step % 1)) * (Math.floor(step) % 2 === 0 ? 0.45 : 1);
  const swing = 0.35 * Math.sin(turn(hz / 2, s));
  return [9.8 * Math.sin(swing) + 0.3 * strike, 0, 9.8 * (Math.cos(swing) - 1) + strike] as const;
};

/** A bag that sways softly, with a little of each step. */
const inBag = (hz: number) => (s: number) =>
  [
    0.8 * Math.sin(turn(hz / 2, s)),
    0,
    0.9 * Math.sin(turn(hz, s)) + 0.3 * Math.sin(turn(2 * hz, s)),
  ] as const;

const rates = [12.5, 25, 60, 100];

for (const { where, movement, cadences } of [
  { where: 'in a hand', movement: inHand, cadences: [1.2, 1.5, 1.8, 2.1, 2.5] },
  { where: 'on a wrist', movement: onWrist, cadences: [0.95, 1.2, 1.5, 1.8, 2.1, 2.5] },
  { where: 'in a pocket', movement: inPocket, cadences: [1.4, 1.8, 2.1, 2.5] },
  { where: 'in a bag', movement: inBag, cadences: [1.4, 1.8, 2.1, 2.5] },
]) {
  for (const cadence of cadences) {
    test(`counts steps, not strides, at ${cadence} a second ${where}, whatever the rate`, () => {
      for (const hz of rates) {
        const steps = stepsOf(record({ hz, seconds: 60 }, movement(cadence)));
        const off = (100 * Math.abs(steps - 60 * cadence)) / (60 * cadence);
        ok(off < 7, `${steps} of ${60 * cadence} at ${hz} Hz`);
      }
    });
  }
}

/** A walk that only swings: what is left of it on a sensor with one axis. */
for (const cadence of [0.95, 1.2, 1.8, 2.5, 2.8]) {
  test(`counts a plain swing of ${cadence} a second once`, () => {
    const steps = stepsOf(
      record({ hz: 50, seconds: 60 }, (s) => [0, 0, 2 * Math.sin(turn(cadence, s))]),
    );
    ok(Math.abs(steps - 60 * cadence) <= 5, `${steps} of ${60 * cadence}`);
  });
}

const bell = bellOf(chanceOf(2));
const noise = (spread: number) => [spread * bell(), spread * bell(), spread * bell()] as const;
let slow = 0;

for (const { name, movement } of [
  { name: 'a sensor that lies still', movement: () => noise(0.02) },
  { name: 'a cheap one', movement: () => noise(0.3) },
  { name: 'shaking without any rhythm', movement: () => noise(3) },
  {
    name: 'an engine',
    movement: (s: number) => [0.5 * Math.sin(turn(25, s)), 0, Math.sin(turn(25, s))] as const,
  },
  {
    name: 'a rough road',
    movement: () => {
      slow = 0.85 * slow + 0.5 * bell();
      return [0, 0.2 * bell(), slow] as const;
    },
  },
  {
    name: 'a lift',
    movement: (s: number) => [0, 0, s > 5 && s < 7 ? 1 : s > 60 && s < 62 ? -1 : 0] as const,
  },
  { name: 'a tap now and then', movement: (s: number) => [0, 0, s % 3.1 < 0.04 ? 15 : 0] as const },
  {
    name: 'typing',
    movement: (s: number) =>
      [0.1 * bell(), 0, Math.sin(7 * s) + Math.sin(5.3 * s) > 1 ? 1.5 * bell() : 0] as const,
  },
  {
    name: 'a hand that trembles',
    movement: (s: number) => [3 * Math.sin(turn(6.5, s)), 0, Math.sin(turn(6.5, s))] as const,
  },
  {
    name: 'being picked up',
    movement: (s: number) => [0, 0, s > 20 && s < 21 ? 4 * Math.sin(turn(1, s)) : 0] as const,
  },
  {
    name: 'three steps and no more',
    movement: (s: number) => (s < 1.7 ? inHand(1.8)(s) : ([0, 0, 0] as const)),
  },
]) {
  test(`counts no step in two minutes of ${name}`, () => {
    equal(stepsOf(record({ hz: 50, seconds: 120 }, movement)), 0);
  });
}

test('counts the first steps of a walk once it is seen to be one, and the last ones at the end', () => {
  const pedometer = createPedometer();
  const heard: number[] = [];
  for (const { timeMs, x, y, z } of record({ hz: 25, seconds: 30 }, inHand(1.8))) {
    pedometer.add(timeMs, x, y, z);
    heard.push(pedometer.steps());
  }
  equal(heard[25 * 5], 0, 'nothing is counted before it is sure');
  ok((heard[25 * 20] ?? 0) >= 12, `${heard[25 * 20]} after 20 s`);
  ok(pedometer.isWalking());
  ok(Math.abs(pedometer.finish() - 54) <= 2, `${pedometer.finish()} of 54`);
});

test('sees a walk long before it counts it, and its end', () => {
  const pedometer = createPedometer();
  equal(pedometer.isWalking(), false);
  for (const { timeMs, x, y, z } of record({ hz: 25, seconds: 8 }, inHand(1.8)))
    pedometer.add(timeMs, x, y, z);
  deepEqual([pedometer.isWalking(), pedometer.steps()], [true, 0]);
  pedometer.finish();
  equal(pedometer.isWalking(), false);
});

test('counts on after it was finished', () => {
  const pedometer = createPedometer();
  const walk = record({ hz: 25, seconds: 30 }, inHand(1.8));
  for (const { timeMs, x, y, z } of walk) pedometer.add(timeMs, x, y, z);
  const first = pedometer.finish();
  equal(pedometer.finish(), first);
  for (const { timeMs, x, y, z } of walk) pedometer.add(40_000 + timeMs, x, y, z);
  ok(Math.abs(pedometer.finish() - 2 * first) <= 1);
});

test('passes over readings that are none', () => {
  const walk = record({ hz: 25, seconds: 60 }, inHand(1.8));
  const pedometer = createPedometer();
  for (const { timeMs, x, y, z } of walk) {
    pedometer.add(timeMs, null, y, z);
    pedometer.add(timeMs, x, Number.NaN, z);
    pedometer.add(timeMs, x, y, Number.POSITIVE_INFINITY);
    pedometer.add(Number.NaN, x, y, z);
    pedometer.add(timeMs, 1e300, y, z);
    pedometer.add(timeMs, x, y, z);
    pedometer.add(timeMs, x, y, z);
  }
  equal(pedometer.finish(), stepsOf(walk));
});

test('counts what a clock that goes back has seen, once for each time it was walked', () => {
  const walk = record({ hz: 25, seconds: 30 }, inHand(1.8));
  const once = stepsOf(walk);
  ok(Math.abs(stepsOf([...walk, ...walk]) - 2 * once) <= 2);
});

test('counts nothing of a time that it did not see', () => {
  const walk = record({ hz: 25, seconds: 60 }, inHand(1.8));
  const seen = walk.filter(({ timeMs }) => timeMs < 20_000 || timeMs > 40_000);
  ok(Math.abs(stepsOf(seen) - 72) <= 4, `${stepsOf(seen)} of 72`);
});

test('counts alike whatever o’clock it is, and however the phone lies', () => {
  const walk = record({ hz: 25, seconds: 40 }, onWrist(1.7));
  const steps = stepsOf(walk);
  fc.assert(
    fc.property(fc.integer({ min: -1e12, max: 1e12 }), fc.nat(), (shiftMs, seed) => {
      const moved = turned(walk, seed).map((reading) => ({
        ...reading,
        timeMs: reading.timeMs + shiftMs,
      }));
      ok(Math.abs(stepsOf(moved) - steps) <= 1);
    }),
    { numRuns: 10, seed: 1 },
  );
});

test('never takes back a step and never counts more than three a second, whatever it is told', () => {
  const axis = fc.oneof(
    fc.double(),
    fc.double({ min: -30, max: 30, noNaN: true }),
    fc.constant(null),
  );
  const reading = fc.tuple(
    fc.oneof(fc.integer({ min: -500, max: 2_000 }), fc.nat(60)),
    axis,
    axis,
    axis,
  );
  fc.assert(
    fc.property(fc.array(reading, { maxLength: 400 }), (told) => {
      const pedometer = createPedometer();
      let timeMs = 0;
      let openMs = 0;
      let before = 0;
      for (const [laterMs, x, y, z] of told) {
        timeMs += laterMs;
        openMs += Math.max(0, Math.min(laterMs, 1_000));
        pedometer.add(timeMs, x, y, z);
        ok(pedometer.steps() >= before);
        before = pedometer.steps();
      }
      ok(pedometer.finish() >= before);
      ok(pedometer.finish() <= (3.1 * openMs) / 1_000 + 8, `${pedometer.finish()} in ${openMs} ms`);
    }),
    { numRuns: 60, seed: 1 },
  );
});
