/** Donations of the made-up platform. */
import type {
  CreateDonation,
  CreatedDonation,
  Donation,
  DonationStatus,
  EndpointInput,
  Moderation,
  Project,
} from '@kindcart/contract';
import { shownFailure } from '@kindcart/contract';
import { compare, grossUp, subtract } from '@kindcart/contract/money';
import { bindGift } from '../forest/adoptions.ts';
import { hearOfPayment } from '../payments/sandbox.ts';
import { refuse } from '../refusal.ts';
import { type Gift, giftOf, pageOf, timeIn, type World } from '../world.ts';
import { getProject } from './projects.ts';
import { beginRecurring } from './recurring.ts';
import { hearOfRefunds } from './refunds.ts';

const payWithinMs = 60 * 60 * 1_000;

export function createDonation(
  world: World,
  { body }: EndpointInput<'createDonation'>,
): CreatedDonation {
  const project = getProject(world, { params: { projectId: body.projectId } });
  checkGift(project, body);
  const bind = bindGift(world, body);
  const gift = newGift(world, project, body);
  bind(gift);
  world.gifts.set(gift.donation.id, gift);
  beginRecurring(world, gift);
  const { donation, reference, clientSecret, expiresAt } = gift;
  return {
    donation: statusOf(donation),
    payment: {
      provider: 'sandbox',
      reference,
      clientSecret,
      expiresAt: expiresAt.toISOString(),
      livemode: donation.livemode,
    },
  };
}

/** @throws Refusal where the project does not take the gift */
export function checkGift(
  { state, currency, minimum, maximum }: Project,
  { gift }: Pick<CreateDonation, 'gift'>,
): void {
  if (state === 'closed') {
    refuse('project_closed', [{ field: 'projectId', message: 'is closed' }]);
  }
  if (gift.currency !== currency) {
    refuse('currency_mismatch', [{ field: 'gift.currency', message: `is not ${currency}` }]);
  }
  if (compare(gift, minimum) < 0) {
    refuse('amount_too_small', [{ field: 'gift.amount', message: `is below ${minimum.amount}` }]);
  }
  if (compare(gift, maximum) > 0) {
    refuse('amount_too_large', [{ field: 'gift.amount', message: `is above ${maximum.amount}` }]);
  }
}

function newGift(world: World, project: Project, body: CreateDonation): Gift {
  const { gift, coverFee, donorName, anonymous, message, interval = null } = body;
  const charge = coverFee ? grossUp(gift, project.feeSchedule) : gift;
  const reference = world.newId('payment');
  const time = timeIn(world);
  const donation: Donation = {
    id: world.newId('donation'),
    projectId: project.id,
    state: 'pending',
    gift,
    feeCover: subtract(charge, gift),
    charge,
    refunded: subtract(gift, gift),
    failureCode: null,
    interval,
    livemode: false,
    createdAt: time,
    updatedAt: time,
    disputed: subtract(gift, gift),
    donorName,
    anonymous,
    message,
    moderation: null,
    details: toldIn(body),
    provider: 'sandbox',
    paymentReference: reference,
    recurringGiftId: interval === null ? null : world.newId('recurringGift'),
  };
  return {
    donation,
    payment: null,
    card: null,
    publicId: world.newId('gift'),
    reference,
    clientSecret: `${reference}.secret`,
    expiresAt: new Date(world.now().getTime() + payWithinMs),
    notes: [],
    askings: 0,
  };
}

/** Details that say nothing are none. */
function toldIn({ details }: CreateDonation): Donation['details'] {
  const saysAnything = details && Object.values(details).some((value) => value !== null);
  return saysAnything ? details : null;
}

export function listDonations(world: World, { query = {} }: EndpointInput<'listDonations'>) {
  const donations = [...world.gifts.values()].map(({ donation }) => donation);
  const wanted = donations.filter(
    ({ projectId, recurringGiftId }) =>
      (query.projectId === undefined || projectId === query.projectId) &&
      (query.recurringGiftId === undefined || recurringGiftId === query.recurringGiftId),
  );
  return pageOf(wanted, query);
}

export function getDonation(world: World, { params }: EndpointInput<'getDonation'>): Donation {
  return hearOfGift(world, params.donationId).donation;
}

export function getDonationStatus(
  world: World,
  { params }: EndpointInput<'getDonationStatus'>,
): DonationStatus {
  return statusOf(hearOfGift(world, params.donationId).donation);
}

/** The last decision replaces the one before. */
export function moderateDonation(
  world: World,
  { params, body }: EndpointInput<'moderateDonation'>,
): Moderation {
  const gift = giftOf(world, params.donationId);
  const moderation = { ...body, decidedAt: timeIn(world) };
  gift.donation = { ...gift.donation, moderation };
  return moderation;
}

/** The gift, as far as it has come by now: asking takes it, and its refunds, a step further. */
export function hearOfGift(world: World, donationId: string): Gift {
  const gift = giftOf(world, donationId);
  hearOfPayment(world, gift);
  hearOfRefunds(world, gift);
  return gift;
}

/** What a page may know of a donation: nothing of the person. */
export function statusOf(donation: Donation): DonationStatus {
  const {
    donorName,
    anonymous,
    message,
    moderation,
    details,
    provider,
    paymentReference,
    disputed,
    recurringGiftId,
    ...status
  } = donation;
  return { ...status, failureCode: shownFailure(status.failureCode) };
}
