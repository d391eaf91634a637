/** The whole promise of a charity item, fetched when somebody opens it. */
import type { CharityItem } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing } from 'lit';
import { adopt } from '../../internal/adopt.ts';
import { safeUrl } from '../../internal/safe-url.ts';
import { shopFiles } from '../../internal/shop-words.ts';
import { details as english } from '../../locales/details.en.ts';
import type { WordsOfDetails, WordsOfItem } from '../../locales/shop-words.ts';
import { styles } from './details.styles.ts';
import { formatExact } from './exact.ts';
import { formatDate, formatShare, promisedBy, type Speech } from './promise.ts';

export interface DetailsModel {
  readonly item: CharityItem;
  /** What the line says already: the same language. */
  readonly said: WordsOfItem;
  readonly locale: string;
  readonly preview: boolean;
  /** Of the platform, which has a page for each project. */
  readonly baseUrl: string | undefined;
  readonly onClose: () => void;
}

/** The room that is kept between what opens and the edges of the window, in pixels. */
const edge = 8;

/** Opens the dialog beside the badge, once; on a phone it comes from below. */
export function show(dialog: HTMLDialogElement, badge: HTMLElement): void {
  if (dialog.open) return;
  adopt(dialog, [styles]);
  dialog.showModal();
  const at = badge.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = dialog;
  const isRtl = getComputedStyle(badge).direction === 'rtl';
  const left = Math.min(isRtl ? at.right - width : at.left, innerWidth - width - edge);
  const below = at.bottom + height + edge <= innerHeight;
  const top = below ? at.bottom : Math.min(at.top - height, innerHeight - height - edge);
  dialog.style.setProperty('--_left', `${Math.max(edge, left)}px`);
  dialog.style.setProperty('--_top', `${Math.max(edge, top)}px`);
}

/** What the charity item promises, drawn as a dialog that is still to be shown. */
export function details(model: DetailsModel) {
  const { item, said, locale, preview, onClose } = model;
  const words = shopFiles.now(locale, { ...english, ...said }) ?? english;
  const speech = { words, locale };
  const { line } = promisedBy(item, speech);
  const close = ({ currentTarget }: Event) => {
    if (currentTarget instanceof HTMLElement) currentTarget.closest('dialog')?.close();
  };
  // Pressing and not clicking, since a drag that selects text may end outside of the dialog.
  const onPointerdown = (event: Event) => {
    if (event.target === event.currentTarget) close(event);
  };
  return html`<dialog
    part="details"
    class="details"
    lang=${words.shop.lang}
    aria-labelledby="title"
    @close=${onClose}
    @pointerdown=${onPointerdown}
  >
    <div class="inside">
      <h2 id="title" tabindex="-1" autofocus>${line}</h2>
      ${preview ? html`<p class="why">${words.details.previewWhy}</p>` : nothing}
      ${!preview && !item.livemode ? html`<p class="why">${words.details.testMode}</p>` : nothing}
      ${termsOf(item, speech)} ${projectsOf(model, speech)} ${soFarOf(item, speech)}
      <button class="close" type="button" @click=${close}>${words.details.close}</button>
    </div>
  </dialog>`;
}

function termsOf(item: CharityItem, { words, locale }: Speech<WordsOfDetails>) {
  const { gives, currency, least, most, startsAt, endsAt, state, wholeShop } = item;
  const said = words.details;
  const money = (amount: number) =>
    formatMoney({ amount, currency }, locale, { withoutZeroFraction: true });
  const facts = [
    wholeShop ? said.wholeShop : said.someGoods,
    least === null ? '' : said.least(money(least)),
    most === null ? '' : said.most(money(most)),
    words.shop.onlyCompleted,
    [said.since(formatDate(startsAt, locale)), endsAt ? said.until(formatDate(endsAt, locale)) : '']
      .filter(Boolean)
      .join(' · '),
  ];
  return html`
    ${state === 'project_closed' ? html`<p class="why">${said.projectClosed}</p>` : nothing}
    <p>${whatOf(gives, said, { money, locale })}</p>
    ${
      gives.kind === 'tiers'
        ? html`<ul>
          ${gives.tiers.map(({ from, amount }) => html`<li>${said.tier(money(from), money(amount))}</li>`)}
        </ul>`
        : nothing
    }
    <ul class="facts">
      ${facts.filter(Boolean).map((fact) => html`<li>${fact}</li>`)}
    </ul>
  `;
}

function whatOf(
  gives: CharityItem['gives'],
  said: WordsOfDetails['details'],
  { money, locale }: { readonly money: (amount: number) => string; readonly locale: string },
): string {
  switch (gives.kind) {
    case 'order_fixed':
      return said.orderFixed(money(gives.amount));
    case 'order_share':
      return said.orderShare(formatShare(gives.basisPoints, locale));
    case 'item_fixed':
      return said.itemFixed(money(gives.amount));
    case 'item_share':
      return said.itemShare(formatShare(gives.basisPoints, locale));
    case 'tiers':
      return said.tiers;
  }
}

type Named = CharityItem['choices'][number];

function projectsOf(
  { item, baseUrl, preview }: DetailsModel,
  { words, locale }: Speech<WordsOfDetails>,
) {
  const { split, choices } = item;
  const named = ({ id, title }: Named) => {
    const url = preview ? undefined : safeUrl(`${baseUrl}/give/${id}`, document.baseURI);
    return url ? html`<a href=${url}>${title}</a>` : html`<bdi>${title}</bdi>`;
  };
  return html`<h3>${words.details.goesTo}</h3>
    <ul class="projects">
      ${split.map(
        ({ project, basisPoints }) =>
          html`<li>
            ${named(project)}
            ${split.length > 1 ? html`<span class="share">${formatShare(basisPoints, locale)}</span>` : nothing}
          </li>`,
      )}
    </ul>
    ${
      choices.length > 0
        ? html`<h3>${words.details.choices}</h3>
          <ul class="projects">${choices.map((project) => html`<li>${named(project)}</li>`)}</ul>`
        : nothing
    }`;
}

function soFarOf({ totals, currency }: CharityItem, { words, locale }: Speech<WordsOfDetails>) {
  const count = new Intl.NumberFormat(locale).format(totals.orders);
  return html`<h3>${words.details.soFar}</h3>
    <p class="sum">
      <strong><bdi>${formatExact(totals.exact, currency, locale)}</bdi></strong>
      <span>${words.shop.orders(totals.orders, count)}</span>
    </p>`;
}
