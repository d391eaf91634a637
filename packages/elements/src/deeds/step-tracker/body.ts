/** What a step tracker fetches once its challenge is on show: counting, giving, and the folds below. */
import type { Challenge } from '@kindcart/contract';
import type { DeedsStore } from '@kindcart/store/deeds';
import { html, type ReactiveElement, type TemplateResult } from 'lit';
import { noteView } from '../../internal/failure-view.ts';
import { Lazy } from '../../internal/lazy.ts';
import type { Target } from '../../internal/live-registry.ts';
import type { StepsWords, WordsOfTracker } from '../../locales/steps-words.ts';
import { numberSaid } from '../measures.ts';
import { FocusKeeper } from './focus-keeper.ts';
import type { ImportPanel } from './import-panel.ts';
import { moveIn } from './invitation.ts';
import type { More } from './more.ts';
import type { Condition } from './standing.ts';
import { Walk } from './walk.ts';
import { walkView, withWalking } from './walk-view.ts';

/** The element around it. */
export interface BodyHost extends ReactiveElement {
  readonly sensor?: EventTarget | undefined;
}

/** Whose steps are given to which challenge. */
export interface Place {
  readonly target: Target;
  readonly store: DeedsStore;
  readonly challenge: Challenge;
}

export interface Speech {
  readonly words: WordsOfTracker | StepsWords;
  readonly locale: string;
}

export class Body {
  readonly #host: BodyHost;
  /** Fetches what few open. */
  protected readonly loads = {
    files: () => import('./import-panel.ts'),
    more: () => import('./more.ts'),
  };
  readonly #files: Lazy<ImportPanel>;
  readonly #more: Lazy<More>;
  /** Whether somebody opened what is below. */
  #isOpened = false;
  #challenge: Challenge | undefined;
  /** Somebody's walk, once it is known where. */
  walk: Walk | undefined;

  constructor(host: BodyHost) {
    this.#host = host;
    new FocusKeeper(host);
    const changed = () => host.requestUpdate();
    this.#files = new Lazy(host, async () => {
      const { ImportPanel } = await this.loads.files();
      return new ImportPanel({
        changed,
        give: (days) => void this.walk?.giveTotals('import', days),
      });
    });
    this.#more = new Lazy(host, async () => {
      const { More } = await this.loads.more();
      return new More(changed);
    });
  }

  /** Keeps to the challenge that the element shows now. */
  follow({ target, store, challenge }: Place): void {
    const isSame = this.#challenge?.id === challenge.id && this.walk?.target === target;
    this.#challenge = challenge;
    if (!isSame) {
      this.leave();
      this.walk = new Walk(this.#host, {
        target,
        store,
        challenge: () => this.#challenge ?? challenge,
        motion: () => {
          const { sensor } = this.#host;
          // What is played needs no leave, and no light.
          return sensor ? { sensor, askLeave: undefined, wakeLock: undefined } : {};
        },
      });
    }
    this.walk?.connect();
    if (this.walk?.panel === 'import' && !this.#files.failed) this.#files.fetch();
    if (moveIn(location) === undefined) return;
    this.#isOpened = true;
    if (!this.#more.failed) this.#more.fetch();
  }

  /** The element has left the page, or shows another challenge. */
  leave(): void {
    this.walk?.disconnect();
    this.#files.module?.cancel();
    this.#more.module?.forget();
  }

  render(challenge: Challenge, condition: Condition, { words, locale }: Speech): TemplateResult {
    const { walk } = this;
    if (!walk) return html`<div class="bone" aria-busy="true"></div>`;
    if (!walk.isAble) return html`<p part="note" class="note">${words.tracker.noKeys}</p>`;
    const spoken = withWalking(words);
    if (walk.own.keeping() === 'lost') {
      return html`<p part="note" class="note" role="alert">${spoken.walking.keyLost}</p>`;
    }
    const steps = (count: number) => words.deeds.steps(count, numberSaid(count, locale));
    return html`${walkView({
      walk,
      challenge,
      condition,
      words: spoken,
      locale,
      steps,
      files: this.#files,
    })}
    ${this.#renderMore(walk, challenge, { words, locale })}`;
  }

  #renderMore(walk: Walk, challenge: Challenge, { words, locale }: Speech) {
    const more = this.#more.module;
    if (more && this.#isOpened) return more.render({ walk, challenge, words, locale });
    const fetch = () => this.#more.fetch();
    if (this.#more.failed && this.#isOpened)
      return html`<div class="folds">${noteView(words.deeds.loadFailed, words.deeds, fetch)}</div>`;
    const open = () => {
      this.#isOpened = true;
      fetch();
      this.#host.requestUpdate();
    };
    // Whoever comes near it may be about to open it; nothing changes before they do.
    return html`<div class="folds" @pointerenter=${fetch} @focusin=${fetch}>
      <button part="more" class="link" type="button" @click=${open}>${words.tracker.more}</button>
    </div>`;
  }
}
