/** The part of a client that pages with a forest call. */
import { forestRoutes } from '@kindcart/contract/routes';
import { forestCodes } from './forest-codes.ts';
import { type ClientOptions, type Method, methodsOf } from './methods.ts';

/** What a page with a forest calls besides all that a `PageClient` can. */
export type ForestClient = { readonly [Name in keyof typeof forestRoutes]: Method<Name> };

/** Makes the client of a page with a forest: apart from the page's, so that other pages do not carry it. */
export function createForestClient(options: ClientOptions): ForestClient {
  const method = methodsOf({ ...options, moreCodes: forestCodes }, forestRoutes);
  return {
    listSpecies: method('listSpecies'),
    listPlots: method('listPlots'),
    listPlaces: method('listPlaces'),
    createAdoption: method('createAdoption'),
    getAdoption: method('getAdoption'),
    releaseAdoption: method('releaseAdoption'),
    getTree: method('getTree'),
    listTrees: method('listTrees'),
    getForest: method('getForest'),
  };
}
