/** What the stand-in of Stripe answers to each request that the platform makes. */
import { asFacts, type Facts, type World, wholeOf } from './world.ts';

export interface Said {
  readonly status: number;
  readonly body: unknown;
}

/** One request to Stripe's API. */
export interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly form: string;
  readonly account: string | undefined;
}

export const problem = (status: number, type: string, message: string, code?: string): Said => ({
  status,
  body: { error: { type, message, ...(code === undefined ? {} : { code }) } },
});

const granted = (body: unknown): Said => ({ status: 200, body });
const invalid = (message: string, code?: string) =>
  problem(400, 'invalid_request_error', message, code);

/** `a[b][c]=d` as Stripe's form encoding means it. */
export function parametersOf(form: string): Facts {
  const parameters: Facts = {};
  for (const [name, value] of new URLSearchParams(form)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== '');
    put(parameters, path, value);
  }
  return parameters;
}

function put(into: Facts, [name = '', ...rest]: readonly string[], value: string): void {
  if (rest.length === 0) {
    into[name] = value;
    return;
  }
  const inner = asFacts(into[name]);
  put(inner, rest, value);
  into[name] = inner;
}

/** Does what was asked for. */
export function work(world: World, asked: Asked, pageUrl: (sessionId: string) => string): Said {
  const { method, url, form } = asked;
  switch (`${method} ${url.pathname}`) {
    case 'POST /v1/payment_intents':
      return createIntent(world, parametersOf(form));
    case 'POST /v1/refunds':
      return createRefund(world, parametersOf(form));
    case 'POST /v1/checkout/sessions':
      return createSession(world, parametersOf(form), pageUrl);
    case 'GET /v1/refunds':
      return listOf(url, world.of('refund', url.searchParams.get('payment_intent') ?? ''));
    case 'GET /v1/disputes':
      return listOf(url, world.of('dispute', url.searchParams.get('payment_intent') ?? ''));
    case 'GET /v1/events':
      return listOf(url, eventsOf(world, asked));
    default:
      return close(world, asked) ?? retrieve(world, asked);
  }
}

/** Lets a payment or a page take no more cards; undefined when something else was asked for. */
function close(world: World, { method, url }: Asked): Said | undefined {
  const [, kind, id = ''] =
    /^\/v1\/(payment_intents|checkout\/sessions)\/(\w+)\/(cancel|expire)$/.exec(url.pathname) ?? [];
  const { status, object, payment_intent: intent } = world.objects.get(id) ?? {};
  if (method !== 'POST' || kind === undefined || object === undefined) return undefined;
  if (status === 'succeeded' || status === 'canceled' || status === 'complete') {
    const message = `You cannot close this ${kind} because it has a status of ${status}.`;
    return invalid(message, 'payment_intent_unexpected_state');
  }
  if (object === 'payment_intent') world.change(id, { status: 'canceled' });
  else {
    world.change(id, { status: 'expired' });
    if (typeof intent === 'string') world.change(intent, { status: 'canceled' });
  }
  return granted(world.get(id));
}

function retrieve(world: World, { method, url }: Asked): Said {
  const found = world.objects.get(url.pathname.split('/').at(-1) ?? '');
  if (method !== 'GET' || found === undefined) {
    const message = `No such object: ${method} ${url.pathname}`;
    return problem(404, 'invalid_request_error', message);
  }
  return granted(expanded(world, found, url));
}

/** The object with those of its fields whole that were asked for whole. */
function expanded(world: World, found: Facts, url: URL): Facts {
  const whole = { ...found };
  for (const [name, field] of url.searchParams) {
    const id = found[field];
    if (name.startsWith('expand') && typeof id === 'string') whole[field] = world.get(id);
  }
  return whole;
}

function createIntent(world: World, { amount, currency, metadata }: Facts): Said {
  const facts = { amount: wholeOf(amount), currency, metadata: asFacts(metadata) };
  return granted(world.createIntent(facts));
}

const minuteSeconds = 60;

function createSession(world: World, parameters: Facts, pageUrl: (id: string) => string): Said {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const expiresAt = wholeOf(parameters.expires_at);
  const lastsMinutes = (expiresAt - nowSeconds) / minuteSeconds;
  if (!(lastsMinutes >= 30 && lastsMinutes <= 24 * 60)) {
    return invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.');
  }
  const item = asFacts(asFacts(parameters.line_items)[0]);
  const price = asFacts(item.price_data);
  const amount = wholeOf(price.unit_amount) * wholeOf(item.quantity);
  if (Number.isNaN(amount)) return invalid('A line item has no amount');
  const made = world.create('checkout_session', {
    ...parameters,
    amount_total: amount,
    amount_subtotal: amount,
    currency: price.currency,
    description: asFacts(price.product_data).name,
    expires_at: expiresAt,
    metadata: asFacts(parameters.metadata),
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
  });
  world.change(String(made.id), { url: pageUrl(String(made.id)) });
  return granted(world.get(String(made.id)));
}

function createRefund(world: World, parameters: Facts): Said {
  const intentId = String(parameters.payment_intent);
  const intent = world.objects.get(intentId);
  if (intent === undefined) {
    return problem(404, 'invalid_request_error', `No such payment_intent: ${intentId}`);
  }
  const given = world.of('refund', intentId).filter(({ status }) => status !== 'failed');
  const back = given.reduce((sum, it) => sum + wholeOf(it.amount), 0);
  const left = wholeOf(intent.amount_received) - back;
  const amount = wholeOf(parameters.amount);
  if (amount > left) {
    const message = `Refund amount (${amount}) is greater than what is left (${left})`;
    return invalid(message, 'charge_already_refunded');
  }
  const facts = { amount, currency: intent.currency, payment_intent: intentId };
  return granted(world.create('refund', { ...facts, metadata: asFacts(parameters.metadata) }));
}

/** Events that match what was asked for, newest first. */
function eventsOf(world: World, { url, account }: Asked): Facts[] {
  const { searchParams } = url;
  const types = [...searchParams].flatMap(([name, value]) =>
    name.startsWith('types') ? [value] : [],
  );
  const since = wholeOf(searchParams.get('created[gte]') ?? '0');
  const until = wholeOf(searchParams.get('created[lte]') ?? `${Number.MAX_SAFE_INTEGER}`);
  return world.events
    .filter((told) => told.account === account)
    .map(({ facts }) => facts)
    .filter(({ type }) => types.length === 0 || types.includes(String(type)))
    .filter(({ created }) => wholeOf(created) >= since && wholeOf(created) <= until)
    .reverse();
}

function listOf(url: URL, all: readonly Facts[]): Said {
  const after = url.searchParams.get('starting_after');
  const start = after === null ? 0 : all.findIndex(({ id }) => id === after) + 1;
  const limit = wholeOf(url.searchParams.get('limit') ?? '10');
  const data = all.slice(start, start + limit);
  const has_more = start + data.length < all.length;
  return granted({ object: 'list', url: url.pathname, has_more, data });
}
