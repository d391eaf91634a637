/**
 * What the page script carries in place of the whole table, most of which has two decimals: the
 * rest of it. The platform holds every amount against the whole table before a page sees it, and
 * what a donor typed beside a number is looked up in the browser's own list.
 */
const EXCEPTIONS = [
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  '',
  '',
  'BHD IQD JOD KWD LYD OMR TND',
  'CLF UYW',
];

/** How many decimals the currency has; −1 when the text cannot be one. */
export function decimalsOf(text: string): number {
  if (!/^[A-Z]{3}$/.test(text)) return -1;
  const exponent = EXCEPTIONS.findIndex((codes) => codes.includes(text));
  return exponent < 0 ? 2 : exponent;
}

/** Whether the browser knows the text as a currency. */
export function isListed(text: string): boolean {
  return Intl.supportedValuesOf('currency').includes(text);
}
