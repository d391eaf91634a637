import type { Project } from '@kindcart/contract';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Announcer } from '../../internal/announcer.ts';
import { KindElement } from '../../internal/base.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { ProjectController, type ProjectView } from '../../internal/project-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { progress } from '../../locales/progress.en.ts';
import type { WordsOfProgress } from '../../locales/words.ts';
import { type Figures, figuresOf, timeOf } from './figures.ts';
import { styles } from './progress.styles.ts';

type Ready = Extract<ProjectView, { status: 'ready' }>;

/**
 * @summary Shows how much a project has raised, of which goal, by how many gifts and until when.
 *
 * The numbers are live: they follow the platform's books while the page is open. Without a goal
 * there is no bar. Where the project cannot be shown, the element's own children are.
 *
 * @slot - Shown where the project cannot be, such as a link to the charity's page of it.
 * @csspart raised - The sum raised.
 * @csspart goal - The goal.
 * @csspart percent - The share of the goal.
 * @csspart track - The bar's whole length.
 * @csspart fill - The bar's filled part.
 * @csspart meta - The line of gifts and days left.
 * @csspart note - Says what is wrong, and how old the numbers are.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-progress-fill - Colour of the bar.
 * @cssproperty --kind-progress-track - Colour of the bar's whole length.
 * @cssproperty --kind-progress-height - Thickness of the bar.
 */
export class KindProgress extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, progress);
  readonly #source = new ProjectController(this, () => this.ownSettings);
  readonly #announcer = new Announcer((text) => {
    this.said = text;
  });
  #figures: Figures | undefined;
  #lastSaid: { readonly project: string; readonly sentence: string } | undefined;

  /** What the live region says. */
  @state() private said = '';

  /** Id of the project, `prj_…`. */
  @property() project?: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.stop();
  }

  override update(changed: PropertyValues): void {
    // Not in willUpdate, which comes before the controllers look for the project.
    this.#figures = this.#readFigures();
    if (this.#figures) this.#announce(this.#figures);
    super.update(changed);
  }

  override updated(): void {
    const fill = this.renderRoot.querySelector<HTMLElement>('.fill');
    fill?.style.setProperty('--_permille', `${this.#figures?.permille ?? 0}`);
  }

  #readFigures(): Figures | undefined {
    const { view } = this.#source;
    const { words, locale } = this.#locale;
    if (view.status !== 'ready' || !words) return undefined;
    return figuresOf(view.project, { words, locale, nowMs: Date.now() });
  }

  /** The first figures are there to be read; only changes of them are said. */
  #announce({ sentence, donations }: Figures): void {
    const last = this.#lastSaid;
    const project = this.project ?? '';
    this.#lastSaid = { project, sentence };
    if (last?.project !== project || last.sentence === sentence) return;
    this.#announcer.announce(`${sentence}, ${donations}`);
  }

  /** Asks the platform for the numbers again. */
  reload(): void {
    this.#source.reload();
  }

  #renderReady({ project, offline }: Ready, words: WordsOfProgress, figures: Figures) {
    const { raised, goal, percent } = figures;
    return html`<div lang=${words.lang}>
      <p class="figures">
        <span class="sums">
          <span part="raised" class="raised"><bdi>${raised}</bdi></span>
          <span part="goal" class="muted"
            >${words.progress.raised}${goal && html` <bdi>${words.progress.ofGoal(goal)}</bdi>`}</span
          >
        </span>
        ${percent && html`<span part="percent" class="percent">${percent}</span>`}
      </p>
      ${this.#renderBar(project, words, figures)}
      ${offline ? this.#renderAge(project, words, figures) : this.#renderMeta(words, figures)}
      <p class="visually-hidden" role="status">${this.said}</p>
    </div>`;
  }

  #renderBar({ title, totals }: Project, words: WordsOfProgress, { permille, sentence }: Figures) {
    if (permille === undefined) return nothing;
    return html`<div
      part="track"
      class="track"
      role="progressbar"
      aria-label=${words.progress.name(title)}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${Math.floor(permille / 10)}
      aria-valuetext=${sentence}
    >
      <div part="fill" class="fill ${totals.raised.amount > 0 ? '' : 'empty'}"></div>
    </div>`;
  }

  #renderMeta(words: WordsOfProgress, { reached, donations, time }: Figures) {
    return html`<p part="meta" class="meta muted">
      ${reached ? html`<span class="reached">${words.progress.goalReached}</span>` : nothing}
      <span>${donations}</span>
      ${time && html`<span>${time}</span>`}
    </p>`;
  }

  #renderFailure(text: string, words: WordsOfProgress) {
    return html`<div lang=${words.lang}>
        <p part="note" class="note" role="status">
          <span>${text}</span>
          ${this.#renderRetry(words)}
        </p>
      </div>
      <slot></slot>`;
  }

  /** Takes the place of the line of days, so that losing the connection moves nothing. */
  #renderAge(project: Project, words: WordsOfProgress, { donations }: Figures) {
    return html`<p part="meta" class="meta muted">
      <span>${donations}</span>
      <span>${words.progress.notUpdatedSince(timeOf(project.totals.asOf, this.#locale.locale))}</span>
      ${this.#renderRetry(words)}
    </p>`;
  }

  #renderRetry(words: WordsOfProgress) {
    return html`<button part="retry" class="link" type="button" @click=${this.reload}>
      ${words.common.tryAgain}
    </button>`;
  }

  #renderSkeleton() {
    return html`<div aria-busy="true">
      <div class="bone raised-bone"></div>
      <div class="track"></div>
      <div class="bone meta-bone"></div>
    </div>`;
  }

  override render() {
    const { words } = this.#locale;
    const { view } = this.#source;
    if (!words || view.status === 'loading') return this.#renderSkeleton();
    switch (view.status) {
      case 'ready':
        return this.#figures && this.#renderReady(view, words, this.#figures);
      case 'offline': {
        const { noConnection, noConnectionHow } = words.common;
        return this.#renderFailure(`${noConnection} ${noConnectionHow}`, words);
      }
      case 'error':
        return this.#renderFailure(words.progress.loadFailed, words);
      default:
        return html`<div lang=${words.lang}>
            <p part="note" class="note muted">
              ${view.status === 'unknown' ? words.common.projectUnknown : words.common.unavailable}
            </p>
          </div>
          <slot></slot>`;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-progress': KindProgress;
  }
}
