import { type Project, projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

/** The contract's project with other values. */
function project(change: Partial<Project> = {}) {
  const item = { ...projectExample, closesAt: null, ...change };
  return { listProjects: { body: { items: [item], nextCursor: null } } };
}

const failed = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const does: Readonly<Record<string, readonly string[]>> = {
  en: ['Sand and pads for one filter', 'Water tests for the whole school', 'A week of the keeper'],
  'zh-CN': ['一台过滤器的滤砂和滤垫', '全校一次水质检测', '管理员一周的工资'],
  ar: ['رمل وحشوات لمرشِّح واحد', 'فحوص الماء للمدرسة كلها', 'أجر أسبوع لمشرف المرشِّح'],
};

const html = (locale: string) => {
  const [first, second, third] = does[locale] ?? does.en ?? [];
  return `<kind-monthly-plan project="${projectExample.id}">
    <p data-amount="20">${first}</p>
    <p data-amount="50">${second}</p>
    <p data-amount="100">${third}</p>
  </kind-monthly-plan>`;
};
const plain = `<kind-monthly-plan project="${projectExample.id}"></kind-monthly-plan>`;

export const states: ElementStates = {
  loading: { html, answers: { listProjects: 'pending' } },
  ready: { html, answers: project() },
  'without tiers of its own': { html: plain, answers: project() },
  'without tiers, loading': { html: plain, answers: { listProjects: 'pending' } },
  open: {
    html,
    answers: project(),
    act: [
      'click kind-monthly-plan >>> li:nth-child(2) button:enabled',
      'wait kind-donate-form >>> [part=submit]',
    ],
  },
  closed: { html, answers: project({ state: 'closed' }) },
  error: { html, answers: { listProjects: { status: 501, body: failed } } },
  offline: {
    html,
    answers: { listProjects: 'offline' },
    act: ['wait kind-monthly-plan >>> [part=retry]'],
  },
  unknown: { html, answers: { listProjects: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-monthly-plan project="prj_1"><a href="/give">Give on our own page</a></kind-monthly-plan>',
  },
  hostile: {
    html: html('en').replace('Sand', `&lt;img src=x onerror=alert(1)&gt;${'x'.repeat(90)}`),
    answers: project({ title: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}` }),
  },
};
