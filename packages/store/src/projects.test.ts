import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Client } from '@kindcart/client';
import { type Id, newId, type Project, projectExample } from '@kindcart/contract';
import type { Entry } from './entries.ts';
import { createLive } from './live.ts';
import { createProjects } from './projects.ts';
import { handClock } from './testing/clock.ts';
import { handLive } from './testing/live.ts';
import { errorOf } from './testing/samples.ts';

type List = Client['listProjects'];
type Answer = Awaited<ReturnType<List>>;

const a = projectExample;
const b: Project = { ...a, id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b' };
const unknown: Id<'project'> = 'prj_01k9p4m8q2fz3t6v8w0x2y4z9z';

/** A cache whose requests a test answers by hand. */
function cache() {
  const clock = handClock();
  const hand = handLive();
  const requests: { ids: string[]; fresh: boolean | undefined; answer: (given: Answer) => void }[] =
    [];
  const listProjects: List = (input, options) =>
    new Promise((answer) => {
      requests.push({ ids: input?.query?.ids ?? [], fresh: options?.fresh, answer });
    });
  const live = createLive<Id<'project'>>({
    open: hand.open,
    urlOf: (ids) => ids.join(','),
    clock,
  });
  const frame = () => clock.pass(0);
  const projects = createProjects({
    client: { listProjects },
    clock,
    schedule: (run) => void clock.after(0, run),
    freshMs: 60_000,
    live,
  });
  const last = async (given: Answer) => {
    requests.at(-1)?.answer(given);
    await Promise.resolve();
    await Promise.resolve();
  };
  return { projects, clock, hand, requests, frame, last };
}

const found = (...items: Project[]): Answer => ({
  ok: true,
  value: { items, nextCursor: null },
  requestId: null,
});
const lost: Answer = { ok: false, error: errorOf('network_error', true) };
const nothing = () => {};

function valueIn(entry: Entry<Project>): Project | null {
  const snapshot = entry.get();
  return snapshot.status === 'ready' ? snapshot.value : null;
}

test('asks for nothing before somebody watches', () => {
  const { projects, clock, requests } = cache();
  assert.deepEqual(projects.entry(a.id).get(), { status: 'loading' });
  clock.pass(1_000);
  assert.equal(requests.length, 0);
});

test('asks once for all that is watched in one frame, whoever watches', async () => {
  const { projects, requests, frame, last } = cache();
  let changes = 0;
  for (const id of [b.id, a.id, a.id]) {
    projects.entry(id).subscribe(() => {
      changes += 1;
    });
  }
  frame();
  assert.deepEqual(
    requests.map(({ ids, fresh }) => ({ ids, fresh })),
    [{ ids: [a.id, b.id], fresh: false }],
  );
  await last(found(b, a));
  assert.equal(changes, 3);
  assert.deepEqual(valueIn(projects.entry(a.id)), a);
  assert.deepEqual(valueIn(projects.entry(b.id)), b);
});

test('gives all who ask for the same id the same entry', () => {
  const { projects } = cache();
  assert.equal(projects.entry(a.id), projects.entry(a.id));
  assert.equal(projects.entry('?'), projects.entry('?'));
});

test('does not ask again while the answer is on its way, or is about to be asked for', async () => {
  const { projects, requests, frame, last } = cache();
  const entry = projects.entry(a.id);
  entry.subscribe(nothing);
  entry.reload();
  frame();
  entry.subscribe(nothing);
  frame();
  await last(found(a));
  frame();
  assert.equal(requests.length, 1);
});

test('asks once more for what is wanted anew meanwhile, since the answer may be from before', async () => {
  const { projects, requests, frame, last } = cache();
  const entry = projects.entry(a.id);
  entry.subscribe(nothing);
  frame();
  entry.reload();
  entry.reload();
  frame();
  assert.equal(requests.length, 1);
  await last(found(a));
  assert.deepEqual(valueIn(entry), a);
  frame();
  await last(found({ ...a, state: 'closed' }));
  assert.equal(valueIn(entry)?.state, 'closed');
  frame();
  assert.deepEqual(
    requests.map(({ fresh }) => fresh),
    [false, true],
  );
});

test('asks for 450 projects in three requests, of 200 at the most', () => {
  const { projects, requests, frame } = cache();
  const source = {
    nowMs: () => 1,
    fillRandom: (bytes: Uint8Array) => crypto.getRandomValues(bytes),
  };
  for (let count = 0; count < 450; count += 1) {
    projects.entry(newId('project', source)).subscribe(nothing);
  }
  frame();
  assert.deepEqual(
    requests.map(({ ids }) => ids.length),
    [200, 200, 50],
  );
});

test('says of what the answer leaves out, and only of that, that there is no such project', async () => {
  const { projects, frame, last } = cache();
  projects.entry(unknown).subscribe(nothing);
  projects.entry(a.id).subscribe(nothing);
  frame();
  await last(found(a));
  const snapshot = projects.entry(unknown).get();
  assert.equal(snapshot.status === 'error' && snapshot.error.code, 'project_unknown');
  assert.deepEqual(valueIn(projects.entry(a.id)), a);
});

for (const text of [
  '',
  'prj_1',
  'don_01k9p4n2c6fz3t6v8w0x2y4z6b',
  '../x',
  'prj_01K9P4M8Q2FZ3T6V8W0X2Y4Z6A',
]) {
  test(`does not trouble the platform with ${JSON.stringify(text)}, which is no id`, () => {
    const { projects, requests, frame, hand, clock } = cache();
    const entry = projects.entry(text);
    const stop = entry.subscribe(nothing);
    entry.reload();
    frame();
    clock.pass(1_000);
    stop();
    const snapshot = entry.get();
    assert.equal(snapshot.status === 'error' && snapshot.error.code, 'project_unknown');
    assert.equal(requests.length + hand.streams.length, 0);
  });
}

test('shows one failure to all that were asked for together, and asks again for those who come', async () => {
  const { projects, requests, frame, last } = cache();
  const entries = [projects.entry(a.id), projects.entry(b.id)];
  for (const entry of entries) entry.subscribe(nothing);
  frame();
  await last(lost);
  for (const entry of entries) assert.equal(entry.get().status, 'offline');
  entries[0]?.subscribe(nothing);
  frame();
  assert.equal(requests.length, 2);
  await last(found(a));
  assert.deepEqual(valueIn(projects.entry(a.id)), a);
  assert.equal(projects.entry(b.id).get().status, 'offline');
});

test('loads anew after an error when told', async () => {
  const { projects, requests, frame, last } = cache();
  const entry = projects.entry(a.id);
  entry.subscribe(nothing);
  frame();
  await last({ ok: false, error: errorOf('internal', true) });
  assert.equal(entry.get().status, 'error');
  entry.reload();
  assert.deepEqual(entry.get(), { status: 'loading' });
  frame();
  assert.equal(requests.length, 2);
});

test('is fresh for a minute, then shows what it has while it fetches for the next who comes', async () => {
  const { projects, requests, frame, last, clock } = cache();
  const entry = projects.entry(a.id);
  entry.subscribe(nothing)();
  frame();
  await last(found(a));
  clock.pass(60_000);
  entry.subscribe(nothing)();
  frame();
  assert.equal(requests.length, 1);
  clock.pass(1);
  entry.subscribe(nothing);
  const stale = entry.get();
  assert.ok(stale.status === 'ready' && stale.stale);
  frame();
  assert.equal(requests.length, 2);
  assert.equal(requests[1]?.fresh, true);
  await last(found({ ...a, title: 'New' }));
  const fresh = entry.get();
  assert.ok(fresh.status === 'ready' && !fresh.stale && fresh.value.title === 'New');
  assert.equal(fresh.asOf, clock.nowMs());
});

test('merges live totals, and tells only those who watch that project', async () => {
  const { projects, frame, last } = cache();
  const told: string[] = [];
  projects.entry(a.id).subscribe(() => told.push('a'));
  projects.entry(b.id).subscribe(() => told.push('b'));
  frame();
  await last(found(a, b));
  told.length = 0;
  const totals = { ...a.totals, donations: 400, version: a.totals.version + 1 };
  projects.merge(a.id, totals);
  projects.merge(a.id, totals);
  projects.merge(a.id, a.totals);
  projects.merge(unknown, totals);
  assert.deepEqual(told, ['a']);
  assert.deepEqual(valueIn(projects.entry(a.id)), { ...a, totals });
});

test('keeps live what is watched, and nothing else, whatever comes and goes', () => {
  const { projects, hand, clock } = cache();
  const stops = [a.id, a.id, b.id].map((id) => projects.entry(id).subscribe(nothing));
  clock.pass(100);
  assert.equal(hand.last().url, `${a.id},${b.id}`);
  stops[0]?.();
  stops[0]?.();
  stops[2]?.();
  clock.pass(100);
  assert.equal(hand.standing(), 1);
  stops[1]?.();
  clock.pass(100);
  assert.equal(hand.standing(), 0);
  assert.equal(clock.pending(), 0);
});

test('fetches all that is watched anew, in one request, and nothing that is not', async () => {
  const { projects, requests, frame, last } = cache();
  projects.entry(a.id).subscribe(nothing);
  projects.entry(unknown).subscribe(nothing)();
  frame();
  await last(found(a));
  projects.reloadWatched();
  frame();
  assert.deepEqual(
    requests.map(({ ids }) => ids),
    [[a.id, unknown], [a.id]],
  );
});

test('tells nobody who has left, and keeps what was fetched for the next', async () => {
  const { projects, requests, frame, last } = cache();
  const entry = projects.entry(a.id);
  entry.subscribe(() => assert.fail())();
  frame();
  await last(found(a));
  assert.deepEqual(valueIn(entry), a);
  entry.subscribe(nothing);
  frame();
  assert.equal(requests.length, 1);
});
