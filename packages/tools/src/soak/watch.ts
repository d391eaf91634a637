/** Looks at a running platform from outside: its process by Linux, its database by a connection of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import pg from 'pg';
import type { Sample } from './figures.ts';

/** How full of dead rows a table is. */
export interface TableState {
  readonly table: string;
  readonly bytes: number;
  readonly liveRows: number;
  readonly deadRows: number;
  readonly updates: number;
  readonly hotUpdates: number;
}

export interface Watch {
  sample(atMs: number): Promise<Sample>;
  /** The tables whose few rows every gift updates. */
  hotTables(): Promise<TableState[]>;
  close(): Promise<void>;
}

const outboxLag = `
  select coalesce(extract(epoch from now() - min(available_at)) * 1000, 0)::float8 as lag
  from outbox where available_at <= now()`;
const hotTables = `
  select relname as "table", pg_relation_size(relid)::float8 as bytes, n_live_tup::float8 as "liveRows",
    n_dead_tup::float8 as "deadRows", n_tup_upd::float8 as updates, n_tup_hot_upd::float8 as "hotUpdates"
  from pg_stat_user_tables where relname in ('project_total', 'ledger_account') order by relname`;

/** Watches the process and its database. */
export async function watch(pid: number, databaseUrl: string): Promise<Watch> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'soak' });
  await client.connect();
  return {
    async sample(atMs) {
      const { rows } = await client.query<{ lag: number }>(outboxLag);
      return {
        atMs,
        rssBytes: rssOf(readFileSync(`/proc/${pid}/status`, 'utf8')),
        handles: readdirSync(`/proc/${pid}/fd`).length,
        outboxLagMs: rows[0]?.lag ?? 0,
      };
    },
    hotTables: async () => (await client.query<TableState>(hotTables)).rows,
    close: () => client.end(),
  };
}

function rssOf(status: string): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  if (kilobytes === undefined) throw new Error('Linux does not say how much memory it has');
  return Number.parseInt(kilobytes, 10) * 1024;
}
