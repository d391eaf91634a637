import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import { everyMs, Pulse } from './pulse.ts';

/** A pulse whose clock and viewer the test is. */
function pulse() {
  let nowMs = 1_000;
  let beats = 0;
  let waiting: { atMs: number; run: () => void } | undefined;
  const viewer = { looks: true };
  const made = new Pulse(
    () => {
      beats += 1;
    },
    {
      isSeen: () => viewer.looks,
      nowMs: () => nowMs,
      later(ms, run) {
        const timer = { atMs: nowMs + ms, run };
        waiting = timer;
        return () => {
          if (waiting === timer) waiting = undefined;
        };
      },
    },
  );
  const pass = (ms: number) => {
    const untilMs = nowMs + ms;
    while (waiting && waiting.atMs <= untilMs) {
      nowMs = waiting.atMs;
      waiting.run();
    }
    nowMs = untilMs;
  };
  return { made, viewer, pass, beats: () => beats, isWaiting: () => waiting !== undefined };
}

test('beats every 30 seconds, and not at the start', () => {
  const { made, pass, beats } = pulse();
  made.start();
  pass(everyMs - 1);
  equal(beats(), 0);
  pass(1);
  equal(beats(), 1);
  pass(10 * everyMs);
  equal(beats(), 11);
});

test('rests while nobody looks, and beats at once for who comes back', () => {
  const { made, viewer, pass, beats } = pulse();
  made.start();
  viewer.looks = false;
  pass(20 * everyMs + 5);
  equal(beats(), 0);
  viewer.looks = true;
  made.look();
  equal(beats(), 1);
  made.look();
  equal(beats(), 1);
  pass(everyMs - 1);
  equal(beats(), 1);
  pass(1);
  equal(beats(), 2);
});

test('does not beat for who comes back soon', () => {
  const { made, pass, beats } = pulse();
  made.start();
  pass(everyMs - 1);
  made.look();
  equal(beats(), 0);
});

test('leaves nothing behind when it stops', () => {
  const { made, pass, beats, isWaiting } = pulse();
  made.start();
  made.stop();
  equal(isWaiting(), false);
  pass(everyMs);
  made.look();
  equal(beats(), 0);
});
