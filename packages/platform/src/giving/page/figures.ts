/** A project's standing in words, as the progress element says it. */
import type { Project } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { Words } from '../../pages/locales/words.ts';

/** Ready to be shown. */
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

/** Puts the standing into words. Days are counted by the calendar of UTC, since the visitor's is not known. */
export function figuresOf(project: Project, words: Words, nowMs: number): Figures {
  const { totals, goal } = project;
  const { lang, progress } = words;
  const plain = (value: Project['totals']['raised']) =>
    formatMoney(value, lang, { withoutZeroFraction: true });
  const raised = plain(totals.raised);
  const count = new Intl.NumberFormat(lang).format(totals.donations);
  const said = {
    raised,
    donations: progress.donations(totals.donations, count),
    time: timeLeft(project, words, nowMs),
  };
  if (goal === null) {
    const sentence = `${raised} ${progress.raised}`;
    return {
      ...said,
      goal: undefined,
      permille: undefined,
      percent: undefined,
      reached: false,
      sentence,
    };
  }
  // Rounded down so that 1000 means reached, and exact for any two amounts.
  const permille = Number(
    (1000n * BigInt(Math.max(totals.raised.amount, 0))) / BigInt(goal.amount),
  );
  const percent = new Intl.NumberFormat(lang, { style: 'percent' }).format(
    Math.floor(permille / 10) / 100,
  );
  return {
    ...said,
    goal: plain(goal),
    permille: Math.min(permille, 1000),
    percent,
    reached: permille >= 1000,
    sentence: progress.share(percent, raised, plain(goal)),
  };
}

function timeLeft({ state, closesAt }: Project, { lang, progress }: Words, nowMs: number) {
  if (state === 'closed') return progress.ended;
  if (closesAt === null) return undefined;
  const endMs = Date.parse(closesAt);
  const days = Math.floor(endMs / dayMs) - Math.floor(nowMs / dayMs);
  if (days <= 0) return progress.endsToday;
  if (days <= daysLeftMax) return progress.daysLeft(days, new Intl.NumberFormat(lang).format(days));
  const date = new Intl.DateTimeFormat(lang, { dateStyle: 'medium', timeZone: 'UTC' });
  return progress.until(date.format(endMs));
}
