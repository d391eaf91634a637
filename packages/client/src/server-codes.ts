/** The codes that only answers to secret keys carry: no page has to know them. */
import type { ProblemCode } from '@kindcart/contract';

export const serverCodes = [
  'donation_not_refundable',
  'refund_too_large',
  'refund_unknown',
  'recurring_gift_nothing_due',
  'clock_in_live_mode',
  'clock_backwards',
  'charity_item_unknown',
  'charity_item_ended',
  'charity_items_too_many',
  'order_unknown',
  'statement_unknown',
  'statement_nothing_new',
  'statement_not_payable',
  'webhook_endpoint_unknown',
  'webhook_url_refused',
  'webhook_endpoints_too_many',
  'webhook_endpoint_disabled',
  'webhook_delivery_unknown',
] as const satisfies readonly ProblemCode[];
