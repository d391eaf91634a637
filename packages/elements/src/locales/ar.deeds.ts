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
  challenge: {
    sponsor: 'بتعهّد من',
    // Counts of steps stand in the nominative wherever they are put: two of them have another form elsewhere.
    rate: (amount, steps) => `${amount} كلما اكتملت ${steps}`,
    given: 'تم التبرع به',
    people: (count, formatted) =>
      ({
        zero: 'لا أحد',
        one: 'شخص واحد',
        two: 'شخصين',
        few: `${formatted} أشخاص`,
        many: `${formatted} شخصًا`,
        other: `${formatted} شخص`,
      })[rules.select(count)],
    by: (steps, people) => `${steps} من ${people}`,
    bar: (challenge) => `ما تبرع به «${challenge}»`,
    ofBudget: (given, budget) => `${given} من ${budget}`,
    leftToday: 'المتبقي اليوم',
    leftOn: (date) => `المتبقي في ${date}`,
    left: 'المتبقي في المجموع',
    come: (come, promised) =>
      `من أصل ${promised} تم التعهّد بها وصل إلى الجمعية ${come} حتى الآن. لا يمكن التبرع إلا بما وصل.`,
    nothingCome: 'لم يصل شيء من المال إلى الجمعية بعد. وإلى أن يصل لا تُثمر الخطوات تبرعًا.',
    backToSponsor: 'يتوقف المبلغ على الخطوات: وما لا تبلغه يبقى للراعي.',
    allToProject: 'يحصل المشروع على الميزانية كلها مهما كان عدد الخطوات.',
    dates: (from, until) => `من ${from} إلى ${until}`,
    daysLeft: (count, formatted) =>
      ({
        zero: 'اليوم هو الأخير',
        one: 'بقي يوم واحد',
        two: 'بقي يومان',
        few: `بقيت ${formatted} أيام`,
        many: `بقي ${formatted} يومًا`,
        other: `بقي ${formatted} يوم`,
      })[rules.select(count)],
    begins: (date) => `يبدأ في ${date}.`,
    paused: 'أوقفت الجمعية هذا التحدي مؤقتًا. يمكن التبرع بالخطوات من جديد لاحقًا.',
    ended: (date) => `انتهى في ${date}.`,
    usedUp: 'نفدت الميزانية. شكرًا لكل من مشى.',
    allComeGiven: 'تم التبرع بكل ما وصل حتى الآن، وقد تعهّد الراعي بالمزيد.',
    usedUpToday: 'نفدت ميزانية اليوم.',
    wentToProject: (amount, date) => `بقي ${amount}، وذهب إلى المشروع في ${date}.`,
    wentToSponsor: (amount, date) => `بقي ${amount}، وعاد إلى الراعي في ${date}.`,
    teams: 'الفرق الأكثر خطوات',
    members: (count, formatted) =>
      ({
        zero: 'لا أعضاء',
        one: 'عضو واحد',
        two: 'عضوان',
        few: `${formatted} أعضاء`,
        many: `${formatted} عضوًا`,
        other: `${formatted} عضو`,
      })[rules.select(count)],
    unknown: 'لم يُعثر على هذا التحدي.',
  },
  history: {
    days: 'أيام التبرع بالخطوات',
    together: (amount, steps) => `أثمرت ${steps} تبرعًا بمبلغ ${amount}`,
    given: (amount) => `تم التبرع بمبلغ ${amount}`,
    none: 'لم يتم التبرع بأي خطوات من هذا الجهاز بعد.',
    noneHow: 'ستظهر هنا الأيام التي يتم فيها التبرع بالخطوات.',
    waiting: 'لم تُرسل بعد. ستُرسل تلقائيًا عند توفر الاتصال.',
    more: 'لا تظهر الأيام الأسبق.',
    limits: {
      person_cap: 'خطوات أكثر مما يُحتسب للشخص في اليوم.',
      source_cap: 'خطوات أكثر مما يُحتسب في اليوم بهذه الطريقة.',
      daily_budget: 'نفدت ميزانية ذلك اليوم.',
      budget: 'كان قد تم التبرع بكل ما وصل للتحدي حتى ذلك الحين.',
    },
    tooFew: (least) => `أقل ما يُحتسب به اليوم: ${least}.`,
    sources: {
      werun: 'وي تشات',
      partner: 'تطبيق الجمعية',
      bluetooth: 'مستشعر الحذاء',
      motion: 'عُدّت في هذه الصفحة',
      import: 'من ملف',
      declared: 'كُتبت يدويًا',
    },
    told: (source, steps) => `${source}، ${steps}`,
    underReview: 'قيد المراجعة: تُحتسب حين تقبلها الجمعية.',
    refused: 'لم تقبلها الجمعية.',
    reasons: {
      day_ceiling: 'خطوات أكثر مما يكاد يمشيه أحد في يوم.',
      cadence: 'خطوات أكثر مما يتسع له الوقت.',
      future_day: 'لم يكن ذلك اليوم قد بدأ. هل ساعة الجهاز صحيحة؟',
      old_day: 'مضى على ذلك اليوم أكثر من يومين.',
      counter_gap: 'لم يصل شيء أرسله هذا الجهاز من قبل.',
      one_device_many: 'جاء مشاركون كثيرون من مكان واحد.',
    },
    unknown: 'لم يُعثر على هذا التحدي.',
  },
};
