/** The addresses of good deeds. */
import type { Register } from '../http/api.ts';
import type { RoomParts } from '../rooms.ts';
import { registerDeeds } from './deeds/routes.ts';
import { registerUnwritten } from './unwritten.ts';

/** All of them. */
export function deedsRooms(parts: RoomParts): Register[] {
  return [(api) => registerDeeds(api, parts, parts.deedGiving), registerUnwritten];
}
