/** Plays a recording as a phone's sensor would tell it, so that a desk can walk. */
import type { Reading } from './recording.ts';

/** A `devicemotion` event with the times of the recording. */
class ReplayedMotionEvent extends Event {
  readonly accelerationIncludingGravity: Pick<Reading, 'x' | 'y' | 'z'>;
  readonly interval: number;

  constructor({ timeMs, x, y, z }: Reading, intervalMs: number) {
    super('devicemotion');
    this.accelerationIncludingGravity = { x, y, z };
    this.interval = intervalMs;
    Object.defineProperty(this, 'timeStamp', { value: timeMs });
  }
}

/** How long to wait between two looks at the clock, in milliseconds: what a phone's sensor waits at most. */
const tickMs = 50;

/**
 * A sensor that plays a recording as long as somebody listens to `devicemotion`; whoever listens again hears
 * on from there. At its end it tells `ended`.
 */
export class ReplaySensor extends EventTarget {
  readonly #readings: readonly Reading[];
  readonly #speed: number;
  #next = 0;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param speed - how many times faster than life */
  constructor(readings: readonly Reading[], speed = 1) {
    super();
    this.#readings = readings;
    this.#speed = speed;
  }

  override addEventListener(...args: Parameters<EventTarget['addEventListener']>): void {
    super.addEventListener(...args);
    if (args[0] === 'devicemotion' && this.#timer === undefined) this.#play();
  }

  override removeEventListener(...args: Parameters<EventTarget['removeEventListener']>): void {
    super.removeEventListener(...args);
    if (args[0] === 'devicemotion') this.#pause();
  }

  #play(): void {
    const beganMs = performance.now();
    const fromMs = this.#readings[this.#next]?.timeMs ?? 0;
    this.#timer = setInterval(() => {
      this.#tellUntil(fromMs + (performance.now() - beganMs) * this.#speed);
    }, tickMs);
  }

  #tellUntil(untilMs: number): void {
    for (;;) {
      const reading = this.#readings[this.#next];
      if (reading === undefined) {
        this.#pause();
        this.dispatchEvent(new Event('ended'));
        return;
      }
      if (reading.timeMs > untilMs || this.#timer === undefined) return;
      this.#next += 1;
      const later = this.#readings[this.#next]?.timeMs ?? reading.timeMs;
      this.dispatchEvent(new ReplayedMotionEvent(reading, later - reading.timeMs));
    }
  }

  #pause(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
