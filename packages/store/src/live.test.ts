import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLive } from './live.ts';
import { handClock } from './testing/clock.ts';
import { handLive } from './testing/live.ts';

function liveOf(max = 100) {
  const clock = handClock();
  const hand = handLive();
  const told: string[] = [];
  const live = createLive<string>({
    open: hand.open,
    urlOf: (ids) => ids.join(','),
    clock,
    random: () => 1,
    max,
  });
  live.listen({
    onNews: (name, data) => told.push(`${name}: ${data}`),
    onMissed: () => told.push('missed'),
  });
  const want = (...ids: string[]) => {
    for (const id of ids) live.want(id);
    clock.pass(100);
  };
  return { wish: live.want, release: live.release, clock, hand, told, want };
}

test('opens one stream for all that is wanted, a moment after the first wish', () => {
  const { want, hand } = liveOf();
  want('b', 'a', 'b');
  assert.deepEqual(
    hand.streams.map(({ url }) => url),
    ['a,b'],
  );
});

test('opens nothing while nothing is wanted', () => {
  const { clock, hand, want, release } = liveOf();
  clock.pass(1_000);
  assert.equal(hand.streams.length, 0);
  want('a');
  release('a');
  clock.pass(1_000);
  assert.equal(hand.streams.length, 1);
  assert.equal(hand.standing(), 0);
  assert.equal(clock.pending(), 0);
});

test('opens no stream for what was wanted for less than a moment', () => {
  const { clock, hand, release, wish } = liveOf();
  wish('a');
  clock.pass(50);
  release('a');
  clock.pass(1_000);
  assert.equal(hand.streams.length, 0);
});

test('passes on what it is told', () => {
  const { want, hand, told } = liveOf();
  want('a');
  hand.last().onOpen();
  hand.last().onNews('project', 'news');
  assert.deepEqual(told, ['project: news']);
});

test('keeps the old stream until the new one stands when more is wanted', () => {
  const { want, hand, told } = liveOf();
  want('a');
  hand.last().onOpen();
  want('b');
  assert.equal(hand.standing(), 2);
  hand.streams[0]?.onNews('project', 'by the old');
  hand.last().onOpen();
  assert.equal(hand.standing(), 1);
  assert.equal(hand.streams[0]?.closed, true);
  assert.equal(hand.last().url, 'a,b');
  assert.deepEqual(told, ['project: by the old']);
});

test('closes all older streams when the set changes faster than streams open', () => {
  const { want, hand } = liveOf();
  want('a');
  want('b');
  want('c');
  assert.equal(hand.standing(), 3);
  hand.last().onOpen();
  assert.equal(hand.standing(), 1);
  assert.equal(hand.last().closed, false);
});

test('bears an older stream that opens late', () => {
  const { want, hand } = liveOf();
  want('a');
  want('b');
  hand.streams[0]?.onOpen();
  assert.equal(hand.standing(), 2);
  hand.last().onOpen();
  assert.equal(hand.standing(), 1);
});

test('lets the stream stand when less is wanted, or the same again', () => {
  const { want, release, hand, clock } = liveOf();
  want('a', 'b');
  release('b');
  clock.pass(1_000);
  want('a', 'b');
  assert.equal(hand.streams.length, 1);
  assert.equal(hand.standing(), 1);
});

test('closes at once what stands when nothing is wanted any more, both streams if there are two', () => {
  const { want, release, hand, clock } = liveOf();
  want('a');
  want('b');
  release('a');
  release('b');
  clock.pass(100);
  assert.equal(hand.standing(), 0);
  assert.equal(clock.pending(), 0);
});

test('opens again after all was released', () => {
  const { want, release, hand, clock } = liveOf();
  want('a');
  release('a');
  clock.pass(100);
  want('a');
  assert.equal(hand.streams.length, 2);
  assert.equal(hand.standing(), 1);
});

test('asks for no more ids than a stream takes, those that were wanted first', () => {
  const { want, hand } = liveOf(2);
  want('c', 'a', 'b');
  assert.equal(hand.last().url, 'a,c');
});

test('tells all who listen, and of every break', () => {
  const clock = handClock();
  const hand = handLive();
  const live = createLive<string>({ open: hand.open, urlOf: String, clock });
  const told: string[] = [];
  for (const one of ['first', 'second']) {
    live.listen({
      onNews: (name) => told.push(`${one} ${name}`),
      onMissed: () => told.push(`${one} missed`),
    });
  }
  live.want('a');
  clock.pass(100);
  hand.last().onNews('item', '{}');
  hand.last().onDown(false);
  hand.last().onOpen();
  assert.deepEqual(told, ['first item', 'second item', 'first missed', 'second missed']);
});

test('says that it is back after it was down, and only then', () => {
  const { want, hand, told } = liveOf();
  want('a');
  hand.last().onOpen();
  assert.deepEqual(told, []);
  hand.last().onDown(false);
  hand.last().onDown(false);
  assert.deepEqual(told, []);
  hand.last().onOpen();
  assert.deepEqual(told, ['missed']);
  hand.last().onOpen();
  assert.deepEqual(told, ['missed']);
  assert.equal(hand.streams.length, 1);
});

test('opens a new stream when the old one will not come back, slower each time', () => {
  const { want, hand, clock } = liveOf();
  want('a');
  for (const ms of [1_000, 2_000, 4_000]) {
    const count = hand.streams.length;
    hand.last().onDown(true);
    assert.equal(hand.standing(), 0);
    clock.pass(ms - 1);
    assert.equal(hand.streams.length, count);
    clock.pass(1);
    assert.equal(hand.streams.length, count + 1);
  }
  hand.last().onOpen();
  hand.last().onDown(true);
  clock.pass(1_000);
  assert.equal(hand.streams.length, 5);
});

test('says at each failed reopening, and no more often, that something may have been missed', () => {
  const { want, hand, clock, told } = liveOf();
  want('a');
  hand.last().onDown(true);
  assert.deepEqual(told, []);
  for (const ms of [1_000, 2_000, 4_000]) {
    clock.pass(ms);
    hand.last().onDown(true);
  }
  assert.equal(told.length, 3);
  clock.pass(8_000);
  hand.last().onOpen();
  assert.equal(told.length, 4);
  assert.deepEqual([...new Set(told)], ['missed']);
});

test('waits a minute between two attempts at the most', () => {
  const { want, hand, clock } = liveOf();
  want('a');
  for (let attempt = 0; attempt < 12; attempt += 1) {
    hand.last().onDown(true);
    clock.pass(60_000);
  }
  assert.equal(hand.streams.length, 13);
});

test('bears the end of an older stream while a new one opens', () => {
  const { want, hand } = liveOf();
  want('a');
  want('b');
  hand.streams[0]?.onDown(true);
  assert.equal(hand.last().closed, false);
  hand.last().onOpen();
  assert.equal(hand.standing(), 1);
});

test('stops waiting for a stream that nobody wants any more', () => {
  const { want, release, hand, clock } = liveOf();
  want('a');
  hand.last().onDown(true);
  release('a');
  clock.pass(100_000);
  assert.equal(hand.standing(), 0);
  assert.equal(hand.streams.length, 1);
  assert.equal(clock.pending(), 0);
});
