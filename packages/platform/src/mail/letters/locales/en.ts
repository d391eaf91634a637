import type { LetterWords } from '../words.ts';

export const en: LetterWords = {
  language: 'en',
  direction: 'ltr',
  hello: (name) => `Dear ${name},`,
  helloAll: 'Hello,',
  testMark: '[TEST]',
  test: 'This is a test. No money has moved.',
  thanks: {
    subject: (organization) => `Thank you for your gift to ${organization}`,
    body: (amount, project) =>
      `Thank you for giving ${amount} to “${project}”. Your gift has arrived.`,
  },
  receipt: {
    subject: (organization) => `Your receipt from ${organization}`,
    body: (number, amount) => `Here is receipt ${number} over ${amount}.`,
  },
  refund: {
    subject: (organization) => `${organization} has given back your gift`,
    body: (amount, project) =>
      `${amount} of your gift to “${project}” is on its way back to you. The receipt that you had counts no more.`,
  },
  refundLeft: (amount) => `A new receipt over ${amount} takes its place.`,
  refundFailed: {
    subject: (organization) => `Your refund from ${organization} did not arrive`,
    body: (amount, project) =>
      `We wanted to give back ${amount} of your gift to “${project}”, and the bank returned it. Please write to us, so that we find another way.`,
  },
  link: {
    subject: (organization) => `Your gifts to ${organization}`,
    body: (organization) =>
      `With this link you see your gifts to ${organization}, their receipts, and all that you can change.`,
  },
  linkUntil: (minutes) =>
    `The link works for ${minutes} minutes, and only for you: please do not pass it on.`,
  linkIgnore: 'If you did not ask for it, you need do nothing.',
  card: {
    subject: () => 'A gift in honour of somebody you know',
    body: (giver, honoured, project) =>
      `${giver} has given to “${project}” in honour of ${honoured}.`,
  },
  cardInMemory: {
    subject: () => 'A gift in memory of somebody you knew',
    body: (giver, honoured, project) =>
      `${giver} has given to “${project}” in memory of ${honoured}.`,
  },
  cardMessage: (giver) => `${giver} writes:`,
  somebody: 'Somebody',
  every: { month: 'every month', year: 'every year' },
  started: {
    subject: (organization) => `Your regular gift to ${organization} has begun`,
    body: (amount, every, project) =>
      `Thank you. From now on you give ${amount} ${every} to “${project}”. You can change, pause or end that whenever you like.`,
  },
  renewed: {
    subject: (organization) => `Thank you for giving to ${organization} again`,
    body: (amount, every, project) =>
      `Your gift of ${amount} ${every} to “${project}” has arrived again.`,
  },
  failed: {
    subject: (organization) => `Your regular gift to ${organization} could not be paid`,
    body: (amount, every, project) =>
      `Your gift of ${amount} ${every} to “${project}” could not be taken from your card or account. Nothing was charged. Perhaps the card is no longer valid.`,
  },
  failedAgainOn: (date) => `We try again on ${date}. You can give another card before then.`,
  paused: {
    subject: (organization) => `Your regular gift to ${organization} rests`,
    body: (amount, every, project) =>
      `Your gift of ${amount} ${every} to “${project}” rests. Nothing is taken until you let it go on.`,
  },
  cancelled: {
    subject: (organization) => `Your regular gift to ${organization} has ended`,
    body: (amount, every, project) =>
      `Your gift of ${amount} ${every} to “${project}” has ended, and nothing more is taken. Thank you for all that you gave.`,
  },
  statement: {
    subject: (organization) => `Your statement for ${organization}`,
    body: (number, amount) =>
      `Statement ${number} is ready. It comes to ${amount}: what the orders of your shop have given.`,
  },
  statementRoundUps: (amount) =>
    `Of it, ${amount} is what shoppers added to their orders: their gifts, which you pass on.`,
  statementDue: (date) =>
    `Please pay it by ${date}. The projects get the money once you have paid.`,
  statementCarried:
    'Nothing is to be paid now: it is less than the smallest coin, or more was taken back than given. It is carried to the next statement.',
  openStatement: 'Read, print and pay the statement',
  tree: {
    subject: (organization) => `Your tree with ${organization} has its number`,
    body: (number, species, place, plot) =>
      `Thank you. Your tree has number ${number}: ${species}, place ${place} of “${plot}”. It is planned for now. Its page tells when it is in the ground, and how it grows.`,
  },
  treeGift: (name) => `The tree is for ${name}, and its page says so.`,
  treeGiftFrom: (name, date) => `The tree is for ${name}. Its page says so from ${date} on.`,
  treeMoved: (place) =>
    `The place that you chose, ${place}, was gone when your payment arrived, so your tree has another one on the same plot.`,
  treeReturned: {
    subject: (organization) => `Your gift for a tree with ${organization} goes back to you`,
    place_gone: (amount, plot) =>
      `Your ${amount} for a tree on “${plot}” arrived after the time for which the place was held, and by then no other place was free. We have asked for all of it to be given back.`,
    team_incomplete: (amount, plot) =>
      `Your team for a tree on “${plot}” did not come together in time. We have asked for your ${amount} to be given back, all of it.`,
    surplus: (amount, plot) =>
      `Your ${amount} for a tree on “${plot}” arrived after the tree had been paid for already. We have asked for all of it to be given back.`,
    next: 'We write again as soon as it is on its way. You need do nothing.',
  },
  openTree: 'Your tree and its certificate',
  openReceipt: 'Read and print the receipt',
  openPdf: 'The receipt as PDF',
  openPage: 'Your gifts and what you can change',
  openLink: 'See my gifts',
  why: (organization) =>
    `You get this letter because of a gift to ${organization}. It is no advertisement, and nobody else has your address from us.`,
  whyCard: (organization) =>
    `The giver asked ${organization} to write you this one letter. Your address is used for nothing else.`,
  whyStatement: (organization) =>
    `You get this letter because your shop gives to ${organization}. It is no advertisement.`,
};
