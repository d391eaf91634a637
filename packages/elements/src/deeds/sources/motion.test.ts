import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { until } from '../../internal/testing/stage.ts';
import { createMotion, type MotionPorts } from './motion.ts';
import type { Reading } from './recording.ts';
import { ReplaySensor } from './replay.ts';

/** Somebody who walks 1.8 steps a second with a phone in the hand, 25 readings a second. */
function walk(seconds: number, beganMs = 0): Reading[] {
  return Array.from({ length: seconds * 25 }, (_, at) => {
    const turn = 2 * Math.PI * 1.8 * (at / 25);
    return {
      timeMs: beganMs + at * 40,
      x: 0.4 * Math.sin(turn / 2),
      y: 0,
      z: 9.8 + 2 * Math.sin(turn),
    };
  });
}

/** A wake lock that says what it is asked for. */
function fakeWakeLock() {
  const held = new Set<WakeLockSentinel>();
  const asked: string[] = [];
  const request = async (kind?: WakeLockType) => {
    asked.push(String(kind));
    const sentinel: WakeLockSentinel = Object.assign(new EventTarget(), {
      released: false,
      type: 'screen' as const,
      onrelease: null,
      release: async () => {
        held.delete(sentinel);
        sentinel.dispatchEvent(new Event('release'));
      },
    });
    held.add(sentinel);
    return sentinel;
  };
  return { held, asked, request };
}

function open(t: TestContext, ports: MotionPorts) {
  const states: string[] = [];
  const motion = createMotion(
    () => {
      if (states.at(-1) !== motion.state()) states.push(motion.state());
    },
    { askLeave: undefined, wakeLock: undefined, ...ports },
  );
  t.after(() => motion.stop());
  return { motion, states };
}

function event(acceleration: object | null, timeMs: number): Event {
  const told = new Event('devicemotion');
  Object.defineProperty(told, 'timeStamp', { value: timeMs });
  return Object.assign(told, { accelerationIncludingGravity: acceleration, interval: 40 });
}

/** Tells readings at once, as a browser does that was busy. */
function tell(sensor: EventTarget, readings: readonly Reading[]): void {
  for (const { timeMs, ...axes } of readings) sensor.dispatchEvent(event(axes, timeMs));
}

test('counts what a sensor tells, and the last steps when it is stopped', async (t) => {
  const sensor = new EventTarget();
  const { motion, states } = open(t, { sensor });
  equal(motion.state(), 'idle');
  await motion.start();
  equal(motion.state(), 'waiting');
  tell(sensor, walk(40));
  ok(motion.isWalking());
  const before = motion.steps();
  ok(before > 45 && before < 65, `${before} steps`);
  motion.stop();
  ok(Math.abs(motion.steps() - 72) <= 3, `${motion.steps()} of 72 steps`);
  deepEqual(states, ['waiting', 'counting', 'stopped'], 'nobody is asked for leave');
  const steps = motion.steps();
  tell(sensor, walk(20, 60_000));
  equal(motion.steps(), steps, 'it listens no more');
});

test('counts on when it is begun again', async (t) => {
  const sensor = new EventTarget();
  const { motion } = open(t, { sensor });
  await motion.start();
  tell(sensor, walk(30));
  motion.stop();
  const first = motion.steps();
  await motion.start();
  tell(sensor, walk(30, 90_000));
  motion.stop();
  ok(Math.abs(motion.steps() - 2 * first) <= 2, `${motion.steps()} after ${first}`);
});

test('asks for leave at once, while the tap is handled, and says when there is none', async (t) => {
  for (const [answer, state] of [
    [async () => 'denied', 'denied'],
    [async () => Promise.reject(new DOMException('No tap', 'NotAllowedError')), 'denied'],
    [async () => 'granted', 'waiting'],
  ] as const) {
    let asked = 0;
    const { motion, states } = open(t, {
      sensor: new EventTarget(),
      askLeave: () => {
        asked += 1;
        return answer();
      },
    });
    const started = motion.start();
    equal(asked, 1);
    equal(motion.state(), 'asking');
    await motion.start();
    equal(asked, 1, 'a second tap does not ask again');
    await started;
    deepEqual(states, ['asking', state]);
  }
});

test('does not begin when it was stopped before leave was given', async (t) => {
  let grant = (_: string) => {};
  const leave = new Promise<string>((resolve) => {
    grant = resolve;
  });
  const { motion } = open(t, { sensor: new EventTarget(), askLeave: () => leave });
  const started = motion.start();
  motion.stop();
  grant('granted');
  await started;
  equal(motion.state(), 'stopped');
});

for (const [name, readings] of [
  ['nothing comes', []],
  ['a computer tells of motion without numbers', [null, { x: null, y: null, z: null }]],
] as const) {
  test(`says that there is no sensor when ${name}, and counts if one wakes up`, async (t) => {
    const sensor = new EventTarget();
    const { motion } = open(t, { sensor, waitMs: 20 });
    await motion.start();
    for (const [at, axes] of readings.entries()) sensor.dispatchEvent(event(axes, at));
    await until(() => motion.state() === 'no_sensor', 'the sensor given up');
    equal(motion.steps(), 0);
    tell(sensor, walk(20));
    equal(motion.state(), 'counting');
  });
}

test('takes readings that are handed over together one after the other', async (t) => {
  const sensor = new EventTarget();
  const { motion } = open(t, { sensor });
  await motion.start();
  // Ten readings at a time, all with the time of the first.
  tell(
    sensor,
    walk(40).map((reading, at) => ({ ...reading, timeMs: Math.floor(at / 10) * 400 })),
  );
  motion.stop();
  ok(Math.abs(motion.steps() - 72) <= 4, `${motion.steps()} of 72 steps`);
});

test('keeps the screen on while it counts, takes it again, and lets it go', async (t) => {
  const sensor = new EventTarget();
  const wakeLock = fakeWakeLock();
  const { motion } = open(t, { sensor, wakeLock });
  await motion.start();
  deepEqual(wakeLock.asked, [], 'nothing is held while nothing is counted');
  tell(sensor, walk(1));
  await until(() => motion.isAwake(), 'the screen kept on');
  tell(sensor, walk(1, 1_000));
  deepEqual(wakeLock.asked, ['screen']);
  // A browser lets go when its tab is left.
  for (const sentinel of wakeLock.held) await sentinel.release();
  equal(motion.isAwake(), false);
  document.dispatchEvent(new Event('visibilitychange'));
  await until(() => motion.isAwake(), 'the screen kept on again');
  equal(wakeLock.asked.length, 2);
  motion.stop();
  await until(() => !motion.isAwake(), 'the screen let go');
  equal(wakeLock.held.size, 0);
});

test('counts with a screen that goes dark when a browser refuses', async (t) => {
  const sensor = new EventTarget();
  const { motion } = open(t, {
    sensor,
    wakeLock: { request: () => Promise.reject(new DOMException('Low battery', 'NotAllowedError')) },
  });
  await motion.start();
  tell(sensor, walk(30));
  equal(motion.isAwake(), false);
  equal(motion.state(), 'counting');
  ok(motion.steps() > 0);
});

test('settles what was walked when the page is left', async (t) => {
  const sensor = new EventTarget();
  const { motion } = open(t, { sensor });
  await motion.start();
  tell(sensor, walk(40));
  Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  t.after(() => Reflect.deleteProperty(document, 'visibilityState'));
  document.dispatchEvent(new Event('visibilitychange'));
  ok(Math.abs(motion.steps() - 72) <= 3, `${motion.steps()} of 72 steps`);
});

test('finds the sensor of the browser itself, which is silent here', async () => {
  const motion = createMotion(() => {}, { waitMs: 20 });
  await motion.start();
  await until(() => motion.state() === 'no_sensor', 'the sensor given up');
  motion.stop();
});

test('plays a recording faster than life, as a sensor would tell it', async (t) => {
  const sensor = new ReplaySensor(walk(40), 200);
  const { motion } = open(t, { sensor });
  const ended = new Promise((resolve) => sensor.addEventListener('ended', resolve, { once: true }));
  equal(motion.state(), 'idle');
  await motion.start();
  await ended;
  motion.stop();
  ok(Math.abs(motion.steps() - 72) <= 3, `${motion.steps()} of 72 steps`);
});

test('waits with a recording while nobody listens', async () => {
  const sensor = new ReplaySensor(walk(2), 20);
  const heard: number[] = [];
  const hear = ({ timeStamp }: Event) => {
    heard.push(timeStamp);
    if (heard.length === 5) sensor.removeEventListener('devicemotion', hear);
  };
  sensor.addEventListener('devicemotion', hear);
  await until(() => heard.length === 5, 'five readings');
  deepEqual(heard, [0, 40, 80, 120, 160]);
  const ended = new Promise((resolve) => sensor.addEventListener('ended', resolve, { once: true }));
  sensor.addEventListener('devicemotion', hear);
  await ended;
  equal(heard.length, 50, 'each is told once');
});
