import { type DonationStatus, donationStatusExample } from '@kindcart/contract';
import type { ElementStates } from '../../internal/testing/stage.ts';

/** The contract's donation with other values. */
function donation(change: Partial<DonationStatus> = {}) {
  return { getDonationStatus: { body: { ...donationStatusExample, ...change } } };
}

function failed(code: string, status: number) {
  const rest = { type: 'about:blank', title: code, status, code, retryable: false };
  return { status, body: { ...rest, detail: 'It failed.', requestId: 'req_1' } };
}

const html = `<kind-thank-you donation="${donationStatusExample.id}"></kind-thank-you>`;
const yuan = (amount: number) => ({ amount, currency: 'CNY' });

export const states: ElementStates = {
  loading: { html, answers: { getDonationStatus: 'pending' } },
  succeeded: { html, answers: donation() },
  // In a year whose next payment is always to come.
  'every month': {
    html,
    answers: donation({ interval: 'month', createdAt: '2126-11-30T08:00:00.000Z' }),
  },
  'steps of the charity': {
    html: html.replace(
      '></',
      '><p slot="next">In spring we show you the well. <a href="/diary">Our diary</a></p></',
    ),
    answers: donation({ livemode: true }),
  },
  processing: { html, answers: donation({ state: 'processing' }) },
  failed: {
    html: html.replace('></', '><a href="/give">Try again</a></'),
    answers: donation({ state: 'failed', failureCode: 'card_declined' }),
  },
  expired: { html, answers: donation({ state: 'expired' }) },
  'given back in part': {
    html,
    answers: donation({ state: 'partially_refunded', refunded: yuan(1_000) }),
  },
  'given back': { html, answers: donation({ state: 'refunded', refunded: yuan(5_180) }) },
  'no gift': {
    html: `<kind-thank-you project="${donationStatusExample.projectId}"><a href="/give">Give</a></kind-thank-you>`,
  },
  error: { html, answers: { getDonationStatus: failed('internal', 501) } },
  offline: {
    html,
    answers: { getDonationStatus: 'offline' },
    act: ['wait kind-thank-you >>> [part=retry]'],
  },
  unknown: { html, answers: { getDonationStatus: failed('donation_unknown', 404) } },
  misconfigured: { html, answers: { getDonationStatus: failed('origin_not_allowed', 403) } },
};
