import { type CharityItem, charityItemExample, projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

/** The contract's charity item with other values. */
export function answering(change: Partial<CharityItem> = {}) {
  return {
    listCharityItems: { body: { items: [{ ...charityItemExample, ...change }], nextCursor: null } },
  };
}

const tag = (more = '') =>
  `<kind-charity-item item="${charityItemExample.id}"${more}></kind-charity-item>`;
const [badge, card] = [tag(), tag(' variant="card"')];
const open = [
  'click kind-charity-item >>> [part=badge]',
  'wait kind-charity-item >>> dialog[open]',
];

const { id, title } = projectExample;
const other = { id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b', title: 'Warm meals for schools' } as const;
const split: CharityItem['split'] = [
  { project: { id, title }, basisPoints: 6_667 },
  { project: other, basisPoints: 3_333 },
];
const tiers: CharityItem['gives'] = {
  kind: 'tiers',
  tiers: [
    { from: 9_900, amount: 100 },
    { from: 20_000, amount: 500 },
  ],
};
const long = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`;
const internal = {
  status: 501,
  body: {
    type: 'about:blank',
    title: 'internal',
    status: 501,
    code: 'internal',
    detail: 'The platform failed.',
    retryable: false,
    requestId: 'req_1',
  },
};

export const states: ElementStates = {
  loading: { html: badge, answers: { listCharityItems: 'pending' } },
  badge: { html: badge, answers: answering() },
  'badge, live mode': { html: badge, answers: answering({ livemode: true }) },
  card: { html: card, answers: answering() },
  'card, loading': { html: card, answers: { listCharityItems: 'pending' } },
  'before the first order': {
    html: card,
    answers: answering({
      totals: {
        ...charityItemExample.totals,
        orders: 0,
        given: { amount: 0, currency: 'CNY' },
        exact: '0',
      },
    }),
  },
  opened: { html: card, answers: answering(), act: open },
  'opened, order_fixed': {
    html: badge,
    answers: answering({ gives: { kind: 'order_fixed', amount: 2 }, wholeShop: true }),
    act: open,
  },
  'opened, order_share': {
    html: badge,
    answers: answering({ gives: { kind: 'order_share', basisPoints: 30 }, least: 1, split }),
    act: open,
  },
  'opened, item_fixed': {
    html: badge,
    answers: answering({
      gives: { kind: 'item_fixed', amount: 100 },
      choices: [{ id, title }, other],
    }),
    act: open,
  },
  'opened, tiers': {
    html: badge,
    answers: answering({ gives: tiers, endsAt: '2099-06-15T12:00:00.000Z' }),
    act: open,
  },
  scheduled: {
    html: card,
    answers: answering({ state: 'scheduled', startsAt: '2099-06-15T12:00:00.000Z' }),
  },
  ended: { html: card, answers: answering({ state: 'ended' }) },
  'project closed': { html: card, answers: answering({ state: 'project_closed' }), act: open },
  preview: { html: '<kind-charity-item preview variant="card"></kind-charity-item>' },
  'preview, opened': { html: '<kind-charity-item preview></kind-charity-item>', act: open },
  error: { html: badge, answers: { listCharityItems: internal } },
  'card, error': { html: card, answers: { listCharityItems: internal } },
  offline: {
    html: badge,
    answers: { listCharityItems: 'offline' },
    act: ['wait kind-charity-item >>> [part=retry]'],
  },
  unknown: {
    html: badge,
    answers: { listCharityItems: { body: { items: [], nextCursor: null } } },
  },
  misconfigured: {
    html: '<kind-charity-item item="chi_1"><a href="/give">What we give</a></kind-charity-item>',
  },
  hostile: {
    html: card,
    answers: answering({
      name: long,
      split: [{ project: { id, title: long }, basisPoints: 10_000 }],
      totals: {
        ...charityItemExample.totals,
        orders: 1_000_000_000,
        given: { amount: 9_007_199_254_740_991, currency: 'CNY' },
        exact: '9007199254740991.12345678',
      },
    }),
    act: open,
  },
};
