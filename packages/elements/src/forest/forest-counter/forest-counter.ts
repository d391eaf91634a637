import { type ForestStore, forestId, type TheForest } from '@kindcart/store/forest';
import { html, nothing, type PropertyValues } from 'lit';
import { state } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { EntryController } from '../../internal/entry-controller.ts';
import { failureView, noteView } from '../../internal/failure-view.ts';
import { forestStoreFor } from '../../internal/forest-registry.ts';
import { forestFiles } from '../../internal/forest-words.ts';
import { parts } from '../../internal/parts.styles.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { counter as english } from '../../locales/counter.en.ts';
import type { WordsOfCounter } from '../../locales/forest-words.ts';
import { numberSaid, timeSaid } from '../measures.ts';
import { climb } from './climb.ts';
import { styles } from './forest-counter.styles.ts';
import { Pulse } from './pulse.ts';

const kind = {
  isId: (text: string): text is typeof forestId => text === forestId,
  missing: 'key_missing',
  unknown: 'not_found',
  storeFor: forestStoreFor,
  entryOf: (store: ForestStore) => store.forest(),
} as const;

/**
 * @summary Says how many trees stand, of how many kinds, on how many plots and in how many countries.
 *
 * Only trees that were planted and still stand are counted; those that wait or were lost are told of beside that. The
 * numbers are asked for again every 30 seconds while the page is looked at. Where they cannot be shown, the element's own
 * children are.
 *
 * @slot - Shown where the numbers cannot be, such as a sentence about the forest.
 * @csspart figures - The numbers.
 * @csspart standing - How many trees stand.
 * @csspart rest - Those that wait or were lost, and when that was counted.
 * @csspart mark - Says that it is a test.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 */
export class KindForestCounter extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #speech = new SpeechController<WordsOfCounter>(
    this,
    () => this.ownSettings,
    english,
    forestFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    kind,
    () => forestId,
  );
  readonly #pulse = new Pulse(() => this.reload(), {
    isSeen: () => document.visibilityState === 'visible' && this.checkVisibility(),
    nowMs: () => performance.now(),
    later(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
  readonly #look = () => this.#pulse.look();
  /** Whose number is known. */
  #store: ForestStore | undefined;
  #known: number | undefined;
  #stopClimb: (() => void) | undefined;

  /** The number of trees on show while it climbs to a new one. */
  @state() private climbing: number | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#pulse.start();
    document.addEventListener('visibilitychange', this.#look);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pulse.stop();
    this.#endClimb();
    document.removeEventListener('visibilitychange', this.#look);
  }

  override update(changed: PropertyValues): void {
    // Not in willUpdate, which comes before the controllers look for the forest.
    this.#follow();
    super.update(changed);
  }

  /** Climbs from one number of a forest to the next. */
  #follow(): void {
    const { entry, store } = this.#source;
    if (store !== this.#store) {
      this.#store = store;
      this.#known = undefined;
      this.#endClimb();
    }
    if (entry.status !== 'ready') return;
    const before = this.#known;
    const now = entry.value.trees.planted;
    this.#known = now;
    if (before === undefined || before === now) return;
    this.#endClimb();
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.climbing = before;
    this.#stopClimb = climb(before, now, (shown) => {
      this.climbing = shown === now ? undefined : shown;
    });
  }

  #endClimb(): void {
    this.#stopClimb?.();
    this.climbing = undefined;
  }

  /** Asks the platform for the numbers again. */
  reload(): void {
    this.#source.reload();
  }

  #renderReady(forest: TheForest, offline: boolean, words: WordsOfCounter) {
    const { locale } = this.#speech;
    const { standing, species, plots, countries } = words.counter;
    const { trees } = forest;
    const number = (count: number) => numberSaid(count, locale);
    const row = (count: number, label: (count: number) => string) =>
      html`<div><dt>${label(count)}</dt><dd>${number(count)}</dd></div>`;
    return html`<div lang=${words.forest.lang}>
      <dl part="figures" class="figures">
        <div class="first">
          <dt>${standing(trees.planted)}</dt>
          <dd part="standing">
            <span aria-hidden="true">${number(this.climbing ?? trees.planted)}</span>
            <span class="visually-hidden">${number(trees.planted)}</span>
          </dd>
        </div>
        ${row(forest.species.length, species)} ${row(forest.plots, plots)}
        ${row(forest.countries.length, countries)}
      </dl>
      <p part="rest" class="rest">${this.#renderRest(forest, words)}</p>
      ${offline ? noteView(words.forest.noConnection, words.forest, () => this.reload()) : nothing}
    </div>`;
  }

  /** What is not in the number, and how old that is. */
  #renderRest({ trees, asOf }: TheForest, { counter, forest }: WordsOfCounter) {
    const { locale } = this.#speech;
    const { planned, lost, planted } = trees;
    const said = [
      planted === 0 ? counter.none : '',
      planned > 0 ? counter.waiting(planned, numberSaid(planned, locale)) : '',
      lost > 0 ? counter.lost(lost, numberSaid(lost, locale)) : '',
    ];
    const isTest = this.#source.target?.key.startsWith('pk_test_') ?? false;
    return html`${said.filter((each) => each !== '').join(' ')}
      <time datetime=${asOf}>${counter.asOf(timeSaid(asOf, locale))}</time>
      ${isTest ? html`<span part="mark" class="mark">${forest.test}</span>` : nothing}`;
  }

  override render() {
    const { words } = this.#speech;
    const view = this.#source.entry;
    if (!words || view.status === 'loading') {
      return html`<div aria-busy="true">
        <div class="bone"></div>
        <div class="bone low"></div>
      </div>`;
    }
    if (view.status === 'ready') return this.#renderReady(view.value, view.offline, words);
    return failureView(view.status, words.forest, words.forest.unavailable, () => this.reload());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-forest-counter': KindForestCounter;
  }
}
