import { equal } from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { until } from '../../internal/testing/stage.ts';
import { createTurn } from './turn.ts';

let made = 0;
/** What no test before has taken turns at. */
function newName(): string {
  made += 1;
  return `turn ${Date.now()} ${made}`;
}

/** A browser without locks, until the test ends. */
function withoutLocks(t: TestContext): void {
  const own = Object.getOwnPropertyDescriptor(Navigator.prototype, 'locks');
  Reflect.deleteProperty(Navigator.prototype, 'locks');
  t.after(() => own && Object.defineProperty(Navigator.prototype, 'locks', own));
}

/** A browser that refuses locks, as to a page of no origin, until the test ends. */
function withRefusedLocks(t: TestContext): void {
  const { request } = LockManager.prototype;
  LockManager.prototype.request = () =>
    Promise.reject(new DOMException('not here', 'SecurityError'));
  t.after(() => {
    LockManager.prototype.request = request;
  });
}

const browsers: readonly [string, (t: TestContext) => void][] = [
  ['with locks', () => {}],
  ['without locks', withoutLocks],
  ['with locks that are refused', withRefusedLocks],
];
for (const [browser, prepare] of browsers) {
  test(`gives a turn to one at a time, in a browser ${browser}`, async (t) => {
    prepare(t);
    const name = newName();
    const [one, other] = [createTurn(name), createTurn(name)];
    equal(await one.take(), true);
    equal(await one.take(), true, 'whoever has it keeps it');
    equal(await other.take(), false);
    other.giveBack();
    equal(await other.take(), false, 'nobody gives back what is not theirs');
    one.giveBack();
    equal(await one.take(), true, 'at once');
    one.giveBack();
    await one.take().then(one.giveBack);
    equal(await createTurn(newName()).take(), true, 'others have turns of their own');
  });

  test(`hands a turn on, in a browser ${browser}`, async (t) => {
    prepare(t);
    const name = newName();
    const [one, other] = [createTurn(name), createTurn(name)];
    equal(await one.take(), true);
    one.giveBack();
    await until(other.take, 'the turn, which browsers hand on when they come to it');
    equal(await one.take(), false);
  });
}

test('leaves the turn to another window that has it', async () => {
  const name = newName();
  const ended = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const theirs = navigator.locks.request(name, async () => {
    begun.resolve();
    await ended.promise;
  });
  await begun.promise;
  const turn = createTurn(name);
  equal(await turn.take(), false);
  ended.resolve();
  await theirs;
  equal(await turn.take(), true);
  turn.giveBack();
});
