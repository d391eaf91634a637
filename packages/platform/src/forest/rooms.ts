/** The forest's addresses. */
import type { Register } from '../http/api.ts';
import type { RoomParts } from '../rooms.ts';
import { registerAdoptions } from './adoptions/routes.ts';
import { registerField } from './field/routes.ts';
import { registerObservations } from './observations/routes.ts';
import { registerTreePages } from './page/routes.ts';
import { registerPhotos } from './photos/routes.ts';
import { registerPlots } from './plots/routes.ts';
import { registerSpecies } from './species/routes.ts';
import { registerTiles } from './tiles/routes.ts';
import { registerTotals } from './totals/routes.ts';
import { registerTrees } from './trees/routes.ts';
import { registerWorld } from './world/routes.ts';

/** All of them. */
export function forestRooms(parts: RoomParts): Register[] {
  return [...landRooms(parts), ...treeRooms(parts), ...pageRooms(parts)];
}

/** What can be planted, where, and by whom. */
function landRooms({ db, now, newId, guard }: RoomParts): Register[] {
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

/** What stands there, and what was seen of it. */
function treeRooms(parts: RoomParts): Register[] {
  const { newId } = parts;
  return [
    (api) => registerTrees(api, { ...parts, newTreeId: () => newId('tree') }),
    (api) => registerObservations(api, { ...parts, newObservationId: () => newId('observation') }),
    (api) => registerPhotos(api, { ...parts, newPhotoId: () => newId('photo') }),
    (api) => registerTotals(api, parts),
    (api) => registerTiles(api, parts),
    (api) => registerWorld(api, { publicUrl: parts.options.publicUrl }),
  ];
}

/** Pages of the platform itself. */
function pageRooms(parts: RoomParts): Register[] {
  const { newId, options } = parts;
  return [
    (api) => registerTreePages(api, { ...parts, ...options }),
    (api) =>
      registerField(api, {
        ...parts,
        ownOrigins: options.ownOrigins,
        newPhotoId: () => newId('photo'),
        newObservationId: () => newId('observation'),
      }),
  ];
}
