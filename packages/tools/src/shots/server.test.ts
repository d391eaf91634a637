import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { endpoints } from '@kindcart/contract';
import { type CannedPlatform, endpointFor, startCannedPlatform, stripeStandIn } from './server.ts';

async function platform(t: TestContext): Promise<CannedPlatform> {
  const folder = mkdtempSync(join(tmpdir(), 'kindcart-canned-'));
  writeFileSync(join(folder, 'kindcart.js'), 'export {};');
  const started = await startCannedPlatform(folder);
  t.after(async () => {
    await started.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return started;
}

const requests: [string, string, string | undefined][] = [
  ['GET', '/v1/projects', 'listProjects'],
  ['POST', '/v1/projects', 'createProject'],
  ['GET', '/v1/projects/prj_1', 'getProject'],
  ['GET', '/v1/donations/don_1/status', 'getDonationStatus'],
  ['GET', '/v1/donations/don_1', 'getDonation'],
  ['DELETE', '/v1/projects', undefined],
  ['GET', '/v1/projects/a/b/c', undefined],
  ['GET', '/kindcart.js', undefined],
];

for (const [method, path, name] of requests) {
  test(`takes ${method} ${path} for ${name ?? 'no endpoint'}`, () => {
    assert.equal(endpointFor(method, path), name);
  });
}

test("answers with the contract's example when a state says nothing", async (t) => {
  const { origin } = await platform(t);
  const response = await fetch(`${origin}/v1/projects/prj_1?key=pk_test_x`);
  assert.equal(response.status, endpoints.getProject.status);
  assert.deepEqual(await response.json(), structuredClone(endpoints.getProject.example.response));
});

test('answers what a state says', async (t) => {
  const { origin, show } = await platform(t);
  show('', { createDonation: { status: 409, body: { code: 'project_closed' } } });
  const response = await fetch(`${origin}/v1/donations`, { method: 'POST', body: '{}' });
  assert.equal(response.status, 409);
  assert.equal(response.headers.get('content-type'), 'application/problem+json');
  assert.deepEqual(await response.json(), { code: 'project_closed' });
});

test('cuts the connection when a state is offline', async (t) => {
  const { origin, show } = await platform(t);
  show('', { getProject: 'offline' });
  await assert.rejects(fetch(`${origin}/v1/projects/prj_1`), TypeError);
});

test('leaves a pending request open', async (t) => {
  const { origin, show } = await platform(t);
  show('', { getProject: 'pending' });
  const signal = AbortSignal.timeout(200);
  await assert.rejects(fetch(`${origin}/v1/projects/prj_1`, { signal }), { name: 'TimeoutError' });
});

test('serves the page that is shown, and the page script', async (t) => {
  const { origin, show } = await platform(t);
  show('<p>捐赠</p>', {});
  assert.equal(await (await fetch(origin)).text(), '<p>捐赠</p>');
  const script = await fetch(`${origin}/kindcart.js`);
  assert.equal(script.headers.get('content-type'), 'text/javascript');
  assert.equal(await script.text(), 'export {};');
});

test('serves a stand-in of Stripe.js as a script, without types', async (t) => {
  const { origin } = await platform(t);
  const script = await fetch(origin + stripeStandIn);
  assert.equal(script.headers.get('content-type'), 'text/javascript');
  const text = await script.text();
  assert.match(text, /export function installStripe\(/);
  assert.doesNotMatch(text, /^import |interface /m);
});

test('serves nothing from outside of its folder', async (t) => {
  const { origin } = await platform(t);
  for (const path of ['/nothing.js', '/../../etc/passwd', '/%2e%2e/package.json', '/kindcart']) {
    assert.equal((await fetch(origin + path)).status, 404, path);
  }
});
