import type { DonorRecurringGift } from '@kindcart/contract';
import { formatMoney, isZero } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import type { WordsOfVisit } from '../../locales/donor-words.ts';
import { actNote, isBusy } from './act-note.ts';
import { dayOf } from './dates.ts';
import type { PanelKind } from './panel.ts';
import type { VisitActions, VisitModel } from './visit-view.ts';

/** The monthly and yearly gifts, each with what can be done to it. */
export function recurringView(model: VisitModel, actions: VisitActions) {
  const { visit, words } = model;
  const { items, error } = visit.recurring;
  return html`<section aria-labelledby="recurring-title">
    <h3 id="recurring-title">${words.visit.recurring}</h3>
    ${
      error
        ? html`<p part="note" class="wrong" role="alert">
            ${words.visit.listFailed}
            <button part="retry" class="link" type="button" @click=${() => void actions.page.loadRecurring()}>
              ${words.common.tryAgain}
            </button>
          </p>`
        : nothing
    }
    ${items.length === 0 && !error ? html`<p class="muted">${words.visit.noRecurring}</p>` : nothing}
    ${items.map((gift) => recurringCard(gift, model, actions))}
  </section>`;
}

function recurringCard(gift: DonorRecurringGift, model: VisitModel, actions: VisitActions) {
  const { words, locale } = model;
  const { id, project, state, interval } = gift;
  const charge = formatMoney(gift.charge, locale, { withoutZeroFraction: true });
  const how = interval === 'month' ? words.visit.everyMonth : words.visit.everyYear;
  return html`<article part="recurring" class="card" aria-labelledby="title-${id}">
    <div class="head">
      <h4 id="title-${id}" tabindex="-1"><bdi>${project.title}</bdi></h4>
      <p class="state ${state}">${stateOf(gift, words)}</p>
    </div>
    <p class="amount"><bdi>${how(charge)}</bdi></p>
    ${
      isZero(gift.feeCover)
        ? nothing
        : html`<p class="muted">${words.visit.feeIn(formatMoney(gift.feeCover, locale))}</p>`
    }
    ${storyOf(gift, words, locale).map((line) => html`<p>${line}</p>`)}
    ${cardOf(gift, words)}
    ${gift.confirmed ? nothing : html`<p class="muted">${words.visit.unconfirmed}</p>`}
    ${model.opened?.id === id ? opened(gift, model) : acts(gift, model, actions)}
    ${actNote(model, id)}
  </article>`;
}

function stateOf({ state }: DonorRecurringGift, { visit }: WordsOfVisit): string {
  return state === 'past_due' ? visit.pastDue : visit[state];
}

const reasons = {
  card_declined: 'declined',
  insufficient_funds: 'noFunds',
  authentication_failed: 'notAuthenticated',
} as const;

/** How it stands and what happens next, a sentence each. */
function storyOf(gift: DonorRecurringGift, { visit }: WordsOfVisit, locale: string): string[] {
  const { state, nextChargeAt, failureCode, pausedUntil, pausedBecause } = gift;
  switch (state) {
    case 'active':
      return nextChargeAt ? [visit.nextCharge(dayOf(nextChargeAt, locale))] : [];
    case 'past_due':
      return [
        failureCode ? visit[reasons[failureCode]] : '',
        nextChargeAt ? visit.triedAgain(dayOf(nextChargeAt, locale)) : '',
        visit.afterTries,
      ].filter((line) => line !== '');
    case 'paused':
      if (pausedUntil) return [visit.goesOn(dayOf(pausedUntil, locale))];
      return [pausedBecause === 'payment_failed' ? visit.pausedFailed : visit.pausedAsked];
    case 'cancelled':
      return [visit.cancelledNow];
    case 'ended':
      return [gift.endedBecause === 'never_paid' ? visit.neverPaid : visit.projectClosed];
    case 'pending':
      return [visit.pendingNow];
  }
}

function cardOf({ card, state }: DonorRecurringGift, { visit }: WordsOfVisit) {
  if (!card || state === 'cancelled' || state === 'ended') return nothing;
  const brand = card.brand ? `${card.brand.charAt(0).toUpperCase()}${card.brand.slice(1)} ` : '';
  // Brand and digits run from the left, in whatever language they stand.
  return html`<p class="muted">${visit.byCard(`\u2066${brand}•••• ${card.last4}\u2069`)}</p>`;
}

/** What can be done in a state, as the contract grants it. */
const wishes: Readonly<Record<DonorRecurringGift['state'], readonly (PanelKind | 'resume')[]>> = {
  pending: ['cancel'],
  active: ['change', 'pause', 'card', 'cancel'],
  past_due: ['card', 'change', 'pause', 'cancel'],
  paused: ['resume', 'change', 'card', 'cancel'],
  cancelled: [],
  ended: [],
};

function acts(gift: DonorRecurringGift, model: VisitModel, actions: VisitActions) {
  const { id, state } = gift;
  const { visit } = model.words;
  const busy = isBusy(model, id);
  // Nothing is offered that would not help: a pause for want of a card ends by a new one.
  const offered = wishes[state].filter(
    (wish) => wish !== 'resume' || gift.pausedBecause !== 'payment_failed',
  );
  if (offered.length === 0) return nothing;
  const names = { ...visit, card: visit.newCard };
  const press = (wish: PanelKind | 'resume') =>
    wish === 'resume' ? actions.page.resume(id) : actions.open(wish, id);
  return html`<div class="acts">
    ${offered.map(
      (wish) => html`<button
        class="secondary"
        type="button"
        data-open="${wish} ${id}"
        aria-describedby="title-${id}"
        aria-disabled=${busy ? 'true' : nothing}
        @click=${() => !busy && press(wish)}
      >
        ${busy && wish === 'resume' ? visit.oneMoment : names[wish]}
      </button>`,
    )}
  </div>`;
}

function opened(_gift: DonorRecurringGift, { panel, words, missing }: VisitModel) {
  if (panel) return panel.render();
  if (missing) return html`<p part="note" class="wrong" role="alert">${words.door.partMissing}</p>`;
  return html`<div class="bone panel-bone" aria-busy="true"></div>`;
}
