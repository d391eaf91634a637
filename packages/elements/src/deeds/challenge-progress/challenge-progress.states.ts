import { type Challenge, challengeExample, type Team, teamExample } from '@kindcart/contract';
import { addDays } from '@kindcart/contract/days';
import type { ElementStates } from '../../internal/testing/stage.ts';
import { hostile, refusal, today } from '../testing.ts';

const tag = `<kind-challenge-progress challenge="${challengeExample.id}"></kind-challenge-progress>`;

/** The contract's challenge, in the middle of its days. */
const challenge: Challenge = {
  ...challengeExample,
  startsOn: addDays(today, -22),
  endsOn: addDays(today, 7),
  totals: { ...challengeExample.totals, today },
};

/** The same with other values, and teams. */
function answering(change: Partial<Challenge> = {}, teams: readonly Team[] = []) {
  return {
    listChallenges: { body: { items: [{ ...challenge, ...change }], nextCursor: null } },
    listTeams: { body: { items: teams, nextCursor: null } },
  };
}

const { totals } = challenge;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });
const nothingYet = {
  ...totals,
  ...{ participants: 0, deeds: 0, quantity: 0, given: yuan(0) },
};

function team(name: string, members: number, quantity: number): Team {
  const counted = { members, quantity, given: yuan(Math.floor(quantity / 100)) };
  return { ...teamExample, name, totals: counted };
}
const teams = [
  team('茶馆一队', 12, 1_480_200),
  team('Ridge runners', 8, 1_203_440),
  team('One', 1, 9_000),
];

export const states: ElementStates = {
  loading: { html: tag, answers: { listChallenges: 'pending' } },
  ready: { html: tag, answers: answering() },
  'live mode': { html: tag, answers: answering({ livemode: true }) },
  teams: { html: tag, answers: answering({}, teams) },
  'teams pending': { html: tag, answers: { ...answering(), listTeams: 'pending' } },
  'teams failed': { html: tag, answers: { ...answering(), listTeams: refusal('internal') } },
  'depends on steps': { html: tag, answers: answering({ dependsOnDeeds: true }) },
  'no daily budget': { html: tag, answers: answering({ dailyBudget: null }) },
  upcoming: { html: tag, answers: answering({ state: 'upcoming', totals: nothingYet }) },
  'nothing has come': {
    html: tag,
    answers: answering({
      totals: { ...nothingYet, funded: yuan(0), left: yuan(0), leftToday: yuan(0) },
    }),
  },
  'part has come': {
    html: tag,
    answers: answering({ totals: { ...totals, funded: yuan(2_000_000), left: yuan(792_590) } }),
  },
  'all that has come is given': {
    html: tag,
    answers: answering({
      totals: {
        ...totals,
        ...{ funded: totals.given, left: yuan(0), leftToday: yuan(0) },
      },
    }),
  },
  'used up today': {
    html: tag,
    answers: answering({ totals: { ...totals, leftToday: yuan(0) } }),
  },
  'used up': {
    html: tag,
    answers: answering({
      totals: { ...totals, given: yuan(5_000_000), left: yuan(0), leftToday: yuan(0) },
    }),
  },
  paused: { html: tag, answers: answering({ state: 'paused' }) },
  ended: { html: tag, answers: answering({ state: 'ended' }) },
  closed: {
    html: tag,
    answers: answering({
      state: 'ended',
      dependsOnDeeds: true,
      totals: { ...totals, left: yuan(0), leftToday: yuan(0) },
      closed: { at: '2026-12-03T01:00:00.000Z', to: 'sponsor', amount: yuan(3_792_590) },
    }),
  },
  error: { html: tag, answers: { listChallenges: refusal('internal') } },
  offline: {
    html: tag,
    answers: { listChallenges: 'offline' },
    act: ['wait kind-challenge-progress >>> [part=retry]'],
  },
  unknown: { html: tag, answers: { listChallenges: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-challenge-progress challenge="chl_1"><a href="/walk">Our walk</a></kind-challenge-progress>',
  },
  hostile: {
    html: tag,
    answers: answering(
      {
        names: { en: hostile },
        sponsor: { name: hostile, url: null, image: null },
        rate: { quantity: 1_000_000_000, amount: yuan(Number.MAX_SAFE_INTEGER) },
      },
      [team(hostile.slice(0, 60), 1_000_000, 1_000_000_000)],
    ),
  },
};
