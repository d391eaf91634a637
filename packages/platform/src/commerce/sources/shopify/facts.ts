/** What an order needs of a body of Shopify's, and nothing of the shopper. Its shape says which it is. */
import { type Id, isCurrency, isId, pledgeMax, type RecordOrder } from '@kindcart/contract';
import type { Reading } from '../port.ts';
import { Told } from '../told.ts';

/** A line as it was ordered. Amounts are minor units of the shop's currency. */
export interface ShopifyLine
  extends Pick<
    RecordOrder['lines'][number],
    'id' | 'productId' | 'variantId' | 'sku' | 'tags' | 'kind'
  > {
  readonly quantity: number;
  /** Less what was given back or edited away. */
  readonly currentQuantity: number;
  /** After all discounts; with the tax in it where the shop's prices have it in them. */
  readonly amount: number;
  readonly tax: number;
  /** The project for which the shopper added it, where it is a round-up. */
  readonly roundUp?: Id<'project'>;
}

/** Money that went back, goods that did, or both. */
export interface ShopifyRefund {
  readonly id: string;
  /** Of the body that it was read from: the newest counts. */
  readonly toldAt: string;
  /** By payments that succeeded, in `moneyCurrency`. */
  readonly money: number;
  readonly moneyCurrency: string | null;
  /** What Shopify counts as given back beyond lines and shipping; below zero. */
  readonly discrepancy: number;
  /** Shipping and duties, with their tax. */
  readonly besides: number;
  readonly lines: readonly {
    readonly lineId: string;
    readonly quantity: number;
    readonly amount: number;
    readonly tax: number;
  }[];
}

export interface ShopifyOrderFacts {
  readonly what: 'order';
  readonly id: string;
  readonly updatedAt: string;
  /** When it was bought: the one time of being paid that no later body changes. */
  readonly boughtAt: string;
  readonly cancelledAt: string | null;
  readonly financialStatus: string;
  readonly isFulfilled: boolean;
  readonly fulfilments: readonly {
    readonly madeAt: string;
    readonly updatedAt: string;
    readonly isDelivered: boolean;
  }[];
  readonly currency: string;
  readonly taxesIncluded: boolean;
  readonly test: boolean;
  readonly choice: Id<'project'> | null;
  readonly lines: readonly ShopifyLine[];
  readonly refunds: readonly ShopifyRefund[];
}

/** A refund that was told by itself. */
export interface ShopifyRefundFacts {
  readonly what: 'refund';
  readonly refund: ShopifyRefund;
}

export type ShopifyFacts = ShopifyOrderFacts | ShopifyRefundFacts;

/** Reads an order, or a refund by itself; anything else is of no concern. @throws UnreadableEvent */
export function readShopify(body: unknown): Reading {
  const told = new Told(body);
  if (Array.isArray(told.at('refund_line_items').value)) {
    const refund = readRefund(
      told,
      told.at('processed_at').timeOrNull ?? told.at('created_at').time,
    );
    const facts: ShopifyFacts = { what: 'refund', refund };
    return { what: 'told', orderKey: told.at('order_id').id, facts };
  }
  const isOrder =
    Array.isArray(told.at('line_items').value) && !told.at('financial_status').isAbsent;
  if (!isOrder) return { what: 'ignored', because: 'It is neither an order nor a refund.' };
  const facts: ShopifyFacts = readOrder(told);
  return { what: 'told', orderKey: facts.id, facts };
}

function readOrder(told: Told): ShopifyOrderFacts {
  const currency = told.at('currency').text;
  if (!isCurrency(currency)) told.at('currency').refuse('is no currency of ISO 4217');
  const updatedAt = told.at('updated_at').time;
  return {
    what: 'order',
    id: told.at('id').id,
    updatedAt,
    boughtAt: told.at('processed_at').timeOrNull ?? told.at('created_at').time,
    cancelledAt: told.at('cancelled_at').timeOrNull,
    financialStatus: told.at('financial_status').text,
    isFulfilled: told.at('fulfillment_status').value === 'fulfilled',
    fulfilments: told
      .at('fulfillments')
      .list.filter((each) =>
        /^(success|pending|open)$/.test(each.at('status').textOrNull ?? 'open'),
      )
      .map((each) => ({
        madeAt: each.at('created_at').time,
        updatedAt: each.at('updated_at').timeOrNull ?? each.at('created_at').time,
        isDelivered: each.at('shipment_status').value === 'delivered',
      })),
    currency,
    taxesIncluded: told.at('taxes_included').value === true,
    test: told.at('test').value === true,
    choice: choiceOf(told),
    lines: told.at('line_items').list.map((line) => readLine(line, currency)),
    refunds: told.at('refunds').list.map((refund) => readRefund(refund, updatedAt)),
  };
}

/** The project that the shopper chose, which a theme puts beside the cart. */
function choiceOf(told: Told): Id<'project'> | null {
  return projectOf(namedValue(told.at('note_attributes'), 'kindcart_cause'));
}

const projectOf = (value: string | null) =>
  value !== null && isId('project', value) ? value : null;

/** The text under a name in a list of names and values. */
function namedValue(list: Told, name: string): string | null {
  const { value } = list.list.find((each) => each.at('name').value === name)?.at('value') ?? {};
  return typeof value === 'string' ? value : null;
}

/** What is no goods, whatever it is called: tips have no product and say how they were paid. */
const tipMarks = ['tip', 'tip_payment_gateway', 'tip_payment_method'];

function readLine(line: Told, currency: string): ShopifyLine {
  const quantity = line.at('quantity').count;
  const current = line.at('current_quantity');
  const price = shopMoney(line, 'price_set', 'price', currency);
  const discounts = line.at('discount_allocations').list;
  if (price * quantity > pledgeMax) line.refuse('is more than any order has');
  const roundUp = namedValue(line.at('properties'), '_kindcart_round_up');
  const projectId = projectOf(roundUp);
  const isOther =
    line.at('gift_card').value === true ||
    tipMarks.some((name) => !line.at(name).isAbsent) ||
    roundUp !== null;
  return {
    id: line.at('id').id,
    productId: line.at('product_id').idOrNull,
    variantId: line.at('variant_id').idOrNull,
    sku: line.at('sku').textOrNull?.slice(0, nameMax) || null,
    // Shopify's bodies have none, and a line's properties are for the shopper to write.
    tags: [],
    kind: isOther ? 'other' : 'goods',
    ...(projectId && { roundUp: projectId }),
    quantity,
    currentQuantity: current.isAbsent ? quantity : current.count,
    amount:
      price * quantity -
      sumOf(discounts, (each) => shopMoney(each, 'amount_set', 'amount', currency)),
    tax: sumOf(line.at('tax_lines').list, (each) =>
      shopMoney(each, 'price_set', 'price', currency),
    ),
  };
}

const nameMax = 255;
function sumOf(list: readonly Told[], amountOf: (each: Told) => number): number {
  return list.reduce((sum, each) => sum + amountOf(each), 0);
}

/** An amount in the currency of the shop, never in the one that the shopper saw. */
function shopMoney(told: Told, set: string, plain: string, currency: string): number {
  const money = told.at(set).at('shop_money');
  if (money.isAbsent) return told.at(plain).amount(currency);
  if (money.at('currency_code').value !== currency) {
    money.at('currency_code').refuse(`is not ${currency}, the currency of the order`);
  }
  return money.at('amount').amount(currency);
}

/** The same where only the set says the currency: the plain numbers of refunds are floats. */
function setMoney(told: Told, set: string): number {
  const money = told.at(set).at('shop_money');
  const currency = money.at('currency_code').text;
  if (!isCurrency(currency)) money.at('currency_code').refuse('is no currency of ISO 4217');
  return money.at('amount').amount(currency);
}

function readRefund(told: Told, toldAt: string): ShopifyRefund {
  const paid = told
    .at('transactions')
    .list.filter(
      (each) => each.at('kind').value === 'refund' && each.at('status').value === 'success',
    );
  const [first] = paid;
  const moneyCurrency = first === undefined ? null : first.at('currency').text;
  const adjustments = told.at('order_adjustments').list;
  const ofKind = (kind: string) => adjustments.filter((each) => each.at('kind').value === kind);
  return {
    id: told.at('id').id,
    toldAt,
    money:
      moneyCurrency === null ? 0 : sumOf(paid, (each) => each.at('amount').amount(moneyCurrency)),
    moneyCurrency,
    discrepancy: sumOf(ofKind('refund_discrepancy'), (each) => setMoney(each, 'amount_set')),
    besides:
      shippingOf(told, ofKind('shipping_refund')) +
      sumOf(told.at('duties').list, (each) => setMoney(each, 'amount_set')),
    lines: told.at('refund_line_items').list.map((line) => ({
      lineId: line.at('line_item_id').id,
      quantity: line.at('quantity').count,
      amount: setMoney(line, 'subtotal_set'),
      tax: line.at('total_tax_set').isAbsent ? 0 : setMoney(line, 'total_tax_set'),
    })),
  };
}

/** Newer bodies list the shipping that went back, older ones have it among the adjustments, below zero. */
function shippingOf(told: Told, adjustments: readonly Told[]): number {
  const lines = told.at('refund_shipping_lines').list;
  if (lines.length > 0) return sumOf(lines, (each) => setMoney(each, 'subtotal_amount_set'));
  return sumOf(adjustments, (each) =>
    Math.abs(setMoney(each, 'amount_set') + setMoney(each, 'tax_amount_set')),
  );
}
