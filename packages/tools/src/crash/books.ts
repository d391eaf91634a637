/** What must be true of the books after any crash, held against what the donors saw. */
import assert from 'node:assert/strict';
import { gift, type Target } from '../bench/donor-load.ts';
import { runPlatform } from '../bench/platform-process.ts';
import type { DonorLog } from './stubborn-donors.ts';

interface Listed {
  readonly id: string;
  readonly state: string;
  readonly charge: { readonly amount: number; readonly currency: string };
}

async function readAll<Item>(target: Target, path: string): Promise<Item[]> {
  const items: Item[] = [];
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: '100', ...(cursor === null ? {} : { cursor }) });
    const response: Response = await fetch(`${target.platform.url}${path}?${query}`, {
      headers: { Authorization: `Bearer ${target.secretKey}` },
    });
    assert.equal(response.status, 200);
    const page: { items: Item[]; nextCursor: string | null } = await response.json();
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}

/** What all projects have raised, in minor units, and by how many gifts. */
export async function paidTotals(target: Target): Promise<{ raised: number; donations: number }> {
  const projects = await readAll<{ totals: { raised: { amount: number }; donations: number } }>(
    target,
    '/v1/projects',
  );
  return {
    raised: projects.reduce((sum, { totals }) => sum + totals.raised.amount, 0),
    donations: projects.reduce((sum, { totals }) => sum + totals.donations, 0),
  };
}

/**
 * Every acknowledged gift is there once, with the values acknowledged; what was repeated because
 * its fate was unknown had one effect; totals and books agree.
 */
export async function assertNothingLost(target: Target, log: DonorLog): Promise<void> {
  const donations = await readAll<Listed>(target, '/v1/donations');
  const stored = new Map(donations.map((donation) => [donation.id, donation]));
  assert.equal(stored.size, log.made.size, 'one donation for each key, however often it was sent');
  assert.equal(new Set(log.made.values()).size, log.made.size, 'no two keys share a donation');
  for (const [key, id] of log.made) {
    const donation = stored.get(id);
    assert.deepEqual(donation?.charge, gift, `${key} is stored as acknowledged`);
    assert.equal(donation?.state, log.paid.has(key) ? 'succeeded' : 'pending', key);
  }
  const totals = await paidTotals(target);
  assert.equal(totals.donations, log.paid.size, 'totals count each paid gift once');
  assert.equal(totals.raised, log.paid.size * gift.amount, 'totals are the sum of paid gifts');
}

/** `kindcart audit` finds nothing; its exit code 1 would throw. */
export async function assertCleanAudit(target: Target): Promise<void> {
  const report = await runPlatform(['audit'], target.variables);
  assert.match(report, /The books are clean\./);
}
