/**
 * The made-up shop of the demo: what it promises of its orders, and how its past orders went. Names of
 * products, tags and collections are those of `examples/storefront`.
 */
import type {
  CharityItemTerms,
  CreateMerchant,
  Giving,
  Id,
  RecordOrder,
  Scope,
} from '@kindcart/contract';

export const demoMerchant: CreateMerchant = {
  name: 'Lanting tea house (demo shop)',
  language: 'zh-CN',
  currency: 'CNY',
  // At once, so that whoever tries it out sees a delivery confirm what was pledged.
  completes: { when: 'delivered', days: 0 },
};

/** The projects of the demo in the order in which they are made. */
export type DemoCauses = readonly [
  water: Id<'project'>,
  library: Id<'project'>,
  saplings: Id<'project'>,
];

interface DemoItem {
  readonly name: string;
  readonly terms: CharityItemTerms;
}

/** The names under which the shop's pages know them, in the order of their places. */
export const demoItemNames = [
  'springTea',
  'teaWare',
  'giftSets',
  'firstFlush',
  'everyOrder',
] as const;

export type DemoItemName = (typeof demoItemNames)[number];

/** What the shop promises since a day. */
export function demoItems(
  [water, library, saplings]: DemoCauses,
  since: Date,
): Readonly<Record<DemoItemName, DemoItem>> {
  const terms = (gives: Giving, scope: Scope, projectId: Id<'project'>): CharityItemTerms => ({
    currency: 'CNY',
    gives,
    scope,
    least: null,
    most: null,
    startsAt: since.toISOString(),
    endsAt: null,
    split: [{ projectId, basisPoints: 10_000 }],
    choices: [],
  });
  const giftTiers: Giving = {
    kind: 'tiers',
    tiers: [
      { from: 20_000, amount: 200 },
      { from: 40_000, amount: 600 },
    ],
  };
  return {
    springTea: {
      name: '1 % of our spring tea',
      terms: terms({ kind: 'item_share', basisPoints: 100 }, tagged('spring-tea'), water),
    },
    teaWare: {
      name: '¥1 for each piece of tea ware',
      terms: {
        ...terms({ kind: 'item_fixed', amount: 100 }, collected('tea-ware'), library),
        choices: [water, library, saplings],
      },
    },
    giftSets: {
      name: 'Gift boxes plant trees',
      terms: terms(giftTiers, { kind: 'products', names: giftBoxes }, saplings),
    },
    firstFlush: {
      name: '3 % of the first flush',
      terms: {
        ...terms({ kind: 'item_share', basisPoints: 300 }, tagged('first-flush'), saplings),
        startsAt: nextHarvest(since).toISOString(),
      },
    },
    everyOrder: {
      name: '¥0.20 of every order',
      terms: terms({ kind: 'order_fixed', amount: 20 }, { kind: 'shop' }, water),
    },
  };
}

const tagged = (name: string): Scope => ({ kind: 'tags', names: [name] });
const collected = (name: string): Scope => ({ kind: 'collections', names: [name] });
const giftBoxes = ['gift-four-seasons', 'gift-scholars-table', 'gift-new-year'];

const halfYearMs = 183 * 86_400_000;

/** A Clear Bright day, when the first leaves are in, that has not come yet when the demo is made. */
function nextHarvest(since: Date): Date {
  const soonest = new Date(since.getTime() + halfYearMs);
  const harvest = Date.UTC(soonest.getUTCFullYear(), 3, 4, 16);
  return new Date(
    harvest > soonest.getTime() ? harvest : Date.UTC(soonest.getUTCFullYear() + 1, 3, 4, 16),
  );
}

/** A line as the shop would tell it: pieces that stay, and what was paid for one. */
interface Bought {
  readonly productId: string;
  readonly collection: string;
  readonly tags: readonly string[];
  readonly price: number;
  readonly pieces: number;
}

const bought = (
  productId: string,
  price: number,
  pieces: number,
  collection: string,
  ...tags: readonly string[]
): Bought => ({ productId, price, pieces, collection, tags });

/** What people bought, in turn; amounts are minor units. */
const baskets: readonly (readonly Bought[])[] = [
  [bought('longjing', 12_800, 1, 'green', 'spring-tea')],
  [bought('tieguanyin', 9_800, 2, 'oolong'), bought('gaiwan', 8_800, 1, 'tea-ware')],
  [bought('gift-four-seasons', 26_800, 1, 'gifts')],
  [
    bought('silver-needle', 16_800, 1, 'white', 'spring-tea'),
    bought('tea-scoop', 3_900, 1, 'tea-ware'),
  ],
  [bought('keemun', 8_600, 3, 'black')],
  [
    bought('biluochun', 13_800, 2, 'green', 'spring-tea'),
    bought('fairness-cup', 5_900, 1, 'tea-ware'),
  ],
  [
    bought('gift-scholars-table', 48_800, 1, 'gifts'),
    bought('maojian', 9_600, 1, 'green', 'spring-tea'),
  ],
  [bought('ripe-cake', 15_800, 1, 'dark')],
];

/** Every so many of the orders one is still on its way, one was sent back in part, one was cancelled. */
const fates = { onItsWay: 9, partlyReturned: 7, cancelled: 13 } as const;
const ordersMade = 48;
const ordersApartMs = 11 * 3_600_000;
const deliveredAfterMs = 3 * 86_400_000;

/** The past orders of the shop, oldest first, each as it stands at last. */
export function demoOrders(
  [water, library, saplings]: DemoCauses,
  now: Date,
): readonly Omit<RecordOrder, 'merchantId'>[] {
  const chosen = [null, saplings, water, null, library];
  return Array.from({ length: ordersMade }, (_, at) => {
    const place = at + 1;
    const paidMs = now.getTime() - (ordersMade - at) * ordersApartMs;
    const isOnItsWay = place % fates.onItsWay === 0 || paidMs + deliveredAfterMs > now.getTime();
    const isCancelled = place % fates.cancelled === 0;
    const isPartly = place % fates.partlyReturned === 0;
    const time = (ms: number) => new Date(Math.min(ms, now.getTime())).toISOString();
    return {
      shopOrderId: `demo-${place}`,
      updatedAt: time(paidMs + deliveredAfterMs),
      currency: 'CNY',
      paidAt: time(paidMs),
      completedAt: isOnItsWay || isCancelled ? null : time(paidMs + deliveredAfterMs),
      cancelledAt: isCancelled ? time(paidMs + ordersApartMs) : null,
      test: true,
      choice: chosen[at % chosen.length] ?? null,
      lines: linesOf(baskets[at % baskets.length] ?? [], isPartly),
    };
  });
}

function linesOf(basket: readonly Bought[], isPartlyReturned: boolean): RecordOrder['lines'] {
  return basket.map(({ productId, collection, tags, price, pieces }, at) => {
    const quantity = isPartlyReturned && at === 0 ? pieces - 1 : pieces;
    return {
      id: String(at + 1),
      productId,
      variantId: null,
      sku: null,
      collections: [collection],
      tags: [...tags],
      quantity,
      amount: price * quantity,
      kind: 'goods',
    };
  });
}
