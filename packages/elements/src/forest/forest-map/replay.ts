import type { ReactiveController, ReactiveElement } from 'lit';

/** Trees by the year in which they were planted. */
export type Years = readonly { readonly year: number; readonly trees: number }[];

/** How long a year is shown while planting is replayed, in milliseconds. */
const yearMs = 1_100;

/** How many were planted in the years up to one. */
export function plantedUntil(years: Years, until: number): number {
  return years.reduce((sum, { year, trees }) => sum + (year <= until ? trees : 0), 0);
}

/** Which year the forest is shown as, and its replay from the first year on. */
export class Replay implements ReactiveController {
  readonly #host: ReactiveElement;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #chosen: number | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.pause();
  }

  /** The first and the last year that there is something of; undefined while nothing was planted. */
  static spanOf(years: Years): { readonly first: number; readonly last: number } | undefined {
    const [first, last] = [years[0], years.at(-1)];
    return first && last && { first: first.year, last: Math.max(last.year, first.year) };
  }

  get isPlaying(): boolean {
    return this.#timer !== undefined;
  }

  /** The year whose end is shown; undefined for the forest as it is. */
  get until(): number | undefined {
    return this.#chosen;
  }

  /** Shows the end of a year; the last one is the forest as it is. */
  show(year: number, years: Years): void {
    this.pause();
    this.#set(year, years);
  }

  /**
   * Begins with the first year, or goes on where it was left. Where a visitor wants nothing to move by
   * itself, one press goes one year on.
   */
  play(years: Years): void {
    const span = Replay.spanOf(years);
    if (!span) return;
    const isOver = this.#chosen === undefined || this.#chosen >= span.last;
    this.#set(isOver ? span.first : (this.#chosen ?? span.first) + 1, years);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    this.#goOn(years);
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#host.requestUpdate();
  }

  #goOn(years: Years): void {
    this.#timer = setTimeout(() => {
      const last = Replay.spanOf(years)?.last ?? 0;
      this.#set((this.#chosen ?? last) + 1, years);
      if (this.#chosen === undefined) this.pause();
      else this.#goOn(years);
    }, yearMs);
  }

  #set(year: number, years: Years): void {
    const span = Replay.spanOf(years);
    this.#chosen = span && year < span.last ? year : undefined;
    this.#host.requestUpdate();
  }
}
