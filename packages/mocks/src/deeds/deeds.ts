/** Deeds of the made-up platform: counted by the very rules of the real one, one after the other. */
import {
  type CreateDeed,
  countDay,
  type Deed,
  type DeedOutcome,
  type DeedOutcomes,
  type DeedRefusal,
  dayAt,
  dayPassedMs,
  deedText,
  type EndpointInput,
  type EndpointOutput,
  giftWithin,
  judgeCounter,
  type ParticipantDay,
  pageLimit,
  type Quantities,
  refuseAccepting,
  refuseDeed,
  reviewedDeedExample,
  reviewReason,
  sourceFacts,
  underReviewMax,
  wantedBy,
  worthOf,
} from '@kindcart/contract';
import { countGift } from '../giving/projects.ts';
import { refuse } from '../refusal.ts';
import { type KeptChallenge, type KeptDeed, pageOf, timeIn, type World } from '../world.ts';
import { changed, keptOf, toChallenge } from './challenges.ts';
import { isSignedBy } from './keys.ts';
import { keptOf as participantOf } from './participants.ts';

/** The contract's example of one that somebody should look at. */
export function seedDeeds(world: World): void {
  world.deeds.set(reviewedDeedExample.id, { deed: reviewedDeedExample, device: null });
}

export async function createDeeds(
  world: World,
  { body }: EndpointInput<'createDeeds'>,
): Promise<DeedOutcomes> {
  const refusals = await Promise.all(body.deeds.map((deed) => refuseSignature(world, deed)));
  const items = body.deeds.map((deed, place): DeedOutcome => {
    const refused = refusals[place] ?? null;
    if (refused !== null) return { deed: null, refused };
    const { device, counter, signature: _, ...said } = deed;
    return takeDeed(world, said, { device, counter });
  });
  return { items };
}

async function refuseSignature(world: World, deed: CreateDeed): Promise<DeedRefusal | null> {
  const participant = world.participants.get(deed.participantId);
  if (participant === undefined) return 'participant_unknown';
  const device = participant.devices.get(deed.device);
  if (device === undefined) return 'device_unknown';
  const isOwn = await isSignedBy(device.publicKey, deedText(deed), deed.signature);
  return isOwn ? null : 'device_signature_invalid';
}

type SaidDeed = Omit<CreateDeed, 'device' | 'counter' | 'signature'>;

/**
 * Takes a deed whose signature is right, or one that a server tells.
 *
 * @param signed its device and counter; null of a server's
 */
export function takeDeed(
  world: World,
  said: SaidDeed,
  signed: Pick<CreateDeed, 'device' | 'counter'> | null,
): DeedOutcome {
  const refused = (why: DeedRefusal): DeedOutcome => ({ deed: null, refused: why });
  const known = [...world.deeds.values()].find(({ device, deed }) =>
    signed === null
      ? device === null && isSame(deed, said)
      : device === signed.device && deed.counter === signed.counter,
  );
  if (known !== undefined) {
    if (!isSame(known.deed, said)) return refused('counter_reused');
    if (signed === null) known.deed = takenAgain(world, known.deed);
    return { deed: known.deed, refused: null };
  }
  const order = signed === null ? 'next' : hear(world, said, signed);
  const kept = world.challenges.get(said.challengeId);
  if (kept === undefined) return refused('challenge_unknown');
  const { challenge } = kept;
  const why = refusalOf(world, kept, said, signed === null ? 'server' : 'device');
  if (why !== null) return refused(why);
  if (order === 'too_low') return refused('counter_too_low');
  const reason = judge(world, kept, said, order === 'gap');
  const isWaiting = ({ deed: told }: KeptDeed) => told.state === 'under_review';
  if (reason !== null && toldOf(world, said).filter(isWaiting).length >= underReviewMax) {
    return refused('too_many_under_review');
  }
  const deed: Deed = {
    id: world.newId('deed'),
    ...said,
    counter: signed?.counter ?? null,
    state: reason === null ? 'counted' : 'under_review',
    reason,
    counted: 0,
    given: { amount: 0, currency: challenge.budget.currency },
    limitedBy: null,
    livemode: false,
    createdAt: timeIn(world),
    decidedAt: null,
  };
  const counts = reason === null ? countIn(world, kept, deed) : deed;
  world.deeds.set(deed.id, { deed: counts, device: signed?.device ?? null });
  return { deed: counts, refused: null };
}

/** Why the challenge does not take it now; null where it does. */
function refusalOf(
  world: World,
  { challenge, paused }: KeptChallenge,
  said: SaidDeed,
  toldBy: 'server' | 'device',
): DeedRefusal | null {
  const today = dayAt(world.now().getTime(), challenge.timeZone);
  const terms = { ...challenge, paused, closed: challenge.closed !== null };
  return refuseDeed(terms, { ...said, toldBy }, today);
}

function judge(
  world: World,
  { challenge: { kind, timeZone } }: KeptChallenge,
  said: SaidDeed,
  gap: boolean,
): Deed['reason'] {
  const nowMs = world.now().getTime();
  const passedMs = dayPassedMs(said.day, timeZone, nowMs);
  const facts = { today: dayAt(nowMs, timeZone), passedMs, gap, crowded: false };
  return reviewReason(kind, { ...said, ...facts });
}

/** A total as it stands once a server has told it again. */
function takenAgain(world: World, deed: Deed): Deed {
  const kept = keptOf(world, deed.challengeId);
  const wanted = wantedBy(deed);
  if (wanted === null || refusalOf(world, kept, deed, 'server') !== null) return deed;
  if (wanted === 'time') {
    const reason = judge(world, kept, deed, false);
    return reason === null ? countIn(world, kept, deed) : { ...deed, reason };
  }
  return moneyLeft(world, kept, deed.day).most > 0 ? countIn(world, kept, deed) : deed;
}

function isSame(deed: Deed, said: SaidDeed): boolean {
  return (
    deed.challengeId === said.challengeId &&
    deed.participantId === said.participantId &&
    deed.day === said.day &&
    deed.quantity === said.quantity &&
    deed.source === said.source
  );
}

/** Hears a counter, and answers how it stands to those before. */
function hear(
  world: World,
  { participantId }: SaidDeed,
  { device, counter }: Pick<CreateDeed, 'device' | 'counter'>,
): ReturnType<typeof judgeCounter> {
  const known = participantOf(world, participantId).devices.get(device);
  if (known === undefined) throw new Error(`The device ${device} signed and is not there`);
  const order = judgeCounter(counter, known.counter);
  known.counter = Math.max(known.counter, counter);
  return order;
}

/** What was told of a participant's day, the oldest first. */
function toldOf(world: World, of: Pick<Deed, 'challengeId' | 'participantId'>): KeptDeed[] {
  return [...world.deeds.values()].filter(
    ({ deed }) => deed.challengeId === of.challengeId && deed.participantId === of.participantId,
  );
}

/** What is left to give on a day: of its slice, in all, and the most that the two let through. */
function moneyLeft(world: World, kept: KeptChallenge, day: string) {
  const that = kept.days.get(day) ?? { slice: null, given: 0 };
  const ofDay = that.given > 0 ? that.slice : (kept.challenge.dailyBudget?.amount ?? null);
  const slice = ofDay === null ? null : ofDay - that.given;
  const budget = toChallenge(world, kept).totals.left.amount;
  return { ofDay, that, slice, budget, most: Math.min(budget, slice ?? budget) };
}

/**
 * Lets a deed count: the challenge, its day and its project move, and the deed says how. One that counted
 * before gives what money was wanting for.
 */
function countIn(world: World, kept: KeptChallenge, deed: Deed): Deed {
  const { challenge } = kept;
  const { currency } = challenge.budget;
  const own = toldOf(world, deed)
    .map((one) => one.deed)
    .filter(({ state }) => state === 'counted');
  const before = own.filter(({ day }) => day === deed.day);
  const quantities: Quantities = {};
  for (const { source, quantity } of [...before, deed]) {
    quantities[source] = Math.max(quantities[source] ?? 0, quantity);
  }
  const rate = { quantity: challenge.rate.quantity, amount: challenge.rate.amount.amount };
  const terms = { ...challenge, ...challenge.perPerson, rate };
  const day = countDay(terms, quantities);
  const countedBefore = Math.max(0, ...before.map((one) => one.counted));
  const counted = Math.max(day.counted, countedBefore);
  const givenBefore = before.reduce((sum, { given }) => sum + given.amount, 0);
  const { totals } = toChallenge(world, kept);
  const { ofDay, that, ...left } = moneyLeft(world, kept, deed.day);
  const gift = giftWithin(worthOf(counted, terms) - givenBefore, left);
  kept.days.set(deed.day, { slice: ofDay, given: that.given + gift.amount });
  const isFirst = own.every((one) => one.counted === 0);
  const given = { amount: gift.amount, currency };
  changed(
    world,
    kept,
    {},
    {
      participants: totals.participants + (isFirst && counted > 0 ? 1 : 0),
      deeds: totals.deeds + (countedBefore === 0 && counted > 0 ? 1 : 0),
      quantity: totals.quantity + counted - countedBefore,
      given: { amount: totals.given.amount + gift.amount, currency },
      asOf: timeIn(world),
    },
  );
  if (gift.amount > 0) countGift(world, challenge.projectId, given, 0);
  const limitedBy = gift.limitedBy ?? day.limitedBy;
  const inAll = { amount: deed.given.amount + gift.amount, currency };
  return { ...deed, state: 'counted', counted, given: inAll, limitedBy };
}

export function listDeeds(
  world: World,
  { params, query = {} }: EndpointInput<'listDeeds'>,
): EndpointOutput<'listDeeds'> {
  const { challenge } = keptOf(world, params.challengeId);
  participantOf(world, params.participantId);
  const { from, until, cursor, limit = pageLimit.default } = query;
  const told = toldOf(world, params).map(({ deed }) => deed);
  const days = [...Map.groupBy(told, ({ day }) => day)]
    .filter(([day]) => (from === undefined || day >= from) && (until === undefined || day <= until))
    .filter(([day]) => cursor === undefined || day < cursor)
    .sort(([one], [other]) => (one > other ? -1 : 1));
  const items = days.slice(0, limit).map(([day, deeds]): ParticipantDay => {
    const counting = deeds.filter(({ state }) => state === 'counted');
    const newest = [...new Map(deeds.map((deed) => [deed.source, deed])).values()];
    const tierOf = ({ source }: Deed) => sourceFacts(challenge.kind, source)?.tier ?? 0;
    return {
      day,
      counted: Math.max(0, ...counting.map(({ counted }) => counted)),
      given: {
        amount: counting.reduce((sum, { given }) => sum + given.amount, 0),
        currency: challenge.budget.currency,
      },
      limitedBy: counting.at(-1)?.limitedBy ?? null,
      sources: newest
        .sort((one, other) => tierOf(other) - tierOf(one))
        .map(({ source, quantity, state, reason }) => ({ source, quantity, state, reason })),
      updatedAt:
        newest
          .map((deed) => deed.decidedAt ?? deed.createdAt)
          .sort()
          .at(-1) ?? '',
    };
  });
  return { items, nextCursor: days.length > limit ? (items.at(-1)?.day ?? null) : null };
}

export function listDeedsUnderReview(
  world: World,
  { query = {} }: EndpointInput<'listDeedsUnderReview'>,
): EndpointOutput<'listDeedsUnderReview'> {
  const { challengeId } = query;
  const waiting = [...world.deeds.values()]
    .map(({ deed }) => deed)
    .filter(({ state }) => state === 'under_review')
    .filter((deed) => challengeId === undefined || deed.challengeId === challengeId);
  // Pages are read from the end of a list, and here the oldest is first.
  return pageOf(waiting.reverse(), query);
}

export function decideDeed(
  world: World,
  { params, body }: EndpointInput<'decideDeed'>,
): EndpointOutput<'decideDeed'> {
  const known = world.deeds.get(params.deedId) ?? refuse('deed_unknown');
  const { deed } = known;
  const state = body.decision === 'accept' ? 'counted' : 'refused';
  if (deed.state !== 'under_review') {
    return deed.state === state && deed.decidedAt !== null ? deed : refuse('deed_decided');
  }
  const kept = keptOf(world, deed.challengeId);
  const isAccepted = state === 'counted';
  const { startsOn, endsOn, closed, timeZone } = kept.challenge;
  const today = dayAt(world.now().getTime(), timeZone);
  const terms = { startsOn, endsOn, closed: closed !== null };
  const refusal = isAccepted ? refuseAccepting(terms, deed.day, today) : null;
  if (refusal !== null) refuse(refusal);
  const decided = { ...deed, state, decidedAt: timeIn(world) } as const;
  known.deed = isAccepted ? countIn(world, kept, decided) : decided;
  return known.deed;
}
