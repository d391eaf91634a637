/**
 * What the made-up platform knows. It has no timers: what takes time elsewhere happens here as it
 * is asked about, so tests need not wait.
 */
import {
  type Adoption,
  adoptionExample,
  type Challenge,
  type CharityItem,
  type CharityItemTerms,
  type Completion,
  type Course,
  charityItemWholeExample,
  type Deed,
  type Donation,
  type Donor,
  donationExample,
  type Funding,
  giftExample,
  type Id,
  type IdKind,
  type LiveChallenge,
  type LiveItem,
  type LiveProject,
  type Merchant,
  type Money,
  merchantExample,
  type Note,
  newId,
  type Observation,
  type Order,
  orderExample,
  orderTokenSecretExample,
  type PaymentStart,
  type PaymentState,
  type Place,
  type Plot,
  type Project,
  pageLimit,
  paymentStartExample,
  type Receipt,
  type RecordObservation,
  type Refund,
  type ReturnReason,
  receiptExample,
  refundExample,
  type Species,
  type Statement,
  type StatementLine,
  statementExample,
  statementLineExample,
  type Team,
  type Tree,
  type testCards,
  type WebhookDelivery,
  type WebhookEndpoint,
  webhookDeliveryExample,
  webhookEndpointExample,
} from '@kindcart/contract';
import { seedChallenges } from './deeds/challenges.ts';
import { seedDeeds } from './deeds/deeds.ts';
import { seedParticipants } from './deeds/participants.ts';
import { seedTeams } from './deeds/teams.ts';
import { seedLand } from './forest/seed.ts';
import { refuse } from './refusal.ts';
import { seedProjects } from './seed.ts';

/** A donation with what only its payment provider knows. */
export interface Gift {
  donation: Donation;
  payment: PaymentState | null;
  /** Null before there was one, and where it is long forgotten, as of the example. */
  card: keyof typeof testCards | null;
  /** What the public knows it by. */
  readonly publicId: Id<'gift'>;
  readonly reference: Id<'payment'>;
  readonly clientSecret: string;
  readonly expiresAt: Date;
  /** Oldest first. */
  readonly notes: Note[];
  /** How often it was asked about since it began to be slow. */
  askings: number;
}

/** A recurring gift with what only its payment provider knows. */
export interface Recurring {
  readonly id: Id<'recurringGift'>;
  readonly firstDonationId: Id<'donation'>;
  gift: Money;
  feeCover: Money;
  course: Course;
  card: keyof typeof testCards | null;
}

/** Another card about to be given for a recurring gift. */
export interface CardStart {
  readonly clientSecret: string;
  readonly expiresAt: Date;
  /** The one that was given, or is held until its bank is answered. */
  card: keyof typeof testCards | null;
  readonly takesCard: (card: keyof typeof testCards) => void;
}

/** A charity item with the terms that it had, oldest first. */
export interface Promised {
  readonly id: Id<'charityItem'>;
  readonly merchantId: Id<'merchant'>;
  name: string;
  place: number;
  readonly terms: { readonly since: string; readonly terms: CharityItemTerms }[];
  updatedAt: string;
}

/** A statement with all of its lines. */
export interface Stated {
  statement: Statement;
  readonly lines: readonly StatementLine[];
}

/** A place with how long it is held. */
export interface PlotPlace extends Place {
  heldUntil: string | null;
  heldFor?: Id<'adoption'> | undefined;
}

/** A plot with its places, in the order of their numbers. */
export interface Planting {
  plot: Omit<Plot, 'places' | 'survival'>;
  readonly places: readonly PlotPlace[];
}

/** An adoption with the gifts that were begun for it. */
export interface Held {
  adoption: Adoption;
  readonly donations: {
    readonly id: Id<'donation'>;
    readonly shareNumber: number;
    /** Why what was paid goes back. */
    returnedBecause: ReturnReason | null;
  }[];
  /** Which gift a share is paid by, or about to be. */
  readonly sharesBy: Map<number, Id<'donation'>>;
}

/** A tree as it is kept; what follows from observations and adopters is read with it. */
export type KeptTree = Omit<
  Tree,
  | 'projectId'
  | 'adopter'
  | 'size'
  | 'latestPhoto'
  | 'nextObservationOn'
  | 'certificateUrl'
  | 'livemode'
> & { readonly adoptionId: Id<'adoption'> | null };

/** A challenge; its state and what it has left are read from the rest. */
export interface KeptChallenge {
  challenge: Challenge;
  paused: boolean;
  /** What was given of days, and the most that they give, in minor units. */
  readonly days: Map<string, { readonly slice: number | null; given: number }>;
  readonly fundings: Map<string, Funding>;
}

/** A device of a participant. */
export interface KeptDevice {
  readonly publicKey: string;
  counter: number;
  /** When its newest wish was made, by its own clock. */
  wishMs: number;
  readonly createdAt: string;
}

/** A participant with its devices by what they are called, and the move that was asked for last. */
export interface KeptParticipant {
  name: string | null;
  readonly createdAt: string;
  readonly devices: Map<string, KeptDevice>;
  move: { readonly token: string; readonly expiresMs: number; readonly used: boolean } | null;
}

/** A deed, and which device signed it; null where a server told of it. */
export interface KeptDeed {
  deed: Deed;
  readonly device: string | null;
}

export interface World {
  readonly now: () => Date;
  /** Who takes another card for a recurring gift. */
  readonly newCardsAt: PaymentStart['provider'];
  readonly projects: Map<string, Project>;
  readonly gifts: Map<string, Gift>;
  readonly refunds: Map<string, Refund>;
  readonly webhookEndpoints: Map<string, WebhookEndpoint>;
  readonly webhookDeliveries: Map<string, WebhookDelivery>;
  readonly recurring: Map<string, Recurring>;
  /** By the reference of what the page gets. */
  readonly cardStarts: Map<string, CardStart>;
  /** How far the sandbox's clock is ahead of the world's. */
  readonly sandboxClock: { aheadMs: number };
  readonly receipts: Map<string, Receipt>;
  /** What donors changed on their own page, by e-mail. */
  readonly donors: Map<string, Pick<Donor, 'language' | 'updatesConsent' | 'erasureAskedAt'>>;
  readonly merchants: Map<string, Merchant>;
  /** When merchants were suspended, by their ids. */
  readonly suspensions: Map<string, { readonly since: string; readonly until: string | null }[]>;
  readonly charityItems: Map<string, Promised>;
  readonly orders: Map<string, Order>;
  /** When orders are complete, as their merchant said when they were first told of. */
  readonly completions: Map<string, Completion>;
  readonly statements: Map<string, Stated>;
  /** What makes tokens of orders, the newest first. */
  readonly orderSecrets: {
    made: number;
    readonly byMerchant: Map<
      string,
      readonly { readonly secret: string; readonly until: string | null }[]
    >;
  };
  readonly species: Map<string, Species>;
  readonly plots: Map<string, Planting>;
  readonly adoptions: Map<string, Held>;
  readonly trees: Map<string, KeptTree>;
  /** Each with what it was told with. */
  readonly observations: Map<
    string,
    { readonly observation: Observation; readonly told: RecordObservation }
  >;
  readonly challenges: Map<string, KeptChallenge>;
  readonly participants: Map<Id<'participant'>, KeptParticipant>;
  /** In the order in which they came. */
  readonly deeds: Map<string, KeptDeed>;
  /** Whom servers know by a reference. */
  readonly references: Map<string, Id<'participant'>>;
  readonly teams: Map<string, Team>;
  /** Of which team somebody is, by challenge and participant. */
  readonly teamMembers: Map<string, Id<'team'>>;
  /** Answers kept under their idempotency keys. */
  readonly answers: Map<string, { readonly body: string; readonly answer: string }>;
  /** Totals of charity items and of merchants as they were last told. */
  readonly itemTotals: Map<string, CharityItem['totals']>;
  /** Called with each change of totals. */
  readonly watchers: Set<(news: News) => void>;
  /** A fresh id; the same ids in the same order in every world. */
  readonly newId: <Kind extends IdKind>(kind: Kind) => Id<Kind>;
}

/** An event of the live stream. */
export interface News {
  readonly name: 'project' | 'item' | 'challenge';
  readonly id: string;
  readonly version: number;
  readonly event: LiveProject | LiveItem | LiveChallenge;
}

/** A new world with nothing in it. */
export function createWorld(
  now: () => Date,
  newCardsAt: PaymentStart['provider'] = 'sandbox',
): World {
  let made = 0;
  return {
    now,
    newCardsAt,
    projects: new Map(),
    gifts: new Map(),
    refunds: new Map(),
    webhookEndpoints: new Map(),
    webhookDeliveries: new Map(),
    recurring: new Map(),
    cardStarts: new Map(),
    sandboxClock: { aheadMs: 0 },
    receipts: new Map(),
    donors: new Map(),
    merchants: new Map(),
    suspensions: new Map(),
    charityItems: new Map(),
    orders: new Map(),
    completions: new Map(),
    statements: new Map(),
    orderSecrets: { made: 0, byMerchant: new Map() },
    species: new Map(),
    plots: new Map(),
    adoptions: new Map(),
    trees: new Map(),
    observations: new Map(),
    challenges: new Map(),
    participants: new Map(),
    references: new Map(),
    deeds: new Map(),
    teams: new Map(),
    teamMembers: new Map(),
    answers: new Map(),
    itemTotals: new Map(),
    watchers: new Set(),
    newId(kind) {
      made += 1;
      const count = made;
      return newId(kind, {
        nowMs: () => now().getTime(),
        fillRandom: (bytes) => {
          new DataView(bytes.buffer).setUint32(12, count);
          return bytes;
        },
      });
    },
  };
}

/**
 * Puts a few projects into the world, the contract's example donation, paid, and a refund of it that
 * failed, so that all of it can still be given back; and a webhook endpoint with what it was told.
 */
export function seedExamples(world: World): void {
  for (const project of seedProjects) world.projects.set(project.id, project);
  const { reference, clientSecret, expiresAt } = paymentStartExample;
  world.gifts.set(donationExample.id, {
    donation: donationExample,
    payment: 'succeeded',
    card: null,
    publicId: giftExample.id,
    reference,
    clientSecret,
    expiresAt: new Date(expiresAt),
    notes: [],
    askings: 0,
  });
  world.merchants.set(merchantExample.id, merchantExample);
  const { id, merchantId, name, place, terms, createdAt } = charityItemWholeExample;
  world.charityItems.set(id, {
    id,
    merchantId,
    name,
    place,
    terms: [{ since: createdAt, terms }],
    updatedAt: createdAt,
  });
  world.orders.set(orderExample.id, orderExample);
  seedLand(world);
  seedChallenges(world);
  seedParticipants(world);
  seedDeeds(world);
  seedTeams(world);
  // It has all the time of tests.
  const adoption = { ...adoptionExample, heldUntil: '2089-06-30T16:00:00.000Z' };
  const held = { adoption, donations: [], sharesBy: new Map() };
  world.adoptions.set(adoptionExample.id, held);
  const stated = { statement: statementExample, lines: [statementLineExample] };
  world.statements.set(statementExample.id, stated);
  const { secret } = orderTokenSecretExample;
  world.orderSecrets.byMerchant.set(merchantExample.id, [{ secret, until: null }]);
  world.receipts.set(receiptExample.id, receiptExample);
  world.refunds.set(refundExample.id, { ...refundExample, state: 'failed' });
  world.webhookEndpoints.set(webhookEndpointExample.id, webhookEndpointExample);
  world.webhookDeliveries.set(webhookDeliveryExample.id, webhookDeliveryExample);
}

/** @throws Refusal `donation_unknown` */
export function giftOf(world: World, donationId: string): Gift {
  return world.gifts.get(donationId) ?? refuse('donation_unknown');
}

/** The time that recurring gifts go by. */
export function sandboxNow({ now, sandboxClock }: World): Date {
  return new Date(now().getTime() + sandboxClock.aheadMs);
}

/** The world's time, as the wire has it. */
export function timeIn(world: World): string {
  return world.now().toISOString();
}

/** A page of a list, newest first; the cursor is the last item of the page before. */
export function pageOf<Item extends { readonly id: string }>(
  items: Iterable<Item>,
  query: { readonly cursor?: string | undefined; readonly limit?: number | undefined },
): { items: Item[]; nextCursor: string | null } {
  const newestFirst = [...items].reverse();
  const start = newestFirst.findIndex(({ id }) => id === query.cursor) + 1;
  const page = newestFirst.slice(start, start + (query.limit ?? pageLimit.default));
  const isLast = start + page.length === newestFirst.length;
  return { items: page, nextCursor: isLast ? null : (page.at(-1)?.id ?? null) };
}
