/** A clock for tests that runs as the machine's does, and can leap. */
import type { Clock } from '../http/clock.ts';

/** The machine's clock, moved on by what a test says. */
export class LeapClock implements Clock {
  #aheadMs = 0;
  #steppedMs = 0;
  readonly nowMs = () => Date.now() + this.#aheadMs + this.#steppedMs;
  readonly monotonicMs = () => performance.now() + this.#aheadMs;

  /** Moves it on; back with a negative number. */
  advance(ms: number): void {
    this.#aheadMs += ms;
  }

  /** Sets the machine's clock on or back, as an operator does: durations know nothing of it. */
  step(ms: number): void {
    this.#steppedMs += ms;
  }
}
