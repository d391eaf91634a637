/** The field page with trees behind it, on a line that can go down. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type {
  Answer,
  BookedObservation,
  FieldAsks,
  FieldWork,
} from '../../../../platform/src/forest/field/testing/asking.ts';
import { type Line, openLine } from './line.ts';

const program = fileURLToPath(
  new URL('../../../../platform/src/forest/field/testing/server.ts', import.meta.url),
);

export interface FieldSite {
  readonly line: Line;
  /** Plants so many trees on a plot of their own. */
  plant(count: number): Promise<FieldWork>;
  /** The link of a pass, in English. */
  linkOf(work: FieldWork): string;
  revoke(work: FieldWork): Promise<boolean>;
  booked(work: FieldWork): Promise<readonly BookedObservation[]>;
  close(): Promise<void>;
}

export async function openFieldSite(): Promise<FieldSite> {
  const execArgv = ['--conditions=@kindcart/source', '--conditions=development'];
  const child = fork(program, { execArgv });
  const ask = asking(child);
  let port = 0;
  const line = await openLine(() => port);
  port = await ask('open', line.origin);
  return {
    line,
    plant: (count) => ask('plant', count),
    linkOf: ({ secret }) => `${line.origin}/field?lang=en#${secret}`,
    revoke: ({ passId }) => ask('revoke', passId),
    booked: ({ plotId }) => ask('booked', plotId),
    async close() {
      await line.close();
      const exited = once(child, 'exit');
      child.disconnect();
      await exited;
    },
  };
}

/** Asks the process, and waits for the answer with the question's number. */
function asking(child: ChildProcess) {
  let last = 0;
  const open = new Map<number, PromiseWithResolvers<never>>();
  child.on('message', ({ id, value, error }: Answer) => {
    const waiting = open.get(id);
    open.delete(id);
    if (error === undefined) waiting?.resolve(value as never);
    else waiting?.reject(new Error(error));
  });
  child.once('exit', (code) => {
    for (const { reject } of open.values()) reject(new Error(`It ended with ${code}.`));
  });
  return <Name extends keyof FieldAsks>(
    name: Name,
    ...args: Parameters<FieldAsks[Name]>
  ): ReturnType<FieldAsks[Name]> => {
    last += 1;
    const waiting = Promise.withResolvers<never>();
    open.set(last, waiting);
    child.send({ id: last, name, args });
    return waiting.promise as ReturnType<FieldAsks[Name]>;
  };
}
