/** The sandbox of the made-up platform: what each test card makes of a donation. */
import {
  type CardFailure,
  type EndpointInput,
  type SandboxCard,
  type SandboxPayment,
  shownFailure,
  testCards,
} from '@kindcart/contract';
import { hearOfTree } from '../forest/adoptions.ts';
import { countGift } from '../giving/projects.ts';
import { takesFirstPayment } from '../giving/recurring.ts';
import { refuse } from '../refusal.ts';
import { type CardStart, type Gift, timeIn, type World } from '../world.ts';

/** How often a slow payment is still `processing` when it is asked about. */
const slowAskings = 2;

export function confirmSandboxPayment(
  world: World,
  { params, body }: EndpointInput<'confirmSandboxPayment'>,
): SandboxPayment {
  const start = cardStartOf(world, params.reference, body.clientSecret);
  if (start !== undefined) return confirmCard(world, params.reference, start, body.card);
  const gift = paidBy(world, params.reference, body.clientSecret);
  const card = readCard(body.card, world.now());
  if (isTooLate(world, gift)) refuse('payment_expired');
  if (gift.payment !== null) return repeated(gift, card);
  if (!takesFirstPayment(world, gift)) refuse('payment_closed');
  gift.card = card;
  switch (card) {
    case 'succeeds':
    case 'refundFailsLater':
    case 'renewalsDeclined':
      succeed(world, gift);
      break;
    case 'declined':
      failPayment(world, gift, 'card_declined');
      break;
    case 'insufficientFunds':
      failPayment(world, gift, 'insufficient_funds');
      break;
    case 'asksForConfirmation':
      gift.payment = 'requires_action';
      break;
    case 'slow':
      gift.payment = 'processing';
      change(world, gift, { state: 'processing' });
  }
  return told(gift);
}

export function authenticateSandboxPayment(
  world: World,
  { params, body }: EndpointInput<'authenticateSandboxPayment'>,
): SandboxPayment {
  const start = cardStartOf(world, params.reference, body.clientSecret);
  if (start !== undefined) return answerForCard(params.reference, start, body.approve);
  const gift = paidBy(world, params.reference, body.clientSecret);
  if (gift.payment === null) refuse('payment_unknown');
  if (isTooLate(world, gift)) refuse('payment_expired');
  if (gift.payment !== 'requires_action') return repeated(gift, 'asksForConfirmation');
  if (body.approve) succeed(world, gift);
  else failPayment(world, gift, 'authentication_failed');
  return told(gift);
}

/** Takes a payment further when it is asked about: a slow one, or one that nobody finished. */
export function hearOfPayment(world: World, gift: Gift): void {
  if (isTooLate(world, gift)) {
    gift.payment = 'expired';
    change(world, gift, { state: 'expired' });
  }
  if (gift.payment !== 'processing') return;
  if (gift.askings === slowAskings) succeed(world, gift);
  gift.askings += 1;
}

function cardStartOf(world: World, reference: string, secret: string): CardStart | undefined {
  const start = world.cardStarts.get(reference);
  return start?.clientSecret === secret ? start : undefined;
}

/** Takes another card for a recurring gift; nothing is charged for it here. */
function confirmCard(
  world: World,
  reference: SandboxPayment['reference'],
  start: CardStart,
  given: SandboxCard,
): SandboxPayment {
  const card = readCard(given, world.now());
  if (start.expiresAt <= world.now()) refuse('payment_expired');
  const isRepeat = start.card === card;
  start.card = card;
  if (card === 'asksForConfirmation') {
    return { reference, state: 'requires_action', failureCode: null };
  }
  if (card === 'declined' || card === 'insufficientFunds') {
    return { reference, state: 'failed', failureCode: 'card_declined' };
  }
  if (!isRepeat) start.takesCard(card);
  return { reference, state: 'processing', failureCode: null };
}

function answerForCard(
  reference: SandboxPayment['reference'],
  start: CardStart,
  approve: boolean,
): SandboxPayment {
  if (start.card === null) refuse('payment_unknown');
  if (start.card !== 'asksForConfirmation') refuse('payment_closed');
  if (!approve) return { reference, state: 'failed', failureCode: 'authentication_failed' };
  start.takesCard(start.card);
  return { reference, state: 'processing', failureCode: null };
}
/** The gift whose payment it is. @throws Refusal `payment_unknown` */
export function paidBy(world: World, reference: string, clientSecret: string): Gift {
  const gift = [...world.gifts.values()].find((one) => one.reference === reference);
  return gift?.clientSecret === clientSecret ? gift : refuse('payment_unknown');
}

function isTooLate(world: World, { payment, expiresAt }: Gift): boolean {
  return (payment === null || payment === 'requires_action') && expiresAt <= world.now();
}

/** A repeat answers the same; another card, or an answer that no bank asked for, comes too late. */
function repeated(gift: Gift, card: keyof typeof testCards): SandboxPayment {
  return gift.card === null || gift.card === card ? told(gift) : refuse('payment_closed');
}

function readCard({ number, expiry }: SandboxCard, now: Date): keyof typeof testCards {
  const digitsOf = (text: string) => text.replaceAll(' ', '');
  const known = Object.entries(testCards).find(([, text]) => digitsOf(text) === digitsOf(number));
  const name = known?.[0];
  if (name === undefined || !isCardName(name)) {
    return refuse('card_invalid', [{ field: 'card.number', message: 'is not a test card' }]);
  }
  const [month = 0, year = 0] = expiry.split('/').map((part) => Number.parseInt(part, 10));
  if (Date.UTC(2000 + year, month, 1) <= now.getTime()) {
    refuse('card_invalid', [{ field: 'card.expiry', message: 'is in the past' }]);
  }
  return name;
}

function isCardName(name: string): name is keyof typeof testCards {
  return Object.hasOwn(testCards, name);
}

/** The gift is paid. */
export function succeed(world: World, gift: Gift): void {
  gift.payment = 'succeeded';
  change(world, gift, { state: 'succeeded', failureCode: null });
  countGift(world, gift.donation.projectId, gift.donation.gift, 1);
}

/** The gift's payment failed. */
export function failPayment(world: World, gift: Gift, failureCode: CardFailure): void {
  gift.payment = 'failed';
  change(world, gift, { state: 'failed', failureCode });
}

function change(world: World, gift: Gift, values: Partial<Gift['donation']>): void {
  gift.donation = { ...gift.donation, ...values, updatedAt: timeIn(world) };
  hearOfTree(world, gift);
}

/** What the page hears: that a gift is paid is for the platform to say, not for the provider. */
function told({ reference, payment, donation }: Gift): SandboxPayment {
  const state = payment === null || payment === 'succeeded' ? 'processing' : payment;
  return { reference, state, failureCode: shownFailure(donation.failureCode) };
}
