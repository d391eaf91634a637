import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../internal/testing/stage.ts';
import { createTurn } from '../device/turn.ts';
import * as footPod from '../sources/bluetooth/foot-pod.ts';
import type { BluetoothPort } from '../sources/bluetooth/port.ts';
import { bluetoothWith, FakePod, FakeTime, packetOf } from '../sources/bluetooth/testing.ts';
import { Counter, type CounterPorts } from './counter.ts';

let made = 0;
/** A device that no test before has counted on. */
function newTurn(): string {
  made += 1;
  return `counting ${Date.now()} ${made}`;
}

/** Starts until it counts: browsers hand a turn on when they come to it. */
async function countingIn(counter: Counter): Promise<void> {
  await until(async () => {
    await counter.start('bluetooth');
    return counter.state.status === 'counting';
  }, 'the turn');
}

/** A counter whose foot pods are those of `bluetooth`, and whose phone has no sensor. */
function counterWith(bluetooth: BluetoothPort | undefined, changes: Partial<CounterPorts> = {}) {
  const time = new FakeTime();
  const handedOn: [string, number][] = [];
  const counter = new Counter({
    motion: () => ({
      sensor: new EventTarget(),
      askLeave: undefined,
      wakeLock: undefined,
      waitMs: 1,
    }),
    loadPod: async () => ({
      ...footPod,
      connectFootPod: (options) => footPod.connectFootPod({ ...options, ...time, bluetooth }),
    }),
    turn: createTurn(newTurn()),
    onSteps: (source, more) => handedOn.push([source, more]),
    changed: () => {},
    ...changes,
  });
  return { counter, handedOn, time };
}

test('counts by a foot pod, and hands on what comes, once', async () => {
  const pod = new FakePod('Stride');
  const { counter, handedOn, time } = counterWith(bluetoothWith(pod));
  await counter.start('bluetooth');
  counter.forgetTrouble();
  equal(counter.state.status, 'counting', 'a count that runs is no trouble');
  equal(counter.hasSteps, false);
  for (let second = 0; second < 31; second += 1) {
    pod.tell(packetOf(120));
    await time.pass(1_000);
  }
  const steps = handedOn.reduce((sum, [, more]) => sum + more, 0);
  equal(steps, 60);
  equal(counter.hasSteps, true);
  equal(
    handedOn.every(([source, more]) => source === 'bluetooth' && more > 0),
    true,
  );
  counter.stop();
  equal(counter.state.status, 'idle');
  equal(pod.gatt.connected, false);
});

test('says when a pod is away, and goes on when it is back', async () => {
  const pod = new FakePod();
  const { counter, time } = counterWith(bluetoothWith(pod));
  await counter.start('bluetooth');
  pod.goAway();
  equal(counter.state.status, 'away');
  await time.pass(1_000);
  equal(counter.state.status, 'counting');
  counter.stop();
});

test('says why there is no pod', async () => {
  const refusing = {
    requestDevice: () => Promise.reject(new DOMException('closed', 'NotFoundError')),
  };
  const { counter } = counterWith(refusing);
  await counter.start('bluetooth');
  deepEqual(counter.state, { status: 'no_pod', refusal: 'none_chosen' });
  counter.forgetTrouble();
  equal(counter.state.status, 'idle');
});

test('says that the code for pods could not be fetched, and fetches it with the next tap', async () => {
  let loads = 0;
  const { counter } = counterWith(undefined, {
    loadPod: () => {
      loads += 1;
      return Promise.reject(new Error('offline'));
    },
  });
  await counter.start('bluetooth');
  deepEqual(counter.state, { status: 'no_pod', refusal: 'not_loaded' });
  await counter.start('bluetooth');
  equal(loads, 2);
});

test('asks for a pod within the tap once its code was fetched ahead', async () => {
  const bluetooth = bluetoothWith(new FakePod());
  let loads = 0;
  const { counter } = counterWith(bluetooth, {
    loadPod: async () => {
      loads += 1;
      return {
        ...footPod,
        connectFootPod: (options) => footPod.connectFootPod({ ...options, bluetooth }),
      };
    },
  });
  await counter.preparePod();
  await counter.preparePod();
  const starting = counter.start('bluetooth');
  // Nothing but what is known already is between the tap and the question.
  for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
  equal(bluetooth.asked.length, 1);
  await starting;
  equal(loads, 1);
  counter.stop();
});

test('keeps the screen on for a pod, says when it cannot, and lets it go', async () => {
  const held = new Set<EventTarget>();
  const wakeLock = {
    async request() {
      const sentinel = Object.assign(new EventTarget(), {
        type: 'screen' as const,
        released: false,
        onrelease: null,
        async release() {
          held.delete(sentinel);
          sentinel.dispatchEvent(new Event('release'));
        },
      });
      held.add(sentinel);
      return sentinel;
    },
  };
  const { counter } = counterWith(bluetoothWith(new FakePod()), {
    motion: () => ({ sensor: new EventTarget(), askLeave: undefined, wakeLock }),
  });
  await counter.start('bluetooth');
  await until(() => 'isAwake' in counter.state && counter.state.isAwake, 'the screen kept on');
  equal(held.size, 1);
  counter.stop();
  equal(held.size, 0);
  const { counter: other } = counterWith(bluetoothWith(new FakePod()));
  await other.start('bluetooth');
  deepEqual(
    [other.state.status, 'isAwake' in other.state && other.state.isAwake],
    ['counting', false],
  );
  other.stop();
});

test('counts nothing while another counter of the device counts', async () => {
  const name = newTurn();
  const [pod, late] = [new FakePod(), new FakePod()];
  const one = counterWith(bluetoothWith(pod), { turn: createTurn(name) });
  const other = counterWith(bluetoothWith(late), {
    turn: createTurn(name),
    // A sensor is waited for longer than a browser takes to answer whose turn it is.
    motion: () => ({
      sensor: new EventTarget(),
      askLeave: undefined,
      wakeLock: undefined,
      waitMs: 60_000,
    }),
  });
  await one.counter.start('bluetooth');
  await other.counter.start('bluetooth');
  equal(one.counter.state.status, 'counting');
  equal(other.counter.state.status, 'elsewhere');
  equal(late.gatt.connected, false);
  await other.counter.start('motion');
  equal(other.counter.state.status, 'elsewhere');
  one.counter.stop();
  await countingIn(other.counter);
  deepEqual(other.handedOn, []);
  other.counter.stop();
});

test('leaves the count to others where it came to nothing', async () => {
  const name = newTurn();
  const seen = Promise.withResolvers<void>();
  const { counter } = counterWith(undefined, {
    turn: createTurn(name),
    changed: () => counter.state.status === 'no_sensor' && seen.resolve(),
  });
  await counter.start('motion');
  await seen.promise;
  const other = counterWith(bluetoothWith(new FakePod()), { turn: createTurn(name) });
  await countingIn(other.counter);
  other.counter.stop();
  counter.stop();
});

test('lets a pod go that came after somebody had stopped', async () => {
  const pod = new FakePod();
  const gate = Promise.withResolvers<void>();
  pod.answersConnect = () => gate.promise;
  const { counter } = counterWith(bluetoothWith(pod));
  const starting = counter.start('bluetooth');
  await until(() => pod.connects === 1, 'the pod asked');
  counter.stop();
  gate.resolve();
  await starting;
  equal(counter.state.status, 'idle');
  equal(pod.gatt.connected, false);
});

test('says that a phone without a sensor tells nothing', async () => {
  const seen = Promise.withResolvers<void>();
  const { counter } = counterWith(undefined, {
    changed: () => counter.state.status === 'no_sensor' && seen.resolve(),
  });
  await counter.start('motion');
  await seen.promise;
  equal(counter.state.status, 'no_sensor');
  counter.stop();
  equal(counter.state.status, 'idle');
});
