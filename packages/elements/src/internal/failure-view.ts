/** What stands in an element's place, or beside what it knows, while something is wrong. */
import { html, nothing } from 'lit';
import type { FailedView } from './entry-controller.ts';

/** Words that a room has for what goes wrong. */
interface WordsOfFailure {
  readonly lang: string;
  readonly noConnection: string;
  readonly loadFailed: string;
  readonly unavailable: string;
  readonly tryAgain: string;
}

/** Says what is wrong; with `again`, also how a person may try once more. */
export function noteView(
  text: string,
  { lang, tryAgain }: Pick<WordsOfFailure, 'lang' | 'tryAgain'>,
  again?: () => void,
) {
  const retry = html`<button part="retry" class="link" type="button" @click=${again}>${tryAgain}</button>`;
  return html`<p part="note" class="note" role="status" lang=${lang}>
    <span>${text}</span> ${again ? retry : nothing}
  </p>`;
}

/**
 * Says why the thing of an element cannot be shown, before what the page's author put into it.
 *
 * @param unknown - what is said where the platform knows no such thing
 * @param again - tries once more, where that may help
 */
export function failureView(
  status: 'offline' | FailedView['status'],
  words: WordsOfFailure,
  unknown: string,
  again: () => void,
) {
  const texts = {
    offline: words.noConnection,
    error: words.loadFailed,
    unknown,
    misconfigured: words.unavailable,
  };
  const mayHelp = status === 'offline' || status === 'error';
  return html`${noteView(texts[status], words, mayHelp ? again : undefined)}<slot></slot>`;
}
