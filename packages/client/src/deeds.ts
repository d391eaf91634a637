/** The part of a client that pages with a challenge call. */
import type { LiveChallenge } from '@kindcart/contract';
import { deedsRoutes } from '@kindcart/contract/routes';
import { deedsCodes } from './deeds-codes.ts';
import { readLiveChallenge } from './live.ts';
import { type ClientOptions, type Method, methodsOf } from './methods.ts';
import type { Result } from './result.ts';

/** What a page with a challenge calls besides all that a `PageClient` can. */
export type DeedsClient = { readonly [Name in keyof typeof deedsRoutes]: Method<Name> } & {
  /** Reads the data of a live event named `challenge`; `response_invalid` when it is none. */
  readonly readLiveChallenge: (data: string) => Result<LiveChallenge>;
};

/** Makes the client of a page with a challenge: apart from the page's, so that other pages do not carry it. */
export function createDeedsClient(options: ClientOptions): DeedsClient {
  const method = methodsOf({ ...options, moreCodes: deedsCodes }, deedsRoutes);
  return {
    listChallenges: method('listChallenges'),
    getChallenge: method('getChallenge'),
    createParticipant: method('createParticipant'),
    updateParticipant: method('updateParticipant'),
    createMove: method('createMove'),
    joinByMove: method('joinByMove'),
    createDeeds: method('createDeeds'),
    listDeeds: method('listDeeds'),
    createTeam: method('createTeam'),
    joinTeam: method('joinTeam'),
    listTeams: method('listTeams'),
    readLiveChallenge,
  };
}
