// Scenario 44: what the database lives on comes to an end (its disk, the volume of its log, its
// connections). Requests are refused with a code that says so, no gift is half made, and all goes on
// once there is room again.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, problemSchema, testCards } from '@kindcart/contract';
import pg from 'pg';
import { impatientMs, type TestPlatform, testDatabase, testPlatform } from './testing/platform.ts';
import { startThrowawayPostgres } from './testing/postgres.ts';
import { mountSmallVolume, whyNoVolume } from './testing/small-volume.ts';
import { waitUntil } from './testing/wait.ts';

const noVolume = await whyNoVolume();
const timeout = 60_000;

/** Gives under keys of its own until a gift is refused; answers the keys, in the order sent. */
async function giveUntilRefused(house: TestPlatform, projectId: string): Promise<string[]> {
  const keys: string[] = [];
  const together = 25;
  for (let place = 0; place < 4_000; place += together) {
    const batch = Array.from({ length: together }, (_, turn) => `gift ${place + turn}`);
    keys.push(...batch);
    const answers = await Promise.all(batch.map((key) => give(house, projectId, key)));
    if (answers.includes('unavailable')) return keys;
  }
  throw new Error('4000 gifts found room where there should be none');
}

/** Sends a gift: `made`, or the code of a refusal that is meant to be tried again. */
async function give(house: TestPlatform, projectId: string, key: string): Promise<string> {
  const response = await house.request('/v1/donations', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
    body: JSON.stringify({
      projectId,
      gift: { amount: 5_000, currency: 'USD' },
      coverFee: false,
      donorName: 'A donor whose name takes some room in a row of the table',
      anonymous: true,
      message: 'm'.repeat(400),
    }),
  });
  if (response.status === 201) return 'made';
  const problem = parse(problemSchema, await response.json());
  assert.ok(problem.ok);
  assert.deepEqual([response.status, problem.value.code], [503, 'unavailable']);
  assert.match(response.headers.get('Retry-After') ?? '', /^\d+$/);
  return problem.value.code;
}

/**
 * Fills what `fill` fills, sees that gifts and payments are refused in words and not half made, and
 * that each of them is made once after `free`.
 */
async function runsOut(
  house: TestPlatform,
  { fill, free }: { fill: () => Promise<void> | void; free: () => Promise<void> | void },
): Promise<void> {
  const { stage } = house;
  const project = await stage.project();
  const begun = await stage.begin(project);
  await fill();
  const keys = await giveUntilRefused(house, project.id);
  const paid = await stage.pay(begun, testCards.succeeds).catch((error: Error) => error.message);
  assert.ok(typeof paid === 'object' || paid.includes('"code":"unavailable"'), String(paid));
  await free();
  await waitUntil('each gift to be made', async () => {
    const answers = await Promise.all(keys.map((key) => give(house, project.id, key)));
    return answers.every((answer) => answer === 'made') || undefined;
  });
  await stage.pay(begun, testCards.succeeds);
  await stage.settled(begun, 'succeeded');
  assert.equal(await donationsOf(house, project.id), keys.length + 1);
  const { totals } = await stage.readProject(project.id);
  assert.deepEqual([totals.donations, totals.raised.amount], [1, 5_000]);
  await house.auditClean();
}

async function donationsOf({ database }: TestPlatform, projectId: string): Promise<number> {
  const { count } = await database.db
    .selectFrom('donation')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('project_id', '=', projectId as `prj_${string}`)
    .executeTakeFirstOrThrow();
  return count;
}

/** Tidies up whatever happened, last first. */
async function closing(closers: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closers.toReversed()) await close();
}

async function diskFull(): Promise<void> {
  const volume = await mountSmallVolume(40);
  const closers = [() => volume.remove()];
  try {
    const postgres = await startThrowawayPostgres();
    closers.push(() => postgres.remove());
    await administer(
      postgres.url,
      `create tablespace small location ${pg.escapeLiteral(volume.folder)}`,
      'create database charity tablespace small',
    );
    const database = await testDatabase(postgres.url.replace(/postgres$/, 'charity'), impatientMs);
    closers.push(() => database.close());
    const house = await testPlatform(database);
    closers.push(() => house.stop());
    await runsOut(house, volume);
  } finally {
    await closing(closers);
  }
}

async function administer(url: string, ...statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function logFull(): Promise<void> {
  const volume = await mountSmallVolume(24);
  const closers = [() => volume.remove()];
  try {
    // No checkpoint makes room by itself while the test fills the volume.
    const settings = ['max_wal_size=1GB', 'checkpoint_timeout=1h', 'wal_recycle=off'];
    const postgres = await startThrowawayPostgres(settings, [
      `--waldir=${join(volume.folder, 'wal')}`,
      '--wal-segsize=1',
    ]);
    closers.push(() => postgres.remove());
    const database = await testDatabase(postgres.url, impatientMs);
    closers.push(() => database.close());
    const house = await testPlatform(database);
    closers.push(() => house.stop());
    await runsOut(house, {
      fill: () => volume.fill(),
      async free() {
        volume.free();
        // PostgreSQL ends itself where it cannot write its log; its operator starts it again.
        await postgres.kill();
        await postgres.start();
      },
    });
  } finally {
    await closing(closers);
  }
}

if (noVolume === undefined) {
  test(
    "44: refuses while PostgreSQL's disk is full, and goes on once it is not",
    { timeout },
    diskFull,
  );
  test(
    "44: refuses while the volume of PostgreSQL's log is full, and goes on after a restart",
    { timeout },
    logFull,
  );
} else {
  console.warn(`Not tried with a full disk and a full log: ${noVolume}.`);
}

test('44: refuses while others hold all connections, and goes on once they let go', {
  timeout,
}, async () => {
  const postgres = await startThrowawayPostgres(['max_connections=24']);
  const closers = [() => postgres.remove()];
  const others: pg.Client[] = [];
  try {
    const database = await testDatabase(postgres.url, impatientMs);
    closers.push(() => database.close());
    const house = await testPlatform(database);
    closers.push(() => house.stop());
    await runsOut(house, {
      fill: () => takeAllConnections(postgres.url, others),
      free: async () => void (await Promise.all(others.splice(0).map((other) => other.end()))),
    });
  } finally {
    await Promise.all(others.map((other) => other.end()));
    await closing(closers);
  }
});

/** Takes every connection there is, those of the platform as well. */
async function takeAllConnections(url: string, others: pg.Client[]): Promise<void> {
  const platforms = "from pg_stat_activity where application_name like 'kindcart%'";
  for (;;) {
    const other = new pg.Client({ connectionString: url });
    try {
      await other.connect();
      others.push(other);
    } catch (error) {
      assert.ok(error instanceof pg.DatabaseError && error.code === '53300', String(error));
      const ended = await others[0]?.query(`select pg_terminate_backend(pid) ${platforms}`);
      if (ended?.rows.length === 0) return;
    }
  }
}
