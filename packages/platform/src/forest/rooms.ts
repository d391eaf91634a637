/** The forest's addresses. */
import type { Register } from '../http/api.ts';
import type { RoomParts } from '../rooms.ts';

/** All of them. */
export function forestRooms(_parts: RoomParts): Register[] {
  return [];
}
