import { createForestClient } from '@kindcart/client';
import type { Plot, Species } from '@kindcart/contract';
import type { Entry, Snapshot } from '@kindcart/store';
import { createOffer, isAdoptionKept, type Offer } from '@kindcart/store/adoption';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { type Connection, Source, type Wanted } from '../../commerce/source.ts';
import { KindElement } from '../../internal/base.ts';
import { fields } from '../../internal/fields.styles.ts';
import { focusIn, holdsFocus, isFocusElsewhere } from '../../internal/focus.ts';
import { forestFiles } from '../../internal/forest-words.ts';
import { Lazy } from '../../internal/lazy.ts';
import { parts } from '../../internal/parts.styles.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tabStorage } from '../../internal/tab-storage.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfPicker } from '../../locales/forest-words.ts';
import { picker } from '../../locales/picker.en.ts';
import { note, plotsView, skeleton, speciesView } from './choose.ts';
import { invitedTo } from './invitation.ts';
import type { Step } from './refusal.ts';
import { scopeOf } from './scope.ts';
import { styles } from './tree-picker.styles.ts';
import type { Chosen, Way } from './way.ts';

/**
 * @summary Lets a donor adopt a tree: which kind, on which plot, at which place, for whom, and pays it.
 *
 * A place is held while the donor pays, and the time that is left is shown. Nothing is said to be adopted
 * before the platform says so. A reload in the middle goes on where it was. A page whose address ends in
 * `#adopt=adp_…` lets the members of a team pay their shares.
 *
 * @slot - Shown where no tree can be adopted, such as a link to the charity's own page.
 * @slot form - Where the element puts the donation form.
 * @event kind-tree-chosen - The donor has chosen a tree and goes on to hold a place.
 * @event kind-tree-adopted - The tree has its number.
 * @csspart title - What is asked, or what has come of it.
 * @csspart species - One kind of tree.
 * @csspart growth - The drawing of how it grows.
 * @csspart price - What one tree costs.
 * @csspart plot - One plot.
 * @csspart left - How many places it has left.
 * @csspart choose - The button that chooses a kind or a plot.
 * @csspart back - The button to the page before.
 * @csspart any - The button that takes any free place.
 * @csspart on-plan - The button that opens the plan.
 * @csspart plan - The plan of the plot.
 * @csspart earlier - The button to the places before those shown.
 * @csspart later - The button to the places after those shown.
 * @csspart chosen - What is known of the place chosen.
 * @csspart take - The button that takes it.
 * @csspart summary - What is adopted, and what it costs.
 * @csspart hold - The button that holds the place.
 * @csspart alert - Says why no place was held.
 * @csspart countdown - How long the place is held.
 * @csspart test-mode - Says that no real money moves.
 * @csspart team - Who has joined.
 * @csspart give-back - The button that gives the place back.
 * @csspart invitation - The link for the others of a team.
 * @csspart invite - The button that shares it.
 * @csspart done - What the tree has become.
 * @csspart moved - Says that the tree stands at another place than the one chosen.
 * @csspart certificate - The link to the tree's page and certificate.
 * @csspart share - The button to tell others.
 * @csspart again - The button to adopt another tree, or to choose again.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to try again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-on-accent - Text upon it.
 * @cssproperty --kind-danger - Colour of errors.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-field-background - Colour of the fields.
 */
export class KindTreePicker extends KindElement {
  static override styles = [tokens, parts, fields, styles];

  readonly #locale = new SpeechController<WordsOfPicker>(
    this,
    () => this.ownSettings,
    picker,
    forestFiles,
  );
  readonly #offer = new Source<Snapshot<Offer>, Entry<Offer>>(
    this,
    () => this.ownSettings,
    () => this.#wanted(),
  );
  /** Fetches what the first page does without. */
  protected readonly loads = {
    way: () => import('./way.ts'),
    form: () => import('../../giving/donate-form/define.ts'),
  };
  readonly #way = new Lazy<Way>(this, async () => {
    const { Way } = await this.loads.way();
    return new Way(this, {
      own: () => this.ownSettings,
      locale: () => this.#locale.locale,
      slot: () => this.#slot,
      form: () => this.loads.form(),
      goTo: (step) => this.#goTo(step),
    });
  });
  #lastScreen = '';
  #hadFocus = false;
  /** Whether focus was on the page before, and the title of the next is still to come. */
  #owesFocus = false;

  @state() private step: Step = 'species';
  @state() private speciesId: string | undefined;
  @state() private plotId: string | undefined;

  /** Id of a plot, `plt_…`: only its trees are offered. */
  @property() plot?: string | undefined;

  /** Id of a species, `spc_…`: only it is offered. */
  @property() species?: string | undefined;

  /** Id of a project, `prj_…`: only its plots are offered. */
  @property() project?: string | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#onAddress);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#onAddress);
  }

  readonly #onAddress = () => this.requestUpdate();

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('plot') || changed.has('species') || changed.has('project')) {
      this.step = 'species';
      this.speciesId = this.plotId = undefined;
    }
  }

  override update(changed: PropertyValues<this>): void {
    this.#hadFocus = this.hasUpdated && holdsFocus(this);
    super.update(changed);
  }

  override updated(): void {
    const isWanted = this.step !== 'species' || this.#isBegun;
    if (isWanted && !this.#way.failed) this.#way.fetch();
    const screen = this.#way.module?.isUnderWay
      ? `${this.#way.module.state?.status}`
      : this.#stepNow;
    // Focus goes to the new page only from the one before it, never from elsewhere on the page.
    if (screen !== this.#lastScreen) this.#owesFocus = this.#hadFocus;
    this.#lastScreen = screen;
    if (!this.#owesFocus || !this.renderRoot.querySelector('#title')) return;
    this.#owesFocus = false;
    if (!isFocusElsewhere(this)) focusIn(this, '#title');
  }

  /** What the tab keeps an adoption under. */
  get #slot(): string {
    return [this.plot, this.species, this.project].filter(Boolean).join(' ') || 'any';
  }

  /** Whether an adoption was begun before a reload, or the page's address invites to one. */
  get #isBegun(): boolean {
    if (this.#offer.isHydrating) return false;
    return !!invitedTo(location.hash) || isAdoptionKept(tabStorage(), this.#slot);
  }

  #wanted(): Wanted<Entry<Offer>> {
    const wanted = scopeOf(this);
    if ('fault' in wanted) return wanted;
    const open = (connection: Connection) =>
      createOffer({ client: createForestClient(connection) }, wanted.scope);
    return { name: this.#slot, open };
  }

  get #known(): Offer | undefined {
    const snapshot = this.#offer.value;
    return snapshot && 'value' in snapshot ? (snapshot.value ?? undefined) : undefined;
  }

  get #chosen(): { readonly [Part in keyof Chosen]: Chosen[Part] | undefined } {
    return {
      species: this.#known?.species.find(({ id }) => id === this.speciesId),
      plot: this.#known?.plots.find(({ id }) => id === this.plotId),
    };
  }

  /** The page that can be shown, by what was chosen and is offered still. */
  get #stepNow(): Step {
    const { species, plot } = this.#chosen;
    if (!species) return 'species';
    return plot || this.step === 'species' ? this.step : 'plot';
  }

  #goTo(step: Step): void {
    this.step = step;
    if (step !== 'who') this.#offer.entry?.reload();
  }

  #chooseSpecies(id: Species['id']): void {
    const plots = this.#known?.plots.filter(({ speciesIds }) => speciesIds.includes(id)) ?? [];
    const [only] = this.plot ? plots : [];
    this.#way.module?.forget();
    this.speciesId = id;
    this.plotId = only && only.places.free > 0 ? only.id : undefined;
    this.step = this.plotId ? 'place' : 'plot';
  }

  #choosePlot(id: Plot['id']): void {
    this.#way.module?.forget();
    this.plotId = id;
    this.step = 'place';
  }

  #back(): void {
    this.#way.module?.forget();
    const before = { who: 'place', place: this.plot ? 'species' : 'plot' } as const;
    const { step } = this;
    this.step = step === 'who' || step === 'place' ? before[step] : 'species';
  }

  /** Asks the platform again for what is offered. */
  reload(): void {
    this.#offer.entry?.reload();
  }

  #renderStep(offer: Offer, words: WordsOfPicker) {
    const { locale } = this.#locale;
    const { species, plot } = this.#chosen;
    const way = this.#way.module;
    const model = { words, locale, offer };
    const coming = () => this.#renderComing(words);
    switch (this.#stepNow) {
      case 'species':
        return html`${way?.alertView()} ${speciesView(model, (id) => this.#chooseSpecies(id))}`;
      case 'plot':
        return species
          ? html`${way?.alertView()} ${plotsView(model, species.id, (id) => this.#choosePlot(id))}`
          : nothing;
      case 'place':
        way?.prepare();
        return plot && way ? way.placeView(plot, () => this.#goTo('who')) : coming();
      case 'who':
        return species && plot && way?.isKnown ? way.whoView({ species, plot }) : coming();
    }
  }

  /** What is fetched, or could not be. */
  #renderComing(words: WordsOfPicker) {
    const { forest } = words;
    if (!this.#way.failed) return skeleton();
    return note(forest.loadFailed, { label: forest.tryAgain, again: () => this.#way.fetch() });
  }

  #renderOffer(offer: Offer, words: WordsOfPicker) {
    if (offer.species.length === 0) return note(words.picker.nothing);
    const isSandbox = offer.species.some(({ livemode }) => !livemode);
    return html`${
      this.#stepNow === 'species'
        ? nothing
        : html`<button part="back" class="link" type="button" @click=${() => this.#back()}>
            ${words.picker.back}
          </button>`
    }
    ${isSandbox ? html`<p part="test-mode" class="mark">${words.forest.test}</p>` : nothing}
    ${this.#renderStep(offer, words)}`;
  }

  #renderView(words: WordsOfPicker | undefined) {
    const way = this.#way.module;
    if (!words || this.#offer.isHydrating) return skeleton();
    const { forest } = words;
    if (this.#offer.isFaulty) return note(forest.unavailable);
    if (way?.isUnderWay) return way.view();
    if (this.#isBegun && !way?.isKnown) return this.#renderComing(words);
    if (this.#known) return this.#renderOffer(this.#known, words);
    const snapshot = this.#offer.value ?? ({ status: 'loading' } as const);
    const retry = { label: forest.tryAgain, again: () => this.reload() };
    if (snapshot.status === 'offline') return note(forest.noConnection, retry);
    if (snapshot.status !== 'error') return skeleton();
    const isAuthors = this.#offer.isAuthors(snapshot.error);
    return isAuthors ? note(forest.unavailable) : note(forest.loadFailed, retry);
  }

  override render() {
    const { words } = this.#locale;
    return html`<div class="frame" lang=${words?.forest.lang ?? nothing}>
      ${this.#renderView(words)}
      <p class="visually-hidden" role="status">${this.#way.module?.said}</p>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-tree-picker': KindTreePicker;
  }
}
