/**
 * Reads the bodies of WooCommerce's webhooks, which are orders of its REST API v3 as they stand when the
 * body is sent: https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
 */
import { isCurrency } from '@kindcart/contract/money';
import { choiceOf, namesOf } from '../names.ts';
import type { Reading } from '../port.ts';
import { checkLines } from '../standings.ts';
import { Told } from '../told.ts';
import type { ToldState, WooFacts } from './facts.ts';

type Line = ToldState['lines'][number];

/** Names of meta data that the plug-in for WooCommerce writes. */
const meta = {
  choice: '_kindcart_cause',
  tags: '_kindcart_tags',
  collections: '_kindcart_collections',
  roundUp: '_kindcart_round_up',
} as const;

export function readBody(body: unknown, firstSeenAt: Date): Reading {
  const order = new Told(body);
  const isOrder = !order.at('status').isAbsent && !order.at('line_items').isAbsent;
  if (isOrder) return told(readState(order));
  if (isDeletion(body)) return told(readDeletion(order, firstSeenAt));
  return { what: 'ignored', because: 'It is no order of WooCommerce: it has no status or lines.' };
}

const told = (facts: WooFacts): Reading => ({ what: 'told', orderKey: facts.id, facts });

/** What was deleted is told by its id alone; the plug-in adds when that was. */
function isDeletion(body: unknown): boolean {
  const names = typeof body === 'object' && body !== null ? Object.keys(body) : [];
  return names.includes('id') && names.every((name) => deletionFields.has(name));
}

const deletionFields: ReadonlySet<string> = new Set(['id', 'date_deleted_gmt']);

function readDeletion(order: Told, firstSeenAt: Date): WooFacts {
  const at = timeOf(order.at('date_deleted_gmt')) ?? firstSeenAt.toISOString();
  return { what: 'deletion', id: order.at('id').id, at };
}

/** Orders that wait for their payment, whatever they had before. */
const unpaid: ReadonlySet<string> = new Set(['pending', 'on-hold', 'checkout-draft', 'auto-draft']);
const over: ReadonlySet<string> = new Set(['cancelled', 'failed', 'trash']);

function readState(order: Told): ToldState {
  const status = order.at('status').text.replace(/^wc-/, '');
  const currency = order.at('currency').text;
  if (!isCurrency(currency)) order.at('currency').refuse('is no currency of ISO 4217');
  const changed = order.at('date_modified_gmt');
  const at = timeOf(changed) ?? changed.refuse('is missing');
  const whole = order.at('total').amount(currency);
  const lines = linesOf(order, currency);
  checkLines(lines);
  return {
    what: 'state',
    id: order.at('id').id,
    at,
    currency,
    paidAt: unpaid.has(status) ? null : timeOf(order.at('date_paid_gmt')),
    completedAt: completedAt(order, status, at),
    cancelledAt: over.has(status) ? at : null,
    choice: choiceOf(metaOf(order, meta.choice)),
    lines,
    whole,
    refunded: status === 'refunded' ? whole : refundedOf(order, currency),
    ...roundUpOf(order, currency),
  };
}

/** What was completed and given back stays completed; nothing is left in it. */
function completedAt(order: Told, status: string, changedAt: string): string | null {
  const at = timeOf(order.at('date_completed_gmt'));
  if (status === 'completed') return at ?? changedAt;
  return status === 'refunded' ? at : null;
}

/** Refunds are told as amounts below zero, with tax and shipping, and not by line. */
function refundedOf(order: Told, currency: string): number {
  const refunds = order.at('refunds').list;
  return refunds.reduce((sum, each) => sum + Math.abs(each.at('total').amount(currency)), 0);
}

function linesOf(order: Told, currency: string): Line[] {
  const goods = order.at('line_items').list.map((line) => goodsOf(line, currency));
  const fees = order.at('fee_lines').list.map((fee) => feeOf(fee, currency));
  const shipping = order.at('shipping_lines').list.map((line) => chargeOf(line, currency));
  return [...goods, ...fees, ...shipping];
}

/** What the shopper added for the project of the first fee, or line, that names one. */
function roundUpOf(order: Told, currency: string): Pick<ToldState, 'roundUp'> {
  const added = [...order.at('fee_lines').list, ...order.at('line_items').list].map((line) => ({
    projectId: choiceOf(metaOf(line, meta.roundUp)),
    amount: line.at('total').amount(currency),
  }));
  const projectId = added.find((one) => one.projectId !== null)?.projectId ?? null;
  if (projectId === null) return {};
  const amount = added.reduce(
    (sum, one) => (one.projectId === projectId ? sum + one.amount : sum),
    0,
  );
  return amount < 0 ? {} : { roundUp: { projectId, amount } };
}

const isRoundUp = (line: Told) => metaOf(line, meta.roundUp) !== undefined;

/** `total` of a line is what it came to: after discounts and before tax, however prices are shown. */
function goodsOf(line: Told, currency: string): Line {
  return {
    ...chargeOf(line, currency),
    productId: nameOf(line.at('product_id')),
    variantId: nameOf(line.at('variation_id')),
    sku: line.at('sku').textOrNull || null,
    collections: namesOf(metaOf(line, meta.collections)),
    tags: namesOf(metaOf(line, meta.tags)),
    quantity: piecesOf(line.at('quantity')),
    kind: isRoundUp(line) ? 'other' : 'goods',
  };
}

/** A fee below zero is a discount of its own. Every other fee is none of the goods, also one rounded up. */
function feeOf(fee: Told, currency: string): Line {
  const charge = chargeOf(fee, currency);
  return charge.amount < 0 ? { ...charge, kind: 'goods' } : charge;
}

function chargeOf(line: Told, currency: string): Line {
  return {
    id: line.at('id').id,
    productId: null,
    variantId: null,
    sku: null,
    collections: [],
    tags: [],
    quantity: 1,
    amount: line.at('total').amount(currency),
    kind: 'other',
  };
}

/** WooCommerce says 0 where there is none, as for lines whose product was deleted. */
function nameOf(id: Told): string | null {
  const name = id.idOrNull;
  return name === '0' ? null : name;
}

/** Part of a piece, as of what is sold by weight, counts as one. */
function piecesOf(quantity: Told): number {
  const { value } = quantity;
  if (typeof value === 'number' && value >= 0) return Math.ceil(value);
  return quantity.refuse('is no number of pieces');
}

function metaOf(of: Told, key: string): unknown {
  return of
    .at('meta_data')
    .list.find((each) => each.at('key').value === key)
    ?.at('value').value;
}

/** WooCommerce writes times in UTC, in whole seconds, and without a zone; null where there is none. */
function timeOf(time: Told): string | null {
  if (time.isAbsent) return null;
  const ms = timePattern.test(time.text) ? Date.parse(`${time.text}Z`) : Number.NaN;
  if (Number.isNaN(ms)) return time.refuse('is no time such as 2026-11-20T09:30:00');
  return new Date(ms).toISOString();
}

const timePattern = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
