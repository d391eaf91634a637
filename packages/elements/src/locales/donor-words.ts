import type { Words } from './words.ts';

/**
 * What the donor's own page says, in files of its own: no other page needs it. Every language
 * fills it whole, as it does `Words`.
 */
export interface DonorWords {
  readonly door: DoorWords;
  readonly visit: VisitWords;
}

/** What is said before anybody is let in. */
export type WordsOfDoor = Pick<Words, 'lang' | 'common'> & Pick<DonorWords, 'door'>;

/** What is said to the donor who is in. */
export type WordsOfVisit = WordsOfDoor & DonorWords;

interface DoorWords {
  readonly title: string;
  readonly how: string;
  readonly email: string;
  readonly emailWrong: string;
  readonly send: string;
  readonly sending: string;
  readonly askedTitle: string;
  readonly asked: (email: string) => string;
  readonly askAgain: string;
  readonly expired: string;
  readonly invalid: string;
  readonly over: string;
  readonly left: string;
  readonly opening: string;
  readonly failed: string;
  readonly failedHow: string;
  readonly sendFailed: string;
  readonly busy: string;
  /** A browser may keep a failed fetch for good, and a reload loses nothing. */
  readonly partMissing: string;
}

interface VisitWords {
  readonly hello: string;
  readonly whose: (email: string, organization: string) => string;
  readonly recurring: string;
  readonly noRecurring: string;
  readonly everyMonth: (charge: string) => string;
  readonly everyYear: (charge: string) => string;
  readonly feeIn: (fee: string) => string;
  readonly nextCharge: (date: string) => string;
  /** `card` is such as `Visa •••• 4242`. */
  readonly byCard: (card: string) => string;
  readonly active: string;
  readonly pastDue: string;
  readonly paused: string;
  readonly cancelled: string;
  readonly ended: string;
  readonly pending: string;
  readonly declined: string;
  readonly noFunds: string;
  readonly notAuthenticated: string;
  readonly triedAgain: (date: string) => string;
  readonly afterTries: string;
  readonly goesOn: (date: string) => string;
  readonly pausedAsked: string;
  readonly pausedFailed: string;
  readonly cancelledNow: string;
  readonly projectClosed: string;
  readonly neverPaid: string;
  readonly pendingNow: string;
  readonly unconfirmed: string;
  readonly change: string;
  readonly pause: string;
  readonly resume: string;
  readonly newCard: string;
  readonly cancel: string;
  readonly back: string;
  readonly oneMoment: string;
  readonly newAmount: string;
  readonly fromNextCharge: string;
  readonly youPay: (charge: string) => string;
  readonly save: string;
  readonly pauseUntil: string;
  readonly untilResumed: string;
  readonly pauseHow: string;
  readonly cancelTitle: string;
  readonly cancelWhat: string;
  readonly doCancel: string;
  readonly keep: string;
  readonly cardHow: string;
  readonly cardDue: string;
  readonly useCard: string;
  readonly bankAsks: string;
  readonly handedOver: string;
  readonly gifts: string;
  readonly noGifts: string;
  readonly more: string;
  readonly paid: string;
  readonly onItsWay: string;
  readonly notPaid: string;
  readonly givenBack: string;
  readonly partGivenBack: (amount: string) => string;
  readonly bankTook: (amount: string) => string;
  readonly monthly: string;
  readonly yearly: string;
  readonly anonymously: string;
  readonly inHonour: (name: string) => string;
  readonly inMemory: (name: string) => string;
  readonly receipt: (number: string) => string;
  readonly confirmation: (number: string) => string;
  readonly pdf: string;
  readonly sendAgain: string;
  readonly voidRefunded: string;
  readonly voidDisputed: string;
  readonly voidReplaced: string;
  readonly years: string;
  readonly ofYear: (count: number, formatted: string, totals: string) => string;
  readonly settings: string;
  readonly language: string;
  readonly noLanguage: string;
  /** The very words that the donor agrees to. */
  readonly news: (organization: string) => string;
  readonly newsSince: (date: string, words: string) => string;
  readonly newsOff: string;
  readonly erasure: string;
  readonly erasureWhat: (organization: string) => string;
  readonly erasureStays: string;
  readonly askErasure: string;
  readonly erasureAsked: (date: string) => string;
  readonly leave: string;
  readonly leaveWhy: string;
  readonly done: DoneWords;
  readonly noAnswer: string;
  readonly endedMeanwhile: string;
  readonly tooMuch: string;
  readonly general: string;
  readonly listFailed: string;
}

/** What the platform has confirmed. */
interface DoneWords {
  readonly language: string;
  readonly news: string;
  readonly erasure: string;
  readonly send: string;
  readonly change: string;
  readonly pause: string;
  readonly resume: string;
  readonly cancel: string;
  readonly card: string;
}
