/** Gifts at a steady rate, for as long as it takes; what is not kept of them cannot fill this process. */
import { setTimeout as delay } from 'node:timers/promises';
import { Connection } from '../bench/connection.ts';
import { giveOnce, type Target } from '../bench/donor-load.ts';

export interface SteadyLoad {
  /** Complete gifts so far. */
  readonly given: number;
  /** Lets nobody else begin; rejects when any gift was answered with anything but success. */
  finish(): Promise<void>;
}

const tickMs = 10;
const connectionsMax = 48;

export async function startSteadyLoad(target: Target, ratePerSecond: number): Promise<SteadyLoad> {
  // In turn, each is used every half second: servers close those that nobody uses.
  const length = Math.min(connectionsMax, Math.ceil(ratePerSecond / 2));
  const all = await Promise.all(
    Array.from({ length }, () => Connection.open(target.platform.port)),
  );
  const free = [...all];
  const underWay = new Set<Promise<void>>();
  let given = 0;
  let finishing = false;
  let failure: unknown;

  async function give(connection: Connection, place: number): Promise<void> {
    const projectId = target.projectIds[place % target.projectIds.length] ?? '';
    await giveOnce(connection, target, projectId, `soak-${place}`);
    given += 1;
    free.push(connection);
  }

  const startedMs = performance.now();
  const beginning = (async () => {
    for (let place = 0; !finishing; ) {
      const due = ((performance.now() - startedMs) / 1_000) * ratePerSecond;
      for (; place < due && !finishing; place += 1) {
        const connection = free.shift();
        if (connection === undefined) break;
        const gift = give(connection, place)
          .catch((error: unknown) => {
            failure = error;
            finishing = true;
          })
          .finally(() => underWay.delete(gift));
        underWay.add(gift);
      }
      await delay(tickMs);
    }
  })();
  return {
    get given() {
      return given;
    },
    async finish() {
      finishing = true;
      await beginning;
      await Promise.all(underWay);
      for (const connection of all) connection.close();
      if (failure !== undefined) throw failure;
    },
  };
}
