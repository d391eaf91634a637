/** The command line as people type it, and databases of its own to type it at. */
import pg from 'pg';
import { openDatabase } from '../../database/open.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { keptTerminal } from '../../testing/terminal.ts';
import { run } from '../main.ts';

/** A throwaway cluster, in which each test makes a database. */
export async function commandLine() {
  const postgres = await startThrowawayPostgres(['fsync=off']);
  let databases = 0;
  return {
    postgres,
    remove: () => postgres.remove(),
    /** Address of a database of its own in the cluster. */
    async newDatabase(): Promise<string> {
      databases += 1;
      const name = `cli_${databases}`;
      const client = new pg.Client({ connectionString: postgres.url });
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      return postgres.url.replace(/postgres$/, name);
    },
  };
}

export const never = () => new Promise<void>(() => {});

/** Runs a command to its end, and keeps what it said. */
export async function kindcart(...args: string[]): Promise<{ code: number; lines: string[] }> {
  const terminal = keptTerminal();
  return { code: await run(args, terminal, never), lines: terminal.lines };
}

/** How many organizations, keys, projects, gifts and entries of the ledger there are. */
export async function rowsOf(url: string): Promise<number[]> {
  const { db, close } = await openDatabase({ url });
  const tables = ['organization', 'api_key', 'project', 'donation', 'ledger_entry'] as const;
  const rows: number[] = [];
  for (const table of tables) rows.push((await db.selectFrom(table).selectAll().execute()).length);
  await close();
  return rows;
}
