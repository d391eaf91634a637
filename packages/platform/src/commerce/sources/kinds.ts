/** Every kind of shop whose events are taken. */
import { apiSource } from './api/source.ts';
import type { ShopSource, SourceKind } from './port.ts';
import { shopify } from './shopify/shopify.ts';
import { stripe } from './stripe/stripe.ts';
import { woocommerce } from './woocommerce/woocommerce.ts';

const sources: Readonly<Record<SourceKind, ShopSource>> = {
  shopify,
  woocommerce,
  stripe,
  api: apiSource,
};

/** The kind's source. */
export function sourceOf(kind: SourceKind): ShopSource {
  return sources[kind];
}
