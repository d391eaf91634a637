/**
 * Every active ISO 4217 currency (up to amendment 180, in force since 2026-01-01), at the index of its
 * exponent: `CODES[3]` divide into thousandths. Nothing divides into tenths, hence the empty list.
 *
 * Our own table because Intl is not ISO 4217: it gives COP, HUF and IQD no decimals, for instance,
 * and what it gives changes with the browser. Metals, test codes and the funds BOV, CHE, CHW, COU, MXV
 * and USN are left out, since nobody can give them. CLF, UYI and UYW are in, as units of account
 * that contracts are written in.
 */
const CODES = [
  ['BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [],
  [
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF',
    'CHF CNY COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD',
    'HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA',
    'MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN',
    'QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP',
    'TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG',
  ],
  ['BHD IQD JOD KWD LYD OMR TND'],
  ['CLF UYW'],
] as const;

// TypeScript recurses far enough because nothing is left to do after the recursion.
type Words<Text extends string, Found = never> = Text extends `${infer Word} ${infer Rest}`
  ? Words<Rest, Found | Word>
  : Found | Text;

/** The code of an active ISO 4217 currency, such as `'JPY'`: a union read from the table itself. */
export type Currency = Words<(typeof CODES)[number][number]>;

/** How many decimals the currency has; −1 when the text is no currency. */
export function decimalsOf(text: string): number {
  if (!/^[A-Z]{3}$/.test(text)) return -1;
  // The codes stand three letters and a space apart, so three capitals can only match a whole code.
  return CODES.findIndex((lines) => lines.some((line) => line.includes(text)));
}

/** Whether the text is the code of an active currency. */
export function isListed(text: string): boolean {
  return decimalsOf(text) >= 0;
}
