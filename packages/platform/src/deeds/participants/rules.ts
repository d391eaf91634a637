/** Who may join whom, and when many participants look like one. */
import type { Id, ProblemCode } from '@kindcart/contract';

/**
 * After so many others who came from the same address within a day, a participant may be another name of one
 * of them. Those who came first are not meant: they may be a house, or a small office.
 */
export const fromOnePlaceMax = 30;
/** For how long those who came from an address are counted together. */
export const placeMs = 24 * 60 * 60_000;

/** What is known when a device wants to join by a token. */
export interface Joining {
  /** Undefined where the token is of no move. */
  readonly move:
    | {
        readonly participantId: Id<'participant'>;
        readonly expiresAt: Date;
        readonly usedAt: Date | null;
      }
    | undefined;
  /** Whose device it is already. */
  readonly deviceOf: Id<'participant'> | undefined;
  readonly now: Date;
}

/** `joined`: it is a device of that participant, as where the answer to an earlier request was lost. */
export function judgeJoining({ move, deviceOf, now }: Joining): 'joins' | 'joined' | ProblemCode {
  if (move === undefined) return 'move_invalid';
  if (deviceOf === move.participantId) return 'joined';
  if (move.usedAt !== null || move.expiresAt <= now) return 'move_invalid';
  return deviceOf === undefined ? 'joins' : 'device_taken';
}
