/** What is promised of charity items. */
import {
  type CharityItemWhole,
  charityItemExample,
  charityItemsMax,
} from '../../commerce/charity-item.ts';
import type { CharityItemTerms } from '../../commerce/item.ts';
import { merchantExample } from '../../commerce/merchant.ts';
import { projectExample } from '../../giving/project.ts';
import { granted, refused, refusedField, send } from '../ask.ts';
import { equal, matches } from '../check.ts';
import { goods, later, openShop, type Shop } from '../shop.ts';
import type { Case, Stage } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

const elsewhere = [{ projectId: projectExample.id, basisPoints: 10_000 }];
const unknown = { params: { charityItemId: charityItemExample.id } };

/** What a page is told of it. */
function publicOf(item: CharityItemWhole) {
  const { terms, revision, createdAt, updatedAt, ...told } = item;
  return told;
}

async function closedIn(stage: Stage): Promise<CharityItemTerms['split']> {
  const { id } = await stage.project();
  await granted(stage.ask('closeProject', { params: { projectId: id } }));
  return [{ projectId: id, basisPoints: 10_000 }];
}

/** Terms that are refused, and for what. */
const bad: readonly [
  code: 'project_unknown' | 'project_closed' | 'currency_mismatch',
  what: string,
  change: (shop: Shop) => Promise<Partial<CharityItemTerms>>,
  field: string,
][] = [
  [
    'project_unknown',
    'a project that is none',
    async () => ({ split: elsewhere }),
    'terms.split.0.projectId',
  ],
  [
    'project_closed',
    'a closed project',
    async ({ stage }) => ({ split: await closedIn(stage) }),
    'terms.split.0.projectId',
  ],
  [
    'currency_mismatch',
    "another currency than the merchant's",
    async () => ({ currency: 'EUR' }),
    'terms.currency',
  ],
];

type Code = (typeof bad)[number][0];

function refusesTerms<Name extends 'createCharityItem' | 'changeCharityItem'>(
  name: Name,
  code: Code,
): Case {
  return {
    name: `${name} refuses terms with ${bad.find(([each]) => each === code)?.[1]}`,
    async run(stage) {
      const shop = await openShop(stage);
      for (const [each, what, change, field] of bad) {
        if (each !== code) continue;
        const body = shop.itemBody(await change(shop));
        if (name === 'createCharityItem') {
          await refusedField(stage.ask('createCharityItem', { body }), code, field, what);
          continue;
        }
        const params = { charityItemId: (await shop.item()).id };
        const asked = stage.ask('changeCharityItem', { params, body: { terms: body.terms } });
        await refusedField(asked, code, field, what);
      }
    },
  };
}

export const createCharityItem: CasesOf<'createCharityItem'> = {
  happy: [
    {
      name: 'createCharityItem makes an open item that has given nothing, as it was told',
      async run(stage) {
        const shop = await openShop(stage);
        const body = shop.itemBody({ choices: [shop.project.id], most: 500 }, 7);
        const item = await granted(stage.ask('createCharityItem', { body }));
        const { merchantId, name, place, terms } = item;
        equal({ merchantId, name, place, terms }, body, 'what was told');
        const { state, revision, livemode, totals } = item;
        equal([state, revision, livemode], ['open', 1, false], 'what was not told');
        equal([totals.orders, totals.exact, totals.given.amount], [0, '0', 0], 'totals');
        const project = { id: shop.project.id, title: shop.project.title };
        equal(item.split, [{ project, basisPoints: 10_000 }], 'to whom');
        equal(item.choices, [project], 'choices');
        equal(await shop.readItem(item), publicOf(item), 'the item as a page reads it');
      },
    },
    {
      name: 'createCharityItem refuses terms that are over, end before they start, or are not dated in our time',
      async run(stage) {
        const shop = await openShop(stage);
        for (const [endsAt, field] of [
          ['2026-02-01T00:00:00.000Z', 'terms.endsAt'],
          ['2025-12-31T00:00:00.000Z', 'terms.endsAt'],
          ['1970-01-01T00:00:00.000Z', 'terms.endsAt'],
        ] as const) {
          const body = shop.itemBody({ endsAt });
          const asked = stage.ask('createCharityItem', { body });
          await refusedField(asked, 'request_invalid', field, endsAt);
        }
      },
    },
  ],
  refuses: {
    merchant_unknown: {
      name: 'createCharityItem refuses a merchant that is none',
      async run(stage) {
        const shop = await openShop(stage);
        const body = { ...shop.itemBody(), merchantId: merchantExample.id };
        const asked = stage.ask('createCharityItem', { body });
        await refused(asked, 'merchant_unknown', 'unknown merchant');
      },
    },
    project_unknown: refusesTerms('createCharityItem', 'project_unknown'),
    project_closed: refusesTerms('createCharityItem', 'project_closed'),
    currency_mismatch: refusesTerms('createCharityItem', 'currency_mismatch'),
    charity_items_too_many: {
      name: `createCharityItem makes ${charityItemsMax} for a merchant, not counting those that ended`,
      async run(stage) {
        const shop = await openShop(stage);
        const items = [];
        for (let count = 0; count < charityItemsMax; count += 1) items.push(await shop.item());
        const body = shop.itemBody();
        const asked = stage.ask('createCharityItem', { body });
        await refused(asked, 'charity_items_too_many', 'one more');
        const params = { charityItemId: items[0]?.id ?? charityItemExample.id };
        await granted(stage.ask('endCharityItem', { params }));
        await granted(stage.ask('createCharityItem', { body }));
      },
    },
  },
};

export const listCharityItems: CasesOf<'listCharityItems'> = {
  happy: [
    {
      name: 'listCharityItems answers many ids in the order asked, unknown ones left out',
      async run(stage) {
        const shop = await openShop(stage);
        const [a, b] = [await shop.item(), await shop.item()];
        const query = `ids=${[b.id, charityItemExample.id, a.id].join(',')}`;
        const page = await granted(stage.ask('listCharityItems', {}, { query }));
        equal(page, { items: [publicOf(b), publicOf(a)], nextCursor: null }, 'page');
        const other = await openShop(stage);
        const both = `${query}&merchantId=${other.merchant.id}`;
        const none = await granted(stage.ask('listCharityItems', {}, { query: both }));
        equal(none.items, [], 'of another merchant');
      },
    },
    {
      name: "listCharityItems pages through a merchant's items by their place, on a tie the older first",
      async run(stage) {
        const shop = await openShop(stage);
        const last = await shop.item({}, 3);
        const ties = [await shop.item({}, 2), await shop.item({}, 2)];
        const first = await shop.item({}, 0);
        const seen: string[] = [];
        let cursor: string | null = null;
        do {
          const more: string = cursor === null ? '' : `&cursor=${cursor}`;
          const query = `merchantId=${shop.merchant.id}&limit=1${more}`;
          const page = await granted(stage.ask('listCharityItems', {}, { query }));
          seen.push(...page.items.map(({ id }) => id));
          cursor = page.nextCursor;
        } while (cursor !== null && seen.length < 100);
        equal(
          seen,
          [first, ...ties, last].map(({ id }) => id),
          'items',
        );
      },
    },
    {
      name: 'listCharityItems says that a project of an item is closed',
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        await granted(stage.ask('closeProject', { params: { projectId: shop.project.id } }));
        equal((await shop.readItem(item))?.state, 'project_closed', 'state');
        const waiting = await openShop(stage);
        const soon = await waiting.item({ startsAt: '2089-01-01T00:00:00.000Z' });
        equal((await waiting.readItem(soon))?.state, 'scheduled', 'state before its start');
      },
    },
    {
      name: 'listCharityItems is not sent again to a page while nothing is given, and is when something is',
      needs: ['caching'],
      async run(stage) {
        const shop = await openShop(stage);
        const { id, createdAt } = await shop.item();
        const options = {
          key: stage.context.keys.publishable,
          keyInQuery: true,
          query: `ids=${id}`,
        };
        const first = await stage.ask('listCharityItems', {}, options);
        matches(first.header('Cache-Control'), /^public, max-age=\d+/, 'Cache-Control');
        const headers = { 'If-None-Match': first.header('ETag') ?? '' };
        const again = () => send(stage.context, 'listCharityItems', {}, { ...options, headers });
        equal((await again()).status, 304, 'before an order');
        await shop.tell(shop.orderBody(createdAt, { completedAt: createdAt }));
        const changed = await again();
        equal(changed.status, 200, 'after an order');
        await changed.text();
      },
    },
  ],
  refuses: {},
};

export const changeCharityItem: CasesOf<'changeCharityItem'> = {
  happy: [
    {
      name: 'changeCharityItem promises otherwise from now on; orders paid before keep what was promised',
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        const before = shop.orderBody(item.createdAt);
        const pledged = await shop.tell(before);
        equal(pledged.pledges[0]?.exact, '10.01', 'before');
        const gives: CharityItemTerms['gives'] = { kind: 'order_fixed', amount: 200 };
        const body = { name: 'Two dollars', place: 9, terms: { ...item.terms, gives } };
        const call = { params: { charityItemId: item.id }, body };
        await stage.given('advance')(1_000);
        const changed = await granted(stage.ask('changeCharityItem', call));
        equal([changed.name, changed.place, changed.revision], ['Two dollars', 9, 2], 'item');
        equal(changed.gives, gives, 'what it gives');
        const lines = [goods(501)];
        const told = { ...before, updatedAt: later(before.updatedAt, 500), lines };
        equal((await shop.tell(told)).pledges[0]?.exact, '5.01', 'refunded in part');
        const fresh = await shop.tell(shop.orderBody(changed.updatedAt));
        equal([fresh.pledges[0]?.exact, fresh.pledges[0]?.revision], ['200', 2], 'after');
      },
      needs: ['clock'],
    },
    {
      name: 'changeCharityItem changes a name alone, and keeps the terms as they are',
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        const call = { params: { charityItemId: item.id }, body: { name: 'Better' } };
        const changed = await granted(stage.ask('changeCharityItem', call));
        equal(changed, { ...item, name: 'Better', updatedAt: changed.updatedAt }, 'item');
      },
    },
  ],
  refuses: {
    charity_item_unknown: {
      name: 'changeCharityItem refuses an id that is no charity item',
      async run(stage) {
        const asked = stage.ask('changeCharityItem', { ...unknown, body: { name: 'A' } });
        await refused(asked, 'charity_item_unknown', 'unknown id');
      },
    },
    charity_item_ended: {
      name: 'changeCharityItem refuses to change one that has ended',
      async run(stage) {
        const shop = await openShop(stage);
        const params = { charityItemId: (await shop.item()).id };
        await granted(stage.ask('endCharityItem', { params }));
        const asked = stage.ask('changeCharityItem', { params, body: { name: 'Too late' } });
        await refused(asked, 'charity_item_ended', 'ended');
      },
    },
    project_unknown: refusesTerms('changeCharityItem', 'project_unknown'),
    project_closed: refusesTerms('changeCharityItem', 'project_closed'),
    currency_mismatch: refusesTerms('changeCharityItem', 'currency_mismatch'),
  },
};

export const endCharityItem: CasesOf<'endCharityItem'> = {
  happy: [
    {
      name: 'endCharityItem ends what orders paid from now on give, twice is the same, and keeps what was pledged',
      needs: ['clock'],
      async run(stage) {
        const shop = await openShop(stage);
        const item = await shop.item();
        const pledged = await shop.tell(shop.orderBody(item.createdAt));
        await stage.given('advance')(1_000);
        const params = { charityItemId: item.id };
        const ended = await granted(stage.ask('endCharityItem', { params }));
        equal([ended.state, ended.endsAt], ['ended', ended.updatedAt], 'item');
        equal(await granted(stage.ask('endCharityItem', { params })), ended, 'twice');
        equal((await shop.readOrder(pledged)).pledges, pledged.pledges, 'pledged before');
        const after = await shop.tell(shop.orderBody(ended.updatedAt));
        equal([after.pledges, after.none], [[], []], 'paid after the end');
      },
    },
    {
      name: 'endCharityItem ends one that has not begun',
      async run(stage) {
        const shop = await openShop(stage);
        const { id } = await shop.item({ startsAt: '2089-01-01T00:00:00.000Z' });
        const params = { charityItemId: id };
        const ended = await granted(stage.ask('endCharityItem', { params }));
        equal([ended.state, ended.startsAt], ['ended', ended.endsAt], 'item');
      },
    },
  ],
  refuses: {
    charity_item_unknown: {
      name: 'endCharityItem refuses an id that is no charity item',
      run: async (stage) =>
        void (await refused(stage.ask('endCharityItem', unknown), 'charity_item_unknown', 'id')),
    },
  },
};
