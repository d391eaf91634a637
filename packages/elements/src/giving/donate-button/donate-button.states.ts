import { projectExample, sandboxPaymentExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

const label = (locale: string) => (locale.startsWith('zh') ? '捐款' : 'Donate');

const html = (locale: string) =>
  `<kind-donate-button project="${projectExample.id}"><a href="/give/${projectExample.id}">${label(locale)}</a></kind-donate-button>`;

const items = [{ ...projectExample, closesAt: null }];
const answers = { listProjects: { body: { items, nextCursor: null } } };
const open = ['click kind-donate-button > a', 'wait kind-donate-form >>> [part=submit]'] as const;
const form = 'kind-donate-form >>>';
const pay = [
  ...open,
  `click ${form} .tiles label:nth-child(2) input`,
  `click ${form} [part=submit]`,
  'click kind-donate-form .kind-cards summary',
  'click kind-donate-form .kind-cards li:first-child button',
  `click ${form} [part=submit]`,
] as const;

export const states: ElementStates = {
  ready: { html },
  'without a link': {
    html: (locale) =>
      `<kind-donate-button project="${projectExample.id}">${label(locale)}</kind-donate-button>`,
  },
  unstyled: {
    html: (locale) => html(locale).replace('project=', 'unstyled project='),
  },
  'in a sentence and coloured': {
    html: (locale) =>
      `<p><kind-kit class="coral"><style>.coral { --kind-accent: #b8432f; --kind-on-accent: #fff; --kind-radius: 2rem }</style>${html(locale)}</kind-kit></p>`,
  },
  loading: { html, answers: { listProjects: 'pending' }, act: [open[0], `wait ${form} .bone`] },
  open: { html, answers, act: open },
  paying: {
    html,
    answers: { ...answers, confirmSandboxPayment: 'pending' },
    act: pay,
  },
  done: {
    html,
    answers: { ...answers, confirmSandboxPayment: { body: sandboxPaymentExample } },
    act: [...pay, `wait ${form} [part=done]`],
  },
};
