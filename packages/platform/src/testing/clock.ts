/** A clock for tests that runs as the machine's does, can leap, and can stand. */
import { addDays, dayAt, dayStartMs } from '@kindcart/contract';
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

  /** Moves it on to noon of the next day there: no day ends between a test's reading which it is and using it. */
  goOnToNoon(timeZone: string): void {
    const nowMs = this.nowMs();
    const tomorrow = addDays(dayAt(nowMs, timeZone), 1);
    this.advance(dayStartMs(tomorrow, timeZone) + 12 * 3_600_000 - nowMs);
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
