import { merchantExample, type ShopImpact, shopImpactExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

const answering = (change: Partial<ShopImpact>) => ({
  getShopImpact: { body: { ...shopImpactExample, ...change } },
});
const tag = (more = '') =>
  `<kind-shop-impact merchant="${merchantExample.id}"${more}></kind-shop-impact>`;
const [line, page] = [tag(), tag(' variant="page"')];

const { totals } = shopImpactExample;
const nothing: Partial<ShopImpact> = {
  totals: { ...totals, orders: 0, given: { amount: 0, currency: 'CNY' }, exact: '0' },
  projects: [],
};
const long = `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`;
const most = { amount: 9_007_199_254_740_991, currency: 'CNY' };

const refusal = (code: string, status: number) => ({
  status,
  body: {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail: 'It was refused.',
    retryable: false,
    requestId: 'req_1',
  },
});

export const states: ElementStates = {
  loading: { html: line, answers: { getShopImpact: 'pending' } },
  line: { html: line, answers: answering({}) },
  'line, live mode': { html: line, answers: answering({ livemode: true }) },
  'line, nothing yet': { html: line, answers: answering(nothing) },
  page: { html: page, answers: answering({}) },
  'page, loading': { html: page, answers: { getShopImpact: 'pending' } },
  'page, nothing yet': { html: page, answers: answering({ ...nothing, items: [] }) },
  'preview of a line': { html: '<kind-shop-impact preview></kind-shop-impact>' },
  'preview of a page': { html: '<kind-shop-impact preview variant="page"></kind-shop-impact>' },
  error: { html: line, answers: { getShopImpact: refusal('internal', 501) } },
  offline: {
    html: line,
    answers: { getShopImpact: 'offline' },
    act: ['wait kind-shop-impact >>> [part=retry]'],
  },
  unknown: { html: line, answers: { getShopImpact: refusal('merchant_unknown', 404) } },
  misconfigured: {
    html: '<kind-shop-impact merchant="mer_1"><a href="/about">What we give</a></kind-shop-impact>',
  },
  hostile: {
    html: page,
    answers: answering({
      name: long,
      totals: { ...totals, orders: 1_000_000_000, given: most },
      projects: shopImpactExample.projects.map(({ project }) => ({
        project: { ...project, title: long },
        given: most,
        exact: `${most.amount}.5`,
      })),
    }),
  },
};
