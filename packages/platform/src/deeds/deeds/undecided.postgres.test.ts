// What nobody believes at once fills no list: so many deeds of a participant wait in a challenge, and no more,
// whichever of two processes on one PostgreSQL is told of them.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type DeedOutcome, underReviewMax } from '@kindcart/contract';
import { testDatabase, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { decideDeed } from './deciding.ts';
import { createDeedGiving, giveDeeds } from './giving.ts';
import { makeWalker, openWalk, type Walk, type Walker } from './testing/walkers.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
const { db } = database;
const { book } = house.a;
after(async () => {
  await house.auditClean();
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

const now = () => new Date('2026-11-24T04:00:00Z');
const { newId } = house.platform;
const both = [db, another.db].map((one) => createDeedGiving({ db: one, newId, now }));
const open = () => openWalk(house, {});
const day = '2026-11-23';

/** Tells two processes, in turn and all at once, of so many deeds that nobody believes. */
async function tellDoubtful(walk: Walk, one: Walker, count: number): Promise<DeedOutcome[]> {
  const deeds = Array.from({ length: count }, (_, place) =>
    one.told(walk, { day, quantity: 1_000_000_000 - place }),
  );
  const answers = await Promise.all(
    deeds.map((deed, place) => {
      const giving = both[place % 2] ?? assert.fail('there are two');
      return giveDeeds(giving, [deed]);
    }),
  );
  return answers.flat();
}

/** How many of them wait, were refused for it, and became anything else. */
function counted(outcomes: readonly DeedOutcome[]) {
  const waiting = outcomes.filter(({ deed }) => deed?.state === 'under_review').length;
  const refused = outcomes.filter((one) => one.refused === 'too_many_under_review').length;
  return [waiting, refused, outcomes.length - waiting - refused];
}

test('lets so many deeds of a participant wait in a challenge, of 200 at once', async () => {
  const [walk, other] = [await open(), await open()];
  const [one, friend] = [await makeWalker(db, book), await makeWalker(db, book)];
  const [waiting, refused, lost] = counted(await tellDoubtful(walk, one, 200));
  // A process that hears of a higher counter first finds the lower ones too low: they make no row either.
  assert.equal(waiting, underReviewMax);
  assert.equal((refused ?? 0) + (lost ?? 0), 200 - underReviewMax);
  assert.ok((refused ?? 0) > 0);
  const rows = await db
    .selectFrom('deed')
    .select('id')
    .where('participant_id', '=', one.participantId)
    .execute();
  assert.equal(rows.length, underReviewMax);
  // Another challenge and another walker have their own.
  assert.equal(counted(await tellDoubtful(other, one, 1))[0], 1);
  assert.equal(counted(await tellDoubtful(walk, friend, 1))[0], 1);
});

test('takes what is believable while others wait, and one more for each that is decided', async () => {
  const [walk, one] = [await open(), await makeWalker(db, book)];
  const [giving] = both;
  const tell = async (quantity: number) => {
    const told = one.told(walk, { day, quantity });
    const [answer] = await giveDeeds(giving ?? assert.fail(), [told]);
    return answer ?? assert.fail();
  };
  const first = (await tell(999_999)).deed ?? assert.fail();
  for (let nth = 1; nth < underReviewMax; nth += 1) await tell(999_999);
  assert.equal((await tell(999_999)).refused, 'too_many_under_review');
  assert.equal((await tell(5_000)).deed?.state, 'counted');
  await decideDeed({ db, newId, now }, book, first.id, { decision: 'accept', note: null });
  assert.equal((await tell(999_999)).deed?.state, 'under_review');
  assert.equal((await tell(999_999)).refused, 'too_many_under_review');
});
