/** Challenges of the made-up platform, and the money that comes for them. */
import {
  type Challenge,
  type ChallengeMoney,
  type ChallengeRefusal,
  challengeExample,
  challengeLeft,
  challengeLeftOn,
  challengeStateOf,
  dayAt,
  type EndpointInput,
  type EndpointOutput,
  type Funding,
  fundingExample,
  type LiveChallenge,
  leftGoesTo,
  refuseChallenge,
  refuseChallengeChange,
  refuseClosing,
  refuseFunding,
  usualSources,
} from '@kindcart/contract';
import { countGift } from '../giving/projects.ts';
import { refuse } from '../refusal.ts';
import { type KeptChallenge, type News, pageOf, timeIn, type World } from '../world.ts';

/** The contract's example, for which all has come. */
export function seedChallenges(world: World): void {
  const { dailyBudget, totals } = challengeExample;
  const slice = dailyBudget?.amount ?? 0;
  world.challenges.set(challengeExample.id, {
    challenge: challengeExample,
    paused: false,
    days: new Map([[totals.today, { slice, given: slice - totals.leftToday.amount }]]),
    fundings: new Map([[fundingExample.id, fundingExample]]),
  });
}

export function createChallenge(
  world: World,
  { body }: EndpointInput<'createChallenge'>,
): Challenge {
  const project = world.projects.get(body.projectId);
  if (project === undefined) {
    refuse('project_unknown', [{ field: 'projectId', message: 'is no project of this key' }]);
  }
  const { state, closesAt, currency } = project;
  const time = timeIn(world);
  const isOpen = state === 'open' && (closesAt === null || time < closesAt);
  say(refuseChallenge(body, { isOpen, currency }));
  const none = { amount: 0, currency };
  const challenge: Challenge = {
    id: world.newId('challenge'),
    ...body,
    sources: body.sources ?? usualSources(body.kind),
    state: 'upcoming',
    totals: {
      ...{ participants: 0, deeds: 0, quantity: 0 },
      ...{ funded: none, given: none, left: none, leftToday: none },
      ...{ today: body.startsOn, version: 0, asOf: time },
    },
    closed: null,
    livemode: false,
    createdAt: time,
    updatedAt: time,
  };
  const kept = { challenge, paused: false, days: new Map(), fundings: new Map() };
  world.challenges.set(challenge.id, kept);
  return toChallenge(world, kept);
}

export function listChallenges(
  world: World,
  { query = {} }: EndpointInput<'listChallenges'>,
): EndpointOutput<'listChallenges'> {
  const { ids, projectId } = query;
  const found = (ids ?? [...world.challenges.keys()])
    .flatMap((id) => world.challenges.get(id) ?? [])
    .filter(({ challenge }) => projectId === undefined || challenge.projectId === projectId)
    .map((kept) => toChallenge(world, kept));
  return ids === undefined ? pageOf(found, query) : { items: found, nextCursor: null };
}

export function getChallenge(world: World, { params }: EndpointInput<'getChallenge'>): Challenge {
  return toChallenge(world, keptOf(world, params.challengeId));
}

export function updateChallenge(
  world: World,
  { params, body = {} }: EndpointInput<'updateChallenge'>,
): Challenge {
  const kept = keptOf(world, params.challengeId);
  say(refuseChallengeChange(toChallenge(world, kept), body));
  const { challenge } = kept;
  const { names = challenge.names, sponsor = challenge.sponsor, budget = challenge.budget } = body;
  const { dailyBudget = challenge.dailyBudget, endsOn = challenge.endsOn } = body;
  const changes = { names, sponsor, budget, dailyBudget, endsOn, updatedAt: timeIn(world) };
  kept.paused = body.paused ?? kept.paused;
  return changed(world, kept, changes, {});
}

export function closeChallenge(
  world: World,
  { params, query: { forfeitUndecided = false } = {} }: EndpointInput<'closeChallenge'>,
): Challenge {
  const kept = keptOf(world, params.challengeId);
  const now = toChallenge(world, kept);
  if (now.closed !== null) return now;
  const undecided = [...world.deeds.values()].filter(
    ({ deed }) => deed.challengeId === now.id && deed.state === 'under_review',
  );
  say(refuseClosing(now, undecided.length, forfeitUndecided));
  const to = leftGoesTo(now);
  const { left } = now.totals;
  const at = timeIn(world);
  if (to === 'project' && left.amount > 0) countGift(world, now.projectId, left, 0);
  return changed(world, kept, { closed: { at, to, amount: left }, updatedAt: at }, { asOf: at });
}

export function createFunding(
  world: World,
  { params, body }: EndpointInput<'createFunding'>,
): Funding {
  const kept = keptOf(world, params.challengeId);
  if ([...kept.fundings.values()].some(({ reference }) => reference === body.reference)) {
    refuse('funding_reference_used', [{ field: 'reference', message: 'is of another funding' }]);
  }
  const { id: challengeId, totals } = toChallenge(world, kept);
  say(refuseFunding(toChallenge(world, kept), body, world.now().getTime()));
  const createdAt = timeIn(world);
  const id = world.newId('funding');
  const funding: Funding = { id, challengeId, ...body, livemode: false, createdAt };
  kept.fundings.set(funding.id, funding);
  const amount = totals.funded.amount + body.amount.amount;
  changed(world, kept, {}, { funded: { ...totals.funded, amount }, asOf: createdAt });
  return funding;
}

export function listFundings(
  world: World,
  { params, query = {} }: EndpointInput<'listFundings'>,
): EndpointOutput<'listFundings'> {
  return pageOf(keptOf(world, params.challengeId).fundings.values(), query);
}

/** @throws Refusal `challenge_unknown` */
export function keptOf(world: World, id: string): KeptChallenge {
  return world.challenges.get(id) ?? refuse('challenge_unknown');
}

/** Changes what is kept of a challenge, and tells whoever watches. */
export function changed(
  world: World,
  kept: KeptChallenge,
  changes: Partial<Challenge>,
  totals: Partial<Challenge['totals']>,
): Challenge {
  const { challenge } = kept;
  const version = challenge.totals.version + 1;
  kept.challenge = {
    ...challenge,
    ...changes,
    totals: { ...challenge.totals, ...totals, version },
  };
  for (const tell of world.watchers) tell(newsOfChallenge(world, kept));
  return toChallenge(world, kept);
}

/** What the live stream says of it. */
export function newsOfChallenge(world: World, kept: KeptChallenge): News {
  const { id, totals } = toChallenge(world, kept);
  const event: LiveChallenge = { challengeId: id, totals };
  return { name: 'challenge', id, version: totals.version, event };
}

/** A challenge as it stands: its state and what is left follow from the time and its money. */
export function toChallenge(world: World, { challenge, paused, days }: KeptChallenge): Challenge {
  const { startsOn, endsOn, timeZone, totals } = challenge;
  const today = dayAt(world.now().getTime(), timeZone);
  const that = days.get(today);
  const hasGiven = that !== undefined && that.given > 0;
  const money: ChallengeMoney = {
    funded: totals.funded.amount,
    given: totals.given.amount,
    passedOn: challenge.closed?.amount.amount ?? null,
    slice: hasGiven ? that.slice : (challenge.dailyBudget?.amount ?? null),
    givenThatDay: that?.given ?? 0,
  };
  const of = (amount: number) => ({ amount, currency: totals.funded.currency });
  const left = of(challengeLeft(money));
  const leftToday = of(challengeLeftOn(today, { startsOn, endsOn }, money));
  return {
    ...challenge,
    state: challengeStateOf({ startsOn, endsOn, paused }, today),
    totals: { ...totals, left, leftToday, today },
  };
}

function say(refusal: ChallengeRefusal | null): void {
  if (refusal !== null) refuse(refusal.code, refusal.fields);
}
