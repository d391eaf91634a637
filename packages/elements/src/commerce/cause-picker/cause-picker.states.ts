import {
  type CharityItem,
  charityItemExample,
  type Project,
  projectExample,
} from '@kindcart/contract';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';

const picture = 'https://pictures.test/shuanghe.jpg';
const own: Project = { ...projectExample, images: [{ url: picture, alt: 'A tap' }] };
const books: Project = {
  ...projectExample,
  id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z8c',
  title: '山区小学图书角',
  language: 'zh-CN',
  images: [],
};
const floors: Project = {
  ...projectExample,
  id: 'prj_01k9p4m8q2fz3t6v8w0x2y4z7b',
  title: 'Warm floors for the Kanda shelter',
  images: [],
};

function answers(
  item: Partial<CharityItem>,
  ...projects: readonly Project[]
): NonNullable<ElementState['answers']> {
  const choices = projects.map(({ id, title }) => ({ id, title }));
  return {
    listCharityItems: {
      body: { items: [{ ...charityItemExample, choices, ...item }], nextCursor: null },
    },
    listProjects: { body: { items: projects, nextCursor: null } },
  };
}

const htmlOf = (item: string) =>
  `<kind-cause-picker item="${item}"><a href="/promise">What we give</a></kind-cause-picker>`;
const html = htmlOf(charityItemExample.id);

const failed = {
  type: 'about:blank',
  title: 'internal',
  status: 501,
  code: 'internal',
  detail: 'The platform failed.',
  retryable: false,
  requestId: 'req_1',
};

const twelve = Array.from(
  { length: 12 },
  (_, place): Project => ({
    ...projectExample,
    id: `prj_01k9p4m8q2fz3t6v8w0x2y4z${String(place + 10)}`,
    title: `${place + 1}. ${projectExample.title}`,
    images: [],
  }),
);

const ready = answers({}, own, books, floors);
const choose = 'click kind-cause-picker >>> [part=cause]:nth-of-type(2) input';

export const states: ElementStates = {
  loading: { html, answers: { listCharityItems: 'pending' } },
  ready: { html, answers: ready },
  chosen: { html, answers: ready, act: [choose] },
  'projects on their way': { html, answers: { ...ready, listProjects: 'pending' } },
  'one is closed': { html, answers: answers({}, own, { ...books, state: 'closed' }, floors) },
  twelve: { html, answers: answers({}, ...twelve) },
  live: { html, answers: answers({ livemode: true }, own, books) },
  over: { html, answers: answers({ state: 'ended' }, own, books) },
  'no choices': { html, answers: answers({ choices: [] }) },
  sample: { html: '<kind-cause-picker preview></kind-cause-picker>' },
  error: { html, answers: { listCharityItems: { status: 501, body: failed } } },
  offline: {
    html,
    answers: { listCharityItems: 'offline' },
    act: ['wait kind-cause-picker >>> [part=retry]'],
  },
  unknown: { html, answers: { listCharityItems: { body: { items: [], nextCursor: null } } } },
  misconfigured: { html: htmlOf('chi_1') },
  hostile: {
    html,
    answers: answers(
      {},
      { ...own, title: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}` },
      { ...books, title: '\u202eevil\u202d \u2067name' },
    ),
  },
};
