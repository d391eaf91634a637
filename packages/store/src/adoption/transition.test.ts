import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Adoption } from '@kindcart/contract';
import {
  type AdoptingName,
  adopting,
  adoptionId,
  adoptionIn,
  heldUntilMs,
  heldWith,
  sharesIn,
  wished,
} from '../testing/adoption.ts';
import { errorOf } from '../testing/samples.ts';
import type { AdoptingEvent, AdoptingState } from './state.ts';
import { transition } from './transition.ts';

const madeAtMs = Date.parse('2026-11-23T08:00:00Z');
const names = Object.keys(adopting).filter((name): name is AdoptingName => name in adopting);

function told(adoption: Adoption, atMs = madeAtMs): AdoptingEvent {
  const result = { ok: true, value: adoption, status: 200, requestId: null } as const;
  return { type: 'told', result, atMs };
}

function failed(error = errorOf('network_error', true)): AdoptingEvent {
  return { type: 'told', result: { ok: false, error }, atMs: madeAtMs };
}

const hold: AdoptingEvent = { type: 'hold', request: wished };
const open: AdoptingEvent = { type: 'open', adoptionId };

/** What becomes of each state by what a person wants; the rest stays as it is. */
const wishes: readonly [AdoptingEvent, Partial<Record<AdoptingName, AdoptingState['status']>>][] = [
  [
    hold,
    {
      idle: 'holding',
      refused: 'holding',
      unopened: 'holding',
      gathering: 'holding',
      adopted: 'holding',
      unfulfilled: 'holding',
      lapsed: 'holding',
    },
  ],
  [
    open,
    {
      idle: 'opening',
      refused: 'opening',
      unopened: 'opening',
      gathering: 'opening',
      adopted: 'opening',
      unfulfilled: 'opening',
      lapsed: 'opening',
    },
  ],
  [{ type: 'retry' }, { refused: 'holding', unopened: 'opening' }],
  [
    { type: 'leave' },
    {
      holding: 'idle',
      refused: 'idle',
      opening: 'idle',
      unopened: 'idle',
      held: 'idle',
      'held, begun': 'idle',
      gathering: 'idle',
      adopted: 'idle',
      unfulfilled: 'idle',
      lapsed: 'idle',
    },
  ],
  [
    { type: 'paying', paying: 'paid' },
    { held: 'settling', 'held, begun': 'settling', 'held, under way': 'settling' },
  ],
];

for (const [event, changes] of wishes) {
  for (const name of names) {
    const to = changes[name];
    test(`${name}: ${event.type} ${to ? `makes it ${to}` : 'means nothing'}`, () => {
      const before = adopting[name];
      const after = transition(before, event);
      if (to) assert.equal(after.status, to);
      else assert.equal(after, before);
    });
  }
}

/** What the platform's word makes of each state. */
const words: readonly [AdoptingName, Adoption['state'], AdoptingState['status'], boolean?][] = [
  ['holding', 'held', 'held'],
  ['opening', 'held', 'held'],
  ['opening', 'gathering', 'held'],
  ['opening', 'paid', 'held'],
  ['opening', 'adopted', 'adopted', false],
  ['opening', 'unfulfilled', 'unfulfilled', false],
  ['opening', 'lapsed', 'lapsed'],
  ['opening', 'released', 'lapsed'],
  ['held', 'held', 'held'],
  ['held', 'lapsed', 'lapsed'],
  ['held', 'released', 'lapsed'],
  ['held', 'adopted', 'adopted', false],
  ['held, begun', 'lapsed', 'lapsed'],
  ['held, under way', 'lapsed', 'held'],
  ['held, under way', 'adopted', 'held'],
  ['held, under way', 'unfulfilled', 'held'],
  ['settling', 'held', 'settling'],
  ['settling', 'lapsed', 'settling'],
  ['settling', 'paid', 'settling'],
  ['settling', 'gathering', 'gathering'],
  ['settling', 'adopted', 'adopted', true],
  ['settling', 'unfulfilled', 'unfulfilled', true],
  ['gathering', 'gathering', 'gathering'],
  ['gathering', 'paid', 'settling'],
  ['gathering', 'adopted', 'adopted', true],
  ['gathering', 'unfulfilled', 'unfulfilled', true],
];

for (const [name, state, to, isOurs] of words) {
  test(`${name}: told that it is ${state}, it is ${to}`, () => {
    const after = transition(adopting[name], told(adoptionIn(state)));
    assert.equal(after.status, to);
    if (isOurs !== undefined) assert.equal('isOurs' in after && after.isOurs, isOurs);
  });
}

for (const name of ['idle', 'refused', 'unopened', 'adopted', 'unfulfilled', 'lapsed'] as const) {
  test(`${name}: a late word of the platform means nothing`, () => {
    assert.equal(transition(adopting[name], told(adoptionIn('held'))), adopting[name]);
  });
}

test('is refused with what was asked for, so that the same can be asked again', () => {
  const error = errorOf('place_taken');
  assert.deepEqual(transition(adopting.holding, failed(error)), {
    status: 'refused',
    request: wished,
    error,
  });
});

test('counts the time by its own clock, however wrong that is', () => {
  const hourAhead = madeAtMs + 3_600_000;
  const after = transition(adopting.holding, told(adoptionIn('held'), hourAhead));
  assert.ok(after.status === 'held');
  assert.equal(after.untilMs, hourAhead + 15 * 60_000);
});

test('keeps what its clock is ahead by when the platform holds the place longer', () => {
  const before = heldWith({ untilMs: heldUntilMs + 5_000 });
  const longer = adoptionIn('gathering', { heldUntil: '2026-11-30T08:15:00.000Z' });
  const after = transition(before, told(longer));
  assert.ok(after.status === 'held');
  assert.equal(after.untilMs - heldUntilMs, 5_000 + 7 * 24 * 3_600_000);
});

test('takes the times of an adoption from a link as they are', () => {
  const after = transition(adopting.opening, told(adoptionIn('held'), madeAtMs + 60_000));
  assert.ok(after.status === 'held');
  assert.equal(after.untilMs, heldUntilMs);
});

test('holds what it asked for, and not what others did', () => {
  const ours = transition(adopting.holding, told(adoptionIn('held')));
  const others = transition(adopting.opening, told(adoptionIn('held')));
  assert.deepEqual(
    [ours, others].map((state) => 'isOurs' in state && state.isOurs),
    [true, false],
  );
});

const shares: readonly [string, Adoption['shares'], number | null][] = [
  ['the first that is open', sharesIn('paid', 'open', 'open'), 899],
  ['none while the others pay', sharesIn('paid', 'pending'), null],
  ['one that was given back', sharesIn('refunded', 'open'), 899],
];

for (const [what, each, amount] of shares) {
  test(`asks for ${what}`, () => {
    const after = transition(adopting.held, told(adoptionIn('gathering', { shares: each })));
    assert.ok(after.status === 'held');
    assert.equal(after.share?.amount ?? null, amount);
  });
}

test('does not change what is paid once a donation is made for it', () => {
  const team = adoptionIn('gathering', { shares: sharesIn('paid', 'pending', 'open') });
  const before = heldWith({ paying: 'begun', share: { amount: 899, currency: 'CNY' } });
  const after = transition(before, told(team));
  assert.ok(after.status === 'held');
  assert.equal(after.share?.amount, 899);
});

test('stays where it is while the platform cannot be asked, and says so', () => {
  for (const name of ['held', 'settling', 'gathering'] as const) {
    const after = transition(adopting[name], failed());
    assert.deepEqual(after, { ...adopting[name], connection: 'offline' });
    assert.equal(transition(after, failed()), after);
    const back = transition(after, told(adoptionIn('held')));
    assert.equal('connection' in back && back.connection, 'online');
  }
});

test('gives up what the platform does not know, unless it may have been paid', () => {
  const unknown = failed(errorOf('adoption_unknown'));
  assert.equal(transition(adopting.held, unknown).status, 'unopened');
  assert.equal(transition(adopting['held, under way'], unknown).status, 'held');
});

test('hears how paying goes, once', () => {
  const begun = transition(adopting.held, { type: 'paying', paying: 'begun' });
  assert.deepEqual(begun, adopting['held, begun']);
  assert.equal(transition(begun, { type: 'paying', paying: 'begun' }), begun);
});

/** What is gone on with after a reload. */
const reloads: readonly [AdoptingName, AdoptingState][] = [
  ['holding', adopting.holding],
  ['refused', adopting.idle],
  ['unopened', adopting.idle],
  ['held, under way', adopting.held],
  ['settling', adopting.settling],
  ['gathering', adopting.gathering],
  ['adopted', adopting.adopted],
];

for (const [name, expected] of reloads) {
  test(`${name}: is ${expected.status} after a reload`, () => {
    assert.deepEqual(
      transition(adopting.idle, { type: 'resume', state: adopting[name] }),
      expected,
    );
  });
}

test('takes up nothing from before where something has begun', () => {
  const event: AdoptingEvent = { type: 'resume', state: adopting.adopted };
  assert.equal(transition(adopting.holding, event), adopting.holding);
});
