/** The addresses of good deeds. */
import type { Register } from '../http/api.ts';
import type { RoomParts } from '../rooms.ts';
import { registerChallenges } from './challenges/routes.ts';
import { registerDeeds } from './deeds/routes.ts';
import { registerFundings } from './fundings/routes.ts';
import { registerParticipants } from './participants/routes.ts';
import { registerServerDeeds } from './server-deeds/routes.ts';
import { registerTeamList } from './teams/listing.ts';
import { registerTeams } from './teams/routes.ts';

/** All of them. */
export function deedsRooms(parts: RoomParts): Register[] {
  return [...challengeRooms(parts), ...peopleRooms(parts), ...deedRooms(parts)];
}

/** What sponsors promise, and what comes of it. */
function challengeRooms({ db, now, newId }: RoomParts): Register[] {
  const newTransferId = () => newId('transfer');
  return [
    (api) =>
      registerChallenges(api, {
        db,
        now,
        newTransferId,
        newChallengeId: () => newId('challenge'),
      }),
    (api) =>
      registerFundings(api, { db, now, newTransferId, newFundingId: () => newId('funding') }),
    (api) => registerTeamList(api, { db }),
  ];
}

/** Who does good deeds, alone and together. */
function peopleRooms({ db, now, newId, guard }: RoomParts): Register[] {
  const hashAddress = (address: string) => guard.hashAddress(address);
  return [
    (api) =>
      registerParticipants(api, {
        db,
        now,
        newParticipantId: () => newId('participant'),
        hashAddress,
      }),
    (api) => registerTeams(api, { db, now, newTeamId: () => newId('team') }),
  ];
}

/** What they do. */
function deedRooms(parts: RoomParts): Register[] {
  const { db, now, newId, deedGiving: giving } = parts;
  const newParticipantId = () => newId('participant');
  return [
    (api) => registerDeeds(api, parts, giving),
    (api) => registerServerDeeds(api, { db, now, newParticipantId, giving }),
  ];
}
