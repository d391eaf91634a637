/**
 * Monthly and yearly gifts of the made-up platform. Nothing happens by itself: what time has made of
 * a gift is worked out when anybody asks, by the sandbox's own clock.
 */
import {
  addMonths,
  beginCourse,
  type Course,
  cancelCourse,
  chargeCourse,
  clockStepMonthsMax,
  type Due,
  dueOf,
  type EndpointInput,
  endCourse,
  giveUpCourse,
  type Id,
  isOver,
  nextChargeAtOf,
  pauseCourse,
  type RecurringGift,
  type RecurringWish,
  type ReplaceCardStart,
  refuseWish,
  resumeCourse,
  retriesLeftOf,
  retryCourse,
  type SandboxClock,
  startCourse,
  testCards,
} from '@kindcart/contract';
import { grossUp, subtract } from '@kindcart/contract/money';
import { failPayment, hearOfPayment, succeed } from '../payments/sandbox.ts';
import { refuse } from '../refusal.ts';
import { type Gift, giftOf, pageOf, type Recurring, sandboxNow, type World } from '../world.ts';
import { checkGift } from './donations.ts';
import { getProject } from './projects.ts';

const payWithinMs = 60 * 60 * 1_000;

/** Begins a recurring gift with its first donation, which is to be paid like any. */
export function beginRecurring(world: World, first: Gift): void {
  const { interval, recurringGiftId, gift, feeCover, projectId } = first.donation;
  if (interval === null || recurringGiftId === null) return;
  const { closesAt } = getProject(world, { params: { projectId } });
  const endsAt = closesAt === null ? null : new Date(closesAt);
  world.recurring.set(recurringGiftId, {
    id: recurringGiftId,
    firstDonationId: first.donation.id,
    gift,
    feeCover,
    course: beginCourse(interval, sandboxNow(world), endsAt),
    card: null,
  });
}

export function listRecurringGifts(
  world: World,
  { query = {} }: EndpointInput<'listRecurringGifts'>,
) {
  const wanted = [...world.recurring.values()]
    .map((recurring) => toRecurringGift(world, hear(world, recurring)))
    .filter(({ projectId, state }) => {
      const ofProject = query.projectId === undefined || query.projectId === projectId;
      return ofProject && (query.state === undefined || query.state === state);
    });
  return pageOf(wanted, query);
}

export function getRecurringGift(
  world: World,
  { params }: EndpointInput<'getRecurringGift'>,
): RecurringGift {
  return toRecurringGift(world, find(world, params.recurringGiftId));
}

export function changeRecurringGift(
  world: World,
  { params, body }: EndpointInput<'changeRecurringGift'>,
): RecurringGift {
  const recurring = findFor(world, 'change', params.recurringGiftId);
  const { projectId } = giftOf(world, recurring.firstDonationId).donation;
  const project = getProject(world, { params: { projectId } });
  checkGift(project, body);
  const charge = body.coverFee ? grossUp(body.gift, project.feeSchedule) : body.gift;
  recurring.gift = body.gift;
  recurring.feeCover = subtract(charge, body.gift);
  return toRecurringGift(world, recurring);
}

export function pauseRecurringGift(
  world: World,
  { params, body }: EndpointInput<'pauseRecurringGift'>,
): RecurringGift {
  const until = body.until === null ? null : new Date(body.until);
  if (until !== null && until <= sandboxNow(world)) {
    refuse('request_invalid', [{ field: 'until', message: 'is in the past' }]);
  }
  return bring(world, 'pause', params.recurringGiftId, (course, at) =>
    pauseCourse(course, at, 'asked', until),
  );
}

export function resumeRecurringGift(
  world: World,
  { params }: EndpointInput<'resumeRecurringGift'>,
): RecurringGift {
  return bring(world, 'resume', params.recurringGiftId, resumeCourse);
}

export function cancelRecurringGift(
  world: World,
  { params }: EndpointInput<'cancelRecurringGift'>,
): RecurringGift {
  return bring(world, 'cancel', params.recurringGiftId, cancelCourse);
}

export function retryRecurringGift(
  world: World,
  { params }: EndpointInput<'retryRecurringGift'>,
): RecurringGift {
  const recurring = findFor(world, 'retry', params.recurringGiftId);
  chargeAgain(world, recurring, sandboxNow(world));
  return toRecurringGift(world, recurring);
}

export function replaceRecurringGiftCard(
  world: World,
  { params }: EndpointInput<'replaceRecurringGiftCard'>,
): ReplaceCardStart {
  const { id } = findFor(world, 'replaceCard', params.recurringGiftId);
  const reference = world.newId('payment');
  const isStripe = world.newCardsAt === 'stripe';
  const clientSecret = isStripe ? `seti_${reference}_secret_mock` : `${reference}.card`;
  const expiresAt = new Date(world.now().getTime() + payWithinMs);
  const takesCard = (card: keyof typeof testCards) =>
    takeCard(world, find(world, id), card, sandboxNow(world));
  world.cardStarts.set(reference, { clientSecret, expiresAt, card: null, takesCard });
  const begun = { reference, clientSecret, expiresAt: expiresAt.toISOString(), livemode: false };
  const payment = isStripe
    ? ({ provider: 'stripe', publishableKey: 'pk_test_mock', account: null, ...begun } as const)
    : ({ provider: 'sandbox', ...begun } as const);
  return { recurringGiftId: id, payment };
}

export function advanceSandboxClock(
  world: World,
  { body: { months = 0, to: wanted } = {} }: EndpointInput<'advanceSandboxClock'>,
): SandboxClock {
  const now = sandboxNow(world);
  const to = wanted === undefined ? addMonths(now, months) : new Date(wanted);
  if (to <= now) {
    refuse('clock_backwards', [{ field: 'to', message: `is not after ${now.toISOString()}` }]);
  }
  if (to > addMonths(now, clockStepMonthsMax)) {
    const message = `is more than ${clockStepMonthsMax} months ahead`;
    refuse('request_invalid', [{ field: 'to', message }]);
  }
  world.sandboxClock.aheadMs += to.getTime() - now.getTime();
  for (const recurring of world.recurring.values()) hear(world, recurring);
  return { now: to.toISOString() };
}

/** Whether the first payment may still be made. */
export function takesFirstPayment(world: World, { donation }: Gift): boolean {
  const recurring = world.recurring.get(donation.recurringGiftId ?? '');
  return recurring === undefined || !isOver(recurring.course.state);
}

function find(world: World, id: Id<'recurringGift'>): Recurring {
  return hear(world, world.recurring.get(id) ?? refuse('recurring_gift_unknown'));
}

/** The gift, when it is in a state for the wish. */
function findFor(world: World, wish: RecurringWish, id: Id<'recurringGift'>): Recurring {
  const recurring = find(world, id);
  const refusal = refuseWish(wish, recurring.course.state);
  return refusal === null ? recurring : refuse(refusal);
}

function bring(
  world: World,
  wish: RecurringWish,
  id: Id<'recurringGift'>,
  step: (course: Course, at: Date) => Course,
): RecurringGift {
  const recurring = findFor(world, wish, id);
  recurring.course = step(recurring.course, sandboxNow(world));
  return toRecurringGift(world, recurring);
}

/** The gift as far as it has come by now. */
function hear(world: World, recurring: Recurring): Recurring {
  const now = sandboxNow(world);
  const first = giftOf(world, recurring.firstDonationId);
  if (recurring.course.state === 'pending') {
    hearOfPayment(world, first);
    recurring.card = first.card;
    if (first.payment === 'succeeded') recurring.course = startCourse(recurring.course, now);
    if (first.payment === 'failed' || first.payment === 'expired') {
      recurring.course = giveUpCourse(recurring.course, now);
    }
  }
  const { projectId } = first.donation;
  if (getProject(world, { params: { projectId } }).state === 'closed') {
    recurring.course = endCourse(recurring.course, now, 'project_closed');
  }
  for (;;) {
    const due = dueOf(recurring.course);
    if (due === null || due.at > now) return recurring;
    act(world, recurring, due);
  }
}

function act(world: World, recurring: Recurring, { act: what, at }: Due): void {
  switch (what) {
    case 'charge':
      charge(world, recurring, at);
      break;
    case 'retry':
      chargeAgain(world, recurring, at);
      break;
    case 'resume':
      recurring.course = resumeCourse(recurring.course, at);
      break;
    case 'end':
      recurring.course = endCourse(recurring.course, at, 'project_closed');
  }
}

/** Makes the donation of a new period, paid or declined as the card makes it. */
function charge(world: World, recurring: Recurring, at: Date): void {
  const first = giftOf(world, recurring.firstDonationId);
  const { gift, feeCover } = recurring;
  const reference = world.newId('payment');
  const time = at.toISOString();
  const renewal: Gift = {
    ...first,
    donation: {
      ...first.donation,
      id: world.newId('donation'),
      state: 'pending',
      gift,
      feeCover,
      charge: { ...gift, amount: gift.amount + feeCover.amount },
      refunded: { ...gift, amount: 0 },
      failureCode: null,
      message: null,
      paymentReference: reference,
      createdAt: time,
      updatedAt: time,
    },
    payment: null,
    card: recurring.card,
    publicId: world.newId('gift'),
    reference,
    clientSecret: '',
    askings: 0,
  };
  world.gifts.set(renewal.donation.id, renewal);
  recurring.course = chargeCourse(recurring.course, at, payBy(world, recurring, renewal));
}

/** Tries the donation of the period that failed again. */
function chargeAgain(world: World, recurring: Recurring, at: Date): void {
  const outstanding = [...world.gifts.values()].findLast(
    ({ donation }) => donation.recurringGiftId === recurring.id,
  );
  if (outstanding === undefined) return;
  recurring.course = retryCourse(recurring.course, at, payBy(world, recurring, outstanding));
}

function payBy(world: World, { card }: Recurring, gift: Gift) {
  if (card === 'renewalsDeclined') {
    failPayment(world, gift, 'card_declined');
    return 'card_declined';
  }
  succeed(world, gift);
  return null;
}

/** What is outstanding is tried by the new card at once; a gift that had paused for want of one goes on. */
function takeCard(
  world: World,
  recurring: Recurring,
  card: keyof typeof testCards,
  at: Date,
): void {
  recurring.card = card;
  const { state, pausedBecause } = recurring.course;
  if (state === 'past_due') chargeAgain(world, recurring, at);
  if (pausedBecause === 'payment_failed') {
    recurring.course = resumeCourse(recurring.course, at);
  }
}

function toRecurringGift(world: World, recurring: Recurring): RecurringGift {
  const { course, gift, feeCover, card, id, firstDonationId } = recurring;
  const { donation } = giftOf(world, firstDonationId);
  return {
    id,
    projectId: donation.projectId,
    firstDonationId,
    state: course.state,
    interval: course.interval,
    gift,
    feeCover,
    charge: { ...gift, amount: gift.amount + feeCover.amount },
    anchorAt: course.anchorAt.toISOString(),
    nextChargeAt: nextChargeAtOf(course)?.toISOString() ?? null,
    pausedBecause: course.pausedBecause,
    pausedUntil: course.pausedUntil?.toISOString() ?? null,
    endedBecause: course.endedBecause,
    retriesLeft: retriesLeftOf(course),
    failureCode: course.failureCode,
    card: card === null ? null : { brand: 'visa', last4: testCards[card].slice(-4) },
    confirmed: true,
    donorName: donation.donorName,
    anonymous: donation.anonymous,
    email: donation.details?.email ?? null,
    provider: donation.provider,
    livemode: donation.livemode,
    createdAt: donation.createdAt,
    updatedAt: course.since.toISOString(),
  };
}
