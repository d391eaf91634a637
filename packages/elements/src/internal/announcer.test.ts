import { deepEqual } from 'node:assert/strict';
import { test } from 'node:test';
import { Announcer } from './announcer.ts';

/** An announcer whose time passes when the test says so. */
function quiet() {
  const said: string[] = [];
  let waiting: (() => void) | undefined;
  const announcer = new Announcer(
    (text) => said.push(text),
    (_ms, run) => {
      waiting = run;
      return () => {
        waiting = undefined;
      };
    },
  );
  const pass = () => {
    const run = waiting;
    waiting = undefined;
    run?.();
  };
  return { announcer, said, pass };
}

test('says the first text at once', () => {
  const { announcer, said } = quiet();
  announcer.announce('one');
  deepEqual(said, ['one']);
});

test('says only the newest of what came during the pause', () => {
  const { announcer, said, pass } = quiet();
  for (const text of ['one', 'two', 'three']) announcer.announce(text);
  deepEqual(said, ['one']);
  pass();
  deepEqual(said, ['one', 'three']);
});

test('pauses after every text, and is quiet when nothing came', () => {
  const { announcer, said, pass } = quiet();
  announcer.announce('one');
  announcer.announce('two');
  pass();
  announcer.announce('three');
  deepEqual(said, ['one', 'two']);
  pass();
  pass();
  announcer.announce('four');
  deepEqual(said, ['one', 'two', 'three', 'four']);
});

test('says nothing more once it is stopped', () => {
  const { announcer, said, pass } = quiet();
  announcer.announce('one');
  announcer.announce('two');
  announcer.stop();
  pass();
  deepEqual(said, ['one']);
});
