/** The words of one kind in the reader's language, fetched when they are first needed. */

/** Where words of languages beside English are, and which are here. */
export interface WordFiles<Words> {
  /**
   * The words for a language tag if they are here; English for languages that we do not speak.
   *
   * @param english - what the element brings, as much as it says itself
   */
  readonly now: <English>(locale: string, english: English) => English | Words | undefined;
  /**
   * Fetches the words for a language tag; undefined for English, which the elements bring. Where
   * they cannot be fetched the answer is English from then on: a reader is better served by that
   * than by nothing. However many elements ask, a browser fetches a file once.
   */
  readonly fetch: (locale: string) => Promise<Words | undefined>;
}

/** @param named - by the start of their tags: each language speaks for all of its variants */
export function wordFiles<Words>(
  named: Readonly<Record<string, () => Promise<{ readonly words: Words }>>>,
): WordFiles<Words> {
  const files = new Map(Object.entries(named));
  const loaded = new Map<string, Words>();
  const languageOf = (locale: string) => locale.toLowerCase().replace(/-.*/, '');
  return {
    now(locale, english) {
      const language = languageOf(locale);
      return files.has(language) ? loaded.get(language) : english;
    },
    async fetch(locale) {
      const language = languageOf(locale);
      try {
        const file = await files.get(language)?.();
        if (file) loaded.set(language, file.words);
      } catch {
        files.delete(language);
      }
      return loaded.get(language);
    },
  };
}
