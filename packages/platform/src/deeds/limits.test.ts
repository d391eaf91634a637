// What the tables and the ledger refuse, whatever the code says.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProjectExample, type Id } from '@kindcart/contract';
import { sql } from 'kysely';
import { violatedConstraint } from '../database/errors.ts';
import { accountBalance, book } from '../ledger/records.ts';
import { accounts } from '../ledger/rules.ts';
import { whileDamaged } from '../testing/damage.ts';
import { makeTenant, testDatabase, testId, testPlatform } from '../testing/platform.ts';
import { seedChallenge } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const { book: own, test: keys } = await makeTenant(database, 'Walkers');
const { organizationId } = own;
const projectId = await makeProject();
const [challengeId, participantId, teamId] = [
  testId('challenge'),
  testId('participant'),
  testId('team'),
];
const funded = 100_000;
await seedChallenge(db, own, {
  challengeId,
  projectId,
  fundingId: testId('funding'),
  transferId: testId('transfer'),
  fundedAmount: funded,
});

async function makeProject(): Promise<Id<'project'>> {
  const response = await house.platform.app.request('/v1/projects', {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${keys.secret}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': 'the project',
    },
    body: JSON.stringify(createProjectExample),
  });
  const { id }: { id: Id<'project'> } = JSON.parse(await response.text());
  return id;
}

const inOwn = `organization_id, challenge_id`;
const names = `'${organizationId}', '${challengeId}'`;
const day = (columns: string, values: string) =>
  `insert into challenge_day (${inOwn}, day, ${columns}) values (${names}, '2026-11-23', ${values})`;
const personDay = (columns: string, values: string) =>
  `insert into participant_day (${inOwn}, participant_id, day, quantities, updated_at, ${columns})
   values (${names}, '${participantId}', '2026-11-23', '{}', now(), ${values})`;
const ofChallenge = `where id = '${challengeId}'`;

const refused: readonly [what: string, statement: string, constraint: string | RegExp][] = [
  [
    'a challenge that gives a fen more than has come',
    `update challenge set given_amount = ${funded + 1} ${ofChallenge}`,
    'challenge_within_budget',
  ],
  [
    'a challenge that passes on a fen more than is left',
    `update challenge set given_amount = 1, closed_at = now(), closed_to = 'project',
     closed_amount = ${funded} ${ofChallenge}`,
    'challenge_within_budget',
  ],
  [
    'more money than was promised',
    `update challenge set funded_amount = budget_amount + 1 ${ofChallenge}`,
    'challenge_within_promise',
  ],
  [
    'a day that gives a fen more than its slice',
    day('slice_amount, given_amount', '200, 201'),
    'challenge_day_within_slice',
  ],
  [
    'a day of a participant that gives a fen more than its cap',
    personDay('counted, counted_max, given_amount, cap_amount', '20000, 20000, 201, 200'),
    'participant_day_within_cap',
  ],
  [
    'a day of a participant that counts a step more than it may',
    personDay('counted, counted_max, given_amount, cap_amount', '20001, 20000, 200, 200'),
    'participant_day_within_max',
  ],
  ['a day that gives less than nothing', day('given_amount', '-1'), /given_amount_check/],
  [
    'a challenge that ends before it begins',
    `update challenge set ends_on = '2026-10-31' ${ofChallenge}`,
    /challenge_check/,
  ],
];

for (const [what, statement, constraint] of refused) {
  test(`the tables refuse ${what}`, async () => {
    await assert.rejects(sql.raw(statement).execute(db), (error) => {
      assert.match(violatedConstraint(error) ?? '', new RegExp(constraint));
      return true;
    });
  });
}

test('takes a day without a slice for whatever there is', async () => {
  const found = await whileDamaged(database, [day('given_amount', '50000')], (damaged) =>
    damaged.selectFrom('challenge_day').select('slice_amount').execute(),
  );
  assert.deepEqual(found, [{ slice_amount: null }]);
});

test('the ledger takes no fen out of a challenge that is not in it', async () => {
  const gives = (amount: number) =>
    book(db, [
      {
        ...own,
        id: testId('transfer'),
        kind: 'challenge_deeds',
        source: testId('deed'),
        debit: accounts.challenge(challengeId),
        credit: accounts.project(projectId),
        money: { amount, currency: 'CNY' },
      },
    ]);
  assert.deepEqual(await gives(funded + 1), ['limit_exceeded']);
  const account = accounts.challenge(challengeId);
  assert.equal((await accountBalance(db, own, account, 'CNY')).balance, funded);
});

test('gives the name of a team once in a challenge, however it is written', async () => {
  const team = (id: string, name: string) =>
    `insert into team (${inOwn}, id, livemode, name, created_at)
     values (${names}, '${id}', false, '${name}', now())`;
  const twice = [team(teamId, 'Early birds'), team(testId('team'), 'EARLY BIRDS')];
  await assert.rejects(
    whileDamaged(database, twice, async () => true),
    (error) => violatedConstraint(error) === 'team_name',
  );
});

const deed = (id: string, columns: string, values: string) =>
  `insert into deed (${inOwn}, id, livemode, participant_id, day, quantity, source, state, counted, given_amount,
   created_at${columns}) values (${names}, '${id}', false, '${participantId}', '2026-11-23', 5000, 'motion',
   'counted', 5000, 50, now()${values})`;

test('keeps no two deeds of a device with one counter, nor one that a server told twice', async () => {
  const signed = (id: string) =>
    deed(id, ', device_id, counter, signature', `, 'device', 1, 'signature'`);
  const [one, other] = [testId('deed'), testId('deed')];
  for (const [statements, index] of [
    [[signed(one), signed(other)], 'deed_counter'],
    [[deed(one, '', ''), deed(other, '', '')], 'deed_told'],
  ] as const) {
    await assert.rejects(
      whileDamaged(database, statements, async () => true),
      (error) => violatedConstraint(error) === index,
    );
  }
});
