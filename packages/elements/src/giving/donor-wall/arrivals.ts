import type { Gift } from '@kindcart/contract';

/** Gifts that stand above all that was there before: those that came while the wall was open. */
export function arrivalsOf(gifts: readonly Gift[], before: readonly Gift[]): readonly Gift[] {
  const known = new Set(before.map(({ id }) => id));
  const first = gifts.findIndex(({ id }) => known.has(id));
  return first > 0 ? gifts.slice(0, first) : before.length === 0 ? gifts : [];
}

const timing = { duration: 700, easing: 'cubic-bezier(0.2, 0.8, 0.2, 1)' };

/**
 * Lets the first rows slide in and the others make room for them. The rows are laid out where they
 * end up from the start, so nothing moves but what is painted.
 *
 * @param count - how many rows are new
 * @param isCalm - whether the reader wants no movement
 */
export function slideIn(rows: readonly HTMLElement[], count: number, isCalm = wantsCalm()): void {
  if (count === 0 || isCalm) return;
  const room = rows.slice(0, count).reduce((sum, row) => sum + row.offsetHeight, 0);
  rows.forEach((row, place) => {
    const from = { transform: `translateY(${-room}px)`, ...(place < count && { opacity: 0 }) };
    row.animate([from, {}], timing);
  });
}

function wantsCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
