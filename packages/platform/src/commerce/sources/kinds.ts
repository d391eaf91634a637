/** Every kind of shop whose events are taken. */
import type { ShopSource, SourceKind } from './port.ts';
import { shopify } from './shopify/shopify.ts';
import { stripe } from './stripe/stripe.ts';
import { woocommerce } from './woocommerce/woocommerce.ts';

const sources: readonly ShopSource[] = [shopify, woocommerce, stripe];

/** The kind's source, or undefined where it is not built yet. */
export function sourceOf(kind: SourceKind): ShopSource | undefined {
  return sources.find((source) => source.kind === kind);
}
