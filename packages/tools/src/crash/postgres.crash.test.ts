// PostgreSQL is killed ten times under load; the platform stays up and comes back by itself.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { startTarget } from '../bench/donor-load.ts';
import { assertCleanAudit, assertNothingLost } from './books.ts';
import { startStubbornDonors } from './stubborn-donors.ts';

const kills = 10;
const connections = 24;

test('loses no acknowledged gift when PostgreSQL is killed ten times', async (context) => {
  const postgres = await startThrowawayPostgres();
  const target = await startTarget({ DATABASE_URL: postgres.url }, 3);
  const donors = startStubbornDonors(target, connections);
  try {
    for (let round = 0; round < kills; round += 1) {
      await donors.untilPaid(40 + 13 * round);
      await postgres.kill();
      await postgres.start();
    }
    // The process that was there from the start still takes gifts.
    await donors.untilPaid(40);
    const log = await donors.finish();
    await assertNothingLost(target, log);
    await assertCleanAudit(target);
    assert.ok(log.repeated > 0, 'kills interrupted requests, or nothing was tested');
    context.diagnostic(`${log.paid.size} gifts acknowledged, ${log.repeated} requests repeated`);
  } finally {
    donors.abandon();
    await target.platform.stop('SIGKILL');
    await postgres.remove();
  }
});
