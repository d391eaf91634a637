/**
 * Everything the elements say, in one shape that every language fills: a file that lacks a line, or
 * has one too many, does not compile. Amounts, dates and counts arrive ready for reading.
 */
export interface Words {
  /** Language of the words themselves, for screen readers. */
  readonly lang: string;
  readonly common: CommonWords;
  readonly progress: ProgressWords;
  readonly wall: WallWords;
  readonly form: FormWords;
  readonly pay: PayWords;
  readonly thanks: ThanksWords;
  readonly dedication: DedicationWords;
  readonly after: AfterWords;
  readonly plan: PlanWords;
  readonly amount: AmountWords;
  readonly card: CardWords;
  readonly failures: FailureWords;
}

/** What the donation form's first page and its dialog say. */
export type WordsOfForm = Pick<Words, 'lang' | 'common' | 'thanks' | 'form' | 'amount'>;

/** What the form says from then on. */
export type WordsOfPaying = WordsOfForm & Pick<Words, 'pay' | 'failures'>;

/** What thanks on a page of their own say. */
export type WordsOfThanks = Pick<Words, 'lang' | 'common' | 'thanks' | 'after'>;

/** What monthly giving says. */
export type WordsOfPlan = Pick<Words, 'lang' | 'common' | 'thanks' | 'plan'>;

/** What a project's progress says. */
export type WordsOfProgress = Pick<Words, 'lang' | 'common' | 'progress'>;

/** What a donor wall says. */
export type WordsOfWall = Pick<Words, 'lang' | 'common' | 'wall'>;

interface CommonWords {
  readonly loading: string;
  readonly tryAgain: string;
  readonly optional: string;
  readonly testMode: string;
  /** Something failed that only the page's author can mend. */
  readonly unavailable: string;
  readonly projectUnknown: string;
  readonly projectClosed: string;
  /** The platform did not answer; whether that is the visitor's connection is not known. */
  readonly noConnection: string;
  readonly noConnectionHow: string;
}

interface ProgressWords {
  /** Accessible name of the bar, with the project's title. */
  readonly name: (title: string) => string;
  readonly raised: string;
  readonly ofGoal: (goal: string) => string;
  readonly share: (percent: string, raised: string, goal: string) => string;
  readonly donations: (count: number, formatted: string) => string;
  readonly daysLeft: (count: number, formatted: string) => string;
  readonly endsToday: string;
  /** For an end that is months away; the date as the language writes it. */
  readonly until: (date: string) => string;
  readonly ended: string;
  readonly goalReached: string;
  readonly loadFailed: string;
  readonly notUpdatedSince: (time: string) => string;
}

interface WallWords {
  /** Accessible name of the list, with the project's title. */
  readonly name: (title: string) => string;
  /** Accessible name of the two buttons that follow. */
  readonly order: string;
  readonly recent: string;
  readonly largest: string;
  /** In place of a name. */
  readonly anonymous: string;
  readonly more: string;
  /** Said after more were loaded; there are always several. */
  readonly shown: (formatted: string) => string;
  readonly newGift: (name: string, amount: string) => string;
  /** There are always several. */
  readonly newGifts: (formatted: string) => string;
  readonly empty: string;
  readonly emptyClosed: string;
  readonly loadFailed: string;
}

interface FormWords {
  readonly giveTo: (title: string) => string;
  /** Accessible name of the three choices that follow. */
  readonly howOften: string;
  readonly once: string;
  readonly monthly: string;
  readonly yearly: string;
  readonly amount: string;
  readonly otherAmount: string;
  readonly yourAmount: string;
  readonly range: (minimum: string, maximum: string) => string;
  /** `fee` is undefined until an amount is chosen. */
  readonly coverFee: (fee: string | undefined) => string;
  readonly coverFeeWhy: string;
  readonly name: string;
  readonly anonymous: string;
  readonly anonymousWhy: string;
  readonly email: string;
  readonly emailWhy: string;
  readonly emailNeeded: string;
  readonly emailWrong: (example: string) => string;
  /** Beside a box to tick; sent as it is, since it is what the donor agreed to. */
  readonly news: string;
  readonly addDedication: string;
  /** A part of the form could not be fetched. */
  readonly partFailed: string;
  readonly addMessage: string;
  readonly message: string;
  readonly charactersLeft: (count: number, formatted: string) => string;
  readonly continueWith: (charge: string) => string;
  readonly chooseToContinue: string;
  readonly preparing: string;
  /** While the page solves the platform's proof of work. */
  readonly checking: string;
  readonly cancel: string;
  readonly confirming: string;
  readonly raisedInAll: (raised: string) => string;
  readonly loadFailed: string;
  /** A browser may keep a failed fetch for good, and a reload loses nothing. */
  readonly fieldsFailed: string;
  readonly stayWhilePaying: string;
  readonly close: string;
}

/** What the form says once a gift is asked for. */
interface PayWords {
  /** Offers a monthly gift in the place of a single one; the amount says "every month". */
  readonly offer: (amount: string) => string;
  readonly takeOffer: (amount: string) => string;
  readonly yourGift: string;
  readonly feeCover: string;
  readonly total: string;
  readonly change: string;
  readonly donate: (charge: string) => string;
  readonly askedToConfirm: string;
  readonly askedToConfirmWhy: (charge: string) => string;
  readonly approve: string;
  readonly refuse: string;
  readonly stillAsking: string;
  readonly giveAgain: string;
  readonly startAgain: string;
  readonly noAnswer: string;
  readonly noAnswerWhy: string;
  readonly checkAgain: string;
}

/** What is said of a gift once it is paid, or not. */
interface ThanksWords {
  readonly processing: string;
  readonly processingWhy: string;
  readonly thanks: string;
  readonly given: (gift: string) => string;
  readonly charged: (charge: string) => string;
  readonly reference: string;
  readonly notCharged: string;
  /** An amount, and that it repeats: fits where an amount alone does. */
  readonly everyMonth: (amount: string) => string;
  readonly everyYear: (amount: string) => string;
  readonly nextPayment: (date: string) => string;
}

/** What follows a gift. */
interface AfterWords {
  readonly title: string;
  readonly receiptTo: (email: string) => string;
  readonly receiptMaybe: string;
  /** On the button that asks for it. */
  readonly receipt: string;
  readonly receiptAsked: string;
  readonly receiptNumber: (number: string) => string;
  /** In the place of a receipt, where the charity has not told its particulars. */
  readonly confirmationNumber: (number: string) => string;
  readonly pdf: string;
  readonly receiptNone: string;
  readonly receiptFailed: string;
  readonly news: string;
  readonly share: string;
  /** What is shared, beside the page's address. */
  readonly shareText: (title: string) => string;
  readonly copied: string;
  /** In front of the address, where a browser neither shares nor copies. */
  readonly copyThis: string;
  readonly failed: string;
  readonly expired: string;
  readonly refunded: (amount: string) => string;
  readonly none: string;
  readonly unknown: string;
  readonly loadFailed: string;
}

/** What monthly giving says. */
interface PlanWords {
  /** Accessible name of the choices, with the project's title. */
  readonly name: (title: string) => string;
  readonly otherAmount: string;
  readonly freedom: string;
  readonly loadFailed: string;
}

interface DedicationWords {
  readonly kind: string;
  readonly inHonour: string;
  readonly inMemory: string;
  readonly name: string;
  readonly nameMissing: string;
  readonly card: string;
  readonly cardWhy: string;
  readonly recipientName: string;
  readonly recipientMissing: string;
  readonly recipientEmail: string;
  readonly recipientEmailWrong: (example: string) => string;
  readonly cardMessage: string;
}

interface AmountWords {
  readonly missing: string;
  readonly notANumber: (example: string) => string;
  readonly unclear: (example: string) => string;
  readonly otherCurrency: (currency: string) => string;
  readonly tooManyDecimals: (example: string) => string;
  readonly tooSmall: (minimum: string) => string;
  readonly tooLarge: (maximum: string) => string;
}

interface CardWords {
  readonly legend: string;
  readonly number: string;
  readonly expiry: string;
  readonly expiryExample: string;
  readonly cvc: string;
  readonly numberWrong: string;
  readonly expiryWrong: string;
  readonly expiryPast: string;
  readonly cvcWrong: string;
  readonly testCards: string;
  readonly testCardsHow: string;
  readonly succeeds: string;
  readonly declined: string;
  readonly insufficientFunds: string;
  readonly asksForConfirmation: string;
  readonly slow: string;
  readonly refundFailsLater: string;
  readonly renewalsDeclined: string;
}

interface FailureWords {
  readonly card_declined: string;
  readonly authentication_failed: string;
  readonly card_invalid: string;
  readonly expired: string;
  readonly closed: string;
  readonly offline: string;
  readonly busy: string;
  /** Many cards were declined, of this donor's or of others'. */
  readonly paused: string;
  readonly robot: string;
  readonly rejected: string;
  readonly general: string;
}
