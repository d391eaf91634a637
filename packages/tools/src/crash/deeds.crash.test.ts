// The platform's process is killed six times while walkers give: what was answered is kept, and given once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { CreateDeed } from '@kindcart/contract';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { Connection } from '../bench/connection.ts';
import { deedRequest, signDeeds } from '../bench/deeds.ts';
import { startTarget, type Target } from '../bench/donor-load.ts';
import { startPlatform } from '../bench/platform-process.ts';
import { assertCleanAudit, paidTotals } from './books.ts';

const kills = 6;
const connections = 24;
const walkers = 480;

/** Sends a walker's deeds one after the other, each until it is answered. */
async function giveStubbornly(
  target: Target,
  deeds: readonly CreateDeed[],
  answers: Map<CreateDeed, string>,
): Promise<number> {
  let repeated = 0;
  let connection: Connection | undefined;
  for (const deed of deeds) {
    const { path, headers, body } = deedRequest(target, deed);
    while (!answers.has(deed)) {
      try {
        connection ??= await Connection.open(target.platform.port);
        const answer = await connection.post(path, headers, body);
        if (answer.status === 200) answers.set(deed, answer.body);
        else assert.ok(answer.status === 503, answer.body);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        // The process behind the connection is gone; whether it did the work is what is tested.
        connection?.close();
        connection = undefined;
      }
      if (answers.has(deed)) continue;
      repeated += 1;
      await delay(40);
    }
  }
  connection?.close();
  return repeated;
}

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
    const answers = new Map<CreateDeed, string>();
    // Each walker's deeds stay on one connection, so that they come in their order.
    const lines = Array.from({ length: connections }, (_, line) =>
      deeds.filter((_deed, place) => (place % walkers) % connections === line),
    );
    const giving = Promise.all(lines.map((own) => giveStubbornly(target, own, answers)));
    for (let round = 0; round < kills; round += 1) {
      const wanted = answers.size + 60 + 13 * round;
      const failed = giving.then(() => undefined);
      while (answers.size < Math.min(wanted, deeds.length)) await Promise.race([failed, delay(5)]);
      await platform.stop('SIGKILL');
      platform = await startPlatform(target.variables, target.platform.port);
    }
    const repeated = (await giving).reduce((sum, one) => sum + one, 0);
    assert.ok(repeated > 0, 'kills interrupted requests, or nothing was tested');
    assert.equal(answers.size, deeds.length);
    assert.equal((await paidTotals(target)).raised, givenBy(answers));
    const again = new Map<CreateDeed, string>();
    await Promise.all(lines.map((own) => giveStubbornly(target, own, again)));
    assert.deepEqual(again, answers);
    assert.equal((await paidTotals(target)).raised, givenBy(answers));
    await platform.stop('SIGTERM');
    await assertCleanAudit(target);
    context.diagnostic(`${deeds.length} deeds, ${repeated} requests repeated`);
  } finally {
    await platform.stop('SIGKILL');
    await postgres.remove();
  }
});
