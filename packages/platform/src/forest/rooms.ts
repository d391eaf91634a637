/** The forest's addresses. */
import type { Register } from '../http/api.ts';
import type { RoomParts } from '../rooms.ts';
import { registerAdoptions } from './adoptions/routes.ts';
import { registerPlots } from './plots/routes.ts';
import { registerSpecies } from './species/routes.ts';

/** All of them. */
export function forestRooms({ db, now, newId, guard }: RoomParts): Register[] {
  return [
    (api) => registerSpecies(api, { db, now, newSpeciesId: () => newId('species') }),
    (api) => registerPlots(api, { db, now, newPlotId: () => newId('plot') }),
    (api) =>
      registerAdoptions(api, {
        db,
        now,
        newAdoptionId: () => newId('adoption'),
        hashAddress: (address) => guard.hashAddress(address),
      }),
  ];
}
