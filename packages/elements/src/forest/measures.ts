/** Numbers, sizes and days of a forest as they are read. Pure. */
export function numberSaid(count: number, locale: string): string {
  return new Intl.NumberFormat(locale).format(count);
}

/** A share in basis points, never as more than it is: of trees of which one is lost not all stand. */
export function percentSaid(basisPoints: number, locale: string): string {
  const style = { style: 'percent', maximumFractionDigits: 1, roundingMode: 'floor' } as const;
  return new Intl.NumberFormat(locale, style).format(basisPoints / 10_000);
}

function unitSaid(
  value: number,
  unit: string,
  locale: string,
  more: Intl.NumberFormatOptions = {},
): string {
  return new Intl.NumberFormat(locale, { style: 'unit', unit, ...more }).format(value);
}

/** A length that was told in centimetres: in those below a metre, else in metres. */
export function lengthSaid(cm: number, locale: string): string {
  if (Math.round(cm) < 100) return unitSaid(Math.round(cm), 'centimeter', locale);
  const maximumFractionDigits = cm < 1_000 ? 1 : 0;
  return unitSaid(cm / 100, 'meter', locale, { maximumFractionDigits });
}

const squareMetresOfHectare = 10_000;

/** An area that was told in square metres, in hectares. */
export function areaSaid(squareMetres: number, locale: string): string {
  const options = { unitDisplay: 'long', maximumSignificantDigits: 2 } as const;
  return unitSaid(squareMetres / squareMetresOfHectare, 'hectare', locale, options);
}

/** Whole months of the calendar between two days; none when the second is the earlier one. */
function monthsBetween(since: Date, until: Date): number {
  const months =
    (until.getUTCFullYear() - since.getUTCFullYear()) * 12 +
    (until.getUTCMonth() - since.getUTCMonth());
  return Math.max(0, until.getUTCDate() < since.getUTCDate() ? months - 1 : months);
}

const dayMs = 86_400_000;

/** Time since a day, in whole days, months or years, whichever says enough. */
export function ageSaid(day: string, now: Date, locale: string): string {
  const since = new Date(day);
  const months = monthsBetween(since, now);
  const long = { unitDisplay: 'long' } as const;
  if (months >= 24) return unitSaid(Math.floor(months / 12), 'year', locale, long);
  if (months >= 2) return unitSaid(months, 'month', locale, long);
  const days = Math.max(0, Math.floor((now.getTime() - since.getTime()) / dayMs));
  return unitSaid(days, 'day', locale, long);
}

/** A day of the calendar, the same wherever the reader is. */
export function daySaid(day: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
    new Date(day),
  );
}

/** The month of a day, with its year. */
export function monthSaid(day: string, locale: string): string {
  const options = { year: 'numeric', month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(day));
}

/** A month's name by its number, 1 to 12. */
export function monthName(month: number, locale: string): string {
  const options = { month: 'long', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(Date.UTC(2026, month - 1, 15)));
}

/** An instant, in the reader's own time. */
export function timeSaid(instant: string, locale: string): string {
  const options = { dateStyle: 'medium', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat(locale, options).format(new Date(instant));
}

/** A country's name by its code; the code where there is no name. */
export function countrySaid(code: string, locale: string): string {
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(code) ?? code;
}

/** Names as one phrase. */
export function listSaid(names: readonly string[], locale: string): string {
  return new Intl.ListFormat(locale).format(names);
}
