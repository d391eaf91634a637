/** A day as the language writes it out; of UTC, by which charges fall due. */
export function dayOf(instant: string, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(new Date(instant));
}

/** So many months later, or the last day of that month where it is shorter. */
function monthsLater(instant: string, months: number): string {
  const from = new Date(instant);
  const to = new Date(from);
  to.setUTCMonth(from.getUTCMonth() + months);
  // A day that the month lacks has run over into the next one.
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to.toISOString();
}

/**
 * Until when a gift can be paused: one, three or six charges left out of a monthly gift, one or two
 * of a yearly one.
 */
export function pauseEnds(
  { interval, nextChargeAt }: { interval: 'month' | 'year'; nextChargeAt: string | null },
  nowMs: number,
): string[] {
  const from = nextChargeAt ?? new Date(nowMs).toISOString();
  const months = interval === 'month' ? [1, 3, 6] : [12, 24];
  return months.map((count) => monthsLater(from, count));
}
