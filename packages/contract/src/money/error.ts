/** What can be wrong with a sum. Each is a caller's mistake or a limit reached, never a typing error. */
export type MoneyErrorCode =
  /** The amount is not a whole number of minor units. */
  | 'amount_not_integer'
  /** The amount, or what it would become, lies beyond ±(2^53 − 1) minor units. */
  | 'amount_overflow'
  /** An amount below zero where only zero or more makes sense. */
  | 'amount_negative'
  /** The currency is not in our table. */
  | 'currency_unknown'
  /** Two amounts that must share a currency do not. */
  | 'currency_mismatch'
  /** Basis points that are not a whole number, or outside the range that the function takes. */
  | 'rate_invalid'
  /** Weights that are not whole, are below zero, or are all zero. */
  | 'weights_invalid'
  /** More would be refunded than was given. */
  | 'refund_too_large';

/** Refuses a calculation with money. `code` is for programs, `message` is a sentence for people. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
  readonly code: MoneyErrorCode;

  constructor(code: MoneyErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
