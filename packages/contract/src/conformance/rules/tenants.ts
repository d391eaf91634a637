/** What belongs to one organization, or to live data, does not exist for the others. */
import { testCards } from '../../payments.ts';
import { livePath } from '../../routes.ts';
import { createWebhookEndpointExample } from '../../webhooks/endpoint.ts';
import { granted, refused } from '../ask.ts';
import { equal, fail, holds } from '../check.ts';
import type { KeyPair } from '../context.ts';
import { openShop } from '../shop.ts';
import { type Case, donationBody, projectBody, refundOf, type Stage, usd } from '../stage.ts';

/** Every address that takes an id, asked with keys that are not the owner's. */
async function refusedToStrangers(stage: Stage, strangers: KeyPair): Promise<void> {
  const project = await stage.project();
  const created = await stage.gave(project, testCards.succeeds, 'succeeded');
  const refund = await stage.refund(created, usd(100));
  const key = strangers.secret;
  const projectCall = { params: { projectId: project.id } };
  const donationCall = { params: { donationId: created.donation.id } };
  const refundCall = { params: { refundId: refund.id } };
  await refused(stage.ask('getProject', projectCall, { key }), 'project_unknown', 'getProject');
  await refused(stage.ask('closeProject', projectCall, { key }), 'project_unknown', 'closeProject');
  await refused(stage.ask('listGifts', projectCall, { key }), 'project_unknown', 'listGifts');
  await refused(stage.ask('getDonation', donationCall, { key }), 'donation_unknown', 'getDonation');
  const status = stage.ask('getDonationStatus', donationCall, { key });
  await refused(status, 'donation_unknown', 'getDonationStatus');
  const receipt = stage.ask('createReceipt', donationCall, { key });
  await refused(receipt, 'donation_unknown', 'createReceipt');
  const again = stage.ask('createRefund', refundOf(created, usd(1)), { key });
  await refused(again, 'donation_unknown', 'createRefund');
  await refused(stage.ask('getRefund', refundCall, { key }), 'refund_unknown', 'getRefund');
  await refused(stage.ask('listNotes', donationCall, { key }), 'donation_unknown', 'listNotes');
  const note = { ...donationCall, body: { text: 'Not ours' } };
  await refused(stage.ask('createNote', note, { key }), 'donation_unknown', 'createNote');
  const body = { nameHidden: true, messageHidden: true, reason: null };
  const hide = stage.ask('moderateDonation', { ...donationCall, body }, { key });
  await refused(hide, 'donation_unknown', 'moderateDonation');
  const byIds = await granted(stage.ask('listProjects', {}, { key, query: `ids=${project.id}` }));
  equal(byIds.items, [], 'projects by id');
  const query = `projectId=${project.id}`;
  equal((await granted(stage.ask('listDonations', {}, { key, query }))).items, [], 'donations');
  const page = { key: strangers.publishable, keyInQuery: true };
  await refused(stage.ask('getProject', projectCall, page), 'project_unknown', 'as a page');
  equal((await stage.readProject(project.id)).state, 'open', 'state after all that');
}

/** The same of webhooks. */
async function webhooksRefusedToStrangers(stage: Stage, { secret: key }: KeyPair): Promise<void> {
  const body = { ...createWebhookEndpointExample, url: 'https://receiver.invalid/hooks' };
  const endpoint = await granted(stage.ask('createWebhookEndpoint', { body }));
  const params = { endpointId: endpoint.id };
  const delivery = await granted(stage.ask('testWebhookEndpoint', { params }));
  const unknown = 'webhook_endpoint_unknown';
  for (const name of [
    'getWebhookEndpoint',
    'testWebhookEndpoint',
    'listWebhookDeliveries',
  ] as const) {
    await refused(stage.ask(name, { params }, { key }), unknown, name);
  }
  const off = { params, body: { enabled: false } };
  await refused(stage.ask('updateWebhookEndpoint', off, { key }), unknown, 'update');
  const rotation = { params, body: { keepOldHours: 0 } };
  await refused(stage.ask('rotateWebhookSecret', rotation, { key }), unknown, 'rotate');
  const since = { params, body: { since: endpoint.createdAt } };
  await refused(stage.ask('replayFailedWebhooks', since, { key }), unknown, 'replay');
  const replay = { params: { deliveryId: delivery.id } };
  const asked = stage.ask('replayWebhookDelivery', replay, { key });
  await refused(asked, 'webhook_delivery_unknown', 'replay of one');
  const listed = await granted(stage.ask('listWebhookEndpoints', {}, { key }));
  equal(
    listed.items.filter(({ id }) => id === endpoint.id),
    [],
    'endpoints',
  );
  await refused(stage.ask('deleteWebhookEndpoint', { params }, { key }), unknown, 'delete');
  equal((await granted(stage.ask('deleteWebhookEndpoint', { params }))).enabled, true, 'state');
}

/** The same of shops. */
async function shopsRefusedToStrangers(stage: Stage, { secret: key }: KeyPair): Promise<void> {
  const shop = await openShop(stage);
  const item = await shop.item();
  const order = await shop.tell(shop.orderBody(item.createdAt));
  const { merchantId, currency, choice, lines, shopOrderId } = order;
  const query = `merchantId=${merchantId}`;
  const merchant = stage.ask('getMerchant', { params: { merchantId } }, { key });
  await refused(merchant, 'merchant_unknown', 'getMerchant');
  const impact = stage.ask('getShopImpact', { params: { merchantId } }, { key });
  await refused(impact, 'merchant_unknown', 'getShopImpact');
  const read = stage.ask('getOrder', { params: { orderId: order.id } }, { key });
  await refused(read, 'order_unknown', 'getOrder');
  const told = stage.ask(
    'recordOrder',
    { body: shop.orderBody(item.createdAt, { shopOrderId }) },
    { key },
  );
  await refused(told, 'merchant_unknown', 'recordOrder');
  const cart = { merchantId, currency, choice, lines };
  const preview = stage.ask('previewPledge', { body: cart }, { key });
  await refused(preview, 'merchant_unknown', 'previewPledge');
  const secret = stage.ask('getOrderTokenSecret', { params: { merchantId } }, { key });
  await refused(secret, 'merchant_unknown', 'getOrderTokenSecret');
  const rotation = { params: { merchantId }, body: { keepOldHours: 0 } };
  const rotated = stage.ask('rotateOrderTokenSecret', rotation, { key });
  await refused(rotated, 'merchant_unknown', 'rotateOrderTokenSecret');
  const params = { charityItemId: item.id };
  const changed = stage.ask('changeCharityItem', { params, body: { name: 'Ours' } }, { key });
  await refused(changed, 'charity_item_unknown', 'changeCharityItem');
  const ended = stage.ask('endCharityItem', { params }, { key });
  await refused(ended, 'charity_item_unknown', 'endCharityItem');
  const made = stage.ask('createCharityItem', { body: shop.itemBody() }, { key });
  await refused(made, 'merchant_unknown', 'createCharityItem');
  for (const name of ['listCharityItems', 'listOrders'] as const) {
    equal((await granted(stage.ask(name, {}, { key, query }))).items, [], name);
  }
  const byId = stage.ask('listCharityItems', {}, { key, query: `ids=${item.id}` });
  equal((await granted(byId)).items, [], 'charity items by id');
  equal((await shop.readItem(item))?.state, 'open', 'state after all that');
  const theirs = await granted(stage.ask('createProject', { body: projectBody() }, { key }));
  const body = shop.itemBody({ split: [{ projectId: theirs.id, basisPoints: 10_000 }] });
  await refused(stage.ask('createCharityItem', { body }), 'project_unknown', 'their project');
  const chosen = shop.orderBody(item.createdAt, { choice: theirs.id });
  await refused(stage.ask('recordOrder', { body: chosen }), 'project_unknown', 'their project');
}

async function pagesThrough(stage: Stage, key: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const query: string = cursor === '' ? 'limit=100' : `limit=100&cursor=${cursor}`;
    const page = await granted(stage.ask('listProjects', {}, { key, query }));
    ids.push(...page.items.map((project) => project.id));
    cursor = page.nextCursor;
  }
  return ids;
}

export const tenantCases: readonly Case[] = [
  {
    name: "another organization's keys find none of the first one's things",
    needs: ['tenants'],
    run: (stage) => refusedToStrangers(stage, stage.given('others')),
  },
  {
    name: 'live keys find nothing of the test data',
    needs: ['tenants'],
    run: (stage) => refusedToStrangers(stage, stage.given('live')),
  },
  {
    name: 'webhooks are known to nobody but their organization, in their mode',
    needs: ['tenants'],
    async run(stage) {
      for (const name of ['others', 'live'] as const) {
        await webhooksRefusedToStrangers(stage, stage.given(name));
      }
    },
  },
  {
    name: 'shops are known to nobody but their organization, in their mode',
    needs: ['tenants'],
    async run(stage) {
      for (const name of ['others', 'live'] as const) {
        await shopsRefusedToStrangers(stage, stage.given(name));
      }
    },
  },
  {
    name: "a gift to another organization's project, or a live one, is refused as unknown",
    needs: ['tenants'],
    async run(stage) {
      for (const name of ['others', 'live'] as const) {
        const project = await stage.project({}, { key: stage.given(name).secret });
        const asked = stage.ask('createDonation', { body: donationBody(project) });
        await refused(asked, 'project_unknown', name);
      }
    },
  },
  {
    name: 'no list tells one organization, or mode, of the other',
    needs: ['tenants'],
    async run(stage) {
      const keys = [stage.context.keys, stage.given('others'), stage.given('live')];
      for (const { secret } of keys) await stage.project({}, { key: secret });
      const lists = [];
      for (const { secret } of keys) lists.push(await pagesThrough(stage, secret));
      const all = lists.flat();
      equal(new Set(all).size, all.length, 'distinct projects over all lists');
    },
  },
  {
    name: "one payment's client secret pays no other payment",
    needs: ['secrets'],
    async run(stage) {
      const project = await stage.project();
      const [mine, theirs] = [await stage.begin(project), await stage.begin(project)];
      const { reference } = theirs.payment;
      for (const clientSecret of [
        mine.payment.clientSecret,
        `${theirs.payment.clientSecret.slice(0, -2)}AA`,
        theirs.payment.clientSecret.toUpperCase(),
        'nonsense',
        '',
      ]) {
        const card = { number: testCards.succeeds, expiry: '12/89', cvc: '123' };
        const call = { params: { reference }, body: { clientSecret, card } };
        await refused(stage.ask('confirmSandboxPayment', call), 'payment_unknown', clientSecret);
      }
      equal((await stage.readDonation(theirs.donation.id)).state, 'pending', 'state');
    },
  },
  {
    name: "the live stream says nothing of another organization's project",
    needs: ['tenants', 'stream'],
    async run(stage) {
      const { baseUrl, fetch, keys } = stage.context;
      const theirs = await stage.project({}, { key: stage.given('others').secret });
      const mine = await stage.project();
      const query = `key=${keys.publishable}&projects=${theirs.id},${mine.id}`;
      const response = await fetch(`${baseUrl}${livePath}?${query}`, {
        method: 'GET',
        headers: {},
      });
      const reader = response.body?.getReader();
      holds(reader !== undefined, 'the stream has a body');
      let text = '';
      while (!text.includes(mine.id)) {
        const { done, value } = await reader.read();
        if (done || value === undefined) fail(`The stream ended after ${JSON.stringify(text)}`);
        text += String.fromCharCode(...value);
      }
      await reader.cancel();
      holds(!text.includes(theirs.id), `the stream tells of it: ${text}`);
    },
  },
];
