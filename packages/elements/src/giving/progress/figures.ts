import type { Project } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { WordsOfProgress } from '../../locales/words.ts';

/** A project's standing in words, ready to be shown. */
export interface Figures {
  readonly raised: string;
  readonly goal: string | undefined;
  /** How full the bar is, in thousandths, at most 1000; undefined without a goal. */
  readonly permille: number | undefined;
  readonly percent: string | undefined;
  readonly reached: boolean;
  readonly donations: string;
  /** Days left, or that it ended; undefined when there is no end. */
  readonly time: string | undefined;
  /** The bar's value in one sentence, for screen readers. */
  readonly sentence: string;
}

const dayMs = 86_400_000;

/** Further off, a date says more than a number of days. */
const daysLeftMax = 99;

/** Thousandths of the goal, rounded down so that 1000 means reached. Exact for any two amounts. */
function permilleOf(raised: number, goal: number): number {
  return Number((1000n * BigInt(Math.max(raised, 0))) / BigInt(goal));
}

function timeLeft(project: Project, nowMs: number, locale: string, words: WordsOfProgress) {
  if (project.state === 'closed') return words.common.projectClosed;
  if (!project.closesAt) return undefined;
  const end = Date.parse(project.closesAt);
  if (end <= nowMs) return words.progress.ended;
  const days = midnightsBetween(nowMs, end);
  if (days === 0) return words.progress.endsToday;
  if (days > daysLeftMax) {
    const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' });
    return words.progress.until(date.format(new Date(project.closesAt)));
  }
  return words.progress.daysLeft(days, new Intl.NumberFormat(locale).format(days));
}

/** How many times the reader's calendar turns a page between two moments; days of 23 and 25 hours count once. */
function midnightsBetween(fromMs: number, toMs: number): number {
  const dateOf = (ms: number) => {
    const local = new Date(ms);
    return Date.UTC(local.getFullYear(), local.getMonth(), local.getDate());
  };
  return Math.round((dateOf(toMs) - dateOf(fromMs)) / dayMs);
}

/** Puts a project's standing into words. */
export function figuresOf(
  project: Project,
  context: { readonly words: WordsOfProgress; readonly locale: string; readonly nowMs: number },
): Figures {
  const { words, locale, nowMs } = context;
  const { totals, goal } = project;
  const raised = formatMoney(totals.raised, locale, { withoutZeroFraction: true });
  const donations = words.progress.donations(
    totals.donations,
    new Intl.NumberFormat(locale).format(totals.donations),
  );
  const time = timeLeft(project, nowMs, locale, words);
  if (!goal) {
    const sentence = `${raised} ${words.progress.raised}`;
    return {
      raised,
      goal: undefined,
      permille: undefined,
      percent: undefined,
      reached: false,
      donations,
      time,
      sentence,
    };
  }
  const permille = permilleOf(totals.raised.amount, goal.amount);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(
    Math.floor(permille / 10) / 100,
  );
  const goalText = formatMoney(goal, locale, { withoutZeroFraction: true });
  return {
    raised,
    goal: goalText,
    permille: Math.min(permille, 1000),
    percent,
    reached: permille >= 1000,
    donations,
    time,
    sentence: words.progress.share(percent, raised, goalText),
  };
}

/** An instant as short as it can be said: the time of day if it is today, else the date too. */
export function timeOf(instant: string, locale: string): string {
  const date = new Date(instant);
  const today = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(!today && { dateStyle: 'medium' }),
    timeStyle: 'short',
  }).format(date);
}
