import { type Project, projectExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

/** The contract's project with other values. */
function project(change: Partial<Project> = {}) {
  return {
    listProjects: { body: { items: [{ ...projectExample, ...change }], nextCursor: null } },
  };
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

const html = `<kind-step-history project="${projectExample.id}"></kind-step-history>`;

export const states: ElementStates = {
  loading: { html, answers: { listProjects: 'pending' } },
  ready: { html, answers: project() },
  error: { html, answers: { listProjects: { status: 501, body: failed } } },
  offline: { html, answers: { listProjects: 'offline' } },
  unknown: { html, answers: { listProjects: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-step-history project="prj_1"><a href="/give">Our project page</a></kind-step-history>',
  },
  hostile: {
    html,
    answers: project({ title: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}` }),
  },
};
