/** Letters to donors, from what happened to text and markup. Pure. */
import type { Money, ReturnReason } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { type LetterWords, letterWords } from './words.ts';

/** Where a receipt can be opened. */
interface Papers {
  readonly html: string;
  readonly pdf: string;
}

/** What happened to a regular gift. */
interface RecurringEvent {
  readonly kind: 'started' | 'renewed' | 'failed' | 'paused' | 'cancelled';
  readonly amount: Money;
  readonly every: 'month' | 'year';
  readonly project: string;
  /** When it is tried again, where it failed. */
  readonly againAt?: Date;
  /** Of a renewal. */
  readonly papers?: Papers | null;
}

/** A tree has its number. */
interface TreeEvent {
  readonly kind: 'tree';
  readonly number: number;
  readonly species: string;
  readonly place: number;
  /** The place that was chosen, where it was gone. */
  readonly movedFrom: number | null;
  readonly plot: string;
  /** For whom it is, and from when on its page may say so; null where it is nobody's gift. */
  readonly gift: { readonly to: string; readonly from: Date | null } | null;
  readonly url: string;
}

/** A tree does not come to be, and what was paid for it goes back. */
interface TreeReturnedEvent {
  readonly kind: 'tree_returned';
  readonly because: ReturnReason;
  readonly amount: Money;
  readonly plot: string;
}

/** What a letter is about. */
export type LetterEvent =
  | {
      readonly kind: 'thanks' | 'refund_failed';
      readonly amount: Money;
      readonly project: string;
      readonly papers: Papers | null;
    }
  | {
      readonly kind: 'refund';
      readonly amount: Money;
      readonly project: string;
      /** What the receipt is about that takes the place of the first; null when all went back. */
      readonly left: Money | null;
      readonly papers: Papers | null;
    }
  | {
      readonly kind: 'receipt';
      readonly number: string;
      readonly amount: Money;
      readonly papers: Papers;
    }
  | { readonly kind: 'donor_link'; readonly url: string; readonly minutes: number }
  | {
      readonly kind: 'card';
      readonly dedication: 'honour' | 'memory';
      readonly honoured: string;
      /** Null for somebody who gave no name, or gave anonymously. */
      readonly giver: string | null;
      readonly message: string | null;
      readonly project: string;
    }
  | {
      readonly kind: 'statement';
      readonly number: string;
      readonly amount: Money;
      /** How much of it shoppers added, where they added any. */
      readonly roundUps?: Money;
      /** Null where nothing is to be paid. */
      readonly dueAt: Date | null;
      readonly url: string;
    }
  | TreeEvent
  | TreeReturnedEvent
  | RecurringEvent;

/** Whose letter it is, to whom and in which language. */
export interface LetterFrame {
  readonly language: string | null;
  readonly organizationName: string;
  readonly livemode: boolean;
  /** How the reader is called; null when nobody knows. */
  readonly name: string | null;
  /** The donor's own page with a link that lets in; null where the charity has none. */
  readonly donorPage: string | null;
}

export interface Letter {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
}

/** A part of a letter. */
type Part =
  | { readonly say: string }
  | { readonly quote: string }
  | { readonly open: string; readonly url: string };

/** The letter for what happened. */
export function mailFor(event: LetterEvent, frame: LetterFrame): Letter {
  const words = letterWords(frame.language);
  const { subject, parts } = contentOf(event, words, frame);
  const why = whyOf(event, words);
  const isOwnPage = event.kind !== 'card' && event.kind !== 'donor_link';
  const all: Part[] = [
    { say: frame.name === null ? words.helloAll : words.hello(frame.name) },
    ...(frame.livemode ? [] : [{ say: words.test }]),
    ...parts,
    ...(isOwnPage && frame.donorPage !== null
      ? [{ open: words.openPage, url: frame.donorPage }]
      : []),
    { say: frame.organizationName },
  ];
  return {
    subject: frame.livemode ? subject : `${words.testMark} ${subject}`,
    text: textOf(all, why(frame.organizationName)),
    html: htmlOf(all, why(frame.organizationName), words),
    language: words.language,
  };
}

function whyOf({ kind }: LetterEvent, words: LetterWords): LetterWords['why'] {
  if (kind === 'statement') return words.whyStatement;
  return kind === 'card' ? words.whyCard : words.why;
}

interface Content {
  readonly subject: string;
  readonly parts: readonly Part[];
}

function contentOf(event: LetterEvent, words: LetterWords, frame: LetterFrame): Content {
  const { organizationName } = frame;
  const amountOf = (money: Money) => formatMoney(money, words.language);
  switch (event.kind) {
    case 'thanks': {
      const body = words.thanks.body(amountOf(event.amount), event.project);
      const parts = [{ say: body }, ...papersOf(event.papers, words)];
      return { subject: words.thanks.subject(organizationName), parts };
    }
    case 'receipt': {
      const body = words.receipt.body(event.number, amountOf(event.amount));
      const parts = [{ say: body }, ...papersOf(event.papers, words)];
      return { subject: words.receipt.subject(organizationName), parts };
    }
    case 'refund': {
      const body = words.refund.body(amountOf(event.amount), event.project);
      const left = event.left === null ? [] : [{ say: words.refundLeft(amountOf(event.left)) }];
      const parts = [{ say: body }, ...left, ...papersOf(event.papers, words)];
      return { subject: words.refund.subject(organizationName), parts };
    }
    case 'refund_failed': {
      const body = words.refundFailed.body(amountOf(event.amount), event.project);
      const parts = [{ say: body }, ...papersOf(event.papers, words)];
      return { subject: words.refundFailed.subject(organizationName), parts };
    }
    case 'donor_link':
      return linkContent(event, words, organizationName);
    case 'card':
      return cardContent(event, words, organizationName);
    case 'statement':
      return statementContent(event, words, organizationName);
    case 'tree':
      return treeContent(event, words, organizationName);
    case 'tree_returned': {
      const { treeReturned } = words;
      const why = treeReturned[event.because](amountOf(event.amount), event.plot);
      const parts = [{ say: why }, { say: treeReturned.next }];
      return { subject: treeReturned.subject(organizationName), parts };
    }
    default:
      return recurringContent(event, words, organizationName);
  }
}

function papersOf(papers: Papers | null | undefined, words: LetterWords): Part[] {
  if (papers === null || papers === undefined) return [];
  return [
    { open: words.openReceipt, url: papers.html },
    { open: words.openPdf, url: papers.pdf },
  ];
}

function linkContent(
  { url, minutes }: Extract<LetterEvent, { kind: 'donor_link' }>,
  words: LetterWords,
  organization: string,
): Content {
  return {
    subject: words.link.subject(organization),
    parts: [
      { say: words.link.body(organization) },
      { open: words.openLink, url },
      { say: words.linkUntil(new Intl.NumberFormat(words.language).format(minutes)) },
      { say: words.linkIgnore },
    ],
  };
}

function cardContent(
  event: Extract<LetterEvent, { kind: 'card' }>,
  words: LetterWords,
  organization: string,
): Content {
  const said = event.dedication === 'honour' ? words.card : words.cardInMemory;
  const giver = event.giver ?? words.somebody;
  const message =
    event.message === null ? [] : [{ say: words.cardMessage(giver) }, { quote: event.message }];
  return {
    subject: said.subject(organization),
    parts: [{ say: said.body(giver, event.honoured, event.project) }, ...message],
  };
}

function statementContent(
  { number, amount, roundUps, dueAt, url }: Extract<LetterEvent, { kind: 'statement' }>,
  words: LetterWords,
  organization: string,
): Content {
  const money = (said: Money) => formatMoney(said, words.language);
  const due =
    dueAt === null
      ? words.statementCarried
      : words.statementDue(dateIn(words.language).format(dueAt));
  return {
    subject: words.statement.subject(organization),
    parts: [
      { say: words.statement.body(number, money(amount)) },
      ...(roundUps === undefined ? [] : [{ say: words.statementRoundUps(money(roundUps)) }]),
      { say: due },
      { open: words.openStatement, url },
    ],
  };
}

function treeContent(
  { number, species, place, movedFrom, plot, gift, url }: TreeEvent,
  words: LetterWords,
  organization: string,
): Content {
  const parts: Part[] = [{ say: words.tree.body(`${number}`, species, `${place}`, plot) }];
  if (movedFrom !== null) parts.push({ say: words.treeMoved(`${movedFrom}`) });
  if (gift !== null) {
    const { to, from } = gift;
    const day = from === null ? null : dateIn(words.language).format(from);
    parts.push({ say: day === null ? words.treeGift(to) : words.treeGiftFrom(to, day) });
  }
  parts.push({ open: words.openTree, url });
  return { subject: words.tree.subject(organization), parts };
}

function recurringContent(
  { kind, amount, every, project, againAt, papers }: RecurringEvent,
  words: LetterWords,
  organization: string,
): Content {
  const said = words[kind];
  const body = said.body(formatMoney(amount, words.language), words.every[every], project);
  const again =
    againAt === undefined
      ? []
      : [{ say: words.failedAgainOn(dateIn(words.language).format(againAt)) }];
  return {
    subject: said.subject(organization),
    parts: [{ say: body }, ...again, ...papersOf(papers, words)],
  };
}

function dateIn(language: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' });
}

function textOf(parts: readonly Part[], why: string): string {
  const lines = parts.map((part) => {
    if ('say' in part) return part.say;
    if ('quote' in part) return part.quote.replace(/^/gm, '> ');
    return `${part.open}:\n${part.url}`;
  });
  return `${lines.join('\n\n')}\n\n-- \n${why}\n`;
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text in markup; whatever was typed stays text. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => escapes[character] ?? '');
}

// What mail programs show is theirs to decide: no picture, no script, nothing from elsewhere.
function htmlOf(parts: readonly Part[], why: string, { language, direction }: LetterWords): string {
  const blocks = parts.map((part) => {
    if ('say' in part) return `<p dir="auto">${escapeHtml(part.say)}</p>`;
    if ('quote' in part) {
      const lines = escapeHtml(part.quote).replaceAll('\n', '<br>');
      return `<blockquote dir="auto">${lines}</blockquote>`;
    }
    return `<p><a href="${escapeHtml(part.url)}">${escapeHtml(part.open)}</a></p>`;
  });
  return [
    `<!doctype html><html lang="${language}" dir="${direction}"><head><meta charset="utf-8"></head>`,
    '<body style="font: 16px/1.6 sans-serif; max-width: 36em; margin: 0 auto; padding: 16px">',
    ...blocks,
    `<hr><p dir="auto" style="font-size: 13px; color: #595959">${escapeHtml(why)}</p></body></html>`,
  ].join('\n');
}
