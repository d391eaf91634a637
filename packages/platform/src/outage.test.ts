// PostgreSQL goes away and comes back: requests are told so at once, nothing is lost, and everything
// goes on by itself, without the platform being started again.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type CreatedDonation, parse, problemSchema, testCards } from '@kindcart/contract';
import { impatientMs, testDatabase, testPlatform } from './testing/platform.ts';
import { startThrowawayPostgres } from './testing/postgres.ts';
import { waitUntil } from './testing/wait.ts';

const postgres = await startThrowawayPostgres();
const database = await testDatabase(postgres.url, impatientMs);
const house = await testPlatform(database);
const { stage, context } = house;
after(async () => {
  await house.stop();
  await database.close();
  await postgres.remove();
});

const project = await stage.project();

/** An answer, and how long it took. */
async function timed(path: string, init?: RequestInit) {
  const startedMs = performance.now();
  const response = await house.request(path, init);
  return { response, tookMs: performance.now() - startedMs };
}

function giving(key: string): RequestInit {
  const body = {
    projectId: project.id,
    gift: { amount: 5_000, currency: 'USD' },
    coverFee: false,
    donorName: null,
    anonymous: true,
    message: null,
  };
  return {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
  };
}

const asked: readonly [what: string, path: string, init?: RequestInit][] = [
  ['a read', `/v1/projects/${project.id}`],
  ['a list', '/v1/donations'],
  ['a gift', '/v1/donations', giving('asked while it was gone')],
  ['a question whether it is ready', '/readyz'],
];

/** Reads a live stream until it says that so much is raised. */
async function untilRaised(reader: ReadableStreamDefaultReader<Uint8Array>, amount: number) {
  const decoder = new TextDecoder();
  let text = '';
  while (!text.includes(`"raised":{"amount":${amount},`)) {
    const { done, value } = await reader.read();
    assert.ok(!done, `the stream ended: ${text}`);
    text += decoder.decode(value, { stream: true });
  }
}

test('answers 503 with Retry-After within 3 seconds while PostgreSQL is gone', async () => {
  await postgres.kill();
  for (const [what, path, init] of asked) {
    const { response, tookMs } = await timed(path, init);
    const result = parse(problemSchema, await response.json());
    assert.ok(result.ok);
    assert.deepEqual([what, response.status, result.value.code], [what, 503, 'unavailable']);
    assert.match(response.headers.get('Retry-After') ?? '', /^\d+$/);
    assert.ok(tookMs < 3_000, `${what} took ${tookMs} ms`);
  }
  assert.equal((await timed('/healthz')).response.status, 200);
});

test('goes on by itself once PostgreSQL is back, and gives under the key that failed', async () => {
  await postgres.start();
  const response = await waitUntil('a gift', async () => {
    const answer = await house.request('/v1/donations', giving('asked while it was gone'));
    return answer.status === 201 ? answer : undefined;
  });
  const created = (await response.json()) as CreatedDonation;
  await stage.pay(created, testCards.succeeds);
  await stage.settled(created, 'succeeded');
  assert.equal((await timed('/readyz')).response.status, 200);
});

test('tells an open live stream of gifts after PostgreSQL was gone', async () => {
  const fresh = await stage.project();
  const url = `${context.baseUrl}/v1/live?projects=${fresh.id}&key=${context.keys.publishable}`;
  const response = await house.platform.app.fetch(new Request(url));
  const reader = response.body?.getReader();
  assert.ok(reader !== undefined);
  await untilRaised(reader, 0);
  await postgres.kill();
  await postgres.start();
  const created = await waitUntil('a gift', () => stage.begin(fresh).catch(() => undefined));
  await waitUntil('a payment', () => stage.pay(created, testCards.succeeds).catch(() => undefined));
  await untilRaised(reader, 5_000);
  await reader.cancel();
});

test('lets whoever waits with it decide: gifts sent while it goes away are made once or not at all', async () => {
  const busy = await stage.project();
  const keys = Array.from({ length: 40 }, (_, number) => `sent while it goes away ${number}`);
  const send = async (idempotencyKey: string) => {
    const body = { ...JSON.parse(String(giving('').body)), projectId: busy.id };
    const init = { ...giving(idempotencyKey), body: JSON.stringify(body) };
    return (await house.request('/v1/donations', init)).status;
  };
  const sending = Promise.all(keys.map(send));
  await postgres.kill();
  for (const status of await sending) assert.ok(status === 201 || status === 503, `${status}`);
  await postgres.start();
  for (const key of keys) {
    await waitUntil(`a gift under "${key}"`, async () =>
      (await send(key)) === 201 ? true : undefined,
    );
  }
  const list = await house.request(`/v1/donations?projectId=${busy.id}&limit=100`);
  const { items } = (await list.json()) as { items: unknown[] };
  assert.equal(items.length, keys.length);
});

test('delivers what waited with the sandbox, and keeps clean books', async () => {
  const [one, two] = [await stage.begin(project), await stage.begin(project)];
  await stage.pay(one, testCards.slow);
  await stage.pay(two, testCards.asksForConfirmation);
  await postgres.kill();
  await postgres.start();
  await waitUntil('the slow gift', () => stage.settled(one, 'succeeded').catch(() => undefined));
  await house.auditClean();
});
