import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { createDrawnTiles } from './drawn.ts';

/** A drawer that counts how often it draws. */
function drawerOf(bytes: Uint8Array<ArrayBuffer>) {
  const drawer = {
    times: 0,
    draw: async () => {
      drawer.times += 1;
      return bytes;
    },
  };
  return drawer;
}

/** Bytes that do not compress. */
const noise = (length: number) => new Uint8Array(randomBytes(length));

test('draws a tile once for all who ask at the same time and later', async () => {
  const tiles = createDrawnTiles();
  const bytes = noise(100);
  const drawer = drawerOf(bytes);
  const answers = await Promise.all([1, 2, 3].map(() => tiles.of('a', drawer.draw)));
  answers.push(await tiles.of('a', drawer.draw));
  assert.equal(drawer.times, 1);
  for (const packed of answers) {
    assert(packed);
    assert.deepEqual(new Uint8Array(gunzipSync(packed)), bytes);
  }
});

test('draws another tile for another tag', async () => {
  const tiles = createDrawnTiles();
  const drawer = drawerOf(noise(10));
  await tiles.of('a', drawer.draw);
  await tiles.of('b', drawer.draw);
  assert.equal(drawer.times, 2);
});

test('keeps that there is nothing in a tile', async () => {
  const tiles = createDrawnTiles();
  const drawer = drawerOf(new Uint8Array());
  assert.equal(await tiles.of('a', drawer.draw), undefined);
  assert.equal(await tiles.of('a', drawer.draw), undefined);
  assert.equal(drawer.times, 1);
});

test('forgets those that were not asked for the longest', async () => {
  const tiles = createDrawnTiles(5_000);
  const [old, used, young] = [noise(1_200), noise(1_200), noise(1_200)].map(drawerOf);
  assert(old && used && young);
  await tiles.of('old', old.draw);
  await tiles.of('used', used.draw);
  await tiles.of('old', old.draw);
  await tiles.of('used', used.draw);
  await tiles.of('young', young.draw);
  await tiles.of('used', used.draw);
  await tiles.of('old', old.draw);
  assert.deepEqual([old.times, used.times, young.times], [2, 1, 1]);
});

test('tells everybody who waits that a tile could not be drawn, and tries again for the next', async () => {
  const tiles = createDrawnTiles();
  const fail = () => Promise.reject(new Error('Not now'));
  const waiting = [tiles.of('a', fail), tiles.of('a', fail)];
  for (const each of waiting) await assert.rejects(each, /Not now/);
  const drawer = drawerOf(noise(10));
  assert.notEqual(await tiles.of('a', drawer.draw), undefined);
});
