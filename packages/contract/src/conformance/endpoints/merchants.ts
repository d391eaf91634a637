/** What is promised of merchants. */
import { merchantExample } from '../../commerce/merchant.ts';
import { granted, newIdempotencyKey, refused, refusedField } from '../ask.ts';
import { equal, holds } from '../check.ts';
import { later, merchantBody, openShop } from '../shop.ts';
import { usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

export const createMerchant: CasesOf<'createMerchant'> = {
  happy: [
    {
      name: 'createMerchant makes a merchant as it was told, once under one key',
      async run(stage) {
        const body = merchantBody({ completes: { when: 'delivered', days: 90 }, language: 'fr' });
        const idempotencyKey = newIdempotencyKey();
        const made = await granted(stage.ask('createMerchant', { body }, { idempotencyKey }));
        const { id, livemode, createdAt, state, ...told } = made;
        equal(state, 'active', 'state');
        equal(told, body, 'what was told');
        equal(livemode, false, 'mode of the key');
        const again = await granted(stage.ask('createMerchant', { body }, { idempotencyKey }));
        equal(again, made, 'repeat');
        const read = stage.ask('getMerchant', { params: { merchantId: id } });
        equal(await granted(read), made, 'the merchant when read again');
      },
    },
    {
      name: 'createMerchant waits 90 days after a delivery at the most',
      async run(stage) {
        for (const days of [-1, 91, 1.5]) {
          const body = { ...merchantBody(), completes: { when: 'delivered', days } };
          const asked = stage.ask('createMerchant', { body });
          await refusedField(asked, 'request_invalid', 'completes.days', `${days} days`);
        }
      },
    },
    {
      name: 'createMerchant counts months in UTC and makes statements monthly where nothing is said',
      async run(stage) {
        const { name, language, currency, completes } = merchantBody();
        const body = { name, language, currency, completes };
        const made = await granted(stage.ask('createMerchant', { body }));
        equal(
          [made.timeZone, made.statementThreshold, made.statementEmail],
          ['UTC', null, null],
          'what was not said',
        );
        const wrong = { ...body, timeZone: 'Europe/Atlantis' };
        const asked = stage.ask('createMerchant', { body: wrong });
        await refusedField(asked, 'request_invalid', 'timeZone', 'no such zone');
      },
    },
  ],
  refuses: {},
};

export const listMerchants: CasesOf<'listMerchants'> = {
  happy: [
    {
      name: 'listMerchants pages through merchants, newest first',
      async run(stage) {
        const made = [];
        for (let count = 0; count < 3; count += 1) made.unshift((await openShop(stage)).merchant);
        const first = await granted(stage.ask('listMerchants', {}, { query: 'limit=2' }));
        const query = `limit=1&cursor=${first.nextCursor}`;
        const second = await granted(stage.ask('listMerchants', {}, { query }));
        equal([...first.items, ...second.items], made, 'the newest three');
      },
    },
  ],
  refuses: {},
};

export const getMerchant: CasesOf<'getMerchant'> = {
  happy: [
    {
      name: 'getMerchant reads the one that was asked for',
      async run(stage) {
        const [{ merchant }] = [await openShop(stage), await openShop(stage)];
        const params = { merchantId: merchant.id };
        equal(await granted(stage.ask('getMerchant', { params })), merchant, 'merchant');
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'getMerchant refuses an id that is no merchant',
      async run(stage) {
        const params = { merchantId: merchantExample.id };
        await refused(stage.ask('getMerchant', { params }), 'merchant_unknown', 'unknown id');
      },
    },
  },
};

export const changeMerchant: CasesOf<'changeMerchant'> = {
  happy: [
    {
      name: 'changeMerchant changes what is told, and leaves the rest as it is',
      async run(stage) {
        const { merchant } = await openShop(stage);
        const params = { merchantId: merchant.id };
        const body = {
          name: 'Another name',
          completes: { when: 'delivered', days: 3 },
          timeZone: 'Asia/Shanghai',
          statementThreshold: 100_000_000,
          statementEmail: 'books@shop.example',
        } as const;
        const changed = await granted(stage.ask('changeMerchant', { params, body }));
        equal(changed, { ...merchant, ...body }, 'changed');
        const back = { statementThreshold: null, statementEmail: null };
        const left = await granted(stage.ask('changeMerchant', { params, body: back }));
        equal(left, { ...changed, ...back }, 'without a threshold');
        equal(await granted(stage.ask('getMerchant', { params })), left, 'read again');
      },
    },
    {
      name: 'changeMerchant suspends: what was paid before stays, and what is paid then gives nothing, also later',
      needs: ['clock'],
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        const params = { merchantId: shop.merchant.id };
        const before = await shop.tell(shop.orderBody(item.createdAt));
        await stage.given('advance')(1_000);
        const change = (state: 'active' | 'suspended') =>
          granted(stage.ask('changeMerchant', { params, body: { state } }));
        equal((await change('suspended')).state, 'suspended', 'state');
        equal((await change('suspended')).state, 'suspended', 'state, twice');
        await stage.given('advance')(1_000);
        const now = async () => (await openShop(stage)).merchant.createdAt;
        const then = await now();
        const during = shop.orderBody(then);
        const none = [{ charityItemId: item.id, because: 'merchant_suspended', steps: [] }];
        const suspended = await shop.tell(during);
        equal([suspended.pledges, suspended.none], [[], none], 'paid while suspended');
        const body = shop.orderBody(item.createdAt, { shopOrderId: before.shopOrderId });
        const complete = { ...body, updatedAt: then, completedAt: item.createdAt };
        equal((await shop.tell(complete)).pledges[0]?.state, 'confirmed', 'paid before');
        await stage.given('advance')(1_000);
        equal((await change('active')).state, 'active', 'state at last');
        const again = { ...during, updatedAt: later(then, 500) };
        equal((await shop.tell(again)).none, none, 'paid while it was suspended');
        await stage.given('advance')(1_000);
        const after = await shop.tell(shop.orderBody(await now()));
        equal(after.none, [], 'paid after');
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'changeMerchant refuses an id that is no merchant',
      async run(stage) {
        const params = { merchantId: merchantExample.id };
        const asked = stage.ask('changeMerchant', { params, body: { name: 'Nobody' } });
        await refused(asked, 'merchant_unknown', 'unknown id');
      },
    },
  },
};

export const getShopImpact: CasesOf<'getShopImpact'> = {
  happy: [
    {
      name: 'getShopImpact adds up what was given, each order once, to which projects, and nothing before it is confirmed',
      async run(stage) {
        const shop = await openShop(stage);
        const { merchant, project } = shop;
        const another = await stage.project();
        const split = [
          { projectId: project.id, basisPoints: 2_500 },
          { projectId: another.id, basisPoints: 7_500 },
        ];
        const second = await shop.item({ gives: { kind: 'order_fixed', amount: 200 }, split }, 2);
        const first = await shop.item({}, 1);
        const paid = shop.orderBody(first.createdAt);
        await shop.tell(paid);
        const nothing = await shop.impact();
        equal([nothing.totals.orders, nothing.totals.exact], [0, '0'], 'before it is complete');
        equal(nothing.projects, [], 'projects before it is complete');
        const { createdAt: completedAt } = first;
        await shop.tell({ ...paid, updatedAt: later(paid.updatedAt, 10), completedAt });
        const { totals, projects, ...rest } = await shop.impact();
        equal([totals.orders, totals.exact, totals.given], [1, '210.01', usd(210)], 'totals');
        equal(
          projects.map(({ project: { id, title }, exact, given }) => [id, title, exact, given]),
          [
            [another.id, another.title, '150', usd(150)],
            [project.id, project.title, '60.01', usd(60)],
          ],
          'projects',
        );
        const { id, name, currency, livemode } = merchant;
        const items = [first, second].map((item) => ({ id: item.id, name: item.name }));
        equal(rest, { id, name, currency, items, livemode }, 'the shop');
        await shop.tell({ ...paid, updatedAt: later(paid.updatedAt, 20), completedAt, lines: [] });
        const back = await shop.impact();
        equal([back.totals.orders, back.totals.exact], [0, '0'], 'after it was given back');
        equal(back.projects, [], 'projects after it was given back');
        holds(back.totals.version > totals.version, 'versions rise');
      },
    },
    {
      name: 'getShopImpact names no charity item that has ended',
      async run(stage) {
        const shop = await openShop(stage);
        const params = { charityItemId: (await shop.item()).id };
        await granted(stage.ask('endCharityItem', { params }));
        equal((await shop.impact()).items, [], 'items');
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'getShopImpact refuses an id that is no merchant',
      async run(stage) {
        const params = { merchantId: merchantExample.id };
        await refused(stage.ask('getShopImpact', { params }), 'merchant_unknown', 'unknown id');
      },
    },
  },
};
