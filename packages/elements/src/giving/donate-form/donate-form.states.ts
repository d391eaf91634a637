import {
  createdDonationExample,
  donationStatusExample,
  type Project,
  projectExample,
  proofChallengeExample,
  sandboxPaymentExample,
} from '@kindcart/contract';
import type { Canned } from '../../internal/testing/platform.ts';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';

type Answers = NonNullable<ElementState['answers']>;

/** The contract's project with other values. */
function project(change: Partial<Project> = {}): Answers {
  const item = { ...projectExample, closesAt: null, ...change };
  return { listProjects: { body: { items: [item], nextCursor: null } } };
}

function failed(code: string, status = 422): Canned {
  const rest = { type: 'about:blank', title: code, status, code, retryable: false };
  return { status, body: { ...rest, detail: 'It failed.', requestId: 'req_1' } };
}

/** A challenge that no number solves: it takes some seconds to find that out. */
const proofAsked: Canned = {
  status: 403,
  body: {
    ...Object(failed('proof_required')).body,
    challenge: { ...proofChallengeExample, salt: 'unsolvable&', maxnumber: 300_000 },
  },
};

function paid(change: object): Answers {
  return {
    ...project(),
    confirmSandboxPayment: { body: { ...sandboxPaymentExample, ...change } },
  };
}

function stands(state: string): Answers {
  return { getDonationStatus: { body: { ...donationStatusExample, state } } };
}

const byStripe: Answers = {
  ...project(),
  createDonation: {
    status: 201,
    body: {
      ...createdDonationExample,
      payment: {
        ...createdDonationExample.payment,
        provider: 'stripe',
        publishableKey: 'pk_test_stripe',
        account: null,
      },
    },
  },
};

const everyMonth = {
  ...donationStatusExample,
  interval: 'month',
  createdAt: '2126-11-30T08:00:00Z',
};
/** A monthly gift, in a year whose next payment is always to come. */
const monthly: Answers = {
  ...project(),
  createDonation: {
    status: 201,
    body: { ...createdDonationExample, donation: { ...everyMonth, state: 'pending' } },
  },
  getDonationStatus: { body: everyMonth },
};

const html = `<kind-donate-form project="${projectExample.id}"></kind-donate-form>`;
const form = 'kind-donate-form >>>';
const chosen = [
  `click ${form} .tiles label:nth-child(2) input`,
  `click ${form} [part=cover-fee] input`,
];
const goOn = [
  ...chosen,
  `click ${form} [part=submit]`,
  'wait kind-donate-form .kind-cards summary',
];
const card = [
  'fill kind-donate-form .kind-card > .kind-field input = 4242 4242 4242 4242',
  'fill kind-donate-form .kind-row > :first-child input = 12/40',
  'fill kind-donate-form .kind-row > :last-child input = 123',
];
const pay = [...goOn, ...card, `click ${form} [part=submit]`];
const goOnByStripe = [...chosen, `click ${form} [part=submit]`];
const stripeFields = 'wait kind-donate-form .kind-stripe input';
const own = (amount: string) => [
  `fill ${form} #own-amount = ${amount}`,
  `click ${form} [part=submit]`,
  `wait ${form} .kind-error`,
];

const thanked: Answers = { ...paid({}), ...stands('succeeded') };
const askReceipt = [...pay, `click ${form} [part=receipt]`];

export const states: ElementStates = {
  loading: { html, answers: { listProjects: 'pending' } },
  ready: { html, answers: project() },
  chosen: { html, answers: project(), act: chosen },
  'nothing chosen': {
    html,
    answers: project(),
    act: [`click ${form} [part=submit]`, `wait ${form} .kind-error`],
  },
  'too little': { html, answers: project(), act: own('0.50') },
  'no number': { html, answers: project(), act: own('1e3') },
  message: {
    html,
    answers: project(),
    act: [
      ...chosen,
      `fill ${form} #name = 林晓`,
      `click ${form} [part=message] summary`,
      `fill ${form} #message = For the new taps.`,
    ],
  },
  'address and news': {
    html,
    answers: project(),
    act: [...chosen, `fill ${form} #name = 林晓`, `fill ${form} #email = lin@example.org`],
  },
  'address wrong': {
    html,
    answers: project(),
    act: [
      ...chosen,
      `fill ${form} #email = lin at example.org`,
      `click ${form} [part=submit]`,
      `wait ${form} #email-error`,
    ],
  },
  dedication: {
    html,
    answers: project(),
    act: [
      ...chosen,
      `click ${form} [part=dedication] summary`,
      `fill ${form} #dedication-name = 林老师`,
    ],
  },
  'dedication with a card': {
    html,
    answers: project(),
    act: [
      ...chosen,
      `click ${form} [part=dedication] summary`,
      `click ${form} [part=dedication-card] input`,
      `fill ${form} #recipient-name = Bo`,
      `click ${form} [part=submit]`,
      `wait ${form} #recipient-email-error`,
    ],
  },
  'every month': {
    html,
    answers: project(),
    act: [...chosen, `click ${form} [part=interval] label:nth-child(2) input`],
  },
  'every year without an address': {
    html,
    answers: project(),
    act: [
      ...chosen,
      `click ${form} [part=interval] label:nth-child(3) input`,
      `click ${form} [part=submit]`,
      `wait ${form} #email-error`,
    ],
  },
  'pay every month': { html, answers: monthly, act: goOn },
  'done, every month': {
    html,
    answers: { ...monthly, confirmSandboxPayment: { body: sandboxPaymentExample } },
    act: [...pay, `wait ${form} [part=share]`],
  },
  'asks little': { html: html.replace('project', 'ask="" project'), answers: project() },
  'eight amounts in dollars': {
    html,
    answers: project({
      currency: 'USD',
      suggestedAmounts: [500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000].map(
        (amount) => ({
          amount,
          currency: 'USD',
        }),
      ),
      minimum: { amount: 100, currency: 'USD' },
      maximum: { amount: 10_000_000, currency: 'USD' },
      feeSchedule: { basisPoints: 0, fixed: { amount: 0, currency: 'USD' } },
    }),
  },
  preparing: {
    html,
    answers: { ...project(), createDonation: 'pending' },
    act: [...chosen, `click ${form} [part=submit]`],
  },
  'checking for robots': {
    html,
    answers: { ...project(), createDonation: proofAsked },
    act: [...chosen, `click ${form} [part=submit]`, `wait ${form} form > .link`],
  },
  'giving paused': {
    html,
    answers: { ...project(), createDonation: failed('giving_paused') },
    act: [...chosen, `click ${form} [part=submit]`, `wait ${form} [part=alert]`],
  },
  'refused by the platform': {
    html,
    answers: { ...project(), createDonation: failed('amount_too_small') },
    act: [...chosen, `click ${form} [part=submit]`, `wait ${form} [part=alert]`],
  },
  pay: { html, answers: project(), act: goOn },
  'test cards': {
    html,
    answers: project(),
    act: [...goOn, 'click kind-donate-form .kind-cards summary'],
  },
  'card incomplete': { html, answers: project(), act: [...goOn, `click ${form} [part=submit]`] },
  confirming: { html, answers: { ...project(), confirmSandboxPayment: 'pending' }, act: pay },
  declined: {
    html,
    answers: paid({ state: 'failed', failureCode: 'card_declined' }),
    act: [...pay, `wait ${form} [part=alert]`],
  },
  'stripe: pay': {
    html,
    answers: byStripe,
    stripe: 'ready',
    act: [...goOnByStripe, stripeFields],
  },
  'stripe: declined': {
    html,
    answers: byStripe,
    stripe: 'declined',
    act: [
      ...goOnByStripe,
      stripeFields,
      `click ${form} [part=submit]`,
      `wait ${form} [part=alert]`,
    ],
  },
  'stripe: fields failed': {
    html,
    answers: byStripe,
    stripe: 'failed',
    act: [...goOnByStripe, `wait ${form} [part=alert]`],
  },
  challenge: {
    html,
    answers: paid({ state: 'requires_action' }),
    act: [...pay, `wait ${form} [part=challenge]`],
  },
  processing: {
    html,
    answers: { ...paid({}), getDonationStatus: 'pending' },
    act: [...pay, `wait ${form} .large`],
  },
  done: {
    html,
    answers: { ...paid({}), ...stands('succeeded') },
    act: [...pay, `wait ${form} [part=share]`],
  },
  'receipt asked for': {
    html,
    answers: { ...thanked, getReceiptLink: 'pending' },
    act: askReceipt,
  },
  receipt: { html, answers: thanked, act: [...askReceipt, `wait ${form} [part=receipt] a`] },
  'receipt, not yet': {
    html,
    answers: { ...thanked, getReceiptLink: failed('donation_not_paid', 409) },
    act: [...askReceipt, `wait ${form} [part=receipt-note]:not(:empty)`],
  },
  'receipt failed': {
    html,
    answers: { ...thanked, getReceiptLink: failed('payment_unknown', 404) },
    act: [...askReceipt, `wait ${form} [part=receipt-note]:not(:empty)`],
  },
  expired: {
    html,
    answers: paid({ state: 'expired' }),
    act: [...pay, `wait ${form} [part=blocked]`],
  },
  'outcome unknown': {
    html,
    answers: { ...paid({}), getDonationStatus: failed('donation_unknown', 404) },
    act: [...pay, `wait ${form} [part=retry]`],
  },
  closed: { html, answers: project({ state: 'closed' }) },
  error: { html, answers: { listProjects: failed('internal', 501) } },
  offline: {
    html,
    answers: { listProjects: 'offline' },
    act: [`wait ${form} [part=retry]`],
  },
  unknown: { html, answers: { listProjects: { body: { items: [], nextCursor: null } } } },
  misconfigured: {
    html: '<kind-donate-form project="prj_1"><a href="/give">Give on our own page</a></kind-donate-form>',
  },
  hostile: {
    html,
    answers: {
      ...project({ title: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}` }),
      createDonation: { status: 201, body: createdDonationExample },
    },
  },
};
