/** What is promised to whoever holds an order's token. */
import { merchantExample } from '../../commerce/merchant.ts';
import { orderToken } from '../../commerce/order-token.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { goods, later, openShop, type Shop } from '../shop.ts';
import type { CasesOf } from './cases-of.ts';

const paramsOf = ({ merchant }: Shop) => ({ merchantId: merchant.id });

async function secretOf(shop: Shop): Promise<string> {
  const asked = shop.stage.ask('getOrderTokenSecret', { params: paramsOf(shop) });
  return (await granted(asked)).secret;
}

/** Asks as a page does, with a publishable key. */
function look(shop: Shop, shopOrderId: string, token: string) {
  const input = { params: { ...paramsOf(shop), shopOrderId }, query: { token } };
  return shop.stage.ask('getOrderImpact', input, { key: shop.stage.context.keys.publishable });
}

async function lookRightly(shop: Shop, shopOrderId: string) {
  const token = await orderToken(await secretOf(shop), shop.merchant.id, shopOrderId);
  return granted(look(shop, shopOrderId, token));
}

export const getOrderImpact: CasesOf<'getOrderImpact'> = {
  happy: [
    {
      name: 'getOrderImpact tells by a token what an order gives and by what arithmetic, and nothing of its lines',
      async run(stage) {
        const shop = await openShop(stage);
        const least = 50;
        const item = await shop.item({ least, most: 100 });
        const gift = { kind: 'tags', names: ['gift'] } as const;
        const other = await shop.item({ scope: { ...gift, names: [...gift.names] } }, 2);
        const roundUp = { projectId: shop.project.id, amount: 49 };
        const order = await shop.tell(shop.orderBody(other.createdAt, { roundUp }));
        const token = await orderToken(await secretOf(shop), shop.merchant.id, order.shopOrderId);
        const answer = await look(shop, order.shopOrderId, token);
        const { project, merchant } = shop;
        const expected = {
          merchantName: merchant.name,
          state: 'paid',
          confirmsAt: null,
          pledges: [
            {
              charityItemId: item.id,
              name: item.name,
              currency: 'USD',
              state: 'pending',
              exact: '50',
              gives: { kind: 'order_share', basisPoints: 100 },
              base: 1_001,
              bound: 'least',
              parts: [{ project: { id: project.id, title: project.title }, exact: '50' }],
            },
          ],
          none: [{ charityItemId: other.id, name: other.name, because: 'nothing_in_scope' }],
          roundUp: {
            project: { id: project.id, title: project.title },
            amount: { amount: 49, currency: 'USD' },
            state: 'pending',
            passedOnAt: null,
            donationId: null,
            receiptUrl: null,
          },
          livemode: false,
        };
        equal(answer.ok && answer.value, expected, 'impact');
      },
    },
    {
      name: 'getOrderImpact follows an order by the terms that it was paid under, to its end',
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        const body = shop.orderBody(item.createdAt, { completedAt: item.createdAt });
        const { shopOrderId } = await shop.tell(body);
        const changed = {
          terms: shop.itemBody({ gives: { kind: 'order_fixed', amount: 1 } }).terms,
        };
        const params = { charityItemId: item.id };
        await granted(stage.ask('changeCharityItem', { params, body: changed }));
        const [confirmed] = (await lookRightly(shop, shopOrderId)).pledges;
        equal(
          [confirmed?.state, confirmed?.exact, confirmed?.gives.kind],
          ['confirmed', '10.01', 'order_share'],
          'complete',
        );
        const back = [goods(0, { quantity: 0 })];
        await shop.tell({ ...body, updatedAt: later(body.updatedAt, 1), lines: back });
        const [reversed] = (await lookRightly(shop, shopOrderId)).pledges;
        equal([reversed?.state, reversed?.exact, reversed?.base], ['reversed', '0', 0], 'back');
      },
    },
    {
      name: "getOrderImpact takes a shop's own ids as they are",
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        for (const shopOrderId of ['#1001', 'a/b', '100%', '%2F', '订单 7', '1.2']) {
          await shop.tell(shop.orderBody(createdAt, { shopOrderId }));
          const { pledges } = await lookRightly(shop, shopOrderId);
          equal(pledges[0]?.exact, '10.01', shopOrderId);
        }
      },
    },
  ],
  refuses: {
    order_unknown: {
      name: 'getOrderImpact answers a wrong token as it does an order that is not there',
      async run(stage) {
        const [shop, other] = [await openShop(stage), await openShop(stage)];
        const { createdAt } = await shop.item();
        const { shopOrderId } = await shop.tell(shop.orderBody(createdAt));
        const secret = await secretOf(shop);
        const right = await orderToken(secret, shop.merchant.id, shopOrderId);
        const ofNone = await orderToken(secret, shop.merchant.id, 'none');
        const ofOther = await orderToken(await secretOf(other), other.merchant.id, shopOrderId);
        for (const [at, id, token] of [
          [shop, 'none', ofNone],
          [shop, shopOrderId, ofNone],
          [shop, shopOrderId, ofOther],
          [shop, shopOrderId, ''],
          [shop, shopOrderId, right.slice(0, -1)],
          [shop, shopOrderId, `${right}0`],
          [shop, shopOrderId, 'é'.repeat(64)],
          [other, shopOrderId, right],
          [other, shopOrderId, ofOther],
        ] as const) {
          await refused(look(at, id, token), 'order_unknown', `${id} by ${token}`);
        }
        const params = { merchantId: merchantExample.id, shopOrderId };
        const nobodys = stage.ask('getOrderImpact', { params, query: { token: right } });
        await refused(nobodys, 'order_unknown', 'a merchant that is none');
        await granted(look(shop, shopOrderId, right));
      },
    },
  },
};

export const getOrderTokenSecret: CasesOf<'getOrderTokenSecret'> = {
  happy: [
    {
      name: 'getOrderTokenSecret tells each merchant a secret of its own, and the same again',
      async run(stage) {
        const [one, other] = [await openShop(stage), await openShop(stage)];
        const asked = await granted(stage.ask('getOrderTokenSecret', { params: paramsOf(one) }));
        holds(/^ots_[\da-f]{64}$/.test(asked.secret), 'the secret is ots_ and 64 digits');
        equal(asked.olderUntil, null, 'older secrets');
        equal(await secretOf(one), asked.secret, 'the same again');
        holds((await secretOf(other)) !== asked.secret, 'each merchant has its own');
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'getOrderTokenSecret refuses a merchant that is none',
      async run(stage) {
        const params = { merchantId: merchantExample.id };
        const asked = stage.ask('getOrderTokenSecret', { params });
        await refused(asked, 'merchant_unknown', 'unknown merchant');
      },
    },
  },
};

export const rotateOrderTokenSecret: CasesOf<'rotateOrderTokenSecret'> = {
  happy: [
    {
      name: 'rotateOrderTokenSecret makes a new secret, and takes tokens of the old one as long as was asked',
      async run(stage) {
        const shop = await openShop(stage);
        const { createdAt } = await shop.item();
        const { shopOrderId } = await shop.tell(shop.orderBody(createdAt));
        const tokenBy = (secret: string) => orderToken(secret, shop.merchant.id, shopOrderId);
        const first = await secretOf(shop);
        const rotate = (keepOldHours: number) =>
          granted(
            stage.ask('rotateOrderTokenSecret', { params: paramsOf(shop), body: { keepOldHours } }),
          );
        const second = await rotate(24);
        holds(second.secret !== first, 'the secret is another');
        holds(second.olderUntil !== null, 'the old one is taken for a while');
        for (const secret of [first, second.secret]) {
          await granted(look(shop, shopOrderId, await tokenBy(secret)));
        }
        const third = await rotate(0);
        equal([third.olderUntil, await secretOf(shop)], [null, third.secret], 'at once');
        for (const secret of [first, second.secret]) {
          await refused(
            look(shop, shopOrderId, await tokenBy(secret)),
            'order_unknown',
            'an old secret',
          );
        }
        await granted(look(shop, shopOrderId, await tokenBy(third.secret)));
      },
    },
    {
      name: 'rotateOrderTokenSecret takes hours from 0 to 720',
      async run(stage) {
        const shop = await openShop(stage);
        for (const keepOldHours of [-1, 721, 1.5]) {
          const asked = stage.ask('rotateOrderTokenSecret', {
            params: paramsOf(shop),
            body: { keepOldHours },
          });
          await refusedField(asked, 'request_invalid', 'keepOldHours', `${keepOldHours} hours`);
        }
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'rotateOrderTokenSecret refuses a merchant that is none',
      async run(stage) {
        const params = { merchantId: merchantExample.id };
        const body = { keepOldHours: 0 };
        const asked = stage.ask('rotateOrderTokenSecret', { params, body });
        await refused(asked, 'merchant_unknown', 'unknown merchant');
      },
    },
  },
};
