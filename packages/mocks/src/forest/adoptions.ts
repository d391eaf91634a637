/** Adoptions of the made-up platform. */
import {
  type Adoption,
  type AdoptionFacts,
  type AdoptionShare,
  adoptionShares,
  type CreateAdoption,
  type CreateDonation,
  chooseShare,
  type EndpointInput,
  gatherUntil,
  holdMs,
  type Id,
  type PaymentStanding,
  type ReturnReason,
  refuseAdoption,
  settleAdoption,
} from '@kindcart/contract';
import { createRefund } from '../giving/refunds.ts';
import { refuse } from '../refusal.ts';
import { type Gift, type Held, type PlotPlace, timeIn, type World } from '../world.ts';
import { plantingOf, stateOf } from './plots.ts';
import { nextTreeNumber, planTree } from './trees.ts';

export function createAdoption(world: World, { body }: EndpointInput<'createAdoption'>): Adoption {
  const { plot, places } = plantingOf(world, body.plotId);
  const project = world.projects.get(plot.projectId) ?? refuse('project_closed');
  const species = world.species.get(body.speciesId);
  const { currency, minimum, maximum } = project;
  const price = species?.price ?? minimum;
  const land = {
    plotState: plot.state,
    speciesState: species?.state ?? null,
    isPlantedHere: plot.speciesIds.includes(body.speciesId),
    price,
    project: {
      isOpen: project.state === 'open',
      currency,
      minimumAmount: minimum.amount,
      maximumAmount: maximum.amount,
    },
  };
  const refusal = refuseAdoption(land, body);
  if (refusal !== null) refuse(refusal.code, [refusal]);
  const place = placeFor(world, places, body);
  const heldUntil = new Date(world.now().getTime() + holdMs).toISOString();
  const time = timeIn(world);
  const { gift, teamName, speciesId, plotId } = body;
  const adoption: Adoption = {
    id: world.newId('adoption'),
    plotId,
    projectId: plot.projectId,
    speciesId,
    place: { number: place.number, position: place.position },
    movedFrom: null,
    state: 'held',
    heldUntil,
    price,
    shares: adoptionShares(price, body.shares).map(openShare),
    teamName,
    gift,
    treeId: null,
    treeNumber: null,
    livemode: false,
    createdAt: time,
    updatedAt: time,
  };
  world.adoptions.set(adoption.id, { adoption, donations: [], sharesBy: new Map() });
  hold(place, adoption.id, heldUntil);
  return adoption;
}

function openShare(amount: AdoptionShare['amount'], at: number): AdoptionShare {
  return { number: at + 1, amount, state: 'open', name: null };
}

/** The place that is wanted, or any. @throws Refusal where somebody else has it */
function placeFor(
  world: World,
  places: readonly PlotPlace[],
  { placeNumber }: Pick<CreateAdoption, 'placeNumber'>,
): PlotPlace {
  const isFree = (place: PlotPlace) => stateOf(world, place) === 'free';
  if (placeNumber === null) return places.find(isFree) ?? refuse('plot_full');
  const field = 'placeNumber';
  const chosen = places.find(({ number }) => number === placeNumber);
  if (chosen === undefined) {
    return refuse('place_unknown', [{ field, message: 'is no place of the plot' }]);
  }
  return isFree(chosen) ? chosen : refuse('place_taken', [{ field, message: 'is not free' }]);
}

function hold(place: PlotPlace, heldFor: Id<'adoption'>, heldUntil: string): void {
  Object.assign(place, { state: 'held', heldUntil, heldFor });
}

export function getAdoption(world: World, { params }: EndpointInput<'getAdoption'>): Adoption {
  return asItStands(world, heldOf(world, params.adoptionId));
}

export function releaseAdoption(
  world: World,
  { params }: EndpointInput<'releaseAdoption'>,
): Adoption {
  const held = heldOf(world, params.adoptionId);
  const adoption = asItStands(world, held);
  if (adoption.state === 'released') return adoption;
  if (adoption.state !== 'held') refuse('adoption_over');
  freePlace(world, adoption);
  return change(world, held, { state: 'released', heldUntil: null });
}

/** @throws Refusal `adoption_unknown` */
function heldOf(world: World, id: string): Held {
  return world.adoptions.get(id) ?? refuse('adoption_unknown');
}

/** The adoption as it is at the world's time: what nobody paid in time is over. */
function asItStands(world: World, held: Held): Adoption {
  const { adoption } = held;
  const isOver =
    adoption.heldUntil !== null && Date.parse(adoption.heldUntil) <= world.now().getTime();
  if (!isOver) return adoption;
  if (adoption.state === 'gathering') return unfulfil(world, held, 'team_incomplete');
  freePlace(world, adoption);
  return change(world, held, { state: 'lapsed', heldUntil: null });
}

function placeOf(world: World, { plotId, place }: Adoption): PlotPlace | undefined {
  return plantingOf(world, plotId).places.find(({ number }) => number === place.number);
}

function freePlace(world: World, adoption: Adoption): void {
  const place = placeOf(world, adoption);
  if (place?.heldFor !== adoption.id || place.state !== 'held') return;
  Object.assign(place, { state: 'free', heldUntil: null, heldFor: undefined });
}

function change(world: World, held: Held, values: Partial<Adoption>): Adoption {
  held.adoption = { ...held.adoption, ...values, updatedAt: timeIn(world) };
  return held.adoption;
}

/** Binds a gift that is about to begin to the share that it pays. @throws Refusal where it pays none */
export function bindGift(world: World, request: CreateDonation): (gift: Gift) => void {
  const { adoptionId } = request;
  if (adoptionId === undefined) return () => {};
  const held = heldOf(world, adoptionId);
  asItStands(world, held);
  const choice = chooseShare(factsOf(world, held), request, null, world.now());
  if (!choice.ok) return refuse(choice.code, [choice]);
  const { number } = choice.share;
  return ({ donation: { id } }) => {
    held.donations.push({ id, shareNumber: number, returnedBecause: null });
    held.sharesBy.set(number, id);
    const shares = held.adoption.shares.map((share) =>
      share.number === number ? { ...share, state: 'pending' as const } : share,
    );
    change(world, held, { shares });
  };
}

function factsOf(world: World, { adoption, donations, sharesBy }: Held): AdoptionFacts {
  const { state, heldUntil, projectId, price } = adoption;
  return {
    state,
    heldUntil: heldUntil === null ? null : new Date(heldUntil),
    currency: price.currency,
    projectId,
    shares: adoption.shares.map((share) => ({
      number: share.number,
      amount: share.amount.amount,
      state: share.state,
      donationId: sharesBy.get(share.number) ?? null,
    })),
    payments: donations.map(({ id, shareNumber, returnedBecause }) => {
      const donation = world.gifts.get(id)?.donation;
      return {
        donationId: id,
        shareNumber,
        begunFrom: null,
        giftAmount: donation?.gift.amount ?? 0,
        standing: standingOf(donation),
        returnedBecause,
      };
    }),
  };
}

function standingOf(donation: Gift['donation'] | undefined): PaymentStanding {
  switch (donation?.state) {
    case 'pending':
    case 'processing':
      return 'waiting';
    case 'succeeded':
    case 'partially_refunded':
      return 'paid';
    case 'refunded':
      return 'back';
    default:
      return 'failed';
  }
}

/** A gift stands otherwise than before: the tree that it pays for follows. */
export function hearOfTree(world: World, { donation: { id } }: Gift): void {
  const held = [...world.adoptions.values()].find(({ donations }) =>
    donations.some((each) => each.id === id),
  );
  if (held === undefined) return;
  asItStands(world, held);
  const facts = factsOf(world, held);
  const outcome = settleAdoption(facts);
  held.sharesBy.clear();
  const shares = outcome.shares.map(({ number, amount, state, donationId }) => {
    if (donationId !== null) held.sharesBy.set(number, donationId);
    const { currency } = held.adoption.price;
    return { number, amount: { amount, currency }, state, name: nameOf(world, state, donationId) };
  });
  const { adoption } = held;
  change(world, held, { shares });
  for (const { donationId, because } of outcome.returns) giveBack(world, held, donationId, because);
  if (outcome.state === adoption.state) return;
  const place =
    outcome.state === 'paid' || outcome.state === 'gathering' ? keep(world, held) : null;
  if (place === undefined) unfulfil(world, held, 'place_gone');
  else if (outcome.state === 'paid' && place !== null) plant(world, held, place);
  else if (outcome.state === 'gathering' && place !== null) gather(world, held, place);
  else change(world, held, { state: outcome.state });
}

/** What was paid goes back, by refunds that are made as they are asked about. */
function unfulfil(world: World, held: Held, because: ReturnReason): Adoption {
  freePlace(world, held.adoption);
  const ended = change(world, held, { state: 'unfulfilled', heldUntil: null });
  for (const { number, state } of ended.shares) {
    const donationId = held.sharesBy.get(number);
    if (state === 'paid' && donationId !== undefined) giveBack(world, held, donationId, because);
  }
  return ended;
}

function giveBack(
  world: World,
  { donations }: Held,
  donationId: Id<'donation'>,
  because: ReturnReason,
): void {
  const begun = donations.find(({ id }) => id === donationId);
  if (begun === undefined || begun.returnedBecause !== null) return;
  begun.returnedBecause = because;
  createRefund(world, { params: { donationId }, body: { amount: null, reason: because } });
}

function nameOf(
  world: World,
  state: AdoptionShare['state'],
  donationId: Id<'donation'> | null,
): string | null {
  const donation = world.gifts.get(donationId ?? '')?.donation;
  return state !== 'paid' || donation === undefined || donation.anonymous
    ? null
    : donation.donorName;
}

/** The place while it is the adoption's or free, else any other; undefined where none is left. */
function keep(world: World, { adoption }: Held): PlotPlace | undefined {
  const isFree = (place: PlotPlace) => stateOf(world, place) === 'free';
  const own = placeOf(world, adoption);
  if (own !== undefined && (isFree(own) || own.heldFor === adoption.id)) return own;
  return plantingOf(world, adoption.plotId).places.find(isFree);
}

function gather(world: World, held: Held, place: PlotPlace): void {
  const heldUntil = gatherUntil(world.now()).toISOString();
  hold(place, held.adoption.id, heldUntil);
  change(world, held, { state: 'gathering', heldUntil, ...movedTo(held, place) });
}

function plant(world: World, held: Held, place: PlotPlace): void {
  const [treeId, treeNumber] = [world.newId('tree'), nextTreeNumber(world)];
  Object.assign(place, { state: 'taken', treeNumber, heldUntil: null, heldFor: undefined });
  const { id: adoptionId, plotId, speciesId } = held.adoption;
  planTree(world, {
    id: treeId,
    number: treeNumber,
    plotId,
    speciesId,
    adoptionId,
    place,
    replaces: null,
  });
  change(world, held, {
    state: 'adopted',
    heldUntil: null,
    treeId,
    treeNumber,
    ...movedTo(held, place),
  });
}

function movedTo({ adoption }: Held, { number, position }: PlotPlace): Partial<Adoption> {
  if (number === adoption.place.number) return {};
  return { place: { number, position }, movedFrom: adoption.movedFrom ?? adoption.place.number };
}
