/** Subscriptions, invoices and cards of the stand-in of Stripe, and what time does to them. */
import { asFacts, type Facts, type World, wholeOf } from './world.ts';

const secondsOf = (time: Date) => Math.floor(time.getTime() / 1_000);

/** What a subscription has in a list. */
const listOf = (...data: Facts[]): Facts => ({ object: 'list', data, has_more: false });

const firstOf = (list: unknown): Facts => {
  const { data } = asFacts(list);
  return Array.isArray(data) ? asFacts(data[0]) : {};
};

/** An incomplete subscription with its first invoice, which the donor has to pay in the page. */
export function subscribe(world: World, parameters: Facts): Facts {
  const price = world.get(String(asFacts(asFacts(parameters.items)[0]).price));
  const anchor = Math.floor(world.nowMs() / 1_000);
  const item = world.create('subscription_item', { price });
  const subscription = world.create('subscription', {
    billing_cycle_anchor: anchor,
    billing_mode: parameters.billing_mode,
    cancel_at: null,
    canceled_at: null,
    currency: price.currency,
    customer: parameters.customer,
    default_payment_method: null,
    ended_at: null,
    items: listOf({ ...item, price }),
    metadata: asFacts(parameters.metadata),
    pause_collection: null,
    payment_settings: parameters.payment_settings,
    status: 'incomplete',
  });
  const id = String(subscription.id);
  const invoice = makeInvoice(world, id, 'subscription_create', anchor);
  finalize(world, String(invoice.id));
  return world.get(id);
}

function makeInvoice(world: World, subscriptionId: string, reason: string, start: number): Facts {
  const { items, customer, currency, metadata } = world.get(subscriptionId);
  const price = asFacts(firstOf(items).price);
  const amount = wholeOf(price.unit_amount);
  const line = world.create('line_item', {
    amount,
    currency,
    metadata,
    period: { start, end: start + 30 * 86_400 },
    pricing: { type: 'price_details', price_details: { price: price.id, product: price.product } },
  });
  const subscription_details = { metadata, subscription: subscriptionId };
  const invoice = world.create('invoice', {
    amount_due: amount,
    amount_remaining: amount,
    attempted: false,
    auto_advance: true,
    billing_reason: reason,
    currency,
    customer,
    lines: listOf(line),
    parent: { type: 'subscription_details', quote_details: null, subscription_details },
    payments: listOf(),
    status: 'draft',
  });
  world.change(subscriptionId, { latest_invoice: invoice.id });
  return invoice;
}

/** An invoice that is final has a PaymentIntent, which knows nothing of the subscription's metadata. */
function finalize(world: World, invoiceId: string): void {
  const { amount_due: amount, currency, customer } = world.get(invoiceId);
  const intent = world.createIntent({ amount, currency, customer, metadata: {} });
  const { client_secret } = intent;
  const id = String(intent.id);
  const payment = world.create('invoice_payment', {
    amount_requested: amount,
    currency,
    invoice: invoiceId,
    is_default: true,
    payment: { type: 'payment_intent', payment_intent: id },
    status: 'open',
  });
  const confirmation_secret = { type: 'payment_intent', client_secret };
  world.change(invoiceId, { status: 'open', confirmation_secret, payments: listOf(payment) });
}

export function intentOfInvoice(world: World, invoiceId: string): string {
  const { payment } = firstOf(world.get(invoiceId).payments);
  return String(asFacts(payment).payment_intent);
}

const subscriptionOf = (world: World, invoiceId: string): string => {
  const { subscription_details: details } = asFacts(world.get(invoiceId).parent);
  return String(asFacts(details).subscription);
};

/** Charges the card of the subscription, as it is now; says whether the bank paid. */
export function collect(world: World, invoiceId: string): boolean {
  const subscriptionId = subscriptionOf(world, invoiceId);
  const card = world.objects.get(String(world.get(subscriptionId).default_payment_method));
  const intentId = intentOfInvoice(world, invoiceId);
  if (typeof card?.declines === 'string') {
    const error = { type: 'card_error', code: 'card_declined', decline_code: card.declines };
    world.changeIntent(intentId, { status: 'requires_payment_method', last_payment_error: error });
    world.change(invoiceId, { attempted: true });
    world.change(subscriptionId, { status: 'past_due' });
    return false;
  }
  settle(world, invoiceId);
  return true;
}

function settle(world: World, invoiceId: string): void {
  const { amount_due: amount } = world.get(invoiceId);
  const paid = { status: 'succeeded', amount_received: amount, last_payment_error: null };
  world.changeIntent(intentOfInvoice(world, invoiceId), paid);
  const change = { amount_paid: amount, amount_remaining: 0, attempted: true, status: 'paid' };
  world.change(invoiceId, change);
  world.change(subscriptionOf(world, invoiceId), { status: 'active' });
}

/** Why an invoice was not paid. */
export function declineOf(world: World, invoiceId: string): unknown {
  return world.get(intentOfInvoice(world, invoiceId)).last_payment_error;
}

/** A card that pays, or is declined at each charge for the reason. */
export function makeCard(world: World, last4: string, declines?: string): string {
  const card = { brand: 'visa', last4 };
  return String(world.create('payment_method', { type: 'card', card, declines }).id);
}

/** The donor gives a card on a SetupIntent, which Stripe takes. */
export function giveCard(world: World, setupId: string, last4: string, declines?: string): void {
  const payment_method = makeCard(world, last4, declines);
  world.change(setupId, { status: 'succeeded', payment_method, last_setup_error: null });
}

/** The donor gives a card that is declined; another can be given. */
export function declineSetup(world: World, setupId: string, fingerprint: string): void {
  const payment_method = { type: 'card', card: { fingerprint } };
  const last_setup_error = { type: 'card_error', code: 'card_declined', payment_method };
  world.change(setupId, { status: 'requires_payment_method', last_setup_error });
}

/** The donor pays the first invoice in the page; the card is kept for those that follow. */
export function payFirst(world: World, subscriptionId: string): string {
  const { latest_invoice: invoice } = world.get(subscriptionId);
  settle(world, String(invoice));
  world.change(subscriptionId, { default_payment_method: makeCard(world, '4242') });
  return String(invoice);
}

/** The donor gives a card on the page of a session; only then is there a subscription. */
export function subscribeOnPage(world: World, sessionId: string, declines: boolean): string {
  const session = world.get(sessionId);
  const { metadata, billing_mode } = asFacts(session.subscription_data);
  const { price } = asFacts(asFacts(session.line_items)[0]);
  const customer = world.create('customer', { email: session.customer_email });
  const wish = { items: { 0: { price } }, customer: customer.id, metadata, billing_mode };
  const id = String(subscribe(world, wish).id);
  const invoice = String(world.get(id).latest_invoice);
  const failure = declines ? 'generic_decline' : undefined;
  world.change(id, { default_payment_method: makeCard(world, '4242', failure) });
  if (!collect(world, invoice)) {
    world.change(id, { status: 'incomplete' });
    return id;
  }
  const paid = { status: 'complete', payment_status: 'paid', url: null, invoice, subscription: id };
  world.change(sessionId, { ...paid, customer: customer.id });
  return id;
}

/** A period begins: Stripe makes out an invoice and, an hour later, charges it unless that is paused. */
export function renew(world: World, subscriptionId: string, startsAt: Date): string {
  const invoice = draft(world, subscriptionId, startsAt);
  if (world.get(subscriptionId).pause_collection !== null)
    world.change(invoice, { status: 'void' });
  else charge(world, invoice);
  return invoice;
}

export function draft(world: World, subscriptionId: string, startsAt: Date): string {
  return String(makeInvoice(world, subscriptionId, 'subscription_cycle', secondsOf(startsAt)).id);
}

/** The hour of a draft is over. */
export function charge(world: World, invoiceId: string): void {
  if (world.get(invoiceId).auto_advance !== true) return;
  finalize(world, invoiceId);
  collect(world, invoiceId);
}

/** Takes a change of a subscription as Stripe does: an empty word empties. */
export function changeSubscription(world: World, id: string, parameters: Facts): Facts {
  const { metadata, items } = world.get(id);
  const { pause_collection: pause, default_payment_method: card } = parameters;
  const whole = { ...asFacts(metadata), ...asFacts(parameters.metadata) };
  const kept = Object.entries(whole).filter(([, value]) => value !== '');
  world.change(id, { metadata: Object.fromEntries(kept) });
  if (pause === '') world.change(id, { pause_collection: null });
  else if (pause !== undefined) {
    const { behavior, resumes_at: at } = asFacts(pause);
    const resumes_at = at === undefined ? null : wholeOf(at);
    world.change(id, { pause_collection: { behavior, resumes_at } });
  }
  if (card !== undefined) world.change(id, { default_payment_method: card });
  const { price } = asFacts(asFacts(parameters.items)[0]);
  if (price !== undefined) {
    const item = { ...firstOf(items), price: world.get(String(price)) };
    world.change(id, { items: listOf(item) });
  }
  return world.get(id);
}

/** Ends a subscription at once; one that was never paid has expired. */
export function cancelSubscription(world: World, id: string, comment: string): Facts {
  const { status } = world.get(id);
  const over = status === 'incomplete' ? 'incomplete_expired' : 'canceled';
  const cancellation_details = { comment: comment === '' ? null : comment, feedback: null };
  world.change(id, { status: over, cancellation_details });
  return world.get(id);
}

/** An invoice that is void has a payment that nobody can make any more. */
export function voidInvoice(world: World, id: string): Facts {
  world.change(id, { status: 'void' });
  world.changeIntent(intentOfInvoice(world, id), { status: 'canceled' });
  const subscription = subscriptionOf(world, id);
  const { status } = world.get(subscription);
  // A first invoice leaves its subscription incomplete.
  if (status !== 'incomplete') world.change(subscription, { status: 'active' });
  return world.get(id);
}
