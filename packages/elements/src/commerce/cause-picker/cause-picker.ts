import { createShopClient } from '@kindcart/client';
import type { CharityItem, Project } from '@kindcart/contract';
import type { Entry, Snapshot } from '@kindcart/store';
import { createCause, isCharityItemId } from '@kindcart/store/cause';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindCauseChosenEvent } from '../../events/cart.ts';
import { KindElement } from '../../internal/base.ts';
import { parts } from '../../internal/parts.styles.ts';
import { reportToAuthor } from '../../internal/report.ts';
import { safeUrl } from '../../internal/safe-url.ts';
import { storeFor } from '../../internal/store-registry.ts';
import { tabStorage } from '../../internal/tab-storage.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfCauses } from '../../locales/cart-words.ts';
import { choosing } from '../../locales/causes.en.ts';
import { cart } from '../cart.styles.ts';
import { CartLocale } from '../cart-locale.ts';
import { markOf, note, skeleton } from '../marks.ts';
import { type ProjectsEntry, projectOf, watchProjects } from '../projects.ts';
import { type Connection, Source, type Wanted } from '../source.ts';
import { styles } from './cause-picker.styles.ts';

type Item = Pick<CharityItem, 'choices' | 'state' | 'livemode'>;

/** One project to choose; its picture comes with what the store knows of it. */
interface Cause {
  readonly id: string;
  readonly title: string;
  readonly project: Project | undefined;
}

const sample: Item = {
  choices: [1, 2, 3].map((place) => ({
    id: `prj_0000000000000000000000000${place}`,
    title: `Project ${place}`,
  })),
  state: 'open',
  livemode: false,
};

/**
 * @summary Lets the shopper choose to which project an order gives, where the merchant leaves that open.
 *
 * Nothing is chosen beforehand. What was chosen is remembered for the tab, and told again when the
 * page comes back; give it to the shop's cart as the `choice` of the order. In a form it carries the
 * project's id. A charity item without choices shows nothing.
 *
 * @slot - Shown where there is nothing to choose.
 * @event kind-cause-chosen - The shopper chose a project, now or earlier in this tab.
 * @csspart cause - One project.
 * @csspart image - Its picture.
 * @csspart title - Its title.
 * @csspart test-mode - Says that no real money moves.
 * @csspart sample - Says that the projects are made up.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-radius - Roundness of corners.
 */
export class KindCausePicker extends KindElement {
  static readonly formAssociated = true;
  static override styles = [tokens, parts, cart, styles];

  readonly #internals = this.attachInternals();
  readonly #locale = new CartLocale<'sums' | 'causes'>(this, () => this.ownSettings, choosing);
  readonly #source = new Source<Snapshot<CharityItem>, Entry<CharityItem>>(
    this,
    () => this.ownSettings,
    () => this.#wanted(),
  );
  // After the source, so that the item is known before its projects are looked for.
  readonly #projects = new Source<readonly Snapshot<Project>[], ProjectsEntry>(
    this,
    () => this.ownSettings,
    () => this.#wantedProjects(),
  );
  #told: string | undefined;

  @state() private chosen: string | undefined;

  /** Id of the charity item, `chi_…`. */
  @property() item?: string | undefined;

  /** What the form's value is called. */
  @property() name = 'cause';

  /** Shows made-up projects, marked as such, and asks no platform. */
  @property({ type: Boolean }) preview = false;

  /** Id of the project that is chosen; undefined where none is. */
  get choice(): string | undefined {
    return this.#told;
  }

  /** Forgets the choice when the form is reset. */
  formResetCallback(): void {
    this.chosen = this.#told = undefined;
    this.#internals.setFormValue(null);
    tabStorage()?.removeItem(this.#place);
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('item')) return;
    this.chosen = tabStorage()?.getItem(this.#place) ?? undefined;
  }

  override update(changed: PropertyValues<this>): void {
    super.update(changed);
    this.#tell();
  }

  /** Where the tab keeps the choice. */
  get #place(): string {
    return `kindcart:cause:${this.item}`;
  }

  #wanted(): Wanted<Entry<CharityItem>> {
    if (this.preview) return 'nothing';
    const { item = '' } = this;
    if (!isCharityItemId(item)) {
      return { fault: `the attribute item is "${item}", and no id such as chi_….` };
    }
    const open = (connection: Connection) =>
      createCause({ client: createShopClient(connection) }, item);
    return { name: item, open };
  }

  #wantedProjects(): Wanted<ProjectsEntry> {
    const ids = (this.#item?.choices ?? []).map(({ id }) => id);
    if (this.preview || ids.length === 0) return 'nothing';
    const open = (connection: Connection) => watchProjects(storeFor(connection), ids);
    return { name: ids.join(' '), open };
  }

  get #item(): Item | undefined {
    if (this.preview) return sample;
    const snapshot = this.#source.value;
    return snapshot && 'value' in snapshot ? (snapshot.value ?? undefined) : undefined;
  }

  /** Projects to choose among, but those that take nothing any more. */
  get #causes(): readonly Cause[] {
    const known = (this.#projects.value ?? []).flatMap((each) => projectOf(each) ?? []);
    const projects = new Map(known.map((project) => [project.id, project]));
    return (this.#item?.choices ?? [])
      .map(({ id, title }) => ({ id, title, project: projects.get(id) }))
      .filter(({ project }) => project?.state !== 'closed');
  }

  /** Tells the page and the form of the choice, where that has changed and is one that there is. */
  #tell(): void {
    const { chosen } = this;
    const isThere = this.#causes.some(({ id }) => id === chosen);
    if (chosen === undefined || !isThere || chosen === this.#told || this.preview) return;
    this.#told = chosen;
    this.#internals.setFormValue(chosen);
    this.dispatchEvent(new KindCauseChosenEvent(chosen));
  }

  #choose(id: string): void {
    this.chosen = id;
    if (!this.preview) keep(this.#place, id);
  }

  /** Asks the platform again. */
  reload(): void {
    this.#source.entry?.reload();
    this.#projects.entry?.reload();
  }

  #renderCause({ id, title, project }: Cause) {
    const [image] = project?.images ?? [];
    const address = safeUrl(image?.url);
    return html`<label part="cause" class="cause">
      <input
        type="radio"
        name="cause"
        value=${id}
        .checked=${id === this.chosen}
        @change=${() => this.#choose(id)}
      />
      <span class="picture"
        >${
          address
            ? html`<img part="image" src=${address} alt="" loading="lazy" @error=${hide} />`
            : nothing
        }</span
      >
      <span part="title" class="title" lang=${project?.language ?? nothing}>${title}</span>
    </label>`;
  }

  #renderReady({ state: life, livemode }: Item, words: WordsOfCauses) {
    const causes = this.#causes;
    if (life === 'ended' || life === 'project_closed' || causes.length === 0) {
      return note(words.causes.over);
    }
    return html`<fieldset class="box">
      <legend>${words.causes.title}</legend>
      <div class="causes">${causes.map((cause) => this.#renderCause(cause))}</div>
      <p class="muted">${words.causes.otherwise}</p>
      ${markOf(words, { isSample: this.preview, livemode })}
    </fieldset>`;
  }

  #renderFailure(snapshot: Snapshot<CharityItem>, words: WordsOfCauses) {
    const retry = { label: words.common.tryAgain, again: () => this.reload() };
    if (snapshot.status === 'offline') {
      return note(`${words.common.noConnection} ${words.common.noConnectionHow}`, retry);
    }
    const isAuthors =
      snapshot.status === 'error' && this.#source.isAuthors(snapshot.error, 'charity_item_unknown');
    return isAuthors ? note(words.sums.notShown) : note(words.sums.loadFailed, retry);
  }

  #renderView(words: WordsOfCauses | undefined) {
    if (!words || this.#source.isHydrating) return skeleton();
    if (this.#source.isFaulty) return note(words.sums.notShown);
    const item = this.#item;
    if (item?.choices.length === 0) {
      const message = `the charity item ${this.item} has no choices. Name its projects as choices in its terms.`;
      reportToAuthor(this.localName, { message });
      return html`<slot></slot>`;
    }
    if (item) return this.#renderReady(item, words);
    const snapshot = this.#source.value ?? ({ status: 'loading' } as const);
    return snapshot.status === 'loading' ? skeleton() : this.#renderFailure(snapshot, words);
  }

  override render() {
    const { words } = this.#locale;
    return html`<div class="frame" lang=${words?.lang ?? nothing}>${this.#renderView(words)}</div>`;
  }
}

/** A picture that cannot be had leaves its room, without a sign of breakage. */
function hide({ currentTarget }: Event): void {
  if (currentTarget instanceof HTMLElement) currentTarget.style.visibility = 'hidden';
}

/** A tab that is full, or forbids storage, forgets; the choice itself stands. */
function keep(place: string, id: string): void {
  try {
    tabStorage()?.setItem(place, id);
  } catch {
    // Nobody needs it but a later page of the same tab.
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-cause-picker': KindCausePicker;
  }
}
