/** Orders as WooCommerce's REST API v3 writes them, with all that it says of a shopper. */

export type WooOrder = Record<string, unknown>;

const address = {
  first_name: 'Mei',
  last_name: 'Lin',
  company: '',
  address_1: '1 Harbour Road',
  address_2: '',
  city: 'Xiamen',
  state: 'CN-FJ',
  postcode: '361000',
  country: 'CN',
  phone: '+86 592 000 0000',
};

export function wooLine(change: WooOrder = {}): WooOrder {
  return {
    id: 315,
    name: 'Spring tea',
    product_id: 93,
    variation_id: 0,
    quantity: 2,
    tax_class: '',
    subtotal: '20.00',
    subtotal_tax: '2.60',
    total: '16.00',
    total_tax: '2.08',
    taxes: [{ id: 75, total: '2.08', subtotal: '2.60' }],
    meta_data: [],
    sku: 'TEA-250',
    price: 8,
    ...change,
  };
}

/** ¥16.00 of tea, ¥10.00 of shipping and ¥2.08 of tax, paid, of which nothing was given back. */
export function wooOrder(change: WooOrder = {}): WooOrder {
  return {
    id: 727,
    parent_id: 0,
    number: '727',
    order_key: 'wc_order_58d2d042d1d',
    created_via: 'checkout',
    version: '9.4.0',
    status: 'processing',
    currency: 'CNY',
    date_created: '2026-11-20T17:30:00',
    date_created_gmt: '2026-11-20T09:30:00',
    date_modified: '2026-11-20T17:30:08',
    date_modified_gmt: '2026-11-20T09:30:08',
    discount_total: '4.00',
    discount_tax: '0.52',
    shipping_total: '10.00',
    shipping_tax: '0.00',
    cart_tax: '2.08',
    total: '28.08',
    total_tax: '2.08',
    prices_include_tax: false,
    customer_id: 26,
    customer_ip_address: '198.51.100.7',
    customer_user_agent: 'Mozilla/5.0',
    customer_note: 'Please ring twice',
    billing: { ...address, email: 'mei.lin@example.com' },
    shipping: address,
    payment_method: 'bacs',
    payment_method_title: 'Direct bank transfer',
    transaction_id: '',
    date_paid: '2026-11-20T17:30:08',
    date_paid_gmt: '2026-11-20T09:30:08',
    date_completed: null,
    date_completed_gmt: null,
    cart_hash: '',
    meta_data: [{ id: 13_106, key: '_download_permissions_granted', value: 'yes' }],
    line_items: [wooLine()],
    tax_lines: [],
    shipping_lines: [
      {
        id: 317,
        method_title: 'Flat rate',
        method_id: 'flat_rate',
        total: '10.00',
        total_tax: '0.00',
        taxes: [],
        meta_data: [],
      },
    ],
    fee_lines: [],
    coupon_lines: [{ id: 318, code: 'tea-time', discount: '4.00', discount_tax: '0.52' }],
    refunds: [],
    ...change,
  };
}

export const wooMeta = (key: string, value: unknown) => ({ id: 1, key, value });

export const wooRefund = (id: number, total: string) => ({ id, reason: '', total });
