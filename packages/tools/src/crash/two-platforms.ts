/** Two platforms on one PostgreSQL behind a proxy, killed in turn while donors give: scenario 39. */
import assert from 'node:assert/strict';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { waitUntil } from '../../../platform/src/testing/wait.ts';
import { startTarget, type Target } from '../bench/donor-load.ts';
import { startPlatform } from '../bench/platform-process.ts';
import { assertCleanAudit, assertNothingLost, paidTotals } from './books.ts';
import { startFrontProxy } from './front-proxy.ts';
import { startPatientDonors } from './patient-donors.ts';

export interface KillPlan {
  readonly kills: number;
  readonly ratePerSecond: number;
  /** Donors who have to pay between two kills. */
  readonly paidBetween: number;
}

/**
 * Carries out the plan and holds the books against what donors saw.
 *
 * @returns figures, in words
 * @throws when anything was lost, done twice, or given up on
 */
export async function killPlatforms(plan: KillPlan): Promise<string> {
  const postgres = await startThrowawayPostgres();
  const target = await startTarget({ DATABASE_URL: postgres.url }, 3);
  const second = await startPlatform(target.variables);
  const platforms = [target.platform, second];
  const proxy = await startFrontProxy(platforms.map(({ port }) => port));
  const donors = startPatientDonors({
    baseUrl: proxy.url,
    target,
    ratePerSecond: plan.ratePerSecond,
  });
  try {
    for (let kill = 0; kill < plan.kills; kill += 1) {
      await donors.untilPaid(plan.paidBetween + (kill % 7));
      const place = kill % platforms.length;
      const killed = platforms[place];
      assert.ok(killed);
      await killed.stop('SIGKILL');
      platforms[place] = await startPlatform(target.variables, killed.port);
    }
    const log = await donors.finish();
    assert.deepEqual(log.failures, [], 'no client gave up');
    assert.ok(
      log.repeated > 0 && proxy.cuts > 0,
      'kills interrupted requests, or nothing was tested',
    );
    assert.equal(log.paid.size, log.made.size);
    await allSettled(target, log.paid.size);
    await assertNothingLost(target, log);
    await assertCleanAudit(target);
    const rate = Math.round(log.paid.size / log.seconds);
    return `${plan.kills} kills, ${log.paid.size} gifts at ${rate}/s, ${proxy.cuts} requests cut, ${log.repeated} repeated, 0 given up`;
  } finally {
    await donors.finish();
    await proxy.close();
    await Promise.all(platforms.map((platform) => platform.stop('SIGKILL')));
    await postgres.remove();
  }
}

/** Waits until the sandbox has told of all payments. */
async function allSettled(target: Target, paid: number): Promise<void> {
  await waitUntil(`${paid} gifts in the totals`, async () => {
    const { donations } = await paidTotals(target);
    return donations === paid || undefined;
  });
}
