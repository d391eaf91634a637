import type { ShopWords } from './shop-words.ts';

const rules = new Intl.PluralRules('ar');

/** Arabic of shops. */
export const words: ShopWords = {
  shop: {
    lang: 'ar',
    tryAgain: 'إعادة المحاولة',
    loadFailed: 'تعذّر التحميل.',
    noConnection: 'لا يوجد اتصال. يُرجى التحقق من الاتصال، أو المحاولة بعد قليل.',
    unavailable: 'لا يمكن عرض ما يتبرّع به هذا المتجر الآن.',
    preview: 'معاينة',
    test: 'وضع الاختبار',
    orders: (count, formatted) =>
      ({
        zero: 'لا طلبات',
        one: 'طلب واحد',
        two: 'طلبان',
        few: `${formatted} طلبات`,
        many: `${formatted} طلبًا`,
        other: `${formatted} طلب`,
      })[rules.select(count)],
    projects: (count, formatted) =>
      ({
        zero: 'لا مشاريع',
        one: 'مشروع واحد',
        two: 'مشروعان',
        few: `${formatted} مشاريع`,
        many: `${formatted} مشروعًا`,
        other: `${formatted} مشروع`,
      })[rules.select(count)],
    onlyCompleted: 'تُحتسب الطلبات المكتملة فقط، ويُخصم ما يُرجَع.',
  },
  item: {
    orderFixed: (amount, to) => `${amount} من كل طلب تذهب إلى: ${to}`,
    orderShare: (percent, to) => `${percent} من كل طلب تذهب إلى: ${to}`,
    itemFixed: (amount, to) => `${amount} عن كل قطعة مبيعة تذهب إلى: ${to}`,
    itemShare: (percent, to) => `${percent} من هذا السعر تذهب إلى: ${to}`,
    tiers: (amount, to) => `حتى ${amount} من الطلب تذهب إلى: ${to}`,
    begins: (date) => `يبدأ في ${date}`,
    ended: 'انتهى',
    paused: 'متوقف مؤقتًا',
    unknown: 'لم يُعثر على هذا التعهّد.',
    more: 'كيف يعمل',
  },
  details: {
    orderFixed: (amount) => `يتبرّع كل طلب بمبلغ ${amount}.`,
    orderShare: (percent) => `يتبرّع كل طلب بنسبة ${percent} مما يُدفع ثمنًا للسلع.`,
    itemFixed: (amount) => `تتبرّع كل قطعة مبيعة بمبلغ ${amount}.`,
    itemShare: (percent) => `تتبرّع كل قطعة مبيعة بنسبة ${percent} من ثمنها المدفوع.`,
    tiers: 'يتوقف ما يتبرّع به الطلب على قيمته:',
    tier: (from, amount) => `${amount} ابتداءً من ${from}`,
    wholeShop: 'تُحتسب جميع سلع المتجر.',
    someGoods: 'تُحتسب بعض السلع فقط، مثل التي تحمل هذه الإشارة.',
    least: (amount) => `يتبرّع الطلب بما لا يقل عن ${amount}.`,
    most: (amount) => `يتبرّع الطلب بما لا يزيد على ${amount}.`,
    since: (date) => `منذ ${date}`,
    until: (date) => `حتى ${date}`,
    projectClosed: 'أُغلق أحد مشاريع هذا التعهّد، ولا تتبرّع الطلبات الجديدة بشيء من خلاله حاليًا.',
    goesTo: 'يذهب إلى',
    choices: 'يمكن اختيار أحدها عند الطلب',
    soFar: 'المتبرَّع به حتى الآن',
    testMode: 'وضع الاختبار: لا تُنقل أموال حقيقية.',
    previewWhy: 'معاينة لمن يصمّم الصفحة: كل أرقامها مختلقة.',
    close: 'إغلاق',
  },
  impact: {
    title: (name) => `ما يتبرّع به ${name}`,
    line: (sum, orders, projects) => `${sum} من ${orders} إلى ${projects}`,
    given: 'تُبرِّع به حتى الآن',
    nothing: 'لم يتبرّع أي طلب مكتمل بعد.',
    toProjects: 'إلى أين يذهب',
    promises: 'ما الذي يتبرّع',
    unknown: 'لم يُعثر على هذا المتجر.',
  },
};
