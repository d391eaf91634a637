/** How often the numbers of a forest are asked for again, in milliseconds. */
export const everyMs = 30_000;

/** What a pulse is made of. */
export interface PulseParts {
  /** Whether anybody sees the numbers. */
  readonly isSeen: () => boolean;
  readonly nowMs: () => number;
  /** Runs something after so many milliseconds, and returns how to call it off. */
  readonly later: (ms: number, run: () => void) => () => void;
}

/** Beats every 30 seconds while somebody looks, and at once for who comes back after longer. */
export class Pulse {
  readonly #beat: () => void;
  readonly #parts: PulseParts;
  #lastMs = 0;
  #callOff: (() => void) | undefined;

  constructor(beat: () => void, parts: PulseParts) {
    this.#beat = beat;
    this.#parts = parts;
  }

  /** Begins: the first beat is 30 seconds away. */
  start(): void {
    this.#lastMs = this.#parts.nowMs();
    this.#wait();
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  /** Looks whether a beat is due. */
  look(): void {
    const { isSeen, nowMs } = this.#parts;
    if (!this.#callOff || !isSeen() || nowMs() - this.#lastMs < everyMs) return;
    this.#lastMs = nowMs();
    this.#callOff();
    this.#wait();
    this.#beat();
  }

  #wait(): void {
    this.#callOff = this.#parts.later(everyMs, () => {
      this.#wait();
      this.look();
    });
  }
}
