// Challenges through the API: what conformance cannot see, such as days, tenants, caching and the books.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type Challenge, type CreateChallenge, createChallengeExample } from '@kindcart/contract';
import {
  challengeBody,
  fund,
  fundingBody,
  openChallenge,
  pastDays,
} from '@kindcart/contract/conformance';
import { accountBalance } from '../../ledger/records.ts';
import { accounts } from '../../ledger/rules.ts';
import { testDatabase, testPlatform } from '../../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
const { stage, clock, a, b } = house;
const { db } = database;
clock.goOnToNoon(createChallengeExample.timeZone);
after(async () => {
  await house.stop();
  await database.close();
});

async function read({ id }: Pick<Challenge, 'id'>): Promise<Challenge> {
  const answer = await stage.ask('getChallenge', { params: { challengeId: id } });
  return answer.ok ? answer.value : assert.fail(answer.text);
}

async function balance(account: string): Promise<number> {
  return (await accountBalance(db, a.book, account, 'USD')).balance;
}

test('keeps challenges of others apart: unseen, unchanged and unfunded', async () => {
  const { project, challenge } = await openChallenge(stage);
  const theirs = { key: b.test.secret };
  const params = { challengeId: challenge.id };
  const listed = await stage.ask('listChallenges', {}, { ...theirs, query: `ids=${challenge.id}` });
  assert.deepEqual(listed.ok && listed.value.items, []);
  const whole = await stage.ask('listChallenges', {}, theirs);
  assert.deepEqual(whole.ok && whole.value.items, []);
  const answers = await Promise.all([
    stage.ask('getChallenge', { params }, theirs),
    stage.ask('updateChallenge', { params, body: { paused: true } }, theirs),
    stage.ask('createFunding', { params, body: fundingBody(challenge, 100) }, theirs),
    stage.ask('listFundings', { params }, theirs),
    stage.ask('closeChallenge', { params }, theirs),
    stage.ask('listTeams', { params }, theirs),
    // Live data of the same organization is another book.
    stage.ask('getChallenge', { params }, { key: a.live.secret }),
  ]);
  const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code));
  assert.deepEqual(new Set(codes), new Set(['challenge_unknown']));
  const foreign = await stage.ask('createChallenge', { body: challengeBody(project) }, theirs);
  assert.equal(!foreign.ok && foreign.problem.code, 'project_unknown');
  assert.deepEqual(await read(challenge), challenge);
});

test('lets any cache carry what is public of a challenge, and says when nothing has changed', async () => {
  const { challenge } = await openChallenge(stage);
  const key = `key=${a.test.publishable}`;
  for (const path of [
    `/v1/challenges?ids=${challenge.id}&${key}`,
    `/v1/challenges/${challenge.id}?${key}`,
    `/v1/challenges/${challenge.id}/teams?${key}`,
  ]) {
    const ask = (headers: Record<string, string>) => house.platform.app.request(path, { headers });
    const first = await ask({});
    assert.equal(first.status, 200);
    assert.match(first.headers.get('cache-control') ?? '', /^public, max-age=2/);
    const again = await ask({ 'If-None-Match': first.headers.get('etag') ?? '' });
    assert.equal(again.status, 304);
  }
});

test('books what comes from the sponsor, and what goes on to the project or back', async () => {
  for (const [dependsOnDeeds, toSponsor, toProject] of [
    [false, -700, 700],
    [true, 0, 0],
  ] as const) {
    const { project, challenge } = await openChallenge(stage, (own) => ({
      ...pastDays(own),
      dependsOnDeeds,
    }));
    await fund(stage, challenge, 300);
    await fund(stage, challenge, 400);
    const [own, sponsor] = [accounts.challenge(challenge.id), accounts.sponsor(challenge.id)];
    assert.deepEqual([await balance(own), await balance(sponsor)], [700, -700]);
    const params = { challengeId: challenge.id };
    assert.ok((await stage.ask('closeChallenge', { params })).ok);
    assert.deepEqual([await balance(own), await balance(sponsor)], [0, toSponsor]);
    assert.equal(await balance(accounts.project(project.id)), toProject);
  }
  await house.auditClean();
});

test('keeps no key for a funding that was refused: the same may come once there is room', async () => {
  const { challenge } = await openChallenge(stage);
  const params = { challengeId: challenge.id };
  const body = fundingBody(challenge, 100_001);
  const options = { idempotencyKey: 'once there is room' };
  const refused = await stage.ask('createFunding', { params, body }, options);
  assert.equal(!refused.ok && refused.problem.code, 'funding_too_large');
  const budget = { amount: 100_001, currency: 'USD' };
  assert.ok((await stage.ask('updateChallenge', { params, body: { budget } })).ok);
  assert.ok((await stage.ask('createFunding', { params, body }, options)).ok);
  const later = fundingBody(challenge, 1);
  const reused = await stage.ask('createFunding', { params, body: later }, options);
  assert.equal(!reused.ok && reused.problem.code, 'idempotency_key_reused');
});

/** A day of a challenge on which so much was given. */
async function gave({ id }: Challenge, day: string, slice: number | null, amount: number) {
  const { organizationId: organization_id } = a.book;
  await db
    .insertInto('challenge_day')
    .values({ organization_id, challenge_id: id, day, slice_amount: slice, given_amount: amount })
    .execute();
  await db
    .updateTable('challenge')
    .set((set) => ({ given_amount: set('given_amount', '+', amount) }))
    .where('id', '=', id)
    .execute();
}

test('keeps the slice of a day that gave, and takes the new one for a day that did not', async () => {
  const opened = () => openChallenge(stage);
  const [{ challenge: given }, { challenge: idle }] = [await opened(), await opened()];
  for (const [challenge, amount] of [
    [given, 500],
    [idle, 0],
  ] as const) {
    await fund(stage, challenge, 50_000);
    await gave(challenge, challenge.totals.today, 20_000, amount);
    const params = { challengeId: challenge.id };
    const dailyBudget = { amount: 100, currency: 'USD' };
    assert.ok((await stage.ask('updateChallenge', { params, body: { dailyBudget } })).ok);
  }
  assert.equal((await read(given)).totals.leftToday.amount, 19_500);
  assert.equal((await read(idle)).totals.leftToday.amount, 100);
});

const days: readonly [at: string, today: string, leftToday: number][] = [
  ['2027-03-27T22:59:59.000Z', '2027-03-27', 20_000],
  ['2027-03-27T23:00:00.000Z', '2027-03-28', 19_000],
  // It lasts 23 hours.
  ['2027-03-28T21:59:58.000Z', '2027-03-28', 19_000],
  ['2027-03-28T22:00:00.000Z', '2027-03-29', 20_000],
  ['2027-10-30T22:00:00.000Z', '2027-10-31', 18_000],
  // It lasts 25 hours.
  ['2027-10-31T22:59:58.000Z', '2027-10-31', 18_000],
  ['2027-10-31T23:00:00.000Z', '2027-11-01', 0],
];

test('says what is left of the day that it is in Berlin, also of 23 and of 25 hours', async () => {
  const changes: Partial<CreateChallenge> = {
    timeZone: 'Europe/Berlin',
    startsOn: '2027-03-01',
    endsOn: '2027-10-31',
  };
  const { challenge } = await openChallenge(stage, () => changes);
  const body = fundingBody(challenge, 100_000, { receivedOn: '2026-01-31' });
  assert.ok((await stage.ask('createFunding', { params: { challengeId: challenge.id }, body })).ok);
  await gave(challenge, '2027-03-28', 20_000, 1_000);
  await gave(challenge, '2027-10-31', 20_000, 2_000);
  for (const [at, today, leftToday] of days) {
    clock.stand(Date.parse(at));
    const { totals, state } = await read(challenge);
    assert.deepEqual([totals.today, totals.leftToday.amount], [today, leftToday], at);
    assert.equal(state, today === '2027-11-01' ? 'ended' : 'open');
    assert.equal(totals.left.amount, 97_000);
  }
});
