// Monthly gifts and the guard: their first payment is begun at a page, and their renewals are not.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type CreateDonation, detailsExample, testCards } from '@kindcart/contract';
import { Stage } from '@kindcart/contract/conformance';
import { goodOrigin, makeTenant, testDatabase, testPlatform } from '../../testing/platform.ts';
import { waitUntil } from '../../testing/wait.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const monthly: Partial<CreateDonation> = {
  interval: 'month',
  details: { ...detailsExample, email: 'ada@example.org' },
};

/** A charity whose page takes monthly gifts. */
async function openPage() {
  const tenant = await makeTenant(database, 'Monthly');
  const stage = new Stage({ ...house.context, keys: tenant.test });
  const project = await stage.project();
  const page = { key: tenant.test.publishable, headers: { Origin: goodOrigin } };
  const begin = () => stage.begin(project, monthly, page);
  const declines = () =>
    db
      .selectFrom('payment_decline')
      .select(['reference', 'card'])
      .where('organization_id', '=', tenant.organizationId)
      .execute();
  return { stage, project, page, begin, declines };
}

test("counts the first payment's decline as that of a single gift", async () => {
  const { stage, begin, declines } = await openPage();
  const created = await begin();
  await stage.pay(created, testCards.declined);
  await stage.settled(created, 'failed');
  const rows = await waitUntil('the decline to be counted', async () => {
    const found = await declines();
    return found.length > 0 ? found : undefined;
  });
  assert.deepEqual(
    rows.map(({ reference, card }) => [reference, typeof card]),
    [[created.payment.reference, 'string']],
  );
});

test('asks for a proof before a monthly gift begins where cards were declined', async () => {
  const { stage, project, page, begin } = await openPage();
  const all = [];
  while (all.length < 5) all.push(await begin());
  for (const created of all) await stage.pay(created, testCards.declined);
  const body: CreateDonation = {
    projectId: project.id,
    gift: { amount: 5_000, currency: 'USD' },
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
    ...monthly,
  };
  await waitUntil('a proof to be asked for', async () => {
    const answer = await stage.ask('createDonation', { body }, page);
    return !answer.ok && answer.problem.code === 'proof_required' ? true : undefined;
  });
  assert.ok(await stage.begin(project, monthly), "the charity's own server goes on");
});

test('holds no declined renewal against anybody', async () => {
  const { stage, begin, declines } = await openPage();
  const created = await begin();
  await stage.pay(created, testCards.renewalsDeclined);
  await stage.settled(created, 'succeeded');
  for (let month = 0; month < 2; month += 1) {
    const moved = await stage.ask('advanceSandboxClock', { body: { months: 1 } });
    assert.ok(moved.ok, moved.text);
  }
  await waitUntil('a renewal to be declined', async () => {
    const answer = await stage.ask('listDonations', {}, { query: 'limit=100' });
    assert.ok(answer.ok);
    return answer.value.items.some(({ state }) => state === 'failed') ? true : undefined;
  });
  assert.deepEqual(await declines(), []);
});
