// Who may hold and pay what, told by the address that a page is asked from.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Adoption, heldPerAddressMax, holdMs } from '@kindcart/contract';
import { sql } from 'kysely';
import { eraseGift } from '../../giving/donors/erase.ts';
import { goodOrigin, testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { type Grove, openGrove, yuan } from './testing/grove.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database, { trustedProxies: 1 });
after(async () => {
  await house.stop();
  await database.close();
});

/** A page that is looked at from an address. */
function pageAt(address: string) {
  return {
    key: house.a.test.publishable,
    headers: { Origin: goodOrigin, 'X-Forwarded-For': address },
  };
}

const [home, elsewhere, abroad] = ['192.0.2.1', '198.51.100.1', '203.0.113.1'].map(pageAt);

/** Begins to pay a share of the amount, and says which share it is, or why it is none. */
async function begun(grove: Grove, { id }: Adoption, page: typeof home, amount = 2_500) {
  const plain = { coverFee: false, donorName: null, anonymous: true, message: null };
  const body = { projectId: grove.project.id, gift: yuan(amount), adoptionId: id, ...plain };
  const answer = await house.stage.ask('createDonation', { body }, page);
  if (!answer.ok) return answer.problem.code;
  const { share_number: share } = await db
    .selectFrom('adoption_payment')
    .select('share_number')
    .where('donation_id', '=', answer.value.donation.id)
    .executeTakeFirstOrThrow();
  return share;
}

test('lets a donor whose window closed begin again, and nobody else meanwhile', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold({}, home);
  assert.equal(await begun(grove, held, home), 1);
  assert.equal(await begun(grove, held, elsewhere), 'adoption_over');
  assert.equal(await begun(grove, held, home), 1);
});

test('gives those of a team who pay at the same time a share each', async () => {
  const grove = await openGrove(house, 1);
  const team = await grove.hold({ shares: 2 }, home);
  const shares = [
    await begun(grove, team, home, 1_250),
    await begun(grove, team, elsewhere, 1_250),
    await begun(grove, team, abroad, 1_250),
  ];
  assert.deepEqual(shares, [1, 2, 'adoption_over']);
});

test('pays a team of one household, whose gifts were begun for the same share', async () => {
  const grove = await openGrove(house, 1);
  const team = await grove.hold({ shares: 2 }, home);
  const plain = { coverFee: false, donorName: null, anonymous: true, message: null };
  const wish = { projectId: grove.project.id, gift: yuan(1_250), adoptionId: team.id, ...plain };
  const [one, another] = [
    await house.stage.ask('createDonation', { body: wish }, home),
    await house.stage.ask('createDonation', { body: wish }, home),
  ];
  assert.ok(one.ok && another.ok);
  await Promise.all([grove.pay(one.value), grove.pay(another.value)]);
  await grove.becomes(team, 'adopted');
  await house.auditClean();
});

test('holds no more than ten places unpaid for an address, and all that a server wants', async () => {
  const grove = await openGrove(house, 40);
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => grove.refusal({}, pageAt('192.0.2.20'))),
  );
  const held = answers.filter((code) => code === 'held');
  assert.equal(held.length, heldPerAddressMax);
  assert.ok(answers.every((code) => code === 'held' || code === 'adoptions_too_many'));
  assert.equal(await grove.refusal({}, pageAt('192.0.2.21')), 'held');
  const server = await Promise.all(Array.from({ length: 12 }, () => grove.refusal()));
  assert.ok(server.every((code) => code === 'held'));
  house.clock.advance(holdMs);
  assert.equal(await grove.refusal({}, pageAt('192.0.2.20')), 'held');
});

test('keeps no address as it is', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold({}, pageAt('192.0.2.77'));
  await begun(grove, held, pageAt('192.0.2.78'));
  const kept = await db
    .selectFrom('adoption')
    .innerJoin('adoption_payment', 'adoption_payment.adoption_id', 'adoption.id')
    .select(['held_by', 'begun_from'])
    .where('adoption.id', '=', held.id)
    .executeTakeFirstOrThrow();
  assert.doesNotMatch(JSON.stringify(kept), /192\.0\.2/);
  assert.ok(kept.held_by !== null && kept.begun_from !== null && kept.held_by !== kept.begun_from);
});

test('forgets the addresses once they are of no use', async () => {
  const grove = await openGrove(house, 2);
  const [paid, left] = [await grove.hold({}, home), await grove.hold({}, home)];
  await begun(grove, left, home);
  await grove.give(paid);
  await grove.becomes(paid, 'adopted');
  house.clock.advance(25 * 60 * 60_000);
  await waitUntil('the addresses to be forgotten', async () => {
    const { rows } = await sql`
      select from adoption left join adoption_payment as payment on payment.adoption_id = adoption.id
      where plot_id = ${grove.plotId} and (held_by is not null or begun_from is not null)`.execute(
      db,
    );
    return rows.length === 0 ? true : undefined;
  });
});

test('keeps no name with an idempotency key, and answers a repeat as things stand', async () => {
  const grove = await openGrove(house, 1);
  const gift = { to: '林奶奶', message: null, revealOn: null };
  const headers = { 'Idempotency-Key': testId('request') };
  const held = await grove.hold({ gift }, { headers });
  assert.deepEqual(await grove.hold({ gift }, { headers }), held);
  const kept = await db.selectFrom('idempotency').select('response').execute();
  assert.ok(kept.every(({ response }) => !response.includes('林奶奶')));
});

test('forgets for whom a tree is when its donor is erased', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold({ gift: { to: '奶奶', message: '生日快乐！', revealOn: null } });
  const { donation } = await grove.give(held);
  await grove.becomes(held, 'adopted');
  assert.ok((await eraseGift(db, donation.id)) !== undefined);
  const { gift, shares } = await grove.read(held);
  assert.deepEqual([gift, shares[0]?.name], [null, null]);
  await house.auditClean();
});

test('leaves an adoption alone whose gift was refused for another reason', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold({}, home);
  const params = { projectId: grove.project.id };
  await house.stage.ask('closeProject', { params });
  assert.equal(await begun(grove, held, home), 'project_closed');
  assert.equal((await grove.read(held)).shares[0]?.state, 'open');
});

test("does not know another charity's adoption, nor its gift", async () => {
  const grove = await openGrove(house, 1);
  const { id } = await grove.hold();
  const other = { key: house.b.test.secret };
  for (const name of ['getAdoption', 'releaseAdoption'] as const) {
    const answer = await house.stage.ask(name, { params: { adoptionId: id } }, other);
    assert.ok(!answer.ok && answer.problem.code === 'adoption_unknown', name);
  }
  const project = await house.stage.project({}, other);
  const body = { projectId: project.id, gift: { amount: 2_500, currency: 'USD' }, adoptionId: id };
  const plain = { coverFee: false, donorName: null, anonymous: true, message: null };
  const answer = await house.stage.ask('createDonation', { body: { ...body, ...plain } }, other);
  assert.ok(!answer.ok && answer.problem.code === 'adoption_unknown');
});

test('shows no name of an anonymous donor, nor one that the charity has hidden', async () => {
  const grove = await openGrove(house, 2);
  const [one, another] = [await grove.hold(), await grove.hold()];
  await grove.give(one, 1, { anonymous: true, donorName: 'Ada Lovelace' });
  assert.equal((await grove.becomes(one, 'adopted')).shares[0]?.name, null);
  const { donation } = await grove.give(another, 1, { donorName: 'Buy now' });
  assert.equal((await grove.becomes(another, 'adopted')).shares[0]?.name, 'Buy now');
  const hidden = { nameHidden: true, messageHidden: false, reason: 'An advertisement' };
  const params = { donationId: donation.id };
  await house.stage.ask('moderateDonation', { params, body: hidden });
  await waitUntil('the name to be hidden', async () =>
    (await grove.read(another)).shares[0]?.name === null ? true : undefined,
  );
});
