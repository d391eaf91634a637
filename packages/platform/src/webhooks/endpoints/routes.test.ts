// What a platform as it comes from the box takes for an address, and whom it shows what.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { WebhookEndpoint } from '@kindcart/contract';
import { testDatabase, testPlatform } from '../../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

let keys = 0;
async function create(url: string, key = house.a.test.secret, changes: object = {}) {
  keys += 1;
  const response = await house.platform.app.request('/v1/webhook-endpoints', {
    method: 'POST',
    headers: {
      Authorization: `Bearer ${key}`,
      'Content-Type': 'application/json',
      'Idempotency-Key': `routes ${keys}`,
    },
    body: JSON.stringify({ url, events: ['donation.failed'], description: null, ...changes }),
  });
  const text = await response.text();
  return { status: response.status, text };
}

const refused = [
  'https://localhost/hooks',
  'https://127.0.0.1/hooks',
  'https://10.1.2.3:8443/hooks',
  'https://[::1]/hooks',
  'https://[::ffff:192.168.0.1]/hooks',
  'https://169.254.169.254/latest/meta-data',
  'https://2130706433/',
  'https://user:word@charity.example/',
  'http://localhost:3000/hooks',
];

for (const url of refused) {
  test(`sends nothing to ${url}`, async () => {
    const { status, text } = await create(url);
    assert.equal(status, 422);
    const { code, errors } = JSON.parse(text);
    assert.deepEqual([code, errors[0].field], ['webhook_url_refused', 'url']);
  });
}

for (const url of [
  'http://charity.example/hooks',
  'ftp://charity.example/',
  'charity.example',
  '',
]) {
  test(`knows that "${url}" is no https address`, async () => {
    const { status, text } = await create(url);
    assert.equal(status, 400);
    assert.match(text, /"field":"url","message":"is not an https address"/);
  });
}

const wrong: readonly [what: string, changes: object, field: string][] = [
  ['no event', { events: [] }, 'events'],
  ['an event that there is not', { events: ['donation.exploded'] }, 'events.0'],
  ['a test as an event', { events: ['webhook.test'] }, 'events.0'],
  ['a long description', { description: 'x'.repeat(121) }, 'description'],
  ['a secret of its own', { secret: 'whsec_mine' }, 'secret'],
];

for (const [what, changes, field] of wrong) {
  test(`takes no endpoint with ${what}`, async () => {
    const { status, text } = await create('https://charity.example/', undefined, changes);
    assert.equal(status, 400);
    assert.ok(text.includes(`"field":"${field}"`), text);
  });
}

test('shows the secret to whoever repeats the request that made it, and to no other', async () => {
  const body = '{"url":"https://charity.example/","events":["donation.failed"],"description":null}';
  const init = {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'made once' },
    body,
  };
  const first = await (await house.request('/v1/webhook-endpoints', init)).text();
  const again = await house.request('/v1/webhook-endpoints', init);
  assert.equal(again.headers.get('Idempotent-Replayed'), 'true');
  assert.equal(await again.text(), first);
  const { id } = JSON.parse(first) as WebhookEndpoint;
  for (const path of [`/v1/webhook-endpoints/${id}`, '/v1/webhook-endpoints']) {
    assert.ok(!(await (await house.request(path)).text()).includes('whsec_'), path);
  }
  const rows = await database.db.selectFrom('webhook_endpoint').selectAll().execute();
  assert.equal(rows.filter((row) => row.id === id).length, 1);
});

test('keeps endpoints of live data apart from those of tests', async () => {
  const { text } = await create('https://charity.example/live', house.a.live.secret);
  const { id, livemode } = JSON.parse(text) as WebhookEndpoint;
  assert.equal(livemode, true);
  assert.equal((await house.request(`/v1/webhook-endpoints/${id}`)).status, 404);
});
