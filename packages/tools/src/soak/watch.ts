/** Looks at a running platform from outside: its process by Linux, its database by a connection of its own. */
import { readdirSync, readFileSync } from 'node:fs';
import { openDatabase } from '../../../platform/src/database/open.ts';
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

/** Columns of PostgreSQL's own view. */
interface TableStatistics {
  readonly relid: number;
  readonly relname: string;
  readonly n_live_tup: number;
  readonly n_dead_tup: number;
  readonly n_tup_upd: number;
  readonly n_tup_hot_upd: number;
}

/** Watches the process and its database. */
export async function watch(pid: number, url: string): Promise<Watch> {
  const { db, close } = await openDatabase({ url, poolMax: 1 });
  const statistics = db.withTables<{ pg_stat_user_tables: TableStatistics }>();
  return {
    async sample(atMs) {
      const { oldest } = await db
        .selectFrom('outbox')
        .select(({ fn }) => fn.min('available_at').as('oldest'))
        .executeTakeFirstOrThrow();
      return {
        atMs,
        rssBytes: memoryOf(readFileSync(`/proc/${pid}/status`, 'utf8')),
        handles: readdirSync(`/proc/${pid}/fd`).length,
        outboxLagMs: oldest === null ? 0 : Math.max(0, Date.now() - oldest.getTime()),
      };
    },
    hotTables: () =>
      statistics
        .selectFrom('pg_stat_user_tables')
        .select(({ fn }) => [
          'relname as table',
          fn<number>('pg_relation_size', ['relid']).as('bytes'),
          'n_live_tup as liveRows',
          'n_dead_tup as deadRows',
          'n_tup_upd as updates',
          'n_tup_hot_upd as hotUpdates',
        ])
        .where('relname', 'in', ['project_total', 'ledger_account'])
        .orderBy('relname')
        .execute(),
    close,
  };
}

/** Lines of Linux's status of a process that sum up to its own memory. */
const ownMemory = [/^RssAnon:\s+(\d+) kB$/m, /^VmSwap:\s+(\d+) kB$/m];

function memoryOf(status: string): number {
  let kilobytes = 0;
  for (const pattern of ownMemory) {
    const found = pattern.exec(status)?.[1];
    if (found === undefined) throw new Error(`Linux does not say ${pattern} of the process`);
    kilobytes += Number.parseInt(found, 10);
  }
  return kilobytes * 1024;
}
