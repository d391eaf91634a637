import { deepEqual, equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  challengeExample,
  type ParticipantDay,
  participantDayExample,
  type Source,
} from '@kindcart/contract';
import type { Told } from '@kindcart/store/participant';
import { walking } from '../../locales/walking.en.ts';
import { givenBy, isOutdone, resultSaid } from './said.ts';

const total = {
  challengeId: challengeExample.id,
  day: '2026-11-23',
  source: 'motion',
  quantity: 4_000,
} as const;
const deed = {
  state: 'counted',
  reason: null,
  given: { amount: 40, currency: 'CNY' },
  limitedBy: null,
} as const;
const nothing = { amount: 0, currency: 'CNY' };

const told = (
  changes: Partial<NonNullable<Told['deed']>>,
  refused: Told['refused'] = null,
): Told => ({
  ...total,
  deed: refused ? null : { ...deed, ...changes },
  refused,
});

const cases: readonly [string, Told[], readonly string[]][] = [
  ['nothing of nothing', [], []],
  ['thanks for one day', [told({})], ['Thank you! Your steps gave CN¥0.40.']],
  ['thanks for days together', [told({}), told({})], ['Thank you! Your steps gave CN¥0.80.']],
  [
    'that steps arrived which gave nothing',
    [told({ given: nothing })],
    ['Your steps have arrived.'],
  ],
  [
    'what limited them',
    [told({ limitedBy: 'daily_budget' })],
    ['Thank you! Your steps gave CN¥0.40.', 'Today’s share of the budget ended with them.'],
  ],
  [
    'once what holds of many',
    [told({ limitedBy: 'person_cap' }), told({ limitedBy: 'person_cap' })],
    ['Thank you! Your steps gave CN¥0.80.', 'You have reached what a day can count.'],
  ],
  [
    'why somebody looks at them',
    [told({ state: 'under_review', reason: 'future_day', given: nothing })],
    [
      'Somebody of the charity looks at these steps before they count.',
      'Their day has not come yet. Is the clock of this device right?',
    ],
  ],
  [
    'that somebody did not take them',
    [told({ state: 'refused', reason: 'old_day', given: nothing })],
    ['These steps could not be taken.'],
  ],
  [
    'why the platform did not take them',
    [told({}, 'day_outside')],
    ['These steps could not be taken. The day is not one of the challenge.'],
  ],
  [
    'what to do once too many wait for a look',
    [told({}, 'too_many_under_review')],
    [
      'These steps could not be taken. The charity still has other steps of yours to look at. Give these again once it has.',
    ],
  ],
  [
    'no reason that is only a matter of programs',
    [told({}, 'device_signature_invalid')],
    ['These steps could not be taken.'],
  ],
];
for (const [what, list, said] of cases) {
  test(`says ${what}`, () => {
    deepEqual(
      resultSaid(list, { ...walking, locale: 'en', isOutdone: () => false, isLeftOut: false }),
      said,
    );
  });
}

test('says that a day counts another source, of those that gave nothing', () => {
  const declared = { ...told({ given: nothing }), source: 'declared' } as const;
  const isOutdone = ({ source }: Told) => source === 'declared';
  const saying = { ...walking, locale: 'en', isOutdone, isLeftOut: false };
  deepEqual(resultSaid([declared], saying), [
    'Your steps have arrived.',
    'The day counts what a more trusted source told.',
  ]);
  deepEqual(resultSaid([{ ...declared, ...told({}), source: 'declared' }], saying), [
    'Thank you! Your steps gave CN¥0.40.',
  ]);
  deepEqual(resultSaid([told({ state: 'refused', given: nothing })], saying), [
    'These steps could not be taken.',
  ]);
});

test('says that what was given before is not given again, beside what was', () => {
  const saying = { ...walking, locale: 'en', isOutdone: () => false, isLeftOut: true };
  const before = 'Steps that were given before are not given again.';
  deepEqual(resultSaid([], saying), [before]);
  deepEqual(resultSaid([told({})], saying), ['Thank you! Your steps gave CN¥0.40.', before]);
});

test('adds up what was given, of those that were taken', () => {
  equal(givenBy([told({}), told({}), told({}, 'day_outside')]), 80);
});

const known = { ...participantDayExample, day: total.day };
const outdone: readonly [string, Source, ParticipantDay[], boolean][] = [
  ['one that is trusted less', 'declared', [known], true],
  ['one that is trusted as much', 'bluetooth', [known], false],
  ['one that is trusted more', 'werun', [known], false],
  ['one of another day', 'declared', [{ ...known, day: '2026-11-22' }], false],
  [
    'one beside what nobody has believed yet',
    'declared',
    [
      {
        ...known,
        sources: [{ source: 'motion', quantity: 1, state: 'under_review', reason: 'cadence' }],
      },
    ],
    false,
  ],
  ['one of a day that nobody knows', 'declared', [], false],
];
for (const [what, source, days, expected] of outdone) {
  test(`a more trusted source ${expected ? 'outdoes' : 'does not outdo'} ${what}`, () => {
    equal(isOutdone(challengeExample, { ...total, source }, days), expected);
  });
}
