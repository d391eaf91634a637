/** The words of the donor's own page, fetched when such a page is there. */
import { wordFiles } from '../../internal/word-files.ts';
import type { DonorWords } from '../../locales/donor-words.ts';

/** Languages beside English; an English page brings the door, and fetches the rest with its code. */
export const { now: donorWordsNow, fetch: fetchDonorWords } = wordFiles<DonorWords>({
  ar: () => import('../../locales/ar.donor.ts'),
  de: () => import('../../locales/de.donor.ts'),
  es: () => import('../../locales/es.donor.ts'),
  fr: () => import('../../locales/fr.donor.ts'),
  ja: () => import('../../locales/ja.donor.ts'),
  pt: () => import('../../locales/pt-br.donor.ts'),
  zh: () => import('../../locales/zh-cn.donor.ts'),
});
