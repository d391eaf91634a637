import {
  challengeExample,
  type ParticipantDay,
  participantDayExample,
  participantExample,
} from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';
import { refusal } from '../testing.ts';

const own = `<kind-step-history challenge="${challengeExample.id}"></kind-step-history>`;
const tag = own.replace('></', ` participant="${participantExample.id}"></`);

/** The contract's challenge, and a participant's days. */
function answering(days: readonly ParticipantDay[], nextCursor: string | null = null) {
  return {
    listChallenges: { body: { items: [challengeExample], nextCursor: null } },
    listDeeds: { body: { items: days, nextCursor } },
  };
}

const yuan = (amount: number) => ({ amount, currency: 'CNY' });
const day = (change: Partial<ParticipantDay> = {}): ParticipantDay => ({
  ...participantDayExample,
  sources: [{ source: 'motion', quantity: 12_480, state: 'counted', reason: null }],
  ...change,
});

/** One source that somebody looks at, or did. */
const looked = (
  state: 'under_review' | 'refused',
  reason: ParticipantDay['sources'][number]['reason'],
) =>
  day({
    day: '2026-11-20',
    counted: 0,
    given: yuan(0),
    sources: [{ source: 'import', quantity: 140_000, state, reason }],
  });

const many = Array.from({ length: 31 }, (_, at) =>
  day({ day: `2026-10-${String(31 - at).padStart(2, '0')}` }),
);

export const states: ElementStates = {
  loading: { html: tag, answers: { listChallenges: 'pending' } },
  'days pending': { html: tag, answers: { ...answering([]), listDeeds: 'pending' } },
  ready: {
    html: tag,
    answers: answering([day(), day({ day: '2026-11-22', counted: 4_002, given: yuan(40) })]),
  },
  'several sources': { html: tag, answers: answering([participantDayExample]) },
  limited: {
    html: tag,
    answers: answering([
      day({ limitedBy: 'person_cap', counted: 20_000, given: yuan(200) }),
      day({ day: '2026-11-22', limitedBy: 'source_cap' }),
      day({ day: '2026-11-21', limitedBy: 'daily_budget', given: yuan(7) }),
      day({ day: '2026-11-20', limitedBy: 'budget', given: yuan(0) }),
    ]),
  },
  'too few': {
    html: tag,
    answers: answering([
      day({
        counted: 0,
        given: yuan(0),
        sources: [{ source: 'motion', quantity: 640, state: 'counted', reason: null }],
      }),
    ]),
  },
  'under review': {
    html: tag,
    answers: answering([
      looked('under_review', 'day_ceiling'),
      looked('under_review', 'cadence'),
      looked('under_review', 'future_day'),
      looked('under_review', 'old_day'),
      looked('under_review', 'counter_gap'),
      looked('under_review', 'one_device_many'),
    ]),
  },
  refused: { html: tag, answers: answering([looked('refused', 'day_ceiling'), day()]) },
  many: { html: tag, answers: answering(many, 'earlier') },
  empty: { html: tag, answers: answering([]) },
  'nobody yet': { html: own, answers: answering([]) },
  'participant unknown': {
    html: tag,
    answers: { ...answering([]), listDeeds: refusal('participant_unknown') },
  },
  error: { html: tag, answers: { ...answering([]), listDeeds: refusal('internal') } },
  'challenge error': { html: tag, answers: { listChallenges: refusal('internal') } },
  offline: {
    html: tag,
    answers: { listChallenges: 'offline' },
    act: ['wait kind-step-history >>> [part=retry]'],
  },
  unknown: { html: tag, answers: { listChallenges: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-step-history challenge="chl_1"><a href="/walk">Our walk</a></kind-step-history>',
  },
  hostile: {
    html: tag,
    answers: answering([
      day({
        counted: 1_000_000_000,
        given: yuan(Number.MAX_SAFE_INTEGER),
        limitedBy: 'budget',
        sources: [
          { source: 'werun', quantity: 1_000_000_000, state: 'counted', reason: null },
          { source: 'partner', quantity: 1_000_000_000, state: 'refused', reason: 'cadence' },
        ],
      }),
    ]),
  },
};
