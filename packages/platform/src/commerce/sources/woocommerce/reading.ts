/**
 * Reads the bodies of WooCommerce's webhooks, which are orders of its REST API v3 as they stand when the
 * body is sent: https://woocommerce.github.io/woocommerce-rest-api-docs/#order-properties
 */
import { isCurrency } from '@kindcart/contract/money';
import {
  choiceOf,
  decimalAt,
  type Fields,
  fail,
  fieldsOf,
  idAt,
  listAt,
  namesOf,
  textAt,
} from '../fields.ts';
import type { Reading } from '../port.ts';
import { checkLines } from '../standings.ts';
import type { ToldState, WooFacts } from './facts.ts';

type Line = ToldState['lines'][number];

/** Names of meta data that the plugin for WooCommerce writes. */
const meta = {
  choice: '_kindcart_cause',
  tags: '_kindcart_tags',
  collections: '_kindcart_collections',
} as const;

export function readBody(body: unknown, firstSeenAt: Date): Reading {
  const order = fieldsOf(body, '');
  // What was deleted is told by its id alone; the plugin adds when that was.
  const isDeletion = Object.keys(order.of).every((name) => deletionFields.has(name));
  if (isDeletion) return told(readDeletion(order, firstSeenAt));
  if (order.of.status === undefined || order.of.line_items === undefined) {
    return {
      what: 'ignored',
      because: 'It is no order of WooCommerce: it has no status or lines.',
    };
  }
  return told(readState(order));
}

const deletionFields: ReadonlySet<string> = new Set(['id', 'date_deleted_gmt']);

const told = (facts: WooFacts): Reading => ({ what: 'told', orderKey: facts.id, facts });

function readDeletion(order: Fields, firstSeenAt: Date): WooFacts {
  const at = timeAt(order, 'date_deleted_gmt') ?? firstSeenAt.toISOString();
  return { what: 'deletion', id: idAt(order, 'id'), at };
}

/** Orders that wait for their payment, whatever they had before. */
const unpaid: ReadonlySet<string> = new Set(['pending', 'on-hold', 'checkout-draft', 'auto-draft']);
const over: ReadonlySet<string> = new Set(['cancelled', 'failed', 'trash']);
/** What was completed and given back stays completed; nothing is left in it. */
const completed: ReadonlySet<string> = new Set(['completed', 'refunded']);

function readState(order: Fields): ToldState {
  const status = textAt(order, 'status').replace(/^wc-/, '');
  const currency = textAt(order, 'currency');
  if (!isCurrency(currency)) fail(order, 'currency', `is "${currency.slice(0, 20)}", no currency`);
  const at = timeAt(order, 'date_modified_gmt') ?? fail(order, 'date_modified_gmt', 'is missing');
  const whole = decimalAt(order, 'total', currency);
  const lines = linesOf(order, currency);
  checkLines(lines);
  const completedAt = timeAt(order, 'date_completed_gmt');
  return {
    what: 'state',
    id: idAt(order, 'id'),
    at,
    currency,
    paidAt: unpaid.has(status) ? null : timeAt(order, 'date_paid_gmt'),
    completedAt: completed.has(status)
      ? (completedAt ?? (status === 'completed' ? at : null))
      : null,
    cancelledAt: over.has(status) ? at : null,
    choice: choiceOf(metaOf(order, meta.choice)),
    lines,
    whole,
    refunded: status === 'refunded' ? whole : refundedOf(order, currency),
  };
}

/** Refunds are told as amounts below zero, with tax and shipping, and not by line. */
function refundedOf(order: Fields, currency: string): number {
  return listAt(order, 'refunds').reduce(
    (sum, refund) => sum + Math.abs(decimalAt(refund, 'total', currency)),
    0,
  );
}

function linesOf(order: Fields, currency: string): Line[] {
  const goods = listAt(order, 'line_items').map((line) => goodsOf(line, currency));
  const fees = listAt(order, 'fee_lines').map((fee) => feeOf(fee, currency));
  const shipping = listAt(order, 'shipping_lines').map((line) => chargeOf(line, currency));
  return [...goods, ...fees, ...shipping];
}

/** `total` of a line is what it came to: after discounts and before tax, however prices are shown. */
function goodsOf(line: Fields, currency: string): Line {
  return {
    ...chargeOf(line, currency),
    productId: nameOf(line, 'product_id'),
    variantId: nameOf(line, 'variation_id'),
    sku: skuOf(line),
    collections: namesOf(metaOf(line, meta.collections)),
    tags: namesOf(metaOf(line, meta.tags)),
    quantity: piecesOf(line),
    kind: 'goods',
  };
}

/** A fee below zero is a discount of its own. Every other fee is none of the goods, also one rounded up. */
function feeOf(fee: Fields, currency: string): Line {
  const charge = chargeOf(fee, currency);
  return charge.amount < 0 ? { ...charge, kind: 'goods' } : charge;
}

function chargeOf(line: Fields, currency: string): Line {
  return {
    id: idAt(line, 'id'),
    productId: null,
    variantId: null,
    sku: null,
    collections: [],
    tags: [],
    quantity: 1,
    amount: decimalAt(line, 'total', currency),
    kind: 'other',
  };
}

/** WooCommerce says 0 where there is none, as for lines whose product was deleted. */
function nameOf(line: Fields, name: string): string | null {
  const id = idAt({ ...line, of: { [name]: line.of[name] ?? 0 } }, name);
  return id === '0' ? null : id;
}

const skuOf = ({ of: { sku } }: Fields) => (typeof sku === 'string' && sku !== '' ? sku : null);

/** Part of a piece, as of what is sold by weight, counts as one. */
function piecesOf(line: Fields): number {
  const { quantity } = line.of;
  if (typeof quantity === 'number' && quantity >= 0) return Math.ceil(quantity);
  return fail(line, 'quantity', 'is not a number of pieces');
}

function metaOf(fields: Fields, key: string): unknown {
  return listAt(fields, 'meta_data').find(({ of }) => of.key === key)?.of.value;
}

/** WooCommerce writes times in UTC, in whole seconds, and without a zone; null where there is none. */
function timeAt(fields: Fields, name: string): string | null {
  const value = fields.of[name] ?? null;
  if (value === null) return null;
  const ms = typeof value === 'string' && timePattern.test(value) ? Date.parse(`${value}Z`) : NaN;
  if (Number.isNaN(ms)) return fail(fields, name, 'is not a time such as 2026-11-20T09:30:00');
  return new Date(ms).toISOString();
}

const timePattern = /^2\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d$/;
