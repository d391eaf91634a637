/** Walkers who never give up: each deed is sent again until it is answered, while what answers is being killed. */
import { setTimeout as delay } from 'node:timers/promises';
import type { CreateDeed } from '@kindcart/contract';
import { Connection } from '../bench/connection.ts';
import { deedRequest } from '../bench/deeds.ts';
import type { Target } from '../bench/donor-load.ts';

export interface StubbornWalkers {
  /** What each deed was answered. */
  readonly answers: ReadonlyMap<CreateDeed, string>;
  /** Waits until so many more were answered, or all. @throws when a walker got what no walker should */
  untilGiven(more: number): Promise<void>;
  /** Resolves to how often a deed was sent again, once all are answered. */
  finish(): Promise<number>;
}

/** Sends what is of each line on a connection of its own, one deed after the other. */
export function startStubbornWalkers(
  target: Target,
  lines: readonly (readonly CreateDeed[])[],
): StubbornWalkers {
  const answers = new Map<CreateDeed, string>();
  const count = lines.flat().length;
  const all = Promise.all(lines.map((deeds) => giveAll(target, deeds, answers)));
  let failure: unknown;
  // Told to whoever waits next; until then it must not end the process.
  all.catch((error: unknown) => {
    failure = error;
  });
  return {
    answers,
    async untilGiven(more) {
      const wanted = Math.min(answers.size + more, count);
      while (answers.size < wanted) {
        if (failure !== undefined) throw failure;
        await delay(5);
      }
    },
    finish: async () => (await all).reduce((sum, one) => sum + one, 0),
  };
}

async function giveAll(
  target: Target,
  deeds: readonly CreateDeed[],
  answers: Map<CreateDeed, string>,
): Promise<number> {
  const line: { connection?: Connection } = {};
  let repeated = 0;
  for (const deed of deeds) {
    let body = await tryGive(target, line, deed);
    while (body === undefined) {
      repeated += 1;
      await delay(40);
      body = await tryGive(target, line, deed);
    }
    answers.set(deed, body);
  }
  line.connection?.close();
  return repeated;
}

/** The answer's text; undefined where there was none, so that the deed is to be sent again. */
async function tryGive(
  target: Target,
  line: { connection?: Connection },
  deed: CreateDeed,
): Promise<string | undefined> {
  const { path, headers, body } = deedRequest(target, deed);
  const answer = await openLine(target, line)
    .then((connection) => connection.post(path, headers, body))
    // The process behind the connection is gone; whether it did the work is what is tested.
    .catch(() => undefined);
  if (answer === undefined) {
    line.connection?.close();
    delete line.connection;
    return undefined;
  }
  if (answer.status === 200) return answer.body;
  if (answer.status === 503) return undefined;
  throw new Error(`A deed was answered with ${answer.status}: ${answer.body}`);
}

async function openLine(target: Target, line: { connection?: Connection }): Promise<Connection> {
  line.connection ??= await Connection.open(target.platform.port);
  return line.connection;
}
