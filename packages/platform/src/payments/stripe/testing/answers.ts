/** What the stand-in of Stripe answers to each request that the platform makes. */
import { randomUUID } from 'node:crypto';
import {
  cancelSubscription,
  changeSubscription,
  collect,
  declineOf,
  subscribe,
  voidInvoice,
} from './billing.ts';
import * as bills from './bills.ts';
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

export const granted = (body: unknown): Said => ({ status: 200, body });
export const invalid = (message: string, code?: string) =>
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
      return typesOf(url).length > typesMax
        ? invalid('Array must contain at most 20 elements: types')
        : listOf(url, eventsOf(world, asked));
    case 'POST /v1/customers':
      return granted(world.create('customer', parametersOf(form)));
    case 'POST /v1/invoices':
      return bills.draft(world, parametersOf(form));
    case 'POST /v1/invoiceitems':
      return bills.addItem(world, parametersOf(form));
    case 'GET /v1/invoiceitems':
      return listOf(url, bills.itemsOf(world, url.searchParams.get('invoice') ?? ''));
    case 'POST /v1/products':
      return createProduct(world, parametersOf(form));
    case 'POST /v1/prices':
      return granted(world.create('price', priceOf(parametersOf(form))));
    case 'POST /v1/subscriptions':
      return expanded(world, subscribe(world, parametersOf(form)), expandedIn(form));
    case 'POST /v1/setup_intents':
      return granted(createSetup(world, parametersOf(form)));
    default:
      return (
        close(world, asked) ?? (method === 'GET' ? retrieve(world, asked) : change(world, asked))
      );
  }
}

/** Lets a payment, a setup or a page take no more cards; undefined when something else was asked for. */
function close(world: World, { method, url }: Asked): Said | undefined {
  const [, kind, id = ''] =
    /^\/v1\/(payment_intents|setup_intents|checkout\/sessions)\/(\w+)\/(cancel|expire)$/.exec(
      url.pathname,
    ) ?? [];
  const { status, object, payment_intent: intent } = world.objects.get(id) ?? {};
  if (method !== 'POST' || kind === undefined || object === undefined) return undefined;
  if (status === 'succeeded' || status === 'canceled' || status === 'complete') {
    const message = `You cannot close this ${kind} because it has a status of ${status}.`;
    return invalid(message, 'payment_intent_unexpected_state');
  }
  if (object !== 'checkout.session') world.change(id, { status: 'canceled' });
  else {
    world.change(id, { status: 'expired' });
    if (typeof intent === 'string') world.change(intent, { status: 'canceled' });
  }
  return granted(world.get(id));
}

/** Does something with one object. */
function change(world: World, { method, url, form }: Asked): Said {
  const [, , kind = '', id = '', act = ''] = url.pathname.split('/');
  const found = world.objects.get(id);
  const parameters = parametersOf(form === '' ? url.search.slice(1) : form);
  if (found === undefined) return missing(`${method} ${url.pathname}`);
  switch (`${method} ${kind} ${act}`) {
    case 'POST subscriptions ':
      if (isOver(found)) return invalid('A canceled subscription can only update its metadata.');
      return granted(changeSubscription(world, id, parameters));
    case 'DELETE subscriptions ': {
      if (isOver(found)) return missing(id);
      const { comment = '' } = asFacts(parameters.cancellation_details);
      return granted(cancelSubscription(world, id, String(comment)));
    }
    case 'POST invoices ':
      world.change(id, { auto_advance: parameters.auto_advance === 'true' });
      return granted(world.get(id));
    case 'POST invoices finalize':
      return bills.finalize(world, id, url.origin);
    case 'POST invoices void':
      if (found.status === 'paid') return invalid('You can only void open invoices.');
      return granted(voidInvoice(world, id));
    case 'POST invoices pay':
      if (found.status !== 'open')
        return invalid('Invoice is already paid', 'invoice_not_editable');
      return collect(world, id)
        ? granted(world.get(id))
        : { status: 402, body: { error: declineOf(world, id) } };
    default:
      return missing(`${method} ${url.pathname}`);
  }
}

const isOver = ({ status }: Facts) => status === 'canceled' || status === 'incomplete_expired';

const missing = (what: string) =>
  problem(404, 'invalid_request_error', `No such object: ${what}`, 'resource_missing');

function createProduct(world: World, parameters: Facts): Said {
  return world.objects.has(String(parameters.id))
    ? invalid('Product already exists.', 'resource_already_exists')
    : granted(world.create('product', parameters));
}

const priceOf = ({ unit_amount, ...rest }: Facts): Facts => ({
  ...rest,
  unit_amount: wholeOf(unit_amount),
});

function createSetup(world: World, parameters: Facts): Facts {
  const made = world.create('setup_intent', { ...parameters, last_setup_error: null });
  world.change(String(made.id), { client_secret: `${made.id}_secret_${randomUUID()}` });
  return world.get(String(made.id));
}

function retrieve(world: World, { url }: Asked): Said {
  const found = world.objects.get(url.pathname.split('/').at(-1) ?? '');
  if (found === undefined) return missing(`GET ${url.pathname}`);
  return expanded(world, found, expandedIn(url.search.slice(1)));
}

/** Names of the fields that are asked for whole, such as `latest_invoice.confirmation_secret`. */
const expandedIn = (form: string): string[] =>
  [...new URLSearchParams(form)].flatMap(([name, field]) =>
    name.startsWith('expand') ? [field] : [],
  );

/** The object with those of its fields whole that were asked for whole. */
function expanded(world: World, found: Facts, fields: readonly string[]): Said {
  const whole = { ...found };
  for (const [field = ''] of fields.map((path) => path.split('.'))) {
    const id = found[field];
    if (typeof id === 'string') whole[field] = world.get(id);
  }
  return granted(whole);
}

function createIntent(world: World, { amount, currency, metadata }: Facts): Said {
  const facts = { amount: wholeOf(amount), currency, metadata: asFacts(metadata) };
  return granted(world.createIntent(facts));
}

const minuteSeconds = 60;

function createSession(world: World, parameters: Facts, pageUrl: (id: string) => string): Said {
  const nowSeconds = Math.floor(world.nowMs() / 1_000);
  const expiresAt = wholeOf(parameters.expires_at);
  const lastsMinutes = (expiresAt - nowSeconds) / minuteSeconds;
  if (!(lastsMinutes >= 30 && lastsMinutes <= 24 * 60)) {
    return invalid('The `expires_at` timestamp must be between 30 minutes and 24 hours from now.');
  }
  const item = asFacts(asFacts(parameters.line_items)[0]);
  const isMonthly = parameters.mode === 'subscription';
  const price = isMonthly ? world.get(String(item.price)) : asFacts(item.price_data);
  const amount = wholeOf(price.unit_amount) * wholeOf(item.quantity);
  if (Number.isNaN(amount)) return invalid('A line item has no amount');
  const made = world.create('checkout_session', {
    ...parameters,
    amount_total: amount,
    amount_subtotal: amount,
    currency: price.currency,
    description: isMonthly
      ? asFacts(asFacts(parameters.custom_text).submit).message
      : asFacts(price.product_data).name,
    expires_at: expiresAt,
    metadata: asFacts(parameters.metadata),
    payment_intent: null,
    invoice: null,
    subscription: null,
    customer: null,
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

const typesMax = 20;

const typesOf = ({ searchParams }: URL) =>
  [...searchParams].flatMap(([name, value]) => (name.startsWith('types') ? [value] : []));

/** Events that match what was asked for, newest first. */
function eventsOf(world: World, { url, account }: Asked): Facts[] {
  const { searchParams } = url;
  const types = typesOf(url);
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
