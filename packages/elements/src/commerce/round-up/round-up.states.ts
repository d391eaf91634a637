import { type Project, projectExample } from '@kindcart/contract';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';

const books: Project = {
  ...projectExample,
  id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c',
  title: '山区小学图书角',
};

function projects(...items: readonly Project[]): NonNullable<ElementState['answers']> {
  return { listProjects: { body: { items, nextCursor: null } } };
}

const htmlOf = (more = '', project: string = projectExample.id) =>
  `<kind-round-up currency="CNY" total="15850" project="${project}" ${more}><a href="/give">Give</a></kind-round-up>`;
const html = htmlOf();
const many = htmlOf('amounts="500 1000"', `${projectExample.id} ${books.id}`);

const failed = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const press = 'click kind-round-up >>> [part=offer]';

export const states: ElementStates = {
  loading: { html, answers: { listProjects: 'pending' } },
  ready: { html, answers: projects(projectExample) },
  chosen: { html, answers: projects(projectExample), act: [press] },
  'several amounts': { html: htmlOf('amounts="500 1000"'), answers: projects(projectExample) },
  'several projects': { html: many, answers: projects(projectExample, books), act: [press] },
  live: { html, answers: projects({ ...projectExample, livemode: true }) },
  'empty cart': {
    html: html.replace('15850', '0'),
    answers: projects(projectExample),
  },
  closed: { html, answers: projects({ ...projectExample, state: 'closed' }) },
  sample: { html: '<kind-round-up preview></kind-round-up>' },
  error: { html, answers: { listProjects: { status: 501, body: failed } } },
  offline: {
    html,
    answers: { listProjects: 'offline' },
    act: ['wait kind-round-up >>> [part=retry]'],
  },
  unknown: { html, answers: projects() },
  misconfigured: { html: htmlOf('', 'prj_1') },
  hostile: {
    html: html.replace('15850', '9007199254740000'),
    answers: projects({
      ...projectExample,
      title: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`,
    }),
    act: [press],
  },
};
