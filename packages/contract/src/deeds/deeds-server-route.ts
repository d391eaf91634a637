import type { Route } from '../routes.ts';

// What only servers call. Closing twice is the same, and so is telling of a day's total or deciding on a deed.
export const createChallenge = {
  method: 'POST',
  path: '/v1/challenges',
  access: 'secret',
  idempotent: true,
} as const satisfies Route;
export const updateChallenge = {
  method: 'POST',
  path: '/v1/challenges/{challengeId}',
  access: 'secret',
  idempotent: false,
} as const satisfies Route;
export const createFunding = {
  method: 'POST',
  path: '/v1/challenges/{challengeId}/fundings',
  access: 'secret',
  idempotent: true,
} as const satisfies Route;
export const listFundings = {
  method: 'GET',
  path: '/v1/challenges/{challengeId}/fundings',
  access: 'secret',
  idempotent: false,
} as const satisfies Route;
export const closeChallenge = {
  method: 'POST',
  path: '/v1/challenges/{challengeId}/close',
  access: 'secret',
  idempotent: false,
} as const satisfies Route;
export const createPartnerDeeds = {
  method: 'POST',
  path: '/v1/deeds/partner',
  access: 'secret',
  idempotent: false,
} as const satisfies Route;
export const createWerunDeeds = {
  method: 'POST',
  path: '/v1/deeds/werun',
  access: 'secret',
  idempotent: false,
} as const satisfies Route;
export const listDeedsUnderReview = {
  method: 'GET',
  path: '/v1/deeds/under-review',
  access: 'secret',
  idempotent: false,
} as const satisfies Route;
export const decideDeed = {
  method: 'POST',
  path: '/v1/deeds/{deedId}/decision',
  access: 'secret',
  idempotent: false,
} as const satisfies Route;
