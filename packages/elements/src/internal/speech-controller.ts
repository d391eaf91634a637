import type { ReactiveController, ReactiveElement } from 'lit';
import { type SettingValues, watchSettings } from './settings.ts';
import { localeOf } from './surroundings.ts';
import type { WordFiles } from './word-files.ts';

/** Keeps an element in the language of its surroundings, and draws it again when that changes. */
export class SpeechController<Said> implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #own: () => SettingValues;
  readonly #english: Said;
  readonly #files: WordFiles<Said>;
  #stop: (() => void) | undefined;
  #locale: string | undefined;

  /**
   * @param own - the settings on the element itself
   * @param english - what the element says, in English
   * @param files - the same in other languages
   */
  constructor(
    host: ReactiveElement,
    own: () => SettingValues,
    english: Said,
    files: WordFiles<Said>,
  ) {
    this.#host = host;
    this.#own = own;
    this.#english = english;
    this.#files = files;
    host.addController(this);
  }

  /** The language tag to write amounts, counts and dates by. */
  get locale(): string {
    // On a server there are no surroundings: only what the element itself says counts.
    return this.#locale ?? this.#own().locale ?? 'en';
  }

  /** The words, or undefined while they are being fetched. */
  get words(): Said | undefined {
    return this.#files.now(this.locale, this.#english);
  }

  hostConnected(): void {
    this.#read();
    this.#stop = watchSettings(() => this.#read());
  }

  hostUpdate(): void {
    this.#read();
  }

  hostDisconnected(): void {
    this.#stop?.();
  }

  #read(): void {
    const locale = localeOf(this.#host, this.#own());
    if (locale === this.#locale) return;
    this.#locale = locale;
    this.#host.requestUpdate();
    if (this.words) return;
    void this.#files.fetch(locale).then(() => this.#host.requestUpdate());
  }
}
