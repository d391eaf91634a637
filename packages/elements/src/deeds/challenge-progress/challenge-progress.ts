import type { Challenge, Team } from '@kindcart/contract';
import { html, nothing, type PropertyValues } from 'lit';
import { property, state } from 'lit/decorators.js';
import { textIn } from '../../forest/named.ts';
import { Announcer } from '../../internal/announcer.ts';
import { KindElement } from '../../internal/base.ts';
import { deedsFiles } from '../../internal/deeds-words.ts';
import { EntryController } from '../../internal/entry-controller.ts';
import { failureView, noteView } from '../../internal/failure-view.ts';
import { parts } from '../../internal/parts.styles.ts';
import { safeUrl } from '../../internal/safe-url.ts';
import { SpeechController } from '../../internal/speech-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { challenge as english } from '../../locales/challenge.en.ts';
import type { WordsOfChallenge } from '../../locales/deeds-words.ts';
import { challengeEntry, teamsEntry } from '../entries.ts';
import { moneySaid, numberSaid } from '../measures.ts';
import { styles } from './challenge-progress.styles.ts';
import { DayKeeper } from './day-keeper.ts';
import { type Standing, standingOf } from './standing.ts';
import { TeamsKeeper } from './teams-keeper.ts';

/** Parts of one line; what stands between them is in none, so that it stays there whichever way they run. */
function lineOf(said: readonly string[]) {
  return said.map((each, at) => html`${at === 0 ? nothing : ' · '}<span>${each}</span>`);
}

/**
 * @summary Shows how a challenge stands: what it gave for how many steps, what is left today and in all, who promised
 * it, and whether their sum depends on the steps.
 *
 * The numbers are live: they follow the platform's books while the page is open. Teams are listed where the challenge
 * has them. Where the challenge cannot be shown, the element's own children are.
 *
 * @slot - Shown where the challenge cannot be, such as a sentence about it.
 * @csspart challenge - The frame.
 * @csspart title - The name of the challenge.
 * @csspart mark - Says that it is a test.
 * @csspart sponsor - Who promised the money.
 * @csspart rate - What so many steps are worth.
 * @csspart given - The sum given so far.
 * @csspart by - How many steps, by how many people.
 * @csspart track - The bar of the whole budget.
 * @csspart fill - Its part that was given.
 * @csspart left - What is left, today and in all.
 * @csspart days - First and last day, and how many are left.
 * @csspart notice - Says that nothing can be given now, and why.
 * @csspart honesty - What becomes of the sponsor's money.
 * @csspart teams - The teams with the most steps.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-accent - The one colour that stands out.
 */
export class KindChallengeProgress extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #speech = new SpeechController<WordsOfChallenge>(
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
  readonly #teams = new EntryController(
    this,
    () => this.ownSettings,
    teamsEntry,
    () => this.#challengeWithTeams(),
  );
  readonly #announcer = new Announcer((text) => {
    this.said = text;
  });
  #standing: Standing | undefined;
  #lastSaid: { readonly id: string; readonly sentence: string } | undefined;
  /** What is left today is another sum on another day. */
  readonly #days = new DayKeeper({
    redraw: () => this.requestUpdate(),
    ask: () => this.#source.reload(),
  });
  readonly #fresh = new TeamsKeeper(() => this.#teams.reload());

  /** What the live region says. */
  @state() private said = '';

  /** Id of the challenge, `chl_…`. */
  @property() challenge?: string | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#announcer.stop();
    this.#days.stop();
    this.#fresh.stop();
  }

  override update(changed: PropertyValues): void {
    // Not in willUpdate, which comes before the controllers look for the challenge.
    const { entry } = this.#source;
    const { words, locale } = this.#speech;
    this.#standing =
      entry.status === 'ready' && words
        ? standingOf(entry.value, { words, locale, nowMs: Date.now() })
        : undefined;
    if (this.#standing) this.#announce(this.#standing);
    super.update(changed);
  }

  override updated(): void {
    // By script and not as an attribute, which strict policies refuse.
    const fill = this.renderRoot.querySelector<HTMLElement>('.fill');
    fill?.style.setProperty('--_permille', `${this.#standing?.permille ?? 0}`);
    this.#keepFresh();
  }

  #keepFresh(): void {
    const { entry } = this.#source;
    // An element draws once more after it has left.
    const isShown = entry.status === 'ready' && this.isConnected;
    if (isShown) this.#days.follow(entry.value);
    else this.#days.stop();
    if (isShown && entry.value.teams) this.#fresh.follow(entry.value);
    else this.#fresh.stop();
  }

  #challengeWithTeams(): string | null {
    const { entry } = this.#source;
    return entry.status === 'ready' && entry.value.teams ? entry.value.id : null;
  }

  /** The first figures are there to be read; only changes of them are said. */
  #announce({ ofBudget, by }: Standing): void {
    const last = this.#lastSaid;
    const id = this.challenge ?? '';
    const sentence = `${ofBudget}, ${by}`;
    this.#lastSaid = { id, sentence };
    if (last?.id === id && last.sentence !== sentence) this.#announcer.announce(sentence);
  }

  /** Asks the platform for the challenge again. */
  reload(): void {
    this.#source.reload();
    this.#teams.reload();
  }

  #renderReady(challenge: Challenge, offline: boolean, words: WordsOfChallenge, said: Standing) {
    const name = textIn(challenge.names, this.#speech.locale);
    return html`<article part="challenge" class="challenge" lang=${words.deeds.lang}>
      <h3 part="title" lang=${name.lang}>${name.text}</h3>
      ${challenge.livemode ? nothing : html`<p part="mark" class="mark">${words.deeds.test}</p>`}
      ${this.#renderSponsor(challenge.sponsor, words)}
      <p part="rate" class="rate">${said.rate}</p>
      <p class="sum">
        <span part="given" class="given"><bdi>${said.given}</bdi></span>
        <span class="muted">${words.challenge.given}</span>
      </p>
      <div
        part="track"
        class="track"
        role="progressbar"
        aria-label=${words.challenge.bar(name.text)}
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.floor(said.permille / 10)}
        aria-valuetext=${said.ofBudget}
      >
        <div part="fill" class="fill"></div>
      </div>
      <p part="by" class="by">${said.by}</p>
      ${said.notice === undefined ? nothing : html`<p part="notice" class="notice">${said.notice}</p>`}
      ${said.left.length === 0 ? nothing : this.#renderLeft(said)}
      <p part="days" class="days line muted">${lineOf(said.days)}</p>
      <div part="honesty" class="muted">${said.honesty.map((each) => html`<p>${each}</p>`)}</div>
      ${this.#renderTeams(words)}
      ${offline ? noteView(words.deeds.noConnection, words.deeds, () => this.reload()) : nothing}
      <p class="visually-hidden" role="status">${this.said}</p>
    </article>`;
  }

  #renderSponsor({ name, url, image }: Challenge['sponsor'], words: WordsOfChallenge) {
    const address = safeUrl(url);
    const picture = safeUrl(image);
    // Beside its name, which says all that the picture does.
    const mark = picture
      ? html`<img src=${picture} alt="" width="40" height="40" loading="lazy" referrerpolicy="no-referrer">`
      : nothing;
    const named = address
      ? html`<a href=${address} rel="sponsored noopener">${name}</a>`
      : html`<bdi>${name}</bdi>`;
    return html`<p part="sponsor" class="sponsor">
      ${mark}<span>${words.challenge.sponsor} ${named}</span>
    </p>`;
  }

  #renderLeft({ left }: Standing) {
    return html`<dl part="left" class="left">
      ${left.map(([label, amount]) => html`<div><dt>${label}</dt><dd><bdi>${amount}</bdi></dd></div>`)}
    </dl>`;
  }

  #renderTeams(words: WordsOfChallenge) {
    const { entry } = this.#teams;
    if (entry.status !== 'ready' || entry.value.teams.length === 0) return nothing;
    return html`<section part="teams">
      <h4>${words.challenge.teams}</h4>
      <ol>
        ${entry.value.teams.map((team) => html`<li>${this.#renderTeam(team, words)}</li>`)}
      </ol>
    </section>`;
  }

  #renderTeam({ name, totals }: Team, words: WordsOfChallenge) {
    const { locale } = this.#speech;
    const counted = (count: number) => numberSaid(count, locale);
    const said = [
      words.deeds.steps(totals.quantity, counted(totals.quantity)),
      moneySaid(totals.given, locale),
      words.challenge.members(totals.members, counted(totals.members)),
    ];
    return html`<bdi class="team">${name}</bdi> <span class="line muted">${lineOf(said)}</span>`;
  }

  override render() {
    const { words } = this.#speech;
    const view = this.#source.entry;
    if (!words || view.status === 'loading') {
      return html`<div class="challenge" aria-busy="true">
        <div class="bone"></div>
        <div class="bone tall"></div>
        <div class="bone"></div>
      </div>`;
    }
    if (view.status !== 'ready')
      return failureView(view.status, words.deeds, words.challenge.unknown, () => this.reload());
    return this.#standing && this.#renderReady(view.value, view.offline, words, this.#standing);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-challenge-progress': KindChallengeProgress;
  }
}
