/** Time comes in from outside, so that tests can stand still or leap. */

/** Where time is read. */
export interface Clock {
  /** Milliseconds since the Unix epoch; may jump when the machine's clock is set. */
  readonly nowMs: () => number;
  /** Milliseconds since some moment; never goes back, so durations and limits use it. */
  readonly monotonicMs: () => number;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
};
