// For every promise of challenges, data damaged behind its back: the auditor names what is at fault.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createProjectExample } from '@kindcart/contract';
import { sql } from 'kysely';
import { allChecks } from '../cli/audit.ts';
import { insertProject } from '../giving/projects/records.ts';
import { audit, type Check } from '../ledger/audit.ts';
import { book } from '../ledger/records.ts';
import { accounts } from '../ledger/rules.ts';
import { whileDamaged } from '../testing/damage.ts';
import { makeTenant, testDatabase, testId } from '../testing/platform.ts';
import { deedsChecks } from './audit.ts';
import { closeChallenge } from './challenges/making.ts';
import { seedChallenge } from './testing.ts';

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const { book: own } = await makeTenant(database, 'Walkers');
const { organizationId } = own;
const projectId = testId('project');
await insertProject(db, own, projectId, createProjectExample, new Date());

/** A challenge for which 1,000 yuan have come. */
async function makeFunded(dependsOnDeeds: boolean) {
  const challengeId = testId('challenge');
  const ids = { challengeId, fundingId: testId('funding'), transferId: testId('transfer') };
  const changes = { dependsOnDeeds };
  await seedChallenge(db, own, { ...ids, projectId, fundedAmount: 100_000, changes });
  return challengeId;
}

/** One in which somebody of a team walked 5,000 steps for 50 fen, and two that were closed. */
const challengeId = await makeFunded(false);
const [kept, back] = [await makeFunded(false), await makeFunded(true)];
for (const id of [kept, back]) {
  const over = new Date('2026-12-24T00:00:00Z');
  await db
    .transaction()
    .execute((transaction) => closeChallenge(transaction, own, id, testId('transfer'), over));
}
const [participantId, deedId, teamId] = [testId('participant'), testId('deed'), testId('team')];
const inOwn = `'${organizationId}', '${challengeId}'`;
const walked = [
  `insert into participant (organization_id, id, livemode, created_at, updated_at)
   values ('${organizationId}', '${participantId}', false, now(), now())`,
  `insert into deed (organization_id, challenge_id, id, livemode, participant_id, day, quantity, source, state,
     counted, given_amount, created_at)
   values (${inOwn}, '${deedId}', false, '${participantId}', '2026-11-23', 5000, 'partner', 'counted', 5000, 50, now())`,
  `insert into participant_day (organization_id, challenge_id, participant_id, day, quantities, counted, counted_max,
     given_amount, cap_amount, updated_at)
   values (${inOwn}, '${participantId}', '2026-11-23', '{"partner": 5000}', 5000, 20000, 50, 200, now())`,
  `insert into challenge_day (organization_id, challenge_id, day, slice_amount, given_amount, quantity)
   values (${inOwn}, '2026-11-23', 200000, 50, 5000)`,
  `insert into team (organization_id, challenge_id, id, livemode, name, member_count, quantity, given_amount, created_at)
   values (${inOwn}, '${teamId}', false, 'Early birds', 1, 5000, 50, now())`,
  `insert into team_member (organization_id, challenge_id, participant_id, team_id, joined_at)
   values (${inOwn}, '${participantId}', '${teamId}', now())`,
  `update challenge set given_amount = 50, quantity = 5000, deed_count = 1, participant_count = 1
   where id = '${challengeId}'`,
  `update project_total set raised_amount = raised_amount + 50 where project_id = '${projectId}'`,
];
for (const statement of walked) await sql.raw(statement).execute(db);
await book(db, [
  {
    ...own,
    id: testId('transfer'),
    kind: 'challenge_deeds',
    source: deedId,
    debit: accounts.challenge(challengeId),
    credit: accounts.project(projectId),
    money: { amount: 50, currency: 'CNY' },
  },
]);

const ofChallenge = `where id = '${challengeId}'`;
const unlimited = (table: string, constraint: string) =>
  `alter table ${table} drop constraint ${constraint}`;

const damages: readonly {
  readonly what: string;
  readonly damage: readonly string[];
  readonly finds: readonly [invariant: string, subject: string, message: RegExp];
}[] = [
  {
    what: 'a challenge that says it gave what the books do not know of',
    damage: [`update challenge set given_amount = 70 ${ofChallenge}`],
    finds: ['I3', challengeId, /has 100000, gave 70 and passed on 0; the books hold 99950/],
  },
  {
    what: 'a challenge whose funding is gone',
    damage: [`delete from funding where challenge_id = '${challengeId}'`],
    finds: ['I3', challengeId, /has 100000; its fundings sum to 0/],
  },
  {
    what: 'a deed that gave what its day did not',
    damage: [`update deed set given_amount = 51 where id = '${deedId}'`],
    finds: ['I7', challengeId, /gave 50, by its days 50, by those of participants 50, by deeds 51/],
  },
  {
    what: 'a day that gave what nobody did',
    damage: [`update challenge_day set given_amount = 60`],
    finds: ['I7', challengeId, /gave 50, by its days 60, by those of participants 50, by deeds 50/],
  },
  {
    what: 'a challenge that gave more than has come',
    damage: [
      unlimited('challenge', 'challenge_within_budget'),
      `update challenge set given_amount = 100001 ${ofChallenge}`,
    ],
    finds: ['I3', challengeId, /gave 100001 of 100000 that came of a budget of 5000000/],
  },
  {
    what: 'a day that gave more than its slice',
    damage: [
      unlimited('challenge_day', 'challenge_day_within_slice'),
      'update challenge_day set slice_amount = 49',
    ],
    finds: ['I3', challengeId, /gave 50 of 49 on 2026-11-23/],
  },
  {
    what: 'a day of a participant that gave more than its cap',
    damage: [
      unlimited('participant_day', 'participant_day_within_cap'),
      'update participant_day set cap_amount = 49',
    ],
    finds: ['I3', participantId, /gave 50 of 49 on 2026-11-23/],
  },
  {
    what: 'a rest that went to the project and belongs to the sponsor',
    damage: [`update challenge set closed_to = 'sponsor' where id = '${kept}'`],
    finds: ['I3', kept, /100000 went to sponsor; the books moved 100000, 0 and 100000 to project:/],
  },
  {
    what: 'a rest that went back and belongs to the project',
    damage: [`update challenge set closed_to = 'project' where id = '${back}'`],
    finds: ['I3', back, /100000 went to project; the books moved 100000, 0 and 100000 to sponsor:/],
  },
  {
    what: 'a day of a participant that gave what its deeds did not',
    damage: ['update participant_day set given_amount = 49'],
    finds: ['I7', participantId, /gave 49 for 5000 on 2026-11-23; its deeds gave 50 for 5000/],
  },
  {
    what: 'a day of a participant without a deed',
    damage: ['delete from deed'],
    finds: ['I7', participantId, /gave 50 for 5000 on 2026-11-23; its deeds gave 0 for 0/],
  },
  {
    what: 'a deed that counts and whose day does not',
    damage: ['delete from participant_day'],
    finds: ['I7', participantId, /gave 0 for 0 on 2026-11-23; its deeds gave 50 for 5000/],
  },
  {
    what: 'a day of a challenge that counts what nobody did',
    damage: ['update challenge_day set quantity = 5001'],
    finds: ['I7', challengeId, /gave 50 for 5001 on 2026-11-23; its participants gave 50 for 5000/],
  },
  {
    what: 'a challenge that counts somebody twice',
    damage: [`update challenge set participant_count = 2 ${ofChallenge}`],
    finds: ['I7', challengeId, /counts 5000 by 1 deeds of 2; the days say 5000 by 1 of 1/],
  },
  {
    what: 'a team with a member that is none',
    damage: ['delete from team_member'],
    finds: [
      'I7',
      teamId,
      /says that 1 gave 50 for 5000; 0 did 0 for 0, and those who left 0 for 0/,
    ],
  },
  {
    what: 'a team that did more than its members',
    damage: ['update team set quantity = 5001'],
    finds: ['I7', teamId, /says that 1 gave 50 for 5001; 1 did 50 for 5000/],
  },
  {
    what: 'a team that gave more than its members and those who left',
    damage: [
      'delete from team_member',
      `update team set member_count = 0, former_quantity = 5000, former_given_amount = 50, given_amount = 51`,
    ],
    finds: [
      'I7',
      teamId,
      /says that 0 gave 51 for 5000; 0 did 0 for 0, and those who left 50 for 5000/,
    ],
  },
];

test('the auditor finds nothing wrong with what was never damaged', async () => {
  assert.deepEqual(await audit(db, allChecks), []);
});

for (const { what, damage, finds } of damages) {
  test(`the auditor notices ${what}`, async () => {
    const findings = await whileDamaged(database, damage, (damaged) => audit(damaged, deedsChecks));
    const [invariant, subject, message] = finds;
    assert.ok(
      findings.some(
        (one) =>
          one.invariant === invariant && one.subject === subject && message.test(one.message),
      ),
      JSON.stringify(findings, null, 1),
    );
  });
}

test('every promise of challenges is broken by one of these', async () => {
  const noticed = new Set<Check>();
  for (const { damage } of damages) {
    await whileDamaged(database, damage, (damaged) =>
      audit(damaged, deedsChecks, (check, found) => {
        if (found > 0) noticed.add(check);
      }),
    );
  }
  assert.equal(noticed.size, deedsChecks.length);
});
