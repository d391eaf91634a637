/** What elements of good deeds ask the page's store for. */
import { isChallengeId } from '@kindcart/contract/ids';
import type { DeedsStore } from '@kindcart/store/deeds';
import { deedsStoreFor } from '../internal/deeds-registry.ts';

/** A challenge. */
export const challengeEntry = {
  isId: isChallengeId,
  missing: 'challenge_missing',
  unknown: 'challenge_unknown',
  storeFor: deedsStoreFor,
  entryOf: (store: DeedsStore, id: string) => store.challenge(id),
} as const;

/** The first teams of a challenge. */
export const teamsEntry = {
  ...challengeEntry,
  entryOf: (store: DeedsStore, id: string) => store.teams(id),
} as const;

/** The days of a participant, by the ids of challenge and participant with a space between. */
export const daysEntry = {
  ...challengeEntry,
  isId: (text: string): text is string => text.includes(' '),
  unknown: 'participant_unknown',
  entryOf(store: DeedsStore, ids: string) {
    const [challengeId = '', participantId = ''] = ids.split(' ');
    return store.days(challengeId, participantId);
  },
} as const;
