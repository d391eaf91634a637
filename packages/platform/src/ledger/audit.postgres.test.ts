// The auditor beside a platform that goes on: a check that reads several times sees one moment.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Kysely } from 'kysely';
import type { Database } from '../database/schema.ts';
import { makeTenant, testDatabase } from '../testing/platform.ts';
import { startThrowawayPostgres } from '../testing/postgres.ts';
import { audit, type Check } from './audit.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const { db } = database;
after(async () => {
  await database.close();
  await postgres.remove();
});

async function organizations(from: Kysely<Database>): Promise<number> {
  return (await from.selectFrom('organization').select('id').execute()).length;
}

const checkOf = (query: Check['query']): Check => ({ invariant: 'I0', promise: 'none', query });

test('shows a check what stood when it began to read, whatever is written meanwhile', async () => {
  const seen: number[] = [];
  const check = checkOf(async (moment) => {
    seen.push(await organizations(moment));
    await makeTenant(database, 'Meanwhile');
    seen.push(await organizations(moment));
    return [];
  });
  assert.deepEqual(await audit(db, [check, check]), []);
  assert.deepEqual(seen, [0, 0, 1, 1]);
  assert.equal(await organizations(db), 2);
});

test('lets no check change what it looks at', async () => {
  const check = checkOf(async (moment) => {
    await moment.deleteFrom('api_key').execute();
    return [];
  });
  await assert.rejects(audit(db, [check]), /read-only transaction/);
});

test('names so many faults of a check, and no more', async () => {
  const check = checkOf(async (_, faultsMax) =>
    Array.from({ length: faultsMax + 1 }, (_, place) => ({ subject: `${place}`, message: 'is' })),
  );
  assert.equal((await audit(db, [check])).length, 20);
});
