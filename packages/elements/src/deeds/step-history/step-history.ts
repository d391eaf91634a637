import type { Challenge, ParticipantDay } from '@kindcart/contract';
import { html, nothing } from 'lit';
import { property } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { deedsFiles } from '../../internal/deeds-words.ts';
import { EntryController } from '../../internal/entry-controller.ts';
import { failureView, noteView } from '../../internal/failure-view.ts';
import { parts } from '../../internal/parts.styles.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { WordsOfHistory } from '../../locales/deeds-words.ts';
import { history as english } from '../../locales/history.en.ts';
import { challengeEntry, daysEntry } from '../entries.ts';
import { daySaid } from '../measures.ts';
import { type DaySaid, dayInWords, stepsSaid, togetherInWords } from './day.ts';
import { OwnController } from './own.ts';
import { styles } from './step-history.styles.ts';

/**
 * @summary Lists the days on which this device gave steps in a challenge: how many counted, what each day gave, what
 * limited it, and what is still under review or waits to be sent.
 *
 * A day's steps count once: of several sources the most trusted. What a person looks at says why. Where the days cannot be
 * shown, the element's own children are.
 *
 * @slot - Shown where the days cannot be, such as a sentence about them.
 * @csspart together - What all days that are listed gave.
 * @csspart days - The list.
 * @csspart day - One day.
 * @csspart given - What it gave.
 * @csspart reason - Why something of it does not count, or who told it.
 * @csspart empty - Says that there are none yet.
 * @csspart more - Says that there are earlier ones.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 */
export class KindStepHistory extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #speech = new SpeechController<WordsOfHistory>(
    this,
    () => this.ownSettings,
    english,
    deedsFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    challengeEntry,
    () => this.challenge,
  );
  readonly #own = new OwnController(
    this,
    () => (this.participant ? undefined : this.#source.target),
    () => this.#days.reload(),
  );
  readonly #days = new EntryController(
    this,
    () => this.ownSettings,
    daysEntry,
    () => this.#whose(),
  );

  /** Id of the challenge, `chl_…`. */
  @property() challenge?: string | undefined;

  /** Id of the participant, `par_…`, such as one whom a server told of; the device's own when left out. */
  @property() participant?: string | undefined;

  #whose(): string | null {
    const { id } = this.#source;
    const participantId = this.participant || this.#own.record?.participantId;
    return id && participantId ? `${id} ${participantId}` : null;
  }

  /** Asks the platform for the days again. */
  reload(): void {
    this.#source.reload();
    this.#days.reload();
  }

  #renderChallenge(challenge: Challenge, offline: boolean, words: WordsOfHistory) {
    if (!this.participant && this.#own.record === undefined) return this.#renderSkeleton();
    const view = this.#whose() === null ? undefined : this.#days.entry;
    if (view === undefined || view.status === 'unknown') {
      return this.#renderDays([], challenge, words);
    }
    switch (view.status) {
      case 'loading':
        return this.#renderSkeleton();
      case 'ready': {
        const { days, more } = view.value;
        return html`${this.#renderDays(days, challenge, words)}
          ${more ? html`<p part="more" class="muted">${words.history.more}</p>` : nothing}
          ${offline || view.offline ? noteView(words.deeds.noConnection, words.deeds, () => this.reload()) : nothing}`;
      }
      default:
        return failureView(view.status, words.deeds, words.history.unknown, () => this.reload());
    }
  }

  #renderDays(days: readonly ParticipantDay[], challenge: Challenge, words: WordsOfHistory) {
    const saying = { words, locale: this.#speech.locale };
    const waiting = this.participant ? [] : this.#own.waitingFor(challenge.id);
    if (days.length === 0 && waiting.length === 0) return this.#renderNone(words);
    const together = togetherInWords(days, saying);
    const unsent = waiting.map(({ day, quantity }) => ({
      day: daySaid(day, saying.locale),
      steps: stepsSaid(quantity, saying),
      given: undefined,
      notes: [words.history.waiting],
    }));
    const said = [...unsent, ...days.map((day) => dayInWords(day, challenge, saying))];
    return html`<div lang=${words.deeds.lang}>
      ${together === undefined ? nothing : html`<p part="together" class="together">${together}</p>`}
      <ol part="days" aria-label=${words.history.days}>
        ${said.map((day) => this.#renderDay(day))}
      </ol>
    </div>`;
  }

  #renderDay({ day, steps, given, notes }: DaySaid) {
    return html`<li part="day">
      <span class="date">${day}</span>
      <span class="steps">${steps}</span>
      ${given === undefined ? nothing : html`<span part="given" class="given">${given}</span>`}
      ${notes.map((note) => html` <span part="reason" class="reason muted">${note}</span>`)}
    </li>`;
  }

  #renderNone({ deeds, history }: WordsOfHistory) {
    return html`<div part="empty" class="empty" lang=${deeds.lang}>
      <p>${history.none}</p>
      <p class="muted">${history.noneHow}</p>
    </div>`;
  }

  #renderSkeleton() {
    return html`<div aria-busy="true">
      <div class="bone"></div>
      <div class="bone"></div>
      <div class="bone"></div>
    </div>`;
  }

  override render() {
    const { words } = this.#speech;
    const view = this.#source.entry;
    if (!words || view.status === 'loading') return this.#renderSkeleton();
    if (view.status === 'ready') return this.#renderChallenge(view.value, view.offline, words);
    return failureView(view.status, words.deeds, words.history.unknown, () => this.reload());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-step-history': KindStepHistory;
  }
}
