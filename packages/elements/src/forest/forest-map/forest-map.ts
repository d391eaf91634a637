import type { Species } from '@kindcart/contract';
import { forestId, type TheForest } from '@kindcart/store/forest';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindTreeSelectedEvent } from '../../events/tree-selected.ts';
import { KindElement } from '../../internal/base.ts';
import { EntryController } from '../../internal/entry-controller.ts';
import { failureView, noteView } from '../../internal/failure-view.ts';
import { forestFiles } from '../../internal/forest-words.ts';
import { Lazy } from '../../internal/lazy.ts';
import { parts } from '../../internal/parts.styles.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfMap } from '../../locales/forest-words.ts';
import { map as english } from '../../locales/map.en.ts';
import { Address } from './address.ts';
import { filterBar, type Side, timeBar, zoomButtons } from './bars.ts';
import { Browsing, forestKind } from './browsing.ts';
import { type Link, readLink, type View, writeLink } from './deep-link.ts';
import { styles } from './forest-map.styles.ts';
import { cardView, mapStage, noMapView, skeleton } from './frame.ts';
import { MapController, type MapWish } from './map-controller.ts';
import { myTrees, nextOf } from './my-trees.ts';
import type { Plan } from './plan.ts';
import { Replay } from './replay.ts';
import { stage } from './stage.styles.ts';
import { type Choice, shownOf, type Telling } from './telling.ts';
import { aimOf, aimOfTrees, isDark, mapWish } from './wish.ts';

/**
 * @summary Shows a forest from the whole world down to the single tree, as a map, as a list and as plans.
 *
 * The map is drawn by MapLibre GL, which loads when the element comes into view and is the page's to bring.
 * Where there is none, or the browser cannot draw it, list and plans do all that the map does. A visitor
 * chooses a species or a year, replays how the forest was planted, opens a tree, and finds the own ones.
 * Only what is planted is drawn as a crown, as wide as its kind usually is at its age.
 *
 * @slot - Shown where the forest cannot be, such as a link to its page.
 * @event kind-tree-selected - A tree was opened.
 * @csspart filters - The bar above: species, year, the visitor's own trees.
 * @csspart stage - Where the map or the plan is.
 * @csspart plan - The plan of a plot.
 * @csspart zoom - The buttons that lie on map and plan.
 * @csspart list - The list of plots or trees.
 * @csspart plot - One plot in the list.
 * @csspart tree - One tree in the list.
 * @csspart back - The button from a plot back to all of them.
 * @csspart more - The button for more trees or plots.
 * @csspart mine - The button that shows the visitor's own trees.
 * @csspart card - The tree that is open.
 * @csspart close - The button that closes it.
 * @csspart time - The bar below, with the year.
 * @csspart play - The button that replays planting.
 * @csspart year - The slider of years.
 * @csspart credits - Whom to name for the map.
 * @csspart test-mode - Says that these are no real trees.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-surface - What lies behind bars and cards.
 */
export class KindForestMap extends KindElement {
  static override styles = [tokens, parts, styles, stage];

  readonly #speech = new SpeechController<WordsOfMap>(
    this,
    () => this.ownSettings,
    english,
    forestFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    forestKind,
    () => forestId,
  );
  readonly #browsing = new Browsing(this, this.#source);
  readonly #map = new MapController(this, () => this.#wish());
  readonly #replay = new Replay(this);
  readonly #address = new Address(
    this,
    () => this.hash,
    (link) => this.#go(link),
  );
  readonly #places = new Lazy(this, () => import('./places.ts'));
  readonly #card = new Lazy(this, () => import('../tree-card/define.ts'));
  #plan: Plan | undefined;
  /** The tree and the plot that were last looked at, so that the map goes there once. */
  #seen = { tree: 0, plot: '' };
  #view = '';

  get #isMap(): boolean {
    const { state } = this.#map;
    return this.view !== 'list' && state !== 'no-webgl' && state !== 'missing';
  }

  @state() private choice: Pick<Choice, 'species' | 'year'> = { species: '', year: 0 };
  @state() private side: Side = 'stage';

  /** Id of the plot to begin with, `plt_…`. */
  @property() plot?: string | undefined;

  /** Id of the species to begin with, `spc_…`. */
  @property() species?: string | undefined;

  /** Numbers of the visitor's own trees, such as `12,34`, besides those that were adopted on this device. */
  @property({ attribute: 'my-trees' }) myTrees?: string | undefined;

  /** A MapLibre style beneath the trees: its address, or the style as JSON. Left out, the platform's own. */
  @property({ attribute: 'map-style' }) mapStyle?: string | undefined;

  /** Tiles of trees: a PMTiles file, a TileJSON or a template. Left out, the platform's own. */
  @property() tiles?: string | undefined;

  /** `list` draws no map and loads none: list and plans do all that it does. */
  @property() view: 'map' | 'list' = 'map';

  /** `none` leaves the bars away, for a map that only shows. */
  @property() controls: 'all' | 'none' = 'all';

  /** Keeps what is looked at behind the `#` of the page's address: `#tree=1024`, `#plot=plt_…`, `#map=…`. */
  @property({ type: Boolean }) hash = false;

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('myTrees') || !this.hasUpdated) this.#browsing.own(myTrees(this.myTrees));
    if (changed.has('plot') && this.plot) this.#browsing.choosePlot(this.plot);
    if (changed.has('species')) this.choice = { ...this.choice, species: this.species ?? '' };
  }

  override firstUpdated(): void {
    this.#places.fetch();
    this.#address.follow();
  }

  override updated(): void {
    const { tree, plot } = this.#browsing;
    if (tree.status === 'ready' && tree.value.number !== this.#seen.tree) {
      this.#seen = { tree: tree.value.number, plot: tree.value.plotId };
      this.#card.fetch();
      this.#map.look({ position: tree.value.place.position, zoom: 19 });
      this.side = 'stage';
    } else if (plot.status === 'ready' && plot.value.id !== this.#seen.plot) {
      this.#seen.plot = plot.value.id;
      this.#map.look(aimOf(plot.value.bounds));
    }
    if (tree.status === 'none') this.#seen.tree = 0;
    if (plot.status === 'none') this.#seen.plot = '';
  }

  #go(link: Link): void {
    if ('tree' in link) this.#browsing.chooseTree(link.tree);
    else if ('plot' in link) this.#browsing.choosePlot(link.plot);
    // What the map itself has written is where it is already.
    else if (JSON.stringify(link.map) !== this.#view) this.#map.look({ view: link.map });
  }

  #chooseTree(number: number): void {
    this.#browsing.chooseTree(number);
    this.#address.tell({ tree: number });
    this.dispatchEvent(new KindTreeSelectedEvent(number));
  }

  #choosePlot(id: string | undefined): void {
    this.#browsing.choosePlot(id);
    if (id) this.#address.tell({ plot: id });
    else this.#showAll();
  }

  #showAll(): void {
    const { entry } = this.#source;
    this.#plan?.reset();
    if (entry.status === 'ready' && entry.value.bounds) this.#map.look(aimOf(entry.value.bounds));
  }

  #showMine(): void {
    const { mine, number } = this.#browsing;
    const next = nextOf(mine, number);
    if (this.#isMap && mine.length > 1) this.#map.look(aimOfTrees(mine));
    else if (next) this.#chooseTree(next.number);
  }

  #wish(): MapWish | undefined {
    const { entry, target } = this.#source;
    const { words } = this.#speech;
    if (!this.#isMap || !words || entry.status !== 'ready' || !target) return undefined;
    if (!entry.value.bounds) return undefined;
    return mapWish({
      ...{ target, telling: this.#telling(words), bounds: entry.value.bounds },
      ...{ dark: isDark(this), mapStyle: this.mapStyle, tiles: this.tiles },
      onTree: (number) => this.#chooseTree(number),
      onPlot: (id) => this.#choosePlot(id),
      onMoved: (view) => this.#moved(view),
    });
  }

  #moved(view: View): void {
    const link = { map: view };
    this.#view = JSON.stringify(readLink(writeLink(link)));
    if (this.#browsing.number === undefined) this.#address.tell(link);
  }

  #telling(words: WordsOfMap): Telling {
    const kinds = this.#browsing.kinds.map((each): [string, Species] => [each.id, each]);
    return {
      words,
      locale: this.#speech.locale,
      browsing: this.#browsing,
      ...shownOf({ ...this.choice, until: this.#replay.until }),
      kinds: new Map(kinds),
      choosePlot: (id) => this.#choosePlot(id),
      chooseTree: (number) => this.#chooseTree(number),
    };
  }

  /** Asks the platform again. */
  reload(): void {
    this.#source.reload();
    this.#map.reload();
  }

  #renderReady(forest: TheForest, words: WordsOfMap) {
    const telling = this.#telling(words);
    const hasBars = this.controls !== 'none';
    const isListOnly = !this.#isMap && this.#browsing.plot.status !== 'ready';
    const side = isListOnly ? undefined : this.side;
    const bars = {
      ...{ choice: this.choice, side, isMap: this.#isMap },
      choose: (change: Partial<Choice>) => {
        this.choice = { ...this.choice, ...change };
      },
      turn: (side: Side) => {
        this.side = side;
      },
      showMine: () => this.#showMine(),
    };
    return html`${hasBars ? filterBar(forest, telling, bars) : nothing}
      <div class="body ${side ?? 'list-only'}">
        <div part="stage" class="stage">
          ${this.#isMap ? mapStage(this.#map, words) : this.#renderPlan(telling)}
          ${zoomButtons(telling, {
            zoomBy: (steps) => (this.#isMap ? this.#map.zoomBy(steps) : this.#plan?.zoomBy(steps)),
            whole: () => this.#showAll(),
          })}
          ${cardView(
            this.#browsing,
            words,
            { ...this.ownSettings, locale: this.#speech.locale },
            {
              close: () => this.#browsing.chooseTree(undefined),
              again: () => this.#browsing.chooseTree(this.#browsing.number),
            },
          )}
        </div>
        <div part="list" class="list" role="group" tabindex="0" aria-label=${words.map.showList}>
          ${this.#renderMarks(words)} ${this.#places.module?.listView(telling) ?? nothing}
        </div>
      </div>
      ${hasBars ? timeBar(forest.years, this.choice.year, this.#replay, telling) : nothing}`;
  }

  #renderPlan(telling: Telling) {
    const { plot } = this.#browsing;
    const { module } = this.#places;
    if (!module || plot.status !== 'ready') return nothing;
    this.#plan ??= new module.Plan(this);
    return this.#plan.render(plot.value, telling);
  }

  #renderMarks(words: WordsOfMap) {
    const isTest = this.#source.target?.key.startsWith('pk_test_');
    return html`${this.view === 'list' ? nothing : noMapView(this.#map, words)} ${isTest ? html`<p part="test-mode" class="muted mark">${words.forest.test}</p>` : nothing}`;
  }

  #renderContent(words: WordsOfMap) {
    const { entry } = this.#source;
    if (entry.status === 'loading') return skeleton();
    if (entry.status !== 'ready') {
      const { forest } = words;
      return failureView(entry.status, forest, forest.unavailable, () => this.reload());
    }
    if (entry.value.plots === 0) {
      return html`${noteView(words.map.empty, words.forest)}<slot></slot>`;
    }
    return this.#renderReady(entry.value, words);
  }

  override render() {
    const { words } = this.#speech;
    return html`<div class="frame" lang=${words?.forest.lang ?? nothing}>
      ${words ? this.#renderContent(words) : skeleton()}
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-forest-map': KindForestMap;
  }
}
