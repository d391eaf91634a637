/**
 * The part `deeds`: walkers give their steps to one challenge with one budget, on a throwaway PostgreSQL. Each
 * tells of three days, signed by a device of its own, and every deed moves money.
 */
import { addDays, type CreateDeed, dayAt, isId } from '@kindcart/contract';
import { openDatabase } from '../../../platform/src/database/open.ts';
import { makeWalkers } from '../../../platform/src/deeds/deeds/testing/walkers.ts';
import { seedChallenge } from '../../../platform/src/deeds/testing.ts';
import { testId } from '../../../platform/src/testing/platform.ts';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { Connection } from './connection.ts';
import { type LoadRequest, startTarget, type Target } from './donor-load.ts';
import { percentile } from './percentile.ts';
import { runPlatform } from './platform-process.ts';

const walkers = 10_000;
const connections = 96;
const warmUp = 3_000;
const timeZone = 'Asia/Shanghai';
const origin = 'https://charity.example';

/** Runs the part and resolves to its figures. */
export async function benchDeeds(say: (line: string) => void): Promise<Record<string, number>> {
  const postgres = await startThrowawayPostgres();
  try {
    const target = await startTarget({ DATABASE_URL: postgres.url }, 1);
    try {
      const deeds = await signDeeds(target, postgres.url, walkers);
      say(
        `${deeds.length - warmUp} deeds of ${walkers} walkers, one budget, on ${connections} connections`,
      );
      return await measure(target, deeds, say);
    } finally {
      await target.platform.stop('SIGTERM');
      // Exit code 1, and so an error here, when anything gave more than it may.
      await runPlatform(['audit'], target.variables);
    }
  } finally {
    await postgres.remove();
  }
}

/** Makes the challenge and its walkers, and what their devices will send. */
export async function signDeeds(target: Target, url: string, count: number): Promise<CreateDeed[]> {
  const database = await openDatabase({ url });
  try {
    const { organizationId, projectIds } = target;
    const [projectId = ''] = projectIds;
    if (!isId('organization', organizationId) || !isId('project', projectId)) {
      throw new Error('The platform has no project');
    }
    const book = { organizationId, livemode: false };
    const today = dayAt(Date.now(), timeZone);
    const challengeId = testId('challenge');
    await seedChallenge(database.db, book, {
      challengeId,
      projectId,
      fundingId: testId('funding'),
      transferId: testId('transfer'),
      changes: {
        timeZone,
        budget: { amount: 100_000_000_000, currency: 'CNY' },
        dailyBudget: null,
        startsOn: addDays(today, -5),
        endsOn: addDays(today, 5),
      },
    });
    const people = await makeWalkers(database.db, book, count);
    // Not of today: after midnight nobody has walked that far.
    return [-2, -1, -1].flatMap((back, turn) =>
      people.map((one) =>
        one.sign(
          { id: challengeId },
          { day: addDays(today, back), quantity: 4_000 + 3_000 * turn },
        ),
      ),
    );
  } finally {
    await database.close();
  }
}

async function measure(
  target: Target,
  deeds: readonly CreateDeed[],
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const open = await Promise.all(
    Array.from({ length: connections }, () => Connection.open(target.platform.port)),
  );
  await give(target, open, deeds.slice(0, warmUp));
  const rest = deeds.slice(warmUp);
  const began = performance.now();
  const latenciesMs = await give(target, open, rest);
  const seconds = (performance.now() - began) / 1_000;
  for (const connection of open) connection.close();
  const tenths = (value: number) => Math.round(value * 10) / 10;
  const p99Ms = tenths(percentile(latenciesMs, 0.99));
  say(
    `given in ${tenths(seconds)} s, p50 ${tenths(percentile(latenciesMs, 0.5))} ms, p99 ${p99Ms} ms`,
  );
  return { deeds_per_s: Math.round(rest.length / seconds), deeds_p99_ms: p99Ms };
}

/** What a page sends when its walker gives a day. */
export function deedRequest({ publishableKey }: Target, deed: CreateDeed): LoadRequest {
  return {
    path: '/v1/deeds',
    headers: `Authorization: Bearer ${publishableKey}\r\nOrigin: ${origin}\r\n`,
    body: JSON.stringify({ deeds: [deed] }),
  };
}

/** Sends all, each in a request of its own. @throws unless every one gives */
async function give(
  target: Target,
  open: readonly Connection[],
  deeds: readonly CreateDeed[],
): Promise<number[]> {
  const requests = deeds.map((deed) => deedRequest(target, deed));
  const latenciesMs: number[] = [];
  let next = 0;
  const takeTurns = async (connection: Connection) => {
    for (let request = requests[next++]; request !== undefined; request = requests[next++]) {
      const began = performance.now();
      const { status, body } = await connection.post(request.path, request.headers, request.body);
      latenciesMs.push(performance.now() - began);
      if (status !== 200 || !/"state":"counted".*"given":\{"amount":[1-9]/.test(body)) {
        throw new Error(`A deed was answered with ${status}: ${body}`);
      }
    }
  };
  await Promise.all(open.map(takeTurns));
  return latenciesMs;
}
