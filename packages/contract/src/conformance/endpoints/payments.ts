/** What is promised of the sandbox provider: its pages' addresses, and its word on payments. */
import type { CreatedDonation } from '../../giving/donation.ts';
import { type IdSource, newId } from '../../ids.ts';
import {
  type PaymentSnapshot,
  paymentStartExample,
  sandboxSignatureHeader,
  testCards,
} from '../../payments.ts';
import {
  recurringSnapshotExample,
  type SandboxEvent,
  type SandboxPaymentEvent,
} from '../../sandbox.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal } from '../check.ts';
import { answerOf, confirmation, type Stage, usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

/** Lets the time to pay go by. */
async function letExpire(stage: Stage, { donation, payment }: CreatedDonation): Promise<void> {
  const left = Date.parse(payment.expiresAt) - Date.parse(donation.createdAt);
  await stage.given('advance')(left + 1_000);
}

export const confirmSandboxPayment: CasesOf<'confirmSandboxPayment'> = {
  happy: [
    {
      name: 'confirmSandboxPayment with a good card is processing, and the gift is booked once',
      async run(stage) {
        const project = await stage.project();
        const created = await stage.begin(project);
        const first = await stage.pay(created, testCards.succeeds);
        equal(first.state, 'processing', 'what the page hears at once');
        equal(await stage.pay(created, testCards.succeeds), first, 'the same card again');
        await stage.settled(created, 'succeeded');
        await stage.pay(created, testCards.succeeds);
        const { totals } = await stage.readProject(project.id);
        equal([totals.raised, totals.donations], [usd(5_000), 1], 'totals');
      },
    },
    {
      name: 'confirmSandboxPayment says at once that a card is declined, and nothing is raised',
      async run(stage) {
        const project = await stage.project();
        for (const [number, code] of [
          [testCards.declined, 'card_declined'],
          [testCards.insufficientFunds, 'insufficient_funds'],
        ] as const) {
          const created = await stage.begin(project);
          const { state, failureCode } = await stage.pay(created, number);
          equal([state, failureCode], ['failed', 'card_declined'], 'what the page hears');
          const status = await stage.settled(created, 'failed');
          equal(status.failureCode, 'card_declined', 'what the page reads');
          const call = { params: { donationId: created.donation.id } };
          const donation = await granted(stage.ask('getDonation', call));
          equal(donation.failureCode, code, 'what the charity reads');
        }
        const { totals } = await stage.readProject(project.id);
        equal([totals.raised, totals.donations], [usd(0), 0], 'totals');
      },
    },
    {
      name: 'confirmSandboxPayment answers a repeat after the time to pay as it did before',
      needs: ['clock'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        const first = await stage.pay(created, testCards.succeeds);
        await stage.settled(created, 'succeeded');
        await letExpire(stage, created);
        equal(await stage.pay(created, testCards.succeeds), first, 'the answer that was lost');
        equal((await stage.readDonation(created.donation.id)).state, 'succeeded', 'donation');
      },
    },
    {
      name: 'confirmSandboxPayment with the slow card passes through processing',
      async run(stage) {
        const created = await stage.begin(await stage.project());
        equal((await stage.pay(created, testCards.slow)).state, 'processing', 'payment');
        await stage.settled(created, 'succeeded');
      },
    },
  ],
  refuses: {
    payment_unknown: {
      name: 'confirmSandboxPayment refuses a reference that is no payment',
      async run(stage) {
        const { body } = confirmation(await stage.begin(await stage.project()), testCards.succeeds);
        const params = { reference: paymentStartExample.reference };
        const asked = stage.ask('confirmSandboxPayment', { params, body });
        await refused(asked, 'payment_unknown', 'unknown reference');
      },
    },
    payment_closed: {
      name: 'confirmSandboxPayment refuses another card once one was taken',
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await stage.pay(created, testCards.declined);
        const asked = stage.ask('confirmSandboxPayment', confirmation(created, testCards.succeeds));
        await refused(asked, 'payment_closed', 'second card');
      },
    },
    payment_expired: {
      name: 'confirmSandboxPayment refuses a card after the time to pay',
      needs: ['clock'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await letExpire(stage, created);
        const asked = stage.ask('confirmSandboxPayment', confirmation(created, testCards.succeeds));
        await refused(asked, 'payment_expired', 'late card');
        equal((await stage.settled(created, 'expired')).failureCode, null, 'failure');
      },
    },
    card_invalid: {
      name: 'confirmSandboxPayment refuses cards that are no test cards, and ones of the past',
      async run(stage) {
        const created = await stage.begin(await stage.project());
        const { params, body } = confirmation(created, '4111 1111 1111 1111');
        const asked = stage.ask('confirmSandboxPayment', { params, body });
        await refusedField(asked, 'card_invalid', 'card.number', 'a real number');
        const past = {
          ...body,
          card: { ...body.card, number: testCards.succeeds, expiry: '01/20' },
        };
        const late = stage.ask('confirmSandboxPayment', { params, body: past });
        await refusedField(late, 'card_invalid', 'card.expiry', 'a past month');
      },
    },
  },
};

export const authenticateSandboxPayment: CasesOf<'authenticateSandboxPayment'> = {
  happy: [
    {
      name: 'authenticateSandboxPayment approved makes the gift, once',
      async run(stage) {
        const project = await stage.project();
        const created = await stage.begin(project);
        const asked = await stage.pay(created, testCards.asksForConfirmation);
        equal(asked.state, 'requires_action', 'payment before the answer');
        equal((await stage.readDonation(created.donation.id)).state, 'pending', 'donation before');
        const call = answerOf(created, true);
        const answered = await granted(stage.ask('authenticateSandboxPayment', call));
        equal(answered.state, 'processing', 'payment after the answer');
        await stage.settled(created, 'succeeded');
        await granted(stage.ask('authenticateSandboxPayment', call));
        equal((await stage.readProject(project.id)).totals.raised, usd(5_000), 'raised');
      },
    },
    {
      name: 'authenticateSandboxPayment refused by the donor charges nothing',
      async run(stage) {
        const project = await stage.project();
        const created = await stage.begin(project);
        await stage.pay(created, testCards.asksForConfirmation);
        const call = answerOf(created, false);
        const { state, failureCode } = await granted(stage.ask('authenticateSandboxPayment', call));
        equal([state, failureCode], ['failed', 'authentication_failed'], 'payment');
        const donation = await stage.settled(created, 'failed');
        equal(donation.failureCode, 'authentication_failed', 'donation');
        equal((await stage.readProject(project.id)).totals.raised, usd(0), 'raised');
      },
    },
  ],
  refuses: {
    payment_unknown: {
      name: 'authenticateSandboxPayment refuses a payment that no card was given for',
      async run(stage) {
        const created = await stage.begin(await stage.project());
        const asked = stage.ask('authenticateSandboxPayment', answerOf(created, true));
        await refused(asked, 'payment_unknown', 'no card yet');
      },
    },
    payment_closed: {
      name: 'authenticateSandboxPayment refuses a payment whose bank asks nothing',
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await stage.pay(created, testCards.declined);
        const asked = stage.ask('authenticateSandboxPayment', answerOf(created, true));
        await refused(asked, 'payment_closed', 'nothing asked');
      },
    },
    payment_expired: {
      name: 'authenticateSandboxPayment refuses an answer after the time to pay',
      needs: ['clock'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await stage.pay(created, testCards.asksForConfirmation);
        await letExpire(stage, created);
        const asked = stage.ask('authenticateSandboxPayment', answerOf(created, true));
        await refused(asked, 'payment_expired', 'late answer');
      },
    },
  },
};

let eventsMade = 0;
const eventIds: IdSource = {
  nowMs: () => Date.now(),
  fillRandom(bytes) {
    eventsMade += 1;
    new DataView(bytes.buffer).setUint32(12, eventsMade);
    return bytes;
  },
};

/** A provider's word on the donation's payment. */
export function eventOf(
  stage: Stage,
  { donation, payment }: CreatedDonation,
  changes: Partial<PaymentSnapshot> = {},
): SandboxPaymentEvent {
  return {
    id: newId('event', eventIds),
    type: 'payment.updated',
    createdAt: donation.createdAt,
    livemode: false,
    organizationId: stage.given('organizationId'),
    payment: {
      reference: payment.reference,
      version: 1,
      state: 'succeeded',
      amount: donation.charge,
      failureCode: null,
      refunds: [],
      ...changes,
    },
  };
}

/** Sends an event, signed some seconds ago. */
export function tell(stage: Stage, event: SandboxEvent, secondsAgo = 0) {
  const body = JSON.stringify(event);
  const headers = { [sandboxSignatureHeader]: stage.given('sign')(body, secondsAgo) };
  return stage.ask('receiveSandboxEvent', { body: event }, { body, headers });
}

export const receiveSandboxEvent: CasesOf<'receiveSandboxEvent'> = {
  happy: [
    {
      name: 'receiveSandboxEvent books a payment once, however often it is told',
      needs: ['events'],
      async run(stage) {
        const project = await stage.project();
        const created = await stage.begin(project);
        const event = eventOf(stage, created);
        for (let count = 0; count < 3; count += 1) await granted(tell(stage, event));
        await granted(tell(stage, eventOf(stage, created)));
        equal((await stage.readDonation(created.donation.id)).state, 'succeeded', 'state');
        const { totals } = await stage.readProject(project.id);
        equal([totals.raised, totals.donations], [usd(5_000), 1], 'totals');
      },
    },
    {
      name: 'receiveSandboxEvent lets a later version stand when an earlier one comes after it',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await granted(tell(stage, eventOf(stage, created, { version: 2 })));
        await granted(tell(stage, eventOf(stage, created, { state: 'processing' })));
        equal((await stage.readDonation(created.donation.id)).state, 'succeeded', 'state');
      },
    },
    {
      name: 'receiveSandboxEvent takes a signature of 299 seconds ago',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await granted(tell(stage, eventOf(stage, created), 299));
      },
    },
    {
      name: 'receiveSandboxEvent books nothing when the amount is not what was asked for',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await granted(tell(stage, eventOf(stage, created, { amount: usd(4_999) })));
        equal((await stage.readDonation(created.donation.id)).state, 'pending', 'state');
      },
    },
  ],
  refuses: {
    signature_invalid: {
      name: 'receiveSandboxEvent refuses what is not signed, or is not what was signed',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        const body = JSON.stringify(eventOf(stage, created));
        const signed = stage.given('sign')(body, 0);
        const flipped = signed.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
        const wrong: [what: string, sent: string, signature: string | null][] = [
          ['no signature', body, null],
          ['an empty signature', body, ''],
          ['a flipped digit', body, flipped],
          ['no time', body, signed.replace(/t=\d+,/, '')],
          ['another version only', body, signed.replace('v1=', 'v0=')],
          ['another body', body.replace('5000', '5001'), signed],
          ['a space more', `${body} `, signed],
        ];
        for (const [what, sent, signature] of wrong) {
          const headers: Record<string, string> =
            signature === null ? {} : { [sandboxSignatureHeader]: signature };
          const asked = stage.ask('receiveSandboxEvent', { body: {} }, { body: sent, headers });
          await refused(asked, 'signature_invalid', what);
        }
        equal((await stage.readDonation(created.donation.id)).state, 'pending', 'state');
      },
    },
    signature_expired: {
      name: 'receiveSandboxEvent refuses a signature of 302 seconds ago',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        await refused(tell(stage, eventOf(stage, created), 302), 'signature_expired', 'too old');
        equal((await stage.readDonation(created.donation.id)).state, 'pending', 'state');
      },
    },
    livemode_mismatch: {
      name: 'receiveSandboxEvent refuses a live event for a test payment',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        const event = { ...eventOf(stage, created), livemode: true };
        await refused(tell(stage, event), 'livemode_mismatch', 'live event');
        equal((await stage.readDonation(created.donation.id)).state, 'pending', 'state');
      },
    },
    payment_unknown: {
      name: 'receiveSandboxEvent refuses a payment that nobody knows',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        const { reference } = paymentStartExample;
        const event = eventOf(stage, created, { reference });
        await refused(tell(stage, event), 'payment_unknown', 'unknown payment');
      },
    },
    recurring_gift_unknown: {
      name: 'receiveSandboxEvent refuses word of a recurring gift that nobody began',
      needs: ['events'],
      async run(stage) {
        const created = await stage.begin(await stage.project());
        const { payment, ...event } = eventOf(stage, created);
        const recurring = recurringSnapshotExample;
        const told = tell(stage, { ...event, type: 'recurring.updated', recurring });
        await refused(told, 'recurring_gift_unknown', 'unknown recurring gift');
        const { id: recurringGiftId } = recurring;
        const chargedAt = created.donation.createdAt;
        const renewal = { recurringGiftId, period: '2027-01-31', revision: 1, chargedAt };
        const { reference } = paymentStartExample;
        const charged = { ...eventOf(stage, created, { reference }), renewal };
        await refused(tell(stage, charged), 'recurring_gift_unknown', 'charge of an unknown one');
      },
    },
  },
};
