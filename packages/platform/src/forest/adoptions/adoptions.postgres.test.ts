// Adopting where many want few places, several processes plant, and some of them are killed as they do.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Adoption, type CreatedDonation, holdMs } from '@kindcart/contract';
import { sql } from 'kysely';
import { relayRound } from '../../jobs/relay.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { waitUntil } from '../../testing/wait.ts';
import { adoptionFollower } from './follower.ts';
import { fulfillingRound } from './fulfilling.ts';
import { lapsingRound } from './lapsing.ts';
import { settlingRound } from './settling.ts';
import { type Grove, openGrove } from './testing/grove.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

const parts = {
  now: () => new Date(house.clock.nowMs()),
  newRefundId: () => testId('refund'),
  newMailId: () => testId('mail'),
  newTreeId: () => testId('tree'),
  onSettled: () => {},
  onFulfilled: () => {},
  onReturned: () => {},
  onError(_name: string, error: unknown) {
    throw error;
  },
};
const both = [database.db, another.db];

/** What is left of the work beside requests, done by two processes at once until nothing is left. */
async function work(): Promise<void> {
  let done: number[];
  do {
    done = await Promise.all(
      both.flatMap((db) => [
        relayRound(db, [adoptionFollower]),
        settlingRound({ ...parts, db }),
        fulfillingRound({ ...parts, db }),
        lapsingRound({ ...parts, db }),
      ]),
    );
  } while (done.some((count) => count > 0));
}

/** Tells that a gift which was begun is paid, as the sandbox does. */
async function tellPaid({ donation, payment }: CreatedDonation): Promise<void> {
  const status = await house.tell({
    id: testId('event'),
    type: 'payment.updated',
    organizationId: house.a.organizationId,
    livemode: false,
    createdAt: donation.createdAt,
    payment: {
      reference: payment.reference,
      version: 1,
      state: 'succeeded',
      amount: donation.charge,
      failureCode: null,
      refunds: [],
    },
  });
  assert.equal(status, 200);
}

async function pay(grove: Grove, adoption: Adoption): Promise<void> {
  await tellPaid(await grove.begin(adoption));
}

/** Asks for a place as a page does: under one key, and again while there is no time for it. */
async function wantPlace({ plotId, speciesId }: Grove, placeNumber: number | null) {
  const wish = { plotId, speciesId, placeNumber, shares: 1, teamName: null, gift: null };
  const headers = { 'Idempotency-Key': testId('request') };
  for (;;) {
    const answer = await house.stage.ask('createAdoption', { body: wish }, { headers });
    if (answer.ok || !answer.problem.retryable) return answer;
  }
}

/** Numbers of trees and places of a plot, from the tables. */
async function treesOf({ plotId }: Grove) {
  return database.db
    .selectFrom('tree')
    .select(['number', 'place_number'])
    .where('plot_id', '=', plotId)
    .execute();
}

test('gives 100 of 500 people a place, and in the end no place and no number twice', async () => {
  const grove = await openGrove(house, 100);
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, person) =>
      wantPlace(grove, person % 2 === 0 ? (person % 100) + 1 : null),
    ),
  );
  const held = answers.flatMap((answer) => (answer.ok ? [answer.value] : []));
  assert.equal(held.length, 100);
  assert.equal(new Set(held.map(({ place }) => place.number)).size, 100);
  const codes = new Set(answers.flatMap((answer) => (answer.ok ? [] : [answer.problem.code])));
  assert.deepEqual([...codes].sort(), ['place_taken', 'plot_full']);
  // Three of ten change their minds.
  const staying = held.filter((_, at) => at % 10 >= 3);
  await Promise.all(staying.map((adoption) => pay(grove, adoption)));
  await work();
  assert.equal((await treesOf(grove)).length, 70);
  await house.auditClean();
  house.clock.advance(holdMs);
  const next = await Promise.all(Array.from({ length: 60 }, () => wantPlace(grove, null)));
  assert.equal(next.filter(({ ok }) => ok).length, 30);
  await work();
  const { rows } = await sql<{ state: string; count: number }>`
    select state, count(*)::integer as count from adoption where plot_id = ${grove.plotId}
    group by state order by state`.execute(database.db);
  assert.deepEqual(rows, [
    { state: 'adopted', count: 70 },
    { state: 'held', count: 30 },
    { state: 'lapsed', count: 30 },
  ]);
  await house.auditClean();
});

test('never says that a plot is full while a place is given back at the same time', async () => {
  const grove = await openGrove(house, 20);
  for (let round = 0; round < 5; round += 1) {
    const held = await Promise.all(Array.from({ length: 20 }, () => grove.hold()));
    assert.equal(new Set(held.map(({ place }) => place.number)).size, 20);
    const params = held.map(({ id }) => ({ adoptionId: id }));
    await Promise.all(params.map((each) => house.stage.ask('releaseAdoption', { params: each })));
  }
});

test('plants each paid adoption once, whoever of two processes comes first', async () => {
  const grove = await openGrove(house, 60);
  const held = await Promise.all(Array.from({ length: 60 }, () => grove.hold()));
  await Promise.all([...held.map((adoption) => pay(grove, adoption)), work(), work()]);
  await work();
  const trees = await treesOf(grove);
  assert.equal(trees.length, 60);
  assert.equal(new Set(trees.map(({ number }) => number)).size, 60);
  assert.equal(new Set(trees.map(({ place_number }) => place_number)).size, 60);
  await house.auditClean();
});

test('refunds once, and no more, those who paid too late for a plot that is full', async () => {
  const grove = await openGrove(house, 10);
  const late = await Promise.all(Array.from({ length: 10 }, () => grove.hold()));
  const begun = await Promise.all(late.map((adoption) => grove.begin(adoption)));
  house.clock.advance(holdMs);
  const next = await Promise.all(Array.from({ length: 10 }, () => grove.hold()));
  await Promise.all(next.map((adoption) => pay(grove, adoption)));
  await Promise.all([...begun.map(tellPaid), work()]);
  await work();
  const { rows } = await sql<{ donation_id: string; refunds: number }>`
    select payment.donation_id, count(refund.id)::integer as refunds
    from adoption_payment as payment left join refund on refund.donation_id = payment.donation_id
    where adoption_id in (${sql.join(late.map(({ id }) => id))}) group by payment.donation_id`.execute(
    database.db,
  );
  assert.deepEqual(
    rows.map(({ refunds }) => refunds),
    late.map(() => 1),
  );
  await house.auditClean();
});

const planter = fileURLToPath(new URL('./testing/planter.ts', import.meta.url));

/** Another process that settles and plants; it dies after so many answers of the database, if any are said. */
async function plantElsewhere(diesAfter = ''): Promise<unknown[]> {
  const options = ['--conditions=@kindcart/source', '--conditions=development'];
  const child = spawn(process.execPath, [...options, planter, postgres.url, diesAfter], {
    stdio: 'inherit',
  });
  return once(child, 'exit');
}

test('plants every tree once though processes are killed at any step of settling and planting', async () => {
  await work();
  const grove = await openGrove(house, 2);
  const held = await Promise.all([grove.hold(), grove.hold()]);
  await Promise.all(held.map((adoption) => pay(grove, adoption)));
  await relayRound(database.db, [adoptionFollower]);
  let exit: unknown[] = [null, 'SIGKILL'];
  for (let answers = 1; exit[1] === 'SIGKILL'; answers += 2) {
    // Errands that a dead process took up are due again later; the test does not wait for that.
    await sql`update outbox set available_at = now() where topic = 'adoption.settle'`.execute(
      database.db,
    );
    exit = await plantElsewhere(`${answers}`);
    await house.auditClean();
  }
  assert.deepEqual(exit, [0, null]);
  await waitUntil('both to be adopted', async () => {
    const states = await Promise.all(held.map((adoption) => grove.read(adoption)));
    return states.every(({ state }) => state === 'adopted') ? true : undefined;
  });
  assert.equal((await treesOf(grove)).length, 2);
  await house.auditClean();
});
