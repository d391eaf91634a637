/**
 * `npm run soak -- --minutes 30 --rate 100`: one platform on a PostgreSQL of its own takes gifts at a
 * steady rate, and is watched from outside. Exits 1 where something grows that should not. Needs Linux.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { startTarget } from '../bench/donor-load.ts';
import { assertCleanAudit } from '../crash/books.ts';
import { faultsOf, figuresOf, hotPercent, oneDigit, type Sample } from './figures.ts';
import { startSteadyLoad } from './steady-load.ts';
import { type TableState, watch } from './watch.ts';

const minuteMs = 60_000;
const sampleEveryMs = 2_000;
const sayEveryMs = 30_000;
/** A platform grows to its working size first; in a short run this is two fifths of it. */
const warmUpMaxMs = 5 * minuteMs;
/** Below this share of the rate that was asked for, the machine was too slow for the run to say anything. */
const rateShareMin = 0.9;

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    rate: { type: 'string', default: '100' },
  },
});
const [minutes, rate] = [values.minutes, values.rate].map((text) => Number.parseInt(text, 10));
if (!(minutes && rate && minutes > 0 && rate > 0)) {
  console.error('--minutes and --rate are whole numbers from 1 on.');
  process.exit(1);
}
const faults = await soak(minutes * minuteMs, rate);
for (const fault of faults) console.log(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

async function soak(forMs: number, ratePerSecond: number): Promise<string[]> {
  const warmUpMs = Math.min(warmUpMaxMs, forMs * 0.4);
  const postgres = await startThrowawayPostgres();
  const target = await startTarget({ DATABASE_URL: postgres.url }, 3);
  const seen = await watch(target.platform.pid, postgres.url);
  try {
    const before = await seen.hotTables();
    const load = await startSteadyLoad(target, ratePerSecond);
    const startedMs = performance.now();
    const samples: Sample[] = [];
    for (let atMs = 0; atMs < forMs; atMs = performance.now() - startedMs) {
      const sample = await seen.sample(atMs);
      if (isTimeToSay(samples, sample)) say(sample, load.given);
      samples.push(sample);
      await delay(sampleEveryMs);
    }
    await load.finish();
    const givenPerSecond = load.given / ((performance.now() - startedMs) / 1_000);
    const figures = figuresOf(samples, warmUpMs);
    const tables = await seen.hotTables();
    for (const table of tables) sayTable(table, before);
    await assertCleanAudit(target);
    console.log(
      JSON.stringify({ ...figures, minutes: forMs / minuteMs, warmUpMs, givenPerSecond }),
    );
    const slow = givenPerSecond < ratePerSecond * rateShareMin;
    return [
      ...faultsOf(figures),
      ...(slow ? [`Only ${Math.round(givenPerSecond)} gifts a second were possible here.`] : []),
    ];
  } finally {
    await seen.close();
    await target.platform.stop('SIGTERM');
    await postgres.remove();
  }
}

function isTimeToSay(samples: readonly Sample[], { atMs }: Sample): boolean {
  const last = samples.at(-1)?.atMs ?? -1;
  return Math.floor(last / sayEveryMs) !== Math.floor(atMs / sayEveryMs);
}

function say({ atMs, rssBytes, handles, outboxLagMs }: Sample, given: number): void {
  const minute = oneDigit(atMs / minuteMs);
  const rss = oneDigit(rssBytes / 1024 / 1024);
  console.log(
    `${minute} min: ${given} gifts, RSS ${rss} MB, ${handles} handles, outbox ${Math.round(outboxLagMs)} ms`,
  );
}

function sayTable(now: TableState, before: readonly TableState[]): void {
  const { table, liveRows, deadRows, updates, bytes } = now;
  const grown = bytes - (before.find((one) => one.table === table)?.bytes ?? 0);
  console.log(
    `${table}: ${liveRows} rows, ${deadRows} dead, ${updates} updates, ${hotPercent(now)} % of them HOT, ${bytes / 1024} kB (${grown / 1024} kB more)`,
  );
}
