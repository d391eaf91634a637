// The platform's process is killed ten times under load, on both databases.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startThrowawayPostgres } from '../../../platform/src/testing/postgres.ts';
import { startTarget } from '../bench/donor-load.ts';
import { startPlatform } from '../bench/platform-process.ts';
import { assertCleanAudit, assertNothingLost } from './books.ts';
import { startStubbornDonors } from './stubborn-donors.ts';

const kills = 10;
const connections = 24;

async function killUnderLoad(storage: Readonly<Record<string, string>>): Promise<string> {
  const target = await startTarget(storage, 3);
  let { platform } = target;
  const donors = startStubbornDonors(target, connections);
  try {
    for (let round = 0; round < kills; round += 1) {
      await donors.untilPaid(40 + 13 * round);
      await platform.stop('SIGKILL');
      platform = await startPlatform(target.variables, target.platform.port);
    }
    const log = await donors.finish();
    await assertNothingLost(target, log);
    await platform.stop('SIGTERM');
    await assertCleanAudit(target);
    assert.ok(log.repeated > 0, 'kills interrupted requests, or nothing was tested');
    return `${log.paid.size} gifts acknowledged, ${log.repeated} requests repeated`;
  } finally {
    donors.abandon();
    await platform.stop('SIGKILL');
  }
}

test('loses no acknowledged gift when the platform is killed ten times, on PGlite', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-crash-'));
  try {
    context.diagnostic(await killUnderLoad({ KINDCART_DATA_DIR: folder }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('loses no acknowledged gift when the platform is killed ten times, on PostgreSQL', async (context) => {
  const postgres = await startThrowawayPostgres();
  try {
    context.diagnostic(await killUnderLoad({ DATABASE_URL: postgres.url }));
  } finally {
    await postgres.remove();
  }
});
