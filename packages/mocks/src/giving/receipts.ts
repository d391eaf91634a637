/** Receipts of the made-up platform, brought in line with their gift whenever one is asked about. */
import type { EndpointInput, Id, PaperLinks, Receipt, VoidReason } from '@kindcart/contract';
import { compare, equal, isZero, subtract } from '@kindcart/contract/money';
import { paidBy } from '../payments/sandbox.ts';
import { refuse } from '../refusal.ts';
import { type Gift, timeIn, type World } from '../world.ts';
import { hearOfGift } from './donations.ts';

const linksForMs = 24 * 60 * 60 * 1_000;

export function createReceipt(world: World, { params }: EndpointInput<'createReceipt'>): Receipt {
  return receiptThatCounts(world, hearOfGift(world, params.donationId));
}

export function getReceiptLink(
  world: World,
  { params, body }: EndpointInput<'getReceiptLink'>,
): Receipt {
  const { donation } = paidBy(world, params.reference, body.clientSecret);
  return receiptThatCounts(world, hearOfGift(world, donation.id));
}

/** @throws Refusal `donation_not_paid` */
function receiptThatCounts(world: World, gift: Gift): Receipt {
  const [newest] = receiptsOf(world, gift);
  return newest === undefined || newest.voided !== null ? refuse('donation_not_paid') : newest;
}

/** Every receipt of a gift, newest first: one that counts for what is left, and those before it. */
export function receiptsOf(world: World, gift: Gift): Receipt[] {
  const { id, state, charge, refunded } = gift.donation;
  const left = subtract(charge, refunded);
  const isPaid = state === 'succeeded' || state === 'partially_refunded';
  const known = [...world.receipts.values()].filter(({ donationId }) => donationId === id);
  const counts = known.find(({ voided }) => voided === null);
  if (counts !== undefined && !equal(counts.amount, left)) {
    const less = compare(left, counts.amount) < 0;
    const reason: VoidReason = isZero(left)
      ? 'refunded'
      : less
        ? 'partly_refunded'
        : 'refund_failed';
    world.receipts.set(counts.id, { ...counts, voided: { at: timeIn(world), reason } });
  }
  if (isPaid && (counts === undefined || !equal(counts.amount, left))) issue(world, gift, left);
  const receipts = [...world.receipts.values()].filter(({ donationId }) => donationId === id);
  return receipts.reverse();
}

function issue(world: World, { donation }: Gift, amount: Receipt['amount']): void {
  const id = world.newId('receipt');
  world.receipts.set(id, {
    id,
    number: `TEST-${String(world.receipts.size + 1).padStart(6, '0')}`,
    kind: 'receipt',
    donationId: donation.id,
    amount,
    issuedAt: timeIn(world),
    voided: null,
    livemode: donation.livemode,
    links: linksOf(world, `receipts/${id}`),
  });
}

/** Addresses that no made-up platform answers: they are there to be shown. */
export function linksOf(
  world: World,
  path: `receipts/${Id<'receipt'> | `years/${number}`}`,
): PaperLinks {
  const until = new Date(world.now().getTime() + linksForMs).toISOString();
  const query = `?until=${until}&signature=mock`;
  const address = `https://give.example.org/${path}`;
  return { html: `${address}${query}`, pdf: `${address}.pdf${query}`, until };
}
