/**
 * Group commit: writes that arrive while another is under way go together in the next one, as one
 * statement. Every caller gets its own answer, after the commit. Under load a batch grows by
 * itself; alone, a write waits for nobody.
 */

export interface GroupCommitOptions<Item, Answer> {
  /** Writes the items in one statement and answers for each, in order. */
  readonly write: (items: readonly Item[]) => Promise<readonly Answer[]>;
  /** Whether the data was refused, so that each item deserves its own try. */
  readonly isRefusal: (error: unknown) => boolean;
  /** Most items of one statement. */
  readonly batchMax?: number;
  /** Most items waiting; beyond it `submit` rejects with `QueueFullError`. */
  readonly queueMax?: number;
  /** How many statements may be under way at once. */
  readonly concurrency?: number;
}

export interface GroupCommit<Item, Answer> {
  /** Resolves after the commit; rejects with the database's error, or `QueueFullError`. */
  submit(item: Item): Promise<Answer>;
  /** Resolves when nothing waits and nothing is under way. */
  drained(): Promise<void>;
}

/** More writes wait than the database can take in reasonable time. */
export class QueueFullError extends Error {
  override readonly name = 'QueueFullError';
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

export function createGroupCommit<Item, Answer>(
  options: GroupCommitOptions<Item, Answer>,
): GroupCommit<Item, Answer> {
  const { batchMax = 256, queueMax = 10_000, concurrency = 1 } = options;
  let waiting: Waiting<Item, Answer>[] = [];
  let writing = 0;
  let scheduled = false;
  const idle: (() => void)[] = [];

  function schedule(): void {
    if (scheduled || writing >= concurrency || waiting.length === 0) return;
    scheduled = true;
    // After this turn's input has been read, so that requests which came together go together.
    setImmediate(flush);
  }

  function flush(): void {
    scheduled = false;
    if (writing >= concurrency) return;
    const batch = waiting.slice(0, batchMax);
    waiting = waiting.slice(batchMax);
    if (batch.length === 0) return;
    writing += 1;
    void settle(options, batch).then((deliver) => {
      writing -= 1;
      // The database gets its next work first: what callers do with their answers takes a while.
      flush();
      deliver();
      if (writing === 0 && waiting.length === 0) {
        for (const resolve of idle.splice(0)) resolve();
      }
    });
    schedule();
  }

  return {
    submit(item) {
      if (waiting.length >= queueMax) {
        return Promise.reject(new QueueFullError(`${queueMax} writes are waiting`));
      }
      return new Promise((resolve, reject) => {
        waiting.push({ item, resolve, reject });
        schedule();
      });
    },
    drained() {
      if (writing === 0 && waiting.length === 0) return Promise.resolve();
      return new Promise((resolve) => idle.push(resolve));
    },
  };
}

/**
 * Writes the batch; when the data is refused, each half alone, down to the one at fault. Never
 * rejects; what it resolves to gives every caller the answer.
 */
async function settle<Item, Answer>(
  options: GroupCommitOptions<Item, Answer>,
  batch: readonly Waiting<Item, Answer>[],
): Promise<() => void> {
  try {
    const answers = await options.write(batch.map((entry) => entry.item));
    if (answers.length !== batch.length) {
      throw new Error(`${batch.length} items were written and ${answers.length} answered`);
    }
    return () => {
      for (const [index, answer] of answers.entries()) batch[index]?.resolve(answer);
    };
  } catch (error) {
    if (batch.length === 1 || !options.isRefusal(error)) {
      return () => {
        for (const entry of batch) entry.reject(error);
      };
    }
    const middle = Math.ceil(batch.length / 2);
    const first = await settle(options, batch.slice(0, middle));
    const second = await settle(options, batch.slice(middle));
    return () => {
      first();
      second();
    };
  }
}
