import { countDown, isToAnnounce } from '@kindcart/store/adoption';
import type { ReactiveElement } from 'lit';

/** Keeps how long a place is held, draws the host each second, and says when little is left. */
export class TimeLeft {
  readonly #host: ReactiveElement;
  #untilMs: number | undefined;
  #stop: (() => void) | undefined;

  /** Whole seconds. */
  seconds = 0;
  /** The minutes that are to be said aloud; undefined before little is left. */
  minutesSaid: number | undefined;

  constructor(host: ReactiveElement) {
    this.#host = host;
  }

  /** Counts down to a time; undefined counts nothing. */
  follow(untilMs: number | undefined): void {
    if (untilMs === this.#untilMs) return;
    this.#stop?.();
    this.#untilMs = untilMs;
    this.minutesSaid = undefined;
    let before: number | undefined;
    this.#stop =
      untilMs === undefined
        ? undefined
        : countDown(untilMs, (seconds) => {
            if (isToAnnounce(before, seconds)) this.minutesSaid = Math.round(seconds / 60);
            this.seconds = before = seconds;
            this.#host.requestUpdate();
          });
  }
}
