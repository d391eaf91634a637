import type { LetterWords } from '../words.ts';

export const zhCn: LetterWords = {
  language: 'zh-CN',
  direction: 'ltr',
  hello: (name) => `${name}，您好：`,
  helloAll: '您好：',
  testMark: '【测试】',
  test: '这是一次测试，没有任何资金往来。',
  thanks: {
    subject: (organization) => `感谢您向${organization}捐赠`,
    body: (amount, project) => `感谢您为“${project}”捐赠 ${amount}。善款已经到账。`,
  },
  receipt: {
    subject: (organization) => `${organization}的捐赠收据`,
    body: (number, amount) => `这是您的收据，编号 ${number}，金额 ${amount}。`,
  },
  refund: {
    subject: (organization) => `${organization}已将您的捐款退回`,
    body: (amount, project) =>
      `您为“${project}”捐赠的款项中，${amount} 正在退回给您。原收据已作废。`,
  },
  refundLeft: (amount) => `我们另开了一张 ${amount} 的收据。`,
  refundFailed: {
    subject: (organization) => `${organization}的退款未能到账`,
    body: (amount, project) =>
      `您为“${project}”捐赠的款项中，有 ${amount} 我们已办理退款，但被银行退回。请与我们联系，我们会另想办法。`,
  },
  link: {
    subject: (organization) => `您在${organization}的捐赠`,
    body: (organization) =>
      `通过这个链接，您可以查看给${organization}的捐赠和收据，并修改自己的设置。`,
  },
  linkUntil: (minutes) => `链接在 ${minutes} 分钟内有效，仅供您本人使用，请勿转发。`,
  linkIgnore: '如果不是您本人的请求，无需理会。',
  card: {
    subject: () => '有人以您熟悉的人的名义捐赠',
    body: (giver, honoured, project) => `${giver}以${honoured}的名义为“${project}”捐赠。`,
  },
  cardInMemory: {
    subject: () => '一份纪念捐赠',
    body: (giver, honoured, project) => `${giver}为“${project}”捐赠，以纪念${honoured}。`,
  },
  cardMessage: (giver) => `${giver}的留言：`,
  somebody: '一位爱心人士',
  every: { month: '每月', year: '每年' },
  started: {
    subject: (organization) => `您给${organization}的定期捐赠已开始`,
    body: (amount, every, project) =>
      `谢谢您。从现在起，您${every}为“${project}”捐赠 ${amount}，并可随时更改、暂停或终止。`,
  },
  renewed: {
    subject: (organization) => `感谢您再次向${organization}捐赠`,
    body: (amount, every, project) => `您${every}给“${project}”的 ${amount} 捐赠又一次到账了。`,
  },
  failed: {
    subject: (organization) => `给${organization}的定期捐赠未能扣款`,
    body: (amount, every, project) =>
      `您${every}给“${project}”的 ${amount} 捐赠未能扣款，没有产生任何费用。可能是银行卡已失效。`,
  },
  failedAgainOn: (date) => `我们将于${date}再试一次，在此之前您可以更换银行卡。`,
  paused: {
    subject: (organization) => `您给${organization}的定期捐赠已暂停`,
    body: (amount, every, project) =>
      `您${every}给“${project}”的 ${amount} 捐赠已暂停。在您恢复之前不会扣款。`,
  },
  cancelled: {
    subject: (organization) => `您给${organization}的定期捐赠已终止`,
    body: (amount, every, project) =>
      `您${every}给“${project}”的 ${amount} 捐赠已终止，今后不再扣款。感谢您一路以来的支持。`,
  },
  statement: {
    subject: (organization) => `您在${organization}的结算单`,
    body: (number, amount) => `结算单 ${number} 已生成，金额为 ${amount}，即贵店订单所承诺的捐赠。`,
  },
  statementRoundUps: (amount) =>
    `其中 ${amount} 是顾客在订单中加上的：这是顾客的捐赠，由贵店转交。`,
  statementDue: (date) => `请在 ${date} 前付款。付款后，款项将拨给各项目。`,
  statementCarried:
    '本次无需付款：金额不足最小货币单位，或退回的多于新增的，余额结转至下一份结算单。',
  openStatement: '查看、打印并支付结算单',
  tree: {
    subject: (organization) => `您在${organization}认养的树有编号了`,
    body: (number, species, place, plot) =>
      `感谢您。您的树编号为 ${number}：${species}，位于“${plot}”的 ${place} 号种植点。目前处于待种状态。树种下的时间和生长情况，会在它的页面上公布。`,
  },
  treeGift: (name) => `这棵树送给${name}，它的页面上会注明。`,
  treeGiftFrom: (name, date) => `这棵树送给${name}。自${date}起，它的页面上会注明。`,
  treeMoved: (place) =>
    `付款到账时，您选的 ${place} 号种植点已被他人认养，因此我们在同一地块为您的树安排了另一个种植点。`,
  treeReturned: {
    subject: (organization) => `您给${organization}的植树款将退还给您`,
    place_gone: (amount, plot) =>
      `您为“${plot}”植树支付的 ${amount} 到账时，保留时间已过，也没有其他空余的种植点。我们已申请全额退款。`,
    team_incomplete: (amount, plot) =>
      `您参加的“${plot}”合种未能在期限内凑齐。我们已申请将您支付的 ${amount} 全额退还。`,
    surplus: (amount, plot) =>
      `您为“${plot}”植树支付的 ${amount} 到账时，这棵树的款项已经付清。我们已申请全额退款。`,
    next: '退款发出后，我们会再写信告知。您无需做任何操作。',
  },
  openTree: '查看您的树和证书',
  openReceipt: '查看并打印收据',
  openPdf: '收据 PDF',
  openPage: '我的捐赠与设置',
  openLink: '查看我的捐赠',
  why: (organization) =>
    `您收到这封信，是因为一笔给${organization}的捐赠。这不是广告，我们也没有把您的地址告诉任何人。`,
  whyCard: (organization) => `捐赠人请${organization}给您写这一封信。您的地址不会用于其他用途。`,
  whyStatement: (organization) => `您收到此信，是因为贵店向${organization}捐赠。这不是广告。`,
};
