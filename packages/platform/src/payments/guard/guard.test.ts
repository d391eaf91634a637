// Bots that try out cards against two processes on one PostgreSQL: they are stopped, and nobody else is.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type Alert,
  type CreatedDonation,
  type Problem,
  type ProofChallenge,
  type SandboxEvent,
  testCards,
} from '@kindcart/contract';
import { createHousekeeping } from '../../jobs/housekeeping.ts';
import {
  goodOrigin,
  makeTenant,
  type Tenant,
  type TestPlatform,
  testDatabase,
  testId,
  testPlatform,
} from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { waitUntil } from '../../testing/wait.ts';
import { liftPause, pausedKeys } from './records.ts';
import { thresholds } from './rules.ts';
import { solve } from './testing.ts';

const postgres = await startThrowawayPostgres();
const database = await testDatabase(postgres.url);
const { db } = database;
const anotherDatabase = await testDatabase(postgres.url);
const house = await testPlatform(database, { trustedProxies: 1 });
const another = await testPlatform(anotherDatabase, { trustedProxies: 1 });
after(async () => {
  await house.auditClean();
  await Promise.all([house.stop(), another.stop()]);
  await Promise.all([database.close(), anotherDatabase.close()]);
  await postgres.remove();
});

const usd = (amount: number) => ({ amount, currency: 'USD' });
const minuteMs = 60_000;

/** Moves the time of both processes on. */
function pass(ms: number): void {
  for (const { clock } of [house, another]) clock.advance(ms);
}

let keysMade = 0;

/** A charity with a project, whose keys no test before has used. */
class Charity {
  readonly tenant: Tenant;
  readonly projectId: string;

  constructor(tenant: Tenant, projectId: string) {
    this.tenant = tenant;
    this.projectId = projectId;
  }

  static async open(): Promise<Charity> {
    const tenant = await makeTenant(database, 'Guarded');
    const project = await house.stage.project({}, { key: tenant.test.secret });
    return new Charity(tenant, project.id);
  }

  async send(path: string, body: unknown, headers: Record<string, string>, via = house) {
    const response = await via.platform.app.request(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'Content-Type': 'application/json', ...headers },
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  }

  /** Begins a donation as a donor's browser at the address does. */
  async begin(
    address: string,
    more: Record<string, string> = {},
    via?: TestPlatform,
    projectId = this.projectId,
  ) {
    keysMade += 1;
    const body = {
      projectId,
      gift: usd(500),
      coverFee: false,
      donorName: null,
      anonymous: true,
      message: null,
    };
    const headers = {
      Authorization: `Bearer ${this.tenant.test.publishable}`,
      Origin: goodOrigin,
      'X-Forwarded-For': address,
      'Idempotency-Key': `guard ${keysMade}`,
      ...more,
    };
    const answer = await this.send('/v1/donations', body, headers, via);
    return { ...answer, code: answer.status === 201 ? 'begun' : problemOf(answer.text).code };
  }

  /** Begins a donation that nothing stands in the way of. */
  async begun(address: string, via?: TestPlatform): Promise<CreatedDonation> {
    const { text } = await this.begin(address, {}, via);
    return JSON.parse(text);
  }

  /** Pays it by a test card of the sandbox, and waits for the platform's word. */
  async pay({ donation, payment }: CreatedDonation, number: string): Promise<string> {
    const { reference, clientSecret } = payment;
    const body = { clientSecret, card: { number, expiry: '12/39', cvc: '123' } };
    await this.send(`/v1/sandbox/payments/${reference}/confirm`, body, {});
    return waitUntil('the payment to be settled', async () => {
      const response = await house.platform.app.request(`/v1/donations/${donation.id}/status`, {
        headers: { Authorization: `Bearer ${this.tenant.test.secret}` },
      });
      const { state }: { state: string } = JSON.parse(await response.text());
      return state === 'pending' ? undefined : state;
    });
  }

  /** The provider declines it, as another card than all before. */
  async decline({ donation, payment }: CreatedDonation, cardFingerprint: string): Promise<void> {
    const status = await house.tell({
      id: testId('event'),
      type: 'payment.updated',
      createdAt: donation.createdAt,
      livemode: false,
      organizationId: this.tenant.organizationId,
      payment: {
        reference: payment.reference,
        version: 1,
        state: 'failed',
        amount: donation.charge,
        failureCode: 'card_declined',
        refunds: [],
        cardFingerprint,
      },
    });
    assert.equal(status, 200);
  }

  /** So many declines, each from another address unless one is named, and each of another card. */
  async declines(count: number, address?: string): Promise<void> {
    const donations = [];
    for (let place = 0; place < count; place += 1) {
      donations.push(await this.begun(address ?? `198.51.100.${place}`));
    }
    for (const donation of donations) await this.decline(donation, donation.payment.reference);
  }

  /**
   * Waits until whoever begins a donation at the address is answered so. It asks for a project that nobody
   * has, which the guard judges first as any other and does not count: what is let through is `open`.
   */
  answered(code: string, address: string, via?: TestPlatform) {
    return waitUntil(`${address} to be answered ${code}`, async () => {
      const answer = await this.begin(address, {}, via, testId('project'));
      const answered = answer.code === 'project_unknown' ? 'open' : answer.code;
      return answered === code ? answer : undefined;
    });
  }

  async alerts(): Promise<readonly Alert[]> {
    const headers = { Authorization: `Bearer ${this.tenant.test.secret}` };
    const response = await house.platform.app.request('/v1/alerts', { headers });
    const { items }: { items: Alert[] } = JSON.parse(await response.text());
    return items;
  }
}

function problemOf(text: string): Problem {
  return JSON.parse(text);
}

function challengeIn({ text }: { readonly text: string }): ProofChallenge {
  const { challenge } = problemOf(text);
  assert.ok(challenge !== undefined, text);
  return challenge;
}

const bot = '203.0.113.66';
const donor = '192.0.2.1';

test('stops a bot after a few of its hundred cards, and no donor at another address', async () => {
  const charity = await Charity.open();
  let declined = 0;
  const refusals = new Set<string>();
  for (let card = 0; card < 100; card += 1) {
    const answer = await charity.begin(bot);
    if (answer.code === 'begun') {
      assert.equal(await charity.pay(JSON.parse(answer.text), testCards.declined), 'failed');
      declined += 1;
    } else refusals.add(answer.code);
    if (card % 10 === 0) {
      const gift = await charity.begun(`192.0.2.${card}`);
      assert.equal(await charity.pay(gift, testCards.succeeds), 'succeeded');
    }
  }
  assert.ok(declined >= thresholds.addressProof, `${declined} cards were declined`);
  assert.ok(declined <= thresholds.addressProof + 5, `${declined} cards were declined`);
  assert.deepEqual([...refusals], ['proof_required']);
  assert.deepEqual(await charity.alerts(), []);
});

test('stops a bot that solves every challenge, too, and says when it may come back', async () => {
  const charity = await Charity.open();
  let declined = 0;
  let last: Awaited<ReturnType<Charity['begin']>> | undefined;
  for (let card = 0; card < 40 && last?.code !== 'giving_paused'; card += 1) {
    last = await charity.begin(bot);
    if (last.code === 'proof_required') last = await charity.begin(bot, solve(challengeIn(last)));
    if (last.code !== 'begun') continue;
    await charity.decline(JSON.parse(last.text), `stolen ${card}`);
    declined += 1;
  }
  assert.equal(last?.code, 'giving_paused');
  assert.equal(last?.headers.get('Retry-After'), '600');
  assert.ok(declined <= thresholds.addressPause + 5, `${declined} cards were declined`);
  assert.equal((await charity.begin(donor)).code, 'begun');
});

test('asks only the address in trouble for proof, in every process, until it is quiet', async () => {
  const charity = await Charity.open();
  await charity.declines(thresholds.addressProof, bot);
  await charity.answered('proof_required', bot);
  await charity.answered('proof_required', bot, another);
  assert.equal((await charity.begin(donor)).code, 'begun');
  assert.equal((await charity.begin(donor, {}, another)).code, 'begun');
  pass(11 * minuteMs);
  await charity.answered('open', bot);
});

test('counts for one address what two processes were told', async () => {
  const charity = await Charity.open();
  const half = [await charity.begun(bot), await charity.begun(bot), await charity.begun(bot)];
  const rest = [await charity.begun(bot, another), await charity.begun(bot, another)];
  for (const [place, gift] of [...half, ...rest].entries()) {
    await charity.decline(gift, `card ${place}`);
  }
  await charity.answered('proof_required', bot);
  await charity.answered('proof_required', bot, another);
});

test('counts a decline once, however often it is told', async () => {
  const charity = await Charity.open();
  const { payment, donation } = await charity.begun(bot);
  const event: SandboxEvent = {
    id: testId('event'),
    type: 'payment.updated',
    createdAt: donation.createdAt,
    livemode: false,
    organizationId: charity.tenant.organizationId,
    payment: {
      reference: payment.reference,
      version: 1,
      state: 'failed',
      amount: donation.charge,
      failureCode: 'card_declined',
      refunds: [],
    },
  };
  for (let times = 0; times < 9; times += 1) assert.equal(await house.tell(event), 200);
  const rows = await db
    .selectFrom('payment_decline')
    .select(['card', 'address'])
    .where('organization_id', '=', charity.tenant.organizationId)
    .execute();
  assert.equal(rows.length, 1);
  assert.equal(rows[0]?.card, null);
  assert.doesNotMatch(rows[0]?.address ?? bot, /203/);
});

test('asks whoever tried a card that was declined everywhere, and nobody else', async () => {
  const charity = await Charity.open();
  const testers = Array.from({ length: thresholds.cardProof }, (_, place) => `198.51.100.${place}`);
  for (const address of testers) await charity.decline(await charity.begun(address), 'one card');
  for (const address of testers) await charity.answered('proof_required', address);
  assert.equal((await charity.begin(donor)).code, 'begun');
});

test('lets through a solved challenge once, of two that come at the same time', async () => {
  const charity = await Charity.open();
  await charity.declines(thresholds.addressProof, bot);
  const proof = solve(challengeIn(await charity.answered('proof_required', bot)));
  await charity.answered('proof_required', bot, another);
  const answers = await Promise.all(
    [house, another, house, another].map((via) => charity.begin(bot, proof, via)),
  );
  const codes = answers.map(({ code }) => code).sort();
  assert.deepEqual(codes, ['begun', 'proof_required', 'proof_required', 'proof_required']);
  assert.equal((await charity.begin(bot, proof)).code, 'proof_required');
});

test('answers a repeat of what it let through as before, without another proof', async () => {
  const charity = await Charity.open();
  await charity.declines(thresholds.addressProof, bot);
  const proof = solve(challengeIn(await charity.answered('proof_required', bot)));
  const key = { 'Idempotency-Key': 'one gift' };
  const first = await charity.begin(bot, { ...proof, ...key });
  assert.equal(first.code, 'begun');
  for (const more of [{ ...proof, ...key }, key]) {
    const again = await charity.begin(bot, more);
    assert.equal(again.text, first.text);
    assert.equal(again.headers.get('Idempotent-Replayed'), 'true');
  }
});

test("refuses proofs that are forged, expired, another key's or another origin's", async () => {
  const charity = await Charity.open();
  const other = await Charity.open();
  for (const one of [charity, other]) await one.declines(thresholds.addressProof, bot);
  await charity.answered('proof_required', bot);
  const theirs = solve(challengeIn(await other.answered('proof_required', bot)));
  assert.equal((await charity.begin(bot, theirs)).code, 'proof_required');
  const forged = { 'Kindcart-Proof': Buffer.from('{"number":1}').toString('base64') };
  for (const proof of [forged, { 'Kindcart-Proof': '' }, { 'Kindcart-Proof': 'x'.repeat(5_000) }]) {
    assert.equal((await charity.begin(bot, proof)).code, 'proof_required');
  }
  const ours = solve(challengeIn(await charity.begin(bot)));
  pass(6 * minuteMs);
  assert.equal((await charity.begin(bot, ours)).code, 'proof_required');
});

test('asks everybody for proof when cards are declined at many addresses', async () => {
  const charity = await Charity.open();
  await charity.declines(10);
  const asked = await charity.answered('proof_required', donor);
  const proof = solve(challengeIn(asked));
  assert.equal((await charity.begin(donor, proof)).code, 'begun');
});

test('asks nobody on a giving day, where ten declines are few', async () => {
  const charity = await Charity.open();
  for (let count = 0; count < 20; count += 1) await charity.begun(donor);
  await charity.declines(10);
  const told = await waitUntil('the declines to be known', async () => {
    const rows = await db
      .selectFrom('key_attempts')
      .selectAll()
      .where('organization_id', '=', charity.tenant.organizationId)
      .execute();
    const attempts = rows.reduce((sum, row) => sum + row.attempts, 0);
    return attempts >= 30 ? attempts : undefined;
  });
  assert.equal(told, 30);
  assert.equal((await charity.begin(donor)).code, 'begun');
});

test('pauses a key that is tested from everywhere, tells the charity, and lets its server go on', async () => {
  const charity = await Charity.open();
  const bystander = await Charity.open();
  await charity.declines(40);
  const paused = await charity.answered('giving_paused', donor);
  await charity.answered('giving_paused', donor, another);
  const seconds = Number(paused.headers.get('Retry-After'));
  assert.ok(seconds > 200 && seconds <= 300, `${seconds} s`);
  assert.match(problemOf(paused.text).detail, /paused/);
  assert.equal((await bystander.begin(donor)).code, 'begun');
  const server = { Authorization: `Bearer ${charity.tenant.test.secret}` };
  const body = { projectId: charity.projectId, gift: usd(500), coverFee: false };
  const rest = { donorName: null, anonymous: true, message: null };
  const headers = { ...server, 'Idempotency-Key': 'by the server' };
  const answer = await charity.send('/v1/donations', { ...body, ...rest }, headers);
  assert.equal(answer.status, 201);
  const [alert, ...more] = await charity.alerts();
  assert.deepEqual(more, []);
  assert.deepEqual([alert?.kind, alert?.declines, alert?.livemode], ['key_paused', 40, false]);
  assert.equal(Date.parse(alert?.until ?? '') - Date.parse(alert?.createdAt ?? ''), 5 * minuteMs);
  assert.deepEqual(await bystander.alerts(), []);
  const lines = [...house.log, ...another.log].filter((line) => line.includes(alert?.keyId ?? '?'));
  assert.equal(lines.filter((line) => line.includes('key paused')).length, 1);
  const measured = `${house.platform.metrics.text()}${another.platform.metrics.text()}`;
  assert.match(measured, /card_testing_measures_total\{measure="key_pause_begun"\} 1/);
});

test('goes on by itself after a pause, and pauses for longer the next time', async () => {
  const charity = await Charity.open();
  await charity.declines(40);
  await charity.answered('giving_paused', donor);
  pass(6 * minuteMs);
  await charity.answered('open', donor);
  await charity.declines(40);
  await charity.answered('giving_paused', donor);
  const lengths = (await charity.alerts()).map(
    ({ until, createdAt }) => (Date.parse(until) - Date.parse(createdAt)) / minuteMs,
  );
  assert.deepEqual(lengths, [15, 5]);
});

test('goes on at once when a person lifts the pause, and holds nothing of before against it', async () => {
  const charity = await Charity.open();
  await charity.declines(40);
  await charity.answered('giving_paused', donor);
  const now = new Date(house.clock.nowMs());
  const [alert] = await charity.alerts();
  assert.ok(alert !== undefined);
  assert.ok((await pausedKeys(db, now)).has(alert.keyId));
  assert.equal(await liftPause(db, alert.keyId, now), true);
  assert.equal(await liftPause(db, alert.keyId, now), false);
  await charity.answered('open', donor);
  assert.equal((await charity.alerts())[0]?.liftedAt, now.toISOString());
});

test('forgets addresses, cards and what was used after a day, and cannot say who began a donation', async () => {
  const charity = await Charity.open();
  await charity.declines(thresholds.addressProof, bot);
  await charity.answered('proof_required', bot);
  const left = async () => {
    const counts = await Promise.all(
      (['payment_decline', 'key_attempts', 'spent_proof'] as const).map((table) =>
        db.selectFrom(table).select('organization_id').execute(),
      ),
    );
    const secrets = await db
      .selectFrom('setting')
      .select('name')
      .where('name', 'like', 'guard_day:%')
      .execute();
    return [...counts.map((rows) => rows.length), secrets.length];
  };
  const later = (ms: number) => createHousekeeping(db, () => new Date(house.clock.nowMs() + ms))();
  assert.ok((await left()).every((count) => count > 0));
  // Whatever a process has yet to tell of would be written after the old is gone.
  await Promise.all([house.stop(), another.stop()]);
  await later(48 * 60 * minuteMs);
  assert.deepEqual(await left(), [0, 0, 0, 0]);
});
