// The platform's process is killed six times while walkers give: what was answered is kept, and given once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CreateDeed } from '@kindcart/contract';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { signDeeds } from '../bench/deeds.ts';
import { startTarget } from '../bench/donor-load.ts';
import { startPlatform } from '../bench/platform-process.ts';
import { assertCleanAudit, paidTotals } from './books.ts';
import { startStubbornWalkers } from './stubborn-walkers.ts';

const kills = 6;
const connections = 24;
const walkers = 480;

function givenBy(answers: ReadonlyMap<CreateDeed, string>): number {
  const amounts = [...answers.values()].map((body) => /"given":\{"amount":(\d+)/.exec(body)?.[1]);
  return amounts.reduce((sum, amount) => sum + Number(amount), 0);
}

test('gives every acknowledged deed once when the platform is killed six times, on PostgreSQL', async (context) => {
  const postgres = await startThrowawayPostgres();
  const target = await startTarget({ DATABASE_URL: postgres.url }, 1);
  let { platform } = target;
  try {
    const deeds = await signDeeds(target, postgres.url, walkers);
    // Each walker's deeds stay on one connection, so that they come in their order.
    const lines = Array.from({ length: connections }, (_, line) =>
      deeds.filter((_deed, place) => (place % walkers) % connections === line),
    );
    const giving = startStubbornWalkers(target, lines);
    for (let round = 0; round < kills; round += 1) {
      await giving.untilGiven(60 + 13 * round);
      await platform.stop('SIGKILL');
      platform = await startPlatform(target.variables, target.platform.port);
    }
    const repeated = await giving.finish();
    assert.ok(repeated > 0, 'kills interrupted requests, or nothing was tested');
    assert.equal(giving.answers.size, deeds.length);
    const given = givenBy(giving.answers);
    assert.equal((await paidTotals(target)).raised, given);
    const again = startStubbornWalkers(target, lines);
    await again.finish();
    assert.deepEqual(again.answers, giving.answers);
    assert.equal((await paidTotals(target)).raised, given);
    await platform.stop('SIGTERM');
    await assertCleanAudit(target);
    context.diagnostic(`${deeds.length} deeds, ${repeated} requests repeated`);
  } finally {
    await platform.stop('SIGKILL');
    await postgres.remove();
  }
});
