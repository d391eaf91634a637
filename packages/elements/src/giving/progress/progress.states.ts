import { type Project, projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

const dayMs = 86_400_000;

const inDays = (days: number) => new Date(Date.now() + days * dayMs).toISOString();

/** The contract's project with other values. */
function project(change: Partial<Project> = {}) {
  const body = {
    items: [{ ...projectExample, closesAt: inDays(45.5), ...change }],
    nextCursor: null,
  };
  return { listProjects: { body } };
}

function raised(amount: number, donations: number): Partial<Project> {
  const totals = { ...projectExample.totals, raised: { amount, currency: 'CNY' }, donations };
  return { totals };
}

const internal = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const html = `<kind-progress project="${projectExample.id}"></kind-progress>`;

export const states: ElementStates = {
  loading: { html, answers: { listProjects: 'pending' } },
  ready: { html, answers: project() },
  beginning: { html, answers: project(raised(0, 0)) },
  'one gift': { html, answers: project(raised(5_000, 1)) },
  'over the goal': { html, answers: project(raised(13_204_000, 1_024)) },
  'no goal': { html, answers: project({ goal: null }) },
  'no end': { html, answers: project({ closesAt: null }) },
  'last day': { html, answers: project({ closesAt: inDays(0.5) }) },
  closed: { html, answers: project({ state: 'closed' }) },
  error: { html, answers: { listProjects: { status: 501, body: internal } } },
  offline: {
    html,
    answers: { listProjects: 'offline' },
    act: ['wait kind-progress >>> [part=retry]'],
  },
  unknown: { html, answers: { listProjects: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-progress project="prj_1"><a href="/give">Our project page</a></kind-progress>',
  },
  hostile: {
    html,
    answers: project({
      title: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`,
      ...raised(9_007_199_254_740_991, 1_000_000_000),
    }),
  },
};
