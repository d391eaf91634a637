import { test } from 'node:test';
import type {
  AmountReason,
  AmountResult,
  Currency,
  FeeSchedule,
  Money,
  MoneyErrorCode,
} from './index.ts';
import { add, allocate, formatDecimal, isCurrency, money, parseAmount, sum } from './index.ts';

// The compiler runs these tests: each line that must not compile carries its rule in words, and the
// compiler complains when such a line compiles after all. Nothing here is ever called.

test('keeps its types', () => {});

export function moneyIsAnAmountWithItsCurrency(five: Money): unknown[] {
  return [
    // @ts-expect-error An amount says nothing without its currency: there is no default.
    money(500),
    // @ts-expect-error A number is no money: one does not know what it counts.
    add(five, 500),
    // @ts-expect-error An amount is a number of minor units, not a text; read it with parseAmount.
    money('5.00', 'USD'),
    // @ts-expect-error An amount travels as a number, not as a bigint, which JSON cannot write.
    money(500n, 'USD'),
    // @ts-expect-error Half a sum of money is none.
    add(five, { amount: 500 }),
    // @ts-expect-error The total of an empty list needs to know its currency.
    sum([]),
  ];
}

export function moneyNeverChanges(five: Money): void {
  // @ts-expect-error Money is a value: make another instead of changing one that others hold.
  five.amount = 600;
  // @ts-expect-error A currency is not changed by renaming it.
  five.currency = 'EUR';
}

export function moneyIsNotComparedBySymbols(a: Money, b: Money): unknown[] {
  return [
    // @ts-expect-error Sums of money are added with add, which checks the currency and the limit.
    a - b,
    // @ts-expect-error A factor is no calculation with money; use share or allocate, which round.
    a * 2,
  ];
}

export function currencyIsAUnionOfTheTable(text: string): Currency[] {
  const known: Currency[] = ['AED', 'JPY', 'KWD', 'CLF', 'USD', 'ZWG'];
  // @ts-expect-error Gold is no currency that a donor can give.
  known.push('XAU');
  // @ts-expect-error Codes are written in capitals.
  known.push('usd');
  // @ts-expect-error No code at all.
  known.push('');
  // @ts-expect-error Two codes are not one.
  known.push('JPY KMF');
  // @ts-expect-error A text from outside is asked about with isCurrency first.
  known.push(text);
  if (isCurrency(text)) known.push(text);
  return known;
}

export function aReadAmountMustBeAskedWhetherItIsOne(result: AmountResult): unknown {
  // @ts-expect-error There is no value until ok is true.
  result.value;
  // @ts-expect-error There is no reason until ok is false.
  result.reason;
  if (result.ok) {
    const value: Money = result.value;
    return value;
  }
  const reason: AmountReason = result.reason;
  return reason;
}

export function reasonsAndCodesAreClosed(reason: AmountReason, code: MoneyErrorCode): string {
  // @ts-expect-error No such reason, so a typing mistake in a comparison is found.
  if (reason === 'not_number') return 'never';
  // @ts-expect-error No such code.
  if (code === 'overflow') return 'never';
  switch (reason) {
    case 'empty':
    case 'too_long':
    case 'not_a_number':
    case 'foreign_digits':
    case 'negative':
    case 'other_currency':
    case 'unclear_separator':
    case 'too_many_decimals':
    case 'too_large':
      return 'every reason has its sentence';
    default:
      return reason satisfies never;
  }
}

export function listsAreOnlyRead(weights: readonly bigint[], list: readonly Money[]): unknown[] {
  const total: Money = { amount: 1, currency: 'USD' };
  return [
    allocate(total, weights),
    allocate(total, [1, 2n]),
    sum(list, 'USD'),
    // @ts-expect-error Weights are numbers, not texts.
    allocate(total, ['1']),
  ];
}

export function aFeeScheduleSaysBoth(fixed: Money): FeeSchedule[] {
  return [
    { basisPoints: 290, fixed },
    // @ts-expect-error A schedule without a fixed sum says so with zero of the currency.
    { basisPoints: 290 },
    // @ts-expect-error A fixed sum has its currency.
    { basisPoints: 290, fixed: 30 },
  ];
}

export function aDecimalIsANumeral(value: Money): string {
  const numeral: `${number}` = formatDecimal(value);
  // @ts-expect-error A decimal is a text; as a number it would be a float.
  const float: number = numeral;
  // @ts-expect-error Amounts are read from texts. A number has lost its digits already.
  parseAmount(float, 'USD');
  return numeral;
}
