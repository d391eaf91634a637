/** What stands below the ring: how to count, what runs, what can be given and what came of it. */
import type { Challenge, Source } from '@kindcart/contract';
import { html, nothing, type TemplateResult } from 'lit';
import { noteView } from '../../internal/failure-view.ts';
import type { Lazy } from '../../internal/lazy.ts';
import type { StepsWords, WordsOfTracker, WordsOfWalking } from '../../locales/steps-words.ts';
import { walking as english } from '../../locales/walking.en.ts';
import { countingView, headOf, troubleOf } from './counting-view.ts';
import { declaredPanel } from './declared-panel.ts';
import type { ImportPanel } from './import-panel.ts';
import { givenBy, isOutdone, resultSaid } from './said.ts';
import { type Condition, openDays } from './standing.ts';
import type { Walk } from './walk.ts';

/** What the view is drawn of. */
export interface WalkScene {
  readonly walk: Walk;
  readonly challenge: Challenge;
  readonly condition: Condition;
  readonly words: WordsOfWalking;
  readonly locale: string;
  readonly steps: (count: number) => string;
  /** The panel for files, whose code comes when it is opened. */
  readonly files: Lazy<ImportPanel>;
}

/** The words of counting with those of the first page: other languages bring both at once. */
export function withWalking(words: WordsOfTracker | StepsWords): WordsOfWalking {
  return 'walking' in words ? words : { ...words, ...english };
}

const sources = ['motion', 'bluetooth', 'import', 'declared'] as const;
type DeviceSource = (typeof sources)[number];

/**
 * What there is any use in now. Whole totals are given at once; where nothing can be, only what this device counts and
 * keeps is of use. Once the challenge is over, there is nothing more to count.
 */
const offeredIn: Readonly<Partial<Record<Condition, readonly DeviceSource[]>>> = {
  open: sources,
  day_closed: sources,
  paused: ['motion', 'bluetooth'],
  unfunded: ['motion', 'bluetooth'],
  awaiting: ['motion', 'bluetooth'],
  late: ['import'],
};
/** Whether what was counted can be given now. */
const givesIn: ReadonlySet<Condition> = new Set(['open', 'day_closed', 'late']);

export function walkView(scene: WalkScene): TemplateResult {
  const { walk, condition, words } = scene;
  const { walking } = words;
  const offered = offeredIn[condition];
  const { state, isRunning, hasSteps } = walk.counter;
  const head =
    hasSteps && state.status === 'counting' ? walking.firstSteps : headOf(state, walking);
  const trouble = offered ? troubleOf(state, walking) : undefined;
  const isPassing = walk.own.keeping() === 'page';
  // What is said is heard only where its place was there before.
  return html`<div class="walk">
    <p role="status" class="visually-hidden">${isRunning ? head : ''}</p>
    ${isRunning ? countingView(walk, words) : nothing}
    ${givesIn.has(condition) ? giveView(scene) : nothing} ${outcomeView(scene)}
    <div role="alert">${trouble ? html`<p part="note" class="note">${trouble}</p>` : nothing}</div>
    ${offered && !isRunning ? chooser(scene, offered) : nothing}
    <div role="status">${isPassing ? html`<p part="note" class="note">${walking.notLasting}</p>` : nothing}</div>
  </div>`;
}

function giveView({ walk, words, steps }: WalkScene) {
  const { walking } = words;
  const { toGive, stepsToGive } = walk.standing;
  const { isSending } = walk.state;
  if (toGive.length === 0 && !isSending) return nothing;
  const said = stepsToGive > 0 ? walking.give(steps(stepsToGive)) : walking.giveKept;
  return html`<button
    part="give"
    class="primary give"
    type="button"
    aria-disabled=${isSending ? 'true' : nothing}
    @click=${() => isSending || void walk.give()}
  >
    ${isSending ? walking.giving : said}
  </button>`;
}

/** What came of giving, or why it has to wait. */
function outcomeView(scene: WalkScene) {
  const { trouble, record } = scene.walk.state;
  const waits = record.waiting.length + record.sending.length > 0;
  const outcome = trouble && waits ? waitingView(scene, trouble.status === 0) : resultView(scene);
  return html`<div id="outcome" role="status" tabindex="-1">${outcome}</div>`;
}

function waitingView({ walk, words }: WalkScene, isAway: boolean) {
  const { isSending } = walk.state;
  return html`<div part="waiting" class="note">
    <p>${isAway ? words.walking.kept : words.walking.notTaken}</p>
    <button
      class="link"
      type="button"
      aria-disabled=${isSending ? 'true' : nothing}
      @click=${() => isSending || void walk.own.send()}
    >
      ${words.deeds.tryAgain}
    </button>
  </div>`;
}

function resultView({ walk, challenge, words, locale }: WalkScene) {
  const lines = resultSaid(walk.latest, {
    walking: words.walking,
    locale,
    isOutdone: (told) => isOutdone(challenge, told, walk.days),
    isLeftOut: walk.isLeftOut,
  });
  if (lines.length === 0) return nothing;
  return html`<div part="result" class="result">
    ${lines.map((line) => html`<p>${line}</p>`)}
    ${givenBy(walk.latest) > 0 ? confetti(walk.cheers) : nothing}
  </div>`;
}

const pieces = Array.from({ length: 24 });

/** Drawn anew for each gift; not at all for who wants less movement. */
function confetti(cheers: number) {
  if (cheers === 0 || matchMedia('(prefers-reduced-motion: reduce)').matches) return nothing;
  const half = html`<div class="confetti" aria-hidden="true">${pieces.map(() => html`<i></i>`)}</div>`;
  // Two places by turns, so that a second gift is new markup and begins to fall again.
  return cheers % 2 === 0 ? html`${half}${nothing}` : html`${nothing}${half}`;
}

function chooser(scene: WalkScene, offeredNow: readonly DeviceSource[]) {
  const { walk, challenge, words } = scene;
  const { walking } = words;
  const taken = new Set<Source>(challenge.sources.map(({ source }) => source));
  const offered = offeredNow.filter((source) => taken.has(source));
  // Browsers show their list of sensors within a tap alone, which does not wait for code.
  if (offered.includes('bluetooth') && 'bluetooth' in navigator) void walk.counter.preparePod();
  return html`<section class="choose" aria-labelledby=${offered.length > 0 ? 'choose' : nothing}>
    ${offered.length > 0 ? html`<h4 id="choose" part="choose" tabindex="-1">${walking.choose}</h4>` : nothing}
    <ul>
      ${offered.map(
        (source) => html`<li>
          <button
            part="source"
            class="source"
            type="button"
            data-source=${source}
            aria-expanded=${source === 'import' || source === 'declared' ? String(walk.panel === source) : nothing}
            @click=${() => choose(walk, source)}
          >
            <span class="name">${walking.sources[source]}</span>
            <span class="muted">${walking.hints[source]}</span>
          </button>
          ${walk.panel === source ? panelOf(source, scene) : nothing}
        </li>`,
      )}
    </ul>
    ${
      taken.has('werun') || taken.has('partner')
        ? html`<p class="muted">${walking.byThemselves}</p>`
        : nothing
    }
  </section>`;
}

function choose(walk: Walk, source: DeviceSource): void {
  if (source === 'motion' || source === 'bluetooth') walk.start(source);
  else walk.open(walk.panel === source ? undefined : source);
}

function panelOf(source: DeviceSource, scene: WalkScene) {
  const { walk, challenge, words, locale, files } = scene;
  if (source === 'declared') return declaredPanel(scene);
  const window = { days: openDays(challenge, walk.today), timeZone: challenge.timeZone };
  if (files.failed) return noteView(words.deeds.loadFailed, words.deeds, () => files.fetch());
  return files.module?.render(window, words, locale) ?? html`<div class="bone"></div>`;
}
