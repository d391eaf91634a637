/** What lies on the map and the plan, and what stands there while neither can. */
import { html, nothing } from 'lit';
import { noteView } from '../../internal/failure-view.ts';
import type { WordsOfMap } from '../../locales/forest-words.ts';
import { treePage } from '../tree-page.ts';
import type { Browsing } from './browsing.ts';
import type { MapController } from './map-controller.ts';
import { nameSaid } from './telling.ts';

/** How an element that stands inside of this one finds the platform. */
export interface Handed {
  readonly key?: string | undefined;
  readonly baseUrl?: string | undefined;
  readonly locale: string;
}

/** Room for what is about to come: nothing of it depends on the language. */
export function skeleton() {
  return html`<div class="bar"></div>
    <div class="body" aria-busy="true"><div class="bone whole"></div></div>
    <div class="time"></div>`;
}

/** The map's own room, and what is said over it. */
export function mapStage(map: MapController, { forest, map: said }: WordsOfMap) {
  return html`<div class="canvas" dir="ltr"></div>
    ${map.state === 'coming' ? html`<div class="bone whole" aria-busy="true"></div>` : nothing}
    ${
      map.isTrouble
        ? html`<div class="over">
            ${noteView(said.trouble, forest, () => map.reload())}
          </div>`
        : nothing
    }
    ${
      map.credits.length > 0
        ? html`<p part="credits" class="credits">${map.credits.join(' · ')}</p>`
        : nothing
    }`;
}

/** Why there is no map, where one was wanted. */
export function noMapView(controller: MapController, { forest, map }: WordsOfMap) {
  const { state } = controller;
  if (state === 'no-webgl') return noteView(map.noMap, forest);
  return state === 'missing' ? noteView(map.noMap, forest, () => controller.reload()) : nothing;
}

/** The tree that is open. Until the tree's own card is here its number and its page are. */
export function cardView(
  { number, tree }: Browsing,
  { map, forest }: WordsOfMap,
  { key, baseUrl, locale }: Handed,
  { close, again }: { readonly close: () => void; readonly again: () => void },
) {
  if (number === undefined) return nothing;
  const said = nameSaid(number, locale);
  const page = tree.status === 'ready' ? treePage(tree.value.certificateUrl, locale) : undefined;
  const own = html`<p class="card-name">${forest.tree(said)}</p>
    ${tree.status === 'ready' ? html`<p class="muted">${forest.states[tree.value.state]}</p>` : nothing}
    ${page ? html`<p><a href=${page}>${map.certificate}</a></p>` : nothing}`;
  // While the tree's own card is on its way, and where it cannot be had, this one leads to its page.
  const card = (id: string) =>
    customElements.get('kind-tree-card')
      ? html`<kind-tree-card
        tree=${id}
        key=${key ?? nothing}
        base-url=${baseUrl ?? nothing}
        locale=${locale}
      ></kind-tree-card>`
      : own;
  return html`<section part="card" class="card" aria-label=${forest.tree(said)}>
    <button part="close" class="icon close" type="button" aria-label=${map.close} @click=${close}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="m6.4 5 5.6 5.6L17.6 5 19 6.4 13.4 12l5.6 5.6-1.4 1.4-5.6-5.6L6.4 19 5 17.6l5.6-5.6L5 6.4z"></path>
      </svg>
    </button>
    ${tree.status === 'unknown' ? noteView(map.unknownTree(said), forest) : nothing}
    ${tree.status === 'failed' ? noteView(forest.loadFailed, forest, again) : nothing}
    ${tree.status === 'ready' ? card(tree.value.id) : nothing}
    ${tree.status === 'loading' ? html`<div class="bone" aria-busy="true"></div>` : nothing}
  </section>`;
}
