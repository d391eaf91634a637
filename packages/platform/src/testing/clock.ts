/** A clock for tests that runs as the machine's does, can leap, and can stand. */
import type { Clock } from '../http/clock.ts';

/** The machine's clock, moved on by what a test says. */
export class LeapClock implements Clock {
  #aheadMs = 0;
  #steppedMs = 0;
  /** What the machine's clocks said when this one was stopped. */
  #stopped: { readonly timeMs: number; readonly monotonicMs: number } | undefined;
  readonly nowMs = () => (this.#stopped?.timeMs ?? Date.now()) + this.#aheadMs + this.#steppedMs;
  readonly monotonicMs = () => (this.#stopped?.monotonicMs ?? performance.now()) + this.#aheadMs;

  /** Moves it on; back with a negative number. */
  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Sets the machine's clock on or back, as an operator does: durations know nothing of it. */
  step(ms: number): void {
    this.#steppedMs += ms;
  }

  /** Sets it to a time, or leaves it at its own, and stops it: from then on it moves only by what a test says. */
  stand(atMs = this.nowMs()): void {
    this.#stopped ??= { timeMs: Date.now(), monotonicMs: performance.now() };
    this.step(atMs - this.nowMs());
  }

  /** Lets it run again, from where it stands. */
  goOn(): void {
    const [timeMs, monotonicMs] = [this.nowMs(), this.monotonicMs()];
    this.#stopped = undefined;
    this.advance(monotonicMs - this.monotonicMs());
    this.step(timeMs - this.nowMs());
  }
}
