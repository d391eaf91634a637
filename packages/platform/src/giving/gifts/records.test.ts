// The wall on PostgreSQL, with more gifts than anybody reads: by indexes, in order, and to the end.
import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { after, test } from 'node:test';
import { createProjectExample, type Id, newId } from '@kindcart/contract';
import { sql } from 'kysely';
import { makeTenant, testDatabase, testId } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { insertDonations, type NewDonation } from '../donations/records.ts';
import { insertProject } from '../projects/records.ts';
import { giftIdOf } from './gift-id.ts';
import { largestGifts, recentGifts } from './records.ts';
import { giftLeft } from './rules.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const { db } = database;
after(async () => {
  await database.close();
  await postgres.remove();
});

const { book } = await makeTenant(database, 'Walled');

interface Made {
  readonly id?: Id<'donation'>;
  readonly amount: number;
  readonly state?: string;
  readonly refunded?: number;
}

let moments = 0;

/** Ids a millisecond apart, so that they sort in the order of making. */
function idAt(): Id<'donation'> {
  moments += 1;
  return idOf(moments);
}

function idOf(moment: number): Id<'donation'> {
  const nowMs = () => Date.UTC(2026, 10, 23) + moment;
  return newId('donation', { nowMs, fillRandom: (bytes) => randomFillSync(bytes) });
}

/** A project with these gifts, in this order. */
async function wallOf(made: readonly Made[]): Promise<Id<'project'>> {
  const projectId = testId('project');
  await insertProject(db, book, projectId, createProjectExample, new Date());
  const now = new Date().toISOString();
  const rows: NewDonation[] = made.map(({ id = idAt(), amount }) => ({
    claim: { ...book, route: 'createDonation', key: id, fingerprint: 'f' },
    response: '{}',
    projectVersion: 1,
    row: {
      id,
      project_id: projectId,
      currency: 'CNY',
      gift_amount: amount,
      fee_cover_amount: 0,
      donor_name: 'Ada',
      anonymous: false,
      message: null,
      provider: 'sandbox',
      payment_reference: testId('payment'),
      created_at: now,
      expires_at: now,
    },
  }));
  await insertDonations(db, rows);
  const states = rows.map(({ row }, place) => ({
    id: row.id,
    state: made[place]?.state ?? 'succeeded',
    refunded: made[place]?.refunded ?? 0,
  }));
  await sql`
    update donation set state = said.state, refunded_amount = said.refunded
    from json_to_recordset(${JSON.stringify(states)}::json)
      as said (id text, state text, refunded bigint)
    where donation.organization_id = ${book.organizationId} and donation.id = said.id`.execute(db);
  return projectId;
}

async function pagesOf(projectId: Id<'project'>, limit: number): Promise<number[][]> {
  const pages: number[][] = [];
  let cursor: Id<'gift'> | undefined;
  do {
    const found = await recentGifts(db, book, projectId, { cursor, limit });
    const last = found.at(-1);
    if (last !== undefined) pages.push(found.map(({ giftAmount }) => giftAmount));
    cursor = last && giftIdOf(last.id);
  } while (cursor !== undefined);
  return pages;
}

test('pages through gifts of one millisecond, none twice and none left out', async () => {
  const ids = Array.from({ length: 5 }, () => idOf(0)).sort();
  const projectId = await wallOf(ids.map((id, place) => ({ id, amount: place + 1 })));
  assert.deepEqual(await pagesOf(projectId, 2), [[5, 4], [3, 2], [1]]);
});

test('goes on after a gift that is on the wall no more, and from one that never was', async () => {
  const projectId = await wallOf([{ amount: 1 }, { amount: 2, state: 'refunded', refunded: 2 }]);
  const rows = await db
    .selectFrom('donation')
    .select('id')
    .where('project_id', '=', projectId)
    .where('state', '=', 'refunded')
    .execute();
  const after = async (cursor: Id<'gift'>) =>
    (await recentGifts(db, book, projectId, { cursor, limit: 9 })).map((gift) => gift.giftAmount);
  const [gone] = rows;
  assert.ok(gone !== undefined);
  assert.deepEqual(await after(giftIdOf(gone.id)), [1]);
  assert.deepEqual(await after(testId('gift')), [1]);
});

const largest: readonly [what: string, made: readonly Made[], limit: number, left: number[]][] = [
  ['the largest first', [{ amount: 1 }, { amount: 3 }, { amount: 2 }], 2, [3, 2]],
  ['all when there are few', [{ amount: 1 }], 2, [1]],
  ['nothing of what is not paid', [{ amount: 9, state: 'pending' }, { amount: 1 }], 2, [1]],
  [
    'those below when much of the largest went back',
    [
      ...[9, 8, 7].map((amount) => ({ amount, state: 'partially_refunded', refunded: amount - 1 })),
      { amount: 3 },
      { amount: 2 },
    ],
    2,
    [3, 2],
  ],
  [
    'one that was partly given back where it belongs',
    [{ amount: 9, state: 'partially_refunded', refunded: 5 }, { amount: 5 }, { amount: 3 }],
    3,
    [5, 4, 3],
  ],
];

for (const [what, made, limit, left] of largest) {
  test(`finds as the largest ${what}`, async () => {
    const found = await largestGifts(db, book, await wallOf(made), limit);
    assert.deepEqual(found.map(giftLeft), left);
  });
}

/** How many rows of donations a reading looks at. */
function rowsRead(read: (from: typeof db) => Promise<unknown>): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const count = async () => {
      const { rows } = await sql<{ rows: number }>`
        select (seq_tup_read + idx_tup_fetch)::int as rows
        from pg_stat_xact_user_tables where relname = 'donation'`.execute(transaction);
      return rows[0]?.rows ?? 0;
    };
    const before = await count();
    await read(transaction);
    return (await count()) - before;
  });
}

test('looks at no more rows than it shows, however many gifts came since, and to other projects', async () => {
  const old = await wallOf(Array.from({ length: 20 }, () => ({ amount: 5 })));
  const many = Array.from({ length: 3_000 }, (_, place) => ({ amount: 1 + ((place * 7) % 3_000) }));
  const busy = await wallOf(many);
  await sql`analyze donation`.execute(db);
  for (const projectId of [old, busy]) {
    const last = (await recentGifts(db, book, projectId, { cursor: undefined, limit: 5 })).at(-1);
    assert.ok(last !== undefined);
    for (const cursor of [undefined, giftIdOf(last.id)]) {
      const page = { cursor, limit: 10 };
      assert.ok((await rowsRead((from) => recentGifts(from, book, projectId, page))) <= 12);
    }
    assert.ok((await rowsRead((from) => largestGifts(from, book, projectId, 10))) <= 20);
  }
});
