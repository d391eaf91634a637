import type { Project } from '@kindcart/contract';
import { isProjectId } from '@kindcart/contract/ids';
import { formatMoney, type Money } from '@kindcart/contract/money';
import type { Snapshot } from '@kindcart/store';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindRoundUpEvent } from '../../events/cart.ts';
import { KindElement } from '../../internal/base.ts';
import { parts } from '../../internal/parts.styles.ts';
import { storeFor } from '../../internal/store-registry.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfRounding } from '../../locales/cart-words.ts';
import { rounding } from '../../locales/roundup.en.ts';
import { cart } from '../cart.styles.ts';
import { CartLocale } from '../cart-locale.ts';
import { markOf, note, skeleton } from '../marks.ts';
import { type ProjectsEntry, projectOf, watchProjects } from '../projects.ts';
import { type Connection, Source, type Wanted } from '../source.ts';
import { type Offer, type Offers, offersOf, readAmounts, totalWith } from './offer.ts';
import { styles } from './round-up.styles.ts';

type Projects = readonly Snapshot<Project>[];
type Named = Pick<Project, 'id' | 'title' | 'livemode'>;

const sample = {
  settings: { currency: 'CNY', total: 15_850, to: undefined, amounts: [] },
  projects: [{ id: 'prj_00000000000000000000000000', title: 'Project', livemode: false }],
} as const;

/**
 * @summary Offers to round a cart up, or to add an amount, as the shopper's own gift.
 *
 * Nothing is chosen before the shopper chooses, and pressing again takes it back. The shop adds the
 * gift to the order as a line of the kind `other` and passes it on; the element moves no money. In a
 * form it carries `…-amount`, in minor units, and `…-project`, after its name.
 *
 * @slot - Shown where it cannot be offered.
 * @event kind-round-up - The shopper adds a gift, another one, or none any more.
 * @csspart offer - One way to add a gift, a button.
 * @csspart who - One project, where there are several.
 * @csspart chosen - Says what was chosen.
 * @csspart test-mode - Says that no real money moves.
 * @csspart sample - Says that the figures are made up.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 */
export class KindRoundUp extends KindElement {
  static readonly formAssociated = true;
  static override styles = [tokens, parts, cart, styles];

  readonly #internals = this.attachInternals();
  readonly #locale = new CartLocale<'sums' | 'roundUp'>(this, () => this.ownSettings, rounding);
  readonly #source = new Source<Projects, ProjectsEntry>(
    this,
    () => this.ownSettings,
    () => this.#wanted(),
  );
  #offers: Offers | undefined;
  /** What the page was told last. */
  #told: { readonly gift: Money; readonly projectId: string } | undefined;

  @state() private choice: Offer['choice'] | undefined;
  @state() private chosenId: string | undefined;

  /** Currency of the cart, an ISO 4217 code. */
  @property() currency?: string | undefined;

  /** The cart's total without the gift, in minor units. */
  @property({ type: Number }) total?: number | undefined;

  /** Rounds up to a multiple of so many minor units. Left out, to a whole unit; to 100 in JPY and KRW. */
  @property({ type: Number }) to?: number | undefined;

  /** Further amounts to offer, in minor units; as an attribute parted by spaces. */
  @property({ converter: { fromAttribute: readAmounts } }) amounts: readonly number[] = [];

  /** Id of the project, `prj_…`; several, parted by spaces, for the shopper to choose among. */
  @property() project?: string | undefined;

  /** What the form's values are called, `round-up` when left out. */
  @property() name = 'round-up';

  /** Shows made-up figures, marked as such, and asks no platform. */
  @property({ type: Boolean }) preview = false;

  /** What is chosen now; undefined when nothing is. */
  get gift(): Money | undefined {
    return this.#told?.gift;
  }

  /** Takes the gift back when the form is reset. */
  formResetCallback(): void {
    this.choice = undefined;
  }

  override willUpdate(): void {
    const { currency, total, to, amounts } = this;
    const settings = this.preview ? sample.settings : { currency, total: total ?? 0, to, amounts };
    this.#offers = this.preview || total !== undefined ? offersOf(settings) : undefined;
  }

  override update(changed: PropertyValues<this>): void {
    super.update(changed);
    this.#tell();
  }

  get #ids(): readonly string[] {
    return (this.project ?? '').split(/\s+/).filter((id) => id !== '');
  }

  #wanted(): Wanted<ProjectsEntry> {
    if (this.preview) return 'nothing';
    if (this.#offers?.ok === false) return { fault: this.#offers.fault };
    const ids = this.#ids;
    if (ids.length === 0 || !ids.every(isProjectId)) {
      return { fault: 'the attribute project is missing or is not a project id such as prj_….' };
    }
    const open = (connection: Connection) => watchProjects(storeFor(connection), ids);
    return { name: ids.join(' '), open };
  }

  /** Projects that take a gift in the cart's currency. */
  get #projects(): readonly Named[] {
    if (this.preview) return sample.projects;
    const known = (this.#source.value ?? []).flatMap((each) => projectOf(each) ?? []);
    return known.filter(({ state, currency }) => state === 'open' && currency === this.currency);
  }

  get #project(): Named | undefined {
    const projects = this.#projects;
    return projects.find(({ id }) => id === this.chosenId) ?? projects[0];
  }

  get #offer(): Offer | undefined {
    if (!this.#offers?.ok || this.choice === undefined) return undefined;
    return this.#offers.offers.find(({ choice }) => choice === this.choice);
  }

  /** Tells the page and the form of what is chosen, where that has changed. */
  #tell(): void {
    const [offer, project, before] = [this.#offer, this.#project, this.#told];
    const now = offer && project && { gift: offer.gift, projectId: project.id };
    if (JSON.stringify(now) === JSON.stringify(before) || this.preview) return;
    this.#told = now;
    const { gift, projectId } = now ?? { gift: undefined, projectId: before?.projectId ?? '' };
    const amount = gift ?? { amount: 0, currency: before?.gift.currency ?? '' };
    this.#internals.setFormValue(now ? formValue(this.name, amount, projectId) : null);
    const lineName = this.#locale.words?.roundUp.lineName(project?.title ?? '') ?? '';
    this.dispatchEvent(new KindRoundUpEvent(amount, projectId, lineName));
  }

  /** Asks the platform for the projects again. */
  reload(): void {
    this.#source.entry?.reload();
  }

  #renderOffer({ choice, gift }: Offer, words: WordsOfRounding) {
    const { locale } = this.#locale;
    const isChosen = choice === this.choice;
    const total = this.preview ? sample.settings.total : (this.total ?? 0);
    const added = words.roundUp.add(formatMoney(gift, locale, { withoutZeroFraction: true }));
    return html`<button
      part="offer"
      class="offer"
      type="button"
      aria-pressed=${isChosen ? 'true' : 'false'}
      @click=${() => {
        this.choice = isChosen ? undefined : choice;
      }}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l5 5L19.5 7" /></svg>
      ${
        choice === 'up'
          ? html`<span><b>${words.roundUp.upTo(totalWith(total, gift, locale))}</b> ${added}</span>`
          : html`<b>${added}</b>`
      }
    </button>`;
  }

  #renderWho(projects: readonly Named[], words: WordsOfRounding) {
    return html`<fieldset class="who">
      <legend>${words.roundUp.whoGets}</legend>
      ${projects.map(
        ({ id, title }) => html`<label part="who">
          <input
            type="radio"
            name="who"
            .checked=${id === this.#project?.id}
            @change=${() => {
              this.chosenId = id;
            }}
          />
          <span>${title}</span>
        </label>`,
      )}
    </fieldset>`;
  }

  #renderOffers(offers: readonly Offer[], project: Named, words: WordsOfRounding) {
    const projects = this.#projects;
    const { roundUp } = words;
    const isAlone = projects.length === 1;
    const gift = this.#offer && formatMoney(this.#offer.gift, this.#locale.locale);
    const marked = { isSample: this.preview, livemode: project.livemode };
    return html`<div class="box">
      <p id="title" class="title">${isAlone ? roundUp.title(project.title) : roundUp.titleMany}</p>
      ${isAlone ? nothing : this.#renderWho(projects, words)}
      <div class="offers" role="group" aria-labelledby="title">
        ${offers.map((offer) => this.#renderOffer(offer, words))}
      </div>
      <p part="chosen" class="chosen" role="status">
        ${gift ? `${roundUp.chosen(gift, project.title)} ${roundUp.takeBack}` : roundUp.taken}
      </p>
      <p class="muted">${roundUp.own} ${roundUp.passedOn}</p>
      ${markOf(words, marked)}
    </div>`;
  }

  #renderFailure(snapshots: Projects, words: WordsOfRounding) {
    const { common } = words;
    const retry = { label: common.tryAgain, again: () => this.reload() };
    if (snapshots.some(({ status }) => status === 'offline')) {
      return note(`${common.noConnection} ${common.noConnectionHow}`, retry);
    }
    const errors = snapshots.flatMap((each) => (each.status === 'error' ? [each.error] : []));
    if (errors.length === 0) return note(common.projectClosed);
    const isAuthors = errors.some((error) => this.#source.isAuthors(error, 'project_unknown'));
    return isAuthors ? note(common.unavailable) : note(common.unavailable, retry);
  }

  #renderView(words: WordsOfRounding | undefined) {
    if (!words || this.#source.isHydrating) return skeleton();
    if (this.#source.isFaulty) return note(words.common.unavailable);
    if (!this.#offers?.ok) return skeleton();
    // An empty cart is nothing to round up, and no place to ask for gifts.
    if (this.#offers.offers.length === 0) return nothing;
    const project = this.#project;
    if (project) return this.#renderOffers(this.#offers.offers, project, words);
    const snapshots = this.#source.value ?? [];
    const isLoading =
      snapshots.length === 0 || snapshots.some(({ status }) => status === 'loading');
    return isLoading ? skeleton() : this.#renderFailure(snapshots, words);
  }

  override render() {
    const { words } = this.#locale;
    return html`<div class="frame" lang=${words?.lang ?? nothing}>${this.#renderView(words)}</div>`;
  }
}

function formValue(name: string, { amount }: Money, projectId: string): FormData {
  const data = new FormData();
  data.set(`${name}-amount`, `${amount}`);
  data.set(`${name}-project`, projectId);
  return data;
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-round-up': KindRoundUp;
  }
}
