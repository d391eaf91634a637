import type { Route } from '../routes.ts';

export const listGifts = {
  method: 'GET',
  path: '/v1/projects/{projectId}/gifts',
  access: 'public',
  idempotent: false,
} as const satisfies Route;

/**
 * What a page with a donor wall calls besides `pageRoutes`: in a file of its own, so that pages
 * without a wall do not carry it.
 */
export const giftRoutes = { listGifts };
