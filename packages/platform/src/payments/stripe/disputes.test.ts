// What banks ask back: what Stripe says in the words of the house, and the same books in whatever order
// it says so.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { CreatedDonation, Dispute, DisputeState, Donation, Gift } from '@kindcart/contract';
import { accountBalance } from '../../ledger/records.ts';
import { waitUntil } from '../../testing/wait.ts';
import { disputeOf, type StripeDispute } from './disputes.ts';
import { stripeHouse, usd } from './testing/house.ts';

const house = await stripeHouse();
const { stripe, stage, tell, pay, allApplied } = house;
const { db } = house.database;
const { book } = house.a;
after(() => house.end());

const payment = { charge: usd(5_000), livemode: false, account: null, intentId: 'pi_1' };

function atStripe(changes: Partial<StripeDispute> = {}): StripeDispute {
  return {
    id: 'dp_1',
    amount: 5_000,
    currency: 'usd',
    status: 'needs_response',
    reason: 'fraudulent',
    created: 1_790_000_000,
    evidence_details: { due_by: 1_790_900_000 },
    balance_transactions: [{ fee: 1_500, currency: 'usd' }],
    ...changes,
  };
}

const statuses: readonly [status: string, state: DisputeState, taken: boolean][] = [
  ['warning_needs_response', 'inquiry', false],
  ['warning_under_review', 'inquiry', false],
  ['warning_closed', 'inquiry_closed', false],
  ['prevented', 'inquiry_closed', false],
  ['needs_response', 'needs_response', true],
  ['under_review', 'under_review', true],
  ['appeal_needs_response', 'needs_response', true],
  ['appeal_under_review', 'under_review', true],
  ['won', 'won', false],
  ['lost', 'lost', true],
  ['something_new', 'needs_response', true],
];

for (const [status, state, taken] of statuses) {
  test(`takes a dispute that is ${status} for ${state}, ${taken ? 'with' : 'without'} the money`, () => {
    const dispute = disputeOf(atStripe({ status }), payment);
    assert.deepEqual([dispute.state, dispute.withdrawnAmount], [state, taken ? 5_000 : 0]);
  });
}

const fees: readonly [
  name: string,
  movements: StripeDispute['balance_transactions'],
  fee: unknown,
][] = [
  ['none before any money moved', [], null],
  ['what was taken', [{ fee: 1_500, currency: 'eur' }], { amount: 1_500, currency: 'EUR' }],
  [
    'nothing when it was given back',
    [
      { fee: 1_500, currency: 'usd' },
      { fee: -1_500, currency: 'usd' },
    ],
    usd(0),
  ],
];

for (const [name, movements, fee] of fees) {
  test(`finds as the price of a dispute ${name}`, () => {
    assert.deepEqual(disputeOf(atStripe({ balance_transactions: movements }), payment).fee, fee);
  });
}

test('takes the whole charge for disputed when the bank counts in another currency', () => {
  const dispute = disputeOf(atStripe({ currency: 'eur', amount: 4_611 }), payment);
  assert.deepEqual([dispute.amount, dispute.withdrawnAmount], [5_000, 5_000]);
});

test('leads to the page where it is answered, in the account and mode that it is in', () => {
  const urlOf = (changes: Partial<typeof payment> & { account?: string | null }) =>
    disputeOf(atStripe(), { ...payment, ...changes }).dashboardUrl;
  assert.equal(urlOf({}), 'https://dashboard.stripe.com/test/payments/pi_1');
  assert.equal(urlOf({ livemode: true }), 'https://dashboard.stripe.com/payments/pi_1');
  const live = disputeOf(atStripe(), { ...payment, livemode: true, account: 'acct_1' });
  assert.equal(live.dashboardUrl, 'https://dashboard.stripe.com/acct_1/payments/pi_1');
});

test('is one dispute by its id, however often it is told, in the order of time', () => {
  const id = disputeOf(atStripe(), payment).id;
  assert.equal(disputeOf(atStripe({ status: 'lost' }), payment).id, id);
  assert.ok(disputeOf(atStripe({ id: 'dp_2', created: 1_790_000_001 }), payment).id > id);
});

async function read(path: string) {
  return JSON.parse(await (await house.request(path)).text());
}

async function donationOf({ donation }: CreatedDonation): Promise<Donation> {
  return read(`/v1/donations/${donation.id}`);
}

async function disputesOf({ donation }: CreatedDonation): Promise<readonly Dispute[]> {
  return (await read(`/v1/disputes?donationId=${donation.id}`)).items;
}

async function totalOf({ donation }: CreatedDonation) {
  const { totals } = await stage.readProject(donation.projectId);
  return [totals.raised.amount, totals.donations];
}

async function wallOf({ donation }: CreatedDonation): Promise<readonly Gift[]> {
  return (await read(`/v1/projects/${donation.projectId}/gifts`)).items;
}

const lost = async () => (await accountBalance(db, book, 'dispute_loss', 'USD')).balance;
const cost = async () => (await accountBalance(db, book, 'dispute_fees:stripe', 'USD')).balance;
const clearing = async () => (await accountBalance(db, book, 'clearing:stripe', 'USD')).balance;

async function kindsOf({ donation }: CreatedDonation): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_transfer')
    .select('kind')
    .where('source', 'like', `${donation.id}:%`)
    .where('kind', 'like', 'dispute%')
    .orderBy('id')
    .execute();
  return rows.map(({ kind }) => kind).sort();
}

const taken = { amount: -5_000, fee: 1_500 };
const returned = { amount: 5_000, fee: 0 };

test('takes a disputed gift out of totals and wall until it is won; what is left is the price', async () => {
  const [feesBefore, clearingBefore] = [await cost(), await clearing()];
  const { created, intent } = await pay();
  const dispute = stripe.dispute(intent, { status: 'needs_response', reason: 'fraudulent' });
  await tell('charge.dispute.created', dispute);
  await allApplied();
  stripe.setDispute(dispute, { movements: [taken] });
  await tell('charge.dispute.funds_withdrawn', dispute);
  await allApplied();
  const { state, disputed, refunded } = await donationOf(created);
  assert.deepEqual([state, disputed, refunded], ['succeeded', usd(5_000), usd(0)]);
  assert.deepEqual([await totalOf(created), await wallOf(created)], [[0, 0], []]);
  const [open] = await disputesOf(created);
  assert.deepEqual(
    [open?.state, open?.withdrawn, open?.fee, open?.reason],
    ['needs_response', usd(5_000), usd(1_500), 'fraudulent'],
  );
  assert.ok(open?.evidenceDueAt != null && open.dashboardUrl?.endsWith(`/test/payments/${intent}`));
  await house.auditClean();
  stripe.setDispute(dispute, { status: 'won', movements: [taken, returned] });
  await tell('charge.dispute.funds_reinstated', dispute);
  await tell('charge.dispute.closed', dispute);
  await allApplied();
  assert.deepEqual((await donationOf(created)).disputed, usd(0));
  assert.deepEqual([await totalOf(created), (await wallOf(created)).length], [[5_000, 1], 1]);
  assert.equal((await disputesOf(created))[0]?.state, 'won');
  assert.deepEqual(await kindsOf(created), [
    'dispute_fee',
    'dispute_reinstated',
    'dispute_withdrawn',
  ]);
  assert.equal((await cost()) - feesBefore, -1_500);
  assert.equal((await clearing()) - clearingBefore, -5_000 + 1_500);
  await house.auditClean();
});

test('keeps a gift out of the totals once the dispute is lost', async () => {
  const { created, intent } = await pay();
  const dispute = stripe.dispute(intent, { status: 'lost', movements: [taken] });
  await tell('charge.dispute.closed', dispute);
  await allApplied();
  assert.deepEqual(
    [await totalOf(created), (await donationOf(created)).disputed],
    [[0, 0], usd(5_000)],
  );
  await house.auditClean();
});

test('changes nothing while a bank only asks', async () => {
  const { created, intent } = await pay();
  const dispute = stripe.dispute(intent, { status: 'warning_needs_response' });
  await tell('charge.dispute.created', dispute);
  await allApplied();
  assert.deepEqual(
    [await totalOf(created), (await disputesOf(created))[0]?.state],
    [[5_000, 1], 'inquiry'],
  );
  await house.auditClean();
});

/** All orders of a few things. */
function ordersOf<Thing>(things: readonly Thing[]): Thing[][] {
  if (things.length < 2) return [[...things]];
  return things.flatMap((first, place) =>
    ordersOf(things.toSpliced(place, 1)).map((rest) => [first, ...rest]),
  );
}

const types = ['created', 'funds_withdrawn', 'funds_reinstated', 'closed'] as const;

test('ends the same in whatever order, and however often, Stripe tells', async () => {
  for (const order of ordersOf(types)) {
    const { created, intent } = await pay();
    const dispute = stripe.dispute(intent, { status: 'needs_response' });
    const told = new Map<string, { body: string; signature: string }>();
    const say = (type: string) => told.set(type, stripe.event(`charge.dispute.${type}`, dispute));
    say('created');
    stripe.setDispute(dispute, { movements: [taken] });
    say('funds_withdrawn');
    stripe.setDispute(dispute, { status: 'won', movements: [taken, returned] });
    say('funds_reinstated');
    say('closed');
    for (const type of [...order, ...order]) {
      const { body = '', signature } = told.get(type) ?? {};
      assert.equal((await house.post(body, signature)).status, 200);
    }
    await allApplied();
    assert.deepEqual(await totalOf(created), [5_000, 1]);
    assert.deepEqual(await kindsOf(created), ['dispute_fee']);
  }
  await house.auditClean();
});

test('goes on from the payment while its events still come', async () => {
  const { created, intent } = await pay();
  stripe.dispute(intent, { status: 'needs_response', movements: [taken] });
  await tell('payment_intent.succeeded', intent);
  await allApplied();
  assert.deepEqual(await totalOf(created), [0, 0]);
  await house.auditClean();
});

test('books as a loss what a bank takes beyond what refunds have left', async () => {
  const before = await lost();
  const { created, intent } = await pay();
  const refund = stripe.refund(intent, 2_000);
  await tell('refund.created', refund);
  await stage.settled(created, 'partially_refunded');
  const dispute = stripe.dispute(intent, { status: 'needs_response', movements: [taken] });
  await tell('charge.dispute.created', dispute);
  await allApplied();
  assert.deepEqual(await totalOf(created), [0, 0]);
  assert.equal((await lost()) - before, -2_000);
  await house.auditClean();
  stripe.setRefund(refund, { status: 'failed' });
  await tell('refund.failed', refund);
  await allApplied();
  assert.equal(await lost(), before);
  stripe.setDispute(dispute, { status: 'won', movements: [taken, returned] });
  await tell('charge.dispute.closed', dispute);
  await allApplied();
  assert.deepEqual(await totalOf(created), [5_000, 1]);
  await house.auditClean();
});

test('takes out only the part that is disputed, and gives back no more than the rest', async () => {
  const { created, intent } = await pay();
  const dispute = stripe.dispute(intent, { status: 'under_review', amount: 1_200 });
  await tell('charge.dispute.created', dispute);
  await allApplied();
  assert.deepEqual(await totalOf(created), [3_800, 1]);
  assert.deepEqual((await wallOf(created))[0]?.amount, usd(3_800));
  const headers = { 'Content-Type': 'application/json', 'Idempotency-Key': 'the rest' };
  const ask = (amount: unknown) =>
    house.request(`/v1/donations/${created.donation.id}/refunds`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ amount, reason: null }),
    });
  assert.match(await (await ask(usd(3_801))).text(), /"code":"refund_too_large"/);
  const refund = await stage.refund(created, null);
  assert.deepEqual(refund.amount, usd(3_800));
  const made = await waitUntil('the refund', () => stripe.refundsOf(intent)[0]);
  await tell('refund.created', made);
  await stage.refunded(refund, 'succeeded');
  assert.deepEqual(await totalOf(created), [0, 0]);
  await house.auditClean();
});

test('books several disputes of one payment, and a price in another currency', async () => {
  const { created, intent } = await pay();
  stripe.dispute(intent, {
    status: 'needs_response',
    amount: 1_000,
    movements: [{ amount: -920, fee: 1_400, currency: 'eur' }],
  });
  const second = stripe.dispute(intent, { status: 'lost', amount: 500, movements: [taken] });
  await tell('charge.dispute.created', second);
  await allApplied();
  assert.deepEqual(await totalOf(created), [3_500, 1]);
  const { balance } = await accountBalance(db, book, 'dispute_fees:stripe', 'EUR');
  assert.equal(balance, -1_400);
  assert.equal((await disputesOf(created)).length, 2);
  await house.auditClean();
});

test('pages through all disputes of the charity, and tells nobody else of them', async () => {
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = await read(`/v1/disputes?limit=5${cursor}`);
    seen.push(...page.items.map(({ id }: Dispute) => id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  const { count } = await db
    .selectFrom('dispute')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  assert.deepEqual([seen.length, new Set(seen).size], [count, count]);
  const headers = { Authorization: `Bearer ${house.b.test.secret}` };
  const others = await house.platform.app.request('/v1/disputes', { headers });
  assert.deepEqual(JSON.parse(await others.text()).items, []);
});
