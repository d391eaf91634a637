/** What is promised of receipts. */
import { donationExample } from '../../giving/donation.ts';
import type { Receipt } from '../../giving/receipt.ts';
import { testCards } from '../../payments.ts';
import { granted, refused } from '../ask.ts';
import { equal, holds, matches } from '../check.ts';
import { type Stage, usd } from '../stage.ts';
import type { CasesOf } from './cases-of.ts';

function receiptOf(stage: Stage, { donation }: { donation: { id: Receipt['donationId'] } }) {
  return stage.ask('createReceipt', { params: { donationId: donation.id } });
}

export const createReceipt: CasesOf<'createReceipt'> = {
  happy: [
    {
      name: 'createReceipt issues one receipt of what was paid, and answers it ever after',
      async run(stage) {
        const project = await stage.project();
        const told = { gift: usd(7_700) };
        const created = await stage.gave(project, testCards.succeeds, 'succeeded', told);
        const receipt = await granted(receiptOf(stage, created));
        equal(receipt.amount, usd(7_700), 'amount');
        equal([receipt.donationId, receipt.voided], [created.donation.id, null], 'receipt');
        matches(receipt.number, /^TEST-\d{6,}$/, 'number in test mode');
        const again = await granted(receiptOf(stage, created));
        equal([again.id, again.number], [receipt.id, receipt.number], 'asked again');
      },
    },
    {
      name: 'createReceipt gives each receipt the next number',
      async run(stage) {
        const project = await stage.project();
        const numbers: string[] = [];
        for (let gift = 0; gift < 3; gift += 1) {
          const created = await stage.gave(project, testCards.succeeds, 'succeeded');
          numbers.push((await granted(receiptOf(stage, created))).number);
        }
        equal([...new Set(numbers)].sort(), numbers, 'numbers');
      },
    },
    {
      name: 'createReceipt issues another for what is left when a part went back, under a new number',
      async run(stage) {
        const created = await stage.gave(await stage.project(), testCards.succeeds, 'succeeded');
        const first = await granted(receiptOf(stage, created));
        await stage.refunded(await stage.refund(created, usd(2_000)), 'succeeded');
        await stage.settled(created, 'partially_refunded');
        const second = await granted(receiptOf(stage, created));
        equal(second.amount, usd(3_000), 'amount');
        holds(second.number !== first.number && second.id !== first.id, 'it is another receipt');
      },
    },
  ],
  refuses: {
    donation_unknown: {
      name: 'createReceipt refuses an id that is no donation',
      async run(stage) {
        const asked = receiptOf(stage, { donation: { id: donationExample.id } });
        await refused(asked, 'donation_unknown', 'unknown id');
      },
    },
    donation_not_paid: {
      name: 'createReceipt issues none for what is not paid, or was given back',
      async run(stage) {
        const project = await stage.project();
        const begun = await stage.begin(project);
        await refused(receiptOf(stage, begun), 'donation_not_paid', 'unpaid');
        const created = await stage.gave(project, testCards.succeeds, 'succeeded');
        await granted(receiptOf(stage, created));
        await stage.refunded(await stage.refund(created, null), 'succeeded');
        await stage.settled(created, 'refunded');
        await refused(receiptOf(stage, created), 'donation_not_paid', 'given back');
      },
    },
  },
};

export const getReceiptLink: CasesOf<'getReceiptLink'> = {
  happy: [
    {
      name: 'getReceiptLink lets whoever paid have the receipt, without an e-mail address',
      async run(stage) {
        const told = { gift: usd(3_300) };
        const project = await stage.project();
        const created = await stage.gave(project, testCards.succeeds, 'succeeded', told);
        const { reference, clientSecret } = created.payment;
        const call = { params: { reference }, body: { clientSecret } };
        const receipt = await granted(stage.ask('getReceiptLink', call));
        equal(receipt.amount, usd(3_300), 'amount');
        equal(receipt.id, (await granted(receiptOf(stage, created))).id, 'the same for servers');
      },
    },
  ],
  refuses: {
    payment_unknown: {
      name: 'getReceiptLink refuses a client secret of another payment',
      needs: ['secrets'],
      async run(stage) {
        const project = await stage.project();
        const one = await stage.gave(project, testCards.succeeds, 'succeeded');
        const other = await stage.gave(project, testCards.succeeds, 'succeeded');
        for (const clientSecret of [other.payment.clientSecret, '', 'a.b']) {
          const call = { params: { reference: one.payment.reference }, body: { clientSecret } };
          const asked = stage.ask('getReceiptLink', call);
          await refused(asked, 'payment_unknown', `secret ${clientSecret}`);
        }
      },
    },
    donation_not_paid: {
      name: 'getReceiptLink has nothing before the gift is paid',
      async run(stage) {
        const { payment } = await stage.begin(await stage.project());
        const { reference, clientSecret } = payment;
        const call = { params: { reference }, body: { clientSecret } };
        await refused(stage.ask('getReceiptLink', call), 'donation_not_paid', 'unpaid');
      },
    },
  },
};
