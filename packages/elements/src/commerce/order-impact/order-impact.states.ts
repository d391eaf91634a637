import {
  type ImpactPledge,
  merchantExample,
  type OrderImpact,
  orderImpactExample,
} from '@kindcart/contract';
import { problem } from '../../internal/testing/platform.ts';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';

const htmlOf = (merchant: string) =>
  `<kind-order-impact merchant="${merchant}" order="#1001" token="a1b2"><a href="/promise">What we give</a></kind-order-impact>`;
const html = htmlOf(merchantExample.id);

function impact(change: Partial<OrderImpact>): NonNullable<ElementState['answers']> {
  return { getOrderImpact: { body: { ...orderImpactExample, roundUp: null, ...change } } };
}

const [pledge] = orderImpactExample.pledges;
if (!pledge) throw new Error('The example pledges nothing.');
const books: ImpactPledge = {
  ...pledge,
  charityItemId: 'chi_01k9p7d5n6fz3t6v8w0x2y4z7k',
  name: 'Books for larger orders',
  exact: '500',
  gives: { kind: 'tiers', tiers: [{ from: 10_000, amount: 500 }] },
  parts: [
    { project: { id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c', title: '山区小学图书角' }, exact: '500' },
  ],
};
const { roundUp } = orderImpactExample;
if (!roundUp) throw new Error('The example has no round-up.');
const back: ImpactPledge = { ...books, state: 'reversed', exact: '0', base: 0, parts: [] };
const none: OrderImpact['none'] = [
  { charityItemId: books.charityItemId, name: books.name, because: 'no_tier_reached' },
];

const failed = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const open = 'click kind-order-impact >>> summary';

export const states: ElementStates = {
  loading: { html, answers: { getOrderImpact: 'pending' } },
  waiting: { html, answers: { getOrderImpact: problem('order_unknown') } },
  pending: { html },
  'pending until a day': { html, answers: impact({ confirmsAt: '2026-12-04T09:30:00.000Z' }) },
  confirmed: {
    html,
    answers: impact({ state: 'completed', pledges: [{ ...pledge, state: 'confirmed' }] }),
    act: [open],
  },
  'several projects': {
    html,
    answers: impact({ pledges: [{ ...pledge, bound: 'most' }, books] }),
    act: [open],
  },
  'round-up that waits for the statement': {
    html,
    answers: impact({ state: 'completed', roundUp: { ...roundUp, state: 'confirmed' } }),
  },
  'round-up passed on': {
    html,
    answers: impact({
      state: 'completed',
      pledges: [{ ...pledge, state: 'settled' }],
      roundUp: {
        ...roundUp,
        state: 'passed_on',
        passedOnAt: '2026-12-04T09:30:00.000Z',
        donationId: 'don_01k9p4m8q2fz3t6v8w0x2y4z8c',
        receiptUrl: 'https://give.example.org/give/prj_1/receipt?pass=example',
      },
    }),
  },
  'round-up refused': { html, answers: impact({ roundUp: { ...roundUp, state: 'refused' } }) },
  'round-up reversed': { html, answers: impact({ roundUp: { ...roundUp, state: 'reversed' } }) },
  'part given back': { html, answers: impact({ pledges: [pledge, back] }) },
  reversed: { html, answers: impact({ state: 'cancelled', pledges: [back] }) },
  nothing: { html, answers: impact({ pledges: [], none }) },
  unpaid: { html, answers: impact({ state: 'unpaid', pledges: [] }) },
  'less than a unit': { html, answers: impact({ pledges: [{ ...pledge, exact: '0.5' }] }) },
  live: { html, answers: impact({ livemode: true }) },
  sample: { html: '<kind-order-impact preview></kind-order-impact>' },
  error: { html, answers: { getOrderImpact: { status: 501, body: failed } } },
  offline: {
    html,
    answers: { getOrderImpact: 'offline' },
    act: ['wait kind-order-impact >>> [part=retry]'],
  },
  misconfigured: { html: htmlOf('mer_1') },
  hostile: {
    html,
    answers: impact({
      pledges: [
        {
          ...pledge,
          name: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`,
          exact: '9007199254740991.00000001',
          parts: [
            {
              project: {
                id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c',
                title: `</p>\u202e${'y'.repeat(90)}`,
              },
              exact: '9007199254740991.00000001',
            },
          ],
        },
      ],
    }),
    act: [open],
  },
};
