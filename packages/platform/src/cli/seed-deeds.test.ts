// The demo's challenge: open, funded in part, walked for on every day of the past, and in order.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@kindcart/contract';
import { daysBetween } from '@kindcart/contract/days';
import { addOrganization } from '../access/records.ts';
import { findChallenges } from '../deeds/challenges/records.ts';
import { insertProject } from '../giving/projects/records.ts';
import { audit } from '../ledger/audit.ts';
import { testDatabase } from '../testing/platform.ts';
import { allChecks } from './audit.ts';
import { demoProjects } from './demo-data.ts';
import { demoDays, demoSteps, demoWalkers } from './demo-deeds-data.ts';
import { seedDemo } from './seed.ts';
import { seedDeeds } from './seed-deeds.ts';
import { systemIds } from './session.ts';

/** More of `npm start` nobody waits for. */
const tookMaxMs = 2_000;

const database = await testDatabase();
const { db } = database;
after(() => database.close());

const silent = { line: () => {}, progress: () => {} };
const seeded = await seedDemo(db, systemIds, silent);
const book = { organizationId: seeded.organizationId, livemode: false };

async function challenge() {
  const [found] = await findChallenges(db, book, [seeded.deeds.challengeId], new Date());
  assert(found !== undefined);
  return found;
}

test('is open, in the middle of its days, and has had a part of its budget', async () => {
  const { state, startsOn, endsOn, totals, budget } = await challenge();
  assert.equal(state, 'open');
  assert.equal(daysBetween(startsOn, totals.today), 24);
  assert(daysBetween(totals.today, endsOn) > 300);
  assert(totals.funded.amount > 0 && totals.funded.amount < budget.amount);
});

test('was walked for by everybody, and gave as much as the caps of a day let it', async () => {
  const { totals, perPerson, rate } = await challenge();
  assert.equal(totals.participants, demoWalkers);
  let deeds = 0;
  let quantity = 0;
  let given = 0;
  for (const at of demoDays(totals.today).keys()) {
    for (let walker = 0; walker < demoWalkers; walker += 1) {
      const counted = Math.min(demoSteps(walker, at), perPerson.maxPerDay);
      deeds += counted > 0 ? 1 : 0;
      quantity += counted;
      given += Math.floor((counted * rate.amount.amount) / rate.quantity);
    }
  }
  assert.equal(totals.deeds, deeds);
  assert.equal(totals.quantity, quantity);
  assert.equal(totals.given.amount, given);
  assert.equal(totals.left.amount, totals.funded.amount - given);
});

test('has days that were limited for some, and nothing under review', async () => {
  const rows = await db.selectFrom('deed').select(['state', 'limited_by']).execute();
  assert.deepEqual([...new Set(rows.map(({ state }) => state))], ['counted']);
  const limits = new Set(rows.map((row) => row.limited_by));
  assert.deepEqual(limits, new Set([null, 'person_cap']));
});

test('has teams in an order, and members who did it', async () => {
  const teams = await db.selectFrom('team').select(['member_count', 'quantity']).execute();
  assert.deepEqual(teams.map(({ member_count }) => member_count).sort(), [5, 7, 9]);
  for (const { quantity } of teams) assert(quantity > 0);
});

test('leaves books that the auditor has nothing to say about', async () => {
  assert.deepEqual(await audit(db, allChecks), []);
});

test('is made once, and under the same id everywhere', async () => {
  const before = await challenge();
  assert.deepEqual((await seedDemo(db, systemIds, silent)).deeds, seeded.deeds);
  assert.deepEqual((await challenge()).totals.version, before.totals.version);
});

test('takes no more than two seconds of a processor', async () => {
  const organizationId = await addOrganization(db, systemIds, 'Another charity');
  const other = { organizationId, livemode: false };
  const projectId = newId('project', systemIds);
  const [first] = demoProjects;
  assert(first !== undefined);
  await insertProject(db, other, projectId, first.project, new Date());
  const before = process.cpuUsage();
  await db
    .transaction()
    .execute((transaction) => seedDeeds(transaction, systemIds, other, projectId));
  const { user, system } = process.cpuUsage(before);
  const tookMs = (user + system) / 1_000;
  assert(tookMs < tookMaxMs, `It took ${Math.round(tookMs)} ms.`);
});
