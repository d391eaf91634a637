/** Moves: how another device joins a participant. */
import { createHash, randomBytes } from 'node:crypto';
import { devicesMax, type Id, type JoinByMove, type Move, moveMs } from '@kindcart/contract';
import { joinText } from '@kindcart/contract/signing';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import * as records from './records.ts';
import { judgeJoining } from './rules.ts';
import { deviceOf, isSignedBy } from './signatures.ts';
import { takeNewWish, type Wish } from './wishes.ts';

/**
 * Lets one more device join. The token is told once and kept as a hash; whatever was asked for before and not
 * used is over.
 *
 * @throws Refusal `devices_too_many`, `wish_outdated`
 */
export async function makeMove(
  transaction: Transaction<Database>,
  book: Book,
  participantId: Id<'participant'>,
  wish: Wish,
  now: Date,
): Promise<Move> {
  await takeNewWish(transaction, book, participantId, wish);
  const devices = await records.countDevices(transaction, book, participantId);
  // There is one move at a time, so whoever joins by it finds the room that there is now.
  if (devices >= devicesMax) refuse('devices_too_many');
  const token = `mvt_${randomBytes(32).toString('base64url')}`;
  const expiresAt = new Date(now.getTime() + moveMs);
  const tokenSha256 = sha256(token);
  await records.replaceMove(transaction, book, participantId, { tokenSha256, expiresAt });
  return { token, expiresAt: expiresAt.toISOString() };
}

/**
 * Lets a device join by the token that another one was given.
 *
 * @returns whom it joined
 * @throws Refusal `device_signature_invalid`, `move_invalid`, `device_taken`
 */
export async function joinByMove(
  db: Kysely<Database>,
  book: Book,
  { token, publicKey, signature }: JoinByMove,
  now: Date,
): Promise<Id<'participant'>> {
  const text = joinText(token, publicKey);
  if (!(await isSignedBy(publicKey, text, signature))) refuse('device_signature_invalid');
  const [device, tokenSha256] = [deviceOf(publicKey), sha256(token)];
  const asked = await records.findMove(db, book, tokenSha256);
  if (asked === undefined) return refuse('move_invalid');
  const { participantId } = asked;
  return db.transaction().execute(async (transaction) => {
    await records.lockParticipant(transaction, book, participantId);
    // Read once nobody else uses it.
    const move = await records.findMove(transaction, book, tokenSha256);
    const known = await records.findDevice(transaction, book, device);
    const judged = judgeJoining({ move, deviceOf: known?.participant_id, now });
    if (judged === 'joined') return participantId;
    if (judged !== 'joins') return refuse(judged);
    await records.insertDevice(transaction, book, participantId, device, publicKey, now);
    await records.endMove(transaction, book, tokenSha256, now);
    return participantId;
  });
}

function sha256(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
