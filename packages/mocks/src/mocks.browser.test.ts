/** The made-up platform in real browsers, behind msw's service worker. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createClient } from '@kindcart/client';
import { createDonationExample, projectExample, testCards } from '@kindcart/contract';
import { createStore } from '@kindcart/store';
import { setupWorker } from 'msw/browser';
import { createHandlers } from './index.ts';

const baseUrl = `${location.origin}/made-up`;
const handlers = createHandlers({
  baseUrl,
  failures: { getProject: ['network_error', 'internal'] },
});
const worker = setupWorker(...Object.values(handlers));
const client = createClient({ baseUrl, key: 'pk_test_1', retriesMax: 0 });
const { projectId, ...gift } = createDonationExample;

before(() =>
  worker.start({
    quiet: true,
    onUnhandledFrame: 'bypass',
    serviceWorker: { url: '/mockServiceWorker.js' },
  }),
);
after(() => worker.stop());

test('fails by name, and answers after that', async () => {
  const params = { projectId: projectExample.id };
  const codes: string[] = [];
  for (let asked = 0; asked < 3; asked += 1) {
    const result = await client.getProject({ params });
    codes.push(result.ok ? result.value.id : result.error.code);
  }
  assert.deepEqual(codes, ['network_error', 'internal', projectExample.id]);
});

test('checks what a page sends as the platform does', async () => {
  const body = { ...createDonationExample, donorName: '' };
  const result = await client.createDonation({ body, idempotencyKey: 'key-1' });
  assert.deepEqual(!result.ok && result.error.fields.map(({ field }) => field), ['donorName']);
});

test('carries a gift from the wish to the totals, through client and store', async () => {
  const store = createStore({ client, storage: sessionStorage });
  const checkout = store.checkout(projectId);
  const reached = (status: string) =>
    new Promise<void>((resolve, reject) => {
      const stop = checkout.subscribe(() => {
        const state = checkout.get();
        if (state.status === 'error') reject(new Error(state.error.message));
        if (state.status !== status) return;
        stop();
        resolve();
      });
    });
  const ready = reached('ready_to_pay');
  checkout.submit(gift);
  await ready;
  assert.equal(sessionStorage.length, 1);
  const paid = reached('succeeded');
  checkout.pay({ number: testCards.succeeds, expiry: '04/30', cvc: '123' });
  await paid;
  const list = await client.listProjects({ query: { ids: [projectId] } });
  const [project] = list.ok ? list.value.items : [];
  assert.equal(project?.totals.donations, projectExample.totals.donations + 1);
  checkout.reset();
  assert.equal(sessionStorage.length, 0);
});
