/** What a device asks for in its participant's name: signed by its key, and later than what it asked before. */
import type { Id } from '@kindcart/contract';
import type { SignedWish } from '@kindcart/contract/signing';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { findDevice, findParticipant, lockParticipant, moveWish } from './records.ts';
import { isSignedBy } from './signatures.ts';

/** As it comes in a body. */
export interface Wish {
  readonly device: string;
  readonly madeAtMs: number;
  readonly signature: string;
}

/**
 * Holds the signature of a wish against the key of the device.
 *
 * @throws Refusal `participant_unknown`, `device_unknown`, `device_signature_invalid`
 */
export async function checkWish(
  db: Kysely<Database>,
  book: Book,
  participantId: Id<'participant'>,
  { device, madeAtMs, signature }: Wish,
  textOf: (wish: SignedWish) => string,
): Promise<void> {
  const known = await findDevice(db, book, device);
  if (known?.participant_id !== participantId) {
    const participant = await findParticipant(db, book, participantId);
    return refuse(participant === undefined ? 'participant_unknown' : 'device_unknown');
  }
  const text = textOf({ participantId, device, madeAtMs });
  if (!(await isSignedBy(known.public_key, text, signature))) refuse('device_signature_invalid');
}

/**
 * Takes a wish that was checked, within the transaction that does it. The participant is held before the device:
 * whoever has a challenge's deeds waits for devices, and who erases has the participant and waits for challenges.
 *
 * @returns whether it is new; otherwise it came before, as where the answer was lost
 * @throws Refusal `wish_outdated`
 */
export async function takeWish(
  transaction: Transaction<Database>,
  book: Book,
  participantId: Id<'participant'>,
  { device, madeAtMs }: Wish,
): Promise<boolean> {
  await lockParticipant(transaction, book, participantId);
  if (await moveWish(transaction, book, device, madeAtMs)) return true;
  const known = await findDevice(transaction, book, device);
  return known?.wish_ms === madeAtMs ? false : refuse('wish_outdated');
}

/** Takes a wish that cannot be answered twice. @throws Refusal `wish_outdated` */
export async function takeNewWish(
  transaction: Transaction<Database>,
  book: Book,
  participantId: Id<'participant'>,
  wish: Wish,
): Promise<void> {
  if (!(await takeWish(transaction, book, participantId, wish))) refuse('wish_outdated');
}
