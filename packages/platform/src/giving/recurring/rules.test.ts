// What stands of a recurring gift: the provider's word against what was asked for, state by state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type RecurringSnapshot,
  type RecurringState,
  recurringSnapshotExample,
  recurringStates,
} from '@kindcart/contract';
import fc from 'fast-check';
import {
  type AskedFor,
  grant,
  hear,
  isGrantedAlready,
  type RecurringFacts,
  type RecurringNews,
  type Standing,
  type Wish,
} from './rules.ts';

const march = new Date('2027-03-01T00:00:00.000Z');

function wordOf(changes: Partial<RecurringSnapshot> = {}): RecurringSnapshot {
  return { ...recurringSnapshotExample, version: 5, ...changes };
}

const standing: Standing = {
  state: 'active',
  nextChargeAt: new Date('2026-12-23T08:00:00.000Z'),
  pausedBecause: null,
  pausedUntil: null,
  endedBecause: null,
  retriesLeft: 0,
  failureCode: null,
  card: { brand: 'visa', last4: '4242' },
};

function factsOf(changes: Partial<RecurringFacts> = {}): RecurringFacts {
  return {
    organizationId: 'org_01k9p4a0a0fz3t6v8w0x2y4z6f',
    livemode: false,
    id: recurringSnapshotExample.id,
    projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a',
    provider: 'sandbox',
    interval: 'month',
    currency: 'USD',
    revision: 1,
    order: { number: 2, wish: 'run', until: null, nudge: null },
    said: { version: 4, order: 2, state: 'active', revision: 1 },
    standing,
    ...changes,
  };
}

/** The standing of a state as a provider or a wish makes it. */
function standingIn(state: RecurringState): Standing {
  return {
    ...standing,
    state,
    nextChargeAt: state === 'active' || state === 'past_due' ? standing.nextChargeAt : null,
    pausedBecause: state === 'paused' ? 'asked' : null,
    endedBecause: state === 'ended' ? 'project_closed' : null,
    retriesLeft: state === 'past_due' ? 2 : 0,
    failureCode: state === 'past_due' ? 'card_declined' : null,
  };
}

test('takes the whole word of the provider when it has the last order', () => {
  const heard = hear(
    factsOf(),
    wordOf({ order: 2, state: 'past_due', retriesLeft: 3, failureCode: 'card_declined' }),
  );
  assert.ok(heard !== 'older');
  assert.deepEqual(
    [heard.standing.state, heard.standing.retriesLeft, heard.standing.failureCode],
    ['past_due', 3, 'card_declined'],
  );
  assert.deepEqual(heard.said, { version: 5, order: 2, state: 'past_due', revision: 1 });
});

test('lets what was asked for stand against a word that does not have it', () => {
  const cancelled = factsOf({ standing: standingIn('cancelled') });
  const card = { brand: 'visa', last4: '5126' };
  const heard = hear(cancelled, wordOf({ order: 1, card }));
  assert.ok(heard !== 'older');
  assert.deepEqual(heard.standing, { ...standingIn('cancelled'), card });
});

for (const version of [1, 3, 4]) {
  test(`takes word ${version} after word 4 for an older one`, () => {
    assert.equal(hear(factsOf(), wordOf({ version })), 'older');
  });
}

const news: readonly [
  before: RecurringState | null,
  word: Partial<RecurringSnapshot>,
  news: RecurringNews[],
][] = [
  [null, { state: 'active' }, ['started']],
  ['pending', { state: 'active' }, ['started']],
  ['pending', { state: 'ended', endedBecause: 'never_paid' }, []],
  ['active', { state: 'active' }, []],
  ['active', { state: 'active', revision: 2 }, ['changed']],
  ['active', { state: 'past_due' }, ['charge_failed']],
  ['past_due', { state: 'past_due' }, ['charge_failed']],
  ['past_due', { state: 'active' }, ['charge_recovered']],
  ['past_due', { state: 'paused', pausedBecause: 'payment_failed' }, ['paused_after_failures']],
  ['active', { state: 'paused', pausedBecause: 'asked' }, ['paused']],
  ['paused', { state: 'paused', pausedBecause: 'asked' }, []],
  ['paused', { state: 'active' }, ['resumed']],
  ['active', { state: 'cancelled' }, ['cancelled']],
  ['cancelled', { state: 'cancelled' }, []],
  ['active', { state: 'ended', endedBecause: 'project_closed' }, ['ended']],
  ['active', { state: 'active', card: { brand: 'visa', last4: '0341' } }, ['card_replaced']],
  [
    'past_due',
    { state: 'active', card: { brand: 'visa', last4: '5126' } },
    ['card_replaced', 'charge_recovered'],
  ],
];

for (const [before, word, wanted] of news) {
  const said = { version: 4, order: 2, state: before, revision: 1 };
  test(`tells ${wanted.join(' and ') || 'nothing'} when ${before} becomes ${JSON.stringify(word)}`, () => {
    const heard = hear(factsOf({ said }), wordOf({ order: 2, ...word }));
    assert.ok(heard !== 'older');
    assert.deepEqual(heard.news, wanted);
  });
}

test('tells of what was asked for once the provider says it, and not before', () => {
  const asked = factsOf({ standing: standingIn('cancelled'), order: orderOf(3, 'cancel') });
  const behind = hear(asked, wordOf({ version: 5, order: 2 }));
  const there = hear(asked, wordOf({ version: 6, order: 3, state: 'cancelled' }));
  assert.ok(behind !== 'older' && there !== 'older');
  assert.deepEqual([behind.news, there.news], [[], ['cancelled']]);
});

function orderOf(number: number, wish: RecurringFacts['order']['wish']): RecurringFacts['order'] {
  return { number, wish, until: null, nudge: null };
}

const grants: readonly [
  before: RecurringState,
  wish: Wish,
  order: Omit<RecurringFacts['order'], 'number'>,
  after: RecurringState,
][] = [
  ['active', { act: 'change' }, { wish: 'run', until: null, nudge: null }, 'active'],
  ['past_due', { act: 'change' }, { wish: 'run', until: null, nudge: null }, 'past_due'],
  ['paused', { act: 'change' }, { wish: 'pause', until: null, nudge: null }, 'paused'],
  [
    'active',
    { act: 'pause', until: march },
    { wish: 'pause', until: march, nudge: null },
    'paused',
  ],
  [
    'past_due',
    { act: 'pause', until: null },
    { wish: 'pause', until: null, nudge: null },
    'paused',
  ],
  [
    'paused',
    { act: 'pause', until: march },
    { wish: 'pause', until: march, nudge: null },
    'paused',
  ],
  ['paused', { act: 'resume' }, { wish: 'run', until: null, nudge: 'resume' }, 'active'],
  ['past_due', { act: 'retry' }, { wish: 'run', until: null, nudge: 'retry' }, 'past_due'],
  ['pending', { act: 'cancel' }, { wish: 'cancel', until: null, nudge: null }, 'cancelled'],
  ['active', { act: 'cancel' }, { wish: 'cancel', until: null, nudge: null }, 'cancelled'],
  ['past_due', { act: 'cancel' }, { wish: 'cancel', until: null, nudge: null }, 'cancelled'],
  ['paused', { act: 'cancel' }, { wish: 'cancel', until: null, nudge: null }, 'cancelled'],
  ['active', { act: 'end' }, { wish: 'end', until: null, nudge: null }, 'ended'],
  ['pending', { act: 'end' }, { wish: 'end', until: null, nudge: null }, 'ended'],
];

for (const [before, wish, order, after] of grants) {
  test(`grants ${wish.act} to what is ${before} with the next order, and it is ${after}`, () => {
    const granted = grant(factsOf({ standing: standingIn(before) }), wish);
    assert.deepEqual(granted.order, { number: 3, ...order });
    assert.equal(granted.standing.state, after);
    assert.deepEqual(granted.standing.card, standing.card);
  });
}

test('plans no charge for what was paused, cancelled or ended', () => {
  const wishes: Wish[] = [{ act: 'pause', until: null }, { act: 'cancel' }, { act: 'end' }];
  for (const wish of wishes) {
    const { nextChargeAt, retriesLeft } = grant(
      factsOf({ standing: standingIn('past_due') }),
      wish,
    ).standing;
    assert.deepEqual([nextChargeAt, retriesLeft], [null, 0], wish.act);
  }
});

test('does not resume a pause after failures when only the amount is changed', () => {
  const failed: Standing = { ...standingIn('paused'), pausedBecause: 'payment_failed' };
  const { order, standing: after } = grant(factsOf({ standing: failed }), { act: 'change' });
  assert.deepEqual([order.wish, order.nudge, after], ['run', null, failed]);
});

test('leaves the provider alone where a wish changes nothing', () => {
  const nothing = recurringStates.flatMap((state) =>
    (['resume', 'cancel', 'end'] as const)
      .filter((act) => isGrantedAlready(factsOf({ standing: standingIn(state) }), { act }))
      .map((act) => `${act} ${state}`),
  );
  assert.deepEqual(nothing, [
    'resume pending',
    'resume active',
    'resume past_due',
    'resume cancelled',
    'cancel cancelled',
    'end cancelled',
    'resume ended',
    'cancel ended',
    'end ended',
  ]);
});

/** A provider that obeys, as far as the rules can tell. */
function obeyed(order: RecurringFacts['order'], version: number): RecurringSnapshot {
  const states = { run: 'active', pause: 'paused', cancel: 'cancelled', end: 'ended' } as const;
  return wordOf({
    version,
    order: order.number,
    state: states[order.wish],
    pausedBecause: order.wish === 'pause' ? 'asked' : null,
    endedBecause: order.wish === 'end' ? 'project_closed' : null,
  });
}

const askings = fc.constantFrom<AskedFor>(
  { act: 'change' },
  { act: 'pause', until: null },
  { act: 'resume' },
  { act: 'cancel' },
);

test('ends as asked for last, in whatever order the words come', () => {
  fc.assert(
    fc.property(
      fc.array(askings, { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(), { minLength: 8, maxLength: 8 }),
      (asked, shuffle) => {
        let facts = factsOf();
        const words: RecurringSnapshot[] = [];
        for (const wish of asked) {
          const { state } = facts.standing;
          if (state === 'cancelled' || isGrantedAlready(facts, wish)) continue;
          const granted = grant(facts, wish);
          facts = { ...facts, ...granted };
          words.push(obeyed(granted.order, 5 + words.length));
        }
        const wanted = facts.standing.state;
        const order = words
          .map((word, place) => ({ word, at: shuffle[place] ?? 0 }))
          .sort((a, b) => a.at - b.at);
        for (const { word } of [...order, ...order]) {
          const heard = hear(facts, word);
          if (heard !== 'older') facts = { ...facts, ...heard };
        }
        assert.equal(facts.standing.state, wanted);
        assert.equal(facts.said.order, facts.order.number);
      },
    ),
  );
});
