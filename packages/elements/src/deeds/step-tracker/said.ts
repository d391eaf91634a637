/** What came of giving, in words. Pure. */
import type {
  Challenge,
  DayLimit,
  Deed,
  DeedRefusal,
  ParticipantDay,
  ReviewReason,
} from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { DayTotal, Told } from '@kindcart/store/participant';
import type { KnownRefusal, StepsWords } from '../../locales/steps-words.ts';
import { tierOf } from './standing.ts';

/** Minor units that deeds gave together. */
export function givenBy(told: readonly Told[]): number {
  return told.reduce((sum, { deed }) => sum + (deed?.given.amount ?? 0), 0);
}

// A newer platform may know more codes than this page has words for.
const refusals: readonly KnownRefusal[] = [
  'challenge_not_open',
  'source_not_taken',
  'day_outside',
  'too_many_under_review',
];
const limits: readonly DayLimit[] = ['person_cap', 'source_cap', 'daily_budget', 'budget'];
const reasons: readonly ReviewReason[] = [
  'day_ceiling',
  'cadence',
  'future_day',
  'old_day',
  'counter_gap',
  'one_device_many',
];

type Words = StepsWords['walking'];

function refusalSaid(refused: DeedRefusal, walking: Words): string {
  const code = refusals.find((each) => each === refused);
  return code ? `${walking.refused} ${walking.refusals[code]}` : walking.refused;
}

function deedSaid(
  { state, reason, limitedBy }: Pick<Deed, 'state' | 'reason' | 'limitedBy'>,
  walking: Words,
): readonly string[] {
  const limit = limits.find((each) => each === limitedBy);
  const why = reasons.find((each) => each === reason);
  if (state === 'counted') return [limit ? walking.limits[limit] : ''];
  if (state === 'refused') return [walking.refused];
  return [walking.underReview, why ? walking.reasons[why] : ''];
}

/** Whether a day counts what a source told that is trusted more than that of a total. */
export function isOutdone(
  { kind }: Pick<Challenge, 'kind'>,
  { day, source: own }: DayTotal,
  days: readonly ParticipantDay[],
): boolean {
  const { sources = [] } = days.find((each) => each.day === day) ?? {};
  return sources.some(
    ({ source, state }) => state === 'counted' && tierOf(kind, source) > tierOf(kind, own),
  );
}

interface Saying extends Pick<StepsWords, 'walking'> {
  readonly locale: string;
  /** Whether its day counts what a more trusted source told. */
  readonly isOutdone: (told: Told) => boolean;
  /** Whether something was not told, as it was given before. */
  readonly isLeftOut: boolean;
}

/** Taken, and worth nothing more. */
function isOfNoUse({ deed }: Told): boolean {
  return deed?.state === 'counted' && deed.given.amount === 0;
}

/** Sentences about what was told last: each thing once. */
export function resultSaid(
  told: readonly Told[],
  { walking, locale, isOutdone, isLeftOut }: Saying,
): readonly string[] {
  const currency = told.find(({ deed }) => deed)?.deed?.given.currency;
  const given = givenBy(told);
  const isCounted = told.some(({ deed }) => deed?.state === 'counted');
  const thanks =
    given > 0 && currency ? walking.thanks(formatMoney({ amount: given, currency }, locale)) : '';
  const lines = [
    thanks || (isCounted ? walking.taken : ''),
    ...told.flatMap((each) => [
      ...(each.deed ? deedSaid(each.deed, walking) : []),
      each.refused ? refusalSaid(each.refused, walking) : '',
      isOfNoUse(each) && isOutdone(each) ? walking.outdone : '',
    ]),
    isLeftOut ? walking.givenBefore : '',
  ];
  return [...new Set(lines)].filter((line) => line !== '');
}
