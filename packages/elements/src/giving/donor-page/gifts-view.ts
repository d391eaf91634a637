import type { DonorGift, Receipt, VoidReason } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import { paperLink } from '../../internal/paper-link.ts';
import type { WordsOfVisit } from '../../locales/donor-words.ts';
import { actNote, isBusy } from './act-note.ts';
import { dayOf } from './dates.ts';
import { isolated } from './isolated.ts';
import type { VisitActions, VisitModel } from './visit-view.ts';

/** Every gift with its receipts, newest first. */
export function giftsView(model: VisitModel, actions: VisitActions) {
  const { visit, words } = model;
  const { items, nextCursor, loading, error } = visit.gifts;
  const load = () => actions.page.loadGifts();
  return html`<section aria-labelledby="gifts-title">
    <h3 id="gifts-title">${words.visit.gifts}</h3>
    ${items.length === 0 && !error ? html`<p class="muted">${words.visit.noGifts}</p>` : nothing}
    <ul class="rows">
      ${items.map((gift) => giftRow(gift, model, actions))}
    </ul>
    ${
      error
        ? html`<p part="note" class="wrong" role="alert">
            ${words.visit.listFailed}
            <button part="retry" class="link" type="button" @click=${load}>
              ${words.common.tryAgain}
            </button>
          </p>`
        : nothing
    }
    ${
      nextCursor === null || error
        ? nothing
        : html`<button
            part="more"
            class="secondary"
            type="button"
            aria-disabled=${loading ? 'true' : nothing}
            @click=${load}
          >
            ${loading ? words.visit.oneMoment : words.visit.more}
          </button>`
    }
  </section>`;
}

function giftRow(gift: DonorGift, model: VisitModel, actions: VisitActions) {
  const { words, locale } = model;
  const marks = marksOf(gift, words, locale);
  return html`<li part="gift" class="row">
    <div class="head">
      <p>
        <strong><bdi>${gift.projectTitle}</bdi></strong>
        <time class="muted" datetime=${gift.createdAt}>${dayOf(gift.createdAt, locale)}</time>
      </p>
      <p class="sum"><bdi>${formatMoney(gift.charge, locale)}</bdi></p>
    </div>
    <p class="muted">${[standing(gift, words, locale), ...marks].join(' · ')}</p>
    ${gift.receipts.map((receipt) => receiptLine(receipt, model, actions))}
  </li>`;
}

/** How the gift stands, in words. */
function standing({ state, refunded }: DonorGift, { visit }: WordsOfVisit, locale: string): string {
  switch (state) {
    case 'succeeded':
      return visit.paid;
    case 'refunded':
      return visit.givenBack;
    case 'partially_refunded':
      return `${visit.paid}, ${visit.partGivenBack(formatMoney(refunded, locale))}`;
    case 'failed':
    case 'expired':
      return visit.notPaid;
    default:
      return visit.onItsWay;
  }
}

function marksOf(gift: DonorGift, { visit }: WordsOfVisit, locale: string): string[] {
  const { interval, anonymous, dedication, disputed } = gift;
  const often = interval === 'month' ? visit.monthly : visit.yearly;
  const dedicated = dedication?.kind === 'memory' ? visit.inMemory : visit.inHonour;
  return [
    disputed.amount > 0 ? visit.bankTook(formatMoney(disputed, locale)) : '',
    interval ? often : '',
    anonymous ? visit.anonymously : '',
    dedication ? dedicated(isolated(dedication.name)) : '',
  ].filter((mark) => mark !== '');
}

function whyVoid(reason: VoidReason, { visit }: VisitModel['words']): string {
  if (reason === 'refunded') return visit.voidRefunded;
  return reason === 'disputed' ? visit.voidDisputed : visit.voidReplaced;
}

function receiptLine(receipt: Receipt, model: VisitModel, actions: VisitActions) {
  const { words } = model;
  const { id, kind, voided, links } = receipt;
  const number = `\u2066${receipt.number}\u2069`;
  const name = kind === 'receipt' ? words.visit.receipt(number) : words.visit.confirmation(number);
  const busy = isBusy(model, id);
  return html`<div part="receipt" class="paper ${voided ? 'void' : ''}">
    ${paperLink(links.html, name)} ${paperLink(links.pdf, words.visit.pdf, `${name}, ${words.visit.pdf}`)}
    ${
      voided
        ? html`<span class="muted">${whyVoid(voided.reason, words)}</span>`
        : html`<button
            class="link"
            type="button"
            aria-label="${words.visit.sendAgain}: ${name}"
            aria-disabled=${busy ? 'true' : nothing}
            @click=${() => actions.page.sendReceipt(id)}
          >
            ${busy ? words.visit.oneMoment : words.visit.sendAgain}
          </button>`
    }
    ${actNote(model, id)}
  </div>`;
}
