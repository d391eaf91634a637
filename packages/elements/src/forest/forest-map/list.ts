/** The forest as a list: countries, their plots, and the trees of one. */
import type { CallError } from '@kindcart/client';
import type { Plot, Tree } from '@kindcart/contract';
import { html, nothing } from 'lit';
import { noteView } from '../../internal/failure-view.ts';
import { textIn } from '../named.ts';
import {
  countrySaid,
  daySaid,
  isShown,
  kindSaid,
  nameSaid,
  numberSaid,
  type Telling,
} from './telling.ts';

/** What is listed now: the trees of the chosen plot, or all plots. */
export function listView(telling: Telling) {
  const { plot } = telling.browsing;
  return plot.status === 'none' ? plotsView(telling) : treesView(telling);
}

function plotsView(telling: Telling) {
  const { words, locale, browsing } = telling;
  const { items, hasMore, busy, error } = browsing.plots;
  const countries = new Set(items.map(({ country }) => country));
  return html`${[...countries].map((country) => {
    const plots = items.filter((plot) => plot.country === country);
    const count = numberSaid(plots.length, locale);
    return html`<section class="country">
      <h3>
        <span>${countrySaid(country, locale)}</span>
        <span class="muted">${words.map.plots(plots.length, count)}</span>
      </h3>
      <ul role="list">
        ${plots.map((plot) => html`<li>${plotButton(plot, telling)}</li>`)}
      </ul>
    </section>`;
  })}
  ${pagesFoot({ hasMore, busy, error, label: words.map.morePlots }, words, () => browsing.morePlots())}`;
}

function plotButton({ id, names, trees, places }: Plot, telling: Telling) {
  const { words, locale, choosePlot } = telling;
  const name = textIn(names, locale);
  const standing = trees.planted + trees.established + trees.grown;
  const told = [
    words.forest.trees(standing, numberSaid(standing, locale)),
    words.map.placesLeft(places.free, numberSaid(places.free, locale)),
  ];
  return html`<button part="plot" class="row" type="button" @click=${() => choosePlot(id)}>
    <span class="name" lang=${name.lang}>${name.text}</span>
    <span class="muted">${told.join(' · ')}</span>
  </button>`;
}

function treesView(telling: Telling) {
  const { words, browsing, choosePlot } = telling;
  const { plot } = browsing;
  return html`<p>
      <button part="back" class="link back" type="button" @click=${() => choosePlot(undefined)}>
        ${words.map.allPlots}
      </button>
    </p>
    ${plot.status === 'ready' ? plotHead(plot.value, telling) : nothing}
    ${plot.status === 'unknown' ? noteView(words.map.unknownPlot, words.forest) : nothing}
    ${
      plot.status === 'failed'
        ? troubleView(plot.error, words, () => browsing.reloadPlot())
        : nothing
    }
    ${plot.status === 'loading' ? bones() : nothing}
    ${plot.status === 'ready' ? treeRows(telling) : nothing}`;
}

function plotHead({ names, country, places, trees }: Plot, { words, locale }: Telling) {
  const name = textIn(names, locale);
  const standing = trees.planted + trees.established + trees.grown;
  const told = [
    countrySaid(country, locale),
    words.forest.trees(standing, numberSaid(standing, locale)),
    words.map.placesLeft(places.free, numberSaid(places.free, locale)),
  ];
  return html`<h3 class="plot" lang=${name.lang}>${name.text}</h3>
    <p class="muted">${told.join(' · ')}</p>`;
}

function treeRows(telling: Telling) {
  const { words, browsing, filter } = telling;
  const { items, hasMore, busy, error } = browsing.trees;
  const shown = items.filter((tree) => isShown(tree, filter));
  const isSettled = !busy && error === null;
  return html`${
    isSettled && items.length === 0 ? html`<p class="note muted">${words.map.noTrees}</p>` : nothing
  }
    ${
      isSettled && items.length > 0 && shown.length === 0
        ? html`<p class="note muted">${words.map.noneSuch}</p>`
        : nothing
    }
    <ul role="list">
      ${shown.map((tree) => html`<li>${treeButton(tree, telling)}</li>`)}
    </ul>
    ${pagesFoot({ hasMore, busy, error, label: words.map.more }, words, () => browsing.moreTrees())}`;
}

/** One tree as a line. */
function treeButton(tree: Tree, telling: Telling) {
  const { words, locale, browsing, chooseTree } = telling;
  const { number, state, speciesId, plantedOn } = tree;
  const isMine = browsing.mine.some((each) => each.number === number);
  const told = [
    kindSaid(speciesId, telling),
    words.forest.states[state],
    plantedOn && words.map.plantedOn(daySaid(plantedOn, locale)),
  ];
  return html`<button
    part="tree"
    class="row tree"
    type="button"
    aria-pressed=${browsing.number === number}
    @click=${() => chooseTree(number)}
  >
    <svg class="stage-dot ${state} ${isMine ? 'mine' : ''}" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="5.5"></circle>
    </svg>
    <span class="name">${words.forest.tree(nameSaid(number, locale))}</span>
    <span class="muted">${told.filter(Boolean).join(' · ')}</span>
  </button>`;
}

interface Foot {
  readonly hasMore: boolean;
  readonly busy: boolean;
  readonly error: CallError | null;
  readonly label: string;
}

/** What stands below a list: more of it, or why there is no more. */
function pagesFoot(
  { hasMore, busy, error, label }: Foot,
  words: Telling['words'],
  more: () => void,
) {
  if (error) return troubleView(error, words, more);
  if (busy) return bones();
  if (!hasMore) return nothing;
  return html`<button part="more" class="secondary" type="button" @click=${more}>${label}</button>`;
}

function troubleView(error: CallError, { forest }: Telling['words'], again: () => void) {
  const isOffline = error.code === 'network_error' || error.code === 'timeout';
  return noteView(isOffline ? forest.noConnection : forest.loadFailed, forest, again);
}

function bones() {
  return html`<div class="bones" aria-busy="true">
    <div class="bone"></div>
    <div class="bone"></div>
    <div class="bone"></div>
  </div>`;
}
