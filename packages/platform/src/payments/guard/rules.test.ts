// When declines hold somebody up, and whom: the address first, then the card's, the key at last.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type DeclineCount,
  isToPause,
  judge,
  type KeyFacts,
  pauseMs,
  type Verdict,
  weigh,
} from './rules.ts';

const nowMs = Date.parse('2026-11-25T12:00:00Z');
const minuteMs = 60_000;

/** So many declines from each of so many addresses, each with a card of its own. */
function spread(addresses: number, declines: number): DeclineCount[] {
  return Array.from({ length: addresses }, (_, place) => ({
    address: `a${place}`,
    card: `card ${place}`,
    declines,
  }));
}

/** One address that tries another card each time, as a tester of cards does. */
function tester(declines: number): DeclineCount[] {
  return Array.from({ length: declines }, (_, place) => ({
    address: 'tester',
    card: `stolen ${place}`,
    declines: 1,
  }));
}

/** One card, tried once from each of so many addresses. */
function guessed(addresses: number): DeclineCount[] {
  return Array.from({ length: addresses }, (_, place) => ({
    address: `a${place}`,
    card: 'guessed',
    declines: 1,
  }));
}

const facts = (counts: readonly DeclineCount[], attempts = 0): KeyFacts => ({
  counts,
  attempts,
  pausedUntilMs: null,
});

const kinds: readonly [
  what: string,
  facts: KeyFacts,
  address: string,
  kind: Verdict['kind'],
  pauses: boolean,
][] = [
  ['nothing was declined', facts([]), 'donor', 'open', false],
  ['a donor was declined four times', facts(spread(1, 4)), 'a0', 'open', false],
  ['an address was declined five times', facts(tester(5)), 'tester', 'proof', false],
  ['another address was declined five times', facts(tester(5)), 'donor', 'open', false],
  ['an address was declined nineteen times', facts(tester(19)), 'tester', 'proof', false],
  ['an address was declined twenty times', facts(tester(20)), 'tester', 'paused', false],
  ['another address was declined a thousand times', facts(tester(1_000)), 'donor', 'open', false],
  ['it tried a card that four tried', facts(guessed(4)), 'a0', 'open', false],
  ['it tried a card that five tried', facts(guessed(5)), 'a0', 'proof', false],
  ['others tried one card a hundred times', facts(guessed(100)), 'donor', 'open', false],
  ['nine addresses were declined once', facts(spread(9, 1)), 'donor', 'open', false],
  [
    'ten addresses were declined once, and nobody else gave',
    facts(spread(10, 1)),
    'donor',
    'proof',
    false,
  ],
  ['two addresses were declined often', facts(spread(2, 50), 100), 'donor', 'proof', false],
  ['10 of 25 were declined', facts(spread(10, 1), 25), 'donor', 'proof', false],
  ['10 of 26 were declined', facts(spread(10, 1), 26), 'donor', 'open', false],
  [
    '100 of 10,000 were declined on a giving day',
    facts(spread(100, 1), 10_000),
    'donor',
    'open',
    false,
  ],
  ['39 of 39 were declined', facts(spread(39, 1), 39), 'donor', 'proof', false],
  ['40 of 57 were declined', facts(spread(40, 1), 57), 'donor', 'proof', true],
  ['40 of 58 were declined', facts(spread(40, 1), 58), 'donor', 'proof', false],
  ['seven addresses were declined often', facts(spread(7, 100), 700), 'donor', 'proof', false],
  ['eight addresses were declined often', facts(spread(8, 100), 800), 'donor', 'proof', true],
  [
    'a tester was declined 500 times while 300 others gave',
    facts(tester(500), 800),
    'donor',
    'open',
    false,
  ],
];

for (const [what, known, address, kind, pauses] of kinds) {
  test(`is ${kind}${pauses ? ', and pauses the key,' : ''} when ${what}`, () => {
    const weight = weigh(known);
    assert.equal(judge(weight, address, nowMs).kind, kind);
    assert.equal(isToPause(weight), pauses);
  });
}

test('counts a decline without a card by its address alone', () => {
  const counts = [{ address: 'a', card: null, declines: 5 }];
  assert.equal(judge(weigh(facts(counts)), 'a', nowMs).kind, 'proof');
  assert.equal(judge(weigh(facts(counts)), 'b', nowMs).kind, 'open');
});

test('holds everybody up while the key is paused, and nobody from the moment it ends', () => {
  const weight = weigh({ ...facts([]), pausedUntilMs: nowMs + minuteMs });
  const paused = { kind: 'paused', of: 'key', untilMs: nowMs + minuteMs };
  assert.deepEqual(judge(weight, 'donor', nowMs), paused);
  assert.equal(judge(weight, 'donor', nowMs + minuteMs - 1).kind, 'paused');
  assert.equal(judge(weight, 'donor', nowMs + minuteMs).kind, 'open');
});

test('pauses no key that is paused', () => {
  const known = { ...facts(spread(50, 1)), pausedUntilMs: nowMs + minuteMs };
  assert.equal(isToPause(weigh(known)), false);
});

const work: readonly [declines: number, numberMax: number][] = [
  [5, 50_000],
  [9, 50_000],
  [10, 100_000],
  [15, 200_000],
  [19, 200_000],
];

for (const [declines, numberMax] of work) {
  test(`asks an address with ${declines} declines for a number up to ${numberMax}`, () => {
    assert.deepEqual(judge(weigh(facts(tester(declines))), 'tester', nowMs), {
      kind: 'proof',
      numberMax,
    });
  });
}

test('asks donors for no more than the least work when the key is what is in trouble', () => {
  const verdict = judge(weigh(facts(spread(39, 1))), 'donor', nowMs);
  assert.deepEqual(verdict, { kind: 'proof', numberMax: 50_000 });
});

test('pauses for longer each time, and for four hours at the most', () => {
  const minutes = [0, 1, 2, 3, 4, 99].map((before) => pauseMs(before) / minuteMs);
  assert.deepEqual(minutes, [5, 15, 60, 240, 240, 240]);
});
