/**
 * Stripe as far as the platform knows it, on a port of this machine: the official SDK talks to it over
 * HTTP. Its objects are made from Stripe's own published fixtures (see LICENSE). It also fails as
 * Stripe does: 429, 500, slowly, or by cutting the connection.
 */
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import Stripe from 'stripe';

type Facts = Record<string, unknown>;

const fixtures: Record<'payment_intent' | 'refund' | 'event', Facts> = JSON.parse(
  readFileSync(new URL('./fixtures.json', import.meta.url), 'utf8'),
);

/** How one request is to fail. */
export type Failure = 401 | 429 | 500 | 'cut' | 'cut after the work' | 'too small';

/** What a test may do at Stripe. */
export interface StripeStandIn {
  readonly url: URL;
  /** Every request, `POST /v1/payment_intents` and so on, with the account it was for. */
  readonly requests: { readonly line: string; readonly account: string | undefined }[];
  /** Forgets idempotency keys, as Stripe does after a day. */
  forgetKeys(): void;
  /** Fails the next requests, in order. */
  fail(...failures: Failure[]): void;
  /** The donor pays; the state is as Stripe gives it. */
  setIntent(id: string, change: Partial<Stripe.PaymentIntent>): void;
  /** Somebody refunds in Stripe's own dashboard. */
  refund(intentId: string, amount: number): string;
  /** Ids of a payment's refunds. */
  refundsOf(intentId: string): string[];
  setRefund(id: string, change: Partial<Stripe.Refund>): void;
  /** An event on the object as it stands, signed at that moment. */
  event(type: string, objectId: string, at?: SignedAt): { body: string; signature: string };
  close(): Promise<void>;
}

/** Signs as if at another moment or with another secret. */
export interface SignedAt {
  readonly nowMs?: number;
  readonly secret?: string;
  readonly livemode?: boolean;
}

class World {
  readonly objects = new Map<string, Facts>();
  readonly answers = new Map<string, { parameters: string; status: number; body: string }>();
  readonly requests: { line: string; account: string | undefined }[] = [];
  readonly failures: Failure[] = [];

  create(kind: 'payment_intent' | 'refund', prefix: string, facts: Facts): Facts {
    const id = `${prefix}_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
    const made = { ...fixtures[kind], ...facts, id, created: Math.floor(Date.now() / 1_000) };
    this.objects.set(id, made);
    return made;
  }

  change(id: string, facts: Facts): void {
    const before = this.objects.get(id);
    if (before === undefined) throw new Error(`Stripe has no ${id}`);
    this.objects.set(id, { ...before, ...facts });
  }

  refundsOf(intentId: string): Facts[] {
    return [...this.objects.values()].filter(
      ({ object, payment_intent }) => object === 'refund' && payment_intent === intentId,
    );
  }
}

/** `a[b]=c` as Stripe's form encoding means it, one level deep. */
function parametersOf(form: string): Facts {
  const parameters: Facts = {};
  for (const [name, value] of new URLSearchParams(form)) {
    const [, outer = name, inner] = /^(\w+)\[(\w+)\]$/.exec(name) ?? [];
    if (inner === undefined) parameters[outer] = value;
    else parameters[outer] = { ...asFacts(parameters[outer]), [inner]: value };
  }
  return parameters;
}

function asFacts(value: unknown): Facts {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

const whole = (value: unknown) => Number.parseInt(String(value), 10);

interface Said {
  readonly status: number;
  readonly body: unknown;
}

const problem = (status: number, type: string, message: string, code?: string): Said => ({
  status,
  body: { error: { type, message, ...(code === undefined ? {} : { code }) } },
});

function createIntent(world: World, parameters: Facts): Said {
  const amount = whole(parameters.amount);
  const currency = parameters.currency;
  const id = { client_secret: `pi_${randomUUID()}_secret_${randomUUID()}` };
  const facts = { amount, currency, metadata: asFacts(parameters.metadata), ...id };
  const fresh = { status: 'requires_payment_method', last_payment_error: null };
  return {
    status: 200,
    body: world.create('payment_intent', 'pi', { ...facts, ...fresh, amount_received: 0 }),
  };
}

function cancelIntent(world: World, id: string): Said {
  const { status } = world.objects.get(id) ?? {};
  if (status === 'succeeded' || status === 'canceled') {
    const message = `You cannot cancel this PaymentIntent because it has a status of ${status}.`;
    const code = 'payment_intent_unexpected_state';
    return problem(400, 'invalid_request_error', message, code);
  }
  world.change(id, { status: 'canceled' });
  return { status: 200, body: world.objects.get(id) };
}

function createRefund(world: World, parameters: Facts): Said {
  const intentId = String(parameters.payment_intent);
  const intent = world.objects.get(intentId);
  if (intent === undefined) {
    return problem(404, 'invalid_request_error', `No such payment_intent: ${intentId}`);
  }
  const given = world.refundsOf(intentId).filter(({ status }) => status !== 'failed');
  const left = whole(intent.amount_received) - given.reduce((sum, it) => sum + whole(it.amount), 0);
  const amount = whole(parameters.amount);
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than what is left (${left})`;
    return problem(400, 'invalid_request_error', message, 'charge_already_refunded');
  }
  const facts = { amount, currency: intent.currency, payment_intent: intentId };
  const metadata = asFacts(parameters.metadata);
  return { status: 200, body: world.create('refund', 're', { ...facts, metadata }) };
}

function work(world: World, method: string, url: URL, form: string): Said {
  const { pathname } = url;
  if (method === 'POST' && pathname === '/v1/payment_intents') {
    return createIntent(world, parametersOf(form));
  }
  const [, cancelled] = /^\/v1\/payment_intents\/(\w+)\/cancel$/.exec(pathname) ?? [];
  if (method === 'POST' && cancelled !== undefined) return cancelIntent(world, cancelled);
  if (method === 'POST' && pathname === '/v1/refunds') {
    return createRefund(world, parametersOf(form));
  }
  if (method === 'GET' && pathname === '/v1/refunds') {
    const data = world.refundsOf(url.searchParams.get('payment_intent') ?? '');
    return { status: 200, body: { object: 'list', url: pathname, has_more: false, data } };
  }
  const found = world.objects.get(pathname.split('/').at(-1) ?? '');
  if (method === 'GET' && found !== undefined) return { status: 200, body: found };
  return problem(404, 'invalid_request_error', `No such object: ${method} ${pathname}`);
}

/** Does the work once per idempotency key; a repeat with other parameters is refused, as at Stripe. */
function answerOf(world: World, request: IncomingMessage, form: string): Said {
  const url = new URL(request.url ?? '/', 'http://stripe');
  const method = request.method ?? 'GET';
  const key = request.headers['idempotency-key'];
  const known = typeof key === 'string' ? world.answers.get(key) : undefined;
  if (known !== undefined) {
    return known.parameters === form
      ? { status: known.status, body: JSON.parse(known.body) }
      : problem(400, 'idempotency_error', 'Keys can only be used with the same parameters.');
  }
  const said = work(world, method, url, form);
  if (typeof key === 'string') {
    world.answers.set(key, {
      parameters: form,
      status: said.status,
      body: JSON.stringify(said.body),
    });
  }
  return said;
}

function failureOf(failure: Failure | undefined): Said | undefined {
  switch (failure) {
    case 401:
      return problem(401, 'invalid_request_error', 'Invalid API Key provided');
    case 429:
      return problem(429, 'invalid_request_error', 'Too many requests', 'rate_limit');
    case 500:
      return problem(500, 'api_error', 'Something went wrong');
    case 'too small':
      return problem(400, 'invalid_request_error', 'Amount must be more', 'amount_too_small');
    default:
      return undefined;
  }
}

async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await text(request);
  const account = request.headers['stripe-account'];
  world.requests.push({
    line: `${request.method} ${request.url}`,
    account: typeof account === 'string' ? account : undefined,
  });
  const failure = world.failures.shift();
  if (failure === 'cut') return void request.socket.destroy();
  const said = failureOf(failure) ?? answerOf(world, request, form);
  if (failure === 'cut after the work') return void request.socket.destroy();
  response.writeHead(said.status, {
    'content-type': 'application/json',
    // The SDK tries again by itself what Stripe does not forbid; here the platform's own tries count.
    'stripe-should-retry': 'false',
  });
  response.end(JSON.stringify(said.body));
}

/** Starts it on a free port. */
export async function startStripe(secret: string): Promise<StripeStandIn> {
  const world = new World();
  const server = createServer((request, response) => void serve(world, request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return {
    url: new URL(`http://127.0.0.1:${address.port}`),
    requests: world.requests,
    forgetKeys: () => world.answers.clear(),
    fail: (...failures) => void world.failures.push(...failures),
    setIntent: (id, change) => world.change(id, change),
    refund: (intentId, amount) => {
      const { currency } = world.objects.get(intentId) ?? {};
      const facts = { amount, currency, payment_intent: intentId, metadata: {} };
      return String(world.create('refund', 're', facts).id);
    },
    refundsOf: (intentId) => world.refundsOf(intentId).map(({ id }) => String(id)),
    setRefund: (id, change) => world.change(id, change),
    event(type, objectId, at = {}) {
      const { nowMs = Date.now(), livemode = false } = at;
      const id = `evt_${randomUUID().replaceAll('-', '').slice(0, 24)}`;
      const data = { object: world.objects.get(objectId) };
      const body = JSON.stringify({ ...fixtures.event, id, type, livemode, data });
      const timestamp = Math.floor(nowMs / 1_000);
      const signing = { payload: body, secret: at.secret ?? secret, timestamp };
      return { body, signature: Stripe.webhooks.generateTestHeaderString(signing) };
    },
    async close() {
      server.closeAllConnections();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}
