/** The sandbox of the made-up platform: what each test card makes of a donation. */
import {
  type CardFailure,
  type EndpointInput,
  type SandboxCard,
  type SandboxPayment,
  testCards,
} from '@kindcart/contract';
import { countGift } from '../giving/projects.ts';
import { refuse } from '../refusal.ts';
import { type Gift, timeIn, type World } from '../world.ts';

/** How often a slow payment is still `processing` when it is asked about. */
const slowAskings = 2;

export function confirmSandboxPayment(
  world: World,
  { params, body }: EndpointInput<'confirmSandboxPayment'>,
): SandboxPayment {
  const gift = paidBy(world, params.reference, body.clientSecret);
  const card = cardNamed(body.card);
  if (gift.card !== null) return gift.card === card ? told(gift) : refuse('payment_closed');
  if (gift.expiresAt <= world.now()) refuse('payment_expired');
  gift.card = card;
  switch (card) {
    case 'succeeds':
    case 'refundFailsLater':
      succeed(world, gift);
      break;
    case 'declined':
      fail(world, gift, 'card_declined');
      break;
    case 'insufficientFunds':
      fail(world, gift, 'insufficient_funds');
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

/** A repeat answers the same, as on the platform. */
export function authenticateSandboxPayment(
  world: World,
  { params, body }: EndpointInput<'authenticateSandboxPayment'>,
): SandboxPayment {
  const gift = paidBy(world, params.reference, body.clientSecret);
  if (gift.payment === 'requires_action') {
    if (body.approve) succeed(world, gift);
    else fail(world, gift, 'authentication_failed');
  }
  return told(gift);
}

/** Takes a slow payment a step further each time it is asked about. */
export function hearOfSlow(world: World, gift: Gift): void {
  if (gift.payment !== 'processing') return;
  if (gift.askings === slowAskings) succeed(world, gift);
  gift.askings += 1;
}

function paidBy(world: World, reference: string, clientSecret: string): Gift {
  const gift = [...world.gifts.values()].find((one) => one.reference === reference);
  return gift?.clientSecret === clientSecret ? gift : refuse('payment_unknown');
}

function cardNamed({ number }: SandboxCard): keyof typeof testCards {
  const digitsOf = (text: string) => text.replaceAll(' ', '');
  const known = Object.entries(testCards).find(([, text]) => digitsOf(text) === digitsOf(number));
  const name = known?.[0];
  if (name === undefined || !isCardName(name)) {
    return refuse('card_invalid', [{ field: 'card.number', message: 'is not a test card' }]);
  }
  return name;
}

function isCardName(name: string): name is keyof typeof testCards {
  return Object.hasOwn(testCards, name);
}

function succeed(world: World, gift: Gift): void {
  gift.payment = 'succeeded';
  change(world, gift, { state: 'succeeded' });
  countGift(world, gift.donation.projectId, gift.donation.gift, 1);
}

function fail(world: World, gift: Gift, failureCode: CardFailure): void {
  gift.payment = 'failed';
  change(world, gift, { state: 'failed', failureCode });
}

function change(world: World, gift: Gift, values: Partial<Gift['donation']>): void {
  gift.donation = { ...gift.donation, ...values, updatedAt: timeIn(world) };
}

function told({ reference, payment, donation }: Gift): SandboxPayment {
  return { reference, state: payment ?? 'processing', failureCode: donation.failureCode };
}
