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
import { giveFor, startTarget } from './donor-load.ts';
import { percentile } from './percentile.ts';
import { runPlatform } from './platform-process.ts';

const run = promisify(execFile);
const connections = 128;
const warmUpSeconds = 3;
const measuredSeconds = 12;
const pgbenchClients = 16;
/** pgbench's scale: at least as many branches as clients, or they only wait for each other. */
const pgbenchScale = 20;
const projects = 20;

interface Measured {
  readonly donationsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

async function measure(storage: Readonly<Record<string, string>>): Promise<Measured> {
  const target = await startTarget(storage, projects);
  let measured: Measured;
  try {
    await giveFor(target, connections, warmUpSeconds);
    const load = await giveFor(target, connections, measuredSeconds);
    measured = {
      donationsPerSecond: load.donations / load.seconds,
      p50Ms: percentile(load.latenciesMs, 0.5),
      p99Ms: percentile(load.latenciesMs, 0.99),
    };
  } finally {
    await target.platform.stop('SIGTERM');
  }
  // Exit code 1, and so an error here, when the load left the books wrong.
  await runPlatform(['audit'], target.variables);
  return measured;
}

async function tpcB(postgres: ThrowawayPostgres): Promise<number> {
  const connection = ['-h', '127.0.0.1', '-p', String(postgres.port), '-U', 'postgres', 'bench'];
  await run(join(postgres.binDir, 'createdb'), [...connection.slice(0, -1), 'bench']);
  await run(join(postgres.binDir, 'pgbench'), [
    '-i',
    '-q',
    '-s',
    String(pgbenchScale),
    ...connection,
  ]);
  const clients = ['-c', String(pgbenchClients), '-j', '2', '-T', String(measuredSeconds)];
  const { stdout } = await run(join(postgres.binDir, 'pgbench'), [...clients, ...connection]);
  const tps = /^tps = ([\d.]+)/m.exec(stdout)?.[1];
  if (tps === undefined) throw new Error(`pgbench said no tps:\n${stdout}`);
  // What it leaves behind would be vacuumed and written out while the donations are measured.
  const administer = connection.slice(0, -1);
  await run(join(postgres.binDir, 'dropdb'), [...administer, 'bench']);
  await run(join(postgres.binDir, 'psql'), [...administer, '-c', 'checkpoint', 'postgres']);
  return Number(tps);
}

/** Runs the part and resolves to its figures. */
export async function benchDonations(say: (line: string) => void): Promise<Record<string, number>> {
  const postgres = await startThrowawayPostgres();
  try {
    say(`pgbench TPC-B, ${pgbenchClients} clients, ${measuredSeconds} s`);
    const tpcbPerSecond = await tpcB(postgres);
    say(`Donations on the same PostgreSQL, ${connections} connections, ${measuredSeconds} s`);
    const onPostgres = await measure({ DATABASE_URL: postgres.url });
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
