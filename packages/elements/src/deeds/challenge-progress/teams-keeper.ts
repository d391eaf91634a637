/** Keeps the teams on show fresh: no news come of them, so they are asked for when those of their challenge do. */
import type { Challenge } from '@kindcart/contract';
import { afterTimeout } from '../../internal/after-timeout.ts';

/** They are asked for at most once in this many milliseconds, however busy the challenge is. */
const pauseMs = 30_000;

type Told = Pick<Challenge, 'id'> & { readonly totals: Pick<Challenge['totals'], 'version'> };

/** Asks at once where it has been quiet, else when the pause is over. */
export class TeamsKeeper {
  readonly #ask: () => void;
  readonly #later: (ms: number, run: () => void) => () => void;
  #id: string | undefined;
  #version: number | undefined;
  #asksNext = false;
  #callOff: (() => void) | undefined;

  /**
   * @param ask - asks the platform for the teams
   * @param later - runs something after so many milliseconds, and returns how to call it off
   */
  constructor(ask: () => void, later = afterTimeout) {
    this.#ask = ask;
    this.#later = later;
  }

  /** Keeps to a challenge as it was told last; its teams are asked for by others when it is new on show. */
  follow({ id, totals: { version } }: Told): void {
    if (id !== this.#id) {
      this.stop();
      this.#rest();
    } else if (version !== this.#version) {
      if (this.#callOff) this.#asksNext = true;
      else this.#next();
    }
    this.#id = id;
    this.#version = version;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = this.#id = undefined;
    this.#asksNext = false;
  }

  #next(): void {
    this.#asksNext = false;
    this.#ask();
    this.#rest();
  }

  #rest(): void {
    this.#callOff = this.#later(pauseMs, () => {
      this.#callOff = undefined;
      if (this.#asksNext) this.#next();
    });
  }
}
