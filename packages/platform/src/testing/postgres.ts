/**
 * A throwaway PostgreSQL for tests and benchmarks: its own cluster in a temporary folder, on a free
 * port of this machine, gone afterwards. Never the PostgreSQL that somebody works with.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);

/** A running cluster. */
export interface ThrowawayPostgres {
  /** Address of its database, for `DATABASE_URL`. */
  readonly url: string;
  readonly port: number;
  /** Folder of PostgreSQL's programs, such as pgbench. */
  readonly binDir: string;
  /** Kills it as a crash would, with SIGKILL to every process, and waits until it is gone. */
  kill(): Promise<void>;
  /** Stops all its processes where they are, as a machine does that hangs; nothing is closed. */
  freeze(): void;
  /** Lets them go on. */
  thaw(): void;
  /** Starts it again after `kill` and waits until it answers. */
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

/** Newest installed PostgreSQL's programs. */
function postgresBinDir(): string {
  const root = '/usr/lib/postgresql';
  const versions = existsSync(root) ? readdirSync(root) : [];
  const newest = versions.sort((a, b) => Number.parseInt(b, 10) - Number.parseInt(a, 10))[0];
  if (newest === undefined) {
    throw new Error('PostgreSQL is not installed. On Debian: apt-get install postgresql');
  }
  return join(root, newest, 'bin');
}

/** User and group ids that the server runs as: it refuses to run as root. */
async function serverIdentity(): Promise<{ uid: number; gid: number } | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const [uid, gid] = await Promise.all([
    run('id', ['-u', 'postgres']),
    run('id', ['-g', 'postgres']),
  ]);
  return { uid: Number.parseInt(uid.stdout, 10), gid: Number.parseInt(gid.stdout, 10) };
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No free port was found');
  return address.port;
}

/**
 * Makes and starts a cluster. `settings` are lines for postgresql.conf, such as `fsync=on`;
 * `initdbOptions` are options of initdb, such as `--waldir=/volume/wal`.
 */
export async function startThrowawayPostgres(
  settings: readonly string[] = [],
  initdbOptions: readonly string[] = [],
): Promise<ThrowawayPostgres> {
  const binDir = postgresBinDir();
  const identity = await serverIdentity();
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-postgres-'));
  if (identity !== undefined) chownSync(folder, identity.uid, identity.gid);
  const data = join(folder, 'data');
  await run(
    join(binDir, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', ...initdbOptions],
    { ...identity, env: { PATH: process.env.PATH, LC_ALL: 'C.UTF-8' }, cwd: folder },
  );
  const port = await freePort();
  const options = [
    'listen_addresses=127.0.0.1',
    `port=${port}`,
    `unix_socket_directories=${folder}`,
    ...settings,
  ];
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const args = ['-D', data, ...options.flatMap((option) => ['-c', option])];
    const deadline = Date.now() + startWithinMs;
    // Processes of a killed server hold its memory until they have noticed; before that, a new
    // server refuses to start, and is started again.
    do {
      server = spawn(join(binDir, 'postgres'), args, { ...identity, cwd: folder, stdio: 'ignore' });
      if (await becomesReady(server, port, deadline)) return;
      await delay(50);
    } while (Date.now() < deadline);
    throw new Error(`PostgreSQL did not start within ${startWithinMs} ms`);
  }
  async function stop(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    if (server?.pid === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    if (signal === 'SIGKILL') {
      // Each of its processes leads a group of its own, so each is killed by itself.
      for (const pid of childrenOf(server.pid)) signalIfThere(pid, 'SIGKILL');
    }
    server.kill(signal);
    await gone;
  }

  function signalAll(signal: 'SIGSTOP' | 'SIGCONT'): void {
    if (server?.pid === undefined) throw new Error('PostgreSQL is not running');
    // Those that have ended since they were listed need no signal.
    for (const pid of [...childrenOf(server.pid), server.pid]) signalIfThere(pid, signal);
  }

  await start();
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    binDir,
    start,
    kill: () => stop('SIGKILL'),
    freeze: () => signalAll('SIGSTOP'),
    thaw: () => signalAll('SIGCONT'),
    async remove() {
      await stop('SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const startWithinMs = 30_000;

/** Whether the server answers; false when it ended before it did, or the time is over. */
async function becomesReady(
  server: ChildProcess,
  port: number,
  deadline: number,
): Promise<boolean> {
  while (Date.now() < deadline && server.exitCode === null && server.signalCode === null) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: 'postgres',
      database: 'postgres',
    });
    try {
      await client.connect();
      await client.query('select 1');
      return true;
    } catch {
      // Not yet; the loop's own conditions say when to give up.
      await delay(50);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
  return false;
}

/** Processes that this one started, as Linux lists them. */
function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map((child) => Number.parseInt(child, 10));
}

function signalIfThere(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!isGone) throw error;
  }
}
