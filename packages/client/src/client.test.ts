import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  createDonationExample,
  type ErrorCode,
  endpointNames,
  endpoints,
  projectExample,
  recurringGiftExample,
  refundExample,
  routes,
  testCards,
} from '@kindcart/contract';
import { createHandlers, type FailureName } from '@kindcart/mocks';
import { setupServer } from 'msw/node';
import { createClient, createPageClient } from './client.ts';
import { createDeedsClient } from './deeds.ts';
import { createDonorClient, createDonorDoorClient, createPayerClient } from './donors.ts';
import { createForestClient } from './forest.ts';
import { createGiftClient } from './gifts.ts';
import { createOrderClient } from './orders.ts';
import { createReceiptClient } from './receipts.ts';
import { createShopClient } from './shops.ts';

const baseUrl = 'https://give.example.org';
const server = setupServer(...Object.values(createHandlers({ baseUrl })));
server.listen({ onUnhandledFrame: 'error' });
after(() => server.close());

const page = createClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });
const shop = createClient({ baseUrl, key: 'sk_test_1', retriesMax: 0 });
const pageOptions = { baseUrl, key: 'pk_test_1' };
const { session } = endpoints.openDonorSession.example.response;
const donor = createDonorClient({ baseUrl, key: session, retriesMax: 0 });
const payer = createPayerClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });
const idempotencyKey = 'key-1';

test('has a method for each endpoint but those where a provider signs or a donor visits', () => {
  const callable = endpointNames.filter(
    (name) => !['signed', 'donor'].includes(routes[name].access),
  );
  assert.deepEqual(
    Object.keys(page)
      .filter((name) => !name.includes('Live') && !name.startsWith('live'))
      .sort(),
    [...callable].sort(),
  );
});

test('calls what a donor does with an own monthly gift', async () => {
  const body = { ...endpoints.createDonation.example.body, interval: 'month' } as const;
  const begun = await page.createDonation({ body, idempotencyKey: 'key-monthly' });
  assert.ok(begun.ok, JSON.stringify(begun));
  const { reference, clientSecret } = begun.value.payment;
  const card = { number: testCards.succeeds, expiry: '12/39', cvc: '123' };
  const paid = await payer.confirmSandboxPayment({
    params: { reference },
    body: { clientSecret, card },
  });
  assert.ok(paid.ok, JSON.stringify(paid));
  const listed = await donor.listDonorRecurringGifts({ query: { limit: 1 } });
  assert.ok(listed.ok, JSON.stringify(listed));
  const params = { recurringGiftId: listed.value.items[0]?.id ?? recurringGiftExample.id };
  const { changeDonorRecurringGift: change, pauseDonorRecurringGift: pause } = endpoints;
  const answers = [
    await donor.changeDonorRecurringGift({ params, body: change.example.body }),
    await donor.pauseDonorRecurringGift({ params, body: pause.example.body }),
    await donor.resumeDonorRecurringGift({ params }),
    await donor.replaceDonorRecurringGiftCard({ params }),
    await donor.cancelDonorRecurringGift({ params }),
  ];
  for (const answer of answers) assert.ok(answer.ok, JSON.stringify(answer));
});

const gifts = { params: { projectId: projectExample.id } };
const { example } = endpoints.confirmSandboxPayment;
const webhook = { params: endpoints.getWebhookEndpoint.example.params };
const calls = {
  createProject: () =>
    shop.createProject({ body: endpoints.createProject.example.body, idempotencyKey }),
  listProjects: () => page.listProjects(),
  'listProjects by ids': () => page.listProjects({ query: { ids: [projectExample.id] } }),
  getProject: () => page.getProject({ params: { projectId: projectExample.id } }),
  closeProject: () => shop.closeProject(endpoints.closeProject.example),
  listGifts: () => page.listGifts({ ...gifts, query: { order: 'largest' } }),
  'listGifts by the client of a wall': () =>
    createGiftClient({ baseUrl, key: 'pk_test_1' }).listGifts(gifts),
  createDonation: () =>
    page.createDonation({
      body: { ...createDonationExample, projectId: 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c' },
      idempotencyKey,
    }),
  listDonations: () => shop.listDonations({ query: { limit: 2 } }),
  getDonation: () => shop.getDonation(endpoints.getDonation.example),
  getDonationStatus: () => page.getDonationStatus(endpoints.getDonationStatus.example),
  createReceipt: () => shop.createReceipt(endpoints.createReceipt.example),
  getReceiptLink: () => page.getReceiptLink(endpoints.getReceiptLink.example),
  'getReceiptLink by the client of a page that thanks': () =>
    createReceiptClient(pageOptions).getReceiptLink(endpoints.getReceiptLink.example),
  createRefund: () => shop.createRefund({ ...endpoints.createRefund.example, idempotencyKey }),
  getRefund: () => shop.getRefund({ params: { refundId: refundExample.id } }),
  createDonorLink: () => page.createDonorLink(endpoints.createDonorLink.example),
  openDonorSession: () => page.openDonorSession(endpoints.openDonorSession.example),
  'openDonorSession by the client of a door': () =>
    createDonorDoorClient(pageOptions).openDonorSession(endpoints.openDonorSession.example),
  getDonor: () => donor.getDonor(),
  updateDonor: () => donor.updateDonor({ body: { updatesConsent: null } }),
  askErasure: () => donor.askErasure(),
  listDonorGifts: () => donor.listDonorGifts({ query: { limit: 2 } }),
  sendReceipt: () => donor.sendReceipt(endpoints.sendReceipt.example),
  listDonorRecurringGifts: () => donor.listDonorRecurringGifts(),
  confirmSandboxPayment: () => page.confirmSandboxPayment(example),
  authenticateSandboxPayment: () =>
    page.authenticateSandboxPayment(endpoints.authenticateSandboxPayment.example),
  'confirmSandboxPayment by the client of a payer': () => payer.confirmSandboxPayment(example),
  'authenticateSandboxPayment by the client of a payer': () =>
    payer.authenticateSandboxPayment(endpoints.authenticateSandboxPayment.example),
  createWebhookEndpoint: () =>
    shop.createWebhookEndpoint({ ...endpoints.createWebhookEndpoint.example, idempotencyKey }),
  listWebhookEndpoints: () => shop.listWebhookEndpoints(),
  getWebhookEndpoint: () => shop.getWebhookEndpoint(endpoints.getWebhookEndpoint.example),
  updateWebhookEndpoint: () =>
    shop.updateWebhookEndpoint({ ...webhook, body: { description: 'Ours' } }),
  rotateWebhookSecret: () => shop.rotateWebhookSecret(endpoints.rotateWebhookSecret.example),
  testWebhookEndpoint: () => shop.testWebhookEndpoint(webhook),
  listWebhookDeliveries: () =>
    shop.listWebhookDeliveries({ ...webhook, query: { state: 'delivered', limit: 5 } }),
  replayFailedWebhooks: () => shop.replayFailedWebhooks(endpoints.replayFailedWebhooks.example),
  replayWebhookDelivery: () => shop.replayWebhookDelivery(endpoints.replayWebhookDelivery.example),
  deleteWebhookEndpoint: () => shop.deleteWebhookEndpoint(webhook),
};

for (const [name, call] of Object.entries(calls)) {
  test(`calls ${name}`, async () => {
    const result = await call();
    assert.ok(result.ok, JSON.stringify(result));
    assert.match(result.requestId ?? '', /^req_/);
  });
}

const failures: readonly [FailureName, ErrorCode, boolean][] = [
  ['network_error', 'network_error', true],
  ['timeout', 'timeout', true],
  ['response_invalid', 'response_invalid', false],
  ['unavailable', 'unavailable', true],
  ['origin_not_allowed', 'origin_not_allowed', false],
  ['card_declined', 'card_declined', false],
];

for (const [failure, code, retryable] of failures) {
  test(`answers ${failure} with a failure and throws nothing`, async () => {
    const handlers = createHandlers({ baseUrl, failures: { getProject: failure } });
    server.use(handlers.getProject);
    const params = { projectId: projectExample.id };
    const result = await page.getProject(
      { params },
      failure === 'timeout' ? { timeoutMs: 30 } : {},
    );
    server.resetHandlers();
    assert.ok(!result.ok);
    assert.deepEqual([result.error.code, result.error.retryable], [code, retryable]);
  });
}

test('names the fields that the platform refuses', async () => {
  const body = { ...createDonationExample, donorName: '', message: 'x'.repeat(501) };
  const result = await page.createDonation({ body, idempotencyKey: 'key-2' });
  assert.ok(!result.ok);
  assert.equal(result.error.code, 'request_invalid');
  assert.deepEqual(
    result.error.fields.map(({ field }) => field),
    ['donorName', 'message'],
  );
});

for (const baseUrlWithSlash of [`${baseUrl}/`, `${baseUrl}//`]) {
  test(`takes ${baseUrlWithSlash} for the address without its slash`, () => {
    const client = createClient({ baseUrl: baseUrlWithSlash, key: 'pk_test_1' });
    assert.ok(client.liveUrl([projectExample.id]).startsWith(`${baseUrl}/v1/live?`));
  });
}

for (const [what, options] of [
  ['address', { baseUrl: 'give.example.org', key: 'pk_test_1' }],
  ['key', { baseUrl, key: 'sk_test_“1”' }],
] as const) {
  test(`fails with a message that names the matter when the ${what} cannot be one`, async () => {
    const client = createClient({ ...options, retriesMax: 0 });
    const result = await client.listDonations();
    assert.ok(!result.ok);
    assert.equal(result.error.code, 'network_error');
    assert.match(result.error.message, /listDonations.*(URL|ByteString)/);
  });
}

for (const address of ['', '/', '/give']) {
  test(`takes ${JSON.stringify(address)} for an address on the page's own origin`, () => {
    const client = createClient({ baseUrl: address, key: 'pk_test_1' });
    assert.match(client.liveUrl([projectExample.id]), /^(\/give)?\/v1\/live/);
  });
}

test('makes a page nothing that its key may not call, and everything that it may', () => {
  const open: readonly string[] = ['public', 'page', 'payer', 'donor'];
  const wanted = endpointNames.filter((name) => open.includes(routes[name].access));
  const options = { baseUrl, key: 'pk_test_1' };
  const made = Object.keys({
    ...createPageClient(options),
    ...createGiftClient(options),
    ...createReceiptClient(options),
    ...createShopClient(options),
    ...createOrderClient(options),
    ...createForestClient(options),
    ...createDeedsClient(options),
    ...createDonorDoorClient(options),
    ...createDonorClient(options),
  });
  const live = ['liveUrl', 'readLive', 'readLiveItem', 'readLiveChallenge'];
  assert.deepEqual(made.sort(), [...wanted, ...live].sort());
});
