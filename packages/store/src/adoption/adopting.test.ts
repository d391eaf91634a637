import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { CallError, ForestClient, Result } from '@kindcart/client';
import type { Adoption } from '@kindcart/contract';
import { createCell } from '../cell.ts';
import type { CheckoutState } from '../checkout/state.ts';
import { adoptionId, adoptionIn, heldUntilMs, sharesIn, wish } from '../testing/adoption.ts';
import { handClock } from '../testing/clock.ts';
import { eventually } from '../testing/eventually.ts';
import { states as checkouts, errorOf } from '../testing/samples.ts';
import { type MemoryStorage, memoryStorage } from '../testing/storage.ts';
import { createAdopting } from './adopting.ts';
import { payingOf } from './paying.ts';
import type { AdoptingState } from './state.ts';

type Answer = Result<Adoption> | Promise<Result<Adoption>>;

const ok = (value: Adoption): Result<Adoption> => ({ ok: true, value, requestId: null });
const no = (error: CallError): Result<Adoption> => ({ ok: false, error });

interface Answers {
  createAdoption?: () => Answer;
  getAdoption?: () => Answer;
  releaseAdoption?: () => Answer;
}

/** A page that adopts, with a platform that answers as it is told and a checkout that it hears of. */
function page(t: TestContext, storage: MemoryStorage = memoryStorage()) {
  const clock = handClock();
  const asked: string[] = [];
  const keys: string[] = [];
  const answers: Answers = {};
  const answer = async (name: keyof Answers, state: Adoption['state']) => {
    asked.push(name);
    return answers[name]?.() ?? ok(adoptionIn(state));
  };
  const client: Pick<ForestClient, 'createAdoption' | 'getAdoption' | 'releaseAdoption'> = {
    createAdoption(input) {
      keys.push(input.idempotencyKey);
      return answer('createAdoption', 'held');
    },
    getAdoption: () => answer('getAdoption', 'held'),
    releaseAdoption: () => answer('releaseAdoption', 'released'),
  };
  const checkout = createCell<CheckoutState>({ status: 'idle' });
  const resumed: string[] = [];
  const adopting = createAdopting({
    client,
    clock,
    storage,
    newKey: () => `key-${keys.length + 1}`,
    checkoutOf(_project, id) {
      return { ...checkout, resume: () => void resumed.push(id) };
    },
  });
  const until = (status: AdoptingState['status']) =>
    eventually(t, () => {
      const state = adopting.get();
      assert.equal(state.status, status);
      return state;
    });
  const askedOf = (name: keyof Answers) => asked.filter((each) => each === name).length;
  return { adopting, answers, asked, askedOf, checkout, clock, keys, resumed, storage, until };
}

async function held(t: TestContext) {
  const made = page(t);
  made.adopting.hold(wish);
  await made.until('held');
  return made;
}

test('holds a place, pays it and gets a tree, asking until the platform says so', async (t) => {
  const { adopting, answers, askedOf, checkout, clock, until } = await held(t);
  checkout.set(checkouts.ready_to_pay);
  checkout.set(checkouts.processing);
  const state = adopting.get();
  assert.equal(state.status === 'held' && state.paying, 'under_way');
  checkout.set(checkouts.succeeded);
  assert.equal(adopting.get().status, 'settling');
  clock.pass(400);
  await eventually(t, () => assert.equal(askedOf('getAdoption'), 1));
  answers.getAdoption = () => ok(adoptionIn('adopted'));
  await eventually(t, () => {
    clock.pass(1_000);
    assert.equal(adopting.get().status, 'adopted');
  });
  const adopted = await until('adopted');
  assert.ok(adopted.status === 'adopted' && adopted.isOurs);
  assert.equal(clock.pending(), 0);
});

test('asks ever less often while a tree gets its number', async (t) => {
  const { checkout, clock, askedOf } = await held(t);
  checkout.set(checkouts.succeeded);
  const waits: number[] = [];
  for (let turn = 1; turn <= 8; turn += 1) {
    waits.push(clock.waits.at(-1) ?? 0);
    clock.pass(5_000);
    await eventually(t, () => assert.equal(askedOf('getAdoption'), turn));
    await eventually(t, () => assert.ok(clock.pending() > 0));
  }
  assert.deepEqual([waits[0], waits.at(-1)], [400, 5_000]);
  assert.deepEqual(
    waits,
    waits.toSorted((left, right) => left - right),
  );
});

test('asks once when a hold is over, and again until the platform has seen it', async (t) => {
  const { answers, askedOf, clock, until } = await held(t);
  clock.pass(15 * 60_000);
  assert.equal(askedOf('getAdoption'), 0);
  clock.pass(500);
  await eventually(t, () => assert.equal(askedOf('getAdoption'), 1));
  await eventually(t, () => assert.equal(clock.pending(), 1));
  answers.getAdoption = () => ok(adoptionIn('lapsed'));
  clock.pass(3_000);
  await until('lapsed');
});

test('does not take a place away from a payment that is under way', async (t) => {
  const { adopting, answers, askedOf, checkout, clock, until } = await held(t);
  checkout.set(checkouts.processing);
  answers.getAdoption = () => ok(adoptionIn('lapsed'));
  clock.pass(15 * 60_000 + 500);
  await eventually(t, () => assert.equal(askedOf('getAdoption'), 1));
  assert.equal(adopting.get().status, 'held');
  checkout.set(checkouts.failed);
  clock.pass(3_000);
  await until('lapsed');
});

test('gives a place back when somebody leaves it, and waits for that before the next', async (t) => {
  const { adopting, answers, asked, until } = await held(t);
  const released = Promise.withResolvers<Result<Adoption>>();
  answers.releaseAdoption = () => released.promise;
  adopting.leave();
  assert.equal(adopting.get().status, 'idle');
  adopting.hold(wish);
  await eventually(t, () => assert.ok(asked.includes('releaseAdoption')));
  assert.deepEqual(asked, ['createAdoption', 'releaseAdoption']);
  released.resolve(ok(adoptionIn('released')));
  await until('held');
  assert.deepEqual(asked, ['createAdoption', 'releaseAdoption', 'createAdoption']);
});

test('takes the next place also where the one before cannot be given back', async (t) => {
  const { adopting, answers, until } = await held(t);
  answers.releaseAdoption = () => no(errorOf('network_error', true));
  adopting.leave();
  adopting.hold(wish);
  await until('held');
});

test('gives back a place that came after somebody had gone', async (t) => {
  const { adopting, answers, asked } = page(t);
  const late = Promise.withResolvers<Result<Adoption>>();
  answers.createAdoption = () => late.promise;
  adopting.hold(wish);
  adopting.leave();
  late.resolve(ok(adoptionIn('held')));
  await eventually(t, () => assert.deepEqual(asked, ['createAdoption', 'releaseAdoption']));
  assert.equal(adopting.get().status, 'idle');
});

test('gives nothing back that others hold, or that may have been paid', async (t) => {
  const { adopting, asked, checkout, until } = page(t);
  adopting.open(adoptionId);
  await until('held');
  adopting.leave();
  adopting.hold(wish);
  await until('held');
  checkout.set(checkouts.processing);
  adopting.leave();
  assert.equal(adopting.get().status, 'held');
  assert.ok(!asked.includes('releaseAdoption'));
});

test('holds one place of two clicks, and asks again under the same key', async (t) => {
  const { adopting, answers, keys, until } = page(t);
  answers.createAdoption = () => no(errorOf('network_error', true));
  adopting.hold(wish);
  adopting.hold(wish);
  await until('refused');
  delete answers.createAdoption;
  adopting.retry();
  await until('held');
  assert.deepEqual(keys, ['key-1', 'key-1']);
});

test('asks for a team that pays on other pages, now and then', async (t) => {
  const { adopting, answers, askedOf, clock, until } = page(t);
  const team = (second: 'open' | 'paid') =>
    adoptionIn('gathering', { shares: sharesIn('paid', second, 'open') });
  answers.getAdoption = () => ok(team('open'));
  adopting.open(adoptionId);
  await until('held');
  answers.getAdoption = () => ok(team('paid'));
  clock.pass(10_000);
  await eventually(t, () => {
    const state = adopting.get();
    assert.equal(state.status === 'held' && state.share?.amount, 898);
  });
  assert.equal(askedOf('getAdoption'), 2);
});

test('checks at once when it is told to', async (t) => {
  const { adopting, answers, until } = await held(t);
  answers.getAdoption = () => ok(adoptionIn('lapsed'));
  adopting.check();
  await until('lapsed');
});

test('goes on after a reload with the place that it held', async (t) => {
  const { storage } = await held(t);
  const { adopting, askedOf, clock, resumed, until } = page(t, storage);
  adopting.resume();
  assert.equal(adopting.get().status, 'held');
  clock.pass(0);
  await eventually(t, () => assert.equal(askedOf('getAdoption'), 1));
  const state = await until('held');
  assert.ok(state.status === 'held' && state.isOurs);
  assert.equal(state.untilMs, heldUntilMs);
  assert.deepEqual(resumed, [adoptionId]);
});

test('finds after a reload that it has been paid meanwhile', async (t) => {
  const { storage } = await held(t);
  const { adopting, checkout, clock } = page(t, storage);
  checkout.set(checkouts.succeeded);
  adopting.resume();
  clock.pass(0);
  assert.equal(adopting.get().status, 'settling');
});

test('sends after a reload what it was about to ask for, under the same key', async (t) => {
  const storage = memoryStorage();
  const { adopting: before, answers, keys } = page(t, storage);
  answers.createAdoption = () => new Promise(() => {});
  before.hold(wish);
  await eventually(t, () => assert.deepEqual(keys, ['key-1']));
  const { adopting, keys: after, until } = page(t, storage);
  adopting.resume();
  await until('held');
  assert.deepEqual(after, ['key-1']);
});

test('remembers nothing once it is left', async (t) => {
  const { adopting, storage } = await held(t);
  assert.equal(storage.texts.size, 1);
  adopting.leave();
  assert.equal(storage.texts.size, 0);
});

const ways: readonly [keyof typeof checkouts, ReturnType<typeof payingOf>][] = [
  ['idle', 'open'],
  ['creating', 'open'],
  ['ready_to_pay', 'begun'],
  ['confirming', 'under_way'],
  ['requires_action', 'under_way'],
  ['processing', 'under_way'],
  ['succeeded', 'paid'],
  ['failed', 'open'],
  ['expired', 'open'],
  ['error, retryable', 'open'],
  ['error, donation known', 'under_way'],
];

for (const [name, paying] of ways) {
  test(`a checkout that is ${name} is ${paying} to the place`, () => {
    assert.equal(payingOf(checkouts[name]), paying);
  });
}
