// Scenario 47: every endpoint of the table, and the addresses beside it, with every wrong key and origin.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { type EndpointName, endpointNames, endpoints, livePath, routes } from '@kindcart/contract';
import { stripeEventsPath } from '@kindcart/contract/routes';
import { goodOrigin, testDatabase, testPlatform } from '../testing/platform.ts';

const database = await testDatabase();
const house = await testPlatform(database, { idle: true });
after(async () => {
  await house.stop();
  await database.close();
});

const { publishable, secret } = house.a.test;
const withAccess = (...access: string[]) =>
  endpointNames.filter((name) => access.includes(routes[name].access));

/** The endpoint's own example, sent with these headers. */
async function ask(name: EndpointName, headers: Record<string, string>) {
  const { method, path } = routes[name];
  const { params, query, body } = endpoints[name].example;
  const values: Record<string, unknown> = { ...params };
  const at = path.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key]));
  const search = Object.entries({ ...query }).map(([key, value]) => `${key}=${value}`);
  const response = await house.platform.app.request(`${at}?${search.join('&')}`, {
    method,
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'a key', ...headers },
    ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
  });
  const text = await response.text();
  const { code }: { code?: string } = JSON.parse(text);
  return { status: response.status, code, text };
}

const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

for (const name of withAccess('secret')) {
  test(`${name} answers 403 to a page's key, from any origin, and nothing else`, async () => {
    const origins = [{ Origin: goodOrigin }, { Origin: 'https://evil.example' }, {}];
    for (const origin of origins) {
      const { status, code, text } = await ask(name, { ...bearer(publishable), ...origin });
      assert.deepEqual([status, code], [403, 'key_not_allowed']);
      assert.doesNotMatch(text, /items|donorName/);
    }
  });
}

test('has secret endpoints for all that only a charity may do', () => {
  const everyone = [
    ...['listProjects', 'getProject', 'listGifts', 'createDonation', 'getDonationStatus'],
    ...['listSpecies', 'listPlots', 'listPlaces', 'createAdoption', 'getAdoption'],
    ...['releaseAdoption', 'getTree', 'listTrees', 'getForest'],
    ...['listChallenges', 'getChallenge', 'createDeeds', 'listDeeds'],
    ...['createParticipant', 'updateParticipant', 'createMove', 'joinByMove'],
    ...['createTeam', 'joinTeam', 'listTeams'],
    ...['listCharityItems', 'previewPledge', 'getOrderImpact', 'getShopImpact'],
    ...['confirmSandboxPayment', 'authenticateSandboxPayment', 'receiveSandboxEvent'],
    // What is mailed or said to a donor stands for a key.
    ...['getReceiptLink', 'createDonorLink', 'openDonorSession', 'getDonor', 'updateDonor'],
    ...['askErasure', 'listDonorGifts', 'sendReceipt', 'listDonorRecurringGifts'],
    ...['changeDonorRecurringGift', 'pauseDonorRecurringGift', 'resumeDonorRecurringGift'],
    ...['cancelDonorRecurringGift', 'replaceDonorRecurringGiftCard'],
  ];
  const charity = endpointNames.filter((name) => !everyone.includes(name));
  assert.deepEqual(withAccess('secret').sort(), charity.sort());
});

/** Origins that look like the listed one and are none. */
const lookAlikes = [
  `${goodOrigin}.evil.example`,
  `${goodOrigin}:8443`,
  `${goodOrigin}/`,
  `${goodOrigin}:443`,
  goodOrigin.replace('https', 'http'),
  goodOrigin.replace('://', '://evil-'),
  goodOrigin.replace('://', '://www.'),
  goodOrigin.replace('://', '://user@'),
  goodOrigin.replace('.example', '.example.'),
  goodOrigin.replace('a', 'а'),
  goodOrigin.toUpperCase(),
  `${goodOrigin}, ${goodOrigin}`,
  'null',
  '*',
];

for (const origin of lookAlikes) {
  test(`refuses a page's key from ${origin} everywhere`, async () => {
    // A header holds bytes, as which a letter of another alphabet is sent.
    const sent = { Origin: Buffer.from(origin).toString('latin1') };
    for (const name of withAccess('public', 'page')) {
      const { status, code } = await ask(name, { ...bearer(publishable), ...sent });
      assert.deepEqual([status, code], [403, 'origin_not_allowed'], name);
    }
  });
}

test('asks a page for its origin before it begins a donation', async () => {
  for (const name of withAccess('page')) {
    const { code } = await ask(name, bearer(publishable));
    assert.equal(code, 'origin_not_allowed', name);
  }
});

test('takes a listed origin everywhere that a page may call', async () => {
  for (const name of withAccess('public', 'page')) {
    const { code } = await ask(name, { ...bearer(publishable), Origin: goodOrigin });
    // The examples' own ids are of nothing here.
    const unknown = [
      'project_unknown',
      'donation_unknown',
      'donor_link_invalid',
      'merchant_unknown',
      'order_unknown',
      'plot_unknown',
      'adoption_unknown',
      'tree_unknown',
      'challenge_unknown',
      'participant_unknown',
      'team_unknown',
      'move_invalid',
      // Where nothing is behind an address yet.
      'not_found',
      undefined,
    ];
    assert.ok(unknown.includes(code), `${name} answered ${code}`);
  }
});

test('refuses a secret key from a browser everywhere, and tells whoever runs it', async () => {
  const before = house.log.length;
  for (const name of withAccess('public', 'page', 'secret')) {
    for (const sign of [{ Origin: goodOrigin }, { 'Sec-Fetch-Site': 'same-origin' }]) {
      const { code } = await ask(name, { ...bearer(secret), ...sign });
      assert.equal(code, 'secret_key_in_browser', name);
    }
  }
  assert.ok(house.log.length > before);
  assert.ok(!house.log.join().includes(secret));
});

test('opens the live stream to no foreign page', async () => {
  const path = `${livePath}?projects=${endpoints.getProject.example.params.projectId}`;
  for (const origin of ['https://evil.example', 'null', `${goodOrigin}.evil.example`]) {
    const headers = { Origin: origin };
    const response = await house.platform.app.request(`${path}&key=${publishable}`, { headers });
    assert.equal(response.status, 403);
    assert.match(await response.text(), /origin_not_allowed/);
  }
});

test('takes no key in the place of a signature', async () => {
  for (const key of [publishable, secret]) {
    const { code } = await ask('receiveSandboxEvent', bearer(key));
    assert.equal(code, 'signature_invalid');
  }
  const headers = { ...bearer(secret), 'Content-Type': 'application/json' };
  const init = { method: 'POST', body: '{}', headers };
  // Stripe is not set up here, and then has no address.
  assert.equal((await house.platform.app.request(stripeEventsPath, init)).status, 404);
});
