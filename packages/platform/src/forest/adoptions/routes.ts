/** Addresses of adoptions. */
import {
  type Adoption,
  adoptionShares,
  type CreateAdoption,
  heldPerAddressMax,
  holdMs,
  type Id,
  isAdoptionId,
  isPayable,
  refuseAdoption,
} from '@kindcart/contract';
import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { withClaim } from '../../giving/claims.ts';
import type { Api } from '../../http/api.ts';
import { answerText, serve } from '../../http/endpoint.ts';
import { refuse } from '../../http/refusal.ts';
import type { Book } from '../../ledger/rules.ts';
import { freePlace, holdWanted } from './places.ts';
import { findAdoption } from './reading.ts';
import * as records from './records.ts';

export interface AdoptionRoomParts {
  readonly db: Kysely<Database>;
  readonly now: () => Date;
  readonly newAdoptionId: () => Id<'adoption'>;
  /** An address as it may be kept: nobody can tell from it which it was. */
  readonly hashAddress: (address: string) => Promise<string>;
}

/** Hangs them on the house. */
export function registerAdoptions(api: Api, parts: AdoptionRoomParts): void {
  const { db, now, hashAddress } = parts;

  async function read(book: Book, id: Id<'adoption'>): Promise<Adoption> {
    return (await findAdoption(db, book, id, now())) ?? refuse('adoption_unknown');
  }

  serve(api, 'createAdoption', async ({ body, caller, address, idempotency }) => {
    // A charity's own server holds places for all of its donors.
    const heldBy = caller.kind === 'secret' ? null : await hashAddress(address);
    // What is kept with the key is the id alone, since keys hold no names.
    const kept = await withClaim(db, idempotency, (transaction) =>
      createAdoption(transaction, parts, caller, body, heldBy),
    );
    if (kept === null) return refuse('idempotency_key_reused');
    const { text: id, replayed } = kept;
    if (!isAdoptionId(id)) throw new Error(`The key keeps ${id}, which is no adoption`);
    return { text: answerText('createAdoption', await read(caller, id)), replayed };
  });

  serve(api, 'getAdoption', ({ params, caller }) => read(caller, params.adoptionId));

  serve(api, 'releaseAdoption', async ({ params, caller }) => {
    await db
      .transaction()
      .execute((transaction) => release(transaction, caller, params.adoptionId, now()));
    return read(caller, params.adoptionId);
  });
}

/** @throws Refusal saying why there can be none */
async function createAdoption(
  transaction: Transaction<Database>,
  { now: clock, newAdoptionId }: AdoptionRoomParts,
  book: Book,
  request: CreateAdoption,
  heldBy: string | null,
): Promise<Id<'adoption'>> {
  const now = clock();
  const land = await records.findLand(transaction, book, request, now);
  if (land === undefined) return refuse('plot_unknown');
  const refusal = refuseAdoption(land, request);
  if (refusal !== null) refuse(refusal.code, { fields: [refusal] });
  if (heldBy !== null) {
    const held = await records.countHeldBy(transaction, book, heldBy, now);
    if (held >= heldPerAddressMax) refuse('adoptions_too_many');
  }
  const { plotId, placeNumber, speciesId, teamName, gift } = request;
  const id = newAdoptionId();
  const heldUntil = new Date(now.getTime() + holdMs);
  const { organizationId } = book;
  const hold = { organizationId, plotId, adoptionId: id, now, until: heldUntil };
  await records.insertAdoption(
    transaction,
    book,
    {
      id,
      plotId,
      speciesId,
      placeNumber: await holdWanted(transaction, hold, placeNumber),
      state: 'held',
      heldUntil,
      price: land.price,
      shares: adoptionShares(land.price, request.shares),
      teamName,
      gift,
      adopter: request.shares === 1 ? 'donor' : 'team',
      source: null,
      heldBy,
    },
    now,
  );
  return id;
}

/** Gives a place back. A donation that was begun all the same finds it gone, see `settle`. */
async function release(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'adoption'>,
  now: Date,
): Promise<void> {
  const row = await records.lockAdoption(transaction, book, id);
  if (row === undefined) return refuse('adoption_unknown');
  if (row.state === 'released') return;
  const { organization_id: organizationId, plot_id: plotId, place_number: number } = row;
  const hasTime = isPayable({ state: row.state, heldUntil: row.held_until }, now);
  if (row.state !== 'held' || !hasTime) refuse('adoption_over');
  await freePlace(transaction, { organizationId, plotId, adoptionId: id }, number);
  await records.changeAdoption(transaction, row, { state: 'released', held_until: null }, now);
}
