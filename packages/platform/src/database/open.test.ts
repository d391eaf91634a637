// The database as it is opened: a listener whose connection breaks is back by itself and says that it may
// have missed something, and a connection that was given up serves nobody else.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { testDatabase } from '../testing/platform.ts';
import { startThrowawayPostgres } from '../testing/postgres.ts';
import { waitUntil } from '../testing/wait.ts';
import { openDatabase } from './open.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const errors: Error[] = [];
const database = await openDatabase({
  url: postgres.url,
  onIdleError: (error) => errors.push(error),
});
const { db } = database;
after(async () => {
  await database.close();
  await postgres.remove();
});

const listeners = async () => {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where application_name = 'kindcart listen'`.execute(db);
  return rows.map(({ pid }) => pid);
};
const say = (payload: string) => sql`select pg_notify('news', ${payload})`.execute(db);

function listener() {
  const heard: string[] = [];
  let resumed = 0;
  return {
    heard,
    resumed: () => resumed,
    onPayload: (payload: string) => void heard.push(payload),
    onResumed: () => {
      resumed += 1;
    },
  };
}

test('has a statement read once per connection, and planned at each call', async () => {
  await db.connection().execute(async (one) => {
    const { rows: settings } = await sql<{ mode: string }>`
      select current_setting('plan_cache_mode') as mode`.execute(one);
    assert.deepEqual(settings, [{ mode: 'force_custom_plan' }]);
    for (const value of [1, 2, 3]) await sql`select ${value}::integer as asked_thrice`.execute(one);
    const { rows } = await sql<{ custom: number; generic: number }>`
      select custom_plans as custom, generic_plans as generic from pg_prepared_statements
      where statement like '%asked_thrice'`.execute(one);
    assert.deepEqual(rows, [{ custom: 3, generic: 0 }]);
  });
});

test('reads a text anew after its table has got another column, in a transaction at the second try', async () => {
  await sql`create table widening (a integer)`.execute(db);
  await sql`insert into widening values (1)`.execute(db);
  await db.connection().execute(async (one) => {
    const alone = () => sql<object>`select * from widening where a = ${1}`.execute(one);
    const within = () =>
      one
        .transaction()
        .execute((transaction) =>
          sql<object>`select * from widening where a < ${2}`.execute(transaction),
        );
    assert.deepEqual([(await alone()).rows, (await within()).rows], [[{ a: 1 }], [{ a: 1 }]]);
    await sql`alter table widening add column b integer`.execute(db);
    assert.deepEqual((await alone()).rows, [{ a: 1, b: null }]);
    await assert.rejects(within(), /cached plan/);
    assert.deepEqual((await within()).rows, [{ a: 1, b: null }]);
  });
});

test('prepares no more texts than it may', async () => {
  await db.connection().execute(async (one) => {
    for (let place = 0; place < 100; place += 1) {
      await sql`select ${place}::integer as ${sql.raw(`place_${place}`)}`.execute(one);
    }
    const { rows } = await sql<{ count: number }>`
      select count(*)::integer as count from pg_prepared_statements`.execute(one);
    assert.deepEqual(rows, [{ count: 64 }]);
  });
});

test('hears what is said on its channel until it stops', async () => {
  const one = listener();
  const stop = await database.listen('news', one);
  await say('first');
  await sql`select pg_notify('weather', 'rain')`.execute(db);
  await say('second');
  await waitUntil('the news', () => one.heard[1]);
  assert.deepEqual([one.heard, one.resumed()], [['first', 'second'], 0]);
  await stop();
  await waitUntil('the connection to end', async () =>
    (await listeners()).length === 0 ? true : undefined,
  );
  await say('third');
  assert.equal(one.heard.length, 2);
});

test('listens again when its connection was ended, and says that it was away', async () => {
  const one = listener();
  const stop = await database.listen('news', one);
  for (let times = 1; times <= 2; times += 1) {
    const [pid] = await listeners();
    await sql`select pg_terminate_backend(${pid})`.execute(db);
    await waitUntil('the listener', () => (one.resumed() === times ? true : undefined));
    await say(`after ${times}`);
    await waitUntil('the news', () => one.heard[times - 1]);
  }
  assert.deepEqual(one.heard, ['after 1', 'after 2']);
  assert.ok(errors.length > 0);
  await stop();
});

test('stops while it is away, and does not come back', async () => {
  const one = listener();
  const stop = await database.listen('news', one);
  await postgres.kill();
  await stop();
  await postgres.start();
  await waitUntil('the database', () => say('anybody there?').catch(() => undefined));
  assert.deepEqual([await listeners(), one.resumed(), one.heard], [[], 0, []]);
});

test('says at once when there is nothing to listen to', async () => {
  const nowhere = await openDatabase({ url: 'postgres://postgres@127.0.0.1:1/postgres' });
  await assert.rejects(nowhere.listen('news', listener()), /ECONNREFUSED/);
  await nowhere.close();
});

for (const kind of ['PGlite', 'PostgreSQL'] as const) {
  test(`reads whole numbers of ${kind} exactly, and refuses those that are not exact`, async () => {
    const { db: own, close } =
      kind === 'PGlite' ? await testDatabase() : await testDatabase(postgres.url);
    const read = async (text: string) =>
      (await sql<{ value: number }>`select ${text}::bigint as value`.execute(own)).rows[0]?.value;
    assert.equal(await read('9007199254740991'), Number.MAX_SAFE_INTEGER);
    assert.equal(await read('-9007199254740991'), -Number.MAX_SAFE_INTEGER);
    await assert.rejects(read('9007199254740992'), /beyond the safe integers/);
    await close();
  });
}

test('closes what was never asked anything', async () => {
  await (await openDatabase({})).close();
});

test('writes nothing into a transaction that was given up while PostgreSQL hung', async () => {
  const hasty = await openDatabase({ url: postgres.url, poolMax: 1, queryTimeoutMs: 300 });
  await sql`select 1`.execute(hasty.db);
  postgres.freeze();
  const work = hasty.db.transaction().execute(() => assert.fail('began without an answer'));
  await assert.rejects(work, /timeout/);
  postgres.thaw();
  await waitUntil('an answer', () =>
    sql`create table kept ()`.execute(hasty.db).catch(() => undefined),
  );
  const { rows } = await sql<{ kept: unknown }>`select to_regclass('kept') as kept`.execute(db);
  assert.equal(rows[0]?.kept, 'kept');
  await hasty.close();
});
