/** A day of a participant, in words that are ready to be shown. Pure. */
import type { Challenge, ParticipantDay } from '@kindcart/contract';
import type { Money } from '@kindcart/contract/money';
import type { WordsOfHistory } from '../../locales/deeds-words.ts';
import { daySaid, moneySaid, numberSaid } from '../measures.ts';

/** What is said of a day. */
export interface DaySaid {
  readonly day: string;
  readonly steps: string;
  /** Undefined where it gave nothing. */
  readonly given: string | undefined;
  /** Who told what, and why something of it does not count. */
  readonly notes: readonly string[];
}

interface Saying {
  readonly words: WordsOfHistory;
  readonly locale: string;
}

type Told = ParticipantDay['sources'][number];

/** A number of steps as it is read. */
export function stepsSaid(count: number, { words, locale }: Saying): string {
  return words.deeds.steps(count, numberSaid(count, locale));
}

/** Puts a day into words: what counts of it, what that gave, and all that is not plain. */
export function dayInWords(
  { day, counted, given, limitedBy, sources }: ParticipantDay,
  { perPerson }: Challenge,
  saying: Saying,
): DaySaid {
  const { words, locale } = saying;
  const { history } = words;
  const isTooFew = counted === 0 && sources.some((each) => each.state === 'counted');
  const steps = isTooFew ? Math.max(...sources.map(({ quantity }) => quantity)) : counted;
  return {
    day: daySaid(day, locale),
    steps: stepsSaid(steps, saying),
    given: given.amount > 0 ? history.given(moneySaid(given, locale)) : undefined,
    notes: [
      ...(isTooFew && steps < perPerson.minPerDay
        ? [history.tooFew(stepsSaid(perPerson.minPerDay, saying))]
        : []),
      ...(limitedBy === null ? [] : [history.limits[limitedBy]]),
      // One source that counts needs no words: the day says the same.
      ...(sources.length > 1 || sources.some(({ state }) => state !== 'counted')
        ? sources.flatMap((told) => toldInWords(told, saying))
        : []),
    ],
  };
}

function toldInWords({ source, quantity, state, reason }: Told, saying: Saying): string[] {
  const { history } = saying.words;
  return [
    history.told(history.sources[source], stepsSaid(quantity, saying)),
    ...(state === 'counted' ? [] : [state === 'refused' ? history.refused : history.underReview]),
    ...(state === 'counted' || reason === null ? [] : [history.reasons[reason]]),
  ];
}

/** What all of the days gave for how many steps; undefined where nothing counts. */
export function togetherInWords(
  days: readonly ParticipantDay[],
  saying: Saying,
): string | undefined {
  const sum = days.reduce((all, { counted }) => all + counted, 0);
  const [first] = days;
  if (first === undefined || sum === 0) return undefined;
  const amount = days.reduce((all, { given }) => all + given.amount, 0);
  const money: Money = { amount, currency: first.given.currency };
  return saying.words.history.together(moneySaid(money, saying.locale), stepsSaid(sum, saying));
}
