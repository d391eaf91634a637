/** What is promised of refunds. */
import { donationExample } from '../../giving/donation.ts';
import { refundExample } from '../../giving/refund.ts';
import { testCards } from '../../payments.ts';
import { granted, refused, refusedField } from '../ask.ts';
import { equal } from '../check.ts';
import { refundOf, usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

export const createRefund: CasesOf<'createRefund'> = {
  happy: [
    {
      name: 'createRefund gives back in parts, then the rest, and the totals follow',
      async run(stage) {
        const project = await stage.project();
        const created = await stage.gave(project, testCards.succeeds, 'succeeded', {
          coverFee: true,
        });
        const { charge } = created.donation;
        const part = await stage.refund(created, usd(1_234));
        equal(
          [part.donationId, part.amount, part.state],
          [created.donation.id, usd(1_234), 'pending'],
          'refund',
        );
        await stage.refunded(part, 'succeeded');
        const between = await stage.settled(created, 'partially_refunded');
        equal(between.refunded, usd(1_234), 'refunded so far');
        const rest = await stage.refund(created, null);
        equal(rest.amount, usd(charge.amount - 1_234), 'the rest');
        const after = await stage.settled(created, 'refunded');
        equal(after.refunded, charge, 'refunded in the end');
        const { totals } = await stage.readProject(project.id);
        equal([totals.raised, totals.donations], [usd(0), 0], 'totals');
      },
    },
    {
      name: 'createRefund keeps the reason it was given',
      async run(stage) {
        const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded');
        const body = { amount: usd(1), reason: 'Gave twice – “sorry”' };
        const { params } = refundOf(created, null);
        const refund = await granted(stage.ask('createRefund', { params, body }));
        equal(refund.reason, body.reason, 'reason');
      },
    },
  ],
  refuses: {
    donation_unknown: {
      name: 'createRefund refuses an id that is no donation',
      async run(stage) {
        const params = { donationId: donationExample.id };
        const asked = stage.ask('createRefund', { params, body: { amount: null, reason: null } });
        await refused(asked, 'donation_unknown', 'unknown id');
      },
    },
    donation_not_refundable: {
      name: 'createRefund refuses what was not paid, and what went back already',
      async run(stage) {
        const project = await stage.project();
        const unpaid = refundOf(await stage.begin(project), null);
        await refused(stage.ask('createRefund', unpaid), 'donation_not_refundable', 'unpaid');
        const declined = await stage.gave(project, testCards.declined, 'failed');
        const failed = refundOf(declined, null);
        await refused(stage.ask('createRefund', failed), 'donation_not_refundable', 'declined');
        const created = await stage.gave(project, testCards.succeeds, 'succeeded');
        await stage.refund(created, null);
        const again = stage.ask('createRefund', refundOf(created, null));
        await refused(again, 'donation_not_refundable', 'refunded before');
      },
    },
    refund_too_large: {
      name: 'createRefund refuses one unit more than is left, pending refunds counted',
      async run(stage) {
        const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded');
        const all = stage.ask('createRefund', refundOf(created, usd(5_001)));
        await refusedField(all, 'refund_too_large', 'amount.amount', 'more than was paid');
        await stage.refund(created, usd(3_000));
        const rest = stage.ask('createRefund', refundOf(created, usd(2_001)));
        await refusedField(rest, 'refund_too_large', 'amount.amount', 'more than is left');
        equal((await stage.refund(created, usd(2_000))).amount, usd(2_000), 'just what is left');
      },
    },
    currency_mismatch: {
      name: "createRefund refuses a currency that is not the donation's",
      async run(stage) {
        const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded');
        const asked = stage.ask('createRefund', refundOf(created, { amount: 1, currency: 'JPY' }));
        await refusedField(asked, 'currency_mismatch', 'amount.currency', 'yen');
      },
    },
  },
};

export const getRefund: CasesOf<'getRefund'> = {
  happy: [
    {
      name: 'getRefund follows a refund that succeeds and fails later, and the money is back',
      async run(stage) {
        const project = await stage.project();
        const created = await stage.gave(project, testCards.refundFailsLater, 'succeeded');
        const refund = await stage.refund(created, usd(2_000));
        const failed = await stage.refunded(refund, 'failed');
        equal(
          { ...failed, updatedAt: '' },
          { ...refund, state: 'failed', updatedAt: '' },
          'refund',
        );
        const donation = await stage.settled(created, 'succeeded');
        equal(donation.refunded, usd(0), 'refunded');
        const { totals } = await stage.readProject(project.id);
        equal([totals.raised, totals.donations], [usd(5_000), 1], 'totals');
        equal((await stage.refund(created, null)).amount, usd(5_000), 'all can be asked for again');
      },
    },
  ],
  refuses: {
    refund_unknown: {
      name: 'getRefund refuses an id that is no refund',
      async run(stage) {
        const params = { refundId: refundExample.id };
        await refused(stage.ask('getRefund', { params }), 'refund_unknown', 'unknown id');
      },
    },
  },
};
