/** Bodies of webhooks as Shopify sends them, with all that they say of a shopper. */
/** A decimal in both currencies, as every amount of Shopify's comes. */
export function moneySet(amount: string, currency: string, seen = { amount, currency }) {
  return {
    shop_money: { amount, currency_code: currency },
    presentment_money: { amount: seen.amount, currency_code: seen.currency },
  };
}

export interface LineChoice {
  readonly id: number | string;
  readonly price: string;
  readonly quantity?: number;
  readonly current?: number;
  readonly discount?: string;
  readonly tax?: string;
  readonly giftCard?: boolean;
  readonly sku?: string | null;
  readonly properties?: readonly { readonly name: string; readonly value: unknown }[];
  /** What Shopify adds, such as the mark of a tip. */
  readonly more?: object;
}

/** One line of an order in the currency. */
export function lineBody(
  { id, price, quantity = 1, discount, tax, properties = [], ...choice }: LineChoice,
  currency = 'USD',
) {
  const set = (amount: string) => moneySet(amount, currency);
  return {
    id,
    admin_graphql_api_id: `gid://shopify/LineItem/${id}`,
    product_id: 632_910_392,
    variant_id: 39_072_856,
    sku: choice.sku === undefined ? 'TEA-250' : choice.sku,
    title: 'Spring tea',
    name: 'Spring tea - 250 g',
    quantity,
    current_quantity: choice.current ?? quantity,
    price,
    price_set: set(price),
    total_discount: '0.00',
    discount_allocations:
      discount === undefined
        ? []
        : [{ amount: discount, amount_set: set(discount), discount_application_index: 0 }],
    tax_lines:
      tax === undefined ? [] : [{ title: 'VAT', rate: 0.19, price: tax, price_set: set(tax) }],
    gift_card: choice.giftCard ?? false,
    taxable: true,
    properties,
    ...choice.more,
  };
}

/** An order of one line of 10 dollars, paid, with the person who gave it. */
export function orderBody(changes: {
  readonly id: unknown;
  readonly at: string;
  readonly [field: string]: unknown;
}) {
  const { at, ...rest } = changes;
  return {
    admin_graphql_api_id: `gid://shopify/Order/${String(changes.id)}`,
    name: '#1001',
    email: 'lin@shopper.example',
    phone: '+86 10 5555 0100',
    browser_ip: '203.0.113.7',
    note: 'Please ring at the side door, ask for Lin',
    customer: { id: 115_310_627_314_723, first_name: 'Lin', email: 'lin@shopper.example' },
    shipping_address: { name: 'Lin Xiao', address1: '1 Tea Street', city: 'Hangzhou' },
    created_at: at,
    processed_at: at,
    updated_at: at,
    cancelled_at: null,
    currency: 'USD',
    presentment_currency: 'USD',
    financial_status: 'paid',
    fulfillment_status: null,
    fulfillments: [],
    taxes_included: false,
    test: false,
    note_attributes: [],
    line_items: [lineBody({ id: 1, price: '10.00' })],
    shipping_lines: [],
    refunds: [],
    ...rest,
  };
}

export interface RefundChoice {
  readonly id: number;
  readonly orderId: unknown;
  readonly at: string;
  /** Line, pieces, money before tax, and tax. */
  readonly lines?: readonly (readonly [
    lineId: unknown,
    quantity: number,
    amount: string,
    tax?: string,
  ])[];
  /** Money that went back; none puts goods back on a shelf. */
  readonly money?: string | undefined;
  readonly status?: string;
  readonly currency?: string;
  readonly moneyCurrency?: string;
  /** Given back of shipping, before its tax. */
  readonly shipping?: string;
  /** Beyond lines and shipping, below zero. */
  readonly discrepancy?: string;
}

/** What `refunds/create` tells, and what stands in an order's `refunds`. */
export function refundBody(choice: RefundChoice) {
  const { id, orderId, at, lines = [], money: paid, currency = 'USD', shipping } = choice;
  const set = (amount: string) => moneySet(amount, currency);
  const adjustment = (kind: string, amount: string) => ({
    kind,
    amount,
    amount_set: set(amount),
    tax_amount: '0.00',
    tax_amount_set: set('0.00'),
  });
  return {
    id,
    order_id: orderId,
    created_at: at,
    processed_at: at,
    note: 'Lin sent it back',
    refund_line_items: lines.map(([lineId, quantity, amount, tax = '0.00'], place) => ({
      id: id * 100 + place,
      line_item_id: lineId,
      quantity,
      restock_type: 'return',
      // Shopify has these two as floats.
      subtotal: Number(amount),
      total_tax: Number(tax),
      subtotal_set: set(amount),
      total_tax_set: set(tax),
    })),
    transactions:
      paid === undefined
        ? []
        : [
            {
              id: id + 1,
              kind: 'refund',
              status: choice.status ?? 'success',
              amount: paid,
              currency: choice.moneyCurrency ?? currency,
            },
          ],
    order_adjustments: [
      ...(shipping === undefined ? [] : [adjustment('shipping_refund', `-${shipping}`)]),
      ...(choice.discrepancy === undefined
        ? []
        : [adjustment('refund_discrepancy', choice.discrepancy)]),
    ],
    duties: [],
  };
}
