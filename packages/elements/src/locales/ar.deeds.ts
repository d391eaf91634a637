import type { DeedsWords } from './deeds-words.ts';

const rules = new Intl.PluralRules('ar');

/** Arabic of good deeds. */
export const words: DeedsWords = {
  deeds: {
    lang: 'ar',
    tryAgain: 'إعادة المحاولة',
    loadFailed: 'تعذّر التحميل.',
    noConnection: 'لا يوجد اتصال. يُرجى التحقق من الاتصال، أو المحاولة بعد قليل.',
    unavailable: 'لا يمكن عرض هذا التحدي الآن.',
    test: 'وضع الاختبار',
    steps: (count, formatted) =>
      ({
        zero: 'لا خطوات',
        one: 'خطوة واحدة',
        two: 'خطوتان',
        few: `${formatted} خطوات`,
        many: `${formatted} خطوة`,
        other: `${formatted} خطوة`,
      })[rules.select(count)],
  },
};
