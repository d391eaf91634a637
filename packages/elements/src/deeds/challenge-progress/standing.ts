/** How a challenge stands, in words that are ready to be shown. Pure. */
import type { Challenge } from '@kindcart/contract';
import { dayAt, daysBetween } from '@kindcart/contract/days';
import type { Money } from '@kindcart/contract/money';
import type { WordsOfChallenge } from '../../locales/deeds-words.ts';
import { daySaid, moneySaid, numberSaid } from '../measures.ts';

/** What is said of a challenge. */
export interface Standing {
  readonly rate: string;
  readonly given: string;
  /** Steps and people. */
  readonly by: string;
  /** The bar's value in one sentence, for screen readers. */
  readonly ofBudget: string;
  /** How full the bar is, in thousandths of the budget, rounded down. */
  readonly permille: number;
  /** Rows of what is left; none where nothing can be given any more. */
  readonly left: readonly (readonly [label: string, amount: string])[];
  /** First and last day, and how many are left. */
  readonly days: readonly string[];
  /** What a person has to know before they walk; none where all is as usual. */
  readonly notice: string | undefined;
  /** Of the sponsor's money: what has come, what depends on steps, where the rest went. */
  readonly honesty: readonly string[];
}

interface Saying {
  readonly words: WordsOfChallenge;
  readonly locale: string;
  readonly nowMs: number;
}

/** Thousandths of the budget, so that 1000 means all of it. Exact for any two amounts. */
function permilleOf(given: Money, budget: Money): number {
  return Number((1000n * BigInt(given.amount)) / BigInt(budget.amount));
}

/** Puts how a challenge stands into words. */
export function standingOf(challenge: Challenge, saying: Saying): Standing {
  const { words, locale } = saying;
  const { totals, rate, budget } = challenge;
  const money = (value: Money) => moneySaid(value, locale);
  const steps = (count: number) => words.deeds.steps(count, numberSaid(count, locale));
  const given = money(totals.given);
  const people = words.challenge.people(
    totals.participants,
    numberSaid(totals.participants, locale),
  );
  return {
    rate: words.challenge.rate(money(rate.amount), steps(rate.quantity)),
    given,
    by: words.challenge.by(steps(totals.quantity), people),
    ofBudget: words.challenge.ofBudget(given, money(budget)),
    permille: permilleOf(totals.given, budget),
    left: leftOf(challenge, saying),
    days: daysOf(challenge, saying),
    notice: noticeOf(challenge, saying),
    honesty: honestyOf(challenge, saying),
  };
}

/** Numbers of a day that is over there are not called those of today. */
function leftOf({ totals, state, timeZone, dailyBudget }: Challenge, saying: Saying) {
  const { words, locale, nowMs } = saying;
  if (state === 'ended') return [];
  const whole = [words.challenge.left, moneySaid(totals.left, locale)] as const;
  if (state !== 'open' || dailyBudget === null) return [whole];
  const label =
    dayAt(nowMs, timeZone) === totals.today
      ? words.challenge.leftToday
      : words.challenge.leftOn(daySaid(totals.today, locale));
  return [[label, moneySaid(totals.leftToday, locale)] as const, whole];
}

function daysOf({ startsOn, endsOn, state, timeZone }: Challenge, saying: Saying): string[] {
  const { words, locale, nowMs } = saying;
  const all = words.challenge.dates(daySaid(startsOn, locale), daySaid(endsOn, locale));
  if (state === 'upcoming' || state === 'ended') return [all];
  const rest = daysBetween(dayAt(nowMs, timeZone), endsOn);
  return rest < 0 ? [all] : [all, words.challenge.daysLeft(rest, numberSaid(rest, locale))];
}

function noticeOf(challenge: Challenge, { words, locale, nowMs }: Saying): string | undefined {
  const { state, totals, budget, startsOn, endsOn, timeZone } = challenge;
  const said = words.challenge;
  if (state === 'upcoming') return said.begins(daySaid(startsOn, locale));
  if (state === 'ended') return said.ended(daySaid(endsOn, locale));
  if (totals.funded.amount === 0) return said.nothingCome;
  if (totals.given.amount === budget.amount) return said.usedUp;
  if (state === 'paused') return said.paused;
  if (totals.left.amount === 0) return said.allComeGiven;
  const isToday = dayAt(nowMs, timeZone) === totals.today;
  return isToday && totals.leftToday.amount === 0 ? said.usedUpToday : undefined;
}

function honestyOf(challenge: Challenge, { words, locale }: Saying): string[] {
  const { budget, totals, dependsOnDeeds, closed, timeZone } = challenge;
  const said = words.challenge;
  const isPart = totals.funded.amount > 0 && totals.funded.amount < budget.amount;
  return [
    ...(isPart ? [said.come(moneySaid(totals.funded, locale), moneySaid(budget, locale))] : []),
    dependsOnDeeds ? said.backToSponsor : said.allToProject,
    ...(closed === null || closed.amount.amount === 0
      ? []
      : [wentSaid(closed, timeZone, said, locale)]),
  ];
}

function wentSaid(
  { to, amount, at }: NonNullable<Challenge['closed']>,
  timeZone: string,
  said: WordsOfChallenge['challenge'],
  locale: string,
): string {
  const went = to === 'project' ? said.wentToProject : said.wentToSponsor;
  const day = dayAt(Date.parse(at), timeZone);
  return went(moneySaid(amount, locale), daySaid(day, locale));
}
