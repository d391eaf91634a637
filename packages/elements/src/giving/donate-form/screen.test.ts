import { equal } from 'node:assert/strict';
import { test } from 'node:test';
import {
  createDonationExample,
  createdDonationExample,
  donationStatusExample,
  type Project,
  projectExample,
} from '@kindcart/contract';
import type { ErrorCode } from '@kindcart/contract/errors';
import type { CheckoutState } from '@kindcart/store';
import type { ProjectView } from '../../internal/project-controller.ts';
import { failureOf, isBusy, type ScreenName, type Step, screenOf } from './screen.ts';

const request = { idempotencyKey: 'k', body: createDonationExample };
const { payment } = createdDonationExample;
const donation = donationStatusExample;
const byStripe = {
  ...payment,
  provider: 'stripe',
  publishableKey: 'pk_test_1',
  account: null,
} as const;
const made = { request, donation, payment };

function error(code: ErrorCode) {
  const rest = { status: 0, retryable: true, retryAfterMs: null, fields: [], requestId: null };
  return { code, message: 'It failed.', ...rest };
}

function ready(change: Partial<Project> = {}): ProjectView {
  return { status: 'ready', project: { ...projectExample, ...change }, offline: false };
}

const confirming = {
  ...made,
  status: 'confirming',
  connection: 'online',
  checking: false,
  error: null,
} as const;

const states = {
  idle: { status: 'idle' },
  creating: { status: 'creating', request },
  ready: { ...made, status: 'ready_to_pay', error: null },
  wrongCard: { ...made, status: 'ready_to_pay', error: error('card_invalid') },
  confirming: { ...confirming, act: 'confirm' },
  authenticating: { ...confirming, act: 'authenticate' },
  action: { ...made, status: 'requires_action', error: null },
  processing: { ...made, status: 'processing', connection: 'online' },
  succeeded: { ...made, status: 'succeeded' },
  failed: { ...made, status: 'failed', failureCode: 'authentication_failed' },
  failedByStripe: { ...made, payment: byStripe, status: 'failed', failureCode: null },
  failedUnnamed: { ...made, status: 'failed', failureCode: null },
  expired: { ...made, status: 'expired' },
  notMade: {
    status: 'error',
    request,
    error: error('network_error'),
    donation: null,
    payment: null,
  },
  unanswered: { ...made, status: 'error', error: error('internal') },
} satisfies Record<string, CheckoutState>;

const screens: readonly [state: keyof typeof states, step: Step, screen: ScreenName][] = [
  ['idle', 'give', 'give'],
  ['creating', 'give', 'give'],
  ['creating', 'pay', 'pay'],
  ['ready', 'pay', 'pay'],
  ['ready', 'give', 'give'],
  ['confirming', 'pay', 'pay'],
  ['authenticating', 'pay', 'challenge'],
  ['action', 'pay', 'challenge'],
  ['processing', 'pay', 'processing'],
  ['succeeded', 'pay', 'done'],
  ['failed', 'pay', 'pay'],
  ['failedByStripe', 'pay', 'give'],
  ['expired', 'pay', 'expired'],
  ['notMade', 'give', 'give'],
  ['unanswered', 'pay', 'unanswered'],
];

for (const [state, step, screen] of screens) {
  test(`shows ${screen} for ${state} at ${step}`, () => {
    equal(screenOf(ready(), states[state], step, 'here'), screen);
  });
}

test('lets a payment under way go on in a project that has closed', () => {
  equal(screenOf(ready({ state: 'closed' }), states.idle, 'give', 'coming'), 'closed');
  equal(screenOf(ready({ state: 'closed' }), states.processing, 'pay', 'here'), 'processing');
});

test('shows the first page without the code behind it, and nothing of a begun gift', () => {
  for (const fetched of ['here', 'coming', 'failed'] as const)
    equal(screenOf(ready(), states.idle, 'give', fetched), 'give');
  for (const state of [states.creating, states.ready, states.succeeded, states.unanswered]) {
    equal(screenOf(ready(), state, 'pay', 'coming'), 'loading');
    equal(screenOf(ready(), state, 'pay', 'failed'), 'unreachable');
  }
});

const views: readonly [status: Exclude<ProjectView['status'], 'ready'>, screen: ScreenName][] = [
  ['loading', 'loading'],
  ['misconfigured', 'misconfigured'],
  ['unknown', 'unknown'],
  ['error', 'unreachable'],
  ['offline', 'unreachable'],
];

for (const [status, screen] of views) {
  test(`shows ${screen} while the project is ${status}`, () => {
    equal(screenOf({ status }, states.idle, 'give', 'coming'), screen);
  });
}

const failures: readonly [state: keyof typeof states, code: ErrorCode | undefined][] = [
  ['idle', undefined],
  ['ready', undefined],
  ['wrongCard', 'card_invalid'],
  ['failed', 'authentication_failed'],
  ['failedUnnamed', 'card_declined'],
  ['expired', 'payment_expired'],
  ['notMade', 'network_error'],
  ['succeeded', undefined],
];

for (const [state, code] of failures) {
  test(`finds ${code ?? 'no failure'} in ${state}`, () => {
    equal(failureOf(states[state]), code);
  });
}

test('is busy only while an answer to a donor’s act is awaited', () => {
  const busy = Object.entries(states).filter(([, state]) => isBusy(state));
  equal(busy.map(([name]) => name).join(), 'creating,confirming,authenticating');
});
