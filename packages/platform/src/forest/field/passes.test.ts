// Field passes: which secrets open which charity's trees, until when, and what is kept of them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Id } from '@kindcart/contract';
import fc from 'fast-check';
import type { Book } from '../../ledger/rules.ts';
import { makeTenant, testDatabase, testId, testIds } from '../../testing/platform.ts';
import {
  allFieldPasses,
  insertFieldPass,
  makeFieldSecret,
  openFieldPass,
  revokeFieldPass,
} from './passes.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const [oak, ash] = [await makeTenant(database, 'Oak'), await makeTenant(database, 'Ash')];
const now = new Date('2026-11-01T08:00:00Z');
const inMs = (ms: number) => new Date(now.getTime() + ms);

interface Made {
  readonly id: Id<'fieldPass'>;
  readonly secret: string;
}

async function give(book: Book, observer = 'Batu', expiresAt = inMs(1_000)): Promise<Made> {
  const made = { id: testId('fieldPass'), secret: makeFieldSecret(testIds.fillRandom) };
  await insertFieldPass(db, book, { ...made, observer, now, expiresAt });
  return made;
}

test('makes secrets of 32 random bytes under a prefix, no two alike', () => {
  const seen: number[] = [];
  const secret = makeFieldSecret((bytes) => {
    seen.push(bytes.length);
    return bytes.fill(255);
  });
  assert.deepEqual(seen, [32]);
  assert.equal(secret, `fp_${'_'.repeat(42)}8`);
  const many = Array.from({ length: 100 }, () => makeFieldSecret(testIds.fillRandom));
  assert.equal(new Set(many).size, 100);
  for (const each of many) assert.match(each, /^fp_[\w-]{43}$/);
});

test('opens with its secret what it was given for, in the name of whom it was given to', async () => {
  const live = { ...ash.book, livemode: true };
  for (const [book, name] of [
    [oak.book, 'Oak'],
    [live, 'Ash'],
  ] as const) {
    const { id, secret } = await give(book, '巴特尔');
    const pass = await openFieldPass(db, secret, now);
    assert.deepEqual(
      [pass?.id, pass?.observer, pass?.organizationId, pass?.livemode, pass?.organizationName],
      [id, '巴特尔', book.organizationId, book.livemode, name],
    );
  }
});

for (const [what, ms, counts] of [
  ['a millisecond before it ends', 999, true],
  ['at the very moment at which it ends', 1_000, false],
  ['a millisecond after it ended', 1_001, false],
  ['a year after it ended', 365 * 86_400_000, false],
] as const) {
  test(`${counts ? 'counts' : 'does not count'} ${what}`, async () => {
    const { secret } = await give(oak.book);
    assert.equal((await openFieldPass(db, secret, inMs(ms))) !== undefined, counts);
  });
}

test('does not count once it is taken back, and keeps the day on which it first was', async () => {
  const { id, secret } = await give(oak.book);
  const other = await give(oak.book);
  assert.equal(await revokeFieldPass(db, id, inMs(10)), true);
  assert.equal(await openFieldPass(db, secret, inMs(11)), undefined);
  assert.equal(await revokeFieldPass(db, id, inMs(500)), true);
  const known = (await allFieldPasses(db)).find((pass) => pass.id === id);
  assert.deepEqual(known?.revokedAt, inMs(10));
  assert.equal((await openFieldPass(db, other.secret, now))?.id, other.id);
});

for (const id of [
  '',
  'fpa_',
  'fpa_01k9p4n2c6fz3t6v8w0x2y4z7e',
  "fpa_' or true --",
  'tre_01k9p4n2c6fz3t6v8w0x2y4z7e',
]) {
  test(`takes nothing back that is called "${id}"`, async () => {
    const before = await allFieldPasses(db);
    assert.equal(await revokeFieldPass(db, id, now), false);
    assert.deepEqual(await allFieldPasses(db), before);
  });
}

test('opens with no other secret, be it as near as it may', async () => {
  const { id, secret } = await give(oak.book);
  const last = secret.at(-1) === 'A' ? 'B' : 'A';
  const rows = await db.selectFrom('field_pass').selectAll().where('id', '=', id).execute();
  const near = [
    ...[
      secret.slice(0, -1),
      `${secret}A`,
      ` ${secret}`,
      `${secret}\n`,
      `${secret.slice(0, -1)}${last}`,
    ],
    ...[secret.toUpperCase(), secret.slice(3), `FP_${secret.slice(3)}`, `fp_${secret}`, id],
    ...rows.map((row) => row.secret_sha256),
    ...rows.map((row) => `fp_${row.secret_sha256.slice(0, 43)}`),
  ];
  for (const each of near) assert.equal(await openFieldPass(db, each, now), undefined, each);
  const texts = fc.string({ unit: 'binary', maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      assert.equal(await openFieldPass(db, text, now), undefined);
      assert.equal(await openFieldPass(db, `fp_${text}`, now), undefined);
    }),
    { numRuns: 50 },
  );
});

test('refuses the same secret twice: one link never opens two charities', async () => {
  const made = { secret: makeFieldSecret(testIds.fillRandom), now, expiresAt: inMs(1_000) };
  const id = testId('fieldPass');
  await insertFieldPass(db, oak.book, { ...made, id, observer: 'Batu' });
  const again = { ...made, id: testId('fieldPass'), observer: 'Somebody else' };
  await assert.rejects(insertFieldPass(db, ash.book, again), /unique/);
  assert.equal((await openFieldPass(db, made.secret, now))?.id, id);
});

test('lists the passes of each charity together, the newest first, without their secrets', async () => {
  const secrets: string[] = [];
  for (const { book } of [ash, oak, ash, oak]) secrets.push((await give(book)).secret);
  const passes = await allFieldPasses(db);
  const organizations = passes.map(({ organizationId }) => organizationId);
  assert.deepEqual(organizations, organizations.toSorted());
  for (const organizationId of new Set(organizations)) {
    const ids = passes.filter((each) => each.organizationId === organizationId).map(({ id }) => id);
    assert.deepEqual(ids, ids.toSorted().reverse());
  }
  const rows = await db.selectFrom('field_pass').selectAll().execute();
  const kept = JSON.stringify([passes, rows]);
  for (const secret of secrets) assert.ok(!kept.includes(secret.slice(3)));
});
