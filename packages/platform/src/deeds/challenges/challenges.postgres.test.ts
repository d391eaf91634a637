// Challenges that several people fund, change and close at once, on PostgreSQL with two processes.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Challenge } from '@kindcart/contract';
import { fundingBody, openChallenge, pastDays } from '@kindcart/contract/conformance';
import { accountBalance } from '../../ledger/records.ts';
import { accounts } from '../../ledger/rules.ts';
import { testDatabase, testId, testPlatform } from '../../testing/platform.ts';
import { startThrowawayPostgres } from '../../testing/postgres.ts';
import { closeChallenge } from './making.ts';

const postgres = await startThrowawayPostgres(['fsync=off']);
const database = await testDatabase(postgres.url);
const another = await testDatabase(postgres.url);
const house = await testPlatform(database, { idle: true });
const { stage, a } = house;
after(async () => {
  await house.stop();
  await another.close();
  await database.close();
  await postgres.remove();
});

type Told = { readonly ok: true } | { readonly ok: false; readonly problem: { code: string } };
const codesOf = (answers: readonly Told[]) =>
  answers.map((answer) => (answer.ok ? 'ok' : answer.problem.code)).sort();

const times = <Made>(count: number, make: () => Promise<Made>) =>
  Promise.all(Array.from({ length: count }, make));

function funding({ id, startsOn }: Challenge, amount: number, reference?: string) {
  const changes = reference === undefined ? {} : { reference };
  const body = fundingBody({ startsOn }, amount, changes);
  return stage.ask('createFunding', { params: { challengeId: id }, body });
}

async function read({ id }: Challenge): Promise<Challenge> {
  const answer = await stage.ask('getChallenge', { params: { challengeId: id } });
  return answer.ok ? answer.value : assert.fail(answer.text);
}

test('takes of many fundings at once those that fit into what was promised, to the cent', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { challenge } = await openChallenge(stage);
    const answers = await times(12, () => funding(challenge, 20_000));
    const taken = Array<string>(5).fill('ok');
    const others = Array<string>(7).fill('funding_too_large');
    assert.deepEqual(codesOf(answers), [...others, ...taken]);
    assert.equal((await read(challenge)).totals.funded.amount, 100_000);
  }
});

test('takes a funding once, however often its reference is told at once', async () => {
  const { challenge } = await openChallenge(stage);
  const answers = await times(8, () => funding(challenge, 1_000, 'bank 7'));
  const others = Array<string>(7).fill('funding_reference_used');
  assert.deepEqual(codesOf(answers), [...others, 'ok']);
  assert.equal((await read(challenge)).totals.funded.amount, 1_000);
});

test('never promises less than has come, whoever comes first', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { challenge } = await openChallenge(stage);
    const params = { challengeId: challenge.id };
    const body = { budget: { amount: 50_000, currency: 'USD' } };
    const codes = await Promise.all([
      funding(challenge, 50_001),
      stage.ask('updateChallenge', { params, body }),
    ]);
    assert.equal(codesOf(codes).filter((code) => code === 'ok').length, 1);
    const { budget, totals } = await read(challenge);
    assert.ok(totals.funded.amount <= budget.amount);
  }
});

test('passes on what is left once, and all of it, while it is funded and closed from two processes', async () => {
  for (let round = 0; round < 5; round += 1) {
    const { project, challenge } = await openChallenge(stage, pastDays);
    await funding(challenge, 10_000);
    const params = { challengeId: challenge.id };
    const now = new Date();
    await Promise.all([
      ...[1, 2, 3].map((amount) => funding(challenge, amount)),
      times(4, () => stage.ask('closeChallenge', { params })),
      times(4, () =>
        another.db
          .transaction()
          .execute((transaction) =>
            closeChallenge(transaction, a.book, challenge.id, testId('transfer'), now),
          ),
      ),
    ]);
    const { closed, totals } = await read(challenge);
    assert.equal(closed?.amount.amount, totals.funded.amount);
    const { balance } = await accountBalance(
      database.db,
      a.book,
      accounts.challenge(challenge.id),
      'USD',
    );
    assert.equal(balance, 0);
    const { raised } = (await stage.readProject(project.id)).totals;
    assert.deepEqual(raised, totals.funded);
  }
});

test('the books are clean after all of it', () => house.auditClean());
