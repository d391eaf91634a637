/** The platform's rooms, each hung on the house with what it needs. */

import { registerCharityItems } from './commerce/items/routes.ts';
import { registerMerchants } from './commerce/merchants/routes.ts';
import { registerOrderImpact } from './commerce/order-impact/routes.ts';
import { registerOrders } from './commerce/orders/routes.ts';
import { registerShopImpact } from './commerce/shop-impact/routes.ts';
import { registerShopEvents } from './commerce/sources/routes.ts';
import type { AskingOptions } from './commerce/sources/shops.ts';
import { registerStatementPages } from './commerce/statements/page.ts';
import { registerStatements } from './commerce/statements/routes.ts';
import { deedsRooms } from './deeds/rooms.ts';
import { forestRooms } from './forest/rooms.ts';
import { registerDisputes } from './giving/disputes/routes.ts';
import type { DonationParts } from './giving/donations/making.ts';
import { registerDonations } from './giving/donations/routes.ts';
import { registerDonorRecurring } from './giving/donors/recurring-routes.ts';
import { registerDonors } from './giving/donors/routes.ts';
import { registerGifts } from './giving/gifts/routes.ts';
import { registerModeration } from './giving/moderation/routes.ts';
import { registerNotes } from './giving/notes/routes.ts';
import { registerHostedPage } from './giving/page/routes.ts';
import { registerProjects } from './giving/projects/routes.ts';
import { createTermsCache } from './giving/projects/terms-cache.ts';
import { registerReceipts } from './giving/receipts/routes.ts';
import { registerRecurring } from './giving/recurring/routes.ts';
import type { RecurringParts } from './giving/recurring/wishes.ts';
import { registerRefunds } from './giving/refunds/routes.ts';
import type { Register } from './http/api.ts';
import type { Clock } from './http/clock.ts';
import { registerLive } from './live/routes.ts';
import type { PageScript } from './pages/document.ts';
import { stripeNeeds } from './pages/policy.ts';
import { servePageFiles } from './pages/serve-page.ts';
import { registerAlerts } from './payments/guard/routes.ts';
import type { PayerOf, ProviderFor } from './payments/port.ts';
import { bringOrder } from './payments/recurring-orders.ts';
import { registerSandboxPage } from './payments/sandbox/page/routes.ts';
import { registerSandbox, registerSandboxEvents } from './payments/sandbox/routes.ts';
import { registerStripeEvents } from './payments/stripe/routes.ts';
import type { StripeSettings } from './payments/stripe/settings.ts';
import { registerWebhookDeliveries } from './webhooks/deliveries/routes.ts';
import { registerWebhookEndpoints } from './webhooks/endpoints/routes.ts';
import type { PostOptions } from './webhooks/post.ts';
import type { WorkParts } from './work.ts';

/** What a platform's rooms can be told. */
export interface RoomOptions {
  /** Origins of the platform's own pages; read at each request, since the port may come late. */
  readonly ownOrigins: () => readonly string[];
  /** Origin under which browsers reach the platform; undefined takes the one that they asked. */
  readonly publicUrl?: string | undefined;
  /** The page script as it is served right now, where it is: for the hosted pages. */
  readonly pageScript?: () => Promise<Omit<PageScript, 'key'> | undefined>;
  readonly sandboxSecrets: readonly [string, ...string[]];
  /** How long a donor has to pay. */
  readonly payWithinMs?: number;
  /** Pays gifts through Stripe, in the modes that have keys; the sandbox stays for what it has. */
  readonly stripe?: StripeSettings | undefined;
  /** How webhooks are posted; to the public internet only unless said otherwise. */
  readonly webhooks?: PostOptions;
  /** How shops are asked for orders that they did not tell of. */
  readonly asking?: AskingOptions | undefined;
}

/** What the rooms share, with the work beside them. */
export interface RoomParts extends WorkParts {
  readonly options: RoomOptions;
  readonly clock: Clock;
  readonly providerFor: ProviderFor;
  readonly payerOf: PayerOf;
}

const defaults = { payWithinMs: 60 * 60_000, termsKeepMs: 1_000 } as const;

/** All of them. */
export function roomsOf(parts: RoomParts): Register[] {
  const donations = donationParts(parts);
  return [
    ...givingRooms(parts, donations),
    ...charityRooms(parts),
    ...donorRooms(parts),
    ...pageRooms(parts, donations),
    ...commerceRooms(parts),
    ...forestRooms(parts),
    ...deedsRooms(parts),
    ...paymentRooms(parts),
    (api) => registerLive(api, parts.hub),
    ...webhookRooms(parts),
  ];
}

function donationParts({
  options,
  db,
  clock,
  now,
  newId: makeId,
  ...parts
}: RoomParts): DonationParts {
  return {
    db,
    terms: createTermsCache(db, { nowMs: clock.monotonicMs, keepMs: defaults.termsKeepMs }),
    makings: parts.makings,
    providerFor: parts.providerFor,
    guard: parts.guard,
    now,
    newDonationId: () => makeId('donation'),
    newRecurringId: () => makeId('recurringGift'),
    payWithinMs: options.payWithinMs ?? defaults.payWithinMs,
  };
}

function givingRooms(
  { db, now, newId: makeId, providerFor, providerNamed, guard, onError, work }: RoomParts,
  donations: DonationParts,
): Register[] {
  const { terms, payWithinMs } = donations;
  const recurring: RecurringParts = {
    db,
    terms,
    providerNamed,
    guard,
    now,
    payWithinMs,
    bringOrder: (organizationId, id) => bringOrder(db, providerNamed, organizationId, id),
    onError,
  };
  return [
    (api) =>
      registerProjects(api, {
        db,
        providerFor,
        now,
        newProjectId: () => makeId('project'),
        onClosed: () => work.recurring?.wake(),
      }),
    (api) => registerDonations(api, donations),
    (api) => registerRecurring(api, recurring),
    (api) => registerDonorRecurring(api, recurring),
    (api) => registerGifts(api, { db, terms }),
  ];
}

/** What a charity does about gifts that were made. */
function charityRooms({ db, now, newId: makeId, work }: RoomParts): Register[] {
  return [
    (api) => registerModeration(api, { db, now }),
    (api) => registerNotes(api, { db, now, newNoteId: () => makeId('note') }),
    (api) => registerAlerts(api, { db }),
    (api) =>
      registerRefunds(api, {
        db,
        now,
        newRefundId: () => makeId('refund'),
        onAsked: () => work.refunds?.wake(),
      }),
    (api) => registerDisputes(api, db),
  ];
}

function donorRooms(parts: RoomParts): Register[] {
  const { db, clock, now, newId: makeId, passes, ownUrl, payerOf, work } = parts;
  return [
    (api) =>
      registerReceipts(api, {
        db,
        now,
        passes,
        ownUrl,
        payerOf,
        newReceiptId: () => makeId('receipt'),
      }),
    (api) =>
      registerDonors(api, {
        db,
        clock,
        passes,
        ownUrl,
        newMailId: () => makeId('mail'),
        newConsentId: () => makeId('event'),
        onQueued: () => work.mail?.wake(),
      }),
  ];
}

function pageRooms(parts: RoomParts, donations: DonationParts): Register[] {
  const { options, sandbox, db, passes, ownUrl, newId: makeId } = parts;
  return [
    servePageFiles,
    (api) =>
      registerHostedPage(api, {
        ...donations,
        receipts: { db, passes, ownUrl, newReceiptId: () => makeId('receipt') },
        publicUrl: options.publicUrl,
        ownOrigins: options.ownOrigins,
        pageScript: options.pageScript ?? (async () => undefined),
        needsOf: ({ name }) => (name === 'stripe' ? stripeNeeds(options.stripe?.apiUrl) : {}),
      }),
    (api) => registerSandboxPage(api, sandbox, options.ownOrigins),
  ];
}

/** What shops promise of their orders. */
function commerceRooms(parts: RoomParts): Register[] {
  const { db, now, newId: makeId, work, shops } = parts;
  return [
    (api) => registerShopImpact(api, { db, now }),
    (api) => registerMerchants(api, { db, now, newMerchantId: () => makeId('merchant') }),
    (api) => registerCharityItems(api, { db, now, newCharityItemId: () => makeId('charityItem') }),
    (api) => registerOrders(api, { db, now, newOrderId: () => makeId('order') }),
    (api) => registerShopEvents(api, shops.intake),
    (api) =>
      registerStatements(api, {
        ...parts,
        onQueued: () => work.mail?.wake(),
      }),
    (api) => registerStatementPages(api, { ...parts, ownOrigins: parts.options.ownOrigins }),
    (api) => registerOrderImpact(api, parts),
  ];
}

function paymentRooms(parts: RoomParts): Register[] {
  const { options, db, clock, newId: makeId, settlements, guard, sandbox, stripe } = parts;
  return [
    (api) => registerSandbox(api, db, sandbox),
    (api) =>
      registerSandboxEvents(api, {
        db,
        newDonationId: () => makeId('donation'),
        secrets: options.sandboxSecrets,
        nowMs: clock.nowMs,
        settlements,
        settleBill: parts.settleBill,
        guard,
      }),
    (api) => {
      const webhookSecrets = options.stripe?.webhookSecrets ?? [];
      if (stripe === undefined) return;
      registerStripeEvents(api, { gateway: stripe, webhookSecrets, nowMs: clock.nowMs });
    },
  ];
}

function webhookRooms({ options, db, now, newId: makeId, webhooks }: RoomParts): Register[] {
  const allowPrivate = options.webhooks?.allowPrivate ?? false;
  const newEndpointId = () => makeId('webhookEndpoint');
  return [
    (api) => registerWebhookEndpoints(api, { db, now, newEndpointId, allowPrivate }),
    (api) =>
      registerWebhookDeliveries(api, {
        db,
        now,
        newDeliveryId: () => makeId('webhookDelivery'),
        newEventId: () => makeId('event'),
        onLeft: () => webhooks.wake(),
      }),
  ];
}
