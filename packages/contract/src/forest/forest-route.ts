import type { Route } from '../routes.ts';

const read = { method: 'GET', access: 'public', idempotent: false } as const;

export const listSpecies = { ...read, path: '/v1/species' } as const satisfies Route;
export const listPlots = { ...read, path: '/v1/plots' } as const satisfies Route;
export const listPlaces = { ...read, path: '/v1/plots/{plotId}/places' } as const satisfies Route;
export const getAdoption = { ...read, path: '/v1/adoptions/{adoptionId}' } as const satisfies Route;
export const getTree = { ...read, path: '/v1/trees/{treeId}' } as const satisfies Route;
export const listTrees = { ...read, path: '/v1/trees' } as const satisfies Route;
export const getForest = { ...read, path: '/v1/forest' } as const satisfies Route;
export const createAdoption = {
  method: 'POST',
  path: '/v1/adoptions',
  access: 'page',
  idempotent: true,
} as const satisfies Route;
export const releaseAdoption = {
  method: 'POST',
  path: '/v1/adoptions/{adoptionId}/release',
  access: 'page',
  idempotent: false,
} as const satisfies Route;

/**
 * What a page with a forest calls besides `pageRoutes`: in a file of its own, so that other pages do not
 * carry it.
 */
export const forestRoutes = {
  listSpecies,
  listPlots,
  listPlaces,
  createAdoption,
  getAdoption,
  releaseAdoption,
  getTree,
  listTrees,
  getForest,
};

/**
 * Vector tiles of the trees of a charity, as MapLibre takes them: outside of the table, since they are no
 * JSON. `?key=pk_…`, and `species`, `from` and `until` (years) count only some of the trees.
 */
export const forestTilesPath = '/v1/forest/tiles/{z}/{x}/{y}';
/** The world behind them: land, borders and names. */
export const worldTilesPath = '/v1/forest/world/{z}/{x}/{y}';

/** Where a photo of trees is posted as it is, JPEG, PNG or WebP: no JSON, and so outside of the table. */
export const photosPath = '/v1/photos';
/** Where it is shown, to whoever has its address. */
export const photoPath = '/photos/{photoId}';
/** The style in which MapLibre draws both: `?lang=`, `scheme=light` or `dark`, and `key=` for the trees. */
export const worldStylePath = '/v1/forest/style.json';
