// The stand-in for node:test, over a mocha in small that only writes down what it is told.
import assert from 'node:assert/strict';
import { test } from 'node:test';

type Body = () => unknown;

const told: [string, string, Body][] = [];
const hooks: [string, Body][] = [];
const listen = (kind: string) => (name: string, body: Body) => told.push([kind, name, body]);
const hook = (kind: string) => (body: Body) => hooks.push([kind, body]);

Reflect.set(globalThis, 'window', {
  it: Object.assign(listen('it'), { only: listen('only'), skip: listen('skip') }),
  describe: Object.assign(listen('describe'), {
    only: listen('group only'),
    skip: listen('group skip'),
  }),
  before: hook('before'),
  after: hook('after'),
  beforeEach: hook('beforeEach'),
  afterEach: hook('afterEach'),
});

const standIn = await import('./test.ts');

function lastTold(): [string, string, Body] {
  const last = told.at(-1);
  assert(last !== undefined);
  return last;
}

test('tells mocha of tests and groups, under both of their names', () => {
  standIn.test('one', () => {});
  assert.deepEqual(lastTold().slice(0, 2), ['it', 'one']);
  standIn.it('two', () => {});
  assert.deepEqual(lastTold().slice(0, 2), ['it', 'two']);
  standIn.describe('group', () => {});
  assert.deepEqual(lastTold().slice(0, 2), ['describe', 'group']);
  assert.equal(standIn.suite, standIn.describe);
  assert.equal(standIn.default, standIn.test);
});

test('tells mocha which tests are alone and which are left out', () => {
  standIn.test.only('alone', () => {});
  assert.equal(lastTold()[0], 'only');
  standIn.test.skip('left out', () => {});
  assert.equal(lastTold()[0], 'skip');
});

test('tells mocha of hooks', () => {
  for (const name of ['before', 'after', 'beforeEach', 'afterEach'] as const) {
    let ran = false;
    standIn[name](() => {
      ran = true;
    });
    const [kind, body] = hooks.at(-1) ?? ['', () => {}];
    body();
    assert.deepEqual([kind, ran], [name, true]);
  }
});

test('gives a test its name and clean-ups, which run even when it fails', async () => {
  const order: string[] = [];
  standIn.test('fails', async (t) => {
    t.after(() => order.push('first'));
    t.after(async () => order.push('second'));
    order.push(t.name);
    throw new Error('no');
  });
  await assert.rejects(async () => lastTold()[2](), /^Error: no$/);
  assert.deepEqual(order, ['fails', 'first', 'second']);
});

test('runs the body of a group at once, and gives mocha nothing to wait for', () => {
  standIn.describe('group', async () => 'ignored');
  assert.equal(lastTold()[2](), undefined);
});
