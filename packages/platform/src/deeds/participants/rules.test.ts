import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Id } from '@kindcart/contract';
import { type Joining, judgeJoining } from './rules.ts';

const [own, other] = ['par_own', 'par_other'] as const satisfies readonly Id<'participant'>[];
const now = new Date('2026-11-23T08:00:00Z');
const move = { participantId: own, expiresAt: new Date(now.getTime() + 1), usedAt: null };
const over = { ...move, expiresAt: now };
const used = { ...move, usedAt: now };

const joinings: readonly [
  what: string,
  joining: Pick<Joining, 'move' | 'deviceOf'>,
  judged: ReturnType<typeof judgeJoining>,
][] = [
  ['a new device joins', { move, deviceOf: undefined }, 'joins'],
  ['it has joined before', { move, deviceOf: own }, 'joined'],
  ['it has joined by the token that is used', { move: used, deviceOf: own }, 'joined'],
  ['it has joined, and the time is over', { move: over, deviceOf: own }, 'joined'],
  ['there is no such token', { move: undefined, deviceOf: undefined }, 'move_invalid'],
  ['there is none, and it is a device', { move: undefined, deviceOf: own }, 'move_invalid'],
  ['the token was used by another device', { move: used, deviceOf: undefined }, 'move_invalid'],
  ['its time is just over', { move: over, deviceOf: undefined }, 'move_invalid'],
  ['the token of another is used already', { move: used, deviceOf: other }, 'move_invalid'],
  ['it is the device of another', { move, deviceOf: other }, 'device_taken'],
];

for (const [what, joining, judged] of joinings) {
  test(`a device that asks to join is answered ${judged} where ${what}`, () => {
    assert.equal(judgeJoining({ ...joining, now }), judged);
  });
}
