// The numbered scenarios of money and idempotency, on PostgreSQL with two platforms at work on it.
// 12 and 13 are properties of Money (contract/money/allocate.test.ts) and of refunds
// (giving/donations/rules.test.ts); 20 has no receipts yet, so it is about what the books number; 24
// is a browser's and stands in the end-to-end tests. What 14 says of Stripe comes with Stripe.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CreatedDonation,
  type Donation,
  isCurrency,
  newId,
  type PaymentStart,
  testCards,
} from '@kindcart/contract';
import { type KyselyPlugin, sql } from 'kysely';
import type { PaymentRequest } from './payments/port.ts';
import {
  impatientMs,
  type TestPlatform,
  testDatabase,
  testIds,
  testPlatform,
} from './testing/platform.ts';
import { startThrowawayPostgres } from './testing/postgres.ts';
import { waitUntil } from './testing/wait.ts';

const postgres = await startThrowawayPostgres();
const database = await testDatabase(postgres.url);
const anotherDatabase = await testDatabase(postgres.url);
const house = await testPlatform(database);
const another = await testPlatform(anotherDatabase);
const { stage } = house;
after(async () => {
  await Promise.all([house.stop(), another.stop()]);
  await Promise.all([database.close(), anotherDatabase.close()]);
  await postgres.remove();
});

const usd = (amount: number) => ({ amount, currency: 'USD' });

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly code: string | undefined;
  readonly replayed: string | null;
}

/** Posts as organization a, through one of the platforms. */
async function post(
  platform: Pick<TestPlatform, 'platform'>,
  path: string,
  body: unknown,
  idempotencyKey: string,
  key = house.a.test.secret,
): Promise<Answer> {
  const response = await platform.platform.app.request(path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': idempotencyKey,
    },
  });
  const text = await response.text();
  const { code }: { code?: string } = JSON.parse(text);
  return {
    status: response.status,
    text,
    code,
    replayed: response.headers.get('Idempotent-Replayed'),
  };
}

function giftBody(projectId: string, amount = 5_000) {
  return {
    projectId,
    gift: usd(amount),
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
  };
}

async function donationsOf(projectId: string): Promise<readonly Donation[]> {
  const answer = await house.request(`/v1/donations?projectId=${projectId}&limit=100`);
  const { items } = (await answer.json()) as { items: Donation[] };
  return items;
}

test('14: takes every active currency as it is, and none that cannot be given', async () => {
  const codes = Intl.supportedValuesOf('currency').filter(isCurrency);
  assert.ok(codes.length > 140);
  await Promise.all(
    codes.map(async (currency) => {
      const money = (amount: number) => ({ amount, currency });
      const project = await stage.project({
        currency,
        goal: null,
        minimum: money(1),
        maximum: money(1_000_000),
        suggestedAmounts: [money(500)],
      });
      const { donation } = await stage.begin(project, { gift: money(12_345) });
      assert.deepEqual(donation.charge, money(12_345));
    }),
  );
  for (const currency of ['XAU', 'XXX', 'XTS', 'USN', 'usd']) {
    const { projectId, ...body } = giftBody((await stage.project()).id);
    const gift = { amount: 500, currency };
    const answer = await post(
      house,
      '/v1/donations',
      { projectId, ...body, gift },
      `14 ${currency}`,
    );
    assert.equal(answer.code, 'request_invalid');
  }
});

test('15: gives back a gift whole or in parts, before and after its project is closed', async () => {
  const project = await stage.project();
  const gifts = [];
  for (let count = 0; count < 3; count += 1) {
    gifts.push(await stage.gave(project, testCards.succeeds, 'succeeded', { coverFee: true }));
  }
  const [whole, parts, late] = gifts;
  assert.ok(whole !== undefined && parts !== undefined && late !== undefined);
  await stage.refunded(await stage.refund(whole, null), 'succeeded');
  await stage.refunded(await stage.refund(parts, usd(1)), 'succeeded');
  await stage.ask('closeProject', { params: { projectId: project.id } });
  await stage.refunded(await stage.refund(parts, usd(2_000)), 'succeeded');
  await stage.refunded(await stage.refund(parts, null), 'succeeded');
  await stage.refunded(await stage.refund(late, usd(2_590)), 'succeeded');
  const { charge, gift } = late.donation;
  const kept = gift.amount - Math.round((gift.amount * 2_590) / charge.amount);
  const { totals } = await stage.readProject(project.id);
  assert.deepEqual([totals.raised, totals.donations], [usd(kept), 1]);
  assert.deepEqual((await donationsOf(project.id)).map(({ state }) => state).sort(), [
    'partially_refunded',
    'refunded',
    'refunded',
  ]);
  await house.auditClean();
});

test('16: of 20 whole refunds at once exactly one succeeds, and the provider is asked once', async () => {
  const project = await stage.project();
  const { donation, payment } = await stage.gave(project, testCards.succeeds, 'succeeded');
  const path = `/v1/donations/${donation.id}/refunds`;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, number) => {
      const through = number % 2 === 0 ? house : another;
      return post(through, path, { amount: null, reason: null }, `16 refund ${number}`);
    }),
  );
  const made = answers.filter(({ status }) => status === 201);
  assert.equal(made.length, 1);
  for (const answer of answers.filter(({ status }) => status !== 201)) {
    assert.deepEqual([answer.status, answer.code], [409, 'donation_not_refundable']);
  }
  await waitUntil('the refund', async () => {
    const { state } = await stage.readDonation(donation.id);
    return state === 'refunded' ? state : undefined;
  });
  const kept = await database.db
    .selectFrom('sandbox_payment')
    .select('refunds')
    .where('reference', '=', payment.reference)
    .executeTakeFirstOrThrow();
  assert.equal(kept.refunds.length, 1);
  assert.deepEqual((await stage.readProject(project.id)).totals.raised, usd(0));
});

test('16: twenty part refunds at once never give back more than was paid', async () => {
  const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded');
  const path = `/v1/donations/${created.donation.id}/refunds`;
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, number) => {
      const through = number % 2 === 0 ? house : another;
      return post(through, path, { amount: usd(600), reason: null }, `16 part ${number}`);
    }),
  );
  assert.equal(answers.filter(({ status }) => status === 201).length, 8);
  assert.equal(answers.filter(({ code }) => code === 'refund_too_large').length, 12);
});

test('20: books each cause once, and what is numbered is never numbered twice', async () => {
  const project = await stage.project();
  await Promise.all(
    Array.from({ length: 10 }, () => stage.gave(project, testCards.succeeds, 'succeeded')),
  );
  const { rows } = await sql<{ twice: number; sources: number }>`
    select count(*) - count(distinct (organization_id, livemode, kind, source)) as twice,
      count(distinct source) as sources
    from ledger_transfer`.execute(database.db);
  assert.equal(rows[0]?.twice, 0);
  assert.ok((rows[0]?.sources ?? 0) >= 10);
  const again = sql`insert into ledger_transfer
    select organization_id, livemode, 'trf_again', kind, source, debit_account, credit_account, currency, amount
    from ledger_transfer limit 1`.execute(database.db);
  await assert.rejects(again, /ledger_transfer_source/);
});

test('21: one key sent 100 times at once, to two platforms, has one effect', async () => {
  const project = await stage.project();
  const send = (number: number) => {
    const through = number % 2 === 0 ? house : another;
    return post(through, '/v1/donations', giftBody(project.id), 'scenario 21');
  };
  const answers = await Promise.all(Array.from({ length: 100 }, (_, number) => send(number)));
  const made = answers.filter(({ status }) => status === 201);
  const waiting = answers.filter(({ code }) => code === 'idempotency_in_flight');
  assert.equal(made.length + waiting.length, 100);
  assert.equal(made.filter(({ replayed }) => replayed === null).length, 1);
  assert.equal(new Set(made.map(({ text }) => text)).size, 1);
  const late = await send(0);
  assert.deepEqual([late.text, late.replayed], [made[0]?.text, 'true']);
  assert.equal((await donationsOf(project.id)).length, 1);
});

test('21: many keys sent many times at once each have one effect', async () => {
  const project = await stage.project();
  const answers = await Promise.all(
    Array.from({ length: 120 }, (_, number) => {
      const through = number % 3 === 0 ? another : house;
      return post(through, '/v1/donations', giftBody(project.id), `21 many ${number % 12}`);
    }),
  );
  assert.ok(answers.every(({ status }) => status === 201 || status === 409));
  assert.equal((await donationsOf(project.id)).length, 12);
});

test('22: one key with one unit more is refused and writes nothing', async () => {
  const project = await stage.project();
  const first = await post(house, '/v1/donations', giftBody(project.id), 'scenario 22');
  for (const through of [house, another]) {
    const other = await post(through, '/v1/donations', giftBody(project.id, 5_001), 'scenario 22');
    assert.deepEqual([other.status, other.code], [422, 'idempotency_key_reused']);
  }
  assert.deepEqual(
    (await donationsOf(project.id)).map(({ gift }) => gift),
    [usd(5_000)],
  );
  assert.equal(
    (await post(another, '/v1/donations', giftBody(project.id), 'scenario 22')).text,
    first.text,
  );
});

test('22: one key on another address, for another organization or live data tells nothing', async () => {
  const key = 'scenario 22 elsewhere';
  const project = await stage.project({}, { idempotencyKey: key });
  const mine = await post(house, '/v1/donations', giftBody(project.id), key);
  assert.deepEqual([mine.status, mine.replayed], [201, null]);
  for (const owner of [house.b.test, house.a.live]) {
    const theirs = await stage.project({}, { idempotencyKey: key, key: owner.secret });
    assert.notEqual(theirs.id, project.id);
    const answer = await post(house, '/v1/donations', giftBody(project.id), key, owner.secret);
    assert.equal(answer.replayed, null);
    assert.ok(answer.code === 'project_unknown' || answer.code === 'payments_unavailable');
  }
});

test('22: one key of two organizations and of live data, each with a project, is three gifts', async () => {
  const [testProvider, liveProvider] = [new CountingProvider(false), new CountingProvider(true)];
  const providerFor = (livemode: boolean) => (livemode ? liveProvider : testProvider);
  const shared = await testPlatform(database, { idle: true, providerFor });
  const owners = await Promise.all(
    [shared.a.test, shared.b.test, shared.a.live].map(async ({ secret }) => {
      const { id, livemode } = await shared.stage.project({}, { key: secret });
      return { secret, projectId: id, livemode };
    }),
  );
  const giveAll = (idempotencyKey: string, amount?: number) =>
    Promise.all(
      owners.map(({ secret, projectId }) =>
        post(shared, '/v1/donations', giftBody(projectId, amount), idempotencyKey, secret),
      ),
    );
  // From here on keys and terms are remembered, so that one statement carries the gifts of all three.
  await giveAll('22 owners before');
  const first = await giveAll('22 owners');
  const gifts = first.map(({ text }): CreatedDonation => JSON.parse(text));
  assert.deepEqual(
    gifts.map(({ donation: { projectId, livemode } }) => ({ projectId, livemode })),
    owners.map(({ projectId, livemode }) => ({ projectId, livemode })),
  );
  assert.ok(first.every(({ status, replayed }) => status === 201 && replayed === null));
  const again = await giveAll('22 owners');
  assert.deepEqual(
    again.map(({ text, replayed }) => ({ text, replayed })),
    first.map(({ text }) => ({ text, replayed: 'true' })),
  );
  const changed = await giveAll('22 owners', 5_001);
  assert.ok(changed.every(({ code }) => code === 'idempotency_key_reused'));
  for (const [owner, { donation, payment }] of gifts.entries()) {
    const told = [...first, ...again, ...changed].filter((_, place) => place % 3 !== owner);
    for (const secret of [donation.id, donation.projectId, payment.reference]) {
      assert.ok(told.every(({ text }) => !text.includes(secret)));
    }
  }
  await shared.stop();
});

const keyForms: readonly [key: string, outcome: number | string][] = [
  ['scenario 23', 201],
  ['"scenario 23"', 201],
  [' scenario 23 ', 201],
  ['k'.repeat(255), 201],
  ['k'.repeat(256), 'idempotency_key_invalid'],
  [`"${'k'.repeat(256)}"`, 'idempotency_key_invalid'],
  ['', 'idempotency_key_invalid'],
  ['""', 'idempotency_key_invalid'],
  ['a\tb', 'idempotency_key_invalid'],
  ['a\u00e9', 'idempotency_key_invalid'],
];

test('23: takes quoted and bare keys for the same, and refuses those that are none', async () => {
  const project = await stage.project();
  const texts = new Set<string>();
  for (const [key, outcome] of keyForms) {
    const { status, code, text } = await post(house, '/v1/donations', giftBody(project.id), key);
    assert.equal(code ?? status, outcome, JSON.stringify(key));
    if (status === 201) texts.add(text);
  }
  assert.equal(texts.size, 2);
  assert.equal((await donationsOf(project.id)).length, 2);
});

/** A provider that remembers whom it made a payment for, as those elsewhere do. */
class CountingProvider {
  readonly name = 'sandbox';
  readonly livemode: boolean;
  readonly payments = new Map<string, PaymentStart>();
  asked = 0;
  /** Happens after the payment is made and before the platform hears of it. */
  beforeAnswer: () => Promise<void> = async () => {};
  readonly feeTerms = () => ({ basisPoints: 290, fixedAmount: 30 });
  readonly refund = async () => {};

  constructor(livemode = false) {
    this.livemode = livemode;
  }

  readonly start = async (request: PaymentRequest): Promise<PaymentStart> => {
    this.asked += 1;
    const key = `${request.organizationId} ${request.livemode} ${request.idempotencyKey}`;
    const payment = this.payments.get(key) ?? {
      provider: 'sandbox',
      reference: newId('payment', testIds),
      clientSecret: 'secret',
      expiresAt: request.expiresAt.toISOString(),
      livemode: this.livemode,
    };
    this.payments.set(key, payment);
    await this.beforeAnswer();
    return payment;
  };
}

test('25: a crash between the provider and the row leaves one payment, found again by its key', async () => {
  const provider = new CountingProvider();
  const impatient = await testDatabase(postgres.url, impatientMs);
  const fragile = await testPlatform(impatient, { idle: true, providerFor: () => provider });
  const project = await fragile.stage.project();
  const send = () =>
    post(fragile, '/v1/donations', giftBody(project.id), 'scenario 25', fragile.a.test.secret);
  provider.beforeAnswer = () => postgres.kill();
  assert.deepEqual((await send()).code, 'unavailable');
  provider.beforeAnswer = async () => {};
  await postgres.start();
  const answer = await waitUntil('the gift', async () => {
    const one = await send();
    return one.status === 201 ? one : undefined;
  });
  assert.ok(provider.asked >= 2);
  assert.equal(provider.payments.size, 1);
  const [payment] = provider.payments.values();
  const { payment: answered } = JSON.parse(answer.text) as CreatedDonation;
  assert.equal(answered.reference, payment?.reference);
  const rows = await database.db
    .selectFrom('donation')
    .select('payment_reference')
    .where('project_id', '=', project.id)
    .execute();
  assert.deepEqual(rows, [{ payment_reference: payment?.reference }]);
  await fragile.stop();
  await impatient.close();
});

test('26: a refusal for the fields is not kept under its key', async () => {
  const project = await stage.project();
  const key = 'scenario 26 fields';
  const bad = await post(house, '/v1/donations', giftBody(project.id, -1), key);
  assert.equal(bad.code, 'request_invalid');
  const good = await post(house, '/v1/donations', giftBody(project.id), key);
  assert.deepEqual([good.status, good.replayed], [201, null]);
});

test('26: a refusal for the rate is not kept under its key', async () => {
  const donations = { count: 1, periodSeconds: 60, burst: 1 };
  const limited = await testPlatform(database, {
    idle: true,
    limits: { key: undefined, address: undefined, donations },
  });
  const project = await limited.stage.project();
  const asPage = async (key: string) => {
    const response = await limited.platform.app.request('/v1/donations', {
      method: 'POST',
      body: JSON.stringify(giftBody(project.id)),
      headers: {
        Authorization: `Bearer ${limited.a.test.publishable}`,
        Origin: limited.context.origin,
        'Content-Type': 'application/json',
        'Idempotency-Key': key,
      },
    });
    return [response.status, response.headers.get('Idempotent-Replayed')];
  };
  assert.deepEqual(await asPage('26 first'), [201, null]);
  assert.deepEqual(await asPage('26 second'), [429, null]);
  limited.clock.advance(61_000);
  assert.deepEqual(await asPage('26 second'), [201, null]);
  await limited.stop();
});

test('26: a declined card stays declined however often it is sent', async () => {
  const created = await stage.begin(await stage.project());
  const first = await stage.pay(created, testCards.declined);
  assert.deepEqual([first.state, first.failureCode], ['failed', 'card_declined']);
  await stage.settled(created, 'failed');
  assert.deepEqual(await stage.pay(created, testCards.declined), first);
});

/** Fails once after a statement that makes a donation is committed. */
function failingAfterCommit(): KyselyPlugin {
  let failures = 1;
  return {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      const madeOne = result.rows.some((row) => String(row.id).startsWith('don_'));
      if (!madeOne) return result;
      failures -= 1;
      if (failures >= 0) throw new Error('the answer was lost');
      return result;
    },
  };
}

test('26: a failure after the commit is answered with what was committed when it is sent again', async () => {
  const failing = { ...database, db: database.db.withPlugin(failingAfterCommit()) };
  const unlucky = await testPlatform(failing, { idle: true });
  const project = await unlucky.stage.project();
  const send = () =>
    post(unlucky, '/v1/donations', giftBody(project.id), '26 lost', unlucky.a.test.secret);
  const lost = await send();
  assert.deepEqual([lost.status, lost.code], [500, 'internal']);
  const again = await send();
  assert.deepEqual([again.status, again.replayed], [201, 'true']);
  const rows = await database.db
    .selectFrom('donation')
    .select('id')
    .where('project_id', '=', project.id)
    .execute();
  assert.deepEqual(
    rows.map(({ id }) => id),
    [(JSON.parse(again.text) as CreatedDonation).donation.id],
  );
  await unlucky.stop();
});

test('leaves clean books after every scenario', () => house.auditClean());
