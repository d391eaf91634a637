import type { Project } from '@kindcart/contract';
import { html } from 'lit';
import { property } from 'lit/decorators.js';
import { KindElement } from '../../internal/base.ts';
import { LocaleController } from '../../internal/locale-controller.ts';
import { parts } from '../../internal/parts.styles.ts';
import { ProjectController } from '../../internal/project-controller.ts';
import { tokens } from '../../internal/tokens.styles.ts';
import { progress } from '../../locales/progress.en.ts';
import type { WordsOfProgress } from '../../locales/words.ts';
import { styles } from './step-history.styles.ts';

/**
 * @summary Shows the title of a project.
 *
 * Where the project cannot be shown, the element's own children are.
 *
 * @slot - Shown where the project cannot be, such as a link to the charity's page of it.
 * @csspart title - The project's title.
 * @csspart note - Says what is wrong.
 * @csspart retry - The button to load again.
 * @cssproperty --kind-step-history-color - Colour of the title.
 */
export class KindStepHistory extends KindElement {
  static override styles = [tokens, parts, styles];

  readonly #locale = new LocaleController(this, () => this.ownSettings, progress);
  readonly #source = new ProjectController(this, () => this.ownSettings);

  /** Id of the project, `prj_…`. */
  @property() project?: string | undefined;

  /** Asks the platform for the project again. */
  reload(): void {
    this.#source.reload();
  }

  #renderReady({ title, language }: Project) {
    return html`<p part="title" class="title" lang=${language}>${title}</p>`;
  }

  #renderNote(text: string) {
    return html`<p part="note" class="muted">${text}</p>
      <slot></slot>`;
  }

  #renderFailure(text: string, words: WordsOfProgress) {
    return html`<p part="note" role="status">
        ${text}
        <button part="retry" class="link" type="button" @click=${this.reload}>
          ${words.common.tryAgain}
        </button>
      </p>
      <slot></slot>`;
  }

  #renderSkeleton() {
    return html`<div class="bone title-bone" aria-busy="true"></div>`;
  }

  override render() {
    const { words } = this.#locale;
    const { view } = this.#source;
    if (!words) return this.#renderSkeleton();
    switch (view.status) {
      case 'loading':
        return this.#renderSkeleton();
      case 'ready':
        return this.#renderReady(view.project);
      case 'offline': {
        const { noConnection, noConnectionHow } = words.common;
        return this.#renderFailure(`${noConnection} ${noConnectionHow}`, words);
      }
      case 'error':
        return this.#renderFailure(words.progress.loadFailed, words);
      case 'unknown':
        return this.#renderNote(words.common.projectUnknown);
      default:
        return this.#renderNote(words.common.unavailable);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'kind-step-history': KindStepHistory;
  }
}
