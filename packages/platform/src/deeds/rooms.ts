/** The addresses of good deeds. */
import type { Register } from '../http/api.ts';
import type { RoomParts } from '../rooms.ts';
import { registerUnwritten } from './unwritten.ts';

/** All of them. */
export function deedsRooms(_parts: RoomParts): Register[] {
  return [registerUnwritten];
}
