/**
 * Stripe as far as the platform knows it, on a port of this machine: the official SDK talks to it over
 * HTTP. Its objects are made from Stripe's own published fixtures (see LICENSE). It also fails as
 * Stripe does: 429, 500, slowly, or by cutting the connection.
 */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';
import { type Asked, parametersOf, problem, type Said, work } from './answers.ts';
import * as billing from './billing.ts';
import * as bills from './bills.ts';
import { type Chaos, type Mishap, mishapsOf } from './chaos.ts';
import { paymentPage } from './payment-page.ts';
import { asFacts, type Facts, type SeenRequest, World } from './world.ts';

/** How one request is to fail. */
export type Failure =
  | 'none'
  | 401
  | 429
  | 500
  | 'lasting 500'
  | 'cut'
  | 'cut after the work'
  | 'too small';

/** What a test may do at Stripe. */
export interface StripeStandIn {
  readonly url: URL;
  readonly port: number;
  /** Every request, in order. */
  readonly requests: readonly SeenRequest[];
  /** Forgets idempotency keys, as Stripe does after a day. */
  forgetKeys(): void;
  /** Fails the next requests, in order, but for those for a list of events, which come when they are due. */
  fail(...failures: Failure[]): void;
  /** Fails the next requests for a list of events, in order. */
  failEventLists(...failures: Failure[]): void;
  /** Fails by chance from now on, until it is told to stop. */
  failByChance(chaos: Chaos | undefined): void;
  /** The donor pays; the state is as Stripe gives it. */
  setIntent(id: string, change: Partial<Stripe.PaymentIntent>): void;
  /** The donor pays on Stripe's page, with this outcome. */
  paySession(id: string, change: Partial<Stripe.PaymentIntent>): string;
  setSession(id: string, change: Partial<Stripe.Checkout.Session>): void;
  /** The donor gives a card on Stripe's page of a monthly gift; gives the subscription. */
  subscribeOnPage(sessionId: string, declines?: boolean): string;
  /** Somebody refunds in Stripe's own dashboard. */
  refund(intentId: string, amount: number, metadata?: Record<string, string>): string;
  /** Ids of a payment's refunds, the newest first. */
  refundsOf(intentId: string): string[];
  setRefund(id: string, change: Partial<Stripe.Refund>): void;
  /** The donor's bank asks for the money back. */
  dispute(intentId: string, change: DisputeChange): string;
  setDispute(id: string, change: DisputeChange): void;
  /** The donor pays the first invoice of a subscription in the page; gives the invoice. */
  payFirst(subscriptionId: string): string;
  /** The PaymentIntent of an invoice. */
  intentOf(invoiceId: string): string;
  /** A period begins, and the card is charged unless that is paused; gives the invoice. */
  renew(subscriptionId: string, startsAt: Date): string;
  /** A period begins, and its invoice is a draft until it is charged. */
  draft(subscriptionId: string, startsAt: Date): string;
  /** The hour of a draft is over. */
  charge(invoiceId: string): void;
  /** From now on the subscription has another card, which pays or is declined. */
  setCard(subscriptionId: string, declines: boolean): void;
  setSubscription(id: string, change: Partial<Stripe.Subscription>): void;
  /** Somebody cancels in Stripe's own dashboard. */
  cancelSubscription(id: string): void;
  /** The donor gives another card on a SetupIntent; it may be declined for a reason once it is charged. */
  giveCard(setupIntentId: string, last4: string, declines?: string): void;
  /** The card that the donor gives on it is declined. */
  declineSetup(setupIntentId: string, fingerprint: string): void;
  /** Changes a SetupIntent, such as one whose bank asks the donor. */
  setSetup(setupIntentId: string, change: Partial<Stripe.SetupIntent>): void;
  /** A merchant pays an invoice on its page, or somebody voids it in Stripe's own dashboard. */
  closeInvoice(id: string, status: 'paid' | 'void'): void;
  /** Ids of the objects of a kind, the oldest first. */
  idsOf(object: string): string[];
  /** What Stripe takes for the time from now on; the machine's until then. */
  setClock(nowMs: () => number): void;
  /** An object as it stands. */
  read(id: string): Facts;
  /** How many objects of a kind were ever made, such as `payment_intent`. */
  count(object: string): number;
  /** An event on the object as it stands, signed at that moment; it can be asked for later. */
  event(type: string, objectId: string, at?: SignedAt): { body: string; signature: string };
  /** Signs a body at a moment, now where none is given, as Stripe does when it tells again. */
  sign(body: string, nowMs?: number): string;
  close(): Promise<void>;
}

type DisputeChange = Partial<Pick<Stripe.Dispute, 'status' | 'amount' | 'currency' | 'reason'>> & {
  /** What Stripe moved for it, and took as its fee; in Stripe's units. */
  readonly movements?: readonly { amount: number; fee: number; currency?: string }[];
};

/** Signs as if at another moment or with another secret. */
export interface SignedAt {
  readonly nowMs?: number;
  readonly secret?: string;
  readonly livemode?: boolean;
  readonly account?: string;
}

/** What a request meets besides the work. */
interface Weather {
  readonly planned: Failure[];
  readonly plannedOfEvents: Failure[];
  mishap: (line: string) => Mishap;
}

/** Does the work once per idempotency key; a repeat with other parameters is refused, as at Stripe. */
function answerOf(world: World, asked: Asked, key: string | undefined, origin: string): Said {
  const known = key === undefined ? undefined : world.answers.get(key);
  if (known !== undefined) {
    return known.parameters === asked.form
      ? { status: known.status, body: JSON.parse(known.body) }
      : problem(400, 'idempotency_error', 'Keys can only be used with the same parameters.');
  }
  const said = work(world, asked, (sessionId) => `${origin}/pay/${sessionId}`);
  keep(world, asked, key, said);
  return said;
}

function keep(world: World, { form }: Asked, key: string | undefined, said: Said): void {
  if (key === undefined || world.answers.has(key)) return;
  const { status, body } = said;
  world.answers.set(key, { parameters: form, status, body: JSON.stringify(body) });
}

function failureOf(failure: Failure | undefined): Said | undefined {
  switch (failure) {
    case 401:
      return problem(401, 'invalid_request_error', 'Invalid API Key provided');
    case 429:
      return problem(429, 'invalid_request_error', 'Too many requests', 'rate_limit');
    case 500:
    case 'lasting 500':
      return problem(500, 'api_error', 'Something went wrong');
    case 'too small':
      return problem(400, 'invalid_request_error', 'Amount must be more', 'amount_too_small');
    default:
      return undefined;
  }
}

const headerOf = (request: IncomingMessage, name: string): string | undefined => {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
};

async function serve(
  world: World,
  weather: Weather,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await text(request);
  const origin = `http://${request.headers.host}`;
  const url = new URL(request.url ?? '/', origin);
  const method = request.method ?? 'GET';
  if (url.pathname.startsWith('/pay/')) {
    return paymentPage(world, method, url, parametersOf(form), response);
  }
  const asked = { method, url, form, account: headerOf(request, 'stripe-account') };
  const key = headerOf(request, 'idempotency-key');
  const line = `${method} ${request.url}`;
  world.requests.push({ line, account: asked.account, key, form });
  const planned = line.startsWith('GET /v1/events?') ? weather.plannedOfEvents : weather.planned;
  const failure = planned.shift() ?? weather.mishap(line);
  if (failure === 'cut') return void request.socket.destroy();
  const isReplayed = key !== undefined && world.answers.has(key);
  const failed = isReplayed && failure === 'lasting 500' ? undefined : failureOf(failure);
  // A failure after Stripe has begun is its answer for this key, as long as it remembers the key.
  if (failure === 'lasting 500' && failed !== undefined) keep(world, asked, key, failed);
  const said = failed ?? answerOf(world, asked, key, origin);
  if (failure === 'cut after the work') return void request.socket.destroy();
  response.writeHead(said.status, {
    'content-type': 'application/json',
    // The SDK tries again by itself what Stripe does not forbid; here the platform's own tries count.
    'stripe-should-retry': 'false',
    ...(isReplayed && failed === undefined ? { 'idempotent-replayed': 'true' } : {}),
  });
  response.end(JSON.stringify(said.body));
}

/** The change of a dispute as Stripe writes it. */
function disputeFacts(world: World, { movements, ...change }: DisputeChange) {
  if (movements === undefined) return change;
  const made = movements.map(({ amount, fee, currency = 'usd' }) =>
    world.create('balance_transaction', { amount, fee, net: amount - fee, currency }),
  );
  return { ...change, balance_transactions: made };
}

/** Starts it on a free port. */
export async function startStripe(secret: string): Promise<StripeStandIn> {
  const world = new World();
  const weather: Weather = { planned: [], plannedOfEvents: [], mishap: () => undefined };
  const server = createServer((request, response) => void serve(world, weather, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    port: address.port,
    ...handsOf(world, weather, secret),
    async close() {
      server.closeAllConnections();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

function handsOf(
  world: World,
  weather: Weather,
  secret: string,
): Omit<StripeStandIn, 'url' | 'port' | 'close'> {
  return {
    requests: world.requests,
    forgetKeys: () => world.answers.clear(),
    fail: (...failures) => void weather.planned.push(...failures),
    failEventLists: (...failures) => void weather.plannedOfEvents.push(...failures),
    failByChance(chaos) {
      weather.mishap = chaos === undefined ? () => undefined : mishapsOf(chaos);
    },
    setIntent: (id, change) => world.changeIntent(id, { ...change }),
    paySession: (id, change) => world.paySession(id, { ...change }),
    setSession: (id, change) => world.change(id, { ...change }),
    refund: (intentId, amount, metadata = {}) => {
      const { currency } = world.get(intentId);
      const facts = { amount, currency, payment_intent: intentId, metadata };
      return String(world.create('refund', facts).id);
    },
    refundsOf: (intentId) => world.of('refund', intentId).map(({ id }) => String(id)),
    setRefund: (id, change) => world.change(id, { ...change }),
    dispute: (intentId, change) => String(world.dispute(intentId, disputeFacts(world, change)).id),
    setDispute: (id, change) => world.change(id, disputeFacts(world, change)),
    ...billingHands(world),
    closeInvoice: (id, status) => bills.close(world, id, status),
    idsOf: (object) =>
      [...world.objects.values()].flatMap((it) => (it.object === object ? [String(it.id)] : [])),
    count: (object) => world.count(object),
    sign(payload, nowMs = Date.now()) {
      const timestamp = Math.floor(nowMs / 1_000);
      return Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
    },
    event: (type, objectId, at) => tellOf(world, secret, type, objectId, at),
  };
}

type BillingHand =
  | 'payFirst'
  | 'subscribeOnPage'
  | 'intentOf'
  | 'renew'
  | 'draft'
  | 'charge'
  | 'setCard'
  | 'setSubscription'
  | 'cancelSubscription'
  | 'giveCard'
  | 'declineSetup'
  | 'setSetup'
  | 'setClock'
  | 'read';

const billingHands = (world: World): Pick<StripeStandIn, BillingHand> => ({
  payFirst: (id) => billing.payFirst(world, id),
  subscribeOnPage: (id, declines = false) => billing.subscribeOnPage(world, id, declines),
  intentOf: (id) => billing.intentOfInvoice(world, id),
  renew: (id, startsAt) => billing.renew(world, id, startsAt),
  draft: (id, startsAt) => billing.draft(world, id, startsAt),
  charge: (id) => billing.charge(world, id),
  setCard(id, declines) {
    const card = declines
      ? billing.makeCard(world, '0341', 'generic_decline')
      : billing.makeCard(world, '5556');
    world.change(id, { default_payment_method: card });
  },
  setSubscription: (id, change) => world.change(id, { ...change }),
  cancelSubscription: (id) => void billing.cancelSubscription(world, id, ''),
  giveCard: (id, last4, declines) => billing.giveCard(world, id, last4, declines),
  declineSetup: (id, fingerprint) => billing.declineSetup(world, id, fingerprint),
  setSetup: (id, change) => world.change(id, { ...change }),
  setClock(nowMs) {
    world.nowMs = nowMs;
  },
  read: (id) => world.get(id),
});

function tellOf(world: World, secret: string, type: string, objectId: string, at: SignedAt = {}) {
  const { nowMs = Date.now(), livemode = false, account } = at;
  const timestamp = Math.floor(nowMs / 1_000);
  const data = { object: asFacts(world.objects.get(objectId)) };
  const facts = world.create('event', { type, livemode, data, created: timestamp, account });
  world.events.push({ account, facts });
  const body = JSON.stringify(facts);
  const signing = { payload: body, secret: at.secret ?? secret, timestamp };
  return { body, signature: Stripe.webhooks.generateTestHeaderString(signing) };
}
