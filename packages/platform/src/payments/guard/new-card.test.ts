// Another card for a monthly gift, and the guard: a donor who was let in tries no more cards than a
// stranger at the form.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type CreateDonation, type ReplaceCardStart, testCards } from '@kindcart/contract';
import { Stage } from '@kindcart/contract/conformance';
import { createDonorPasses, passMs } from '../../access/donor-pass.ts';
import { beginMonthly } from '../../giving/recurring/testing.ts';
import {
  donorSecret,
  goodOrigin,
  makeTenant,
  testDatabase,
  testPlatform,
} from '../../testing/platform.ts';
import { solve } from './testing.ts';

const database = await testDatabase();
const { db } = database;
const house = await testPlatform(database);
after(async () => {
  await house.auditClean();
  await house.stop();
  await database.close();
});

const passes = createDonorPasses([donorSecret], house.clock.nowMs);

/** A donor with a monthly gift, let in by a charity's page. */
async function letIn() {
  const tenant = await makeTenant(database, 'Cards');
  const stage = new Stage({ ...house.context, keys: tenant.test });
  const page = { key: tenant.test.publishable, headers: { Origin: goodOrigin } };
  const { id } = await beginMonthly({ ...house, stage }, testCards.succeeds);
  const pass = { ...tenant.book, emailKey: 'ada@example.org', receiptId: null };
  const { token } = passes.seal('link', pass, passMs.link);
  const opened = await stage.ask('openDonorSession', { body: { token } }, page);
  assert.ok(opened.ok, opened.text);
  const { session: key } = opened.value;
  const params = { recurringGiftId: id };
  const start = (headers: Record<string, string> = {}) =>
    stage.ask(
      'replaceDonorRecurringGiftCard',
      { params },
      { key, headers: { Origin: goodOrigin, ...headers } },
    );
  const begin = async () => {
    const answer = await start();
    assert.ok(answer.ok, answer.text);
    return answer.value;
  };
  const give = async ({ payment }: ReplaceCardStart, number: string) => {
    const { reference, clientSecret } = payment;
    const card = { number, expiry: '12/39', cvc: '123' };
    const body = { clientSecret, card };
    const answer = await stage.ask('confirmSandboxPayment', { params: { reference }, body });
    assert.ok(answer.ok, answer.text);
    return answer.value;
  };
  const refused = (code: string) =>
    house.context.waitUntil(`${code} to be answered`, async () => {
      const answer = await start();
      return !answer.ok && answer.problem.code === code ? answer.problem : undefined;
    });
  const declines = () =>
    db
      .selectFrom('payment_decline')
      .select(['reference', 'card'])
      .where('organization_id', '=', tenant.organizationId)
      .execute();
  return { tenant, stage, page, begin, give, start, refused, declines };
}

const failures = [
  ['declined', testCards.declined],
  ['without funds', testCards.insufficientFunds],
] as const;

for (const [name, number] of failures) {
  test(`counts a card that is ${name}, and says only that it was declined`, async () => {
    const { begin, give, declines } = await letIn();
    const started = await begin();
    const { state, failureCode } = await give(started, number);
    assert.deepEqual([state, failureCode], ['failed', 'card_declined']);
    const rows = await house.context.waitUntil('the decline to be counted', async () => {
      const found = await declines();
      return found.length > 0 ? found : undefined;
    });
    assert.deepEqual(
      rows.map(({ reference, card }) => [reference, typeof card]),
      [[started.payment.reference, 'string']],
    );
  });
}

test('counts a card whose bank the donor refused to answer', async () => {
  const { stage, begin, give, declines } = await letIn();
  const started = await begin();
  assert.equal((await give(started, testCards.asksForConfirmation)).state, 'requires_action');
  const { reference, clientSecret } = started.payment;
  const body = { clientSecret, approve: false };
  const answer = await stage.ask('authenticateSandboxPayment', { params: { reference }, body });
  assert.ok(answer.ok && answer.value.failureCode === 'authentication_failed');
  await house.context.waitUntil('the decline to be counted', async () =>
    (await declines()).length === 1 ? true : undefined,
  );
});

test('asks for a proof at the form, too, and takes one for another card', async () => {
  const { stage, page, begin, give, start, refused } = await letIn();
  const started = await begin();
  for (let card = 0; card < 5; card += 1) await give(started, testCards.declined);
  const { challenge } = await refused('proof_required');
  assert.ok(challenge !== undefined);
  const project = await stage.project();
  const body: CreateDonation = {
    projectId: project.id,
    gift: { amount: 5_000, currency: 'USD' },
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
  };
  const atForm = await stage.ask('createDonation', { body }, page);
  assert.ok(!atForm.ok);
  assert.equal(atForm.problem.code, 'proof_required');
  const proof = solve(challenge);
  const answer = await start(proof);
  assert.ok(answer.ok, answer.text);
  const again = await start(proof);
  assert.ok(!again.ok, 'a proof is good for one card');
});

test('ends a session that knows no page, as from before such were kept', async () => {
  const { tenant, stage } = await letIn();
  const pass = { ...tenant.book, emailKey: 'ada@example.org', receiptId: null };
  const { token: key } = passes.seal('session', pass, passMs.session);
  const answer = await stage.ask('getDonor', {}, { key });
  assert.ok(!answer.ok);
  assert.equal(answer.problem.code, 'donor_session_over');
});
