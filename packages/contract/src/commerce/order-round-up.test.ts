import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from '../parse.ts';
import { orderRoundUpOf, orderRoundUpSchema, roundUpSchema } from './order-round-up.ts';

const projectId = 'prj_01k9p4m8q2fz3t6v8w0x2y4z6a';
const time = '2026-11-20T09:30:00.000Z';
const paid = { roundUp: { projectId, amount: 50 }, paidAt: time, cancelledAt: null } as const;
const taken = { isComplete: false, isTaken: true };

const cases: readonly [
  what: string,
  order: Partial<Parameters<typeof orderRoundUpOf>[0]>,
  facts: Partial<typeof taken>,
  state: string | null,
][] = [
  ['an order that is paid', {}, {}, 'pending'],
  ['an order that is complete', {}, { isComplete: true }, 'confirmed'],
  ['an order that is not paid', { paidAt: null }, {}, null],
  ['an order without one', { roundUp: null }, {}, null],
  ['an order that says nothing of one', { roundUp: undefined }, {}, null],
  [
    'one that was given back',
    { roundUp: { projectId, amount: 0 } },
    { isComplete: true },
    'reversed',
  ],
  ['an order that was cancelled', { cancelledAt: time }, { isComplete: true }, 'reversed'],
  ['one that its project does not take', {}, { isTaken: false, isComplete: true }, 'refused'],
  ['one that was refused and given back', { cancelledAt: time }, { isTaken: false }, 'reversed'],
];

for (const [what, order, facts, state] of cases) {
  test(`says ${state ?? 'nothing'} of the round-up of ${what}`, () => {
    const roundUp = orderRoundUpOf({ ...paid, ...order }, { ...taken, ...facts });
    assert.equal(roundUp?.state ?? null, state);
    if (roundUp === null) return;
    assert.equal(roundUp.projectId, projectId);
    assert.equal(parse(orderRoundUpSchema, { ...roundUp, donationId: null }).ok, true);
  });
}

for (const amount of [-1, 0.5, 1_000_000_000_001, '50', null]) {
  test(`takes no round-up of ${JSON.stringify(amount)}`, () => {
    assert.equal(parse(roundUpSchema, { projectId, amount }).ok, false);
  });
}
