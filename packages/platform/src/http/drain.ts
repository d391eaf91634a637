/** The one sign that the process is about to stop. */

/** Whether the process is finishing, and a way to be told. */
export interface Drain {
  /** True once no new work is taken. */
  readonly draining: boolean;
  /** Aborted at the same moment; long answers such as event streams end themselves on it. */
  readonly signal: AbortSignal;
  /** Starts to finish; saying it again is the same. */
  begin(): void;
}

/** A sign that is not given yet. */
export function createDrain(): Drain {
  const controller = new AbortController();
  return {
    get draining() {
      return controller.signal.aborted;
    },
    signal: controller.signal,
    begin: () => controller.abort(),
  };
}
