/** What is promised of orders and their pledges. */
import { merchantExample } from '../../commerce/merchant.ts';
import { type Order, orderExample, orderLinesMax, type RecordOrder } from '../../commerce/order.ts';
import { projectExample } from '../../giving/project.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { goods, later, merchantBody, openShop, Shop } from '../shop.ts';
import type { Stage } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

/** What a case looks at. */
const stateOf = ({ state, pledges }: Order) => [
  state,
  ...pledges.map((pledge) => `${pledge.state} ${pledge.exact}`),
];

export const recordOrder: CasesOf<'recordOrder'> = {
  happy: [
    {
      name: 'recordOrder pledges when an order is paid, and explains it line by line',
      async run(stage) {
        const shop = await openShop(stage);
        const { id, createdAt } = await shop.item({
          gives: { kind: 'item_share', basisPoints: 50 },
          scope: { kind: 'skus', names: ['TEA'] },
        });
        const lines = [goods(1_001, { sku: 'TEA' }), goods(900, { id: '2', sku: 'POT' })];
        const body = shop.orderBody(createdAt, { lines });
        const order = await shop.tell(body);
        const { merchantId, shopOrderId, updatedAt, currency, paidAt } = order;
        equal(
          { ...body, merchantId, shopOrderId, updatedAt, currency, paidAt, lines: order.lines },
          body,
          'what was told',
        );
        equal(
          order.pledges,
          [
            {
              charityItemId: id,
              revision: 1,
              state: 'pending',
              exact: '5.005',
              parts: [{ projectId: shop.project.id, exact: '5.005' }],
              steps: [{ what: 'line', lineId: '1', base: 1_001, exact: '5.005' }],
            },
          ],
          'pledges',
        );
        equal(await shop.readOrder(order), order, 'the order when read again');
      },
    },
    {
      name: 'recordOrder takes states in any order and as often as may be',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const paid = shop.orderBody(createdAt);
        const complete = { ...paid, updatedAt: later(createdAt, 20), completedAt: createdAt };
        const refunded = { ...complete, updatedAt: later(createdAt, 30), lines: [goods(500)] };
        const last = await shop.tell(refunded);
        equal(stateOf(last), ['completed', 'confirmed 5'], 'the newest first');
        for (const body of [paid, refunded, complete, paid])
          equal(await shop.tell(body), last, 'then');
      },
    },
    {
      name: 'recordOrder confirms a complete order, counts it, and takes back what is given back',
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        const body = shop.orderBody(item.createdAt);
        const unpaid = { ...body, paidAt: null, updatedAt: later(item.createdAt, -10) };
        equal(stateOf(await shop.tell(unpaid)), ['unpaid'], 'before it is paid');
        equal(stateOf(await shop.tell(body)), ['paid', 'pending 10.01'], 'paid');
        const totals = async () => {
          const read = await shop.readItem(item);
          return [read?.totals.orders, read?.totals.exact, read?.totals.given.amount];
        };
        equal(await totals(), [0, '0', 0], 'totals before it is complete');
        const at = (ms: number) => ({ ...body, updatedAt: later(item.createdAt, ms) });
        const complete = { ...at(1), completedAt: item.createdAt };
        equal(stateOf(await shop.tell(complete)), ['completed', 'confirmed 10.01'], 'complete');
        equal(await totals(), [1, '10.01', 10], 'totals once it is');
        const part = { ...complete, ...at(2), completedAt: item.createdAt, lines: [goods(50)] };
        equal(stateOf(await shop.tell(part)), ['completed', 'confirmed 0.5'], 'in part');
        equal(await totals(), [1, '0.5', 0], 'totals then');
        const all = {
          ...part,
          updatedAt: later(item.createdAt, 3),
          lines: [goods(0, { quantity: 0 })],
        };
        equal(stateOf(await shop.tell(all)), ['completed', 'reversed 0'], 'whole');
        equal(await totals(), [0, '0', 0], 'totals at last');
      },
    },
    {
      name: 'recordOrder reverses what a cancelled order pledged',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const body = shop.orderBody(createdAt);
        await shop.tell(body);
        const cancelled = { ...body, updatedAt: later(createdAt, 1), cancelledAt: createdAt };
        equal(stateOf(await shop.tell(cancelled)), ['cancelled', 'reversed 0'], 'cancelled');
      },
    },
    {
      name: 'recordOrder waits so many days after a delivery',
      needs: ['clock'],
      async run(stage) {
        const shop = await openShop(stage, { completes: { when: 'delivered', days: 14 } });
        const item = await shop.item();
        const { createdAt } = item;
        const order = await shop.tell(shop.orderBody(createdAt, { completedAt: createdAt }));
        equal(stateOf(order), ['completed', 'pending 10.01'], 'delivered');
        equal(order.confirmsAt, later(createdAt, 14 * 86_400_000), 'when it is confirmed');
        await stage.given('advance')(14 * 86_400_000);
        const confirmed = await stage.context.waitUntil('the pledge to be confirmed', async () => {
          const read = await shop.readOrder(order);
          return read.confirmsAt === null ? read : undefined;
        });
        equal(stateOf(confirmed), ['completed', 'confirmed 10.01'], 'after 14 days');
        equal((await shop.readItem(item))?.totals.exact, '10.01', 'totals');
      },
    },
    {
      name: "recordOrder keeps what the shopper added apart from the shop's pledge, as the order stands",
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const roundUp = { projectId: shop.project.id, amount: 49 };
        const at = (ms: number) => ({ updatedAt: later(createdAt, ms), paidAt: createdAt });
        const { shopOrderId, ...body } = shop.orderBody(createdAt, { roundUp });
        const told = (changes: Partial<RecordOrder>) =>
          shop.tell({ ...body, shopOrderId, ...changes });
        const unpaid = { updatedAt: later(createdAt, -10), paidAt: null };
        equal((await told(unpaid)).roundUp, null, 'before it is paid');
        const paid = await told(at(0));
        equal(paid.roundUp, { ...roundUp, state: 'pending', donationId: null }, 'paid');
        equal(stateOf(paid), ['paid', 'pending 10.01'], 'what the shop pledges beside it');
        const completedAt = createdAt;
        const complete = await told({ ...at(1), completedAt });
        equal(complete.roundUp, { ...roundUp, state: 'confirmed', donationId: null }, 'complete');
        const back = { ...roundUp, amount: 0 };
        const given = await told({ ...at(2), completedAt, roundUp: back });
        equal(given.roundUp, { ...back, state: 'reversed', donationId: null }, 'given back');
        const cancelledAt = createdAt;
        const cancelled = await told({ ...at(3), completedAt, cancelledAt });
        equal(cancelled.roundUp?.state, 'reversed', 'cancelled');
      },
    },
    {
      name: 'recordOrder says that a round-up in another currency than its project counts in is to be given back',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const roundUp = { projectId: shop.project.id, amount: 49 };
        const order = await shop.tell(shop.orderBody(createdAt, { currency: 'EUR', roundUp }));
        equal(order.roundUp, { ...roundUp, state: 'refused', donationId: null }, 'in euros');
      },
    },
    {
      name: 'recordOrder says by which charity items an order gives nothing, and why',
      async run(stage) {
        const shop = await openShop(stage);
        const other = await shop.item({ scope: { kind: 'tags', names: ['gift'] } }, 1);
        const gives = { kind: 'tiers', tiers: [{ from: 5_000, amount: 100 }] } as const;
        const tier = await shop.item({ gives: { ...gives, tiers: [...gives.tiers] } }, 2);
        const order = await shop.tell(shop.orderBody(tier.createdAt));
        const steps = [{ what: 'tier', base: 1_001, reached: null, missing: 3_999, exact: '0' }];
        const none = [
          { charityItemId: other.id, because: 'nothing_in_scope', steps: [] },
          { charityItemId: tier.id, because: 'no_tier_reached', steps },
        ];
        equal([order.pledges, order.none], [[], none], 'in US dollars');
        const euros = await shop.tell(shop.orderBody(tier.createdAt, { currency: 'EUR' }));
        equal(
          euros.none.map(({ because }) => because),
          ['other_currency', 'other_currency'],
          'in euros',
        );
      },
    },
    {
      name: 'recordOrder keeps what was pledged before a project was closed, and pledges nothing to it after',
      needs: ['clock'],
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        const pledged = await shop.tell(shop.orderBody(item.createdAt));
        await stage.given('advance')(1_000);
        const params = { projectId: shop.project.id };
        const closed = await granted(stage.ask('closeProject', { params }));
        const { shopOrderId } = pledged;
        const body = shop.orderBody(item.createdAt, { shopOrderId, lines: [goods(100)] });
        const refunded = await shop.tell({ ...body, updatedAt: later(body.updatedAt, 500) });
        equal(stateOf(refunded), ['paid', 'pending 1'], 'paid before');
        const after = await shop.tell(shop.orderBody(closed.updatedAt));
        equal(after.none[0]?.because, 'project_closed', 'paid after');
      },
    },
    {
      name: 'recordOrder refuses more lines than it takes, two of one id, and times in the future, by name',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const line = (id: number) => goods(1, { id: `${id}` });
        const lines = Array.from({ length: orderLinesMax }, (_, at) => line(at));
        const most = await shop.tell(shop.orderBody(createdAt, { lines }));
        equal(most.pledges[0]?.exact, '5', `of ${orderLinesMax} cents`);
        const ahead = later(createdAt, 48 * 3_600_000);
        for (const [change, field] of [
          [{ lines: [...lines, line(orderLinesMax)] }, 'lines'],
          [{ lines: [line(1), line(1)] }, 'lines'],
          [{ updatedAt: ahead }, 'updatedAt'],
          [{ paidAt: ahead }, 'paidAt'],
          [{ paidAt: '0001-01-01T00:00:00.000Z' }, 'paidAt'],
          [{ shopOrderId: '' }, 'shopOrderId'],
          [{ lines: [goods(1, { quantity: -1 })] }, 'lines.0.quantity'],
        ] as const) {
          const body = { ...shop.orderBody(createdAt), ...change };
          await refusedField(stage.ask('recordOrder', { body }), 'request_invalid', field, field);
        }
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'recordOrder refuses a merchant that is none',
      async run(stage) {
        const shop = await openShop(stage);
        const body = { ...shop.orderBody(shop.merchant.createdAt), merchantId: merchantExample.id };
        await refused(stage.ask('recordOrder', { body }), 'merchant_unknown', 'unknown merchant');
      },
    },
    project_unknown: {
      name: 'recordOrder refuses a choice that is no project',
      async run(stage) {
        const shop = await openShop(stage);
        const body = shop.orderBody(shop.merchant.createdAt, { choice: projectExample.id });
        const asked = stage.ask('recordOrder', { body });
        await refusedField(asked, 'project_unknown', 'choice', 'unknown choice');
      },
    },
    livemode_mismatch: {
      name: 'recordOrder keeps no test order among live ones',
      needs: ['tenants'],
      async run(stage) {
        const key = stage.given('live').secret;
        const made = stage.ask('createMerchant', { body: merchantBody() }, { key });
        const merchant = await granted(made);
        const project = await stage.project({}, { key });
        const shop = new Shop(stage, merchant, project);
        const body = shop.orderBody(merchant.createdAt, { test: true });
        await refused(stage.ask('recordOrder', { body }, { key }), 'livemode_mismatch', 'a test');
        const real = await granted(
          stage.ask('recordOrder', { body: { ...body, test: false } }, { key }),
        );
        equal(real.livemode, true, 'mode of one that is none');
      },
    },
  },
};

async function ordersOf(stage: Stage, shop: Shop, query: string) {
  const whole = `merchantId=${shop.merchant.id}${query}`;
  return granted(stage.ask('listOrders', {}, { query: whole }));
}

export const listOrders: CasesOf<'listOrders'> = {
  happy: [
    {
      name: 'listOrders pages through the orders of a merchant, newest first, each with its pledges',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const made = [];
        for (let count = 0; count < 3; count += 1) {
          made.unshift(await shop.tell(shop.orderBody(createdAt)));
        }
        const first = await ordersOf(stage, shop, '&limit=2');
        const second = await ordersOf(stage, shop, `&limit=2&cursor=${first.nextCursor}`);
        equal([...first.items, ...second.items], made, 'orders');
        equal(second.nextCursor, null, 'after the last');
        equal((await ordersOf(stage, await openShop(stage), '')).items, [], 'of another');
        const [last] = made;
        const named = `&shopOrderId=${encodeURIComponent(last?.shopOrderId ?? '')}`;
        equal((await ordersOf(stage, shop, named)).items, [last], "by the shop's own id");
        equal((await ordersOf(stage, shop, '&shopOrderId=nothing')).items, [], 'by an unknown id');
      },
    },
  ],
  refuses: {},
};

export const getOrder: CasesOf<'getOrder'> = {
  happy: [
    {
      name: "getOrder tells orders apart whose ids a number could not, and keeps each shop's own",
      async run(stage) {
        const [one, other] = [await openShop(stage), await openShop(stage)];
        const { createdAt } = await one.item();
        const shopOrderId = '9007199254740993';
        const told = [];
        for (const id of [shopOrderId, '9007199254740992', ' 9007199254740993']) {
          told.push(await one.tell(one.orderBody(createdAt, { shopOrderId: id })));
        }
        told.push(await other.tell(other.orderBody(createdAt, { shopOrderId })));
        equal(new Set(told.map(({ id }) => id)).size, told.length, 'distinct orders');
        for (const order of told) equal(await one.readOrder(order), order, order.shopOrderId);
      },
    },
  ],
  refuses: {
    order_unknown: {
      name: 'getOrder refuses an id that is no order',
      async run(stage) {
        const params = { orderId: orderExample.id };
        await refused(stage.ask('getOrder', { params }), 'order_unknown', 'unknown id');
      },
    },
  },
};

export const previewPledge: CasesOf<'previewPledge'> = {
  happy: [
    {
      name: 'previewPledge says to a page what a cart would pledge, as the order does then, and keeps nothing',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const tiers = [{ from: 2_000, amount: 100 }];
        await shop.item({ gives: { kind: 'tiers', tiers } }, 2);
        const { merchantId, currency, choice, lines } = shop.orderBody(createdAt);
        const body = { merchantId, currency, choice, lines };
        const { keys, origin } = stage.context;
        const options = { key: keys.publishable, headers: { Origin: origin } };
        const preview = await granted(stage.ask('previewPledge', { body }, options));
        const query = `merchantId=${merchantId}`;
        equal((await granted(stage.ask('listOrders', {}, { query }))).items, [], 'orders');
        const item = (await granted(stage.ask('listCharityItems', {}, { query }))).items[1];
        holds(item !== undefined, 'the second item is there');
        const order = await shop.tell(shop.orderBody(later(item.totals.asOf, 0)));
        const pledges = order.pledges.map(({ state, ...rest }) => rest);
        equal(preview, { pledges, none: order.none, livemode: false }, 'what the order pledges');
        equal(preview.none[0]?.steps[0]?.what, 'tier', 'what is missing to the tier');
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'previewPledge refuses a merchant that is none',
      async run(stage) {
        const lines = [goods(1)];
        const body = { merchantId: merchantExample.id, currency: 'USD', choice: null, lines };
        await refused(stage.ask('previewPledge', { body }), 'merchant_unknown', 'unknown');
      },
    },
    project_unknown: {
      name: 'previewPledge refuses a choice that is no project',
      async run(stage) {
        const { merchant } = await openShop(stage);
        const choice = projectExample.id;
        const body = { merchantId: merchant.id, currency: 'USD', choice, lines: [goods(1)] };
        await refused(stage.ask('previewPledge', { body }), 'project_unknown', 'unknown');
      },
    },
  },
};
