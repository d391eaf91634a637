/** Work that goes on beside requests: done in rounds, woken when there is news, stopped with care. */

export interface WorkerOptions {
  /** Name for logs. */
  readonly name: string;
  /** Does one round and says how much it did; zero lets the worker rest. */
  readonly round: () => Promise<number>;
  /** Longest rest between rounds. */
  readonly restMs: number;
  /** Told of a round that failed; the worker rests and goes on. */
  readonly onError: (name: string, error: unknown) => void;
}

export interface Worker {
  /** There is news: do a round now, or another right after the one under way. */
  wake(): void;
  /** Resolves when the round under way is done and no other will start. */
  stop(): Promise<void>;
}

/** Starts rounds at once. */
export function startWorker({ name, round, restMs, onError }: WorkerOptions): Worker {
  let stopped = false;
  let news = false;
  let rest: { readonly timer: NodeJS.Timeout; readonly end: () => void } | undefined;

  async function work(): Promise<void> {
    while (!stopped) {
      news = false;
      let did = 0;
      try {
        did = await round();
      } catch (error) {
        onError(name, error);
        news = false;
      }
      if (did === 0 && !news && !stopped) await pause();
    }
  }
  function pause(): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(rest?.timer);
        rest = undefined;
        resolve();
      };
      rest = { timer: setTimeout(end, restMs), end };
    });
  }

  const finished = work();
  return {
    wake() {
      news = true;
      rest?.end();
    },
    stop() {
      stopped = true;
      rest?.end();
      return finished;
    },
  };
}
