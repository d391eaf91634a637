import {
  type DonorGift,
  type DonorRecurringGift,
  donorExample,
  donorGiftExample,
  donorRecurringGiftExample,
  type Receipt,
  receiptExample,
  replaceCardStartExample,
} from '@kindcart/contract';
import type { ElementState, ElementStates } from '../../internal/testing/stage.ts';

const html =
  '<kind-donor-page><a href="mailto:gifts@charity.example">Write to us</a></kind-donor-page>';
const page = 'kind-donor-page >>>';

const yuan = (amount: number) => ({ amount, currency: 'CNY' });

/** The nth gift of a donor. */
function gift(place: number, change: Partial<DonorGift> = {}): DonorGift {
  const id: DonorGift['id'] = `don_01k9p4n2c6fz3t6v8w0x2y4z${String(place).padStart(2, '0')}`;
  return { ...donorGiftExample, id, dedication: null, receipts: [], ...change };
}

/** The nth receipt. */
function receipt(place: number, change: Partial<Receipt> = {}): Receipt {
  const id: Receipt['id'] = `rcp_01k9p4n2c6fz3t6v8w0x2y4z${String(place).padStart(2, '0')}`;
  return { ...receiptExample, id, number: `TEST-0000${40 + place}`, ...change };
}

/** The nth monthly gift. */
function monthly(place: number, change: Partial<DonorRecurringGift> = {}): DonorRecurringGift {
  const id: DonorRecurringGift['id'] = `rec_01k9p4n2c6fz3t6v8w0x2y4z${String(place).padStart(2, '0')}`;
  return { ...donorRecurringGiftExample, id, ...change };
}

const pausedUntil = '2027-03-23T08:00:00.000Z';
const stopped = { nextChargeAt: null } as const;

const everyKind: readonly DonorRecurringGift[] = [
  monthly(8),
  monthly(7, {
    state: 'past_due',
    failureCode: 'insufficient_funds',
    retriesLeft: 2,
    nextChargeAt: '2026-12-28T08:00:00.000Z',
    confirmed: false,
  }),
  monthly(6, { ...stopped, state: 'paused', pausedBecause: 'asked', pausedUntil }),
  monthly(5, { ...stopped, state: 'paused', pausedBecause: 'asked' }),
  monthly(4, { ...stopped, state: 'paused', pausedBecause: 'payment_failed' }),
  monthly(3, { ...stopped, state: 'pending', card: null }),
  monthly(2, { ...stopped, state: 'cancelled' }),
  monthly(1, { ...stopped, state: 'ended', endedBecause: 'project_closed' }),
];

const allGifts: readonly DonorGift[] = [
  gift(6, { state: 'processing', interval: 'month', receipts: [] }),
  gift(5, { interval: 'month', receipts: [receipt(5)] }),
  gift(4, {
    state: 'partially_refunded',
    refunded: yuan(1_000),
    dedication: { kind: 'memory', name: '林老师' },
    receipts: [
      receipt(4),
      receipt(3, { voided: { at: receiptExample.issuedAt, reason: 'partly_refunded' } }),
    ],
  }),
  gift(3, {
    state: 'refunded',
    refunded: donorGiftExample.charge,
    receipts: [receipt(2, { voided: { at: receiptExample.issuedAt, reason: 'refunded' } })],
  }),
  gift(2, { anonymous: true, receipts: [receipt(1, { kind: 'confirmation' })] }),
  gift(0, {
    disputed: donorGiftExample.charge,
    receipts: [receipt(0, { voided: { at: receiptExample.issuedAt, reason: 'disputed' } })],
  }),
  gift(1, { state: 'failed', failureCode: 'card_declined' }),
];

function list<Item>(items: readonly Item[], nextCursor: string | null = null) {
  return { body: { items, nextCursor } };
}

/** A visit, as if it had begun before a reload of the page: let in by a link in the address. */
function visiting(
  answers: ElementState['answers'] = {},
  act: readonly string[] = [],
): ElementState {
  return {
    html,
    fragment: 'kindcart-donor=bGluaw',
    answers: {
      getDonor: { body: donorExample },
      listDonorGifts: list([gift(1, { receipts: [receipt(1)] })]),
      listDonorRecurringGifts: list([monthly(1)]),
      ...answers,
    },
    act,
  };
}

function problem(code: string, status: number, retryable = false) {
  const detail = 'The platform says no.';
  const body = {
    type: 'about:blank',
    title: code,
    status,
    code,
    detail,
    retryable,
    requestId: 'req_1',
  };
  return { status, body };
}

const open = (kind: string) => [`click ${page} [data-open^=${kind}]`, `wait ${page} #panel`];
const stripeFields = 'wait kind-donor-page .kind-stripe input';
const giveCard = `click ${page} .act:not([aria-disabled])`;
const problemSelector = `wait ${page} [part=panel] [role=alert]`;
const byStripe = {
  replaceDonorRecurringGiftCard: {
    body: {
      ...replaceCardStartExample,
      payment: {
        ...replaceCardStartExample.payment,
        provider: 'stripe',
        clientSecret: 'seti_1_secret_2',
        publishableKey: 'pk_test_states',
        account: null,
      },
    },
  },
} as const;
const noteSelector = `wait ${page} [part=note]`;
const send = [`fill ${page} #email = donor@example.org`, `click ${page} [part=submit]`];

export const states: ElementStates = {
  loading: { html, fragment: 'kindcart-donor=bGluaw', answers: { openDonorSession: 'pending' } },
  asking: { html },
  asked: { html, act: [...send, noteSelector] },
  emailWrong: { html, act: [`fill ${page} #email = donor`, `click ${page} [part=submit]`] },
  sendOffline: {
    html,
    answers: { createDonorLink: 'offline' },
    act: [...send, `wait ${page} #email-error`],
  },
  expired: {
    html,
    fragment: 'kindcart-donor=b2xk',
    answers: { openDonorSession: problem('donor_link_expired', 401) },
  },
  invalid: {
    html,
    fragment: 'kindcart-donor=bm9uZQ',
    answers: { openDonorSession: problem('donor_link_invalid', 401) },
  },
  over: visiting({ getDonor: problem('donor_session_over', 401) }),
  error: visiting({ getDonor: problem('internal', 501) }),
  offline: visiting({ getDonor: 'offline' }, [`wait ${page} [part=retry]`]),
  open: visiting(),
  everything: visiting({
    listDonorGifts: list(allGifts, '1'),
    listDonorRecurringGifts: list(everyKind),
  }),
  empty: visiting({
    getDonor: { body: { ...donorExample, years: [], updatesConsent: null, language: null } },
    listDonorGifts: list([]),
    listDonorRecurringGifts: list([]),
  }),
  listsFailed: visiting({
    listDonorGifts: problem('internal', 501),
    listDonorRecurringGifts: problem('internal', 501),
  }),
  live: visiting({ getDonor: { body: { ...donorExample, livemode: true } } }),
  changing: visiting({}, open('change')),
  amountWrong: visiting({}, [
    ...open('change'),
    `fill ${page} #new-amount = 0`,
    `click ${page} .act`,
    `wait ${page} #new-amount-error`,
  ]),
  changeFailed: visiting({ changeDonorRecurringGift: problem('internal', 501) }, [
    ...open('change'),
    `click ${page} .act`,
    noteSelector,
  ]),
  pausing: visiting({}, open('pause')),
  cancelling: visiting({}, open('cancel')),
  cancelled: visiting(
    {
      cancelDonorRecurringGift: { body: monthly(1, { ...stopped, state: 'cancelled' }) },
    },
    [...open('cancel'), `click ${page} .act`, noteSelector],
  ),
  newCard: visiting({}, [...open('card'), 'wait kind-donor-page .kind-card input']),
  'newCard: stripe': { ...visiting(byStripe, [...open('card'), stripeFields]), stripe: 'ready' },
  'newCard: stripe, declined': {
    ...visiting(byStripe, [...open('card'), stripeFields, giveCard, problemSelector]),
    stripe: 'declined',
  },
  'newCard: stripe, fields failed': {
    ...visiting(byStripe, [...open('card'), problemSelector]),
    stripe: 'failed',
  },
  'newCard: paused': visiting({ replaceDonorRecurringGiftCard: problem('giving_paused', 503) }, [
    ...open('card'),
    problemSelector,
  ]),
  sent: visiting({}, [`click ${page} [part=receipt] button`, noteSelector]),
  erasureAsked: visiting({
    getDonor: { body: { ...donorExample, erasureAskedAt: '2026-11-24T08:00:00.000Z' } },
  }),
  misconfigured: {
    html: '<kind-donor-page key="sk_test_1"><a href="mailto:gifts@charity.example">Write to us</a></kind-donor-page>',
  },
  hostile: visiting({
    getDonor: {
      body: {
        ...donorExample,
        organizationName: `<img src=x onerror=alert(1)>\u202e${'x'.repeat(90)}`,
      },
    },
    listDonorRecurringGifts: list([
      monthly(1, {
        charge: yuan(999_999_999_999),
        project: {
          ...donorRecurringGiftExample.project,
          title: `<script>1</script>${'y'.repeat(90)}`,
        },
      }),
    ]),
    listDonorGifts: list([
      gift(1, {
        projectTitle: 'z'.repeat(120),
        receipts: [receipt(1, { links: { ...receiptExample.links, html: 'javascript:alert(1)' } })],
      }),
    ]),
  }),
};
