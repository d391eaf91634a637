import type { LetterWords } from '../words.ts';

export const ja: LetterWords = {
  language: 'ja',
  direction: 'ltr',
  hello: (name) => `${name} 様`,
  helloAll: 'こんにちは。',
  testMark: '【テスト】',
  test: 'これはテストです。お金は動いていません。',
  thanks: {
    subject: (organization) => `${organization}へのご寄付ありがとうございます`,
    body: (amount, project) =>
      `「${project}」に${amount}をご寄付いただき、ありがとうございます。確かに届きました。`,
  },
  receipt: {
    subject: (organization) => `${organization}からの領収書`,
    body: (number, amount) => `領収書 ${number}（${amount}）をお届けします。`,
  },
  refund: {
    subject: (organization) => `${organization}からの返金のお知らせ`,
    body: (amount, project) =>
      `「${project}」へのご寄付のうち${amount}を返金いたします。これまでの領収書は無効になりました。`,
  },
  refundLeft: (amount) => `代わりに${amount}の新しい領収書を発行しました。`,
  refundFailed: {
    subject: (organization) => `${organization}からの返金が届きませんでした`,
    body: (amount, project) =>
      `「${project}」へのご寄付のうち${amount}の返金手続きをしましたが、銀行から差し戻されました。別の方法をご案内しますので、ご連絡ください。`,
  },
  link: {
    subject: (organization) => `${organization}へのご寄付について`,
    body: (organization) =>
      `このリンクから、${organization}へのご寄付と領収書をご覧になり、設定を変更できます。`,
  },
  linkUntil: (minutes) =>
    `リンクは${minutes}分間、ご本人だけがお使いいただけます。他の人に転送しないでください。`,
  linkIgnore: 'お心当たりがない場合は、何もなさる必要はありません。',
  card: {
    subject: () => 'あなたのお知り合いに捧げるご寄付',
    body: (giver, honoured, project) =>
      `${giver}が、${honoured}さんに敬意を込めて「${project}」に寄付しました。`,
  },
  cardInMemory: {
    subject: () => '故人を偲ぶご寄付',
    body: (giver, honoured, project) =>
      `${giver}が、${honoured}さんを偲んで「${project}」に寄付しました。`,
  },
  cardMessage: (giver) => `${giver}からのメッセージ：`,
  somebody: 'ある方',
  every: { month: '毎月', year: '毎年' },
  started: {
    subject: (organization) => `${organization}への継続寄付が始まりました`,
    body: (amount, every, project) =>
      `ありがとうございます。これから${every}${amount}を「${project}」にご寄付いただきます。変更、一時停止、終了はいつでもできます。`,
  },
  renewed: {
    subject: (organization) => `${organization}へのご寄付、いつもありがとうございます`,
    body: (amount, every, project) =>
      `「${project}」への${every}${amount}のご寄付が、今回も届きました。`,
  },
  failed: {
    subject: (organization) => `${organization}への継続寄付をお支払いいただけませんでした`,
    body: (amount, every, project) =>
      `「${project}」への${every}${amount}のご寄付をお支払いいただけませんでした。請求はされていません。カードの有効期限が切れている可能性があります。`,
  },
  failedAgainOn: (date) => `${date}にもう一度お手続きします。それまでに別のカードを登録できます。`,
  paused: {
    subject: (organization) => `${organization}への継続寄付を一時停止しました`,
    body: (amount, every, project) =>
      `「${project}」への${every}${amount}のご寄付を一時停止しました。再開されるまで請求はありません。`,
  },
  cancelled: {
    subject: (organization) => `${organization}への継続寄付が終了しました`,
    body: (amount, every, project) =>
      `「${project}」への${every}${amount}のご寄付は終了し、今後の請求はありません。これまでのご支援に感謝いたします。`,
  },
  statement: {
    subject: (organization) => `${organization}への寄付の明細書`,
    body: (number, amount) =>
      `明細書 ${number} ができました。ショップのご注文による寄付額は ${amount} です。`,
  },
  statementRoundUps: (amount) =>
    `そのうち ${amount} は、お客様がご注文に上乗せされた分です。お客様の寄付であり、貴店からお渡しいただきます。`,
  statementDue: (date) =>
    `${date}までにお支払いください。お支払いが済むと、各プロジェクトに届けられます。`,
  statementCarried:
    '今回のお支払いはありません。最小通貨単位に満たないか、取り消しが寄付を上回ったため、次回の明細書に繰り越されます。',
  openStatement: '明細書を読む・印刷する・支払う',
  tree: {
    subject: (organization) => `${organization}でお申し込みの木に番号が付きました`,
    body: (number, species, place, plot) =>
      `ありがとうございます。あなたの木は${number}番、${species}、「${plot}」の${place}番の場所です。現在は植樹予定です。植えた日や成長の様子は、木のページでお知らせします。`,
  },
  treeGift: (name) => `この木は${name}さんへの贈り物です。木のページにもそう表示されます。`,
  treeGiftFrom: (name, date) =>
    `この木は${name}さんへの贈り物です。${date}から木のページに表示されます。`,
  treeMoved: (place) =>
    `お支払いが届いたとき、お選びの場所（${place}番）はすでに埋まっていたため、同じ区画の別の場所になりました。`,
  treeReturned: {
    subject: (organization) => `${organization}の植樹のためのご寄付を返金します`,
    place_gone: (amount, plot) =>
      `「${plot}」の木のための${amount}は、場所の確保期限を過ぎて届き、ほかに空いている場所もありませんでした。全額の返金を手配しました。`,
    team_incomplete: (amount, plot) =>
      `「${plot}」の木を一緒に植える仲間が期限までにそろいませんでした。お支払いの${amount}は、全額の返金を手配しました。`,
    surplus: (amount, plot) =>
      `「${plot}」の木のための${amount}が届いたとき、その木の代金はすでに支払われていました。全額の返金を手配しました。`,
    next: '返金の手続きが済みましたら、改めてお知らせします。お手続きは不要です。',
  },
  openTree: 'あなたの木と証明書を見る',
  openReceipt: '領収書を見る・印刷する',
  openPdf: '領収書（PDF）',
  openPage: 'ご寄付の記録と設定',
  openLink: '自分の寄付を見る',
  why: (organization) =>
    `このお手紙は、${organization}へのご寄付に関してお送りしています。広告ではなく、宛先を他の誰にも伝えていません。`,
  whyCard: (organization) =>
    `寄付された方のご依頼で、${organization}がこの一通だけをお送りしています。宛先を他の目的に使うことはありません。`,
  whyStatement: (organization) =>
    `このメールは、お客様のショップが${organization}に寄付しているためお送りしています。広告ではありません。`,
};
