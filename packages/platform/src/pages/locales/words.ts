/**
 * Everything that the platform's own pages say, in one shape that every language fills. Amounts,
 * dates and counts arrive ready for reading.
 */
export interface Words {
  /** The language's tag, which also decides how amounts are written and read. */
  readonly lang: string;
  /** The language's name for itself. */
  readonly name: string;
  readonly common: CommonWords;
  readonly progress: ProgressWords;
  readonly form: FormWords;
  readonly dedication: DedicationWords;
  readonly amount: AmountWords;
  readonly thanks: ThanksWords;
  readonly after: AfterWords;
  readonly pay: PayWords;
  readonly failures: FailureWords;
}

interface CommonWords {
  readonly testMode: string;
  readonly testModeWhy: string;
  readonly optional: string;
  readonly languages: string;
  /** Who asks for the gift. */
  readonly projectOf: (organization: string) => string;
  readonly tryAgain: string;
  readonly notCharged: string;
}

interface ProgressWords {
  readonly name: (title: string) => string;
  readonly raised: string;
  readonly ofGoal: (goal: string) => string;
  readonly share: (percent: string, raised: string, goal: string) => string;
  readonly donations: (count: number, formatted: string) => string;
  readonly daysLeft: (count: number, formatted: string) => string;
  readonly endsToday: string;
  readonly until: (date: string) => string;
  readonly ended: string;
  readonly goalReached: string;
}

interface FormWords {
  readonly donate: string;
  readonly giveTo: (title: string) => string;
  readonly amount: string;
  readonly otherAmount: string;
  readonly yourAmount: string;
  readonly range: (minimum: string, maximum: string) => string;
  readonly coverFee: string;
  readonly coverFeeWhy: string;
  /** What the fee is: a share and perhaps a fixed sum, as one text. */
  readonly feeIs: (fee: string) => string;
  /** The sum of a gift and its fee, below the gift. */
  readonly withFee: (charge: string) => string;
  readonly name: string;
  readonly anonymous: string;
  readonly anonymousWhy: string;
  readonly message: string;
  readonly charactersMax: (count: string) => string;
  readonly tooLong: (count: string) => string;
  readonly continue: string;
  readonly continueWhy: string;
  readonly check: string;
  readonly closed: string;
  readonly raisedInAll: (raised: string) => string;
  readonly unavailable: string;
  /** The provider can only be paid by script. */
  readonly needsScripts: string;
  /** Many cards were declined, of this donor's or of others'. */
  readonly paused: string;
  /** So a proof of work is asked for, which takes scripts. */
  readonly robot: string;
  /** The link to the page that gives it. */
  readonly robotHow: string;
  readonly howOften: string;
  readonly once: string;
  readonly monthly: string;
  readonly yearly: string;
  readonly email: string;
  readonly emailWhy: string;
  /** For a gift that repeats. */
  readonly emailNeeded: string;
  readonly emailWrong: (example: string) => string;
  /** Beside a box to tick; kept as it is, since it is what the donor agreed to. */
  readonly news: string;
  readonly newsNeedsEmail: string;
  readonly addDedication: string;
  readonly addMessage: string;
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
  /** One was chosen and another was written. */
  readonly both: string;
  readonly notANumber: (example: string) => string;
  readonly unclear: (example: string) => string;
  readonly otherCurrency: (currency: string) => string;
  readonly tooManyDecimals: (example: string) => string;
  readonly tooSmall: (minimum: string) => string;
  readonly tooLarge: (maximum: string) => string;
}

interface ThanksWords {
  readonly thanks: string;
  readonly given: (gift: string) => string;
  readonly charged: (charge: string) => string;
  readonly reference: string;
  readonly giveAgain: string;
  readonly processing: string;
  readonly processingWhy: string;
  readonly notPaidYet: string;
  readonly startAgain: string;
  readonly failed: string;
  readonly declined: string;
  readonly notConfirmed: string;
  readonly expired: string;
  readonly refunded: (amount: string) => string;
  readonly backTo: (title: string) => string;
  /** An amount, and that it repeats: fits where an amount alone does. */
  readonly everyMonth: (amount: string) => string;
  readonly everyYear: (amount: string) => string;
  readonly nextPayment: (date: string) => string;
  /** How to change a gift that repeats, where the charity has a page for donors. */
  readonly changeByMail: string;
  readonly changeByAsking: (organization: string) => string;
  /** The link to the receipt. */
  readonly receipt: string;
}

/** What follows a gift. */
interface AfterWords {
  readonly title: string;
  readonly receiptMaybe: string;
}

interface PayWords {
  readonly title: string;
  readonly sandbox: string;
  readonly sandboxWhy: string;
  readonly paidFor: string;
  readonly total: string;
  readonly number: string;
  readonly expiry: string;
  readonly expiryExample: string;
  readonly cvc: string;
  readonly numberWrong: string;
  readonly expiryWrong: string;
  readonly expiryPast: string;
  readonly cvcWrong: string;
  readonly notTestCard: (number: string) => string;
  readonly pay: (charge: string) => string;
  readonly cancel: string;
  readonly testCards: string;
  readonly testCardsHow: string;
  readonly succeeds: string;
  readonly declined: string;
  readonly insufficientFunds: string;
  readonly asksForConfirmation: string;
  readonly slow: string;
  readonly refundFailsLater: string;
  readonly renewalsDeclined: string;
  readonly askedToConfirm: string;
  readonly askedToConfirmWhy: (charge: string) => string;
  readonly approve: string;
  readonly refuse: string;
  readonly goBack: string;
}

interface FailureWords {
  readonly projectUnknown: string;
  readonly projectUnknownHow: string;
  readonly donationUnknown: string;
  readonly paymentUnknown: string;
  readonly linkHow: string;
  readonly busy: string;
  readonly busyHow: string;
  readonly elsewhere: string;
  readonly elsewhereHow: string;
  readonly general: string;
  readonly generalHow: string;
}
