/** The addresses of good deeds. */
import type { Register } from '../http/api.ts';
import type { RoomParts } from '../rooms.ts';
import { registerParticipants } from './participants/routes.ts';
import { registerTeams } from './teams/routes.ts';
import { registerUnwritten } from './unwritten.ts';

/** All of them. */
export function deedsRooms(parts: RoomParts): Register[] {
  return [...peopleRooms(parts), registerUnwritten];
}

/** Who does them, alone and together. */
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
