// What may become of a tree, on which day, and what is told of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TreeGift } from './adoption.ts';
import { type ChangeTreeState, type TreeState, treeStates } from './tree.ts';
import {
  isStanding,
  nextObservationOn,
  refuseTreeChange,
  type TreeBefore,
  toldGift,
} from './tree-life.ts';

const now = new Date('2026-11-23T08:00:00Z');

const allowed: readonly [from: TreeState, to: ChangeTreeState['state']][] = [
  ['planned', 'planted'],
  ['planted', 'established'],
  ['established', 'grown'],
  ['planted', 'lost'],
  ['established', 'lost'],
  ['grown', 'lost'],
  ['lost', 'replaced'],
];
const targets = ['planted', 'established', 'grown', 'lost', 'replaced'] as const;

for (const from of treeStates) {
  for (const to of targets) {
    const isAllowed = allowed.some(([one, other]) => one === from && other === to);
    test(`${isAllowed ? 'lets' : 'lets no'} tree that is ${from} become ${to}`, () => {
      const refusal = refuseTreeChange(
        { state: from, since: '2026-01-01' },
        { state: to, on: '2026-02-01' },
        now,
      );
      if (isAllowed) assert.equal(refusal, null);
      else assert.equal(refusal?.field, 'state');
    });
  }
}

const planned: TreeBefore = { state: 'planned', since: '2026-04-05' };

const refusals: readonly [
  what: string,
  tree: TreeBefore,
  change: Pick<ChangeTreeState, 'state' | 'on'>,
  words: RegExp | null,
][] = [
  ['the day itself', planned, { state: 'planted', on: '2026-04-05' }, null],
  [
    'a day before',
    planned,
    { state: 'planted', on: '2026-04-04' },
    /^is before 2026-04-05, the day on which it became planned$/,
  ],
  ['a day that has begun somewhere', planned, { state: 'planted', on: '2026-11-23' }, null],
  [
    'a day that has begun nowhere',
    planned,
    { state: 'planted', on: '2026-11-24' },
    /^is in the future$/,
  ],
  [
    'the wrong step',
    planned,
    { state: 'grown', on: '2026-05-01' },
    /^is grown, but the tree is planned: planted can follow$/,
  ],
  [
    'one of two steps',
    { state: 'planted', since: '2026-04-05' },
    { state: 'grown', on: '2026-05-01' },
    /established or lost can follow$/,
  ],
  [
    'a step after the last',
    { state: 'replaced', since: '2026-04-05' },
    { state: 'lost', on: '2026-05-01' },
    /the tree is replaced: nothing follows$/,
  ],
];

for (const [what, tree, change, words] of refusals) {
  test(`${words === null ? 'takes' : 'refuses in words'} ${what}`, () => {
    const refusal = refuseTreeChange(tree, change, now);
    if (words === null) assert.equal(refusal, null);
    else assert.match(refusal?.message ?? '', words);
  });
}

test('takes a day that has begun in the east only', () => {
  const change = { state: 'planted', on: '2026-11-24' } as const;
  assert.equal(refuseTreeChange(planned, change, new Date('2026-11-23T10:00:00Z')), null);
});

test('counts as standing what is in the ground', () => {
  assert.deepEqual(treeStates.filter(isStanding), ['planted', 'established', 'grown']);
});

const visits: readonly [plantedOn: string, lastSeenOn: string | null, next: string][] = [
  ['2026-04-05', null, '2026-10-05'],
  ['2026-04-05', '2026-10-12', '2027-04-12'],
  ['2026-04-05', '2029-04-04', '2029-10-04'],
  ['2026-04-05', '2029-04-05', '2030-04-05'],
  ['2026-04-05', '2040-02-29', '2041-02-28'],
  ['2026-08-31', null, '2027-02-28'],
  ['2027-08-31', null, '2028-02-29'],
  ['2026-04-05', '2020-01-01', '2026-10-05'],
  ['2026-07-05', '2026-12-31', '2027-06-30'],
];

for (const [plantedOn, lastSeenOn, next] of visits) {
  test(`is looked at on ${next} when planted on ${plantedOn} and seen on ${lastSeenOn}`, () => {
    assert.equal(nextObservationOn(plantedOn, lastSeenOn), next);
  });
}

const gift = (revealOn: string | null): TreeGift => ({ to: '奶奶', message: '生日快乐', revealOn });
const gifts: readonly [revealOn: string | null, isTold: boolean][] = [
  [null, true],
  ['2026-11-22', true],
  ['2026-11-23', true],
  ['2026-11-24', false],
];

for (const [revealOn, isTold] of gifts) {
  test(`${isTold ? 'tells of' : 'hides'} a gift that is revealed ${revealOn ?? 'at once'}`, () => {
    assert.equal(toldGift(gift(revealOn), now)?.to ?? null, isTold ? '奶奶' : null);
  });
}

test('tells of no gift where there is none', () => assert.equal(toldGift(null, now), null));
