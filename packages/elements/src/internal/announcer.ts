import { afterTimeout } from './after-timeout.ts';

/** At most one polite announcement in this many milliseconds. */
const pauseMs = 10_000;

/**
 * Spaces out what a live region says, so that a busy giving day does not talk over the page: the
 * newest text is said at once when it has been quiet, else when the pause is over.
 */
export class Announcer {
  readonly #say: (text: string) => void;
  readonly #later: (ms: number, run: () => void) => () => void;
  #waiting: string | undefined;
  #callOff: (() => void) | undefined;

  /**
   * @param say - puts a text into the live region
   * @param later - runs something after so many milliseconds, and returns how to call it off
   */
  constructor(say: (text: string) => void, later = afterTimeout) {
    this.#say = say;
    this.#later = later;
  }

  /** Says the text now or when its turn comes; a newer text takes the place of a waiting one. */
  announce(text: string): void {
    this.#waiting = text;
    if (!this.#callOff) this.#next();
  }

  /** Says nothing more. */
  stop(): void {
    this.#callOff?.();
    this.#callOff = this.#waiting = undefined;
  }

  #next(): void {
    const text = this.#waiting;
    this.#callOff = this.#waiting = undefined;
    if (text === undefined) return;
    this.#say(text);
    this.#callOff = this.#later(pauseMs, () => this.#next());
  }
}
