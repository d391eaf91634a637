import type { ReactiveElement } from 'lit';
import { LocaleController } from '../internal/locale-controller.ts';
import type { SettingValues } from '../internal/settings.ts';
import type { CartWords, CommonWords } from '../locales/cart-words.ts';
import { common } from '../locales/common.en.ts';

/** Languages beside English; an English page brings what its elements say. */
const files = new Map<string, () => Promise<{ readonly words: CartWords }>>(
  Object.entries({
    ar: () => import('../locales/ar.cart.ts'),
    de: () => import('../locales/de.cart.ts'),
    es: () => import('../locales/es.cart.ts'),
    fr: () => import('../locales/fr.cart.ts'),
    ja: () => import('../locales/ja.cart.ts'),
    pt: () => import('../locales/pt-br.cart.ts'),
    zh: () => import('../locales/zh-cn.cart.ts'),
  }),
);

const loaded = new Map<string, CartWords>();

/** What an element of the cart says: its parts of the cart's words, and what all elements say. */
export type CartSpeech<Part extends keyof CartWords> = CommonWords & Pick<CartWords, Part>;

/** Keeps an element of the cart in the language of its surroundings. */
export class CartLocale<Part extends keyof CartWords> {
  readonly #host: ReactiveElement;
  readonly #locale: LocaleController<'lang' | 'common'>;
  readonly #english: CartSpeech<Part>;
  #fetching = '';

  /**
   * @param own - the settings on the element itself
   * @param english - what the element says, in English
   */
  constructor(host: ReactiveElement, own: () => SettingValues, english: CartSpeech<Part>) {
    this.#host = host;
    this.#locale = new LocaleController(host, own, common);
    this.#english = english;
  }

  /** The language tag to write amounts and dates by. */
  get locale(): string {
    return this.#locale.locale;
  }

  /** The words, or undefined while they are being fetched. */
  get words(): CartSpeech<Part> | undefined {
    const { words } = this.#locale;
    if (!words) return undefined;
    const language = words.lang.toLowerCase().replace(/-.*/, '');
    if (!files.has(language)) return { ...this.#english, ...words };
    const own = loaded.get(language);
    if (!own) this.#fetch(language);
    return own && { ...own, ...words };
  }

  #fetch(language: string): void {
    if (this.#fetching === language) return;
    this.#fetching = language;
    void fetchCartWords(language).then(() => this.#host.requestUpdate());
  }
}

/** Fetches a language once; where it cannot be had, English is said from then on. */
async function fetchCartWords(language: string): Promise<void> {
  try {
    const file = await files.get(language)?.();
    if (file) loaded.set(language, file.words);
  } catch {
    files.delete(language);
  }
}
