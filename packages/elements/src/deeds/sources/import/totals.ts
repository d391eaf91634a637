/** Day totals out of what several files tell: the same part of a day counts once, and no two apps add up. */

import { dayText } from './calendar.ts';
import type { DayTotal, ImportKind } from './outcome.ts';

export class Totals {
  readonly #first: number;
  readonly #last: number;
  readonly #kinds = new Map<ImportKind, Map<number, Map<string, number>>>();
  #newest: number | null = null;

  /** @param first the first day that is wanted, as its number; `last` is included */
  constructor(first: number, last: number) {
    this.#first = first;
    this.#last = last;
  }

  /**
   * Adds steps of a part of a day; the empty part is the whole day. A part that is told again counts by its
   * larger number, so that a file may be chosen twice.
   */
  add(kind: ImportKind, day: number, part: string, steps: number): void {
    this.sawDay(day);
    if (day < this.#first || day > this.#last) return;
    const days = this.#kinds.get(kind) ?? new Map<number, Map<string, number>>();
    this.#kinds.set(kind, days);
    const parts = days.get(day) ?? new Map<string, number>();
    days.set(day, parts);
    parts.set(part, Math.max(steps, parts.get(part) ?? 0));
  }

  /** Keeps in mind the newest day that was told of, wanted or not. */
  sawDay(day: number): void {
    this.#newest = Math.max(day, this.#newest ?? day);
  }

  get kinds(): readonly ImportKind[] {
    return [...this.#kinds.keys()];
  }

  get newestDay(): string | null {
    return this.#newest === null ? null : dayText(this.#newest);
  }

  /** Of each day what the app with the most steps says. */
  days(): readonly DayTotal[] {
    const best = new Map<number, number>();
    for (const days of this.#kinds.values()) {
      for (const [day, parts] of days) {
        best.set(day, Math.max(stepsOf(parts), best.get(day) ?? 0));
      }
    }
    return [...best]
      .sort(([a], [b]) => a - b)
      .map(([day, steps]) => ({ day: dayText(day), steps }));
  }
}

/** A total of the day and its parts, from two files of one app, tell of the same steps. */
function stepsOf(parts: ReadonlyMap<string, number>): number {
  const whole = parts.get('') ?? 0;
  const sum = [...parts].reduce((steps, [part, more]) => steps + (part === '' ? 0 : more), 0);
  return Math.max(whole, sum);
}
