import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import * as footPod from '../sources/bluetooth/foot-pod.ts';
import type { BluetoothPort } from '../sources/bluetooth/port.ts';
import { bluetoothWith, FakePod, FakeTime, packetOf } from '../sources/bluetooth/testing.ts';
import { Counter, type CounterPorts } from './counter.ts';

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
  equal(counter.state.status, 'counting');
  for (let second = 0; second < 31; second += 1) {
    pod.tell(packetOf(120));
    await time.pass(1_000);
  }
  const steps = handedOn.reduce((sum, [, more]) => sum + more, 0);
  equal(steps, 60);
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
});

test('says that a pod is out of reach where its code cannot be fetched', async () => {
  const { counter } = counterWith(undefined, {
    loadPod: () => Promise.reject(new Error('offline')),
  });
  await counter.start('bluetooth');
  deepEqual(counter.state, { status: 'no_pod', refusal: 'out_of_reach' });
});

test('lets a pod go that came after somebody had stopped', async () => {
  const pod = new FakePod();
  const gate = Promise.withResolvers<void>();
  pod.answersConnect = () => gate.promise;
  const { counter } = counterWith(bluetoothWith(pod));
  const starting = counter.start('bluetooth');
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
