// Adopting from the hold to the tree, with the platform's own work beside requests.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { holdMs, teamHoldMs } from '@kindcart/contract';
import { sql } from 'kysely';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';
import { adopter, openGrove, yuan } from './testing/grove.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
after(async () => {
  await house.stop();
  await database.close();
});

const mailsTo = (to: string, about: RegExp) =>
  house.mails.filter((mail) => mail.to === to && about.test(mail.text));

test('holds a place for a quarter of an hour, and gives it a tree once it is paid', async () => {
  const grove = await openGrove(house, 3);
  const held = await grove.hold({ placeNumber: 2 });
  assert.deepEqual([held.state, held.place.number, held.price], ['held', 2, yuan(2_500)]);
  assert.deepEqual(held.shares, [{ number: 1, amount: yuan(2_500), state: 'open', name: null }]);
  const untilMs = Date.parse(held.heldUntil ?? '') - Date.parse(held.createdAt);
  assert.equal(untilMs, holdMs);
  await grove.give(held);
  const adopted = await grove.becomes(held, 'adopted');
  assert.ok(adopted.treeId !== null && adopted.treeNumber !== null);
  assert.deepEqual(
    [adopted.heldUntil, adopted.movedFrom, adopted.shares[0]?.state, adopted.shares[0]?.name],
    [null, null, 'paid', 'Ada Lovelace'],
  );
  await house.auditClean();
});

test('writes the adopter of the number, the place and the page of the tree', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold({ gift: { to: '奶奶', message: null, revealOn: '2027-04-05' } });
  const email = 'number@example.org';
  await grove.give(held, 1, { details: { ...adopter, email } });
  const { treeNumber, treeId } = await grove.becomes(held, 'adopted');
  const text = await waitUntil(
    'the mail of the tree',
    () => mailsTo(email, /Your tree has/)[0]?.text,
  );
  assert.match(text, new RegExp(`number ${treeNumber}: Saxaul, place 1 of “Minqin, north edge”`));
  assert.match(text, /for 奶奶\. Its page says so from April 5, 2027 on/);
  assert.ok(text.includes(`/trees/${treeId}`));
});

test('refuses a place that somebody else holds, and takes it over once the time is over', async () => {
  const grove = await openGrove(house, 2);
  const first = await grove.hold({ placeNumber: 1 });
  assert.equal(await grove.refusal({ placeNumber: 1 }), 'place_taken');
  assert.equal(await grove.refusal({ placeNumber: 9 }), 'place_unknown');
  house.clock.advance(holdMs);
  assert.equal((await grove.read(first)).state, 'lapsed');
  assert.equal((await grove.hold({ placeNumber: 1 })).place.number, 1);
  await house.auditClean();
});

test('says that a plot is full only when nothing is free, and frees what is given back', async () => {
  const grove = await openGrove(house, 2);
  const [one] = [await grove.hold(), await grove.hold()];
  assert.equal(await grove.refusal(), 'plot_full');
  const params = { adoptionId: one.id };
  const release = () => house.stage.ask('releaseAdoption', { params });
  assert.equal((await grove.refusal()) === 'plot_full' && (await release()).ok, true);
  const again = await release();
  assert.ok(again.ok && again.value.state === 'released');
  assert.equal((await grove.hold()).place.number, one.place.number);
});

test('gives one who paid too late another place, and says from where it moved', async () => {
  const grove = await openGrove(house, 2);
  const late = await grove.hold({ placeNumber: 1 });
  const created = await grove.begin(late);
  house.clock.advance(holdMs);
  const next = await grove.hold({ placeNumber: 1 });
  await grove.pay(created);
  const moved = await grove.becomes(late, 'adopted');
  assert.deepEqual([moved.place.number, moved.movedFrom], [2, 1]);
  await grove.give(next);
  assert.equal((await grove.becomes(next, 'adopted')).place.number, 1);
  await house.auditClean();
});

test('keeps the same place for one who paid too late when nobody else has it', async () => {
  const grove = await openGrove(house, 2);
  const late = await grove.hold({ placeNumber: 2 });
  const created = await grove.begin(late);
  house.clock.advance(holdMs);
  await grove.becomes(late, 'lapsed');
  await grove.pay(created);
  const adopted = await grove.becomes(late, 'adopted');
  assert.deepEqual([adopted.place.number, adopted.movedFrom], [2, null]);
});

test('gives the money back, once, to one who paid too late for a full plot, and says why', async () => {
  const grove = await openGrove(house, 1);
  const late = await grove.hold();
  const email = 'late@example.org';
  const created = await grove.begin(late, 1, { details: { ...adopter, email } });
  house.clock.advance(holdMs);
  const next = await grove.hold();
  await grove.give(next);
  await grove.becomes(next, 'adopted');
  await grove.pay(created);
  await grove.becomes(late, 'unfulfilled');
  await grove.wentBack(created);
  await grove.shares(late, 'refunded');
  const refunds = await db
    .selectFrom('refund')
    .select(['amount', 'reason'])
    .where('donation_id', '=', created.donation.id)
    .execute();
  assert.deepEqual(refunds, [
    { amount: 2_500, reason: 'No place for the tree was left when the payment came' },
  ]);
  await waitUntil('the mail that says why', () => mailsTo(email, /no other place was free/)[0]);
  const raised = await house.stage.readProject(grove.project.id);
  assert.deepEqual(raised.totals.raised, yuan(2_500));
  await house.auditClean();
});

test('gathers a team for a week, and plants when the last one has paid', async () => {
  const grove = await openGrove(house, 1, 2_500);
  const team = await grove.hold({ shares: 3, teamName: '三年二班' });
  assert.deepEqual(
    team.shares.map(({ amount }) => amount.amount),
    [834, 833, 833],
  );
  await grove.give(team, 1);
  const gathering = await grove.becomes(team, 'gathering');
  assert.ok(Date.parse(gathering.heldUntil ?? '') - house.clock.nowMs() > teamHoldMs - 60_000);
  house.clock.advance(2 * holdMs);
  await grove.give(await grove.read(team), 2);
  await grove.shares(team, 'paid paid open');
  await grove.give(await grove.read(team), 3);
  assert.equal((await grove.becomes(team, 'adopted')).teamName, '三年二班');
  await house.auditClean();
});

test('gives everybody back what they paid when a team does not come together', async () => {
  const grove = await openGrove(house, 1);
  const team = await grove.hold({ shares: 2 });
  const paid = await grove.give(team, 1, { details: { ...adopter, email: 'team@example.org' } });
  await grove.becomes(team, 'gathering');
  house.clock.advance(teamHoldMs - 5 * 60_000);
  const late = await grove.begin(await grove.read(team), 2);
  house.clock.advance(10 * 60_000);
  await grove.becomes(team, 'unfulfilled');
  await grove.wentBack(paid);
  await grove.pay(late);
  await grove.wentBack(late);
  await waitUntil('the mail', () => mailsTo('team@example.org', /did not come together/)[0]);
  assert.equal((await grove.hold()).place.number, 1);
  await house.auditClean();
});

test('refunds the second of two who paid for one share', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  const [one, another] = [await grove.begin(held), await grove.begin(held)];
  await Promise.all([grove.pay(one), grove.pay(another)]);
  await grove.becomes(held, 'adopted');
  const states = async () => {
    const reads = [one, another].map(({ donation }) => house.stage.readDonation(donation.id));
    return (await Promise.all(reads)).map(({ state }) => state).sort();
  };
  await waitUntil('one of them to go back', async () =>
    (await states()).join() === 'refunded,succeeded' ? true : undefined,
  );
  await house.auditClean();
});

test('fulfils what was held before the plot was closed', async () => {
  const grove = await openGrove(house, 2);
  const held = await grove.hold();
  await db.updateTable('plot').set({ state: 'closed' }).where('id', '=', grove.plotId).execute();
  assert.equal(await grove.refusal(), 'plot_closed');
  await grove.give(held);
  await grove.becomes(held, 'adopted');
  await house.auditClean();
});

test('never plants a tree that was given back while it was only planned', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  const created = await grove.give(held);
  const { treeId } = await grove.becomes(held, 'adopted');
  assert.ok(treeId !== null);
  await house.stage.refund(created, null);
  const over = await grove.becomes(held, 'unfulfilled');
  assert.deepEqual([over.treeId, over.treeNumber], [null, null]);
  const tree = await db
    .selectFrom('tree')
    .select('state')
    .where('id', '=', treeId)
    .executeTakeFirstOrThrow();
  assert.equal(tree.state, 'lost');
  await grove.give(await grove.hold());
  await house.auditClean();
});

test('leaves a tree that is in the ground where it is when its gift goes back', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  const created = await grove.give(held);
  const { treeId } = await grove.becomes(held, 'adopted');
  assert.ok(treeId !== null);
  await sql`with planted as (
      update tree set state = 'planted', planted_on = '2026-11-20' where id = ${treeId} returning plot_id)
    update plot set trees_planned = trees_planned - 1, trees_planted = trees_planted + 1,
      trees_ever_planted = trees_ever_planted + 1
    from planted where plot.id = planted.plot_id`.execute(db);
  await house.stage.refund(created, null);
  const after = await grove.shares(held, 'refunded');
  assert.deepEqual([after.state, after.treeId], ['adopted', treeId]);
  assert.equal(await grove.refusal(), 'plot_full');
  await house.auditClean();
});

test('leaves a share to the next when its card was declined', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  const declined = await grove.begin(held);
  await house.stage.pay(declined, '4000000000000002');
  await house.stage.settled(declined, 'failed');
  await grove.shares(held, 'open');
  await grove.give(held);
  await grove.becomes(held, 'adopted');
});

test('binds nothing anew when a request is repeated with its key', async () => {
  const grove = await openGrove(house, 1);
  const held = await grove.hold();
  const body = {
    projectId: grove.project.id,
    gift: yuan(2_500),
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
    adoptionId: held.id,
  };
  const headers = { 'Idempotency-Key': testId('request') };
  const ask = () => house.stage.ask('createDonation', { body }, { headers });
  const first = await ask();
  assert.ok(first.ok);
  await grove.pay(first.value);
  await grove.becomes(held, 'adopted');
  const again = await ask();
  assert.ok(again.ok && again.value.donation.id === first.value.donation.id);
  const { payments } = await db
    .selectFrom('adoption_payment')
    .select((set) => set.fn.countAll<number>().as('payments'))
    .where('adoption_id', '=', held.id)
    .executeTakeFirstOrThrow();
  assert.equal(payments, 1);
});
