import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Project, projectExample } from '@kindcart/contract';
import { failed, fetched, fetching, knownValue, type Snapshot, told } from './snapshot.ts';
import { errorOf } from './testing/samples.ts';

type Status = Snapshot<Project>['status'];

const lost = errorOf('network_error', true);
const withVersion = (version: number): Project => ({
  ...projectExample,
  totals: { ...projectExample.totals, version, donations: version },
});
const ready = (version: number, stale = false): Snapshot<Project> => ({
  status: 'ready',
  value: withVersion(version),
  stale,
  asOf: 1,
});
const loading: Snapshot<Project> = { status: 'loading' };
const error: Snapshot<Project> = { status: 'error', error: errorOf('internal', true) };
const offline: Snapshot<Project> = { status: 'offline', value: null, error: lost };
const offlineKnown: Snapshot<Project> = { status: 'offline', value: withVersion(5), error: lost };

const failures: readonly [string, Snapshot<Project>, Parameters<typeof errorOf>, Status][] = [
  ['nothing known and no connection', loading, ['network_error', true], 'offline'],
  ['nothing known and no answer in time', loading, ['timeout', true], 'offline'],
  ['nothing known and a fault of the platform', loading, ['internal', true], 'error'],
  ['nothing known and no such project', loading, ['project_unknown'], 'error'],
  ['a project known and no connection', ready(5), ['network_error', true], 'offline'],
  ['a project known and a fault of the platform', ready(5), ['unavailable', true], 'offline'],
  ['a project known that is gone', ready(5), ['project_unknown'], 'error'],
  ['a project known and a key that was revoked', ready(5), ['key_revoked'], 'error'],
  ['a project known, and still no connection', offlineKnown, ['network_error', true], 'offline'],
];

for (const [what, before, given, status] of failures) {
  test(`is ${status} with ${what}`, () => {
    const after = failed(before, errorOf(...given));
    assert.equal(after.status, status);
    const known = status === 'offline' ? knownValue(before) : null;
    assert.deepEqual(knownValue(after), known);
  });
}

test('shows what is known while it is fetched again', () => {
  const fresh = ready(5);
  assert.equal(fetching(fresh, false), fresh);
  assert.deepEqual(fetching(fresh, true), ready(5, true));
  assert.equal(fetching(offlineKnown, true), offlineKnown);
  assert.equal(fetching(offline, true), offline);
  assert.deepEqual(fetching(error, true), loading);
  assert.equal(fetching(loading, true), loading);
});

test('is ready, and fresh, once it is fetched', () => {
  for (const before of [loading, error, offline, offlineKnown, ready(4), ready(5, true)]) {
    assert.deepEqual(fetched(before, withVersion(5), 9), { ...ready(5), asOf: 9 });
  }
});

test('keeps totals told live when a fetch brings older ones, and all else of the fetch', () => {
  const older = { ...withVersion(4), title: 'A new title' };
  const after = knownValue(fetched(ready(5), older, 9));
  assert.deepEqual(after, { ...withVersion(5), title: 'A new title' });
});

test('takes totals that are newer than known, in whatever order they come', () => {
  let snapshot = ready(5);
  for (const version of [6, 8, 7, 8, 3]) snapshot = told(snapshot, withVersion(version).totals);
  assert.deepEqual(snapshot, ready(8));
});

test('changes nothing by totals that are no newer, or of what is not known', () => {
  for (const before of [ready(5), loading, error, offline]) {
    assert.equal(told(before, withVersion(5).totals), before);
  }
});

test('takes totals into what is known while offline', () => {
  const after = told(offlineKnown, withVersion(6).totals);
  assert.deepEqual(after, { ...offlineKnown, value: withVersion(6) });
});
