/** Brings adoptions in line with the donations that were begun for them. */
import {
  type AdoptionOutcome,
  gatherUntil,
  type Id,
  type ReturnReason,
  settleAdoption,
} from '@kindcart/contract';
import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../database/schema.ts';
import { finishErrand, takeErrands } from '../../jobs/errands.ts';
import type { Book } from '../../ledger/rules.ts';
import { endTree } from './ending.ts';
import { settleTopic } from './follower.ts';
import { freePlace, type Hold, holdAnyPlace, holdPlace, paidHoldMs } from './places.ts';
import { type AdoptionRow, changeAdoption, factsOf, lockAdoption } from './records.ts';
import { giveBack, type ReturnParts } from './returns.ts';

export interface SettlingParts extends ReturnParts {
  readonly db: Kysely<Database>;
  /** Told that there are refunds and mails to bring on their way, and trees to plan. */
  readonly onSettled: () => void;
  readonly onError: (name: string, error: unknown) => void;
}

const errandsPerRound = 200;

interface Errand extends Book {
  readonly id: string;
  readonly adoptionId: Id<'adoption'>;
}

/** One round; says how many errands it took up. What fails comes back later. */
export async function settlingRound(parts: SettlingParts): Promise<number> {
  const { db, onError, onSettled } = parts;
  const errands = await takeDue(db);
  const byAdoption = Map.groupBy(errands, ({ adoptionId }) => adoptionId);
  for (const [adoptionId, ofOne] of byAdoption) {
    try {
      await db.transaction().execute(async (transaction) => {
        for (const { organizationId, id } of ofOne) {
          await finishErrand(transaction, organizationId, id);
        }
        const [book] = ofOne;
        if (book !== undefined) await bringInLine(transaction, book, adoptionId, parts);
      });
    } catch (error) {
      onError('adoption errand', error);
    }
  }
  if (errands.length > 0) onSettled();
  return errands.length;
}

async function takeDue(db: Kysely<Database>): Promise<Errand[]> {
  const due = { topic: settleTopic, limit: errandsPerRound, firstRestSeconds: 5 };
  const { rows } = await sql<{
    organization_id: Id<'organization'>;
    id: string;
    subject: Id<'adoption'>;
    payload: string;
  }>`${takeErrands(due)}`.execute(db);
  return rows.map(({ organization_id: organizationId, id, subject: adoptionId, payload }) => {
    const { livemode }: Book = JSON.parse(payload);
    return { organizationId, livemode, id, adoptionId };
  });
}

/** Reads all of its donations and writes what they make of it; doing it again changes nothing. */
async function bringInLine(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'adoption'>,
  parts: ReturnParts,
): Promise<void> {
  const row = await lockAdoption(transaction, book, id);
  const facts = (await factsOf(transaction, book.organizationId, [id])).get(id);
  if (row === undefined || facts === undefined) return;
  const { state, held_until: heldUntil, currency } = row;
  const outcome = settleAdoption({ state, heldUntil, currency, ...facts });
  await writeShares(transaction, book, id, outcome.shares);
  await giveBack(transaction, book, id, outcome.returns, parts);
  if (outcome.isGivenBack) await endTree(transaction, row, parts.now());
  else if (outcome.state !== state) await bringOn(transaction, row, outcome, parts);
}

async function writeShares(
  transaction: Transaction<Database>,
  { organizationId }: Book,
  id: Id<'adoption'>,
  shares: AdoptionOutcome['shares'],
): Promise<void> {
  // In two steps, since a donation may move to a share that another one leaves.
  const rows = JSON.stringify(shares);
  const columns = sql.raw('number smallint, state text, "donationId" text');
  await sql`
    update adoption_share as share set state = 'open', donation_id = null
    from json_to_recordset(${rows}::json) as wanted (${columns})
    where share.organization_id = ${organizationId} and share.adoption_id = ${id}
      and share.number = wanted.number and share.donation_id is distinct from wanted."donationId"`.execute(
    transaction,
  );
  await sql`
    update adoption_share as share set state = wanted.state, donation_id = wanted."donationId"
    from json_to_recordset(${rows}::json) as wanted (${columns})
    where share.organization_id = ${organizationId} and share.adoption_id = ${id}
      and share.number = wanted.number
      and (share.state, share.donation_id) is distinct from (wanted.state, wanted."donationId")`.execute(
    transaction,
  );
}

/** The place follows what became of the adoption. */
async function bringOn(
  transaction: Transaction<Database>,
  row: AdoptionRow,
  { state, shares }: AdoptionOutcome,
  parts: ReturnParts,
): Promise<void> {
  const now = parts.now();
  if (state === 'paid' || state === 'gathering') {
    return keepPlace(transaction, row, { state, shares }, parts);
  }
  const own = { organizationId: row.organization_id, plotId: row.plot_id, adoptionId: row.id };
  await freePlace(transaction, own, row.place_number);
  await changeAdoption(transaction, row, { state, held_until: null }, now);
}

/** An adoption that is paid, wholly or in part, keeps its place or gets another one, or ends here. */
async function keepPlace(
  transaction: Transaction<Database>,
  row: AdoptionRow,
  { state, shares }: Pick<AdoptionOutcome, 'shares'> & { readonly state: 'paid' | 'gathering' },
  parts: ReturnParts,
): Promise<void> {
  const now = parts.now();
  const until = state === 'paid' ? new Date(now.getTime() + paidHoldMs) : gatherUntil(now);
  const { organization_id: organizationId, plot_id: plotId, id: adoptionId } = row;
  const hold = { organizationId, plotId, adoptionId, now, until };
  const number = await holdAgain(transaction, hold, row.place_number);
  if (number === null) return unfulfil(transaction, row, shares, 'place_gone', parts);
  const moved = number === row.place_number ? {} : movedTo(row, number);
  const change = { state, held_until: state === 'paid' ? null : until, ...moved };
  return changeAdoption(transaction, row, change, now);
}

/** The same for one that is paid and lost its place before its tree was planned. */
export async function keepPaidPlace(
  transaction: Transaction<Database>,
  book: Book,
  id: Id<'adoption'>,
  parts: ReturnParts,
): Promise<void> {
  const row = await lockAdoption(transaction, book, id);
  const facts = (await factsOf(transaction, book.organizationId, [id])).get(id);
  if (row?.state !== 'paid' || facts === undefined) return;
  await keepPlace(transaction, row, { state: 'paid', shares: facts.shares }, parts);
}

/** The same place where nobody else has it by now, else any other; null where there is none. */
async function holdAgain(
  transaction: Transaction<Database>,
  hold: Hold,
  number: number,
): Promise<number | null> {
  if (await holdPlace(transaction, hold, number)) return number;
  return holdAnyPlace(transaction, hold);
}

function movedTo(row: AdoptionRow, number: number) {
  return { place_number: number, moved_from: row.moved_from ?? row.place_number };
}

/** Ends an adoption that cannot come to be: its place is free, and whatever was paid goes back. */
export async function unfulfil(
  transaction: Transaction<Database>,
  row: AdoptionRow,
  shares: AdoptionOutcome['shares'],
  because: ReturnReason,
  parts: ReturnParts,
): Promise<void> {
  const { organization_id: organizationId, livemode, plot_id: plotId, id: adoptionId } = row;
  await freePlace(transaction, { organizationId, plotId, adoptionId }, row.place_number);
  const ended = { state: 'unfulfilled', held_until: null } as const;
  await changeAdoption(transaction, row, ended, parts.now());
  const paid = shares.flatMap(({ state, donationId }) =>
    state === 'paid' && donationId !== null ? [{ donationId, because }] : [],
  );
  const book = { organizationId, livemode };
  await giveBack(transaction, book, adoptionId, paid, parts);
  const [, reference] = /^points:(.+)$/.exec(row.source ?? '') ?? [];
  if (reference !== undefined) await parts.purse?.giveBack(transaction, { ...book, reference });
}
