import {
  type CharityItem,
  charityItemExample,
  merchantExample,
  type PledgePreview,
  pledgePreviewExample,
} from '@kindcart/contract';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';
import type { Cart } from './cart.ts';

const tea = { id: '1', sku: 'TEA-250', tags: ['spring-tea'], title: 'Spring tea, 250 g' };
const cart: Cart = {
  currency: 'CNY',
  lines: [
    { ...tea, quantity: 2, amount: 15_850 },
    { id: 'shipping', amount: 1_200, kind: 'other' },
  ],
};

const htmlOf = (told: unknown, merchant: string = merchantExample.id) => {
  const json = JSON.stringify(told).replaceAll('&', '&amp;').replaceAll('"', '&quot;');
  return `<kind-cart-pledge merchant="${merchant}" cart="${json}"><a href="/promise">What we give</a></kind-cart-pledge>`;
};
const html = htmlOf(cart);

const [pledge] = pledgePreviewExample.pledges;
if (!pledge) throw new Error('The example pledges nothing.');
const [part] = pledge.parts;
if (!part) throw new Error('The example has no part.');
const other: CharityItem['id'] = 'chi_01k9p7d5n6fz3t6v8w0x2y4z7k';
const books = { id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c', title: '山区小学图书角' } as const;

function answers(
  change: Partial<PledgePreview>,
  ...items: readonly CharityItem[]
): NonNullable<ElementState['answers']> {
  const page = { items: [charityItemExample, ...items], nextCursor: null };
  const body = { ...pledgePreviewExample, ...change };
  return { previewPledge: { body }, listCharityItems: { body: page } };
}

const tiers: CharityItem = {
  ...charityItemExample,
  id: other,
  name: 'Books for larger orders',
  gives: {
    kind: 'tiers',
    tiers: [
      { from: 20_000, amount: 500 },
      { from: 40_000, amount: 1_500 },
    ],
  },
  split: [{ project: books, basisPoints: 10_000 }],
};
const tierStep = { what: 'tier', base: 15_850, reached: null, missing: 4_150, exact: '0' } as const;
const noTier: PledgePreview['none'][number] = {
  charityItemId: other,
  because: 'no_tier_reached',
  steps: [tierStep],
};

const shared: PledgePreview['pledges'][number] = {
  ...pledge,
  parts: [
    { ...part, exact: '110.95' },
    { projectId: books.id, exact: '47.55' },
  ],
};
const split: CharityItem = {
  ...charityItemExample,
  split: [
    ...charityItemExample.split.map((each) => ({ ...each, basisPoints: 7_000 })),
    { project: books, basisPoints: 3_000 },
  ],
};

const failed = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const open = 'click kind-cart-pledge >>> summary';

export const states: ElementStates = {
  loading: { html, answers: { previewPledge: 'pending' } },
  ready: { html },
  counted: { html, act: [open] },
  'several projects': { html, answers: answers({ pledges: [shared] }, split) },
  'next tier': { html, answers: answers({ pledges: [], none: [noTier] }, tiers), act: [open] },
  'several promises': { html, answers: answers({ none: [noTier] }, tiers), act: [open] },
  'less than a unit': {
    html,
    answers: answers({
      pledges: [{ ...pledge, exact: '0.02', parts: [{ ...part, exact: '0.02' }] }],
    }),
  },
  nothing: {
    html,
    answers: answers({
      pledges: [],
      none: [{ charityItemId: charityItemExample.id, because: 'nothing_in_scope', steps: [] }],
    }),
    act: [open],
  },
  'no promise': { html, answers: answers({ pledges: [] }) },
  live: { html, answers: answers({ livemode: true }) },
  empty: { html: htmlOf({ currency: 'CNY', lines: [] }) },
  sample: { html: '<kind-cart-pledge preview></kind-cart-pledge>' },
  error: { html, answers: { previewPledge: { status: 501, body: failed } } },
  offline: {
    html,
    answers: { previewPledge: 'offline' },
    act: ['wait kind-cart-pledge >>> [part=retry]'],
  },
  misconfigured: { html: htmlOf(cart, 'mer_1') },
  'cart misread': { html: htmlOf({ currency: 'CNY', lines: [{ amount: 1.5 }] }) },
  hostile: {
    html: htmlOf({
      currency: 'CNY',
      lines: [{ ...tea, amount: 9_007_199_254_740_991, title: `<b>${'x'.repeat(90)}` }],
    }),
    answers: answers(
      {
        pledges: [
          {
            ...pledge,
            exact: '100000000000000.00000001',
            parts: [{ ...part, exact: '100000000000000.00000001' }],
            steps: [{ what: 'line', lineId: '1', base: 9_007_199_254_740_991, exact: '1' }],
          },
        ],
      },
      {
        ...charityItemExample,
        name: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`,
        split: charityItemExample.split.map((each) => ({
          ...each,
          project: { ...each.project, title: `</p><script>\u202e${'y'.repeat(90)}` },
        })),
      },
    ),
    act: [open],
  },
};
