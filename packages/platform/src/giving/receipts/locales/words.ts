/** What papers say, in the two languages that receipts are issued in. */
import type { VoidReason } from '@kindcart/contract';

export interface PaperWords {
  readonly language: 'en' | 'zh-CN';
  readonly receipt: string;
  readonly confirmation: string;
  readonly confirmationNote: string;
  readonly test: string;
  readonly voided: Readonly<Record<VoidReason, (date: string) => string>>;
  readonly number: string;
  readonly issuedOn: string;
  readonly paidOn: string;
  readonly donor: string;
  readonly noName: string;
  readonly project: string;
  readonly gift: string;
  readonly feeCover: string;
  readonly refunded: string;
  readonly disputed: string;
  readonly total: string;
  readonly registration: string;
  readonly signature: string;
  readonly year: (year: string) => string;
  readonly yearNote: string;
  readonly noGifts: string;
  readonly page: (page: string, pages: string) => string;
  readonly missing: string;
  readonly openPdf: string;
}

const en: PaperWords = {
  language: 'en',
  receipt: 'Donation receipt',
  confirmation: 'Confirmation of a gift',
  confirmationNote:
    'This confirms that the payment was received. It is not a receipt for tax: the organization has not entered its registered particulars.',
  test: 'TEST: no money has moved. This paper is worth nothing.',
  voided: {
    refunded: (date) => `VOID since ${date}: the gift was given back.`,
    partly_refunded: (date) =>
      `VOID since ${date}: a part was given back. Another receipt takes its place.`,
    refund_failed: (date) =>
      `VOID since ${date}: a refund did not arrive. Another receipt takes its place.`,
    disputed: (date) => `VOID since ${date}: the donor's bank took the payment back.`,
    partly_disputed: (date) =>
      `VOID since ${date}: the donor's bank took a part back. Another receipt takes its place.`,
    dispute_returned: (date) =>
      `VOID since ${date}: the donor's bank returned what it had taken back. Another receipt takes its place.`,
    corrected: (date) => `VOID since ${date}: corrected. Another receipt takes its place.`,
  },
  number: 'Number',
  issuedOn: 'Issued on',
  paidOn: 'Paid on',
  donor: 'Received from',
  noName: 'A donor who gave no name',
  project: 'For',
  gift: 'Gift',
  feeCover: 'Payment fee, borne by the donor',
  refunded: 'Given back',
  disputed: "Taken back by the donor's bank",
  total: 'Amount received',
  registration: 'Registration number',
  signature: 'Signed',
  year: (year) => `Summary of gifts in ${year}`,
  yearNote:
    'All gifts from this address that were paid and kept, at what is left of each. The receipts are the proof; this page adds them up.',
  noGifts: 'There are no gifts in this year.',
  page: (page, pages) => `Page ${page} of ${pages}`,
  missing:
    'Characters that this file cannot show stand as 〓. The web page of this paper shows them.',
  openPdf: 'As PDF',
};

const zhCn: PaperWords = {
  language: 'zh-CN',
  receipt: '捐赠收据',
  confirmation: '捐赠确认',
  confirmationNote: '本页确认款项已收到，不能作为税务票据：该机构尚未填写登记信息。',
  test: '测试：没有任何资金往来，本页无效。',
  voided: {
    refunded: (date) => `已于${date}作废：捐款已全部退回。`,
    partly_refunded: (date) => `已于${date}作废：部分捐款已退回，另开新收据。`,
    refund_failed: (date) => `已于${date}作废：退款未能到账，另开新收据。`,
    disputed: (date) => `已于${date}作废：捐赠人的银行已追回全部款项。`,
    partly_disputed: (date) => `已于${date}作废：捐赠人的银行已追回部分款项，另开新收据。`,
    dispute_returned: (date) => `已于${date}作废：捐赠人的银行已将追回的款项退还，另开新收据。`,
    corrected: (date) => `已于${date}作废：更正，另开新收据。`,
  },
  number: '收据编号',
  issuedOn: '开具日期',
  paidOn: '付款日期',
  donor: '捐赠人',
  noName: '未留姓名的捐赠人',
  project: '捐赠项目',
  gift: '捐赠金额',
  feeCover: '捐赠人承担的支付手续费',
  refunded: '已退回',
  disputed: '已被银行追回',
  total: '实收金额',
  registration: '登记号',
  signature: '签章',
  year: (year) => `${year} 年捐赠汇总`,
  yearNote:
    '以下为本邮箱名下已付款且未退回的全部捐赠，按各笔余额列示。凭证以收据为准，本页仅作汇总。',
  noGifts: '本年度没有捐赠。',
  page: (page, pages) => `第 ${page} 页，共 ${pages} 页`,
  missing: '本文件无法显示的字符以 〓 代替，请查看网页版。',
  openPdf: 'PDF 版',
};

/** Chinese for whoever reads it, English for all others: a receipt is read by the charity's people too. */
export function paperWords(language: string | null): PaperWords {
  return language?.toLowerCase().split('-')[0] === 'zh' ? zhCn : en;
}
