/** The words of the donor's own page, fetched when such a page is there. */
import type { DonorWords } from '../../locales/donor-words.ts';

type Fetched = Partial<DonorWords>;

/** Languages beside English; an English page brings the door, and fetches the rest with its code. */
const files = new Map<string, () => Promise<{ readonly words: DonorWords }>>(
  Object.entries({
    ar: () => import('../../locales/ar.donor.ts'),
    de: () => import('../../locales/de.donor.ts'),
    es: () => import('../../locales/es.donor.ts'),
    fr: () => import('../../locales/fr.donor.ts'),
    ja: () => import('../../locales/ja.donor.ts'),
    pt: () => import('../../locales/pt-br.donor.ts'),
    zh: () => import('../../locales/zh-cn.donor.ts'),
  }),
);

const loaded = new Map<string, DonorWords>();

/** The words of a language if they are here; what English there is for languages that we lack. */
export function donorWordsNow<English extends Fetched>(
  lang: string,
  english: English,
): English | DonorWords | undefined {
  const language = lang.toLowerCase().replace(/-.*/, '');
  return files.has(language) ? loaded.get(language) : english;
}

/** Fetches the words of a language; where they cannot be had, English is said from then on. */
export async function fetchDonorWords(lang: string): Promise<void> {
  const language = lang.toLowerCase().replace(/-.*/, '');
  try {
    const file = await files.get(language)?.();
    if (file) loaded.set(language, file.words);
  } catch {
    files.delete(language);
  }
}
