/** What became of a gift, as the platform knows it and no more. */
import type { DonationStatus, Project } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { noticeOf } from '../../pages/document.ts';
import { type Filling, html, type Markup } from '../../pages/html.ts';
import type { Words } from '../../pages/locales/words.ts';
import { linkOfGift, type NextCharge } from './rules.ts';
import { pathOf } from './view.ts';

/** What the page tells of. */
export interface ThanksModel {
  readonly words: Words;
  readonly project: Project;
  readonly donation: DonationStatus;
  readonly anonymous: boolean;
  readonly organizationName: string;
  /** What comes next of a gift that repeats. */
  readonly next: NextCharge | undefined;
  /** Address that leads to the receipt; undefined for whoever may not see it. */
  readonly receipt: string | undefined;
}

/** Whether there is money behind the gift, all of which has not gone back. */
export function isPaid({ state }: Pick<DonationStatus, 'state'>): boolean {
  return state === 'succeeded' || state === 'partially_refunded';
}

/** Whether the platform is still to hear of the payment, so that looking again makes sense. */
export function isWaiting({ state }: Pick<DonationStatus, 'state'>): boolean {
  return state === 'pending' || state === 'processing';
}

/** Seconds after which a page that waits looks again: often at first, then less so. */
export function refreshAfter(ageMs: number): number {
  return ageMs < 60_000 ? 2 : 10;
}

type Notice = Parameters<typeof noticeOf>[0];

/** The page's title and body. */
export function thanksView(model: ThanksModel): { readonly title: string; readonly body: Markup } {
  const notice = noticeFor(model);
  return { title: notice.title, body: noticeOf(notice) };
}

function noticeFor(model: ThanksModel): Notice {
  const { words, donation } = model;
  const { thanks, common } = words;
  const money = (value: DonationStatus['gift']) => formatMoney(value, words.lang);
  const failed = (why: string): Notice => ({
    title: thanks.failed,
    lines: [`${why} ${common.notCharged}`],
    actions: [button(model, common.tryAgain, linkTo(model, true)), back(model)],
    kind: 'bad',
  });
  const given: readonly Filling[] = [
    thanks.given(money(donation.gift)),
    donation.feeCover.amount > 0 && thanks.charged(money(donation.charge)),
  ];
  const reference = html`<span>${thanks.reference}</span> <code>${donation.id}</code>`;
  const again = [button(model, thanks.giveAgain, linkTo(model, false)), back(model)];
  switch (donation.state) {
    case 'pending':
    case 'processing':
      return {
        title: thanks.processing,
        lines: [thanks.processingWhy, reference, donation.state === 'pending' && notPaid(model)],
        actions: back(model),
        kind: 'waiting',
      };
    case 'succeeded':
      return {
        title: thanks.thanks,
        lines: [...given, reference],
        more: after(model),
        actions: again,
        kind: 'good',
      };
    case 'partially_refunded':
    case 'refunded': {
      const refunded = thanks.refunded(money(donation.refunded));
      const lines = [...given, refunded, reference];
      return { title: thanks.thanks, lines, more: after(model), actions: again };
    }
    case 'expired':
      return failed(thanks.expired);
    case 'failed': {
      const unconfirmed = donation.failureCode === 'authentication_failed';
      return failed(unconfirmed ? thanks.notConfirmed : thanks.declined);
    }
  }
}

/** What happens next. */
function after(model: ThanksModel): Filling {
  const { words, donation, next, receipt, organizationName } = model;
  if (!isPaid(donation)) return undefined;
  const { thanks, after: said } = words;
  // Within a sentence that runs the other way, a name keeps its own direction (FSI … PDI).
  const asOne = `\u2068${organizationName}\u2069`;
  const steps: readonly Filling[] = [
    next?.at && thanks.nextPayment(dateText(next.at, words)),
    next && (next.hasDonorPage ? thanks.changeByMail : thanks.changeByAsking(asOne)),
    said.receiptMaybe,
    receipt !== undefined && html`<a href="${receipt}">${thanks.receipt}</a>`,
  ];
  return html`<section class="aside">
        <h2>${said.title}</h2>
        <ul class="steps">${steps.map((step) => step && html`<li>${step}</li>`)}</ul>
      </section>`;
}

/** A day as the platform counts, in UTC. */
function dateText(at: Date, { lang }: Words): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

/** The project's page, with the gift chosen again or not. */
function linkTo({ project, words, donation, anonymous }: ThanksModel, again: boolean): string {
  const lang = `lang=${words.lang}`;
  if (!again) return `${pathOf(project)}?${lang}`;
  const { gift: amount, interval, feeCover } = donation;
  const gift = linkOfGift({ gift: amount, interval, coverFee: feeCover.amount > 0, anonymous });
  return `${pathOf(project)}?${gift}&${lang}#give`;
}

function button({ words }: ThanksModel, text: string, href: string): Markup {
  return html`<a class="button" href="${href}" lang="${words.lang}">${text}</a>`;
}

function back(model: ThanksModel): Markup {
  const { words, project } = model;
  return html`<a href="${linkTo(model, false)}"><bdi>${words.thanks.backTo(project.title)}</bdi></a>`;
}

function notPaid(model: ThanksModel): Markup {
  const { notPaidYet, startAgain } = model.words.thanks;
  return html`${notPaidYet} <a href="${linkTo(model, true)}">${startAgain}</a>`;
}
