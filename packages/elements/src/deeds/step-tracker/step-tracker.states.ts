import {
  addDays,
  type Challenge,
  challengeExample,
  participantDayExample,
  reviewedDeedExample,
  teamExample,
} from '@kindcart/contract';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';
import { hostile, listing, openChallenge, outcome, refusal, today } from '../testing.ts';

const tag = `<kind-step-tracker challenge="${challengeExample.id}"></kind-step-tracker>`;
const inside = (selector: string) => `kind-step-tracker >>> ${selector}`;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });
const noDays = { body: { items: [], nextCursor: null } };
const { totals } = openChallenge;

const showing = (changes: Partial<Challenge>): ElementState => ({
  html: tag,
  answers: { listChallenges: listing(changes), listDeeds: noDays },
  act: [`wait ${inside('[part=condition]')}`, `wait ${inside('.folds')}`],
});

/** Types 8,420 steps in and gives them. */
const typing = [
  `click ${inside('[data-source=declared]')}`,
  `fill ${inside('[part=declared]')} = 8420`,
  `click ${inside('form.panel button')}`,
];

const giving = (answer: NonNullable<ElementState['answers']>['createDeeds']): ElementState => ({
  html: tag,
  answers: { listChallenges: listing(), listDeeds: noDays, createDeeds: answer ?? 'pending' },
  act: typing,
});

/** The same, once the platform has answered. */
const told = (answer: ReturnType<typeof outcome>): ElementState => ({
  ...giving(answer),
  act: [...typing, `wait ${inside('[part=result] p')}`],
});

const given = (change: Parameters<typeof outcome>[0]) =>
  outcome({ source: 'declared', quantity: 8_420, given: yuan(84), ...change });

const day = (daysAgo: number, changes: Partial<typeof participantDayExample> = {}) => ({
  ...participantDayExample,
  day: addDays(today, -daysAgo),
  ...changes,
});
const review = {
  source: 'motion',
  quantity: 140_000,
  state: 'under_review',
  reason: 'day_ceiling',
} as const;
const days = {
  body: {
    items: [
      day(0, { counted: 8_420, given: yuan(84) }),
      day(1, { counted: 0, given: yuan(0), sources: [review] }),
      day(2, { counted: 0, given: yuan(0), sources: [{ ...review, state: 'refused' }] }),
    ],
    nextCursor: null,
  },
};
const fold = (place: number) => `click ${inside(`details:nth-of-type(${place}) summary`)}`;
const folds = [
  ...typing,
  // What came of it moves what is below.
  `wait ${inside('[part=result] p')}`,
  `click ${inside('.folds [part=more]')}`,
];

export const states: ElementStates = {
  loading: { html: tag, answers: { listChallenges: 'pending' } },
  open: showing({}),
  live: showing({ livemode: true, sources: [{ source: 'werun', maxPerDay: 20_000 }] }),
  upcoming: showing({ state: 'upcoming', startsOn: '2099-11-01' }),
  paused: showing({ state: 'paused' }),
  late: showing({ state: 'ended', endsOn: addDays(today, -1) }),
  ended: showing({ state: 'ended', endsOn: '2026-11-02', startsOn: '2026-11-01' }),
  unfunded: showing({
    totals: { ...totals, funded: yuan(0), left: yuan(0), leftToday: yuan(0), given: yuan(0) },
  }),
  'awaiting more money': showing({
    totals: { ...totals, funded: yuan(1), given: yuan(1), left: yuan(0), leftToday: yuan(0) },
  }),
  'budget used up': showing({ totals: { ...totals, left: yuan(0), leftToday: yuan(0) } }),
  'day closed': showing({ totals: { ...totals, leftToday: yuan(0) } }),
  'typing in': { ...showing({}), act: typing.slice(0, 1) },
  mistyped: {
    ...showing({}),
    act: [
      ...typing.slice(0, 1),
      `fill ${inside('[part=declared]')} = many`,
      ...typing.slice(2),
      `wait ${inside('[aria-invalid=true]')}`,
    ],
  },
  'a file': {
    ...showing({}),
    act: [`click ${inside('[data-source=import]')}`, `wait ${inside('[part=file]')}`],
  },
  'no sensor': {
    ...showing({}),
    act: [`click ${inside('[data-source=motion]')}`, `wait ${inside('[part=note]')}`],
  },
  giving: { ...giving('pending'), act: [...typing, `wait ${inside('[part=give]')}`] },
  given: told(given({})),
  'the last of the budget': told(given({ given: yuan(12), limitedBy: 'budget' })),
  'under review': told(
    given({ state: 'under_review', reason: reviewedDeedExample.reason, given: yuan(0) }),
  ),
  'not taken': told(outcome({}, 'source_not_taken')),
  'waits for a connection': {
    ...giving('offline'),
    act: [...typing, `wait ${inside('[part=waiting]')}`],
  },
  'past days': {
    ...giving(given({})),
    answers: { listChallenges: listing(), listDeeds: days, createDeeds: given({}) },
    act: [...folds, `wait ${inside('[part=day]')}`],
  },
  'name and code': {
    ...giving(given({})),
    act: [
      ...folds,
      fold(2),
      `click ${inside('[part=make-code]')}`,
      `wait ${inside('[part=code]')}`,
    ],
  },
  teams: { ...giving(given({})), act: [...folds, fold(3), `wait ${inside('[part=team]')}`] },
  'asked whether to join a team': {
    ...giving(given({})),
    act: [...folds, fold(3), `click ${inside('[part=join-team]')}`, `wait ${inside('#team-ask')}`],
  },
  'image to share': {
    ...giving(given({})),
    act: [
      ...folds,
      fold(4),
      `click ${inside('[part=make-image]')}`,
      `wait ${inside('[part=picture]')}`,
    ],
  },
  'asked to join': {
    ...showing({}),
    fragment: `kind-move=mvt_${'a'.repeat(43)}`,
    act: [`wait ${inside('[part=join]')}`],
  },
  error: { html: tag, answers: { listChallenges: refusal('internal') } },
  offline: {
    html: tag,
    answers: { listChallenges: 'offline' },
    act: [`wait ${inside('[part=retry]')}`],
  },
  unknown: { html: tag, answers: { listChallenges: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-step-tracker><p>Walk with us on Sunday.</p></kind-step-tracker>',
  },
  hostile: {
    html: tag,
    answers: {
      listChallenges: listing({
        names: { en: hostile },
        sponsor: { name: hostile, url: null, image: null },
        perPerson: { minPerDay: 0, maxPerDay: 1_000_000_000 },
        rate: { quantity: 1, amount: yuan(99_999_999) },
        sources: [{ source: 'declared', maxPerDay: 1_000_000_000 }],
      }),
      listTeams: {
        body: { items: [{ ...teamExample, name: 'x'.repeat(40) }], nextCursor: null },
      },
      createDeeds: given({ given: yuan(Number.MAX_SAFE_INTEGER) }),
    },
    act: [...folds, fold(3)],
  },
};
