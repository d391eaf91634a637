import type { ReactiveController, ReactiveElement } from 'lit';
import type { Words } from '../locales/words.ts';
import { localeOf, type SettingValues, watchSettings } from './settings.ts';
import { loadWords, wordsNow } from './words.ts';

/** Keeps an element in the language of its surroundings, and draws it again when that changes. */
export class LocaleController implements ReactiveController {
  readonly #host: ReactiveElement;
  readonly #own: () => SettingValues;
  #stop: (() => void) | undefined;
  #locale: string | undefined;

  /** @param own - the settings on the element itself */
  constructor(host: ReactiveElement, own: () => SettingValues) {
    this.#host = host;
    this.#own = own;
    host.addController(this);
  }

  /** The language tag to write amounts, counts and dates by. */
  get locale(): string {
    // On a server there are no surroundings: only what the element itself says counts.
    return this.#locale ?? this.#own().locale ?? 'en';
  }

  /** The words, or undefined while they are being fetched. */
  get words(): Words | undefined {
    return wordsNow(this.locale);
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
    if (wordsNow(locale)) return;
    void loadWords(locale).then(() => this.#host.requestUpdate());
  }
}
