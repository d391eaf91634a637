import { deepEqual, equal, ok } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { connectFootPod, type FootPodRefusal, type FootPodState } from './foot-pod.ts';
import type { BluetoothPort } from './port.ts';
import { bluetoothWith, FakePod, FakeTime, packetOf } from './testing.ts';

/** A pod that was chosen and answered. */
async function connected(t: TestContext, fake = new FakePod('Left shoe')) {
  const time = new FakeTime();
  const states: FootPodState[] = [];
  const bluetooth = bluetoothWith(fake);
  const { now, after } = time;
  const onChange = (state: FootPodState) => states.push(state);
  const answer = await connectFootPod({ bluetooth, now, after, onChange });
  ok(answer.ok);
  const { pod } = answer;
  t.after(() => pod.stop());
  return { fake, pod, time, states, asked: bluetooth.asked };
}

type Connected = Awaited<ReturnType<typeof connected>>;

/** A packet a second, the first one right now. */
async function walk({ fake, time }: Connected, seconds: number, cadence: number): Promise<void> {
  fake.tell(packetOf(cadence));
  for (let second = 0; second < seconds; second += 1) {
    await time.pass(1_000);
    fake.tell(packetOf(cadence));
  }
}

test('has a sensor of the service chosen, and says that it is connected', async (t) => {
  const { pod, asked } = await connected(t);
  deepEqual(asked, [{ filters: [{ services: [0x1814] }] }]);
  deepEqual(pod.state, {
    connection: 'connected',
    name: 'Left shoe',
    steps: 0,
    cadencePerMin: null,
    packetsRefused: 0,
    lastFault: null,
  });
});

test('counts what the pod tells, and says each change', async (t) => {
  const here = await connected(t, new FakePod());
  await walk(here, 30, 120);
  deepEqual(
    [here.pod.state.steps, here.pod.state.cadencePerMin, here.pod.state.name],
    [60, 120, null],
  );
  equal(here.states.length, 31);
  equal(here.states.at(-1), here.pod.state);
});

test('counts nothing for who stands still', async (t) => {
  const here = await connected(t);
  await walk(here, 60, 0);
  deepEqual([here.pod.state.steps, here.pod.state.cadencePerMin], [0, 0]);
});

test('refuses packets that make no sense, and counts on with those that do', async (t) => {
  const here = await connected(t);
  await walk(here, 2, 120);
  here.fake.tell(new DataView(new ArrayBuffer(0)));
  here.fake.tell(new DataView(new ArrayBuffer(3)));
  deepEqual([here.pod.state.packetsRefused, here.pod.state.lastFault], [2, 'cut_short']);
  here.fake.tell(new DataView(new ArrayBuffer(300)));
  deepEqual([here.pod.state.packetsRefused, here.pod.state.lastFault], [3, 'too_long']);
  await here.time.pass(1_000);
  here.fake.tell(packetOf(120));
  equal(here.pod.state.steps, 6);
});

test('keeps the steps while the pod is away, and counts on when it is back', async (t) => {
  const here = await connected(t);
  await walk(here, 10, 120);
  here.fake.goAway();
  deepEqual(
    [here.pod.state.connection, here.pod.state.steps, here.pod.state.cadencePerMin],
    ['away', 20, null],
  );
  await here.time.pass(1_000);
  equal(here.pod.state.connection, 'connected');
  equal(here.pod.state.steps, 20);
  await walk(here, 10, 120);
  equal(here.pod.state.steps, 40);
});

test('looks for the pod ever more seldom, and from the beginning when it was found', async (t) => {
  const { fake, pod, time } = await connected(t);
  fake.answersConnect = () => Promise.reject(new DOMException('not near', 'NetworkError'));
  fake.goAway();
  const waits: number[] = [];
  for (let tries = 0; tries < 7; tries += 1) {
    const [wait = 0] = time.waits;
    waits.push(wait);
    await time.pass(wait);
  }
  deepEqual(waits, [1_000, 2_000, 5_000, 10_000, 30_000, 30_000, 30_000]);
  deepEqual([pod.state.connection, fake.connects], ['away', 8]);
  fake.answersConnect = async () => {};
  await time.pass(30_000);
  equal(pod.state.connection, 'connected');
  fake.goAway();
  deepEqual(time.waits, [1_000]);
});

test('looks once, however often the pod says that it goes', async (t) => {
  const { fake, time } = await connected(t);
  fake.goAway();
  fake.goAway();
  deepEqual(time.waits, [1_000]);
});

test('lets go of the pod for good when it is stopped', async (t) => {
  const here = await connected(t);
  await walk(here, 10, 120);
  here.pod.stop();
  equal(here.fake.gatt.connected, false);
  here.fake.tell(packetOf(120));
  here.fake.goAway();
  await here.time.pass(60_000);
  deepEqual([here.pod.state.connection, here.pod.state.steps], ['stopped', 20]);
  deepEqual([here.fake.connects, here.time.waits], [1, []]);
  const told = here.states.length;
  here.pod.stop();
  equal(here.states.length, told);
});

test('stays stopped when it is stopped while the pod is away, or just coming back', async (t) => {
  const away = await connected(t);
  away.fake.goAway();
  away.pod.stop();
  await away.time.pass(60_000);
  deepEqual([away.pod.state.connection, away.fake.connects], ['stopped', 1]);

  const coming = await connected(t);
  const { promise, resolve } = Promise.withResolvers<void>();
  coming.fake.answersConnect = () => promise;
  coming.fake.goAway();
  await coming.time.pass(1_000);
  coming.pod.stop();
  resolve();
  await coming.time.pass(0);
  coming.fake.tell(packetOf(120));
  deepEqual([coming.pod.state.connection, coming.fake.gatt.connected], ['stopped', false]);
});

function rejects(name: string): BluetoothPort {
  return { requestDevice: () => Promise.reject(new DOMException('no', name)) };
}

const refusals: readonly (readonly [what: string, bluetooth: BluetoothPort, FootPodRefusal])[] = [
  ['a list that was closed', rejects('NotFoundError'), 'none_chosen'],
  ['a policy of the page that forbids it', rejects('SecurityError'), 'not_allowed'],
  ['a permission that was denied', rejects('NotAllowedError'), 'not_allowed'],
  [
    'bluetooth that is off',
    { ...rejects('NotFoundError'), getAvailability: async () => false },
    'bluetooth_off',
  ],
  [
    'bluetooth that may not be asked about',
    { ...rejects('NotFoundError'), getAvailability: () => Promise.reject(new Error('no')) },
    'none_chosen',
  ],
  ['a pod out of reach', bluetoothWith(podThatFails('NetworkError')), 'out_of_reach'],
  ['a pod that is taken away meanwhile', bluetoothWith(podThatFails('AbortError')), 'out_of_reach'],
  ['a pod that the page may not use', bluetoothWith(podThatFails('SecurityError')), 'not_allowed'],
  ['a sensor of something else', bluetoothWith(podOf(0x180d)), 'no_steps'],
];

function podThatFails(name: string): FakePod {
  const pod = new FakePod();
  pod.answersConnect = () => Promise.reject(new DOMException('no', name));
  return pod;
}

function podOf(service: number): FakePod {
  const pod = new FakePod();
  pod.service = service;
  return pod;
}

test('says why there is no pod', async () => {
  for (const [what, bluetooth, refusal] of refusals) {
    const answer = await connectFootPod({ bluetooth, onChange: () => {} });
    deepEqual(answer, { ok: false, refusal }, what);
  }
});

test('keeps no connection to what tells no steps', async () => {
  const pod = podOf(0x180d);
  await connectFootPod({ bluetooth: bluetoothWith(pod), onChange: () => {} });
  deepEqual([pod.connects, pod.gatt.connected], [1, false]);
});

test('asks the browser itself when it is handed nothing', async (t) => {
  const pod = new FakePod();
  for (const value of [undefined, bluetoothWith(pod)]) {
    Object.defineProperty(navigator, 'bluetooth', { value, configurable: true });
    t.after(() => Reflect.deleteProperty(navigator, 'bluetooth'));
    const answer = await connectFootPod({ onChange: () => {} });
    equal(answer.ok ? 'connected' : answer.refusal, value ? 'connected' : 'no_bluetooth');
    if (answer.ok) answer.pod.stop();
  }
});
