/** Species with their facts, for charities that need not look them up themselves. */
import { chinese } from './china.ts';
import { fromElsewhere } from './elsewhere.ts';
import type { CatalogueEntry } from './entry.ts';

/** All of them. */
export const catalogue: readonly CatalogueEntry[] = [...chinese, ...fromElsewhere];

/** The entry of a name such as `haloxylon-ammodendron`. */
export function catalogueEntry(slug: string): CatalogueEntry | undefined {
  return catalogue.find((entry) => entry.slug === slug);
}
