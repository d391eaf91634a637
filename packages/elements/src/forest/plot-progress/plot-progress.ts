import type { Plot } from '@kindcart/contract';
import { isPlotId } from '@kindcart/contract/ids';
import type { ForestStore } from '@kindcart/store/forest';
import { html, nothing } from 'lit';
import { property, state } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { EntryController } from '../../internal/entry-controller.ts';
import { failureView, noteView } from '../../internal/failure-view.ts';
import { forestStoreFor } from '../../internal/forest-registry.ts';
import { forestFiles } from '../../internal/forest-words.ts';
import { parts } from '../../internal/parts.styles.ts';
import { safeUrl } from '../../internal/safe-url.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfPlot } from '../../locales/forest-words.ts';
import { plot as english } from '../../locales/plot.en.ts';
import { areaSaid, countrySaid, monthName, numberSaid, percentSaid } from '../measures.ts';
import { textIn } from '../named.ts';
import { aerialsOf, comparison } from './comparison.ts';
import { outline } from './outline.ts';
import { styles } from './plot-progress.styles.ts';

const kind = {
  isId: isPlotId,
  missing: 'plot_missing',
  unknown: 'plot_unknown',
  storeFor: forestStoreFor,
  entryOf: (store: ForestStore, id: string) => store.plot(id),
} as const;

/**
 * @summary Shows how a plot fares: places left, trees planted, how many of them still stand, who looks after them, and
 * what it looked like from above in other years.
 *
 * Survival counts every tree that was ever planted there, also those that were lost and replaced, and says of how many.
 * Where the plot cannot be shown, the element's own children are.
 *
 * @slot - Shown where the plot cannot be, such as a sentence about it.
 * @csspart plot - The frame.
 * @csspart title - The name of the plot.
 * @csspart mark - Says that it is a test.
 * @csspart left - How many places are left.
 * @csspart track - The bar of places that are taken.
 * @csspart fill - Its filled part.
 * @csspart facts - What is known of trees and land.
 * @csspart survival - How many of those planted still stand.
 * @csspart partner - Who plants and looks after the trees.
 * @csspart comparison - Two images from above.
 * @csspart compare - The slider between both.
 * @csspart year - The slider that chooses the later one, where there are more than two.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 */
export class KindPlotProgress extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #speech = new SpeechController<WordsOfPlot>(
    this,
    () => this.ownSettings,
    english,
    forestFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    kind,
    () => this.plot,
  );

  /** Which image from above is compared with the first; the last one until a visitor chooses. */
  @state() private later = Number.MAX_SAFE_INTEGER;
  /** How much of it is shown, in percent. */
  @state() private percent = 50;

  /** Id of the plot, `plt_…`. */
  @property() plot?: string | undefined;

  override updated(): void {
    const { entry } = this.#source;
    if (entry.status !== 'ready') return;
    const { taken, total } = entry.value.places;
    // By script and not as an attribute, which strict policies refuse.
    const set = (selector: string, name: string, value: number) =>
      this.renderRoot.querySelector<HTMLElement>(selector)?.style.setProperty(name, String(value));
    set('.fill', '--_permille', (taken * 1_000) / Math.max(total, 1));
    set('.frame', '--_shown', this.percent);
  }

  #number(count: number): string {
    return numberSaid(count, this.#speech.locale);
  }

  /** Asks the platform for the plot again. */
  reload(): void {
    this.#source.reload();
  }

  #renderReady(plot: Plot, offline: boolean, words: WordsOfPlot) {
    const { locale } = this.#speech;
    const name = textIn(plot.names, locale);
    return html`<article part="plot" class="plot" lang=${words.forest.lang}>
      <div class="head">
        <div>
          <h3 part="title" lang=${name.lang}>${name.text}</h3>
          <p class="muted">${countrySaid(plot.country, locale)}</p>
          ${plot.livemode ? nothing : html`<p part="mark" class="mark">${words.forest.test}</p>`}
        </div>
        ${outline(plot, words.plot.outline(name.text))}
      </div>
      ${this.#renderPlaces(plot, words)} ${this.#renderFacts(plot, words)}
      ${this.#renderPartner(plot.partner, words)}
      ${comparison(plot, {
        words,
        locale,
        later: Math.min(this.later, aerialsOf(plot).length - 1),
        percent: this.percent,
        onLater: (at) => {
          this.later = at;
        },
        onPercent: (percent) => {
          this.percent = percent;
        },
      })}
      ${offline ? noteView(words.forest.noConnection, words.forest, () => this.reload()) : nothing}
    </article>`;
  }

  #renderPlaces({ places: { total, free, held, taken }, state }: Plot, words: WordsOfPlot) {
    const left = words.plot.of(this.#number(free), this.#number(total));
    const because = state === 'closed' ? words.plot.closed : free + held > 0 ? '' : words.plot.full;
    return html`<p part="left" class="left">${because || `${words.plot.placesLeft}: ${left}`}</p>
      <div
        part="track"
        class="track"
        role="progressbar"
        aria-label=${words.plot.placesLeft}
        aria-valuemin="0"
        aria-valuemax=${total}
        aria-valuenow=${taken}
        aria-valuetext=${because || left}
      >
        <div part="fill" class="fill"></div>
      </div>
      ${held > 0 ? html`<p class="muted">${words.plot.held(held, this.#number(held))}</p>` : nothing}`;
  }

  #renderFacts({ trees, survival, season, areaM2 }: Plot, words: WordsOfPlot) {
    const { locale } = this.#speech;
    const { plot } = words;
    const stands =
      survival === null
        ? plot.nothingPlanted
        : plot.standing(
            percentSaid(survival.basisPoints, locale),
            survival.of,
            this.#number(survival.of),
          );
    const rows = [
      [plot.planted, survival === null ? undefined : this.#number(survival.of)],
      [plot.waiting, trees.planned > 0 ? this.#number(trees.planned) : undefined],
      [
        plot.season,
        season &&
          plot.months(monthName(season.fromMonth, locale), monthName(season.toMonth, locale)),
      ],
      [plot.area, areaSaid(areaM2, locale)],
    ].filter(([, value]) => value);
    return html`<dl part="facts" class="facts">
        ${rows.map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}
        <div><dt>${plot.survival}</dt><dd part="survival">${stands}</dd></div>
      </dl>
      ${survival && html`<p class="muted">${plot.survivalHow}</p>`}`;
  }

  #renderPartner(partner: Plot['partner'], { plot }: WordsOfPlot) {
    if (partner === null) return nothing;
    const url = safeUrl(partner.url);
    const name = url ? html`<a href=${url}>${partner.name}</a>` : html`<bdi>${partner.name}</bdi>`;
    return html`<p part="partner">${plot.partner} ${name}</p>`;
  }

  override render() {
    const { words } = this.#speech;
    const view = this.#source.entry;
    if (!words || view.status === 'loading') {
      return html`<div class="plot" aria-busy="true">
        <div class="bone"></div>
        <div class="bone tall"></div>
        <div class="bone"></div>
      </div>`;
    }
    if (view.status === 'ready') return this.#renderReady(view.value, view.offline, words);
    return failureView(view.status, words.forest, words.plot.unknown, () => this.reload());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-plot-progress': KindPlotProgress;
  }
}
