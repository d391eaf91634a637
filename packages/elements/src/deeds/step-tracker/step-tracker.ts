import type { Challenge } from '@kindcart/contract';
import { formatMoney } from '@kindcart/contract/money';
import { html, nothing, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import { textIn } from '../../forest/named.ts';
import { KindElement } from '../../internal/base.ts';
import { EntryController } from '../../internal/entry-controller.ts';
import { failureView, noteView } from '../../internal/failure-view.ts';
import { fields } from '../../internal/fields.styles.ts';
import { Lazy } from '../../internal/lazy.ts';
import { parts } from '../../internal/parts.styles.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { stepsFiles } from '../../internal/steps-words.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import type { StepsWords, WordsOfTracker } from '../../locales/steps-words.ts';
import { tracker as english } from '../../locales/tracker.en.ts';
import { challengeEntry } from '../entries.ts';
import { daySaid, numberSaid } from '../measures.ts';
import type { Body } from './body.ts';
import { emptyRing, ring } from './ring.ts';
import { conditionOf, type Standing, standingOf, todayOf, worthOfSteps } from './standing.ts';
import { styles } from './step-tracker.styles.ts';

const nothingKept = { counted: [], told: [], sending: [], waiting: [] };

/**
 * @summary Counts a walker's steps and gives them: what today's are worth, one tap to give, live counting, past days,
 * name, devices and team.
 *
 * The page makes a key that never leaves its device, and signs each day with it: what leaves is the day, the number of
 * steps and the signature. What is counted or given without a connection is kept and given later, once. Nothing is said
 * to be given before the platform says so. A page whose address ends in `#kind-move=mvt_…` lets its device join another.
 *
 * @slot - Shown where the challenge cannot be, such as a sentence about it.
 * @event kind-steps-given - The platform has taken a day's steps.
 * @csspart tracker - The frame.
 * @csspart title - The name of the challenge.
 * @csspart mark - Says that it is a test.
 * @csspart rate - What steps are worth, and who gives it.
 * @csspart ring - The ring of today's steps.
 * @csspart steps - How many there are.
 * @csspart worth - What they are worth.
 * @csspart condition - Says why steps bring nothing now, or what a day counts.
 * @csspart counting - The count that runs.
 * @csspart stop - The button that ends it.
 * @csspart give - The button that gives the steps.
 * @csspart waiting - Says that steps wait for a connection.
 * @csspart result - What came of giving.
 * @csspart choose - The title of the ways to count.
 * @csspart source - One way to count.
 * @csspart file - The field for a file of another app.
 * @csspart declared - The field for steps that are typed in.
 * @csspart more - One fold below: days, name and devices, team, image.
 * @csspart day - One past day.
 * @csspart name - The field for a name.
 * @csspart erase - The button that erases it.
 * @csspart make-code - The button that shows a code for another device.
 * @csspart code - The code that another device scans.
 * @csspart participant-id - The walker's own id, for the charity.
 * @csspart copy-id - The button that copies it.
 * @csspart join - The button that joins the device whose code brought this one here.
 * @csspart team - One team.
 * @csspart join-team - The button that asks to join it.
 * @csspart join-now - The button that joins it, once it was asked.
 * @csspart not-now - The button that lets it be.
 * @csspart new-team - The field for the name of a new one.
 * @csspart said - What became of a wish.
 * @csspart make-image - The button that makes the image to share.
 * @csspart picture - The links to it.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 * @cssproperty --kind-on-accent - Text upon it.
 * @cssproperty --kind-danger - Colour of errors.
 * @cssproperty --kind-radius - Roundness of corners.
 * @cssproperty --kind-gap - Room between the parts.
 * @cssproperty --kind-field-background - Colour of the fields.
 */
export class KindStepTracker extends KindElement {
  static override styles = [tokens, parts, fields, styles];

  readonly #speech = new SpeechController<WordsOfTracker | StepsWords>(
    this,
    () => this.ownSettings,
    english,
    stepsFiles,
  );
  readonly #source = new EntryController(
    this,
    () => this.ownSettings,
    challengeEntry,
    () => this.challenge,
  );
  /** Fetches what the first page does without. */
  protected readonly loads = { body: () => import('./body.ts') };
  readonly #body = new Lazy<Body>(this, async () => {
    const { Body } = await this.loads.body();
    return new Body(this);
  });

  /** Id of the challenge, `chl_…`. */
  @property() challenge?: string | undefined;

  /** What tells `devicemotion`, where it is not the window: such as a recording that is played. */
  @property({ attribute: false }) sensor?: EventTarget | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#body.module?.leave();
  }

  override update(changed: PropertyValues): void {
    // Not in willUpdate, which comes before the controllers look for the challenge.
    const { entry, store, target } = this.#source;
    // An element draws once more after it has left the page, and then there is nothing to listen for.
    if (this.isConnected && entry.status === 'ready' && store && target) {
      if (!this.#body.failed) this.#body.fetch();
      this.#body.module?.follow({ store, target, challenge: entry.value });
    }
    super.update(changed);
  }

  #steps(count: number, { deeds }: WordsOfTracker): string {
    return deeds.steps(count, numberSaid(count, this.#speech.locale));
  }

  #conditionSaid(
    { startsOn, endsOn, perPerson: { minPerDay, maxPerDay } }: Challenge,
    condition: ReturnType<typeof conditionOf>,
    { steps }: Standing,
    words: WordsOfTracker,
  ): string {
    const { tracker } = words;
    const { locale } = this.#speech;
    if (condition === 'upcoming') return tracker.begins(daySaid(startsOn, locale));
    if (condition === 'ended') return tracker.ended(daySaid(endsOn, locale));
    if (condition !== 'open') return tracker.conditions[condition];
    if (steps >= maxPerDay) return tracker.mostReached(this.#steps(maxPerDay, words));
    return steps < minPerDay
      ? tracker.least(this.#steps(minPerDay, words))
      : tracker.most(this.#steps(maxPerDay, words));
  }

  /** Asks the platform for the challenge again. */
  reload(): void {
    this.#source.reload();
    this.#body.fetch();
  }

  #renderReady(challenge: Challenge, offline: boolean, words: WordsOfTracker | StepsWords) {
    const { locale } = this.#speech;
    const { tracker, deeds } = words;
    const name = textIn(challenge.names, locale);
    const today = todayOf(challenge, Date.now());
    const condition = conditionOf(challenge, today);
    const body = this.#body.module;
    const { walk } = body ?? {};
    const standing = walk?.standing ?? standingOf(challenge, today, nothingKept, []);
    const isKnown = this.#body.failed || walk?.isKnown === true;
    const rate = tracker.rate(
      // Whatever signs are in a name, the sentence around it runs as it should.
      `\u2068${challenge.sponsor.name}\u2069`,
      formatMoney(challenge.rate.amount, locale, { withoutZeroFraction: true }),
      this.#steps(challenge.rate.quantity, words),
    );
    return html`<section part="tracker" class="tracker" lang=${deeds.lang} aria-labelledby="title">
      <div>
        <h3 part="title" id="title" lang=${name.lang}>${name.text}</h3>
        <p part="rate" class="muted">${rate}</p>
        ${challenge.livemode ? nothing : html`<p part="mark" class="mark">${deeds.test}</p>`}
      </div>
      ${isKnown ? this.#renderRing(challenge, standing, words) : emptyRing(tracker.today)}
      <p part="condition" class="muted center">
        ${this.#conditionSaid(challenge, condition, standing, words)}
      </p>
      ${body?.render(challenge, condition, { words, locale }) ?? this.#renderWithout(words)}
      ${offline ? noteView(deeds.noConnection, words.deeds, () => this.reload()) : nothing}
    </section>`;
  }

  #renderRing(
    { perPerson, rate }: Challenge,
    { steps, worth, given }: Standing,
    words: WordsOfTracker,
  ) {
    const { locale } = this.#speech;
    const { tracker } = words;
    const money = (amount: number) =>
      formatMoney({ amount, currency: rate.amount.currency }, locale);
    const most = worthOfSteps({ rate }, perPerson.maxPerDay);
    const said = [
      `${tracker.today}: ${this.#steps(steps, words)}`,
      tracker.worth(money(worth)),
      tracker.givenToday(money(given)),
    ];
    return html`${ring(said.join(', '), steps / perPerson.maxPerDay, most > 0 ? given / most : 0, {
      number: numberSaid(steps, locale),
      unit: tracker.unit(steps),
      worth: tracker.worth(money(worth)),
    })}
      ${given > 0 ? html`<p class="center worth">${tracker.givenToday(money(given))}</p>` : nothing}`;
  }

  /** In the place of what is still to be fetched. */
  #renderWithout(words: WordsOfTracker) {
    if (this.#body.failed)
      return noteView(words.deeds.loadFailed, words.deeds, () => this.reload());
    return html`<div class="bone" aria-busy="true"></div>`;
  }

  override render() {
    const { words } = this.#speech;
    const view = this.#source.entry;
    if (!words || view.status === 'loading') {
      return html`<div class="tracker" aria-busy="true">
        <div class="bone"></div>
        <div class="bone round"></div>
        <div class="bone"></div>
      </div>`;
    }
    if (view.status === 'ready') return this.#renderReady(view.value, view.offline, words);
    return failureView(view.status, words.deeds, words.deeds.unavailable, () => this.reload());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-step-tracker': KindStepTracker;
  }
}
