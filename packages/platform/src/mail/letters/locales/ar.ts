import type { LetterWords } from '../words.ts';

export const ar: LetterWords = {
  language: 'ar',
  direction: 'rtl',
  hello: (name) => `${name}، تحية طيبة،`,
  helloAll: 'تحية طيبة،',
  testMark: '[تجربة]',
  test: 'هذه تجربة، ولم تنتقل أي أموال.',
  thanks: {
    subject: (organization) => `شكرًا لتبرعك لـ${organization}`,
    body: (amount, project) => `شكرًا لتبرعك بمبلغ ${amount} لمشروع «${project}». لقد وصل تبرعك.`,
  },
  receipt: {
    subject: (organization) => `إيصالك من ${organization}`,
    body: (number, amount) => `هذا الإيصال رقم ${number} بمبلغ ${amount}.`,
  },
  refund: {
    subject: (organization) => `أعادت ${organization} تبرعك إليك`,
    body: (amount, project) =>
      `مبلغ ${amount} من تبرعك لمشروع «${project}» في طريقه إليك. لم يعد الإيصال السابق صالحًا.`,
  },
  refundLeft: (amount) => `ويحل محله إيصال جديد بمبلغ ${amount}.`,
  refundFailed: {
    subject: (organization) => `لم يصل المبلغ المسترد من ${organization}`,
    body: (amount, project) =>
      `أردنا أن نعيد إليك ${amount} من تبرعك لمشروع «${project}»، لكن البنك أرجع المبلغ. نرجو أن تكتب إلينا لنجد طريقة أخرى.`,
  },
  link: {
    subject: (organization) => `تبرعاتك لـ${organization}`,
    body: (organization) =>
      `بهذا الرابط ترى تبرعاتك لـ${organization} وإيصالاتها وكل ما يمكنك تغييره.`,
  },
  linkUntil: (minutes) =>
    `يعمل الرابط لمدة ${minutes} دقيقة، وهو لك وحدك، فنرجو ألا ترسله إلى أحد.`,
  linkIgnore: 'إن لم تطلبه فلا حاجة إلى فعل شيء.',
  card: {
    subject: () => 'تبرع تكريمًا لشخص تعرفه',
    body: (giver, honoured, project) => `تبرع ${giver} لمشروع «${project}» تكريمًا لـ${honoured}.`,
  },
  cardInMemory: {
    subject: () => 'تبرع تخليدًا لذكرى شخص عرفته',
    body: (giver, honoured, project) =>
      `تبرع ${giver} لمشروع «${project}» تخليدًا لذكرى ${honoured}.`,
  },
  cardMessage: (giver) => `رسالة من ${giver}:`,
  somebody: 'فاعل خير',
  every: { month: 'كل شهر', year: 'كل سنة' },
  started: {
    subject: (organization) => `بدأ تبرعك المنتظم لـ${organization}`,
    body: (amount, every, project) =>
      `شكرًا لك. من الآن تتبرع بمبلغ ${amount} ${every} لمشروع «${project}»، ويمكنك تغيير ذلك أو إيقافه مؤقتًا أو إنهاؤه متى شئت.`,
  },
  renewed: {
    subject: (organization) => `شكرًا لتبرعك مجددًا لـ${organization}`,
    body: (amount, every, project) =>
      `وصل تبرعك بمبلغ ${amount} ${every} لمشروع «${project}» مرة أخرى.`,
  },
  failed: {
    subject: (organization) => `تعذر تحصيل تبرعك المنتظم لـ${organization}`,
    body: (amount, every, project) =>
      `تعذر تحصيل تبرعك بمبلغ ${amount} ${every} لمشروع «${project}»، ولم يُخصم شيء. ربما لم تعد البطاقة صالحة.`,
  },
  failedAgainOn: (date) => `سنحاول مرة أخرى في ${date}، ويمكنك قبل ذلك تقديم بطاقة أخرى.`,
  paused: {
    subject: (organization) => `تبرعك المنتظم لـ${organization} متوقف مؤقتًا`,
    body: (amount, every, project) =>
      `تبرعك بمبلغ ${amount} ${every} لمشروع «${project}» متوقف مؤقتًا، ولن يُخصم شيء حتى تستأنفه.`,
  },
  cancelled: {
    subject: (organization) => `انتهى تبرعك المنتظم لـ${organization}`,
    body: (amount, every, project) =>
      `انتهى تبرعك بمبلغ ${amount} ${every} لمشروع «${project}»، ولن يُخصم شيء بعد الآن. شكرًا على كل ما قدمت.`,
  },
  statement: {
    subject: (organization) => `كشف حسابك لدى ${organization}`,
    body: (number, amount) =>
      `كشف الحساب ${number} جاهز، وقيمته ${amount}: وهو ما تبرّعت به طلبات متجرك.`,
  },
  statementRoundUps: (amount) =>
    `منها ${amount} أضافها المتسوّقون إلى طلباتهم: وهي تبرعات منهم تتولّون أنتم إيصالها.`,
  statementDue: (date) => `يُرجى السداد قبل ${date}. تصل الأموال إلى المشاريع بعد سدادك.`,
  statementCarried:
    'لا يلزم سداد شيء الآن: المبلغ أقل من أصغر وحدة نقدية، أو أن ما استُرجع أكثر مما قُدّم. ويُرحّل إلى كشف الحساب التالي.',
  openStatement: 'قراءة كشف الحساب وطباعته وسداده',
  tree: {
    subject: (organization) => `حصلت شجرتكم لدى ${organization} على رقمها`,
    body: (number, species, place, plot) =>
      `شكرًا لكم. رقم شجرتكم ${number}: ${species}، الموضع ${place} في «${plot}». زراعتها مقرَّرة ولم تتم بعد، وستخبركم صفحتها بموعد غرسها وكيف تنمو.`,
  },
  treeGift: (name) => `الشجرة مهداة إلى ${name}، وصفحتها تذكر ذلك.`,
  treeGiftFrom: (name, date) => `الشجرة مهداة إلى ${name}، وستذكر صفحتها ذلك ابتداءً من ${date}.`,
  treeMoved: (place) =>
    `كان الموضع الذي اخترتموه (${place}) قد شُغل حين وصل دفعكم، فأُعطيت شجرتكم موضعًا آخر في الأرض نفسها.`,
  treeReturned: {
    subject: (organization) => `سيُعاد إليكم تبرعكم لزراعة شجرة لدى ${organization}`,
    place_gone: (amount, plot) =>
      `وصل مبلغ ${amount} الذي دفعتموه لشجرة في «${plot}» بعد انتهاء مدة حجز الموضع، ولم يبقَ حينها موضع شاغر آخر. وقد طلبنا إعادة المبلغ إليكم كاملًا.`,
    team_incomplete: (amount, plot) =>
      `لم يكتمل فريقكم لزراعة شجرة في «${plot}» في الوقت المحدد. وقد طلبنا إعادة مبلغ ${amount} إليكم كاملًا.`,
    surplus: (amount, plot) =>
      `وصل مبلغ ${amount} الذي دفعتموه لشجرة في «${plot}» بعد أن كان ثمن الشجرة قد دُفع. وقد طلبنا إعادة المبلغ إليكم كاملًا.`,
    next: 'سنكتب إليكم مجددًا حالما يصبح المبلغ في طريقه إليكم. ليس عليكم فعل شيء.',
  },
  openTree: 'شجرتكم وشهادتها',
  openReceipt: 'اقرأ الإيصال واطبعه',
  openPdf: 'الإيصال بصيغة PDF',
  openPage: 'تبرعاتك وما يمكنك تغييره',
  openLink: 'اعرض تبرعاتي',
  why: (organization) =>
    `وصلتك هذه الرسالة بسبب تبرع لـ${organization}. ليست إعلانًا، ولم نعط عنوانك لأحد.`,
  whyCard: (organization) =>
    `طلب المتبرع من ${organization} أن تكتب إليك هذه الرسالة وحدها، ولن يُستخدم عنوانك لأي غرض آخر.`,
  whyStatement: (organization) =>
    `تصلك هذه الرسالة لأن متجرك يتبرّع لصالح ${organization}. وهي ليست إعلانًا.`,
};
