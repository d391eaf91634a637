/** The first two pages: which tree, and on which plot. */
import type { Id, Plot, Species } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import type { Offer } from '@kindcart/store/adoption';
import { html, nothing } from 'lit';
import type { WordsOfPicker } from '../../locales/forest-words.ts';
import { flatten, outlineOf } from '../flat.ts';
import { textIn } from '../named.ts';
import { growthView } from './growth-view.ts';

/** What the pages show. */
export interface ChooseModel {
  readonly words: WordsOfPicker;
  readonly locale: string;
  readonly offer: Offer;
}

/** The kinds of trees, each with what it is and how it grows. */
export function speciesView(
  { words, locale, offer }: ChooseModel,
  choose: (speciesId: Id<'species'>) => void,
) {
  return html`<h2 part="title" id="title" class="title" tabindex="-1">${words.picker.chooseTree}</h2>
    <ul class="cards">
      ${offer.species.map((species) => speciesCard(species, { words, locale }, choose))}
    </ul>`;
}

function speciesCard(
  species: Species,
  { words, locale }: Pick<ChooseModel, 'words' | 'locale'>,
  choose: (speciesId: Id<'species'>) => void,
) {
  const { id, names, latinName, nativeRange, needs, price } = species;
  const name = textIn(names, locale);
  const range = textIn(nativeRange, locale);
  const need = textIn(needs, locale);
  return html`<li part="species" class="card">
    ${growthView(species, words, locale)}
    <div class="head">
      <h3><span lang=${name.lang}>${name.text}</span></h3>
      <p part="price" class="price"><bdi>${priceText(price, locale)}</bdi></p>
    </div>
    <p class="muted"><i lang="la">${latinName}</i></p>
    <dl class="facts">
      <dt>${words.picker.range}</dt>
      <dd lang=${range.lang}>${range.text}</dd>
      <dt>${words.picker.needs}</dt>
      <dd lang=${need.lang}>${need.text}</dd>
    </dl>
    <button part="choose" class="primary" type="button" @click=${() => choose(id)}>
      ${words.picker.choose(name.text)}
    </button>
  </li>`;
}

function priceText(price: Species['price'], locale: string): string {
  return formatMoney(price, locale, { withoutZeroFraction: true });
}

/** The plots on which the chosen kind is planted. */
export function plotsView(
  { words, locale, offer }: ChooseModel,
  speciesId: Id<'species'>,
  choose: (plotId: Id<'plot'>) => void,
) {
  const plots = offer.plots.filter(({ speciesIds }) => speciesIds.includes(speciesId));
  return html`<h2 part="title" id="title" class="title" tabindex="-1">${words.picker.choosePlot}</h2>
    <ul class="cards">
      ${plots.map((plot) => plotCard(plot, { words, locale }, choose))}
    </ul>`;
}

function plotCard(
  plot: Plot,
  { words, locale }: Pick<ChooseModel, 'words' | 'locale'>,
  choose: (plotId: Id<'plot'>) => void,
) {
  const { id, names, partner, season, places } = plot;
  const name = textIn(names, locale);
  const count = new Intl.NumberFormat(locale).format(places.free);
  return html`<li part="plot" class="card">
    <div class="with-outline">
      ${outlineView(plot)}
      <div>
        <h3><span lang=${name.lang}>${name.text}</span></h3>
        <p class="muted">${countryName(plot.country, locale)}</p>
      </div>
    </div>
    ${partner ? html`<p>${words.picker.partner(partner.name)}</p>` : nothing}
    ${season ? html`<p>${words.picker.season(monthName(season.fromMonth, locale), monthName(season.toMonth, locale))}</p>` : nothing}
    <p part="left" class=${places.free > 0 ? 'left' : 'muted'}>
      ${places.free > 0 ? words.picker.left(places.free, count) : words.picker.full}
    </p>
    ${
      places.free > 0
        ? html`<button part="choose" class="primary" type="button" @click=${() => choose(id)}>
            ${words.picker.choose(name.text)}
          </button>`
        : nothing
    }
  </li>`;
}

/** A plot's shape, small, as a sign of it. */
function outlineView(plot: Plot) {
  const flat = flatten(plot.bounds);
  const margin = Math.max(flat.widthM, flat.heightM) * 0.04;
  const box = [-margin, -margin, flat.widthM + 2 * margin, flat.heightM + 2 * margin];
  return html`<svg class="outline" viewBox=${box.join(' ')} aria-hidden="true">
    <path d=${outlineOf(plot, flat)} fill-rule="evenodd" vector-effect="non-scaling-stroke" />
  </svg>`;
}

/** The name of a month by its number from 1. */
export function monthName(month: number, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  return format.format(Date.UTC(2026, month - 1, 15));
}

function countryName(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
}

/** Room and movement while something is on its way. */
export function skeleton() {
  return html`<div class="cards" aria-busy="true">
    <div class="bone card-bone"></div>
    <div class="bone card-bone"></div>
  </div>`;
}

/** What is wrong, the way to ask again where that may help, and what the page says instead. */
export function note(text: string, retry?: { readonly label: string; readonly again: () => void }) {
  return html`<div class="stack centre">
      <p part="note" role="status">${text}</p>
      ${
        retry
          ? html`<button part="retry" class="secondary" type="button" @click=${retry.again}>
              ${retry.label}
            </button>`
          : nothing
      }
    </div>
    <slot></slot>`;
}
