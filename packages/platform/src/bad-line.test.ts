// Scenario 41: a line to PostgreSQL that is slow, dead for one connection in twenty, and breaks in the
// middle of answers. Gifts sent again under their keys are made and booked once, and nobody waits longer
// than the limits of the database say. The line to Stripe is in payments/stripe/chaos.test.ts.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  type CreatedDonation,
  isErrorCode,
  isRetryable,
  parse,
  problemSchema,
} from '@kindcart/contract';
import { startProxy } from './testing/bad-line.ts';
import { impatientMs, testDatabase, testPlatform } from './testing/platform.ts';
import { startThrowawayPostgres } from './testing/postgres.ts';

const donors = 8;
const giftsEach = 10;
const gifts = donors * giftsEach;
/** So many refusals in a row have another cause than chance. */
const triesMax = 30;
const calm = { delayMs: 0, dead: 0, broken: 0, cut: 0 };
const bad = { delayMs: 500, dead: 0.05, broken: 0.05, cut: 0.1 };
const line = { seed: 41, ...calm };

const postgres = await startThrowawayPostgres();
const proxy = await startProxy(postgres.port, line);
const address = new URL(postgres.url);
address.port = proxy.url.port;
const database = await testDatabase(address.href, impatientMs);
const house = await testPlatform(database);
const { stage } = house;
after(async () => {
  await house.stop();
  await database.close();
  await proxy.close();
  await postgres.remove();
});

const refusals: string[] = [];
let longestMs = 0;

/** One try; undefined where the answer says to come again. */
async function attempt(path: string, init: RequestInit): Promise<string | undefined> {
  const startedMs = performance.now();
  const response = await house.request(path, init);
  longestMs = Math.max(longestMs, performance.now() - startedMs);
  const text = await response.text();
  if (response.ok) return text;
  const problem = parse(problemSchema, JSON.parse(text));
  assert.ok(problem.ok, text);
  refusals.push(problem.value.code);
  return undefined;
}

const posted = (body: string, headers: Record<string, string>): RequestInit => ({
  method: 'POST',
  body,
  headers: { 'Content-Type': 'application/json', ...headers },
});

async function give(projectId: string, key: string): Promise<CreatedDonation> {
  const gift = { amount: 5_000, currency: 'USD' };
  const rest = { coverFee: false, donorName: null, anonymous: true, message: null };
  const body = JSON.stringify({ projectId, gift, ...rest });
  const init = posted(body, { 'Idempotency-Key': key });
  for (let tries = 0; tries < triesMax; tries += 1) {
    const text = await attempt('/v1/donations', init);
    if (text !== undefined) return JSON.parse(text);
  }
  return assert.fail(`${key} was refused ${triesMax} times`);
}

test('41: makes and books each gift once over a bad line to the database, within its limits', async () => {
  const project = await stage.project();
  Object.assign(line, bad);
  const made: CreatedDonation[] = [];
  const giveAll = async (donor: number) => {
    for (let number = 0; number < giftsEach; number += 1) {
      const key = `over a bad line ${donor} ${number}`;
      const created = await give(project.id, key);
      assert.deepEqual(await give(project.id, key), created);
      made.push(created);
    }
  };
  await Promise.all(Array.from({ length: donors }, (_, donor) => giveAll(donor)));
  Object.assign(line, calm);
  assert.equal(new Set(made.map(({ donation }) => donation.id)).size, gifts);
  const listed = await house.request(`/v1/donations?projectId=${project.id}&limit=100`);
  const { items }: { items: readonly unknown[] } = JSON.parse(await listed.text());
  assert.equal(items.length, gifts);
  assert.ok(refusals.length > 0, 'the line was bad');
  const final = refusals.filter((code) => !isErrorCode(code) || !isRetryable(code));
  assert.deepEqual(final, []);
  // The longest wait for a connection and for a statement, and the tries to take up a broken one.
  assert.ok(longestMs < 10_000, `${longestMs} ms`);
  await house.auditClean();
});
