/** Addresses of participants. */
import type { CreateParticipant, Id, Participant } from '@kindcart/contract';
import { moveText, nameText, participantText } from '@kindcart/contract/signing';
import type { Kysely } from 'kysely';
import type { Database } from '../../database/schema.ts';
import type { Api } from '../../http/api.ts';
import { serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { joinByMove, makeMove } from './moves.ts';
import { findDevice, findParticipant, insertParticipant, renameParticipant } from './records.ts';
import { deviceOf, isSignedBy } from './signatures.ts';
import { checkWish, takeWish } from './wishes.ts';

export interface ParticipantParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newParticipantId: () => Id<'participant'>;
  /** An address as it may be kept: nobody can tell from it which it was. */
  readonly hashAddress: (address: string) => Promise<string>;
}

/** Hangs them on the house. */
export function registerParticipants(api: Api, parts: ParticipantParts): void {
  const { db, now, hashAddress } = parts;

  async function read(book: Book, id: Id<'participant'>): Promise<Participant> {
    return (await findParticipant(db, book, id)) ?? refuse('participant_unknown');
  }

  serve(api, 'createParticipant', async ({ body, caller, address }) => {
    const text = participantText(body.publicKey, body.name);
    if (!(await isSignedBy(body.publicKey, text, body.signature)))
      refuse('device_signature_invalid');
    // From where a charity's own server calls says nothing of who walks.
    const madeFrom = caller.kind === 'secret' ? null : await hashAddress(address);
    return read(caller, await participantOf(parts, caller, body, madeFrom));
  });

  serve(api, 'updateParticipant', async ({ params, body, caller }) => {
    const { participantId } = params;
    const { name, ...wish } = body;
    await checkWish(db, caller, participantId, wish, (signed) => nameText(signed, name));
    await db.transaction().execute(async (transaction) => {
      if (await takeWish(transaction, caller, participantId, wish)) {
        return renameParticipant(transaction, caller, participantId, name, now());
      }
      const participant = await findParticipant(transaction, caller, participantId);
      if (participant?.name !== name) refuse('wish_outdated');
    });
    return read(caller, participantId);
  });

  serve(api, 'createMove', async ({ params: { participantId }, body, caller }) => {
    await checkWish(db, caller, participantId, body, moveText);
    return db
      .transaction()
      .execute((transaction) => makeMove(transaction, caller, participantId, body, now()));
  });

  serve(api, 'joinByMove', async ({ body, caller }) =>
    read(caller, await joinByMove(db, caller, body, now())),
  );
}

/** Whose key it is: somebody new, unless it is known. What a known one is called does not change by it. */
async function participantOf(
  { db, now, newParticipantId }: ParticipantParts,
  book: Book,
  { publicKey, name }: CreateParticipant,
  madeFrom: string | null,
): Promise<Id<'participant'>> {
  const device = deviceOf(publicKey);
  const known = await findDevice(db, book, device);
  if (known !== undefined) return known.participant_id;
  const id = newParticipantId();
  const made = { id, name, device, publicKey, madeFrom };
  if (await insertParticipant(db, book, made, now())) return id;
  const other = await findDevice(db, book, device);
  if (other === undefined) throw new Error(`The device ${device} is there and is not`);
  return other.participant_id;
}
