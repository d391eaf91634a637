/** An entry of the catalogue of species: facts that any charity may offer, without a price. */
import type { CreateSpecies, Growth } from '@kindcart/contract';

/** What is published of a species' height: at this age it lies between the two. */
export interface PublishedHeight {
  readonly ageYears: number;
  readonly fromCm: number;
  readonly toCm: number;
  readonly source: string;
}

/** A kind of tree by its name on the command line. */
export interface CatalogueEntry
  extends Pick<CreateSpecies, 'latinName' | 'names' | 'nativeRange' | 'needs'> {
  readonly slug: string;
  readonly curves: Omit<Growth, 'source'>;
  /** How the curves came about. None of them is a forecast for a site. */
  readonly basis: string;
  readonly published: readonly [PublishedHeight, ...PublishedHeight[]];
}

/** The growth of an entry, with its source in words. */
export function growthOf({ curves, basis, published }: CatalogueEntry): Growth {
  const heights = published.map(
    ({ ageYears, fromCm, toCm, source }) =>
      `${fromCm} to ${toCm} cm at ${ageYears} years (${source})`,
  );
  return { ...curves, source: `${basis} Height is held to ${heights.join('; ')}.` };
}
