/** All that the shop sells. Prices are said here and nowhere else. */
import { gifts } from './gifts.ts';
import type { Kind, Product } from './product.ts';
import { teas } from './teas.ts';
import { ware } from './ware.ts';

export const products: readonly Product[] = [...teas, ...ware, ...gifts];

const byId = new Map(products.map((product) => [product.id, product]));

export function findProduct(id: string): Product | undefined {
  return byId.get(id);
}

/** One shelf, or all of them. */
export function shelf(kind: Kind | undefined): readonly Product[] {
  return kind === undefined ? products : products.filter((product) => product.kind === kind);
}
