/** Money: whole minor units with their currency, and every calculation that we make with them. */
export { exactText, parseExact, wholeUnits } from '../commerce/exact.ts';
export { allocate, type PartialRefund, reverseShare, share } from './allocate.ts';
export { type Currency, exponentOf, isCurrency } from './currency.ts';
export { MoneyError, type MoneyErrorCode } from './error.ts';
export { formatExact } from './exact.ts';
export { type FeeSchedule, feeOn, grossUp } from './fee.ts';
export { type FormatMoneyOptions, formatDecimal, formatMoney } from './format.ts';
export { add, compare, equal, isZero, type Money, money, negate, subtract, sum } from './money.ts';
export {
  type AmountReason,
  type AmountResult,
  parseAmount,
  parseLocalAmount,
} from './parse.ts';
export { roundUpOf } from './round-up.ts';
