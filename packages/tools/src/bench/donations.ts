/**
 * The part `donations`: complete donations through HTTP (created, paid by signed event, idempotency
 * kept, booked, totalled, queued in the outbox) against pgbench's TPC-B on the same PostgreSQL, in
 * one run, since machines differ and only the ratio travels.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  startThrowawayPostgres,
  type ThrowawayPostgres,
} from '../../../platform/src/testing/postgres.ts';
import { giveFor, type LoadResult, startTarget } from './donor-load.ts';
import { percentile } from './percentile.ts';
import { runPlatform } from './platform-process.ts';

const run = promisify(execFile);
const connections = 128;
const warmUpSeconds = 3;
const measuredSeconds = 16;
/** The halves of the ratio take turns, so that what else the machine does meets both. */
const turns = 4;
const turnSeconds = measuredSeconds / turns;
const pgbenchClients = 16;
/** pgbench's scale: at least as many branches as clients, or they only wait for each other. */
const pgbenchScale = 20;
const projects = 20;

interface Measured {
  readonly donationsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Gives on a platform of its own; before each turn comes what it is compared with. */
async function measure(
  storage: Readonly<Record<string, string>>,
  beforeTurn: () => Promise<void> = async () => {},
): Promise<Measured> {
  const target = await startTarget(storage, projects);
  const loads: LoadResult[] = [];
  try {
    await giveFor(target, connections, warmUpSeconds);
    for (let turn = 0; turn < turns; turn += 1) {
      await beforeTurn();
      loads.push(await giveFor(target, connections, turnSeconds));
    }
  } finally {
    await target.platform.stop('SIGTERM');
  }
  // Exit code 1, and so an error here, when the load left the books wrong.
  await runPlatform(['audit'], target.variables);
  const latenciesMs = loads.flatMap((load) => load.latenciesMs);
  const seconds = loads.reduce((sum, load) => sum + load.seconds, 0);
  return {
    donationsPerSecond: latenciesMs.length / seconds,
    p50Ms: percentile(latenciesMs, 0.5),
    p99Ms: percentile(latenciesMs, 0.99),
  };
}

/** pgbench's TPC-B on a database of its own, a turn at a time. */
async function createTpcB(postgres: ThrowawayPostgres): Promise<() => Promise<number>> {
  const server = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres'];
  await run(join(postgres.binDir, 'createdb'), [...server, 'bench']);
  const pgbench = (...args: readonly string[]) =>
    run(join(postgres.binDir, 'pgbench'), [...server, ...args, 'bench']);
  await pgbench('-i', '-q', '-s', String(pgbenchScale));
  // What its turns leave behind would be vacuumed during the turns of the donations.
  const tables = ['accounts', 'branches', 'tellers', 'history'];
  const calm = tables.map((name) => `alter table pgbench_${name} set (autovacuum_enabled = off);`);
  await run(join(postgres.binDir, 'psql'), [...server, '-q', '-c', calm.join(' '), 'bench']);
  const clients = ['-c', String(pgbenchClients), '-j', '2', '-T', String(turnSeconds)];
  return async () => {
    const { stdout } = await pgbench(...clients);
    const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
    if (tps === undefined) throw new Error(`pgbench said no tps:\n${stdout}`);
    return Number(tps);
  };
}

/** Runs the part and resolves to its figures. */
export async function benchDonations(say: (line: string) => void): Promise<Record<string, number>> {
  const postgres = await startThrowawayPostgres();
  try {
    const tpcB = await createTpcB(postgres);
    say(
      `pgbench TPC-B (${pgbenchClients} clients) and donations (${connections} connections) on one PostgreSQL, in turns of ${turnSeconds} s, ${turns} each`,
    );
    const tpcBs: number[] = [];
    const onPostgres = await measure({ DATABASE_URL: postgres.url }, async () => {
      tpcBs.push(await tpcB());
    });
    const tpcbPerSecond = tpcBs.reduce((sum, tps) => sum + tps, 0) / turns;
    say(`Donations on PGlite, ${connections} connections, ${measuredSeconds} s`);
    const onPGlite = await measureOnPGlite();
    const table = [
      ['', 'per second', 'p50 ms', 'p99 ms'],
      ['pgbench TPC-B', String(Math.round(tpcbPerSecond)), '', ''],
      ['donations, PostgreSQL', ...cells(onPostgres)],
      ['donations, PGlite', ...cells(onPGlite)],
    ];
    for (const row of table)
      say(row.map((cell, column) => (column === 0 ? cell.padEnd(24) : cell.padStart(12))).join(''));
    return {
      donations_per_s: Math.round(onPostgres.donationsPerSecond),
      tpcb_per_s: Math.round(tpcbPerSecond),
      ratio: Math.round((onPostgres.donationsPerSecond / tpcbPerSecond) * 100) / 100,
      p99_ms: Math.round(onPostgres.p99Ms * 10) / 10,
      pglite_donations_per_s: Math.round(onPGlite.donationsPerSecond),
    };
  } finally {
    await postgres.remove();
  }
}

function cells({ donationsPerSecond, p50Ms, p99Ms }: Measured): string[] {
  return [donationsPerSecond, p50Ms, p99Ms].map((value) => String(Math.round(value * 10) / 10));
}

async function measureOnPGlite(): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-bench-'));
  try {
    return await measure({ KINDCART_DATA_DIR: folder });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
