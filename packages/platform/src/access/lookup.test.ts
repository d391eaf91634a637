import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HandClock, records } from '../http/testing.ts';
import { createKeyCache, type KeyRecord } from './lookup.ts';

const [[knownHash, knownRecord] = ['', undefined]] = records;

/** A cache over a store that counts its reads and answers when told to. */
function cacheOver(stored: Map<string, KeyRecord>) {
  const clock = new HandClock();
  const reads: string[] = [];
  let gate: Promise<void> = Promise.resolve();
  const cache = createKeyCache(
    {
      async find(keySha256) {
        reads.push(keySha256);
        await gate;
        return stored.get(keySha256) ?? null;
      },
    },
    clock,
  );
  const hold = () => {
    const held = Promise.withResolvers<void>();
    gate = held.promise;
    return held;
  };
  return { cache, clock, reads, hold };
}

test('remembers a found key for 2 seconds, so that a revoked one dies within them', async () => {
  const stored = new Map(records);
  const { cache, clock } = cacheOver(stored);
  assert.equal(cache.known(knownHash), undefined);
  assert.deepEqual(await cache.find(knownHash), knownRecord);
  assert.deepEqual(cache.known(knownHash), knownRecord);
  assert.ok(knownRecord !== undefined);
  stored.set(knownHash, { ...knownRecord, revoked: true });
  clock.advance(1_999);
  assert.equal(cache.known(knownHash)?.revoked, false);
  clock.advance(1);
  assert.equal(cache.known(knownHash), undefined);
  assert.equal((await cache.find(knownHash))?.revoked, true);
});

test('counts the 2 seconds from before the read, however slow it is', async () => {
  const { cache, clock, hold } = cacheOver(new Map(records));
  const held = hold();
  const reading = cache.find(knownHash);
  clock.advance(1_500);
  held.resolve();
  await reading;
  clock.advance(500);
  assert.equal(cache.known(knownHash), undefined);
});

test('remembers half a second that there is no such key', async () => {
  const { cache, clock } = cacheOver(new Map());
  assert.equal(await cache.find('made up'), null);
  assert.equal(cache.known('made up'), null);
  clock.advance(500);
  assert.equal(cache.known('made up'), undefined);
});

test('shares one read among all who ask at the same time', async () => {
  const { cache, reads, hold } = cacheOver(new Map(records));
  const held = hold();
  const asked = Array.from({ length: 50 }, () => cache.find(knownHash));
  held.resolve();
  const found = await Promise.all(asked);
  assert.ok(found.every((record) => record === knownRecord));
  assert.equal(reads.length, 1);
  await cache.find(knownHash);
  assert.equal(reads.length, 2);
});

test('tells a failed read to all who wait, keeps nothing of it, and reads again', async () => {
  let failing = true;
  const clock = new HandClock();
  const cache = createKeyCache(
    {
      async find() {
        if (failing) throw new Error('database gone');
        return null;
      },
    },
    clock,
  );
  const outcomes = await Promise.allSettled([cache.find('a'), cache.find('a')]);
  assert.deepEqual(
    outcomes.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(cache.known('a'), undefined);
  failing = false;
  assert.equal(await cache.find('a'), null);
});

test('keeps real keys when flooded with made-up ones, and forgets the oldest of those', async () => {
  const { cache } = cacheOver(new Map(records));
  await cache.find(knownHash);
  await Promise.all(Array.from({ length: 10_050 }, (_, number) => cache.find(`made up ${number}`)));
  assert.deepEqual(cache.known(knownHash), knownRecord);
  assert.equal(cache.known('made up 0'), undefined);
  assert.equal(cache.known('made up 10049'), null);
});
