import type { Route } from '../routes.ts';

const read = { method: 'GET', access: 'public', idempotent: false } as const;
// Each is signed, and what is the same again changes nothing.
const signed = { method: 'POST', access: 'page', idempotent: false } as const;

export const listChallenges = { ...read, path: '/v1/challenges' } as const satisfies Route;
export const getChallenge = {
  ...read,
  path: '/v1/challenges/{challengeId}',
} as const satisfies Route;
export const createParticipant = { ...signed, path: '/v1/participants' } as const satisfies Route;
export const updateParticipant = {
  ...signed,
  path: '/v1/participants/{participantId}',
} as const satisfies Route;
export const createMove = {
  ...signed,
  path: '/v1/participants/{participantId}/moves',
} as const satisfies Route;
export const joinByMove = { ...signed, path: '/v1/moves/join' } as const satisfies Route;
export const createDeeds = { ...signed, path: '/v1/deeds' } as const satisfies Route;
export const listDeeds = {
  ...read,
  path: '/v1/challenges/{challengeId}/participants/{participantId}/deeds',
} as const satisfies Route;
export const createTeam = {
  ...signed,
  idempotent: true,
  path: '/v1/challenges/{challengeId}/teams',
} as const satisfies Route;
export const joinTeam = { ...signed, path: '/v1/teams/{teamId}/join' } as const satisfies Route;
export const listTeams = {
  ...read,
  path: '/v1/challenges/{challengeId}/teams',
} as const satisfies Route;

/**
 * What a page with a challenge calls besides `pageRoutes`: in a file of its own, so that other pages do not
 * carry it.
 */
export const deedsRoutes = {
  listChallenges,
  getChallenge,
  createParticipant,
  updateParticipant,
  createMove,
  joinByMove,
  createDeeds,
  listDeeds,
  createTeam,
  joinTeam,
  listTeams,
};
