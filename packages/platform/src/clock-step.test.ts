// Scenario 44: the machine's clock is set an hour on or back while gifts are under way. What would be
// believed by a wrong clock is refused with a code; nothing is booked twice or lost, and what waited is
// taken once the clock is right.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CreatedDonation,
  type SandboxEvent,
  sandboxSignatureHeader,
  testCards,
} from '@kindcart/contract';
import { testDatabase, testId, testPlatform } from './testing/platform.ts';

const hourMs = 60 * 60_000;

const database = await testDatabase();
const house = await testPlatform(database);
const { stage, clock } = house;
after(async () => {
  await house.stop();
  await database.close();
});

/** Posts what a provider whose clock is right says of the gift: signed so long before ours. */
async function told({ donation, payment }: CreatedDonation, oursAheadMs: number) {
  const event: SandboxEvent = {
    id: testId('event'),
    type: 'payment.updated',
    createdAt: new Date().toISOString(),
    livemode: false,
    organizationId: house.a.organizationId,
    payment: {
      reference: payment.reference,
      version: 1,
      state: 'succeeded',
      amount: donation.charge,
      failureCode: null,
      refunds: [],
    },
  };
  const body = JSON.stringify(event);
  const signature = stage.given('sign')(body, oursAheadMs / 1_000);
  const response = await house.request('/v1/payments/sandbox/events', {
    method: 'POST',
    body,
    headers: { 'Content-Type': 'application/json', [sandboxSignatureHeader]: signature },
  });
  const answer = (await response.json()) as { code?: string };
  return [response.status, answer.code];
}

/** The state that a payment came to, or why it was refused. */
function outcome(paying: Promise<{ readonly state: string }>): Promise<string> {
  return paying.then(
    ({ state }) => state,
    (error: Error) => error.message,
  );
}

for (const [name, stepMs, paying, waiting, gifts] of [
  // To a clock that is ahead, payments that were begun before are too late.
  ['an hour on', hourMs, /"payment_expired"/, 'expired', 2],
  ['an hour back', -hourMs, /^processing$/, 'pending', 3],
] as const) {
  test(`44: gives, pays and gives back whole while the clock is set ${name}`, async () => {
    const project = await stage.project();
    const idempotencyKey = `before the clock went ${name}`;
    const begun = await stage.begin(project, {}, { idempotencyKey });
    const elsewhere = await stage.begin(project);
    clock.step(stepMs);
    try {
      const again = await stage.begin(project, {}, { idempotencyKey });
      assert.equal(again.donation.id, begun.donation.id);
      assert.deepEqual(await told(elsewhere, stepMs), [400, 'signature_expired']);
      assert.match(await outcome(stage.pay(begun, testCards.succeeds)), paying);
      // What tidies up in the night does so by the wrong clock.
      await stage.given('advance')(0);
      assert.equal((await stage.readDonation(elsewhere.donation.id)).state, waiting);
      const during = await stage.gave(project, testCards.succeeds, 'succeeded');
      await stage.refunded(await stage.refund(during, null), 'succeeded');
      await house.auditClean();
    } finally {
      clock.step(-stepMs);
    }
    // Money that a provider has taken is booked, whatever our clock made of the gift meanwhile.
    assert.deepEqual(await told(elsewhere, 0), [200, undefined]);
    assert.equal((await stage.readDonation(elsewhere.donation.id)).state, 'succeeded');
    await stage.gave(project, testCards.succeeds, 'succeeded');
    const { totals } = await stage.readProject(project.id);
    assert.deepEqual([totals.donations, totals.raised.amount], [gifts, gifts * 5_000]);
    await house.auditClean();
  });
}
